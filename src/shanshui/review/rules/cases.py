"""Comparison cases (5.2.4, table G.2): that they are complete, and can be compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from shanshui.finding import Finding
from shanshui.plan import limit
from shanshui.plan.price_bands import inner_price, price_unit_of
from shanshui.quantity import unit
from shanshui.review.amounts import wan_cents
from shanshui.review.case import Case, grouped
from shanshui.review.listing import joined, listed
from shanshui.review.rule import rule
from shanshui.standard import Record, plain
from shanshui.standard.amounts import amounts_in

_WANTED = ("year", "unit_price", "place")


@rule("CASE-INCOMPLETE")
def case_incomplete(case: Case) -> Iterator[Finding]:
    """Of the cases of a measure that have a price one at least says when, where and how much."""
    compared = _by_measure(case)
    for code in _worked(case):
        priced = [r for r in compared.get(code, ()) if r.number("unit_price") is not None and r.text("unit")]
        gaps = [([key for key in _WANTED if not record[key]], record) for record in priced]
        if gaps and all(missing for missing, _ in gaps):
            missing, record = min(gaps, key=lambda gap: len(gap[0]))
            words = {"measure": _name(case, code), "name": record.text("name")}
            want = case.headings("cases", missing)
            yield Finding("CASE-INCOMPLETE", record.at(missing[0]), "", want, f"measure:{code}", words=words)


@rule("CASE-UNIT")
def case_per_something_else(case: Case) -> Iterator[Finding]:
    """A case's cost is money per what the measure is measured in."""
    for record in case.records("cases"):
        measure, price = case.measures.get(record.text("measure")), record.number("unit_price")
        if measure is None or price is None or not record.text("unit"):
            continue
        found, wanted = inner_price(price, record.text("unit")), price_unit_of(measure.unit)
        if wanted is not None and (found is None or found[1] != wanted):
            words = {"measure": measure.name, "name": record.text("name")}
            got, want = unit(record.text("unit")).symbol, unit(measure.unit).symbol
            yield Finding("CASE-UNIT", record.at("unit"), got, want, _subject(record), words=words)


@rule("CASE-OLD")
def case_too_old(case: Case) -> Iterator[Finding]:
    """The latest case of a measure was approved not long before the base year."""
    oldest = case.plan.project.base_year - int(limit(case.plan.project, "case_age"))
    compared = _by_measure(case)
    for code in _worked(case):
        dated = [(year, record) for record in compared.get(code, ()) if (year := record.whole("year")) is not None]
        if dated and max(year for year, _ in dated) < oldest:
            year, record = max(dated, key=lambda pair: pair[0])
            words = {"measure": _name(case, code), "name": record.text("name")}
            yield Finding("CASE-OLD", record.at("year"), str(year), f"≥ {oldest}", f"measure:{code}", words=words)


@rule("CASE-LATE")
def case_of_the_future(case: Case) -> Iterator[Finding]:
    """Says once which cases were approved after the plan was handed in."""
    if case.submitted is None:
        return
    late = [r for r in case.records("cases") if (year := r.whole("year")) is not None and year > case.submitted.year]
    if late:
        words = {"name": listed(record.text("name") for record in late)}
        years = sorted({str(record.whole("year")) for record in late})
        want = f"≤ {case.submitted.year}"
        yield Finding("CASE-LATE", late[0].at("year"), joined(years), want, "cases.year", words=words)


@rule("CASE-OWN")
def case_of_our_own(case: Case) -> Iterator[Finding]:
    """A plan is not compared with itself: no case bears the whole name of the project or of a sub-project."""
    own = [(plain(name), name) for name in (case.plan.project.name, *(sub.name for sub in case.plan.subprojects))]
    for record in case.records("cases"):
        name = plain(record.text("name"))
        meant = next((whole for short, whole in own if short and short in name), "")
        if meant:
            words = {"name": record.text("name"), "own": meant}
            yield Finding("CASE-OWN", record.at("name"), record.text("name"), "", _subject(record), words=words)


@rule("CASE-SCALE")
def case_scale(case: Case) -> Iterator[Finding]:
    """Where a case tells one size and one sum of money, they give its cost per unit."""
    share = limit(case.plan.project, "case_scale_share")
    for record in case.records("cases"):
        price = record.number("unit_price")
        found = inner_price(price, record.text("unit")) if price and record.text("unit") else None
        if found is None:
            continue
        value, inner = found
        sizes = amounts_in(record.text("scale"), inner.partition("/")[2])
        money = amounts_in(record.text("scale"), "yuan")
        if len(sizes) == len(money) == 1 and abs(sizes[0] * value - money[0]) > share * money[0]:
            words = {"name": record.text("name"), "scale": record.text("scale")}
            got, want = (wan_cents(amount) for amount in (sizes[0] * value, money[0]))
            yield Finding("CASE-SCALE", record.at("scale"), got, want, _subject(record), words=words)


@rule("CASE-SIMILARITY")
def case_without_likeness(case: Case) -> Iterator[Finding]:
    """Says once which measures have only cases that do not say in what they are alike (5.2.4 a)."""
    compared = _by_measure(case)
    bare = [
        code
        for code in _worked(case)
        if code in compared and not any(record.text("similarity").strip() for record in compared[code])
    ]
    if bare:
        words = {"measure": listed(_name(case, code) for code in bare)}
        place = compared[bare[0]][0].at("similarity")
        yield Finding("CASE-SIMILARITY", place, "", case.headings("cases", ["similarity"]), "cases", words=words)


def _worked(case: Case) -> Sequence[str]:
    """Measures of the works, each once; those that the table of measures does not know were told before."""
    return [code for code in dict.fromkeys(work.measure for work in case.plan.works) if code in case.measures]


def _by_measure(case: Case) -> Mapping[str, tuple[Record, ...]]:
    return grouped((r for r in case.records("cases") if r.text("measure")), lambda record: record.text("measure"))


def _name(case: Case, code: str) -> str:
    return case.measures[code].name


def _subject(record: Record) -> str:
    return f"case:{record.text('name')}/{record.text('measure')}"
