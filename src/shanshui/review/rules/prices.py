"""Unit prices (5.4.5.1 b, H.1.9.1 a): where they come from, of when, and whether they can be right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from statistics import median

from shanshui.finding import Finding
from shanshui.plan import Price, limit
from shanshui.quantity import unit
from shanshui.review.case import Case, grouped
from shanshui.review.listing import listed
from shanshui.review.rule import rule
from shanshui.review.unit_prices import (
    PER_PIECE,
    band,
    inner_price,
    price_unit_of,
    shown_band,
    shown_price,
    used_prices,
    within,
)
from shanshui.standard.judging.unit_costs import UnitCost, load_unit_costs


@rule("PRICE-SYNTHETIC")
def made_up_prices(case: Case) -> Iterator[Finding]:
    """Says once which unit prices are made up."""
    made_up = [price for price in case.plan.prices if price.synthetic]
    if made_up:
        names = list(dict.fromkeys(_measure(case, price.measure) for price in made_up))
        words = {"measure": listed(names)}
        yield Finding("PRICE-SYNTHETIC", made_up[0].place, str(len(names)), "0", "prices", words=words)


@rule("PRICE-SOURCE")
def price_without_source(case: Case) -> Iterator[Finding]:
    """A unit price says where it comes from, and of which year it is."""
    for price in case.plan.prices:
        missing = [key for key in ("source", "price_year") if not getattr(price, key)]
        if missing:
            words = {"measure": _measure(case, price.measure)}
            want = case.headings("prices", missing)
            yield Finding("PRICE-SOURCE", price.place, "", want, f"prices[{price.place.row}]", words=words)


@rule("PRICE-OLD")
def price_too_old(case: Case) -> Iterator[Finding]:
    """A price that the estimate took is not much older than the base year."""
    oldest = _oldest(case)
    for code, price in used_prices(case).items():
        if price.price_year is not None and price.price_year < oldest:
            words = {"measure": _measure(case, code)}
            place = replace(price.place, column="price_year")
            yield Finding("PRICE-OLD", place, str(price.price_year), f"≥ {oldest}", f"measure:{code}", words=words)


@rule("PRICE-LATE")
def price_of_the_future(case: Case) -> Iterator[Finding]:
    """No price is of a year after the plan was handed in."""
    for price in case.plan.prices:
        if case.submitted and price.price_year is not None and price.price_year > case.submitted.year:
            words = {"measure": _measure(case, price.measure)}
            place, want = replace(price.place, column="price_year"), f"≤ {case.submitted.year}"
            yield Finding("PRICE-LATE", place, str(price.price_year), want, _subject(price), words=words)


@rule("PRICE-LEVELS")
def price_levels(case: Case) -> Iterator[Finding]:
    """Prices that are added up stand for years not far apart; one that is out of date altogether is told by itself."""
    last = case.submitted.year if case.submitted else case.plan.project.build_years[1]
    dated = [
        (price.price_year, price)
        for price in used_prices(case).values()
        if price.price_year is not None and _oldest(case) <= price.price_year <= last
    ]
    if not dated:
        return
    (first, oldest), (latest, _) = min(dated, key=lambda d: d[0]), max(dated, key=lambda d: d[0])
    if latest - first > limit(case.plan.project, "price_level_years"):
        words = {"measure": _measure(case, oldest.measure)}
        place = replace(oldest.place, column="price_year")
        yield Finding("PRICE-LEVELS", place, f"{first}–{latest}", "", "prices.price_year", words=words)


@rule("PRICE-ZERO")
def price_of_nothing(case: Case) -> Iterator[Finding]:
    """A price is more than nothing."""
    for price in case.plan.prices:
        if price.price == 0:
            words = {"measure": _measure(case, price.measure)}
            place = replace(price.place, column="price")
            yield Finding("PRICE-ZERO", place, f"0 {unit(price.unit).symbol}", "> 0", _subject(price), words=words)


@rule("PRICE-UNIT")
def price_per_something_else(case: Case) -> Iterator[Finding]:
    """A price is money per what its measure is measured in; where a work shows the misfit, the estimate has told."""
    told = {
        work.measure
        for work in case.plan.works
        if case.number(f"subproject:{work.subproject}.work.{work.place.row}.cost") is None
    }
    for price in case.plan.prices:
        measure = case.measures.get(price.measure)
        if measure is None or price.price is None or price.measure in told:
            continue
        found, wanted = inner_price(price.price, price.unit), price_unit_of(measure.unit)
        if found is None or found[1] != wanted:
            words = {"measure": measure.name}
            place = replace(price.place, column="unit")
            got, want = unit(price.unit).symbol, unit(measure.unit).symbol
            yield Finding("PRICE-UNIT", place, got, want, _subject(price), words=words)


@rule("PRICE-ELSEWHERE")
def price_of_another_region(case: Case) -> Iterator[Finding]:
    """A price of another region is not taken for the estimate; a note may say what it stands there for."""
    region, worked = case.plan.project.whole_region, {work.measure for work in case.plan.works}
    for record in case.records("prices"):
        own, code = record.text("region"), record.text("measure")
        unpriced = code in worked and case.facts.get(f"measure:{code}.price") is None
        if own in region or region in own or record.text("note") or unpriced:
            continue
        words = {"measure": _measure(case, code)}
        subject = f"price:{code}/{own}"
        yield Finding("PRICE-ELSEWHERE", record.at("region"), own, region, subject, words=words)


@rule("PRICE-UNUSED")
def price_without_works(case: Case) -> Iterator[Finding]:
    """Says once which prices no work asks for."""
    wanted = {work.measure for work in case.plan.works}
    idle = [price for price in case.plan.prices if price.measure not in wanted]
    if idle and wanted:
        names = list(dict.fromkeys(_measure(case, price.measure) for price in idle))
        words = {"measure": listed(names)}
        yield Finding("PRICE-UNUSED", idle[0].place, str(len(names)), "0", "prices.unused", words=words)


@rule("PRICE-SAMPLE")
def price_beside_published(case: Case) -> Iterator[Finding]:
    """A price is not many times more or less than what such works were reported to cost."""
    factor = limit(case.plan.project, "unit_cost_factor")
    for code, price in used_prices(case).items():
        value, inner = _inner(price)
        sample = _sample(_measure(case, code), inner)
        if sample is None or not value:
            continue
        low, high, _ = band(sample)
        if not within(value, low, high, factor):
            want = shown_band(low, high, inner, price.unit)
            words = {"measure": _measure(case, code), "source": sample.source, "factor": str(factor)}
            place, got = replace(price.place, column="price"), shown_price(value, inner, price.unit)
            yield Finding("PRICE-SAMPLE", place, got, want, f"measure:{code}", (f"measure:{code}.price",), words)


@rule("PRICE-SPREAD")
def price_beside_others(case: Case) -> Iterator[Finding]:
    """A price per area or length is of the same order of size as others of its kind of measure."""
    factor = limit(case.plan.project, "price_spread_factor")
    used = used_prices(case)
    for (category, inner), prices in _kinds(case, used).items():
        if len(prices) < limit(case.plan.project, "price_median_count"):
            continue
        middle = median(value for _, value in prices)
        for code, value in prices:
            if value and not within(value, middle, middle, factor):
                price = used[code]
                words = {"measure": _measure(case, code), "kind": case.term("measure_category", category)}
                got, want = shown_price(value, inner, price.unit), shown_price(middle, inner, price.unit)
                place = replace(price.place, column="price")
                yield Finding("PRICE-SPREAD", place, got, want, f"measure:{code}", (f"measure:{code}.price",), words)


@rule("PRICE-CASE")
def price_beside_cases(case: Case) -> Iterator[Finding]:
    """A price is not far from what the comparison cases of its measure cost."""
    factor = limit(case.plan.project, "case_price_factor")
    by_measure = grouped(case.records("cases"), lambda record: record.text("measure"))
    for code, price in used_prices(case).items():
        value, inner = _inner(price)
        found = [
            other[0]
            for record in by_measure.get(code, ())
            if (amount := record.number("unit_price")) and (other := inner_price(amount, record.text("unit")))
            if other[1] == inner
        ]
        if value and found and not within(value, min(found), max(found), factor):
            want = shown_band(min(found), max(found), inner, price.unit)
            words = {"measure": _measure(case, code), "factor": str(factor)}
            place, got = replace(price.place, column="price"), shown_price(value, inner, price.unit)
            yield Finding("PRICE-CASE", place, got, want, f"measure:{code}", (f"measure:{code}.price",), words)


def _kinds(case: Case, used: Mapping[str, Price]) -> Mapping[tuple[str, str], list[tuple[str, Decimal]]]:
    """Measures and their prices by category and unit; prices per piece are of too many kinds to compare."""
    found: dict[tuple[str, str], list[tuple[str, Decimal]]] = {}
    for code, price in used.items():
        value, inner = _inner(price)
        measure = case.measures.get(code)
        if measure is not None and measure.category and inner != PER_PIECE:
            found.setdefault((measure.category, inner), []).append((code, value))
    return found


def _inner(price: Price) -> tuple[Decimal, str]:
    found = inner_price(price.price or Decimal(0), price.unit)
    return found if found is not None else (Decimal(0), PER_PIECE)


def _sample(name: str, inner: str) -> UnitCost | None:
    """The published cost whose longest word stands in the name, of those in the same kind of unit."""
    found = [
        (len(word), sample)
        for sample in load_unit_costs()
        for word in sample.words
        if word in name and band(sample)[2] == inner
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _oldest(case: Case) -> int:
    return case.plan.project.base_year - int(limit(case.plan.project, "price_age"))


def _measure(case: Case, code: str) -> str:
    found = case.measures.get(code)
    return found.name if found else code


def _subject(price: Price) -> str:
    return f"price:{price.measure}/{price.region}"
