"""Other fees (table G.3, H.1.9.1 c): that none is missing, and that none is dearer than the published rates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from shanshui.finding import Finding, Place
from shanshui.plan import Fee, limit
from shanshui.plan.fee_schedules import Schedule, fee_schedule, provincial_lines
from shanshui.quantity import convert, printed, round_half_up, unit
from shanshui.review.amounts import HALF_WAN, shown, wan, wan_cents
from shanshui.review.case import Case, grouped
from shanshui.review.listing import joined, listed
from shanshui.review.rule import rule
from shanshui.standard.judging.fee_rates import fee_kind, line_faults

_OTHER = ("preparation", "supervision", "acceptance", "management")
"""Groups of table G.3."""
_CARE, _RESERVE = "monitoring", "contingency"
_ON_ALL = "construction_and_fees"
_FLAT = "ceiling"
_POINT = "point"
_HUNDRED = Decimal(100)
_SLIP = (Decimal(50), Decimal(500))
"""How many times itself a published rate is where a fraction was taken for a percentage: about a hundred; more
for small bases, on which published rates are high."""
_RECKONED = ("province", "published")
"""Whose rate a fee was reckoned by that told none."""


@rule("FEE-GROUPS")
def groups_missing(case: Case) -> Iterator[Finding]:
    """Says once which groups of table G.3 have no fee; one that costs nothing is entered with 0."""
    missing = [group for group in _OTHER if not any(fee.parent == group for fee in case.plan.fees)]
    if missing and case.plan.works:
        want = joined(case.term("fee_group", group) for group in missing)
        yield Finding("FEE-GROUPS", _table(case), "", want, "fees.parent")


@rule("FEE-CARE")
def care_without_money(case: Case) -> Iterator[Finding]:
    """Care that is promised is paid for: by a fee, or by what its cost per year comes to."""
    years = max([case.plan.project.care_years, *(sub.care_years or 0 for sub in case.plan.subprojects)])
    counted = case.number("scope.cost.care.counted")
    if not counted and years and case.plan.works and not any(fee.parent == _CARE for fee in case.plan.fees):
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
    """A rate with a published ceiling keeps below it, the province's where there is one."""
    for fee in case.plan.fees:
        found = _schedule(case, fee)
        if found is None or fee.rate is None or not _told_by_rate(fee, found):
            continue
        ceiling = found.lines[0].value * _terrain(case, found)
        if fee.rate > ceiling:
            words = {"name": fee.name, "source": found.source}
            got, want = (f"{printed(rate, None)} %" for rate in (fee.rate, ceiling))
            place = replace(fee.place, column="rate")
            yield Finding("FEE-RATE", place, got, f"≤ {want}", _subject(fee), words=words)


@rule("FEE-PERCENT")
def rate_as_a_fraction(case: Case) -> Iterator[Finding]:
    """Rates are percentages: none is a hundredth of the published one, and none of a province's lines is above 100."""
    for fee in case.plan.fees:
        found, base = _schedule(case, fee), _base(case, fee.base, fee.parent)
        if found is None or not fee.rate or fee.amount is not None or not base:
            continue
        usual = convert(found.amount(base) / base, "1", "%")
        if _SLIP[0] <= usual / fee.rate <= _SLIP[1]:
            place, words = replace(fee.place, column="rate"), {"name": fee.name}
            yield Finding("FEE-PERCENT", place, _percent(fee.rate), _percent(usual), _subject(fee), words=words)
    for line in case.plan.fee_rates:
        if line.method != _POINT and line.value > _HUNDRED:
            place, want = replace(line.place, column="value"), f"≤ {_percent(_HUNDRED)}"
            subject, words = f"fee_rates[{line.place.row}]", {"name": line.kind}
            yield Finding("FEE-PERCENT", place, _percent(line.value), want, subject, words=words)


@rule("FEE-AMOUNT")
def amount_above_rates(case: Case) -> Iterator[Finding]:
    """What the fees of one kind come to is not more than the published rate gives for their base."""
    kinds: dict[str, tuple[Schedule, list[Fee]]] = {}
    for fee in case.plan.fees:
        found = _schedule(case, fee)
        if found is not None and not _told_by_rate(fee, found):
            kinds.setdefault(found.key, (found, []))[1].append(fee)
    for key, (found, fees) in kinds.items():
        base = _base(case, found.base or fees[0].base, fees[0].parent)
        amounts = [amount for fee in fees if (amount := _amount(case, fee)) is not None]
        if base is None or not amounts:
            continue
        most, total = found.amount(base, _terrain(case, found)), sum(amounts, Decimal(0))
        if total > most + HALF_WAN:
            words = {"name": listed(fee.name for fee in fees), "base": wan(base), "source": found.source}
            yield Finding("FEE-AMOUNT", fees[0].place, wan(total), f"≤ {wan_cents(most)}", f"fees.{key}", words=words)


@rule("FEE-PUBLISHED")
def fee_by_published_rate(case: Case) -> Iterator[Finding]:
    """Says which fees were reckoned by a published rate because neither rate nor amount was entered."""
    for fee in case.plan.fees:
        stem = _fact(case, fee)
        kind, amount = case.facts.text(f"{stem}.kind"), case.number(stem)
        if kind in _RECKONED and amount is not None:
            source = case.facts[stem].source
            words = {"name": fee.name, "source": source}
            yield Finding("FEE-PUBLISHED", fee.place, wan(amount), "", _subject(fee), (stem,), words)


@rule("FEE-LINES")
def rates_that_do_not_join(case: Case) -> Iterator[Finding]:
    """Lines of a province's rate join without gap or overlap, and the largest bases have a rate."""
    for words, lines in provincial_lines(case.plan).items():
        for fault in line_faults(lines):
            if fault.kind == "edge":
                got, want = (_edge(end) for end in (fault.got, fault.want))
                place = lines[fault.line].place
                subject = f"fee_rates:{words}/{fault.line}"
                yield Finding("FEE-LINES", place, got, want, subject, words={"name": words})


@rule("FEE-METHODS")
def rates_of_several_methods(case: Case) -> Iterator[Finding]:
    """Lines of one kind of fee have one method; a rate beyond the last point goes with points."""
    for words, lines in provincial_lines(case.plan).items():
        odd = [lines[fault.line] for fault in line_faults(lines) if fault.kind == "methods"]
        if odd:
            got = joined(dict.fromkeys(case.term("fee_method", line.method) for line in lines))
            place = replace(odd[0].place, column="method")
            yield Finding("FEE-METHODS", place, got, "", f"fee_rates:{words}", words={"name": words})


@rule("FEE-KIND")
def rate_of_an_unknown_fee(case: Case) -> Iterator[Finding]:
    """A province's rate is for a fee that the program or the table of fees knows."""
    for words, lines in provincial_lines(case.plan).items():
        if fee_kind(words) is None and not any(words in fee.name for fee in case.plan.fees):
            place = replace(lines[0].place, column="kind")
            yield Finding("FEE-KIND", place, words, "", f"fee_rates:{words}")


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


def _schedule(case: Case, fee: Fee) -> Schedule | None:
    """The rate published for a fee that stands in its group; another is told by ``FEE-PLACED``."""
    kind = fee_kind(fee.name)
    return fee_schedule(case.plan, fee.name) if kind is None or kind.group == fee.parent else None


def _told_by_rate(fee: Fee, found: Schedule) -> bool:
    """Whether ``FEE-RATE`` judges a fee: a rate on the base that the published ceiling is of."""
    return found.lines[0].method == _FLAT and fee.rate is not None and fee.amount is None


def _terrain(case: Case, found: Schedule) -> Decimal:
    return limit(case.plan.project, "fee_terrain_factor") if found.terrain else Decimal(1)


def _percent(rate: Decimal) -> str:
    """A rate [%] as a reader sees it."""
    return f"{printed(round_half_up(rate, 3), None)} %"


def _edge(end: Decimal | None) -> str:
    return "∞" if end is None else f"{printed(end, None)} {unit('wan_yuan').symbol}"


def _base(case: Case, base: str, group: str) -> Decimal | None:
    """What a fee of a group is reckoned on [yuan]."""
    construction = case.number("scope.cost.construction")
    if construction is None or base != _ON_ALL:
        return construction
    before = _OTHER[: _OTHER.index(group)] if group in _OTHER else _OTHER
    return construction + sum((case.number(f"scope.cost.{g}") or Decimal(0) for g in before), Decimal(0))


def _amount(case: Case, fee: Fee) -> Decimal | None:
    """What a fee comes to [yuan]."""
    return case.number(_fact(case, fee))


def _fact(case: Case, fee: Fee) -> str:
    """The fact of a fee bears its code, or its row where an id cannot hold the code."""
    own = f"scope.cost.fee.{fee.code}"
    return own if own in case.facts else f"scope.cost.fee.row{fee.place.row}"


def _table(case: Case) -> Place:
    """The first row of the table of fees; the table where it is empty."""
    return case.plan.fees[0].place if case.plan.fees else case.table_place("fees")


def _subject(fee: Fee) -> str:
    return f"fee:{fee.code}"
