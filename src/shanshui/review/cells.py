"""Numbers of computed tables as rules compare them: by place, and judged on the unrounded fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from shanshui.ledger import Quote, Row, Table
from shanshui.ledger.table import words
from shanshui.quantity import convert, unit
from shanshui.review.case import Case


@dataclass(frozen=True, slots=True)
class Number:
    """A quoted number and where it stands.

    Parameters
    ----------
    table : Table
        Its table.
    quote : Quote
        Itself; its value is a Decimal.
    row : int or None
        Row from 0; None in the head block.
    column : str
        Key of the column or head field.
    """

    table: Table
    quote: Quote
    row: int | None
    column: str

    @property
    def value(self) -> Decimal:
        """As printed, in the quote's unit."""
        return self.quote.value if isinstance(self.quote.value, Decimal) else Decimal(0)

    @property
    def half(self) -> Decimal:
        """Half of the last printed digit, in the quote's unit."""
        places = self.quote.places
        return Decimal(5).scaleb(-places - 1) if places is not None else Decimal(0)

    @property
    def text(self) -> str:
        """Number and unit."""
        return f"{self.quote.text} {unit(self.quote.unit).symbol}".strip()

    def name(self, case: Case) -> str:
        """Table, row and column, for a reader."""
        parts = [case.standard.label("review.table").format(id=self.table.id)]
        if self.row is not None:
            parts.append(row_name(self.table.rows[self.row]))
        parts.append(_heading(case, self.table, self.column))
        return " ".join(part for part in parts if part)

    def inner(self, case: Case) -> tuple[Decimal, Decimal, str]:
        """Value, tolerance and unit to compare in.

        The unrounded fact where the printed number stems from it by rounding or closing; else what is printed.
        """
        fact = case.facts.get(self.quote.fact)
        if fact is None or not isinstance(fact.value, Decimal):
            return self.value, self.half, self.quote.unit
        value = convert(self.value, self.quote.unit, fact.unit)
        step = convert(2 * self.half, self.quote.unit, fact.unit)
        near = fact.value if abs(value - fact.value) < step or value == fact.value else value
        return near, step / 2, fact.unit


def head(table: Table, key: str) -> Number | None:
    """A number of the head block."""
    cell = dict(table.head).get(key)
    return Number(table, cell, None, key) if isinstance(cell, Quote) and isinstance(cell.value, Decimal) else None


def number(table: Table, row: int, column: str) -> Number | None:
    """A number of the body."""
    cell = table.cell(row, column) if column in table.columns else ""
    return Number(table, cell, row, column) if isinstance(cell, Quote) and isinstance(cell.value, Decimal) else None


def column_of(table: Table, column: str, kind: str = "body") -> Iterator[Number]:
    """Numbers of a column in rows of a kind; a fact that several rows repeat comes once."""
    seen: set[str] = set()
    for n, row in enumerate(table.rows):
        found = number(table, n, column) if row.kind == kind else None
        if found is not None and found.quote.fact not in seen:
            seen.add(found.quote.fact)
            yield found


def row_name(row: Row) -> str:
    """The first words of a row, which name it."""
    return next((words(cell) for cell in row.cells if isinstance(cell, str) and cell), "")


def agree(case: Case, left: Number, right: Number) -> bool:
    """Whether two numbers say the same, whatever their units."""
    (one, slack, inner), (other, other_slack, other_unit) = left.inner(case), right.inner(case)
    try:
        other, other_slack = convert(other, other_unit, inner), convert(other_slack, other_unit, inner)
    except ValueError:
        return False
    return abs(one - other) <= max(slack, other_slack)


def printed_sum(parts: Iterable[Number], into: str) -> Decimal:
    """Printed numbers added up, in a unit."""
    return sum((convert(part.value, part.quote.unit, into) for part in parts), Decimal(0))


def _heading(case: Case, table: Table, key: str) -> str:
    spec = case.standard.tables.get(table.id)
    fields = {field.key: field.label for field in spec.head} if spec else {}
    columns = {column.key: " ".join(column.header) for column in spec.columns} if spec else {}
    return fields.get(key) or dict(table.labels).get(key) or columns.get(key) or key
