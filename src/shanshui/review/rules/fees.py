"""Other fees (table G.3, H.1.9.1 c): that none is missing, and that none is dearer than the published rates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from shanshui.finding import Finding, Place
from shanshui.plan import Fee, limit
from shanshui.quantity import convert, printed
from shanshui.review.amounts import HALF_WAN, shown, wan, wan_cents
from shanshui.review.case import Case, grouped
from shanshui.review.ceilings import fee_ceiling
from shanshui.review.listing import joined, listed
from shanshui.review.rule import rule
from shanshui.standard.judging.fee_rates import FeeKind, fee_kind, load_fee_rates

_OTHER = ("preparation", "supervision", "acceptance", "management")
"""Groups of table G.3."""
_CARE, _RESERVE = "monitoring", "contingency"
_ON_ALL = "construction_and_fees"
_FLAT = "ceiling"


@rule("FEE-GROUPS")
def groups_missing(case: Case) -> Iterator[Finding]:
    """Says once which groups of table G.3 have no fee; one that costs nothing is entered with 0."""
    missing = [group for group in _OTHER if not any(fee.parent == group for fee in case.plan.fees)]
    if missing and case.plan.works:
        want = joined(case.term("fee_group", group) for group in missing)
        yield Finding("FEE-GROUPS", _table(case), "", want, "fees.parent")


@rule("FEE-CARE")
def care_without_money(case: Case) -> Iterator[Finding]:
    """Care that is promised is paid for: table G.1 has a line for monitoring and care."""
    years = max([case.plan.project.care_years, *(sub.care_years or 0 for sub in case.plan.subprojects)])
    if years and case.plan.works and not any(fee.parent == _CARE for fee in case.plan.fees):
        words = {"years": str(years)}
        yield Finding("FEE-CARE", _table(case), "", case.term("fee_group", _CARE), "fees.monitoring", words=words)


@rule("FEE-CONTINGENCY")
def no_reserve(case: Case) -> Iterator[Finding]:
    """Table G.1 has a line for what cannot be foreseen."""
    if case.plan.works and not any(fee.parent == _RESERVE for fee in case.plan.fees):
        yield Finding("FEE-CONTINGENCY", _table(case), "", case.term("fee_group", _RESERVE), "fees.contingency")


@rule("FEE-BOTH")
def rate_and_amount(case: Case) -> Iterator[Finding]:
    """Where a fee has rate and amount, they say the same; the amount holds."""
    for fee in case.plan.fees:
        base = _base(case, fee.base, fee.parent)
        if fee.rate is None or fee.amount is None or base is None:
            continue
        amount, rated = convert(fee.amount, "wan_yuan", "yuan"), base * convert(fee.rate, "%", "1")
        if abs(amount - rated) > HALF_WAN:
            words = {"name": fee.name, "rate": f"{printed(fee.rate, None)} %"}
            place = replace(fee.place, column="amount")
            yield Finding("FEE-BOTH", place, wan(amount), wan_cents(rated), _subject(fee), words=words)


@rule("FEE-BASE")
def rate_of_what(case: Case) -> Iterator[Finding]:
    """A rate says of what; without it the program takes the construction cost."""
    for fee in case.plan.fees:
        if fee.rate is not None and fee.amount is None and not fee.base:
            words = {"name": fee.name}
            place, want = replace(fee.place, column="base"), case.headings("fees", ["base"])
            yield Finding("FEE-BASE", place, "", want, _subject(fee), words=words)


@rule("FEE-SOURCE")
def fee_without_source(case: Case) -> Iterator[Finding]:
    """Says once which fees do not tell whence their rate or amount comes."""
    bare = [fee for fee in case.plan.fees if not fee.source.strip() and not fee.synthetic]
    if bare:
        words = {"name": listed(fee.name for fee in bare)}
        place = replace(bare[0].place, column="source")
        yield Finding("FEE-SOURCE", place, str(len(bare)), "0", "fees.source", words=words)


@rule("FEE-TWICE")
def fee_twice(case: Case) -> Iterator[Finding]:
    """No fee is entered twice."""
    for (_, name), fees in grouped(case.plan.fees, lambda fee: (fee.parent, fee.name.strip())).items():
        for fee in fees[1:]:
            words = {"other": fees[0].code}
            place = replace(fee.place, column="name")
            yield Finding("FEE-TWICE", place, name, "", _subject(fee), words=words)


@rule("FEE-PLACED")
def fee_in_wrong_group(case: Case) -> Iterator[Finding]:
    """A fee stands in the group that its name belongs to."""
    for fee in case.plan.fees:
        kind = fee_kind(fee.name)
        if kind is not None and kind.group != fee.parent:
            got, want = (case.term("fee_group", group) for group in (fee.parent, kind.group))
            place = replace(fee.place, column="parent")
            yield Finding("FEE-PLACED", place, got, want, _subject(fee), words={"name": fee.name})


@rule("FEE-RATE")
def rate_above_ceiling(case: Case) -> Iterator[Finding]:
    """A rate with a published ceiling keeps below it."""
    for fee in case.plan.fees:
        kind = _placed(fee)
        rates = load_fee_rates().get(kind.key, ()) if kind else ()
        if kind is None or not rates or rates[0].method != _FLAT or fee.rate is None or fee.amount is not None:
            continue
        ceiling = rates[0].value * _terrain(case, kind)
        if fee.rate > ceiling:
            words = {"name": fee.name, "source": rates[0].source}
            got, want = (f"{printed(rate, None)} %" for rate in (fee.rate, ceiling))
            place = replace(fee.place, column="rate")
            yield Finding("FEE-RATE", place, got, f"≤ {want}", _subject(fee), words=words)


@rule("FEE-AMOUNT")
def amount_above_rates(case: Case) -> Iterator[Finding]:
    """What the fees of one kind come to is not more than the published rate gives for their base."""
    kinds: dict[str, tuple[FeeKind, list[Fee]]] = {}
    for fee in case.plan.fees:
        kind = _placed(fee)
        if kind is not None and not _told_by_rate(fee, kind):
            kinds.setdefault(kind.key, (kind, []))[1].append(fee)
    for key, (kind, fees) in kinds.items():
        rates, base = load_fee_rates().get(key, ()), _base(case, kind.base, kind.group)
        amounts = [amount for fee in fees if (amount := _amount(case, fee)) is not None]
        if not rates or base is None or not amounts:
            continue
        ceiling = fee_ceiling(rates, convert(base, "yuan", "wan_yuan")) * _terrain(case, kind)
        most = convert(ceiling, "wan_yuan", "yuan")
        if sum(amounts, Decimal(0)) > most + HALF_WAN:
            words = {"name": listed(fee.name for fee in fees), "base": wan(base), "source": rates[0].source}
            got = wan(sum(amounts, Decimal(0)))
            yield Finding("FEE-AMOUNT", fees[0].place, got, f"≤ {wan_cents(most)}", f"fees.{key}", words=words)


@rule("FEE-SHARE")
def other_fees_high(case: Case) -> Iterator[Finding]:
    """Other fees together are a modest part of the construction cost."""
    other, construction = case.number("scope.cost.other"), case.number("scope.cost.construction")
    most = limit(case.plan.project, "other_fees_share")
    if other is not None and construction and other > most * construction:
        got, want = (shown(share, "1", "%", 2) for share in (other / construction, most))
        facts = ("scope.cost.other", "scope.cost.construction")
        words = {"amount": wan(other)}
        yield Finding("FEE-SHARE", _table(case), got, f"≤ {want}", "scope.cost.other", facts, words)


def _placed(fee: Fee) -> FeeKind | None:
    """The kind of a fee that stands in its group; another is told by ``FEE-PLACED``."""
    kind = fee_kind(fee.name)
    return kind if kind is not None and kind.group == fee.parent else None


def _told_by_rate(fee: Fee, kind: FeeKind) -> bool:
    """Whether ``FEE-RATE`` judges a fee: a rate on the base that the published ceiling is of."""
    rates = load_fee_rates().get(kind.key, ())
    return bool(rates) and rates[0].method == _FLAT and fee.rate is not None and fee.amount is None


def _terrain(case: Case, kind: FeeKind) -> Decimal:
    return limit(case.plan.project, "fee_terrain_factor") if kind.terrain else Decimal(1)


def _base(case: Case, base: str, group: str) -> Decimal | None:
    """What a fee of a group is reckoned on [yuan]."""
    construction = case.number("scope.cost.construction")
    if construction is None or base != _ON_ALL:
        return construction
    before = _OTHER[: _OTHER.index(group)] if group in _OTHER else _OTHER
    return construction + sum((case.number(f"scope.cost.{g}") or Decimal(0) for g in before), Decimal(0))


def _amount(case: Case, fee: Fee) -> Decimal | None:
    """What a fee comes to [yuan]; its fact bears its code, or its row where an id cannot hold the code."""
    amount = case.number(f"scope.cost.fee.{fee.code}")
    return amount if amount is not None else case.number(f"scope.cost.fee.row{fee.place.row}")


def _table(case: Case) -> Place:
    """The first row of the table of fees; the table where it is empty."""
    return case.plan.fees[0].place if case.plan.fees else case.table_place("fees")


def _subject(fee: Fee) -> str:
    return f"fee:{fee.code}"
