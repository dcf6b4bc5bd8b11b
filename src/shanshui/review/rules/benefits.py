"""Prices of ecological benefits, and people who benefit (5.4.5.3 b, c)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from shanshui.finding import Finding
from shanshui.plan import limit
from shanshui.plan.benefit_prices import DENSITY, price_per, published_band
from shanshui.plan.choices import choice
from shanshui.plan.money import BenefitPrice
from shanshui.quantity import convert, printed, round_half_up, unit
from shanshui.review.case import Case
from shanshui.review.listing import joined
from shanshui.review.rule import rule
from shanshui.standard.method.benefits import BenefitQuantity, load_benefits

_SLIP = convert(Decimal(1), "wan_yuan", "yuan")
"""How many times too much or too little a price is where one unit of money was taken for the other."""
_YES = "yes"
Band = tuple[Decimal, Decimal]


@rule("BENEFIT-SOURCE")
def benefit_price_without_source(case: Case) -> Iterator[Finding]:
    """The price of a benefit says where it comes from, and of which year it is."""
    for row in case.plan.benefit_prices:
        missing = [key for key in ("source", "price_year") if not getattr(row, key)]
        if missing:
            want = case.headings("benefit_prices", missing)
            yield Finding("BENEFIT-SOURCE", row.place, "", want, _subject(row), words={"name": _name(case, row)})


@rule("BENEFIT-DOUBLE")
def benefit_counted_twice(case: Case) -> Iterator[Finding]:
    """A benefit that another one tells too is counted once; says which price goes into no sum."""
    priced = {row.quantity for row in case.plan.benefit_prices}
    for row in case.plan.benefit_prices:
        quantity = load_benefits().get(row.quantity)
        others = [] if quantity is None else [other for other in _told_too(case, quantity) if other in priced]
        if others:
            names = joined(case.term("benefit_quantity", other) for other in others)
            words = {"name": _name(case, row), "other": names}
            yield Finding("BENEFIT-DOUBLE", row.place, subject=_subject(row), words=words)


@rule("BENEFIT-SLIP")
def benefit_price_in_other_money(case: Case) -> Iterator[Finding]:
    """A price that fits what is published only if yuan were taken for 万元, or the other way round, is a slip."""
    for row, price, band, wide in _judged(case):
        if not _within(price, wide) and (_within(price / _SLIP, wide) or _within(price * _SLIP, wide)):
            yield _finding("BENEFIT-SLIP", case, row, band)


@rule("BENEFIT-BAND")
def benefit_price_far_off(case: Case) -> Iterator[Finding]:
    """A price is not many times what is published for the benefit, nor a small part of it."""
    for row, price, band, wide in _judged(case):
        slip = _within(price / _SLIP, wide) or _within(price * _SLIP, wide)
        if not _within(price, wide) and not slip:
            yield _finding("BENEFIT-BAND", case, row, band)


@rule("BENEFIT-INTERVAL")
def benefit_price_outside_its_interval(case: Case) -> Iterator[Finding]:
    """The likeliest price lies between its ends."""
    for row in case.plan.benefit_prices:
        low, high = row.low is not None and row.low > row.price, row.high is not None and row.high < row.price
        if low or high:
            place = replace(row.place, column="low" if low else "high")
            ends = (("≥", row.low), ("≤", row.high))
            want = " ".join(f"{sign} {printed(end, None)}" for sign, end in ends if end is not None)
            got, words = f"{printed(row.price, None)} {unit(row.unit).symbol}", {"name": _name(case, row)}
            yield Finding("BENEFIT-INTERVAL", place, got, want, _subject(row), words=words)


@rule("BENEFIT-PEOPLE")
def nobody_known_to_benefit(case: Case) -> Iterator[Finding]:
    """A plan with sub-projects tells how many people benefit, as a survey of satisfaction wants to know."""
    people = "scope.benefit.people"
    if case.plan.subprojects and people in case.facts and case.number(people) is None:
        yield Finding("BENEFIT-PEOPLE", case.table_place("socioeconomy"), subject=people, facts=(people,))


def _judged(case: Case) -> Iterator[tuple[BenefitPrice, Decimal, Band, Band]]:
    """Prices above 0 with what is published of their benefit, and how far they may be from it."""
    density, factor = choice(case.plan.project, DENSITY).value, limit(case.plan.project, "benefit_price_factor")
    for row in case.plan.benefit_prices:
        quantity = load_benefits().get(row.quantity)
        band = None if quantity is None else published_band(case.plan.project, quantity)
        if quantity is None or band is None or row.price <= 0:
            continue
        found = price_per(quantity, row.price, row.unit, density if isinstance(density, Decimal) else None)
        if found is not None:
            yield row, found[0], band, (band[0] / factor, band[1] * factor)


def _told_too(case: Case, quantity: BenefitQuantity) -> tuple[str, ...]:
    """Benefits that tell the same as this one, which is not added up; none where it is."""
    if case.facts.text(f"benefit:{quantity.quantity}.counted") == _YES:
        return ()
    rivals = (
        other.quantity
        for other in load_benefits().values()
        if other.counted_by and other.counted_by == quantity.counted_by and other is not quantity
    )
    return (*quantity.counted_as, *rivals, *((quantity.of,) if quantity.of else ()))


def _within(price: Decimal, band: Band) -> bool:
    return band[0] <= price <= band[1]


def _finding(code: str, case: Case, row: BenefitPrice, band: Band) -> Finding:
    quantity = load_benefits()[row.quantity]
    ends = dict.fromkeys(printed(round_half_up(end, 2), None) for end in band)
    want = f"{'–'.join(ends)} {unit(quantity.price_unit).symbol}"
    got = f"{printed(row.price, None)} {unit(row.unit).symbol}"
    place = replace(row.place, column="price")
    return Finding(code, place, got, want, _subject(row), words={"name": _name(case, row)})


def _subject(row: BenefitPrice) -> str:
    return f"benefit_prices[{row.place.row}]"


def _name(case: Case, row: BenefitPrice) -> str:
    return case.term("benefit_quantity", row.quantity)
