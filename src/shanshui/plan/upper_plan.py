"""The upper plan as entered (4.1.2), and how the project stands beside it: links, periods, quantities, targets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from shanshui.plan.model import Plan, Subproject, Target, Work
from shanshui.quantity import converted
from shanshui.standard import Record, Standard
from shanshui.standard.judging.directions import load_directions
from shanshui.standard.language.indicator_words import betterment

TABLES = ("upper_projects", "upper_quantities", "upper_indicators", "upper_money")
"""Input tables that the project is held against."""

Verdict = Literal[
    "fits", "period", "quantity", "unlike", "unlinked", "reasoned", "meets", "low", "part", "late", "early", "words",
    "open",
]  # fmt: skip
"""Codes of the vocabulary ``upper_verdict``."""

_SCOPE = "scope"
_OPEN_ENDED = frozenset("≥＞>")
"""Signs in the note of an extracted row that tell a least amount, which limits nothing from above."""
_RANGE = re.compile(r"[≥≤＞＜约]?至(\d{1,15}(?:\.\d{1,9})?)")
_HALF = Decimal("0.5")
_ROUNDING = Decimal("1e-4")
"""Share of an amount that rounding may have moved it by."""


@dataclass(frozen=True, slots=True)
class UpperProject:
    """A project of the upper plan.

    Parameters
    ----------
    subprojects : tuple of str
        Codes of the sub-projects that carry it out, as entered.
    reason : str
        Why the project leaves it out.
    row : Record
        Where it was entered.
    """

    code: str
    name: str
    first: int | None
    last: int | None
    subprojects: tuple[str, ...]
    reason: str
    row: Record


@dataclass(frozen=True, slots=True)
class HeldQuantity:
    """What sub-projects do of one measure beside what the upper plan has of it in one project.

    Parameters
    ----------
    project : UpperProject
        That asks for it.
    measure, unit : str
        Code of the measure; the upper plan's unit.
    item : str
        What the upper plan calls it.
    asked : Decimal
        Quantity of this project [unit]; the upper end of a range.
    allowed : Decimal or None
        Quantities of all upper projects that these sub-projects carry out, together [unit]; None where it is open
        to above.
    own : mapping of sub-project to Decimal or None
        Works of each that carries the project out and has such works [unit]; None where units measure different things.
    rows : tuple of Record
        Rows of the upper plan.
    """

    project: UpperProject
    measure: str
    unit: str
    item: str
    asked: Decimal
    allowed: Decimal | None
    own: Mapping[str, Decimal | None]
    rows: tuple[Record, ...]

    @property
    def together(self) -> Decimal:
        """Works of all these sub-projects, as far as they can be converted [unit]."""
        return sum((amount for amount in self.own.values() if amount is not None), Decimal(0))

    @property
    def verdict(self) -> Verdict:
        """``unlike`` where nothing can be compared, ``quantity`` where there is more than the upper plan has."""
        if any(amount is None for amount in self.own.values()):
            return "unlike"
        return "quantity" if self.allowed is not None and _more(self.together, self.allowed) else "fits"


@dataclass(frozen=True, slots=True)
class HeldTarget:
    """A target of the upper plan beside ours.

    Parameters
    ----------
    row : Record
        The upper indicator at one time.
    target : Target or None
        Ours that it was compared with.
    own : Decimal or None
        Our number [the upper plan's unit].
    verdict : str
        Code of the vocabulary ``upper_verdict``.
    """

    row: Record
    target: Target | None
    own: Decimal | None
    verdict: Verdict


def entered(plan: Plan) -> bool:
    """Whether any table of the upper plan has rows."""
    return any(plan.records.get(table) for table in TABLES)


def upper_projects(plan: Plan) -> tuple[UpperProject, ...]:
    """Projects of the upper plan in the order entered."""
    return tuple(
        UpperProject(
            row.text("code"), row.text("name"), row.whole("first"), row.whole("last"), row.items("subprojects"),
            row.text("reason").strip(), row,
        )
        for row in plan.records.get("upper_projects", ())
    )  # fmt: skip


def carried(plan: Plan, projects: Iterable[UpperProject]) -> Mapping[str, tuple[UpperProject, ...]]:
    """The upper projects that each sub-project of the plan carries out, by its code."""
    found: dict[str, list[UpperProject]] = {sub.code: [] for sub in plan.subprojects}
    for project in projects:
        for code in dict.fromkeys(project.subprojects):
            if code in found:
                found[code].append(project)
    return {code: tuple(linked) for code, linked in found.items()}


def outside(sub: Subproject, projects: Sequence[UpperProject]) -> tuple[int | None, int | None] | None:
    """The years that its upper projects leave a sub-project, where it leaves them.

    Returns
    -------
    tuple or None
        First and last year of all of them together, None for an end that one of them does not tell; None where the
        sub-project lies within, or has no upper project.
    """
    if not projects:
        return None
    firsts, lasts = [one.first for one in projects], [one.last for one in projects]
    first = None if None in firsts else min(year for year in firsts if year is not None)
    last = None if None in lasts else max(year for year in lasts if year is not None)
    early, late = first is not None and sub.start < first, last is not None and sub.end > last
    return (first, last) if early or late else None


def held_quantities(plan: Plan) -> tuple[HeldQuantity, ...]:
    """Measures of sub-projects beside the quantities of their upper projects, in the order of the upper plan.

    Notes
    -----
    Only rows that name a measure are compared. Where a project has both a total and its parts under one measure, the
    total is left out. A sub-project that carries out several upper projects may do what all of them hold together.
    """
    projects = upper_projects(plan)
    links = carried(plan, projects)
    rows = _quantity_rows(plan)
    works: dict[tuple[str, str], list[Work]] = {}
    for work in plan.works:
        works.setdefault((work.subproject, work.measure), []).append(work)
    found = []
    for project in projects:
        doers = [code for code in dict.fromkeys(project.subprojects) if code in links]
        for measure, own_rows in _by_measure(rows.get(project.code, ())).items():
            unit = own_rows[0].text("unit")
            active = [code for code in doers if (code, measure) in works]
            asked = _amount(own_rows, unit)
            if not active or asked is None:
                continue
            served = {other.code for code in active for other in links[code]}
            allowed = _allowed((rows.get(code, ()) for code in sorted(served)), measure, unit)
            own = {code: _works(works[code, measure], unit) for code in active}
            item = own_rows[0].text("item")
            found.append(HeldQuantity(project, measure, unit, item, asked, allowed, own, tuple(own_rows)))
    return tuple(found)


def _quantity_rows(plan: Plan) -> Mapping[str, Sequence[Record]]:
    rows: dict[str, list[Record]] = {}
    for row in plan.records.get("upper_quantities", ()):
        rows.setdefault(row.text("project"), []).append(row)
    return rows


def _by_measure(rows: Iterable[Record]) -> Mapping[str, list[Record]]:
    """Rows that name a measure, by it; totals only where no part names it too."""
    found: dict[str, list[Record]] = {}
    for row in rows:
        if row.text("measure") and row.number("quantity") is not None:
            found.setdefault(row.text("measure"), []).append(row)
    return {code: [row for row in some if not row.flag("total")] or some[:1] for code, some in found.items()}


def _allowed(projects: Iterable[Sequence[Record]], measure: str, unit: str) -> Decimal | None:
    together = Decimal(0)
    for rows in projects:
        some = _by_measure(rows).get(measure, [])
        amount = _amount(some, unit)
        if amount is None or any(_OPEN_ENDED & set(row.text("note")[:1]) for row in some):
            return None
        together += amount
    return together


def _amount(rows: Iterable[Record], unit: str) -> Decimal | None:
    """Quantities of rows, added up [unit]; None where one is in another kind of unit."""
    amounts = [converted(_largest(row), row.text("unit"), unit) for row in rows]
    return None if None in amounts else sum((amount for amount in amounts if amount is not None), Decimal(0))


def _largest(row: Record) -> Decimal:
    """The quantity of a row; the upper end that its note tells where it is a range."""
    end = _RANGE.match(row.text("note"))
    quantity = row.number("quantity") or Decimal(0)
    return max(quantity, Decimal(end.group(1))) if end else quantity


def _works(works: Iterable[Work], unit: str) -> Decimal | None:
    amounts = [converted(work.quantity or Decimal(0), work.unit, unit) for work in works]
    return None if None in amounts else sum((amount for amount in amounts if amount is not None), Decimal(0))


def held_targets(plan: Plan, standard: Standard) -> tuple[HeldTarget, ...]:
    """Targets of the upper plan that name an indicator of ours, beside our targets of the scope, in their order.

    Notes
    -----
    Of ours the one of the same year counts; else an earlier one that is there already; else the next later one
    (``late``); else the last one, which falls due before the upper plan's (``early``). What works add up to, and what
    the upper plan sums up over its years, other projects may do as well: less of it is a ``part``, and not too ``low``.
    """
    ours: dict[str, list[Target]] = {}
    for target in plan.targets:
        if target.subject == _SCOPE:
            ours.setdefault(target.indicator, []).append(target)
    rows = [row for row in plan.records.get("upper_indicators", ()) if row.text("role") == "target"]
    return tuple(_held(plan, standard, row, ours.get(row.text("target"), ())) for row in rows if row.text("target"))


def _held(plan: Plan, standard: Standard, row: Record, ours: Sequence[Target]) -> HeldTarget:
    if not ours:
        return HeldTarget(row, None, None, "unlinked")
    last = plan.project.build_years[1]
    by_year = sorted(ours, key=lambda target: target.year or last)
    year = row.whole("year")
    if year is None:
        return (
            _compared(standard, row, by_year[-1]) if len(by_year) == 1 else HeldTarget(row, by_year[-1], None, "open")
        )
    same = [target for target in by_year if (target.year or last) == year]
    if same:
        return _compared(standard, row, same[0])
    before = [_compared(standard, row, target) for target in by_year if (target.year or last) < year]
    there = [held for held in before if held.verdict == "meets"]
    if there:
        return there[0]
    after = next((target for target in by_year if (target.year or last) > year), None)
    target = after or by_year[-1]
    held = _compared(standard, row, target)
    return HeldTarget(row, target, held.own, "late" if after is not None else "early")


def _compared(standard: Standard, row: Record, target: Target) -> HeldTarget:
    """Two targets of one indicator, whatever their years."""
    asked, ours = value_of(row), target.target
    if asked is None or not isinstance(ours, Decimal):
        alike = str(row["value"] or "").strip() == str(ours or "").strip() and ours is not None
        return HeldTarget(row, target, None, "meets" if alike else "words")
    unit = row.text("unit") or "1"
    own = converted(ours, target.unit or "1", unit)
    if own is None:
        return HeldTarget(row, target, None, "unlike")
    way = better(standard, target.indicator, row.text("indicator"))
    slack = Decimal(0) if (target.unit or "1") == unit else _slack(ours, own, asked)
    short = (asked - own if way == "more" else own - asked) - slack
    if way is None:
        return HeldTarget(row, target, own, "meets" if own == asked else "words")
    if short <= 0:
        return HeldTarget(row, target, own, "meets")
    spec = standard.performance.get(target.indicator)
    shared = row.flag("cumulative") or (spec is not None and spec.additive)
    return HeldTarget(row, target, own, "part" if shared else "low")


def better(standard: Standard, indicator: str, name: str) -> Literal["more", "less"] | None:
    """Where an indicator should go; None where nobody knows, or towards a reference.

    Parameters
    ----------
    standard : Standard
        Indicators of table B.2.
    indicator : str
        Key of a target: a performance indicator, a number of table B.2 or a name.
    name : str
        What the upper plan calls it.
    """
    known = load_directions().get(indicator)
    if known is not None:
        return known.better
    measured = standard.indicators.get(indicator)
    if measured is not None:
        return None if measured.better == "reference" else measured.better
    words = (indicator, name)
    return next((row.better for row in betterment() if any(row.word in text for text in words)), None)


def linked_targets(plan: Plan) -> Iterator[tuple[Record, str]]:
    """Rows of upper indicators that name one of our indicators, present states as well."""
    for row in plan.records.get("upper_indicators", ()):
        if row.text("target"):
            yield row, row.text("target")


def value_of(row: Record) -> Decimal | None:
    """The value of an upper indicator where it is a number."""
    value = row["value"]
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    try:
        return Decimal(value.strip()) if isinstance(value, str) else None
    except InvalidOperation:
        return None


def _slack(ours: Decimal, own: Decimal, asked: Decimal) -> Decimal:
    """What rounding may have taken from our number in its unit: half its last digit, and little of what is asked."""
    exponent = ours.as_tuple().exponent
    half = _HALF * Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return min(half * own / ours if ours else Decimal(0), abs(asked) * _ROUNDING)


def _more(one: Decimal, other: Decimal) -> bool:
    """Whether one amount is more than another by more than rounding in another unit (亩, 公顷) brings about."""
    return one - other > abs(other) * _ROUNDING
