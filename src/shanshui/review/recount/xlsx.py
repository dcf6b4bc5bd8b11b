"""Facts in the finished workbook: every cell that its hidden sheet of sources names."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
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
            book = openpyxl.load_workbook(path, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise DataError("RECOUNT-FILE", str(error)) from error
    if SOURCES not in book.sheetnames:
        raise DataError("RECOUNT-FILE", SOURCES)
    for sheet, cell, fact, _, code in book[SOURCES].iter_rows(min_row=2, max_col=5, values_only=True):
        if not sheet or not cell or not fact:
            continue
        place = Place(file=file, sheet=str(sheet), cell=str(cell))
        there = book[sheet][cell] if sheet in book.sheetnames else None
        yield Print(str(fact), _text(there), place, str(code or ""), tabular=True, medium="XLSX")


def _text(cell: Any) -> str:
    """What a reader sees in a cell: the number in the decimals of its format."""
    value = cell.value if cell is not None else None
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    digits = _WORDS.sub("", str(cell.number_format))
    decimals = _DECIMALS.search(digits)
    if decimals is not None:
        return printed(exact(value), len(decimals.group(1)))
    return printed(exact(value), 0 if digits.strip() in ("0", "#,##0") else None)
