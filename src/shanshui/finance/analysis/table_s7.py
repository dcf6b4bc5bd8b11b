"""Table S.7: what the net present value is when one factor changes (clause 5.4.5.3 a)."""

from __future__ import annotations

from shanshui.finance.analysis.analysis import Analysis
from shanshui.finance.analysis.sensitivity import DELAY
from shanshui.finance.book import Book
from shanshui.ledger import Cell, Formula, Row, Table, live

ID = "S.7"


def tables_s7(book: Book, found: Analysis) -> tuple[Table, ...]:
    """Table S.7; none where there is no present value."""
    return (table_s7(book, found),) if found.swings else ()


def table_s7(book: Book, found: Analysis) -> Table:
    """Fill table S.7: a row for each factor, the widest first."""
    spec = book.standard.tables[ID]
    rows = []
    for number, swing in enumerate(found.swings, start=1):
        fact, unit = f"scope.sensitivity.{swing.factor}", "a" if swing.factor == DELAY else "%"
        cells: dict[str, Cell] = {"ordinal": str(number), "factor": spec.labels[swing.factor]}
        cells |= {key: book.cell(f"{fact}.{name}", unit, 2) for key, name in (("start", "from"), ("end", "to"))}
        cells |= {key: book.wan(f"{fact}.{key}") for key in ("low", "high", "swing")}
        cells |= {f"ratio_{end}": book.cell(f"{fact}.ratio.{end}", "1", 2) for end in ("low", "high")}
        cells["switching"] = book.cell(f"{fact}.switching", unit, 2)
        rows.append(Row.filled(spec.keys(), cells))
    head = (("view", spec.labels[found.view]), ("npv", book.wan(f"scope.{found.view}.npv")))
    table = Table(ID, spec.title_for(book.plan.project.name), spec.keys(), tuple(rows), head=head)
    swings = {(n, "swing"): Formula("difference", ((n, "high"), (n, "low"))) for n in range(len(rows))}
    return live(table, swings)
