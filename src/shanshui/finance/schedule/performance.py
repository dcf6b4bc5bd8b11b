"""What the works achieve: quantities by performance indicator, sub-project and year (5.3.3.3, tables C, D, E.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from shanshui.finance.estimate.costs import CostedWork
from shanshui.finance.schedule.progress import spread
from shanshui.finding import Finding
from shanshui.plan import Plan, Work
from shanshui.quantity import close_table, convert, round_half_up, unit
from shanshui.standard import PerformanceIndicator


@dataclass(frozen=True, slots=True)
class Achievement:
    """What is achieved on one indicator.

    Parameters
    ----------
    indicator : PerformanceIndicator
        Its unit and decimals are those of the cells.
    years : tuple of int
        Columns of the cells.
    cells : mapping of sub-project to amounts by year
        [indicator.unit], rounded to its decimals and closed: rows, columns and the whole add up.
    works : mapping of sub-project to works
        What the amounts come from.
    """

    indicator: PerformanceIndicator
    years: tuple[int, ...]
    cells: Mapping[str, tuple[Decimal, ...]]
    works: Mapping[str, tuple[CostedWork, ...]]

    def of(self, subproject: str) -> Decimal:
        """Amount of a sub-project over all years."""
        return sum(self.cells[subproject], Decimal(0))

    def in_year(self, year: int) -> Decimal:
        """Amount of all sub-projects in a year."""
        column = self.years.index(year)
        return sum((row[column] for row in self.cells.values()), Decimal(0))

    @property
    def total(self) -> Decimal:
        """Amount of all sub-projects over all years."""
        return sum((sum(row, Decimal(0)) for row in self.cells.values()), Decimal(0))


def plan_years(plan: Plan) -> tuple[int, ...]:
    """Years of works, with years outside the project that works name: a rule reports them, nothing is dropped."""
    return tuple(sorted({*plan.project.years, *(w.year for w in plan.works if w.year is not None)}))


def achievements(
    plan: Plan, works: Sequence[CostedWork], indicators: Mapping[str, PerformanceIndicator]
) -> tuple[Mapping[str, Achievement], tuple[Finding, ...]]:
    """Add up works by performance indicator.

    Parameters
    ----------
    plan : Plan
        Sub-projects and years.
    works : sequence of CostedWork
        Those that name an indicator count.
    indicators : mapping
        :attr:`shanshui.standard.Standard.performance`.

    Returns
    -------
    mapping, findings
        Indicator key to what is achieved; ``INPUT-UNIT`` for works whose unit the indicator cannot take.
    """
    subprojects = {s.code: s for s in plan.subprojects}
    years = plan_years(plan)
    raw: dict[str, dict[str, list[tuple[Decimal, ...]]]] = {}
    used: dict[str, dict[str, list[CostedWork]]] = {}
    findings = []
    for item in works:
        work = item.work
        indicator = indicators.get(work.indicator)
        subproject = subprojects.get(work.subproject)
        if indicator is None or subproject is None or work.quantity is None:
            continue
        try:
            amount = convert(work.quantity, work.unit, indicator.unit)
        except ValueError:
            findings.append(_unit_finding(work, item.row, indicator))
            continue
        parts = spread(amount, work.year, subproject, years)
        raw.setdefault(work.indicator, {}).setdefault(work.subproject, []).append(parts)
        used.setdefault(work.indicator, {}).setdefault(work.subproject, []).append(item)
    found = {}
    for key in indicators:
        if key in raw:
            rows = [
                tuple(sum(column, Decimal(0)) for column in zip(*parts, strict=True)) for parts in raw[key].values()
            ]
            closed = close_table(rows, indicators[key].decimals or 0)
            of_works = {code: tuple(items) for code, items in used[key].items()}
            found[key] = Achievement(indicators[key], years, dict(zip(raw[key], closed, strict=True)), of_works)
    return found, tuple(findings)


def implementation_by_year(
    total: Decimal, areas: Mapping[str, Decimal], plan: Plan, places: int
) -> Mapping[str, tuple[Decimal, ...]]:
    """Divide the implementation area over sub-projects and years.

    Parameters
    ----------
    total : Decimal
        Implementation area; sub-projects that overlap are counted in it once.
    areas : mapping of sub-project to Decimal
        Their own areas, in the unit of the total.
    plan : Plan
        Sub-projects and years.
    places : int
        Decimals.

    Returns
    -------
    mapping of sub-project to amounts by year
        Closed to the rounded total; each sub-project has the share of the whole that its own area is of all areas
        together, spread over its years by its curve of progress. Empty where no area is known.
    """
    years = plan.project.years
    rows = {s.code: spread(areas[s.code], None, s, years) for s in plan.subprojects if s.code in areas}
    whole = sum((part for row in rows.values() for part in row), Decimal(0))
    if not whole:
        return {}
    goal = round_half_up(total, places)
    shares = [[goal * part / whole for part in row] for row in rows.values()]
    return dict(zip(rows, close_table(shares, places), strict=True))


def _unit_finding(work: Work, row: int, indicator: PerformanceIndicator) -> Finding:
    return Finding(
        "INPUT-UNIT",
        replace(work.place, column="unit"),
        got=unit(work.unit).name_zh or work.unit,
        want=unit(indicator.unit).name_zh or indicator.unit,
        subject=f"works[{row}].indicator",
        words={"column": indicator.name_d},
    )
