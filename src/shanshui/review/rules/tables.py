"""Equalities inside and between the computed tables: X01–X08 and X23 of the standard's cross checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shanshui.finding import Finding, Place
from shanshui.ledger import Quote, Table
from shanshui.ledger.table import words
from shanshui.plan import FUNDING_SOURCES
from shanshui.quantity import printed, unit
from shanshui.review.case import Case
from shanshui.review.cells import Number, agree, column_of, head, number, printed_sum, row_name
from shanshui.review.rule import rule

_MONEY = ("total", *FUNDING_SOURCES)


@dataclass(frozen=True, slots=True)
class Sum:
    """Numbers that must add up as printed.

    Parameters
    ----------
    check : str
        Id of the cross check.
    total : Number
        What they must give.
    parts : sequence of Number
        All in units of the total's kind.
    """

    check: str
    total: Number
    parts: Sequence[Number]


@rule("TABLE-SUM")
def sums(case: Case) -> Iterator[Finding]:
    """Parts add up to their total as printed (X01, X02, X08, X23, and whatever a workbook formula says)."""
    told: set[tuple[str, int | None, str]] = set()
    for found in (*_named_sums(case), *_formula_sums(case)):
        total = found.total
        key = (total.table.id, total.row, total.column)
        got = printed_sum(found.parts, total.quote.unit)
        if key in told or got == total.value:
            continue
        told.add(key)
        yield _sum_finding(case, found, f"{printed(got, total.quote.places)} {unit(total.quote.unit).symbol}".strip())


@rule("TABLE-EQUAL")
def equalities(case: Case) -> Iterator[Finding]:
    """What several tables say of one thing agrees (X03–X06)."""
    for check, left, right in _pairs(case):
        if left is not None and right is not None and not agree(case, left, right):
            said = {"left": left.name(case), "right": right.name(case), "check": check}
            subject = f"{check}.{left.table.id}.{left.column}.{right.table.id}.{right.column}"
            facts = tuple(dict.fromkeys((left.quote.fact, right.quote.fact)))
            yield Finding("TABLE-EQUAL", _place(left), left.text, right.text, subject, facts, said)


@rule("TABLE-INDICATORS")
def same_indicators(case: Case) -> Iterator[Finding]:
    """Tables C and E.1 name the same performance indicators (X07)."""
    plan, basic = case.tables.get("E.1"), case.tables.get("C")
    if plan is None or basic is None:
        return
    own = {"scope", "implementation_area"}
    yearly, named = _indicators(case, plan) - own, _indicators(case, basic) - own
    names = {t.id: case.standard.label("review.table").format(id=t.id) for t in (plan, basic)}
    for one, other, missing in (("E.1", "C", yearly - named), ("C", "E.1", named - yearly)):
        for key in sorted(missing):
            spec = case.standard.performance[key]
            said = {"left": names[one], "right": names[other]}
            yield Finding("TABLE-INDICATORS", Place(sheet=other), spec.name_d, "", f"X07.{other}.{key}", words=said)


def _named_sums(case: Case) -> Iterator[Sum]:
    basic, plan, cost = (case.tables.get(key) for key in ("C", "E.1", "G.1"))
    if basic is not None:
        yield from _basic_sums(basic)
    if plan is not None:
        years = [c for c in plan.columns if c not in ("indicator", "target")]
        for n in range(len(plan.rows)):
            yield from _sum("X08", number(plan, n, "target"), [number(plan, n, year) for year in years])
    if cost is not None:
        yield from _cost_sums(case, cost)


def _basic_sums(table: Table) -> Iterator[Sum]:
    """Table C: sub-projects give the whole, sources give each total."""
    for source in _MONEY:
        yield from _sum("X01", head(table, source), list(column_of(table, f"budget_{source}")))
    yield from _sum("X02", head(table, "total"), [head(table, source) for source in FUNDING_SOURCES])
    for n in range(len(table.rows)):
        parts = [number(table, n, f"budget_{source}") for source in FUNDING_SOURCES]
        yield from _sum("X02", number(table, n, "budget_total"), parts)


def _cost_sums(case: Case, table: Table) -> Iterator[Sum]:
    """Table G.1: lines one to four give the fifth, and so do their shares."""
    spec = case.standard.tables["G.1"]
    lines = {row.label for row in spec.rows if not row.parent and row.key != "total"}
    total = next((n for n, row in enumerate(table.rows) if row.kind == "total"), None)
    top = [n for n, row in enumerate(table.rows) if lines & {words(cell) for cell in row.cells}]
    for column in ("amount", "share") if total is not None else ():
        yield from _sum("X23", number(table, total or 0, column), [number(table, n, column) for n in top])


def _formula_sums(case: Case) -> Iterator[Sum]:
    for table in case.tables.values():
        for n, row in enumerate(table.rows):
            for column, cell in zip(table.columns, row.cells, strict=True):
                if isinstance(cell, Quote) and cell.formula is not None and cell.formula.kind == "sum":
                    parts = [number(table, r, c) for r, c in cell.formula.cells]
                    yield from _sum("", number(table, n, column), parts)


def _sum(check: str, total: Number | None, parts: Sequence[Number | None]) -> Iterator[Sum]:
    known = [part for part in parts if part is not None]
    if total is not None and known:
        yield Sum(check, total, known)


def _pairs(case: Case) -> Iterator[tuple[str, Number | None, Number | None]]:
    """Numbers that must agree, with the id of the cross check."""
    basic, targets, plan, cost = (case.tables.get(key) for key in ("C", "D", "E.1", "G.1"))
    if basic is not None and cost is not None:
        total = next(column_of(cost, "amount", "total"), None)
        yield "X03", head(basic, "total"), total
    if basic is not None and targets is not None:
        for source in _MONEY:
            yield "X04", head(targets, source), head(basic, source)
    for check, key, field in (("X05", "scope", "scope_area"), ("X06", "implementation_area", "implementation_area")):
        stated = head(basic, field) if basic is not None else None
        for table, column in ((targets, "value"), (plan, "target")):
            if table is not None:
                yield check, _of_indicator(case, table, key, column), stated


def _of_indicator(case: Case, table: Table, key: str, column: str) -> Number | None:
    """The number of a table in the row of an indicator."""
    rows = (n for n, row in enumerate(table.rows) if any(_key(case, cell) == key for cell in row.cells))
    row = next(rows, None)
    return number(table, row, column) if row is not None else None


def _indicators(case: Case, table: Table) -> set[str]:
    """Keys of all indicators that a table names; a cell may name several, and a name may hold another."""
    position = table.columns.index("indicator")
    longest_first = sorted(case.indicator_names, key=len, reverse=True)
    found: set[str] = set()
    for cell in {words(row.cells[position], "") for row in table.rows}:
        rest = cell
        for name in longest_first:
            if name in rest:
                found.add(case.indicator_names[name])
                rest = rest.replace(name, "")
    return found


def _key(case: Case, cell: Quote | str) -> str:
    """The indicator that a label means, also where a unit follows in brackets; empty where it is none."""
    if not isinstance(cell, str) or not cell:
        return ""
    if cell in case.indicator_names:
        return case.indicator_names[cell]
    return case.indicator_names.get(cell.rpartition("（")[0], "")


def _sum_finding(case: Case, found: Sum, got: str) -> Finding:
    total = found.total
    said = {
        "table": case.standard.label("review.table").format(id=total.table.id),
        "row_name": row_name(total.table.rows[total.row]) if total.row is not None else total.name(case),
        "check": found.check,
    }
    subject = f"{total.table.id}.{'head' if total.row is None else total.row}.{total.column}"
    facts = tuple(dict.fromkeys(n.quote.fact for n in (total, *found.parts)))
    return Finding("TABLE-SUM", _place(total), got, total.text, subject, facts[:12], said)


def _place(found: Number) -> Place:
    return Place(sheet=found.table.id, row=None if found.row is None else found.row + 1, column=found.column)
