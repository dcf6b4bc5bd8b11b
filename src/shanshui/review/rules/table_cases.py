"""Comparison cases in table G.2: each measure is priced beside a project that has been approved (5.4.5.1 b)."""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.finding import Finding
from shanshui.review.case import Case
from shanshui.review.cells import forms, number, place_of, text
from shanshui.review.listing import listed
from shanshui.review.rule import rule


@rule("G2-CASE")
def measures_without_a_case(case: Case) -> Iterator[Finding]:
    """Says once which measures of table G.2 have no comparison case."""
    for table in forms(case, "G.2"):
        rows = [n for n in range(len(table.rows)) if text(table, n, "measures") and not text(table, n, "case_name")]
        names = tuple(dict.fromkeys(text(table, n, "measures") for n in rows))
        if names:
            said = {"measures": listed(names), "count": str(len(names))}
            yield Finding("G2-CASE", place_of(table, rows[0], "case_name"), subject="G.2.cases", words=said)


@rule("G2-PRICE")
def lines_without_an_investment(case: Case) -> Iterator[Finding]:
    """Every line of table G.2 with a quantity has an investment per unit.

    None is wanted of nothing, nor of a measure without a price, which the estimate has told.
    """
    unpriced = {m.name for m in case.plan.measures if case.facts.get(f"measure:{m.code}.price") is None}
    for table in forms(case, "G.2"):
        for n in range(len(table.rows)):
            quantity, measure = number(table, n, "quantity"), text(table, n, "measures")
            if quantity is None or not quantity.value or measure in unpriced:
                continue
            if number(table, n, "unit_investment") is None:
                said = {"name": text(table, n, "subproject"), "measure": measure}
                subject = f"G.2.{n}.unit_investment"
                yield Finding("G2-PRICE", place_of(table, n, "unit_investment"), subject=subject, words=said)
