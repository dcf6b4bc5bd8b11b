"""Cost by year: construction in the years of the works, fees along with it (clause 5.4.5.2, H.1.9.1 e)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanshui.finance.estimate.costs import CostedWork
from shanshui.finance.estimate.estimate import Estimate
from shanshui.finance.schedule.performance import plan_years
from shanshui.finance.schedule.progress import shares, spread
from shanshui.finance.whole import WAN
from shanshui.ledger import Basis, Fact, fact_id
from shanshui.plan import Plan, Subproject
from shanshui.quantity import close, close_table

CLAUSE = "H.1.9.1 e"
_PLACES = 12
"""Decimals of a year's weight: a whole amount times it is exact."""

Rows = Mapping[str, tuple[Decimal, ...]]
"""Amounts by year [yuan], whole 万元, by sub-project."""


@dataclass(frozen=True, slots=True)
class CostsByYear:
    """Cost of every sub-project in every year.

    Parameters
    ----------
    years : tuple of int
        Columns.
    construction, total : mapping of sub-project to amounts by year
        [yuan], whole 万元. Each row adds up to the sub-project's amount in the estimate; each column of the
        construction and of the fees is within one 万元 of its unrounded sum. Sub-projects without a cost are not there.
    """

    years: tuple[int, ...]
    construction: Rows
    total: Rows


def costs_by_year(plan: Plan, works: Sequence[CostedWork], found: Estimate) -> CostsByYear:
    """Divide the estimate over years.

    Parameters
    ----------
    plan : Plan
        Sub-projects with their curves of progress, and years.
    works : sequence of CostedWork
        Their own years come first; works without one follow the curve of their sub-project.
    found : Estimate
        Construction and total of sub-projects.

    Returns
    -------
    CostsByYear
        Fees follow the construction of their sub-project.
    """
    years = plan_years(plan)
    weights = _weights(plan, works, years)
    construction = {code: cost for code, cost in found.construction.items() if cost is not None}
    fees = {code: (found.total[code] or cost) - cost for code, cost in construction.items()}
    built, added = _divided(construction, weights), _divided(fees, weights)
    total = {code: tuple(a + b for a, b in zip(built[code], added[code], strict=True)) for code in built}
    return CostsByYear(years, built, total)


def cost_year_facts(plan: Plan, found: CostsByYear) -> Iterator[Fact]:
    """Construction and total by year of sub-projects, units and the scope."""
    members: dict[str, list[str]] = {f"subproject:{sub.code}": [sub.code] for sub in plan.subprojects}
    for sub in plan.subprojects:
        members.setdefault(f"unit:{sub.unit}", []).append(sub.code)
    members["scope"] = [sub.code for sub in plan.subprojects]
    for attribute, rows in (("cost.construction", found.construction), ("cost.total", found.total)):
        for subject, codes in members.items():
            known = [rows[code] for code in codes if code in rows]
            whole = fact_id(subject, attribute)
            for year, column in zip(found.years, zip(*known, strict=True), strict=False):
                amount = sum(column, Decimal(0))
                method = "finance.schedule.cost_years.costs_by_year"
                yield Fact(f"{whole}@{year}", amount, "yuan", Basis.ENTERED, "", method, CLAUSE, (whole, "table:works"))


def _weights(plan: Plan, works: Sequence[CostedWork], years: tuple[int, ...]) -> Rows:
    """Share of each year in the construction of each sub-project; they add up to exactly 1."""
    subs = {sub.code: sub for sub in plan.subprojects}
    parts: dict[str, list[tuple[Decimal, ...]]] = {}
    for item in works:
        sub = subs.get(item.work.subproject)
        if sub is not None and item.cost:
            parts.setdefault(sub.code, []).append(spread(item.cost, item.work.year, sub, years))
    return {code: _weight(sub, parts.get(code, []), years) for code, sub in subs.items()}


def _weight(sub: Subproject, parts: Sequence[tuple[Decimal, ...]], years: tuple[int, ...]) -> tuple[Decimal, ...]:
    sums = [sum(column, Decimal(0)) for column in zip(*parts, strict=True)]
    whole = sum(sums, Decimal(0))
    if not whole:
        return shares(sub.progress, sub.start, sub.end, years)
    return close([part / whole for part in sums], _PLACES, Decimal(1))


def _divided(amounts: Mapping[str, Decimal], weights: Rows) -> Rows:
    """Whole 万元 by year; rows add up to the amounts."""
    cells = [[amount / WAN * weight for weight in weights[code]] for code, amount in amounts.items()]
    closed = close_table(cells, 0)
    return {code: tuple(part * WAN for part in row) for code, row in zip(amounts, closed, strict=True)}
