"""Schemas of the tables that planners fill, and the reading of their rows into typed records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from shanshui.finding import NOWHERE, Finding, Place
from shanshui.quantity import convert, unit
from shanshui.standard.cells import (
    READERS,
    Fault,
    Raw,
    Value,
    is_blank,
    is_empty,
    read_choice,
    read_flag,
    read_list,
    read_measured,
    read_number,
    read_unit,
    read_value,
    read_whole,
    same_kind,
    shown,
    unit_name,
)
from shanshui.standard.evenness import date_forms, mixed_units
from shanshui.standard.row import Record
from shanshui.standard.vocabularies import Vocabulary
from shanshui.standard.words import closest, narrow

ColumnType = Literal[
    "text",
    "code",
    "number",
    "integer",
    "year",
    "date",
    "period",
    "yes_no",
    "choice",
    "list",
    "fact_value",
    "unit",
    "measured",
]
_NUMBERS = {"number": read_number, "fact_value": read_value, "measured": read_measured}
"""Readers of the types that hold a number in a unit."""
_WITH_UNIT = re.compile(r"(.+?)\s*[(\[](.+)[)\]]")


@dataclass(frozen=True, slots=True)
class InputColumn:
    """One column of an input table.

    Parameters
    ----------
    key : str
        Name in CSV headers and program.
    header_zh, header_en : str
        Headings without unit.
    type : str
        How a cell is read; ``period`` is a year, month or day as text, ``fact_value`` a number or words,
        ``measured`` a number or that it lies below a detection limit.
    unit : str
        Unit code that values are turned into.
    unit_from : str
        Key of the column whose cell states the unit of this one.
    vocabulary : str
        Vocabulary of choices, ``table:units.code`` for codes of another table, or
        ``layer:townships.code`` for codes of a layer.
    required, unique : bool
        Must be filled; is part of the key that no two rows share.
    min, max : Decimal or None
        Bounds, in ``unit``.
    aliases : tuple of str
        Other headings met.
    clause, note : str
        Where the code asks for it; what to fill in.
    """

    key: str
    header_zh: str
    header_en: str
    type: ColumnType
    unit: str = ""
    unit_from: str = ""
    vocabulary: str = ""
    required: bool = False
    unique: bool = False
    min: Decimal | None = None
    max: Decimal | None = None
    aliases: tuple[str, ...] = ()
    clause: str = ""
    note: str = ""

    def heading(self, lang: str = "zh") -> str:
        """The heading of the workbook: name and unit, ``实施面积（公顷）``."""
        name = unit_name(self.unit)
        if lang == "zh":
            return f"{self.header_zh}（{name}）" if name else self.header_zh
        return f"{self.header_en} ({unit(self.unit).symbol})" if name else self.header_en

    @property
    def reference(self) -> tuple[str, str] | None:
        """Table and column whose codes this one holds, where it refers to another table."""
        if not self.vocabulary.startswith("table:"):
            return None
        table, _, column = self.vocabulary.removeprefix("table:").partition(".")
        return table, column

    def names(self) -> Iterator[str]:
        """Everything that may stand as its heading."""
        yield from (self.key, self.header_zh, self.header_en, self.heading("zh"), self.heading("en"), *self.aliases)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a file, recognised: its column, and the unit it states in brackets."""

    text: str
    column: InputColumn
    unit: str = ""


@dataclass(frozen=True, slots=True)
class InputTable:
    """An input table.

    Parameters
    ----------
    key, name_zh, name_en : str
        File name in ``tables/``, sheet name in the workbook.
    clause, note : str
        What it serves.
    columns : mapping
        By key, left to right.
    vocabularies : mapping
        Those its columns choose from.
    """

    key: str
    name_zh: str
    name_en: str
    clause: str
    note: str
    columns: Mapping[str, InputColumn]
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict, repr=False)
    _by_name: dict[str, InputColumn] = field(default_factory=dict, repr=False, compare=False)
    _seen: dict[str, Heading | None] = field(default_factory=dict, repr=False, compare=False)

    def column_named(self, heading: str) -> Heading | None:
        """The column that a heading means: key, Chinese or English name, alias, with or without unit."""
        if heading not in self._seen:
            self._seen[heading] = self._recognised(heading)
        return self._seen[heading]

    def _recognised(self, heading: str) -> Heading | None:
        if not self._by_name:
            for column in self.columns.values():
                for name in column.names():
                    self._by_name.setdefault(_plain(name), column)
        text = narrow(heading).strip().strip("*").strip()
        match = _WITH_UNIT.fullmatch(text)
        known = self._by_name.get(_plain(text))
        if known is None and match is not None:
            known = self._by_name.get(_plain(match.group(1)))
        if known is None:
            return None
        stated = read_unit(match.group(2)) if match else ""
        return Heading(heading, known, stated if isinstance(stated, str) else "")

    def headings(
        self, headers: Sequence[str], place: Place = NOWHERE
    ) -> tuple[Mapping[str, Heading], tuple[Finding, ...]]:
        """Recognise the headings of a file.

        Parameters
        ----------
        headers : sequence of str
            As they stand in the file; empty ones are passed over.
        place : Place
            File and sheet.

        Returns
        -------
        mapping, findings
            Heading to what it means; unknown, doubled and missing columns and impossible units.
        """
        found: dict[str, Heading] = {}
        findings = []
        place = replace(place, row=place.row or 1)
        for header in (h for h in headers if h and h.strip()):
            at = replace(place, column=header)
            subject = f"{self.key}[1].{header}"
            heading = self.column_named(header)
            if heading is None:
                names = [n for c in self.columns.values() for n in c.names()]
                words = {"near": closest(header, names), "table": self.name_zh}
                findings.append(Finding("INPUT-COLUMN", at, header, "", subject, words=words))
                continue
            column = heading.column
            subject = f"{self.key}[1].{column.key}"
            if column.key in {h.column.key for h in found.values()}:
                findings.append(Finding("INPUT-HEADER-TWICE", at, header, column.header_zh, subject))
            elif heading.unit and column.unit and not same_kind(heading.unit, column.unit):
                findings.append(Finding("INPUT-UNIT", at, unit_name(heading.unit), unit_name(column.unit), subject))
                found[header] = replace(heading, unit="")
            else:
                found[header] = heading
        there = {h.column.key for h in found.values()}
        stated = {h.column.unit_from for h in found.values() if h.unit}
        for wanted in self.columns.values():
            if wanted.required and wanted.key not in there | stated:
                at, subject = replace(place, column=wanted.heading()), f"{self.key}[1].{wanted.key}"
                findings.append(Finding("INPUT-HEADER-MISSING", at, "", wanted.heading(), subject))
        return MappingProxyType(found), tuple(findings)

    def parse(self, cells: Mapping[str, Raw], place: Place = NOWHERE) -> tuple[Record | None, tuple[Finding, ...]]:
        """Read one row.

        Parameters
        ----------
        cells : mapping
            Heading to cell; headings that mean no column are passed over (:meth:`headings` reports them).
        place : Place
            File, sheet, row.

        Returns
        -------
        Record or None, findings
            None for a blank row, and where a required value is missing or cannot be read.
        """
        if all(is_empty(cell) for cell in cells.values()):
            return None, ()
        headed = {h.column.key: h for text in cells if (h := self.column_named(text))}
        values: dict[str, Value] = {}
        findings: list[Finding] = []
        for column in self.columns.values():
            heading = headed.get(column.key)
            cell = cells[heading.text] if heading else None
            value = self.read(column, cell)
            if isinstance(value, Fault):
                findings.append(self._finding(column, heading, cell, value, place))
                value = None
            values[column.key] = value
        faulty = {f.subject for f in findings}
        _fill_units(self.columns, headed, values)
        for column in self.columns.values():
            heading = headed.get(column.key)
            cell = cells[heading.text] if heading else None
            number, fault = self._in_unit(column, heading, values)
            fault = fault or _out_of_range(column, number)
            if number is None and fault is None and column.required:
                fault = Fault("INPUT-REQUIRED")
            finding = self._finding(column, heading, cell, fault, place) if fault else None
            if finding is not None and finding.subject not in faulty:
                findings.append(finding)
            values[column.key] = None if fault else number
        broken = any(c.required and values[c.key] is None for c in self.columns.values())
        record = None if broken else Record(self.key, MappingProxyType(values), place)
        return record, tuple(findings)

    def parse_rows(
        self, headers: Sequence[str], rows: Iterable[tuple[int, Sequence[Raw]]], place: Place = NOWHERE
    ) -> tuple[tuple[Record, ...], tuple[Finding, ...]]:
        """Read a whole table.

        Parameters
        ----------
        headers : sequence of str
            First row of the file.
        rows : iterable of (row number, cells)
            Row numbers as a spreadsheet counts them.
        place : Place
            File and sheet.

        Returns
        -------
        records, findings
            Findings on headings, cells and doubled keys.
        """
        known, findings = self.headings(headers, place)
        records, found = [], list(findings)
        unusable = {f.subject.rpartition(".")[2] for f in findings if f.code in ("INPUT-HEADER-MISSING", "INPUT-UNIT")}
        headless: set[int] = set()
        raw: list[tuple[int, Mapping[str, Raw]]] = []
        for number, cells in rows:
            by_heading: dict[str, Raw] = {}
            for index, cell in enumerate(cells):
                header = headers[index] if index < len(headers) else ""
                if header in known:
                    by_heading.setdefault(header, cell)
                elif not (header and header.strip()) and not is_empty(cell) and index not in headless:
                    headless.add(index)
                    at, subject = replace(place, row=number), f"{self.key}[{number}].{index}"
                    found.append(Finding("INPUT-HEADLESS", at, shown(cell), "", subject))
            raw.append((number, by_heading))
            record, faults = self.parse(by_heading, replace(place, row=number))
            found.extend(f for f in faults if f.subject.rpartition(".")[2] not in unusable)
            if record is not None:
                records.append(record)
        return tuple(records), (*found, *self.doubled(records), *self._uneven(known, raw, records, place))

    def _uneven(
        self,
        known: Mapping[str, Heading],
        raw: Sequence[tuple[int, Mapping[str, Raw]]],
        records: Sequence[Record],
        place: Place,
    ) -> Iterator[Finding]:
        """Notes on columns that hold several forms of a date, or several units of one quantity."""
        dated = {text: h.column.key for text, h in known.items() if h.column.type in ("date", "period")}
        yield from date_forms(self.key, dated, raw, place)
        units = {c.key: c.unit_from for c in self.columns.values() if c.unit_from and not c.unit}
        headings = {key: column.header_zh for key, column in self.columns.items()}
        yield from mixed_units(self.key, units, headings, records)

    def doubled(self, records: Iterable[Record]) -> Iterator[Finding]:
        """Rows whose key, the unique columns together, an earlier row has."""
        unique = [c for c in self.columns.values() if c.unique]
        first: dict[tuple[Value, ...], Record] = {}
        for record in records if unique else ():
            key = tuple(record[c.key] for c in unique)
            if key in first:
                got = "、".join(record.text(c.key) for c in unique if record[c.key] is not None)
                subject = f"{self.key}[{record.place.row}].{unique[0].key}"
                words = {"row": str(first[key].place.row)}
                place = record.at("、".join(c.header_zh for c in unique))
                yield Finding("INPUT-DUPLICATE", place, got, "", subject, words=words)
            first.setdefault(key, record)

    def read(self, column: InputColumn, cell: Raw) -> Value | Fault:
        """Read one cell as its column has it; a number stands in whatever unit is stated beside it."""
        if is_empty(cell) or (is_blank(cell) and column.type != "text"):
            return None
        if column.type in _NUMBERS:
            value = _NUMBERS[column.type](cell, column.unit)
            if isinstance(value, Fault) and value.code == "INPUT-UNIT" and column.unit_from and not column.unit:
                return Fault("INPUT-UNIT-BESIDE", self.columns[column.unit_from].heading())
            return value
        if column.type == "integer":
            return read_whole(cell, column.unit)
        if column.type == "yes_no":
            return read_flag(cell, self.vocabularies["yes_no"])
        if column.type == "choice":
            return read_choice(cell, self.vocabularies[column.vocabulary])
        if column.type == "list":
            return read_list(cell, self.vocabularies.get(column.vocabulary))
        return READERS[column.type](cell)

    def _in_unit(
        self, column: InputColumn, heading: Heading | None, values: Mapping[str, Value]
    ) -> tuple[Value, Fault | None]:
        """The value of a column in its own unit, where heading or unit column state another."""
        value = values[column.key]
        if column.type not in _NUMBERS or not isinstance(value, Decimal):
            return value, None
        headed = heading.unit if heading else ""
        beside = values.get(column.unit_from)
        beside = beside if isinstance(beside, str) else ""
        if headed and beside and headed != beside:
            return None, Fault("INPUT-UNIT", unit_name(headed), got=unit_name(beside))
        stated, wanted = beside or headed or column.unit, column.unit or beside or headed
        if stated == wanted:
            return value, None
        if not same_kind(stated, wanted):
            return None, Fault("INPUT-UNIT", unit_name(wanted), got=unit_name(stated))
        return convert(value, stated, wanted), None

    def _finding(self, column: InputColumn, heading: Heading | None, cell: Raw, fault: Fault, place: Place) -> Finding:
        at = replace(place, column=heading.text if heading else column.heading())
        subject = f"{self.key}[{place.row}].{column.key}"
        words = {"column": column.heading(), **fault.words}
        return Finding(fault.code, at, fault.got or shown(cell), fault.want, subject, words=MappingProxyType(words))


def _fill_units(columns: Mapping[str, InputColumn], headed: Mapping[str, Heading], values: dict[str, Value]) -> None:
    """A unit stated in a heading holds for rows whose own unit cell is empty."""
    for column in columns.values():
        heading = headed.get(column.key)
        if column.unit_from and not column.unit and heading and heading.unit and values[column.unit_from] is None:
            values[column.unit_from] = heading.unit


def _out_of_range(column: InputColumn, value: Value) -> Fault | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    low, high = column.min, column.max
    if (low is None or value >= low) and (high is None or value <= high):
        return None
    want = f"≥{low}" if high is None else f"≤{high}" if low is None else f"{low}–{high}"
    return Fault("INPUT-RANGE", want + unit_name(column.unit))


def _plain(text: str) -> str:
    return re.sub(r"[\s_*]+", "", narrow(text)).casefold()
