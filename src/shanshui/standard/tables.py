"""How each table of the code looks: heading, columns with unit and decimals, notes, fixed rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ColumnKind = Literal["text", "number", "choice", "code"]
PER_ROW = "per_row"
"""Unit of a column whose unit differs from row to row; it stands in the row's label or beside the number."""

PER_COLUMN = "per_column"
"""Unit of a repeated column that has another one each time; it stands in the heading or above the table."""


def spec_id(table: str) -> str:
    """Id of the specification of a table that is drawn up once per year or subject.

    Examples
    --------
    >>> spec_id("E.2@2021"), spec_id("F.1@unit:QSJ"), spec_id("C")
    ('E.2', 'F.1', 'C')
    """
    return table.partition("@")[0]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    key : str
        Name in program and workbook.
    header : tuple of str
        Path from the outermost spanner down: ``("资金预算（万元）", "中央财政")``. In a column that repeats
        per year ``{year}`` and ``{ordinal}`` are filled in.
    kind : str
        Text, number, choice (of ``vocabulary``) or code.
    unit : str
        Unit code of a number; ``per_row`` where each row has its own, ``per_column`` where each repetition has.
    decimals : int or None
        Places printed; None prints what the value has.
    width : float
        Share of the table's width in relation to the other columns.
    align : str
        Alignment of body cells.
    empty : str
        What an empty cell shows.
    repeat : str
        ``year``, ``horizon`` or ``indicator`` where the column stands once for each of them.
    vocabulary : str
        Whose terms a choice takes.
    merge : bool
        Equal neighbours in the column become one cell.
    total : bool
        Summed in rows of subtotal and total.
    note : str
        Id of the table note whose mark the heading bears.
    equals : tuple of str
        Ids of the equalities between tables (X01–X34) that the column takes part in.
    """

    key: str
    header: tuple[str, ...]
    kind: ColumnKind = "text"
    unit: str = ""
    decimals: int | None = None
    width: float = 1.0
    align: Literal["left", "center", "right"] = "center"
    empty: str = "—"
    repeat: Literal["", "year", "horizon", "indicator"] = ""
    vocabulary: str = ""
    merge: bool = False
    total: bool = False
    note: str = ""
    equals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadField:
    """A label with its value above the body of a table.

    Parameters
    ----------
    key, label : str
        Name in program, words printed.
    kind, unit, decimals, empty
        As in :class:`Column`.
    group : str
        Spanner that the label stands under: 资金投入.
    row : int
        Line of the head block, from 0; fields of one line stand side by side.
    equals : tuple of str
        Ids of the equalities it takes part in.
    """

    key: str
    label: str
    row: int
    kind: ColumnKind = "text"
    unit: str = ""
    decimals: int | None = None
    empty: str = "—"
    group: str = ""
    equals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableNote:
    """A note under a table.

    Parameters
    ----------
    id : str
        As the code marks it: ``a`` or ``1``.
    text : str
        In our words.
    printed : bool
        Whether the filled table shows it, or it only tells how to fill.
    """

    id: str
    text: str
    printed: bool = True


@dataclass(frozen=True, slots=True)
class FixedRow:
    """A row that the code itself prints, such as the five lines of G.1.

    Parameters
    ----------
    key, ordinal, label : str
        Name in program, printed number (``一``, ``(1)``), printed name.
    parent : str
        Key of the row it is part of.
    """

    key: str
    ordinal: str
    label: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table of the code, or one that the program adds.

    Parameters
    ----------
    id : str
        Appendix letter and number: ``C``, ``B.3``, ``G.1``.
    title, title_en : str
        Printed title; ``{project}``, ``{year}`` and ``{subject}`` are filled in.
    clause : str
        Where the code gives it.
    orientation : str
        Portrait or landscape page.
    body_title : str
        Heading across the columns, where the head block and the body share one frame.
    unit_note : str
        Words at the upper right where all units are the same: ``公顷、万元``.
    per : str
        ``year`` or ``subject`` where the table is printed once for each.
    head : tuple of HeadField
        Key–value block above the body.
    columns : tuple of Column
        Left to right.
    rows : tuple of FixedRow
        Rows that the code prints itself.
    labels : mapping
        Words of subtotal and total rows, by row kind.
    notes : tuple of TableNote
        Under the table.
    foot : tuple of str
        Fields for signing under the table: 填表人.
    names : tuple of str
        Other names the code gives it, with the clause.
    annexed : bool
        Whether it belongs to the annexed tables (H.2.3 with our ruling).
    mandatory : bool
        Whether the appendix is normative or the text demands the table.
    supplementary : bool
        Whether it is no table of the code but one that the program adds; such a table stands in a workbook of its own.
    """

    id: str
    title: str
    title_en: str
    clause: str
    columns: tuple[Column, ...]
    orientation: Literal["portrait", "landscape"] = "landscape"
    body_title: str = ""
    unit_note: str = ""
    per: Literal["", "year", "subject"] = ""
    head: tuple[HeadField, ...] = ()
    rows: tuple[FixedRow, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[TableNote, ...] = ()
    foot: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    annexed: bool = True
    mandatory: bool = True
    supplementary: bool = False

    def column(self, key: str) -> Column:
        """The column of a key.

        Raises
        ------
        KeyError
            Where the table has none of this name.
        """
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(f"table {self.id} has no column {key!r}; it has {', '.join(self.keys())}")

    def keys(self) -> tuple[str, ...]:
        """Keys of the columns, left to right; a repeated column stands there once."""
        return tuple(c.key for c in self.columns)

    def column_of(self, key: str) -> Column | None:
        """The column that a filled table's key stands for: ``year_amount@2021`` is a ``year_amount``."""
        return next((c for c in self.columns if key == c.key or (c.repeat and key.partition("@")[0] == c.key)), None)

    @property
    def equalities(self) -> tuple[str, ...]:
        """Ids of the equalities between tables that any of its cells takes part in, ascending."""
        of_head = {check for field in self.head for check in field.equals}
        return tuple(sorted(of_head | {check for column in self.columns for check in column.equals}))

    def title_for(self, project: str = "", year: int | str = "", subject: str = "") -> str:
        """The title with the project's name filled in."""
        return self.title.format(project=project, year=year, subject=subject)
