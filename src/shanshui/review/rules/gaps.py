"""Money beside cost, year by year (H.1.9.1 e): there when the works need it, and not before there are any."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from shanshui.finding import Finding
from shanshui.plan import Subproject, limit
from shanshui.review.amounts import HALF_WAN, shown, wan
from shanshui.review.case import Case
from shanshui.review.listing import joined, listed
from shanshui.review.rule import rule
from shanshui.review.rules.funding import funded_at
from shanshui.review.rules.periods import waiting_work


@rule("GAP-YEAR")
def money_in_time(case: Case) -> Iterator[Finding]:
    """Up to no year does the plan need much more than it has; what is missing in all is told by ``FUND-SUM``."""
    worst = _worst(case, "scope", limit(case.plan.project, "fund_short_share"))
    if worst is not None:
        year, gap, most = worst
        place = next((row.place for row in case.plan.funding if row.year == year), case.table_place("funding"))
        facts = (f"scope.funding.gap.summed@{year}",)
        yield Finding("GAP-YEAR", place, wan(gap), _most(most), f"funding:{year}", facts, {"year": str(year)})


@rule("GAP-SUBPROJECT")
def money_of_a_subproject_in_time(case: Case) -> Iterator[Finding]:
    """The same of single sub-projects; works before any money are told by ``PERIOD-UNFUNDED``."""
    share = limit(case.plan.project, "fund_short_subproject")
    found = [
        (sub, worst)
        for sub in case.plan.subprojects
        if (worst := _worst(case, f"subproject:{sub.code}", share)) is not None and waiting_work(case, sub) is None
    ]
    if found:
        sub, (year, gap, most) = max(found, key=lambda pair: pair[1][1])
        words = {"name": sub.name, "names": listed(sub.name for sub, _ in found), "year": str(year)}
        facts = (f"subproject:{sub.code}.funding.gap@{year}",)
        subject = f"subproject:{sub.code}.funding.gap"
        yield Finding("GAP-SUBPROJECT", funded_at(case, sub), wan(gap), _most(most), subject, facts, words)


@rule("GAP-IDLE")
def money_without_works(case: Case) -> Iterator[Finding]:
    """No sub-project has money for a year without works; for years after its end ``FUND-AFTER`` tells it."""
    last = case.plan.project.build_years[1]
    for sub in case.plan.subprojects:
        busy = _busy(case, sub)
        rows = [row for row in case.funding.get(sub.code, ()) if row.amount and row.year is not None]
        idle = [row for row in rows if row.year not in busy and (row.year or 0) <= min(sub.end, last)]
        if busy and idle:
            years = joined(sorted({str(row.year) for row in idle}))
            want, place = joined(str(year) for year in sorted(busy)), replace(idle[0].place, column="year")
            yield Finding("GAP-IDLE", place, years, want, f"subproject:{sub.code}", words={"name": sub.name})


def _busy(case: Case, sub: Subproject) -> set[int]:
    """Years of its works; none where a year outside its own is told by ``PERIOD-WORK``, or it has no works."""
    works = [work for work in case.works.get(sub.code, ()) if work.quantity]
    own = set(range(sub.start, sub.end + 1))
    years = {work.year for work in works if work.year is not None}
    if not years <= own or not works:
        return set()
    return own if any(work.year is None for work in works) else years


def _worst(case: Case, subject: str, share: Decimal) -> tuple[int, Decimal, Decimal] | None:
    """The year up to which most is missing, how much [yuan], and how much may be; None where no more is.

    Where money and cost do not agree in all, nothing is said of years.
    """
    cost, gap = case.number(f"{subject}.cost.total"), case.number(f"{subject}.funding.gap")
    if not cost or gap is None or abs(gap) >= HALF_WAN or not case.plan.funding:
        return None
    summed, missing = Decimal(0), {}
    for year in case.plan.project.years:
        summed += case.number(f"{subject}.funding.gap@{year}") or Decimal(0)
        missing[year] = summed
    year = max(missing, key=lambda y: (missing[y], -y))
    return (year, missing[year], cost * share) if missing[year] > cost * share else None


def _most(amount: Decimal) -> str:
    return f"≤ {shown(amount, 'yuan', 'wan_yuan', 0)}"
