"""One workbook or worksheet as its reader sees it: cells as they are shown, merged cells, formulas that failed."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from shanshui.quantity import exact, unit
from shanshui.standard import Raw

Lines = list[tuple[int, tuple[Raw, ...]]]
"""Filled rows with their numbers."""

BROKEN_BOOK = (
    zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError,
    EOFError, RuntimeError, zlib.error,
)  # fmt: skip
"""What openpyxl and its parsers raise about a file that is no workbook; an XML fault is a SyntaxError."""

_LARGEST = 400_000_000
"""Bytes that a workbook unpacks to at the most: a sheet filled to its last row is half of it."""

_COMPOUND = b"\xd0\xcf\x11\xe0"
"""How the container begins in which office programs keep encrypted workbooks, and ``.xls``."""

_FAILED = re.compile(r"#N/A|#[\w/]+[!?]|#GETTING_DATA|Err:\d{3}|#{3,}")
_LINE_ENDS = re.compile(r"\r\n?|_x000D_\n?")
_DECIMALS = re.compile(r"0\.(0{1,12})(_\s)?")
_NOUGHTS = re.compile(r"0{2,20}")
_WITH_UNIT = re.compile(r'(?:General|[#,0?]+(?:\.[0#?]+)?)\s*"\s*([^"]+?)\s*"')
_NOT_SIGNS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')


def failed(text: str) -> bool:
    """Whether a cell shows what spreadsheets show where a formula fails, or where a column is too narrow.

    Examples
    --------
    >>> [failed(text) for text in ("#REF!", "#SPILL!", "Err:502", "########", "#3", "!")]
    [True, True, True, True, False, False]
    """
    return _FAILED.fullmatch(text.strip()) is not None


def is_locked(path: Path) -> bool:
    """Whether a file is an encrypted workbook or one of the old format; none can be read."""
    with path.open("rb") as stream:
        return stream.read(len(_COMPOUND)) == _COMPOUND


def opened(path: Path, values: bool) -> Any:
    """A workbook, with the results of its formulas or with the formulas themselves."""
    with zipfile.ZipFile(path) as archive:
        if sum(part.file_size for part in archive.infolist()) > _LARGEST:
            raise InvalidFileException("it unpacks to more than any workbook holds")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of extensions that it leaves out; we only read values
        return openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=values)  # whatever its name ends with


def calculates(path: Path) -> bool:
    """Whether any sheet of a workbook holds a formula."""
    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(b"<f>" in (xml := archive.read(name)) or b"<f " in xml for name in sheets)


def is_filled(cells: Sequence[Raw]) -> bool:
    """Whether anything but blanks stands in a row."""
    return any(cell is not None and (not isinstance(cell, str) or cell.strip()) for cell in cells)


def lines_of(sheet: Any) -> Lines:
    """The filled rows of a worksheet with their numbers; a cell merged downwards holds for all its rows."""
    rows: dict[int, dict[int, Raw]] = {}
    for (row, column), cell in sheet._cells.items():  # its rows and columns would run to the last stray cell
        if cell.value not in (None, ""):
            rows.setdefault(row, {})[column] = _plain(cell)
    for area in sheet.merged_cells.ranges:
        value = rows.get(area.min_row, {}).get(area.min_col)
        for row in range(area.min_row + 1, area.max_row + 1):
            if value is not None and row in rows:
                rows[row].setdefault(area.min_col, value)
    filled = [n for n in sorted(rows) if is_filled(tuple(rows[n].values()))]
    return [(n, tuple(rows[n].get(c) for c in range(1, max(rows[n]) + 1))) for n in filled]


def _plain(cell: Any) -> Raw:
    """A cell as the schema reads it: words, number, date, yes or no; a number keeps the decimals that it shows."""
    value = cell.value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        return _LINE_ENDS.sub("\n", value) if "\r" in value or "_x000D_" in value else value
    if isinstance(value, bool | date):
        return value
    if isinstance(value, int | float):
        return _as_shown(value, str(cell.number_format))
    return str(value)


def _as_shown(value: int | float, number_format: str) -> Raw:
    """A number in a format that says more than the number.

    ``0.30`` where two decimals are shown and the number has no more; ``5%`` where 0.05 is shown so; ``40亩`` where
    the format adds the unit; ``001`` where it adds noughts.
    """
    shape = number_format.partition(";")[0]
    number = exact(value)
    if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
        return value
    if "%" in _NOT_SIGNS.sub("", shape):
        return f"{(number * 100).normalize():f}%"
    with_unit = _WITH_UNIT.fullmatch(shape)
    if with_unit is not None and _is_unit(with_unit.group(1)):
        return f"{number.normalize():f}{with_unit.group(1)}"
    if _NOUGHTS.fullmatch(shape) and number == number.to_integral_value() and number >= 0:
        return f"{int(number):0{len(shape)}d}"
    decimals = _DECIMALS.fullmatch(shape)
    if decimals is None:
        return value
    rounded = number.quantize(Decimal(1).scaleb(-len(decimals.group(1))))
    return f"{rounded:f}" if rounded == number else value


def _is_unit(name: str) -> bool:
    try:
        unit(name)
    except KeyError:
        return False
    return True
