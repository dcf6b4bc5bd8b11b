"""Workbooks: each sheet a table, its cells as they are shown, merged cells once."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import from_excel

from shanshui.documents.captions import is_note, unit_line
from shanshui.documents.drafting import Draft, Slot, Words
from shanshui.documents.limits import CELLS, TOO_LARGE, UNREADABLE
from shanshui.documents.model import Document
from shanshui.documents.package import Package
from shanshui.errors import DataError

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})$")
_DECIMALS = re.compile(r"\.(0+)")
_WIDEST = 1_000
_SHOWN = 15
"""Digits that Excel keeps."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A filled cell, row and column from 0."""

    row: int
    column: int
    text: str


def read_workbook(path: Path) -> Document:
    """Read a workbook (xlsx).

    Raises
    ------
    DataError
        Where it is none, is locked, is empty, or holds more than any plan.

    Notes
    -----
    Formulas count by the value saved with them; hidden sheets are left out. ``source`` is the sheet's place in the
    book and the cell: ``1!B7``.
    """
    package = Package(path)
    main = package.main("xl/workbook.xml")
    related = package.relations(main)
    strings = _strings(package, next((p for k, p in related.values() if k == "sharedStrings"), ""))
    formats = _formats(package, next((p for k, p in related.values() if k == "styles"), ""))
    draft = Draft(path.name, "xlsx")
    tree = package.tree(main)
    old = any(_local(e) == "workbookPr" and e.get("date1904") in ("1", "true") for e in tree)
    for number, (title, link) in enumerate(_sheets(tree), start=1):
        kind, part = related.get(link, ("", ""))
        if kind == "worksheet" and package.has(part):
            cells, merged = _sheet(package.read(part), strings, formats, f"{path.name}: {title}", old)
            _add(draft, title, tuple(_slots(cells, merged, number)))
    return draft.document()


def _add(draft: Draft, title: str, slots: Sequence[Slot]) -> None:
    """Add a sheet: lines above and below its table, each one cell broad, stand outside it."""
    rows: dict[int, list[Slot]] = {}
    for slot in slots:
        rows.setdefault(slot.row, []).append(slot)
    single = [row for row, found in rows.items() if len(found) == 1]
    first = next((row for row in rows if row not in single), 0)
    notes = (row for row in single if row > first and any(is_note(words.text) for words in rows[row][0].words))
    last = next(notes, len(rows)) - 1
    above = [words for row in range(first) for words in rows[row][0].words]
    below = [words for row in range(last + 1, len(rows)) for words in rows[row][0].words]
    titles = [words.text for words in above if unit_line(words.text) is None]
    unit = next((said for words in above if (said := unit_line(words.text)) is not None), "")
    if slots:
        draft.add(Words(title, kind="caption"))
    for words in above:
        draft.add(replace(words, kind="caption"))
    inside = tuple(replace(slot, row=slot.row - first) for slot in slots if first <= slot.row <= last)
    draft.add_table(inside, name=" ".join((title, *titles[:1])), unit=unit)
    for words in below:
        draft.add(replace(words, kind="note"))


def _sheets(tree: Any) -> Iterator[tuple[str, str]]:
    for element in tree.iter():
        if _local(element) == "sheet" and element.get("state", "visible") == "visible":
            link = next((value for key, value in element.items() if key.endswith("}id")), "")
            yield element.get("name", ""), link


def _strings(package: Package, part: str) -> Sequence[str]:
    if not part or not package.has(part):
        return ()
    return tuple(_plain(item) for item in package.tree(part) if _local(item) == "si")


def _plain(item: Any) -> str:
    """Words of a string in runs, readings (ruby) left out."""
    return "".join(t.text or "" for t in item.iter() if _local(t) == "t" and _local(t.getparent()) != "rPh")


def _formats(package: Package, part: str) -> Sequence[str]:
    """Number format of each cell style."""
    if not part or not package.has(part):
        return ()
    own: dict[str, str] = {}
    styles: list[str] = []
    for element in package.tree(part).iter():
        name = _local(element)
        if name == "numFmt":
            own[element.get("numFmtId", "")] = element.get("formatCode", "")
        elif name == "xf" and _local(element.getparent()) == "cellXfs":
            styles.append(element.get("numFmtId", "0"))
    known: Mapping[str, str] = {str(number): code for number, code in BUILTIN_FORMATS.items()} | own
    return tuple(known.get(style, "General") for style in styles)


def _sheet(
    data: bytes, strings: Sequence[str], formats: Sequence[str], name: str, old: bool
) -> tuple[list[_Found], list[tuple[int, int, int, int]]]:
    """Filled cells of a sheet in order, and its merged ranges: first row and column, last row and column."""
    cells: list[_Found] = []
    merged: list[tuple[int, int, int, int]] = []
    events = etree.iterparse(
        io.BytesIO(data), events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    row = -1
    column = -1
    try:
        for _, element in events:
            tag = _local(element)
            if tag == "c":
                place = _place(element.get("r", ""))
                above = element.getparent()
                number = above.get("r", "") if above is not None else ""
                here = int(number) - 1 if number.isascii() and number.isdecimal() and len(number) < 8 else row
                row, column = place or (max(here, 0), column + 1 if here == row else 0)
                text = _shown(element, strings, formats, old)
                if text and column < _WIDEST:
                    cells.append(_Found(row, column, text))
                if len(cells) > CELLS:
                    raise DataError(TOO_LARGE, f"{name}: more than {CELLS} cells")
            elif tag == "row":
                element.clear()
            elif tag == "mergeCell":
                first, _, last = element.get("ref", "").partition(":")
                if (begin := _place(first)) and (end := _place(last)):
                    merged.append((*begin, *end))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DataError(UNREADABLE, f"{name}: {error}") from error
    return sorted(cells, key=lambda cell: (cell.row, cell.column)), merged[:CELLS]


def _slots(cells: Sequence[_Found], merged: Sequence[tuple[int, int, int, int]], sheet: int) -> Iterator[Slot]:
    """Cells without the empty rows and columns around them and between them."""
    if not cells:
        return
    rows = {row: place for place, row in enumerate(sorted({cell.row for cell in cells}))}
    columns = {column: place for place, column in enumerate(sorted({cell.column for cell in cells}))}
    spans = {(top, left): (bottom, right) for top, left, bottom, right in merged}
    for cell in cells:
        bottom, right = spans.get((cell.row, cell.column), (cell.row, cell.column))
        down = sum(row in rows for row in range(cell.row, min(bottom, max(rows)) + 1))
        across = sum(column in columns for column in range(cell.column, min(right, max(columns)) + 1))
        source = f"{sheet}!{_letters(cell.column)}{cell.row + 1}"
        words = tuple(Words(line, source) for line in cell.text.splitlines() if line.strip())
        yield Slot(rows[cell.row], columns[cell.column], words, max(down, 1), max(across, 1))


def _shown(cell: Any, strings: Sequence[str], formats: Sequence[str], old: bool) -> str:
    """What a cell shows."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _plain(cell).strip()
    value = next((inner.text or "" for inner in cell if _local(inner) == "v"), "").strip()
    if kind == "s":
        known = value.isascii() and value.isdecimal() and len(value) < 9 and int(value) < len(strings)
        return strings[int(value)].strip() if known else ""
    if kind != "n" or not value:
        return {"1": "TRUE", "0": "FALSE"}.get(value, value) if kind == "b" else value
    style = cell.get("s", "0")
    known = style.isascii() and style.isdecimal() and len(style) < 7 and int(style) < len(formats)
    return _number(value, formats[int(style)] if known else "General", old)


def _number(value: str, code: str, old: bool) -> str:
    """A number as its format shows it: date, percentage, fixed places, thousands."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number.adjusted()) > 100:
        return value
    if is_date_format(code) and 0 < number < 2_958_466:
        return _date(float(number), old) or value
    pattern = code.split(";")[0]
    share = "%" in pattern
    places = _DECIMALS.search(pattern)
    number *= 100 if share else 1
    if places or share or re.search(r"(?<![.#])0", pattern):
        number = round(number, len(places[1]) if places else 0)
    else:
        digits = max(_SHOWN - 1 - number.adjusted(), 0) if number else 0
        number = round(number, min(digits, 60))
        number = (
            number.quantize(Decimal(1))
            if number == number.to_integral_value() and number.adjusted() < 26
            else number.normalize()
        )
    text = f"{number:,f}" if "#,##" in pattern else f"{number:f}"
    return f"{text}%" if share else text


def _date(days: float, old: bool) -> str:
    try:
        found = from_excel(days + (1462 if old else 0))
    except (ValueError, OverflowError, TypeError):
        return ""
    return f"{found.year}年{found.month}月{found.day}日" if isinstance(found, date) else str(found)


def _place(reference: str) -> tuple[int, int] | None:
    found = _REFERENCE.match(reference)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _local(element: Any) -> str:
    tag = element.tag if element is not None else ""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
