"""Money by source, level and year, and what it falls short of the cost, as facts (5.4.5.2, table G.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate

from shanshui.finance.estimate.estimate import Estimate, known_sum
from shanshui.finance.funds.funding import LEVELS, LOCAL, UNASSIGNED, Financing
from shanshui.finance.schedule.cost_years import CostsByYear
from shanshui.finance.schedule.performance import plan_years
from shanshui.ledger import Basis, Fact, fact_id
from shanshui.plan import FUNDING_SOURCES, Plan
from shanshui.quantity import close

CLAUSE_FUNDING = "5.4.5.2"
_WHOLE = ("cost.total", "funding.total")


def money_years(plan: Plan) -> tuple[int, ...]:
    """Years of works and of money."""
    return tuple(sorted({*plan_years(plan), *(f.year for f in plan.funding if f.year is not None)}))


def members_of(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """Sub-projects of the scope, of each unit, and of each sub-project itself."""
    members: dict[str, list[str]] = {"scope": [s.code for s in plan.subprojects]}
    members |= {f"unit:{u.code}": [] for u in plan.units}
    members |= {f"subproject:{s.code}": [s.code] for s in plan.subprojects}
    for sub in plan.subprojects:
        if f"unit:{sub.unit}" in members:
            members[f"unit:{sub.unit}"].append(sub.code)
    return {subject: tuple(codes) for subject, codes in members.items()}


def funding_facts(plan: Plan, found: Financing, words: Callable[[str], str]) -> Iterator[Fact]:
    """Money by source and level, and by these and year, of sub-projects, units and the scope."""
    years = money_years(plan)
    levels = tuple(f"{LOCAL}.{level}" for level in (*LEVELS, UNASSIGNED)) if found.levels else ()
    for subject, codes in members_of(plan).items():
        synthetic = any(code in found.synthetic for code in codes)
        for source in (*FUNDING_SOURCES, *levels, "total"):
            amount = found.amount(subject, source)
            reason = "" if amount is not None else words("finance.reason.no_funding")
            key = fact_id(subject, f"funding.{source}")
            yield _funding_fact(key, amount, synthetic, reason)
            for year in years if amount is not None else ():
                yield _funding_fact(f"{key}@{year}", found.amount(subject, source, year), synthetic, "")
        yield from _year_shares(subject, found, years)


def gap_facts(plan: Plan, costs: Estimate, by_year: CostsByYear, found: Financing) -> Iterator[Fact]:
    """Cost less money of sub-projects, units and the scope, and by year; of the scope also summed up to each year.

    There are none where the cost is not known.
    """
    years = money_years(plan)
    column = {year: number for number, year in enumerate(by_year.years)}
    for subject, codes in members_of(plan).items():
        cost = known_sum(costs.total[code] for code in codes)
        if cost is None:
            continue
        rows = [by_year.total[code] for code in codes if code in by_year.total]
        given = found.amount(subject, "total") is not None
        gaps = []
        for year in years:
            need = sum((row[column[year]] for row in rows), Decimal(0)) if year in column else Decimal(0)
            gaps.append(need - (found.amount(subject, "total", year) or Decimal(0)))
            ends = (f"cost.total@{year}" if year in column else "cost.total", f"funding.total@{year}" if given else "")
            yield _gap(f"{subject}.funding.gap@{year}", gaps[-1], subject, ends)
        whole = cost - (found.amount(subject, "total") or Decimal(0))
        yield _gap(fact_id(subject, "funding.gap"), whole, subject, _WHOLE)
        if subject == "scope":
            for year, summed in zip(years, accumulate(gaps), strict=True):
                yield _gap(fact_id(subject, "funding.gap.summed", year), summed, subject, _WHOLE)


def _gap(key: str, value: Decimal, subject: str, ends: Sequence[str]) -> Fact:
    method, inputs = "finance.funds.funding_facts.gap_facts", tuple(f"{subject}.{end}" for end in ends if end)
    return Fact(key, value, "yuan", Basis.ENTERED, "", method, CLAUSE_FUNDING, inputs)


def _year_shares(subject: str, found: Financing, years: Sequence[int]) -> Iterator[Fact]:
    """Each year's share of a subject's money, closed to 100 per cent (table G.4 note 5)."""
    whole = found.amount(subject, "total")
    if not whole:
        return
    amounts = [found.amount(subject, "total", year) or Decimal(0) for year in years]
    shares = close([amount / whole for amount in amounts], 4, Decimal(1))
    for year, share in zip(years, shares, strict=True):
        key, total = f"{subject}.funding.share@{year}", f"{subject}.funding.total"
        ends = (f"{total}@{year}", total)
        yield Fact(key, share, "1", Basis.ENTERED, "", "quantity.close", "表G.4 注5", ends)


def _funding_fact(key: str, amount: Decimal | None, synthetic: bool, reason: str) -> Fact:
    inputs = ("table:funding",) if amount is not None else ()
    return Fact(
        key,
        amount,
        "yuan",
        Basis.ENTERED,
        "",
        "finance.funds.funding.financing",
        CLAUSE_FUNDING,
        inputs,
        synthetic,
        reason,
    )
