"""Sums and shares inside one table: X01, X02, X08, X20 and X23 of the standard's cross checks, and every total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shanshui.finding import Finding
from shanshui.ledger import Table
from shanshui.ledger.table import words
from shanshui.plan import FUNDING_SOURCES
from shanshui.quantity import convert
from shanshui.review.case import Case
from shanshui.review.cells import (
    Number,
    column_of,
    forms,
    head,
    number,
    printed_sum,
    row_name,
    shown,
    spec_of,
    table_name,
    told_by_the_plan,
)
from shanshui.review.rule import rule

_MONEY = ("total", *FUNDING_SOURCES)
_OF_MONEY = ("C-SUM-SOURCES", "G4-SUM-SOURCES", "G4-SUM-YEARS")
"""Rules that hold cost against money; where the plan itself does not cover its cost, another rule has told it."""


@rule("C-SUM-SUBPROJECTS")
def subprojects_make_the_whole(case: Case) -> Iterator[Finding]:
    """Table C: the budgets of all sub-projects add up to the investment on top (X01)."""
    for table in forms(case, "C"):
        for source in _MONEY:
            parts = list(column_of(table, f"budget_{source}"))
            yield from _unequal("C-SUM-SUBPROJECTS", case, head(table, source), parts)


@rule("C-SUM-SOURCES")
def sources_make_the_budget(case: Case) -> Iterator[Finding]:
    """Table C: central, local and social money add up to each total (X02)."""
    for table in forms(case, "C"):
        parts = [head(table, source) for source in FUNDING_SOURCES]
        yield from _unequal("C-SUM-SOURCES", case, head(table, "total"), parts)
        yield from _sources("C-SUM-SOURCES", case, table, "budget_")


@rule("E1-SUM-YEARS")
def years_make_the_target(case: Case) -> Iterator[Finding]:
    """Table E.1: the years add up to the target (X08)."""
    for table in forms(case, "E.1"):
        years = [column for column in table.columns if column.startswith("year@")]
        for n in range(len(table.rows)):
            parts = [number(table, n, year) for year in years]
            yield from _unequal("E1-SUM-YEARS", case, number(table, n, "target"), parts)


@rule("E2-SUM-SOURCES")
def sources_make_the_year(case: Case) -> Iterator[Finding]:
    """Table E.2: the year's money of the three sources adds up to its total."""
    for table in forms(case, "E.2"):
        yield from _sources("E2-SUM-SOURCES", case, table, "")


@rule("G1-SUM")
def lines_make_the_investment(case: Case) -> Iterator[Finding]:
    """Table G.1: lines one to four add up to the fifth (X23)."""
    yield from _lines_of_estimate("G1-SUM", case, "amount")


@rule("G1-SHARES")
def shares_of_the_estimate(case: Case) -> Iterator[Finding]:
    """Table G.1: the shares add up to a hundred, and so does what the fifth line says."""
    yield from _lines_of_estimate("G1-SHARES", case, "share")


@rule("G3-SUM")
def fees_make_their_group(case: Case) -> Iterator[Finding]:
    """Table G.3: single fees add up to their group, and the groups to the total."""
    for table in forms(case, "G.3"):
        groups = [n for n, row in enumerate(table.rows) if row.kind == "group"]
        single = {row.key for row in case.standard.tables["G.3"].rows if row.parent}
        inner = [n for n, row in enumerate(table.rows) if row.kind == "body" and _is_inner(words(row.cells[0], ""))]
        for group in groups if single else ():
            end = next((n for n in range(group + 1, len(table.rows)) if n not in inner), len(table.rows))
            parts = [number(table, n, "amount") for n in range(group + 1, end)]
            yield from _unequal("G3-SUM", case, number(table, group, "amount"), parts)
        tops = [n for n, row in enumerate(table.rows) if row.kind in ("group", "body") and n not in inner]
        for n, row in enumerate(table.rows):
            if row.kind == "total":
                parts = [number(table, top, "amount") for top in tops]
                yield from _unequal("G3-SUM", case, number(table, n, "amount"), parts)


@rule("G4-SUM-SOURCES")
def sources_make_the_plan(case: Case) -> Iterator[Finding]:
    """Table G.4: central, local and social money add up to each budget."""
    for table in forms(case, "G.4"):
        yield from _sources("G4-SUM-SOURCES", case, table, "")


@rule("G4-SUM-YEARS")
def years_make_the_budget(case: Case) -> Iterator[Finding]:
    """Table G.4: the money of all years adds up to the budget (X20)."""
    for table in forms(case, "G.4"):
        years = [column for column in table.columns if column.startswith("year_amount@")]
        for n in range(len(table.rows)):
            parts = [number(table, n, year) for year in years]
            yield from _unequal("G4-SUM-YEARS", case, number(table, n, "total"), parts)


@rule("G4-SHARES")
def shares_of_the_years(case: Case) -> Iterator[Finding]:
    """Table G.4: the shares of a line's years add up to 100.00 (note 5)."""
    for table in forms(case, "G.4"):
        for n in range(len(table.rows)):
            found = [number(table, n, column) for column in table.columns if column.startswith("year_share@")]
            shares = [share for share in found if share is not None]
            hundred = convert(printed_sum(shares, "1"), "1", "%") if shares else 100
            if shares and hundred != 100:
                said = {"table": table_name(case, table), "row_name": _named(case, table, n)}
                subject = f"{table.id}.{n}.year_share"
                got, facts = shown(convert(printed_sum(shares, "1"), "1", "%"), shares[0]), _facts(shares)
                yield Finding("G4-SHARES", shares[0].place, got, "100.00%", subject, facts, said)


@rule("TABLE-SUM")
def totals(case: Case) -> Iterator[Finding]:
    """Every subtotal is the sum of its lines, and every total that of the subtotals, as printed."""
    for table in case.tables.values():
        spec = spec_of(case, table)
        summed = [c for c in table.columns if spec is not None and (own := spec.column_of(c)) is not None and own.total]
        if table.id != "G.3":
            for column in summed:
                yield from _column_totals(case, table, column)


def _column_totals(case: Case, table: Table, column: str) -> Iterator[Finding]:
    body: list[Number | None] = []
    tops: list[Number | None] = []
    for n, row in enumerate(table.rows):
        found = number(table, n, column)
        if row.kind == "body":
            body.append(found)
        elif row.kind == "subtotal":
            yield from _unequal("TABLE-SUM", case, found, body)
            tops.append(found)
            body = []
        elif row.kind == "total":
            yield from _unequal("TABLE-SUM", case, found, [*tops, *body])


def _sources(code: str, case: Case, table: Table, prefix: str) -> Iterator[Finding]:
    """Each line's total against the money of the three sources."""
    for n in range(len(table.rows)):
        parts = [number(table, n, f"{prefix}{source}") for source in FUNDING_SOURCES]
        yield from _unequal(code, case, number(table, n, f"{prefix}total"), parts)


def _lines_of_estimate(code: str, case: Case, column: str) -> Iterator[Finding]:
    names = {row.label for row in case.standard.tables["G.1"].rows if not row.parent and row.key != "total"}
    for table in forms(case, "G.1"):
        total = next((n for n, row in enumerate(table.rows) if row.kind == "total"), None)
        lines = [n for n, row in enumerate(table.rows) if names & {words(cell) for cell in row.cells}]
        if total is not None:
            yield from _unequal(code, case, number(table, total, column), [number(table, n, column) for n in lines])


def _is_inner(ordinal: str) -> bool:
    """Whether a fee is part of the group above: its number stands in brackets."""
    return ordinal[:1] in ("(", "（")


def _unequal(code: str, case: Case, total: Number | None, parts: Sequence[Number | None]) -> Iterator[Finding]:
    """A finding where printed parts do not add up; parts without a number are left out, as their totals do."""
    known = [part for part in parts if part is not None]
    if total is None or not known:
        return
    got = printed_sum(known, total.quote.unit)
    if got == total.value or (code in _OF_MONEY and told_by_the_plan(case, total, known)):
        return
    table, row = total.table, total.row
    said = {"table": table_name(case, table), "row_name": _named(case, table, row) or total.name(case)}
    subject = f"{table.id}.{'head' if row is None else row}.{total.column}"
    yield Finding(code, total.place, shown(got, total), total.text, subject, _facts([total, *known]), said)


def _named(case: Case, table: Table, row: int | None) -> str:
    """What a reader calls a line: its sub-project, else its first words."""
    if row is None:
        return ""
    if "subproject" in table.columns and (name := words(table.cell(row, "subproject"), "")):
        return name
    return row_name(table.rows[row])


def _facts(numbers: Sequence[Number]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n.quote.fact for n in numbers))[:12]
