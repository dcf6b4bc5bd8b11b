"""Money by source and year as facts of the ledger (5.4.5.2, table G.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from shanshui.finance.funds.funding import Financing
from shanshui.finance.schedule.performance import plan_years
from shanshui.ledger import Basis, Fact, fact_id
from shanshui.plan import FUNDING_SOURCES, Plan
from shanshui.quantity import close

CLAUSE_FUNDING = "5.4.5.2"


def funding_facts(plan: Plan, found: Financing, words: Callable[[str], str]) -> Iterator[Fact]:
    """Money by source, and by source and year, of sub-projects, units and the scope."""
    members: dict[str, list[str]] = {"scope": [s.code for s in plan.subprojects]}
    for sub in plan.subprojects:
        members.setdefault(f"unit:{sub.unit}", []).append(sub.code)
        members[f"subproject:{sub.code}"] = [sub.code]
    years = sorted({*plan_years(plan), *(year for _, _, year in found.amounts if year is not None)})
    subjects = ("scope", *(f"unit:{u.code}" for u in plan.units), *(f"subproject:{s.code}" for s in plan.subprojects))
    for subject in subjects:
        synthetic = any(code in found.synthetic for code in members.get(subject, ()))
        for source in (*FUNDING_SOURCES, "total"):
            amount = found.amount(subject, source)
            reason = "" if amount is not None else words("finance.reason.no_funding")
            yield _funding_fact(fact_id(subject, f"funding.{source}"), amount, synthetic, reason)
            if amount is not None:
                for year in years:
                    key = fact_id(subject, f"funding.{source}", year)
                    yield _funding_fact(key, found.amount(subject, source, year), synthetic, "")
        yield from _year_shares(subject, found, years)


def _year_shares(subject: str, found: Financing, years: Sequence[int]) -> Iterator[Fact]:
    """Each year's share of a subject's money, closed to 100 per cent (table G.4 note 5).

    There are none where some of the money was entered without a year.
    """
    whole = found.amount(subject, "total")
    amounts = [found.amount(subject, "total", year) or Decimal(0) for year in years]
    if not whole or sum(amounts, Decimal(0)) != whole:
        return
    shares = close([amount / whole for amount in amounts], 4, Decimal(1))
    for year, share in zip(years, shares, strict=True):
        key, total = fact_id(subject, "funding.share", year), fact_id(subject, "funding.total")
        ends = (fact_id(subject, "funding.total", year), total)
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
