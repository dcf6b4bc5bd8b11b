"""Unit prices (5.4.5.1 b, H.1.9.1 a): where they come from, of when, and whether they can be right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from statistics import median

from shanshui.finding import Finding
from shanshui.plan import Price, UnitPrice, limit
from shanshui.plan.price_bands import PER_PIECE, Band, inner_price, price_bands, price_unit_of, within
from shanshui.quantity import EMPTY, unit
from shanshui.review.case import Case
from shanshui.review.listing import joined, listed
from shanshui.review.rule import rule
from shanshui.review.unit_prices import expected, shown_price, used_prices


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


@rule("PRICE-BORROWED")
def price_from_elsewhere(case: Case) -> Iterator[Finding]:
    """A measure has a price of the plan's own; the estimate says where else it took one."""
    for code, price in used_prices(case).items():
        if price.kind != "own":
            told = {"source": price.source, "region": price.region, "year": str(price.year or "")}
            words = {"measure": _measure(case, code), **{key: word or EMPTY for key, word in told.items()}}
            got, facts = shown_price(*_inner(price), price.unit), (f"measure:{code}.price",)
            yield Finding("PRICE-BORROWED", price.place, got, "", f"measure:{code}", facts, words)


@rule("PRICE-OLD")
def price_too_old(case: Case) -> Iterator[Finding]:
    """A price that the estimate took is not much older than the base year, unless an index brought it up."""
    oldest = _oldest(case)
    for code, price in used_prices(case).items():
        if _too_old(case, price):
            words = {"measure": _measure(case, code)}
            place = replace(price.place, column="price_year")
            yield Finding("PRICE-OLD", place, str(price.year), f"≥ {oldest}", f"measure:{code}", words=words)


@rule("PRICE-LATE")
def price_of_the_future(case: Case) -> Iterator[Finding]:
    """No price is of a year after the plan was handed in."""
    for price in case.plan.prices:
        if case.submitted and price.price_year is not None and price.price_year > case.submitted.year:
            words = {"measure": _measure(case, price.measure)}
            place, want = replace(price.place, column="price_year"), f"≤ {case.submitted.year}"
            yield Finding("PRICE-LATE", place, str(price.price_year), want, _subject(price), words=words)


@rule("PRICE-INDEX")
def price_of_another_level(case: Case) -> Iterator[Finding]:
    """A price of another year is brought to the price year; one borrowed or out of date is told with its year."""
    wanted = case.plan.project.prices_of
    for code, price in used_prices(case).items():
        late = case.submitted is not None and price.year is not None and price.year > case.submitted.year
        if price.kind == "own" and price.level.missing and not late and not _too_old(case, price):
            words = {"measure": _measure(case, code), "years": joined(map(str, price.level.missing))}
            place, facts = replace(price.place, column="price_year"), (f"measure:{code}.price.factor",)
            yield Finding("PRICE-INDEX", place, str(price.year), str(wanted), f"measure:{code}", facts, words)


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
    yield from _beyond("PRICE-SAMPLE", case, "sample")


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
                place = replace(price.place, column="price") if price.kind == "own" else price.place
                yield Finding("PRICE-SPREAD", place, got, want, f"measure:{code}", (f"measure:{code}.price",), words)


@rule("PRICE-CASE")
def price_beside_cases(case: Case) -> Iterator[Finding]:
    """A price is not far from what the comparison cases of its measure cost."""
    yield from _beyond("PRICE-CASE", case, "case")


def _beyond(code: str, case: Case, kind: str) -> Iterator[Finding]:
    """Prices that keep to no band of one kind."""
    for measure, price in used_prices(case).items():
        value, inner = _inner(price)
        found: Band | None = next((band for band in price_bands(case.plan, price) if band.kind == kind), None)
        if not value or found is None or found.holds(value):
            continue
        words = {"measure": _measure(case, measure), "source": found.source, "factor": str(found.factor)}
        place = replace(price.place, column="price") if price.kind == "own" else price.place
        got, facts = shown_price(value, inner, price.unit), (f"measure:{measure}.price",)
        subject = f"measure:{measure}"
        yield Finding(code, place, got, expected(found, price.unit), subject, facts, words)


def _kinds(case: Case, used: Mapping[str, UnitPrice]) -> Mapping[tuple[str, str], list[tuple[str, Decimal]]]:
    """Measures and their prices by category and unit; prices per piece are of too many kinds to compare."""
    found: dict[tuple[str, str], list[tuple[str, Decimal]]] = {}
    for code, price in used.items():
        value, inner = _inner(price)
        measure = case.measures.get(code)
        if measure is not None and measure.category and inner != PER_PIECE:
            found.setdefault((measure.category, inner), []).append((code, value))
    return found


def _inner(price: UnitPrice) -> tuple[Decimal, str]:
    found = inner_price(price.price, price.unit)
    return found if found is not None else (Decimal(0), PER_PIECE)


def _too_old(case: Case, price: UnitPrice) -> bool:
    """Whether an own price is out of date, and no index brought it up."""
    if price.kind != "own" or price.year is None or price.year >= _oldest(case):
        return False
    return not price.level.indices


def _oldest(case: Case) -> int:
    return case.plan.project.base_year - int(limit(case.plan.project, "price_age"))


def _measure(case: Case, code: str) -> str:
    found = case.measures.get(code)
    return found.name if found else code


def _subject(price: Price) -> str:
    return f"price:{price.measure}/{price.region}"
