"""One cell between CSV and workbook: numbers and dates where they come back as the same text, else text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shanshui.quantity import exact
from shanshui.standard import InputColumn, Raw
from shanshui.standard.words import without_control

GENERAL, TEXT, DAY = "General", "@", "yyyy-mm-dd"
LONGEST = 32_767
"""Characters that a cell of a workbook can hold."""

_DIGITS = 15
"""Digits that every spreadsheet keeps of a number."""

_SHOWN_DECIMALS = 12
"""Decimals up to which a format keeps the noughts at the end of a number."""

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.(\d+))?")
_ISO_DAY = re.compile(r"(?:19[1-9]\d|20\d\d)-\d\d-\d\d")  # a spreadsheet's calendar is wrong before March 1900
_LINE_ENDS = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class BookCell:
    """A cell as a workbook stores it.

    Parameters
    ----------
    value : str, float, int, date or None
        None for an empty cell.
    format : str
        Number format.
    """

    value: str | float | int | date | None
    format: str = GENERAL


EMPTY = BookCell(None)


def to_book(text: str, column: InputColumn | None) -> BookCell:
    """A cell of a CSV file as a workbook stores it.

    Parameters
    ----------
    text : str
        As it stands in the file.
    column : InputColumn or None
        What it is read as; None for a column of the planner's own.

    Examples
    --------
    >>> load = __import__("shanshui.standard", fromlist=["load"]).load
    >>> amount = load().inputs["funding"].columns["amount"]
    >>> to_book("0.30", amount), to_book("1,200", amount).value, to_book("12345678901234567", amount).value
    (BookCell(value=0.3, format='0.00'), '1,200', '12345678901234567')
    """
    if not text:
        return EMPTY
    kind = column.type if column is not None else "text"
    if kind in ("number", "integer", "year", "fact_value", "measured"):
        number = _number(text)
        if number is not None:
            return number
    if kind == "date" and _ISO_DAY.fullmatch(text):
        try:
            return BookCell(date.fromisoformat(text), DAY)
        except ValueError:
            return BookCell(text, TEXT)
    return BookCell(text, TEXT)


def _number(text: str) -> BookCell | None:
    """The number, where a spreadsheet keeps every digit of it and gives the same text back."""
    match = _NUMBER.fullmatch(text)
    if match is None or text.strip("-0.") == "" != text.lstrip("0."):
        return None  # no number, or minus zero
    decimals = match.group(1) or ""
    if max(len(text.lstrip("-0.").replace(".", "")), len(decimals)) > _DIGITS:
        return None
    if decimals.endswith("0"):
        return BookCell(float(text), f"0.{'0' * len(decimals)}") if len(decimals) <= _SHOWN_DECIMALS else None
    return BookCell(float(text) if decimals else int(text))


def to_text(cell: Raw) -> str:
    """A raw cell as a CSV file holds it.

    Examples
    --------
    >>> to_text(0.1), to_text(45000.0), to_text(True), to_text("'=1"), to_text(None)
    ('0.1', '45000', 'TRUE', "'=1", '')
    """
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    if isinstance(cell, int | float | Decimal):
        number = exact(cell)
        return f"{number.to_integral_value() if number == number.to_integral_value() else number:f}"
    return _LINE_ENDS.sub("\n", cell)


def writable(text: str) -> str:
    """Text without what no workbook can hold: control characters."""
    return without_control(text)
