"""Private money by way of paying and by what it comes back from (clauses 5.4.5.2, 5.4.5.3 a)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from shanshui.finance.whole import WAN
from shanshui.ledger import Basis, Fact, fact_id
from shanshui.plan import Plan, PrivateFinance
from shanshui.quantity import close, convert

CLAUSE = "5.4.5.3 a"
UNSTATED = "unstated"
"""Money of which nobody said what it comes back from."""


def private_facts(plan: Plan) -> Iterator[Fact]:
    """Sums of the table of private finance, of sub-projects and the scope; whole 万元, closed over all rows.

    There are none where nothing was entered.
    """
    known = {sub.code for sub in plan.subprojects}
    rows = [row for row in plan.private_finance if row.subproject in known]
    whole = close([row.amount for row in rows], 0)
    paid = [(row, amount * WAN) for row, amount in zip(rows, whole, strict=True)]
    if not paid:
        return
    yield from _sums("scope", paid)
    for code in dict.fromkeys(row.subproject for row in rows):
        own = [(row, amount) for row, amount in paid if row.subproject == code]
        subject = f"subproject:{code}"
        yield from _sums(subject, own)
        yield from _terms(subject, [row for row, _ in own])


def _sums(subject: str, paid: Sequence[tuple[PrivateFinance, Decimal]]) -> Iterator[Fact]:
    sums: dict[str, list[tuple[PrivateFinance, Decimal]]] = {"": list(paid)}
    for row, amount in paid:
        sums.setdefault(f".{row.method}", []).append((row, amount))
    for row, amount in paid:
        sums.setdefault(f".mechanism.{row.mechanism or UNSTATED}", []).append((row, amount))
    for name, members in sums.items():
        value = sum((amount for _, amount in members), Decimal(0))
        yield _fact(fact_id(subject, f"funding.private{name}"), value, "yuan", [row for row, _ in members])


def _terms(subject: str, rows: Sequence[PrivateFinance]) -> Iterator[Fact]:
    """Expected return, weighted by amounts, and the longest term."""
    rated = [(row, row.rate) for row in rows if row.rate is not None and row.amount]
    if rated:
        weight = sum((row.amount for row, _ in rated), Decimal(0))
        mean = sum((row.amount * convert(rate, "%", "1") for row, rate in rated), Decimal(0)) / weight
        yield _fact(fact_id(subject, "funding.private.rate"), round(mean, 4), "1", [row for row, _ in rated])
    longest = max((row.years for row in rows if row.years is not None), default=None)
    if longest is not None:
        yield _fact(fact_id(subject, "funding.private.term"), Decimal(longest), "a", rows)


def _fact(key: str, value: Decimal, unit: str, rows: Sequence[PrivateFinance]) -> Fact:
    source = "；".join(dict.fromkeys(row.source for row in rows if row.source))
    synthetic = any(row.synthetic for row in rows)
    method = "finance.funds.private.private_facts"
    return Fact(key, value, unit, Basis.ENTERED, source, method, CLAUSE, ("table:private_finance",), synthetic)
