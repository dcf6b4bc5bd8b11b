"""Targets as entered and achievements as computed, as facts (5.3.3, tables C, D, E.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from shanshui.finance.estimate.cost_facts import work_id
from shanshui.finance.estimate.costs import CostedWork
from shanshui.finance.schedule.performance import Achievement, implementation_by_year
from shanshui.ledger import Basis, Fact, Facts, fact_id
from shanshui.plan import Plan, Target
from shanshui.quantity import convert, inner_unit, printed, round_half_up, unit
from shanshui.standard import PerformanceIndicator, Standard
from shanshui.standard.cells import same_kind

CLAUSE_C = "表C"
CLAUSE_E1 = "表E.1"
CLAUSE_E2 = "表E.2"
AREAS = {"scope": "scope.area", "implementation_area": "implementation_area.area"}
"""Indicators that are areas of the layout, and the facts that hold them."""
IMPLEMENTATION = "performance.implementation_area"
HORIZONS = ("end", "5", "10")
"""Codes of the vocabulary ``target_horizon``, nearest first."""
_SEGMENT = re.compile(r"[A-Za-z0-9_]+")
_SUBJECT = re.compile(r"scope|(unit|subproject):[^\s.@:]+")
_JOIN = "；"
_SCALE_PLACES = 4
ASPECTS = ("quality", "structure", "benefit")
"""Aspects of binding targets that table C gives in words."""


def target_id(target: Target, row: int) -> str:
    """Id of a target; an indicator that an id cannot hold gives way to its row.

    Examples
    --------
    A target of 森林覆盖率 in row 5 for the end of works is ``scope.target.row5.end``.
    """
    key = target.indicator if _SEGMENT.fullmatch(target.indicator) else f"row{row}"
    return fact_id(target.subject, f"target.{key}.{target.horizon or 'end'}")


def known_targets(plan: Plan) -> Iterator[tuple[str, Target]]:
    """Targets of subjects that the plan knows, each with its id; of two with one id the first."""
    known = {"scope", *(f"unit:{u.code}" for u in plan.units), *(f"subproject:{s.code}" for s in plan.subprojects)}
    seen: set[str] = set()
    for number, target in enumerate(plan.targets, start=2):
        if target.subject not in known or not _SUBJECT.fullmatch(target.subject):
            continue
        key = target_id(target, target.place.row or number)
        if key not in seen:
            seen.add(key)
            yield key, target


def target_facts(plan: Plan) -> Iterator[Fact]:
    """Target values, and base values beside them, of every subject that the plan knows."""
    for key, target in known_targets(plan):
        for suffix, value in (("", target.target), (".baseline", target.baseline)):
            if value is not None:
                yield _target_fact(key + suffix, value, target)


def target_unit(target: Target) -> str:
    """Inner unit of a target in numbers; shares are fractions."""
    entered = target.unit or "1"
    return "1" if entered in ("%", "permille") else inner_unit(entered)


def inner_of(target: Target, value: Decimal) -> Decimal:
    """A value in the unit of a target, in its inner unit."""
    return convert(value, target.unit or "1", target_unit(target))


def _target_fact(key: str, value: Decimal | str, target: Target) -> Fact:
    unit, number = ("1", value) if isinstance(value, str) else (target_unit(target), inner_of(target, value))
    inputs = ("table:targets",)
    return Fact(key, number, unit, Basis.ENTERED, target.source, "entered", "5.3.3", inputs, target.synthetic)


def entered_facts(
    plan: Plan, achieved: Mapping[str, Achievement], indicators: Mapping[str, PerformanceIndicator]
) -> Iterator[Fact]:
    """Performance of the scope on indicators that no work adds to: the target entered, nearest horizon first.

    A target in a unit that its indicator cannot take is left out; a rule says so.
    """
    rows: dict[tuple[str, str], tuple[str, Target]] = {}
    for number, target in enumerate(plan.targets, start=2):
        spec = indicators.get(target.indicator)
        if target.subject == "scope" and target.target is not None and spec is not None and _fits(target, spec.unit):
            key = target_id(target, target.place.row or number)
            rows.setdefault((target.indicator, target.horizon or "end"), (key, target))
    for indicator in indicators:
        found = next((rows[indicator, h] for h in HORIZONS if (indicator, h) in rows), None)
        if found is not None and indicator not in achieved and indicator not in AREAS:
            key, target = found
            value = _target_fact(key, target.target or "", target)
            own = fact_id("scope", f"performance.{indicator}")
            yield replace(value, id=own, inputs=(key,), method="finance.targets.targets.entered_facts", clause="表D")


def _fits(target: Target, wanted: str) -> bool:
    return isinstance(target.target, str) or same_kind(target.unit or "1", wanted)


def summary_facts(plan: Plan, standard: Standard) -> Iterator[Fact]:
    """What table C says of a subject in one cell: its binding targets by aspect, its guiding ones by horizon.

    The facts are ``<subject>.target.quality``, ``.structure``, ``.benefit``, ``.guiding_5``, ``.guiding_10``.
    """
    cells: dict[str, list[tuple[str, str, bool]]] = {}
    known = {f.id for f in target_facts(plan)}
    for number, target in enumerate(plan.targets, start=2):
        column = _column_c(target)
        key = target_id(target, target.place.row or number) if _SUBJECT.fullmatch(target.subject) else ""
        if column and key in known:
            words = _target_words(target, standard)
            cells.setdefault(fact_id(target.subject, f"target.{column}"), []).append((words, key, target.synthetic))
    for subject, parts in cells.items():
        text = _JOIN.join(words for words, _, _ in parts)
        inputs = tuple(key for _, key, _ in parts)
        yield Fact(subject, text, "1", Basis.ENTERED, "", "finance.targets.targets.summary_facts", CLAUSE_C, inputs)


def _column_c(target: Target) -> str:
    """Which cell of table C a target belongs in; empty where in none."""
    if target.kind == "guiding" and target.horizon in ("5", "10"):
        return f"guiding_{target.horizon}"
    return target.aspect if target.kind == "binding" and target.aspect in ASPECTS else ""


def _target_words(target: Target, standard: Standard) -> str:
    """A target in words: what was entered, or name, value and unit."""
    if isinstance(target.target, str) or target.target is None:
        return target.target or ""
    symbol = unit(target.unit).symbol if target.unit else ""
    indicator, measured = standard.performance.get(target.indicator), standard.indicators.get(target.indicator)
    if indicator is None:
        name = measured.name if measured is not None else target.indicator
        gap = "" if symbol in ("%", "‰") else " "
        return f"{name} {printed(target.target, None)}{gap}{symbol}".rstrip()
    value = printed(target.target, indicator.decimals_d)
    pattern = indicator.format_d if "{value}" in indicator.format_d else "{value} {unit}"
    return f"{indicator.name_d}{pattern.format(value=value, unit=symbol)}"


def performance_facts(plan: Plan, found: Mapping[str, Achievement], works: Sequence[CostedWork]) -> Iterator[Fact]:
    """What is achieved by indicator: scope, units and sub-projects, whole and by year; scale of each sub-project."""
    unit_of = {s.code: s.unit for s in plan.subprojects}
    of_sub: dict[str, list[str]] = {s.code: [] for s in plan.subprojects}
    for key, item in found.items():
        attribute = f"performance.{key}"
        units: dict[str, list[str]] = {}
        for code in item.cells:
            subject = fact_id(f"subproject:{code}", attribute)
            of_sub[code].append(key)
            units.setdefault(unit_of[code], []).append(code)
            yield _amount(subject, item.of(code), item, tuple(work_id(w, "quantity") for w in item.works[code]))
        for code, members in units.items():
            total = sum((item.of(m) for m in members), Decimal(0))
            yield _amount(fact_id(f"unit:{code}", attribute), total, item, _subjects(members, attribute))
        scope = fact_id("scope", attribute)
        yield _amount(scope, item.total, item, _subjects(item.cells, attribute))
        for year in item.years:
            inputs = _subjects(item.cells, attribute)
            yield _amount(fact_id("scope", attribute, year), item.in_year(year), item, inputs, CLAUSE_E1)
            column = item.years.index(year)
            for code in item.cells:
                own = fact_id(f"subproject:{code}", attribute, year)
                value = item.cells[code][column]
                yield _amount(own, value, item, (fact_id(f"subproject:{code}", attribute),), CLAUSE_E1)
            for code, members in units.items():
                parts = tuple(fact_id(f"subproject:{m}", attribute, year) for m in members)
                value = sum((item.cells[m][column] for m in members), Decimal(0))
                yield _amount(fact_id(f"unit:{code}", attribute, year), value, item, parts, CLAUSE_E2)
    yield from _scales(plan, of_sub, found, works)


def _subjects(codes: Mapping[str, object] | list[str], attribute: str) -> tuple[str, ...]:
    return tuple(fact_id(f"subproject:{code}", attribute) for code in codes)


def _amount(key: str, value: Decimal, item: Achievement, inputs: tuple[str, ...], clause: str = CLAUSE_C) -> Fact:
    inner = inner_unit(item.indicator.unit)
    number = convert(value, item.indicator.unit, inner)
    return Fact(key, number, inner, Basis.ENTERED, "", "finance.schedule.performance.achievements", clause, inputs)


def _scales(
    plan: Plan, of_sub: Mapping[str, list[str]], found: Mapping[str, Achievement], works: Sequence[CostedWork]
) -> Iterator[Fact]:
    """Several scales of one sub-project in words, because a cell of table C holds one fact.

    A sub-project that achieves nothing on any indicator gives its works instead.
    """
    names = {m.code: m.name for m in plan.measures}
    without: dict[str, list[CostedWork]] = {}
    for item in works:
        if not of_sub.get(item.work.subproject) and item.quantity is not None:
            without.setdefault(item.work.subproject, []).append(item)
    for code, keys in of_sub.items():
        own = without.get(code, [])
        if len(keys) > 1:
            text = _JOIN.join(scale_words(found[key], code) for key in keys)
            inputs = tuple(fact_id(f"subproject:{code}", f"performance.{key}") for key in keys)
        elif len(own) > 1:
            text = _JOIN.join(_works_words(own, names))
            inputs = tuple(work_id(item, "quantity") for item in own)
        else:
            continue
        subject = fact_id(f"subproject:{code}", "performance.scale")
        yield Fact(subject, text, "1", Basis.ENTERED, "", "finance.targets.targets.scale_words", CLAUSE_C, inputs)


def _works_words(works: Sequence[CostedWork], names: Mapping[str, str]) -> Iterator[str]:
    """Name, quantity and unit of each measure; all its works of one kind of unit count together, in the first one's."""
    sums: dict[tuple[str, str], Decimal] = {}
    units: dict[tuple[str, str], str] = {}
    for item in works:
        key = (item.work.measure, item.unit)
        sums[key] = sums.get(key, Decimal(0)) + (item.quantity or Decimal(0))
        units.setdefault(key, item.work.unit)
    for (measure, inner), quantity in sums.items():
        code = units[measure, inner]
        amount = round_half_up(convert(quantity, inner, code), _SCALE_PLACES)
        yield f"{names.get(measure, measure)} {printed(amount.normalize(), None)} {unit(code).symbol}"


def scale_words(item: Achievement, code: str) -> str:
    """Name, amount and unit of an indicator in one sub-project."""
    indicator = item.indicator
    name = indicator.name_c or indicator.name_d
    return f"{name} {printed(item.of(code), indicator.decimals)} {unit(indicator.unit).symbol}"


def area_facts(plan: Plan, facts: Facts, places: int) -> Iterator[Fact]:
    """The implementation area by year, of scope, units and sub-projects, closed to the whole in hectares.

    Parameters
    ----------
    plan : Plan
        Sub-projects and years.
    facts : Facts
        ``implementation_area.area`` and the areas of sub-projects; one without an area counts for nothing.
    places : int
        Decimals of hectares.
    """
    total = facts.number("implementation_area.area")
    if total is None:
        return
    areas = {}
    for sub in plan.subprojects:
        area = facts.number(fact_id(f"subproject:{sub.code}", "area"))
        if area is not None:
            areas[sub.code] = area
    cells = implementation_by_year(convert(total, "m2", "hm2"), areas, plan, places)
    members: dict[str, list[str]] = {"scope": list(cells)} if cells else {}
    for sub in plan.subprojects:
        if sub.code in cells:
            members.setdefault(f"unit:{sub.unit}", []).append(sub.code)
    for column, year in enumerate(plan.project.years):
        for code, row in cells.items():
            measured = ("implementation_area.area", fact_id(f"subproject:{code}", "area"))
            yield _area(f"subproject:{code}", year, row[column], measured, CLAUSE_E2)
        for subject, codes in members.items():
            value = sum((cells[code][column] for code in codes), Decimal(0))
            parts = tuple(fact_id(f"subproject:{code}", IMPLEMENTATION, year) for code in codes)
            yield _area(subject, year, value, parts, CLAUSE_E1 if subject == "scope" else CLAUSE_E2)


def _area(subject: str, year: int, hectares: Decimal, inputs: tuple[str, ...], clause: str) -> Fact:
    method = "finance.schedule.performance.implementation_by_year"
    area = convert(hectares, "hm2", "m2")
    return Fact(fact_id(subject, IMPLEMENTATION, year), area, "m2", Basis.ENTERED, "", method, clause, inputs)
