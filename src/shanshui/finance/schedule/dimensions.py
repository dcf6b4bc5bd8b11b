"""What investment and quantities are told apart by, and which works count for which mode, problem or township."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from shanshui.finance.estimate.costs import CostedWork
from shanshui.finance.schedule.dividing import Weights
from shanshui.finance.schedule.progress import spread
from shanshui.ledger import Facts
from shanshui.plan import Plan, Subproject
from shanshui.plan.library import linked

DIMENSIONS = ("mode", "problem", "township", "department", "category")
"""Subjects of facts, in the order of table S.2; units have facts of their own."""
UNSTATED = "unstated"
"""Value of what nobody has entered."""


@dataclass(frozen=True, slots=True)
class Membership:
    """Which values of each dimension a work may count for.

    Parameters
    ----------
    subprojects : mapping of code to Subproject
        Of the plan.
    treats : mapping of measure to problems
        Problems that the library names for it; none where it is no measure of the library.
    townships : mapping of sub-project to codes
        As entered; else those that it touches.
    """

    subprojects: Mapping[str, Subproject]
    treats: Mapping[str, tuple[str, ...]]
    townships: Mapping[str, tuple[str, ...]]

    def values(self, dimension: str, work: CostedWork) -> tuple[str, ...]:
        """Values that a work counts for in equal parts.

        A mode is the work's own; department and category are those of its sub-project, townships all of them,
        since nothing tells how much of it lies in each. Of the problems of its sub-project it counts for those
        that its measure is for by the library, for all of them where the library names none of them.
        """
        sub = self.subprojects[work.work.subproject]
        if dimension == "mode":
            found: tuple[str, ...] = (work.work.mode,)
        elif dimension == "problem":
            treated = self.treats.get(work.work.measure, ())
            found = tuple(p for p in sub.problems if p in treated) or sub.problems
        elif dimension == "township":
            found = self.townships[sub.code]
        else:
            found = (sub.department if dimension == "department" else sub.category,)
        return tuple(dict.fromkeys(value for value in found if value)) or (UNSTATED,)


def membership(plan: Plan, facts: Facts) -> Membership:
    """Find out what works may count for.

    Parameters
    ----------
    plan : Plan
        Sub-projects and measures.
    facts : Facts
        ``subproject:<code>.townships``, where the planner named none.
    """
    kin = {measure.code: linked(measure) for measure in plan.measures}
    return Membership(
        {sub.code: sub for sub in plan.subprojects},
        {code: found.problems for code, found in kin.items() if found is not None},
        {s.code: s.townships or facts.codes(f"subproject:{s.code}.townships") for s in plan.subprojects},
    )


@dataclass(frozen=True, slots=True)
class Weighed:
    """What each value of a dimension weighs in a sub-project.

    Parameters
    ----------
    all : mapping of value to Decimal
        Over all years.
    in_year : tuple of mappings
        In each year; empty where no work stands in it.
    alone : mapping
        Of that, works that count for this value alone.
    possible : mapping
        All works that may count for it.
    """

    all: Weights
    in_year: tuple[Weights, ...]
    alone: Weights
    possible: Weights


def weigh(
    works: Iterable[CostedWork],
    amount: Callable[[CostedWork], Decimal | None],
    values: Callable[[CostedWork], tuple[str, ...]],
    subproject: Subproject,
    years: Sequence[int],
) -> Weighed:
    """Add up the works of a sub-project by value.

    Parameters
    ----------
    works : iterable of CostedWork
        Of one sub-project.
    amount : callable
        What a work weighs: cost or quantity, both of one kind; None counts as nothing.
    values : callable
        What it counts for.
    subproject : Subproject
        A work without a year falls on its years.
    years : sequence of int
        Columns.
    """
    whole: dict[str, Decimal] = {}
    alone: dict[str, Decimal] = {}
    possible: dict[str, Decimal] = {}
    dated: dict[int | None, dict[str, Decimal]] = {}
    for work in works:
        found, weight = values(work), amount(work) or Decimal(0)
        year = work.work.year if work.work.year in years else None
        for value in found:
            part = weight / len(found)
            whole[value] = whole.get(value, Decimal(0)) + part
            column = dated.setdefault(year, {})
            column[value] = column.get(value, Decimal(0)) + part
            possible[value] = possible.get(value, Decimal(0)) + weight
        if len(found) == 1:
            alone[found[0]] = alone.get(found[0], Decimal(0)) + weight
    if len(whole) < 2 or not dated.keys() - {None}:
        return Weighed(whole, ({},) * len(years), alone, possible)
    even = spread(Decimal(1), None, subproject, years)
    return Weighed(whole, tuple(_in_year(dated, y, s) for y, s in zip(years, even, strict=True)), alone, possible)


@dataclass(slots=True)
class Ends:
    """Between what the amount of each value lies: what is its own alone, and all that may be its own."""

    low: dict[str, Decimal] = field(default_factory=dict)
    high: dict[str, Decimal] = field(default_factory=dict)

    def add(self, weighed: Weighed, amount: int) -> None:
        """Add what a sub-project has, in whole units."""
        base = sum(weighed.all.values(), Decimal(0))
        for value in weighed.all:
            alone = weighed.alone.get(value, Decimal(0)) / base if base else Decimal(0)
            possible = weighed.possible[value] / base if base else Decimal(1)
            self.low[value] = self.low.get(value, Decimal(0)) + amount * alone
            self.high[value] = self.high.get(value, Decimal(0)) + amount * possible

    def of(self, value: str, amount: int) -> tuple[Decimal | None, Decimal | None]:
        """Interval of a value in whole units, the rounded amount within it; none where the amount is sure."""
        low, high = self.low.get(value), self.high.get(value)
        if low is None or high is None or round(high - low, 6) == 0:
            return None, None
        least, most = low.to_integral_value(ROUND_FLOOR), high.to_integral_value(ROUND_CEILING)
        return min(least, Decimal(amount)), max(most, Decimal(amount))


def _in_year(dated: Mapping[int | None, Weights], year: int, share: Decimal) -> Weights:
    """Weights of the works of a year, with the share of those without one that falls in it."""
    found = dict(dated.get(year, {}))
    for value, weight in dated.get(None, {}).items():
        found[value] = found.get(value, Decimal(0)) + weight * share
    return {value: weight for value, weight in found.items() if weight}


def in_order(values: Iterable[str], known: Sequence[str]) -> tuple[str, ...]:
    """Values in the order of a vocabulary; unknown ones follow, what nobody has entered comes last.

    Examples
    --------
    >>> in_order({"unstated", "x", "b", "a"}, ["a", "b"])
    ('a', 'b', 'x', 'unstated')
    """
    place = {value: number for number, value in enumerate(known)}
    return tuple(sorted(values, key=lambda v: (v == UNSTATED, place.get(v, len(place)), v)))
