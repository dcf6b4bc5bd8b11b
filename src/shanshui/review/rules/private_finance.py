"""Private money (5.4.5.2, 5.4.5.3 a): what is said of it agrees, can be, and lets it be earned back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from shanshui.finding import Finding
from shanshui.plan import PrivateFinance, limit
from shanshui.quantity import convert
from shanshui.review.amounts import HALF_WAN, shown, wan
from shanshui.review.case import Case, grouped
from shanshui.review.rule import rule
from shanshui.review.rules.funding import funded_at
from shanshui.standard.judging.funding_rules import load_funding_methods
from shanshui.standard.judging.private_finance import load_misfits, terms_of

_SOURCE = "social"
_INTEREST = frozenset({"loan", "bond"})
"""Ways of paying that bear interest."""


@rule("PRIVATE-SUM")
def private_money_agrees(case: Case) -> Iterator[Finding]:
    """Where private money is told row by row, it adds up to that of the funding, sub-project by sub-project.

    That no money was entered at all is told by ``FUND-NONE``.
    """
    rows = grouped(case.plan.private_finance, lambda row: row.subproject)
    for sub in case.plan.subprojects if rows and case.plan.funding else ():
        own = rows.get(sub.code, ())
        money = sum((convert(row.amount, "wan_yuan", "yuan") for row in own), Decimal(0))
        planned = case.number(f"subproject:{sub.code}.funding.{_SOURCE}") or Decimal(0)
        if abs(money - planned) > HALF_WAN:
            place = replace(own[0].place, column="amount") if own else funded_at(case, sub, (_SOURCE,))
            facts = (f"subproject:{sub.code}.funding.{_SOURCE}",)
            subject, words = f"subproject:{sub.code}.funding.private", {"name": sub.name}
            yield Finding("PRIVATE-SUM", place, wan(money), wan(planned), subject, facts, words)


@rule("PRIVATE-METHOD")
def method_of_private_money(case: Case) -> Iterator[Finding]:
    """Private money is not paid in ways that only a public budget has."""
    methods = load_funding_methods()
    for row in case.plan.private_finance:
        pair = methods.get((_SOURCE, row.method))
        if pair is not None and not pair.fits:
            want = " / ".join(
                case.term("funding_method", method)
                for (source, method), p in methods.items()
                if source == _SOURCE and p.fits
            )
            got, words = case.term("funding_method", row.method), {**_names(case, row), "basis": pair.basis}
            yield Finding("PRIVATE-METHOD", replace(row.place, column="method"), got, want, _subject(row), words=words)


@rule("PRIVATE-RETURN")
def mechanism_fits_method(case: Case) -> Iterator[Finding]:
    """The mechanism of return goes with the way of paying."""
    for row in case.plan.private_finance:
        misfit = load_misfits().get((row.method, row.mechanism))
        if misfit is not None:
            words = {**_names(case, row), "method": case.term("funding_method", row.method), "basis": misfit.basis}
            got, place = case.term("return_mechanism", row.mechanism), replace(row.place, column="mechanism")
            yield Finding("PRIVATE-RETURN", place, got, "", _subject(row), words=words)


@rule("PRIVATE-RETURN-NONE")
def mechanism_stated(case: Case) -> Iterator[Finding]:
    """Money that wants to be earned back is told from what."""
    for row in _repaid(case):
        if not row.mechanism:
            words = {**_names(case, row), "method": case.term("funding_method", row.method)}
            got, place = _wan(row.amount), replace(row.place, column="mechanism")
            yield Finding("PRIVATE-RETURN-NONE", place, got, "", _subject(row), words=words)


@rule("PRIVATE-TERM")
def term_within_rights(case: Case) -> Iterator[Finding]:
    """No money is earned back over more years than the rights it rests on last."""
    for row in case.plan.private_finance:
        sub = case.subprojects.get(row.subproject)
        if sub is None or row.years is None:
            continue
        years, basis = min(terms_of(row.method, sub.land_rights), default=(row.years, ""))
        if row.years > years:
            words, place = {**_names(case, row), "basis": basis}, replace(row.place, column="years")
            yield Finding("PRIVATE-TERM", place, str(row.years), f"≤ {years}", _subject(row), words=words)


@rule("PRIVATE-RATE-NONE")
def interest_stated(case: Case) -> Iterator[Finding]:
    """Loans and bonds state their rate of interest."""
    for row in case.plan.private_finance:
        if row.method in _INTEREST and row.rate is None and row.amount:
            got, place = case.term("funding_method", row.method), replace(row.place, column="rate")
            yield Finding("PRIVATE-RATE-NONE", place, got, "", _subject(row), words=_names(case, row))


@rule("PRIVATE-RATE")
def rate_as_a_percentage(case: Case) -> Iterator[Finding]:
    """A rate of return is a percentage of a usual size; 0.06 stands for 6, 600 for 6."""
    low, high = limit(case.plan.project, "private_rate_least"), limit(case.plan.project, "private_rate_most")
    for row in case.plan.private_finance:
        rate = convert(row.rate, "%", "1") if row.rate is not None else Decimal(0)
        if rate and not low <= rate <= high:
            got, place = shown(rate, "1", "%", None), replace(row.place, column="rate")
            want = f"{shown(low, '1', '%', None)}–{shown(high, '1', '%', None)}"
            yield Finding("PRIVATE-RATE", place, got, want, _subject(row), words=_names(case, row))


def _repaid(case: Case) -> Iterator[PrivateFinance]:
    methods = load_funding_methods()
    for row in case.plan.private_finance:
        pair = methods.get((_SOURCE, row.method))
        if pair is not None and pair.repaid and row.amount:
            yield row


def _names(case: Case, row: PrivateFinance) -> dict[str, str]:
    sub = case.subprojects.get(row.subproject)
    return {"name": sub.name if sub else row.subproject, "investor": row.investor or row.code}


def _subject(row: PrivateFinance) -> str:
    return f"private_finance:{row.code}"


def _wan(amount: Decimal) -> str:
    return shown(amount, "wan_yuan", "wan_yuan", None)
