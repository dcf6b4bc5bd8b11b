"""What the planner's workbook holds beside the input tables: groups of sheets, computed columns, summary, marks."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from shanshui.errors import DefectError
from shanshui.standard.cells import unit_name
from shanshui.standard.records import data_folder, keyed, read_csv


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """Sheets that belong together.

    Parameters
    ----------
    key, zh, en : str
        Name.
    colour : str
        Of their tabs and headings, ``#RRGGBB``.
    """

    key: str
    zh: str
    en: str
    colour: str


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A sheet of the workbook, in the order in which a plan is made.

    Parameters
    ----------
    table : str
        Key of the input table.
    group : str
        Key of its group.
    purpose_zh, purpose_en : str
        What it is for.
    """

    table: str
    group: str
    purpose_zh: str
    purpose_en: str


@dataclass(frozen=True, slots=True)
class ComputedColumn:
    """A column that the workbook computes.

    Parameters
    ----------
    table, key : str
        Input table, or block of the summary, and name of the column.
    header_zh, header_en : str
        Headings without unit; no input column bears the same.
    unit : str
        Unit code of the result.
    format : str
        Number format of the spreadsheet.
    formula : str
        In the spreadsheet's language. ``[key]`` is the cell of this row, ``[^key]`` of the row above,
        ``[table.key]`` a whole column, ``[summary.key]`` a line of the summary, ``{n}`` the number of the row;
        ``{term:key:vocabulary}``, ``{kind:key}``, ``{factor:key}`` and their like look a word or a unit up.
    hidden : bool
        Only other formulas need it.
    clause, note : str
        Where the code asks for it; what it says.
    fact : str
        The fact of the program that it should agree with.
    """

    table: str
    key: str
    header_zh: str
    header_en: str
    format: str
    formula: str
    hidden: bool
    unit: str = ""
    clause: str = ""
    fact: str = ""
    note: str = ""

    def heading(self) -> str:
        """The heading of the sheet: name and unit."""
        name = unit_name(self.unit)
        return f"{self.header_zh}（{name}）" if name else self.header_zh


@dataclass(frozen=True, slots=True)
class SummaryBlock:
    """A block of the summary sheet; ``rows`` of them where it has computed columns of its own."""

    key: str
    zh: str
    en: str
    rows: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A line of the summary: one number.

    Parameters
    ----------
    block, key : str
        Where it stands and how formulas name it.
    zh, en : str
        What it is.
    format, formula, clause, fact : str
        As of a computed column.
    tolerance : int or None
        For a check: the largest amount that is in order.
    """

    block: str
    key: str
    zh: str
    en: str
    format: str
    formula: str
    clause: str = ""
    fact: str = ""
    tolerance: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """When a cell turns red, beside what its column itself asks for.

    Parameters
    ----------
    table, column : str
        Which cell of the row.
    formula : str
        True where something is wrong; written as a computed column's.
    note : str
        What is wrong then.
    """

    table: str
    column: str
    formula: str
    note: str


@dataclass(frozen=True, slots=True)
class BookSpec:
    """All of it.

    Parameters
    ----------
    groups : mapping
        By key.
    sheets : tuple
        In order.
    computed : mapping
        By table or block, then by key.
    blocks, lines, marks : tuple
        Of the summary; of all tables.
    """

    groups: Mapping[str, SheetGroup]
    sheets: tuple[BookSheet, ...]
    computed: Mapping[str, Mapping[str, ComputedColumn]]
    blocks: tuple[SummaryBlock, ...]
    lines: tuple[SummaryLine, ...]
    marks: tuple[Mark, ...]

    def computed_headings(self, table: str) -> frozenset[str]:
        """Headings of the computed columns of a table, in both languages, with and without unit."""
        columns = self.computed.get(table, {}).values()
        return frozenset(name for c in columns for name in (c.heading(), c.header_zh))


Rows = tuple[tuple[str, ...], ...]


@cache
def load_book() -> BookSpec:
    """Read the workbook's data files.

    Raises
    ------
    DefectError
        Where one of them breaks its schema.
    """
    folder = data_folder() / "inputs" / "book"
    computed: dict[str, dict[str, ComputedColumn]] = {}
    for column in read_csv(ComputedColumn, folder / "computed.csv"):
        if column.key in computed.setdefault(column.table, {}):
            raise DefectError(f"computed.csv: {column.table}.{column.key} stands there twice")
        computed[column.table][column.key] = column
    return BookSpec(
        groups=keyed(read_csv(SheetGroup, folder / "groups.csv"), lambda g: g.key, "groups.csv"),
        sheets=read_csv(BookSheet, folder / "sheets.csv"),
        computed=MappingProxyType({table: MappingProxyType(columns) for table, columns in computed.items()}),
        blocks=read_csv(SummaryBlock, folder / "blocks.csv"),
        lines=read_csv(SummaryLine, folder / "summary.csv"),
        marks=read_csv(Mark, folder / "marks.csv"),
    )


@cache
def load_examples() -> Mapping[str, Rows]:
    """The worked example of each input table: its header of column keys, then its rows.

    Raises
    ------
    DefectError
        Where a row does not fit the header.
    """
    folder = data_folder() / "inputs" / "examples"
    found: dict[str, Rows] = {}
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        rows = tuple(tuple(row) for row in csv.reader(file.read_text(encoding="utf-8").splitlines()))
        _same_width(rows, file.name)
        found[file.name.removesuffix(".csv")] = rows
    return MappingProxyType(found)


def _same_width(rows: Sequence[Sequence[str]], name: str) -> None:
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            raise DefectError(f"{name} row {number}: {len(row)} cells do not fit the header; quote cells with commas")
