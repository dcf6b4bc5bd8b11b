"""Dates of several lengths compared: a year, a month or a day as ISO text, as input tables hold them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from shanshui.review.case import Case
from shanshui.standard import Record
from shanshui.standard.cells import Fault, read_period


def first_day(period: str) -> str:
    """The first day of a year, month or day; empty where it is none.

    Examples
    --------
    >>> first_day("2021"), first_day("2021-03"), first_day("")
    ('2021-01-01', '2021-03-01', '')
    """
    return (period + "-01-01")[:10] if period else ""


def year_of(period: str) -> int | None:
    """Its year; None where there is none.

    Examples
    --------
    >>> year_of("2021-03"), year_of("")
    (2021, None)
    """
    return int(period[:4]) if period[:4].isdecimal() else None


def read(text: str) -> str:
    """What somebody wrote as ISO text; empty where it cannot be read.

    Examples
    --------
    >>> read("2020年8月"), read("上年")
    ('2020-08', '')
    """
    period = read_period(text) if text.strip() else ""
    return "" if isinstance(period, Fault) else period


def is_after(period: str, day: date | None) -> bool:
    """Whether all of a period lies after a day; one that holds the day does not.

    Examples
    --------
    >>> [is_after(period, date(2021, 3, 15)) for period in ("2021", "2021-04", "2021-03-16", "2021-03-15", "")]
    [False, True, True, False, False]
    """
    return bool(day) and bool(period) and first_day(period) > str(day)


def years_before(period: str, year: int) -> int:
    """Whole years that a period lies before a year; nothing where it does not, or says no year.

    Examples
    --------
    >>> years_before("2016-05", 2020), years_before("2021", 2020), years_before("", 2020)
    (4, 0, 0)
    """
    own = year_of(period)
    return max(0, year - own) if own is not None else 0


def span(first: int, last: int) -> str:
    """The years from one to another.

    Examples
    --------
    >>> span(2021, 2023), span(2021, 2021)
    ('2021–2023', '2021')
    """
    return f"{first}–{last}" if first != last else str(first)


def after_submission(case: Case, table: str, column: str) -> Iterator[Record]:
    """Rows of an input table whose date lies after the day of submission."""
    for row in case.records(table):
        if is_after(row.text(column), case.submitted):
            yield row
