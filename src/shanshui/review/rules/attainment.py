"""Whether targets are within reach and make sense: against works, base values, thresholds, areas, people, models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from shanshui.finding import Finding, Place
from shanshui.ledger import Basis
from shanshui.plan import Target, Work
from shanshui.quantity import convert, converted, printed, round_half_up
from shanshui.quantity import unit as unit_of
from shanshui.review.amounts import shown
from shanshui.review.case import Case, grouped
from shanshui.review.rule import rule
from shanshui.review.rules.targets import indicator_name, subject_of
from shanshui.review.target_slips import share_slip, works_slip
from shanshui.standard.judging.directions import load_directions
from shanshui.standard.judging.rule_words import rule_words

_TARGET_TABLES = ("C", "D", "E.1")
_AREAS = {"scope": "scope.area", "implementation_area": "implementation_area.area"}
"""Indicators that are areas of the layout, and the facts that hold them."""
_POINTS = "monitor_points"
_CARE, _PEOPLE = "aftercare_years", "people_served"
_WHOLE = Decimal(100)
_LATER = ("5", "10")
_END = ("", "end")


@rule("TARGET-SHORT")
def short(case: Case) -> Iterator[Finding]:
    """The works of a subject add up to no less than its target."""
    for target, works in fed_by_works(case):
        done, wanted = _sum(works, target.unit), _beyond_base(target)
        if works_slip(case, target, works):
            continue
        if works and done is not None and wanted is not None and done < wanted:
            symbol = unit_of(target.unit).symbol
            words = {"name": indicator_name(case, target), "difference": f"{printed(wanted - done, None)} {symbol}"}
            got, want = f"{printed(done, None)} {symbol}", f"{printed(wanted, None)} {symbol}"
            place = replace(target.place, column="target")
            yield Finding("TARGET-SHORT", place, got, want, subject_of(target), words=words)


@rule("TARGET-IDLE")
def without_works(case: Case) -> Iterator[Finding]:
    """A target that works are to add up to has works."""
    for target, works in fed_by_works(case):
        if not works and target.target and target.indicator not in (*_AREAS, _POINTS):
            yield _finding("TARGET-IDLE", case, target, "")


@rule("TARGET-UNIT")
def wrong_unit(case: Case) -> Iterator[Finding]:
    """A target is given in a unit that its indicator can take."""
    for target in case.plan.targets:
        wanted = _indicator_unit(case, target.indicator)
        if wanted and target.unit and isinstance(target.target, Decimal) and _in(target, wanted) is None:
            place, got = replace(target.place, column="unit"), unit_of(target.unit).symbol or target.unit
            words, want = {"name": indicator_name(case, target)}, unit_of(wanted).symbol
            yield Finding("TARGET-UNIT", place, got, want, subject_of(target), words=words)


@rule("TARGET-OVER")
def over_the_whole(case: Case) -> Iterator[Finding]:
    """A share is not more than the whole."""
    for target in case.plan.targets:
        measured = case.standard.indicators.get(target.indicator)
        grows = measured is not None and measured.better == "reference"
        asked = _indicator_unit(case, target.indicator) == "%" and not grows and share_slip(case, target) is None
        value = _in(target, "%") if asked else None
        if value is not None and not 0 <= value <= _WHOLE:
            yield _finding("TARGET-OVER", case, target, "0–100 %")


@rule("TARGET-LOW")
def below_threshold(case: Case) -> Iterator[Finding]:
    """Soundness of works and satisfaction of people keep the least values of table D."""
    for target in case.plan.targets:
        spec = case.standard.performance.get(target.indicator)
        if spec is not None and spec.threshold and share_slip(case, target) is None:
            value, least = _in(target, spec.unit), Decimal(spec.threshold)
            if value is not None and value < least:
                yield _finding("TARGET-LOW", case, target, f"≥ {shown(least, spec.unit, spec.unit, None)}")


@rule("TARGET-WORSE")
def worse_than_now(case: Case) -> Iterator[Finding]:
    """No target lies on the wrong side of its base value; says once for each indicator."""
    told: set[tuple[str, str]] = set()
    for target, way in _directed(case):
        if isinstance(target.baseline, Decimal) and isinstance(target.target, Decimal):
            once = (target.subject, target.indicator)
            worse = way * (target.target - target.baseline) < 0
            if worse and once not in told and share_slip(case, target) is None:
                told.add(once)
                yield _finding("TARGET-WORSE", case, target, _amount(target, target.baseline))


@rule("TARGET-STILL")
def no_change(case: Case) -> Iterator[Finding]:
    """A target differs from its base value, unless nothing more can be reached."""
    for target, _ in _directed(case):
        if isinstance(target.target, Decimal) and target.target and target.target == target.baseline:
            if _in(target, "%") != _WHOLE:
                yield _finding("TARGET-STILL", case, target, "")


@rule("TARGET-STEP")
def step_back(case: Case) -> Iterator[Finding]:
    """What is wanted in 10 years does not fall behind what is wanted in 5."""
    directed = {subject_of(target): way for target, way in _directed(case)}
    later = [t for t in case.plan.targets if t.horizon in _LATER and isinstance(t.target, Decimal)]
    for pair in grouped(later, lambda target: f"{target.subject}\n{target.indicator}\n{target.unit}").values():
        near, far = (next((t for t in pair if t.horizon == horizon), None) for horizon in _LATER)
        if near is None or far is None or not isinstance(near.target, Decimal) or not isinstance(far.target, Decimal):
            continue
        rise = near.target - near.baseline if isinstance(near.baseline, Decimal) else Decimal(0)
        way = directed.get(subject_of(near)) or rise
        if way * (far.target - near.target) < 0:
            yield _finding("TARGET-STEP", case, far, _amount(near, near.target))


@rule("TARGET-SUM")
def parts_and_whole(case: Case) -> Iterator[Finding]:
    """Targets of sub-projects add up to that of the project: never to more, and where all have theirs, not to less."""
    own = [t for t in case.plan.targets if t.subject.startswith("subproject:") and t.horizon in _END]
    parts_of = grouped(own, lambda target: target.indicator)
    for target, works in fed_by_works(case):
        parts = parts_of.get(target.indicator, ()) if target.subject == "scope" and target.horizon in _END else ()
        amounts = [_in(part, target.unit) for part in parts]
        if not amounts or None in amounts or not isinstance(target.target, Decimal):
            continue
        total = sum((amount for amount in amounts if amount is not None), Decimal(0))
        complete = {f"subproject:{work.subproject}" for work in works} <= {part.subject for part in parts}
        if total > target.target or (complete and total < target.target):
            words = {"name": indicator_name(case, target), "whole": _amount(target, target.target)}
            place, got = replace(target.place, column="target"), _amount(target, total)
            yield Finding("TARGET-SUM", place, got, words["whole"], subject_of(target), words=words)


@rule("TARGET-AREA")
def larger_than_measured(case: Case) -> Iterator[Finding]:
    """The area that a target promises is not larger than the boundaries enclose."""
    for target in case.plan.targets:
        fact = _AREAS.get(target.indicator, "") if target.subject == "scope" else ""
        measured, spec = case.number(fact), case.standard.performance.get(target.indicator)
        if measured is not None and spec is not None and target.target and _in(target, spec.unit) is not None:
            rounded = round_half_up(convert(measured, "m2", target.unit), spec.decimals or 0)
            if isinstance(target.target, Decimal) and target.target > rounded:
                yield _finding("TARGET-AREA", case, target, f"≤ {_amount(target, rounded)}", (fact,))


@rule("TARGET-ROOM")
def larger_than_ground(case: Case) -> Iterator[Finding]:
    """No area is promised that is larger than the scope or unit it is promised in."""
    for target in case.plan.targets:
        spec, fact = case.standard.performance.get(target.indicator), f"{target.subject}.area"
        ground, wanted = case.number(fact), _in(target, "m2")
        if spec is None or target.indicator in _AREAS or target.subject.startswith("subproject:"):
            continue
        if ground and wanted is not None and wanted > ground:
            want = f"≤ {shown(ground, 'm2', target.unit, spec.decimals)}"
            yield _finding("TARGET-ROOM", case, target, want, (fact,))


@rule("TARGET-CARE")
def years_of_care(case: Case) -> Iterator[Finding]:
    """The years of care that table D promises are those of the project."""
    years = case.plan.project.care_years
    for target in case.plan.targets:
        if target.subject == "scope" and target.indicator == _CARE and years and _in(target, "a") not in (None, years):
            yield _finding("TARGET-CARE", case, target, shown(Decimal(years), "a", "a", 0))


@rule("TARGET-PEOPLE")
def more_people_than_live_there(case: Case) -> Iterator[Finding]:
    """No more people are served than the tables say that there are."""
    for target in case.plan.targets:
        served = _in(target, "person") if target.indicator == _PEOPLE else None
        people = _population(case) if served is not None else None
        if served is not None and people and served > people:
            yield _finding("TARGET-PEOPLE", case, target, f"≤ {shown(people, 'person', target.unit, None)}")


@rule("FACT-UNCALIBRATED")
def uncalibrated(case: Case) -> Iterator[Finding]:
    """A value of a model that nobody calibrated enters a performance target only with a ruling."""
    ruled = {ruling.subject for ruling in case.plan.rulings}
    told: set[tuple[str, str]] = set()
    for fact, table in _performance(case).items():
        guilty = _uncalibrated_below(case, fact, ruled)
        once = (fact.partition("@")[0], guilty)
        if guilty and once not in told:
            told.add(once)
            key = _indicator_of(fact)
            spec = case.standard.performance.get(key)
            words = {"name": spec.name_d if spec else fact}
            facts = tuple(dict.fromkeys((fact, guilty)))
            yield Finding("FACT-UNCALIBRATED", Place(sheet=table), guilty, "", fact, facts, words)


def _beyond_base(target: Target) -> Decimal | None:
    """What works are to add: the target less its base value, where that is a number."""
    base = target.baseline if isinstance(target.baseline, Decimal) else Decimal(0)
    return target.target - base if isinstance(target.target, Decimal) else None


def fed_by_works(case: Case) -> Iterator[tuple[Target, tuple[Work, ...]]]:
    """Targets in numbers that works add up to, each with the works of its subject."""
    works_of: dict[tuple[str, str], list[Work]] = {}
    for work in case.plan.works:
        sub = case.subprojects.get(work.subproject)
        for subject in ("scope", f"subproject:{work.subproject}", f"unit:{sub.unit if sub else ''}"):
            works_of.setdefault((subject, work.indicator), []).append(work)
    for target in case.plan.targets:
        indicator = case.standard.performance.get(target.indicator)
        if indicator is not None and indicator.additive and isinstance(target.target, Decimal):
            yield target, tuple(works_of.get((target.subject, target.indicator), ()))


def _directed(case: Case) -> Iterator[tuple[Target, int]]:
    """Targets whose better direction is known: 1 where more is better, -1 where less is."""
    known = load_directions()
    for target in case.plan.targets:
        measured, own = case.standard.indicators.get(target.indicator), known.get(target.indicator)
        better = measured.better if measured else own.better if own else ""
        if better in ("more", "less"):
            yield target, 1 if better == "more" else -1


def _population(case: Case) -> Decimal | None:
    """People of all regions together by the indicator and year that count most of them."""
    words = rule_words("population")
    totals: dict[tuple[str, int | None], Decimal] = {}
    for row in case.records("socioeconomy"):
        amount = row.number("value")
        if row.text("indicator") in words and amount is not None:
            people, key = converted(amount, row.text("unit"), "person"), (row.text("indicator"), row.whole("year"))
            if people is not None:
                totals[key] = totals.get(key, Decimal(0)) + people
    return max(totals.values(), default=None)


def _indicator_unit(case: Case, indicator: str) -> str:
    spec, measured = case.standard.performance.get(indicator), case.standard.indicators.get(indicator)
    return spec.unit if spec else measured.unit if measured else ""


def _in(target: Target, unit: str) -> Decimal | None:
    """The target in a unit; None where it is no number or of another kind."""
    return converted(target.target, target.unit, unit) if isinstance(target.target, Decimal) else None


def _amount(target: Target, value: Decimal) -> str:
    symbol = unit_of(target.unit).symbol if target.unit else ""
    return f"{printed(value, None)} {symbol}".strip()


def _finding(code: str, case: Case, target: Target, want: str, facts: tuple[str, ...] = ()) -> Finding:
    got = _amount(target, target.target) if isinstance(target.target, Decimal) else target.target or ""
    words = {"name": indicator_name(case, target), "owner": case.subject_names.get(target.subject, target.subject)}
    return Finding(code, replace(target.place, column="target"), got, want, subject_of(target), facts, words)


def _indicator_of(fact: str) -> str:
    return fact.partition(".performance.")[2].partition("@")[0]


def _performance(case: Case) -> Mapping[str, str]:
    """Performance facts that the target tables quote, each with the first table that does.

    Areas of the layout are no model: where a boundary is guessed, the layer that is missing has been told.
    """
    found: dict[str, str] = {}
    for key in _TARGET_TABLES:
        for quote in case.tables[key].quotes() if key in case.tables else ():
            if ".performance." in quote.fact and _indicator_of(quote.fact) not in _AREAS:
                found.setdefault(quote.fact, key)
    return found


def _uncalibrated_below(case: Case, fact: str, ruled: Iterable[str]) -> str:
    """The first uncalibrated fact in a lineage that no ruling accepts, the fact itself included; else empty."""
    waiting, visited = [fact], set(ruled)
    while waiting:
        key = waiting.pop()
        node = case.facts.get(key) if key not in visited else None
        visited.add(key)
        if node is None:
            continue
        if node.basis is Basis.MODELLED_UNCALIBRATED:
            return key
        if node.basis is not Basis.RULED:
            waiting.extend(node.inputs)
    return ""


def _sum(works: Iterable[Work], unit: str) -> Decimal | None:
    """Quantities added up in a unit; None where one of them cannot be expressed in it."""
    total = Decimal(0)
    for work in works:
        amount = converted(work.quantity or Decimal(0), work.unit, unit)
        if amount is None:
            return None
        total += amount
    return total
