"""Facts in the finished workbook: every cell that its hidden sheet of sources names."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from shanshui.errors import DataError
from shanshui.finding import Place
from shanshui.quantity import exact, printed
from shanshui.review.recount.judge import Print

SOURCES = "数源"
_DECIMALS = re.compile(r"0\.(0+)")
_WORDS = re.compile(r'"[^"]*"|\\.')


def xlsx_prints(path: Path, file: str) -> Iterator[Print]:
    """Facts that a workbook prints.

    Parameters
    ----------
    path : Path
        The workbook; its sheet ``数源`` holds, in this order, sheet, cell, fact id, value and unit code.
    file : str
        What findings call it.

    Raises
    ------
    DataError
        Where the file is no workbook or has no such sheet.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of extensions that it leaves out; we only read values
            book = openpyxl.load_workbook(path, data_only=True, read_only=True)
            with closing(book):
                found = tuple(_prints(book, file))
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise DataError("RECOUNT-FILE", str(error)) from error
    yield from found


def _prints(book: Any, file: str) -> Iterator[Print]:
    if SOURCES not in book.sheetnames:
        raise DataError("RECOUNT-FILE", SOURCES)
    rows = [row for row in book[SOURCES].iter_rows(min_row=2, max_col=5, values_only=True) if all(row[:3])]
    seen = {
        sheet: _texts(book[sheet]) for sheet in dict.fromkeys(str(row[0]) for row in rows) if sheet in book.sheetnames
    }
    for sheet, cell, fact, _, code in rows:
        place = Place(file=file, sheet=str(sheet), cell=str(cell))
        text = seen.get(str(sheet), {}).get(str(cell), "")
        yield Print(str(fact), text, place, str(code or ""), tabular=True, medium="XLSX")


def _texts(sheet: Any) -> Mapping[str, str]:
    """What a reader sees in each cell of a sheet, by its name."""
    return {cell.coordinate: _text(cell) for row in sheet.iter_rows() for cell in row if cell.value is not None}


def _text(cell: Any) -> str:
    """What a reader sees in a cell: the number in the decimals of its format."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    digits = _WORDS.sub("", str(cell.number_format))
    decimals = _DECIMALS.search(digits)
    if decimals is not None:
        return printed(exact(value), len(decimals.group(1)))
    return printed(exact(value), 0 if digits.strip() in ("0", "#,##0") else None)
