"""Numbers of computed tables as rules compare them: by place, and judged on the unrounded fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from shanshui.finding import Place
from shanshui.ledger import Quote, Row, Table
from shanshui.ledger.table import words
from shanshui.quantity import convert, printed, unit
from shanshui.review.case import Case
from shanshui.standard import TableSpec, spec_id


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
    def place(self) -> Place:
        """Where it stands."""
        return place_of(self.table, self.row, self.column)

    @property
    def text(self) -> str:
        """Number and unit."""
        return f"{self.quote.text} {unit(self.quote.unit).symbol}".strip()

    def name(self, case: Case) -> str:
        """Table, row and column, for a reader."""
        parts = [table_name(case, self.table)]
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
    """A number of the head block.

    Parameters
    ----------
    table : Table
        Computed.
    key : str
        Of the field of the head block.
    """
    cell = dict(table.head).get(key)
    return Number(table, cell, None, key) if isinstance(cell, Quote) and isinstance(cell.value, Decimal) else None


def number(table: Table, row: int, column: str) -> Number | None:
    """A number of the body.

    Parameters
    ----------
    table : Table
        Computed.
    row : int
        From 0.
    column : str
        Key of the column.
    """
    cell = table.cell(row, column) if column in table.columns else ""
    return Number(table, cell, row, column) if isinstance(cell, Quote) and isinstance(cell.value, Decimal) else None


def column_of(table: Table, column: str, kind: str = "body") -> Iterator[Number]:
    """Numbers of a column in rows of a kind; a fact that several rows repeat comes once.

    Parameters
    ----------
    table : Table
        Computed.
    column : str
        Key of the column.
    kind : str
        Kind of the rows: ``body``, ``total`` and what else the table has.
    """
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
    """Whether two numbers say the same, whatever their units.

    Parameters
    ----------
    case : Case
        Its facts tell the unrounded values.
    left, right : Number
        Each with half of its last printed digit as tolerance; of different kinds they never agree.
    """
    (one, slack, inner), (other, other_slack, other_unit) = left.inner(case), right.inner(case)
    try:
        other, other_slack = convert(other, other_unit, inner), convert(other_slack, other_unit, inner)
    except ValueError:
        return False
    return abs(one - other) <= max(slack, other_slack)


def told_by_the_plan(case: Case, total: Number, parts: Iterable[Number]) -> bool:
    """Whether the tables print what the ledger says, and it is the ledger's amounts that do not add up.

    Then the plan is at fault and not the table, and a rule on the plan (``FUND-SUM``) tells it, once.

    Parameters
    ----------
    case : Case
        Its facts.
    total : Number
        What is printed as the sum.
    parts : iterable of Number
        What it is the sum of.
    """
    if not _faithful(case, total):
        return False
    value, half, inner = total.inner(case)
    got = Decimal(0)
    for part in parts:
        if not _faithful(case, part):
            return False
        amount, _, own = part.inner(case)
        got += convert(amount, own, inner)
    return abs(got - value) >= half


def _faithful(case: Case, found: Number) -> bool:
    """Whether a printed number is its fact, rounded or closed."""
    fact = case.facts.get(found.quote.fact)
    if fact is None or not isinstance(fact.value, Decimal):
        return False
    return abs(convert(found.value, found.quote.unit, fact.unit) - fact.value) < convert(
        2 * found.half, found.quote.unit, fact.unit
    )


def printed_sum(parts: Iterable[Number], into: str) -> Decimal:
    """Printed numbers added up, in a unit.

    Parameters
    ----------
    parts : iterable of Number
        As printed.
    into : str
        Unit code of the result.
    """
    return sum((convert(part.value, part.quote.unit, into) for part in parts), Decimal(0))


def spec_of(case: Case, table: Table) -> TableSpec | None:
    """How the code wants a table; None for one that it does not know."""
    return case.standard.tables.get(spec_id(table.id))


def forms(case: Case, form: str) -> tuple[Table, ...]:
    """All tables that are drawn up from a form: ``E.2`` gives one for each year.

    Parameters
    ----------
    case : Case
        Its computed tables.
    form : str
        Id of the form, as ``standard.tables`` has it.
    """
    return tuple(table for key, table in case.tables.items() if spec_id(key) == form)


def by_year(case: Case) -> Mapping[int, Table]:
    """Tables E.2 by their year."""
    found = {table.id.partition("@")[2]: table for table in forms(case, "E.2")}
    return {int(year): table for year, table in found.items() if year.isdecimal()}


def table_name(case: Case, table: Table) -> str:
    """What a reader calls a table: 表C, 表E.2（2021）."""
    form, _, part = table.id.partition("@")
    if not part:
        return case.standard.label("review.table").format(id=form)
    kind, _, code = part.rpartition(":")
    words = code if kind or code.isdecimal() else case.term("table_level", code)
    return case.standard.label("review.table_of").format(id=form, part=words)


def lines_of(table: Table) -> Mapping[str, tuple[int, ...]]:
    """Rows of each sub-project by its name, as printed; none where the table has no such column."""
    if "subproject" not in table.columns:
        return {}
    column, found = table.columns.index("subproject"), dict[str, list[int]]()
    for n, row in enumerate(table.rows):
        if row.kind == "body":
            found.setdefault(words(row.cells[column], ""), []).append(n)
    return {name: tuple(rows) for name, rows in found.items()}


def text(table: Table, row: int, column: str) -> str:
    """Words of a cell; empty where nothing stands there or the table has no such column.

    Parameters
    ----------
    table : Table
        Computed.
    row : int
        From 0.
    column : str
        Key of the column.
    """
    return words(table.cell(row, column), "") if column in table.columns else ""


def place_of(table: Table, row: int | None = None, column: str = "") -> Place:
    """A place in a computed table; its rows count from 1.

    Parameters
    ----------
    table : Table
        Computed.
    row : int, optional
        From 0; the table as a whole where absent.
    column : str, optional
        Key of the column.
    """
    return Place(sheet=table.id, row=None if row is None else row + 1, column=column)


def shown(value: Decimal, like: Number) -> str:
    """An amount as it would be printed beside a number: with its decimals and unit."""
    return f"{printed(value, like.quote.places)} {unit(like.quote.unit).symbol}".strip()


def _heading(case: Case, table: Table, key: str) -> str:
    spec = spec_of(case, table)
    fields = {field.key: field.label for field in spec.head} if spec else {}
    columns = {column.key: " ".join(column.header) for column in spec.columns} if spec else {}
    return fields.get(key) or dict(table.labels).get(key) or columns.get(key) or key


def indicator_of(case: Case, label: str) -> str:
    """The indicator that a label means, also where a unit follows in brackets; empty where it is none."""
    if label in case.indicator_names:
        return case.indicator_names[label]
    return case.indicator_names.get(label.rpartition("（")[0], "")


def code_of(case: Case, name: str) -> str:
    """Code of the sub-project of a name; the name where the plan has none."""
    return next((code for code, sub in case.subprojects.items() if sub.name == name), name)
