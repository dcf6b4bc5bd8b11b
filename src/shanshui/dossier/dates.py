"""Dates as a reader wants them: 2021年3月15日."""

from __future__ import annotations

import re

from shanshui.standard import Standard

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")


def written_date(date: str, standard: Standard) -> str:
    """A date as figure H.1 wants it; what is no date in figures stays as it was written.

    Parameters
    ----------
    date : str
        Year, month and perhaps day, as tables hold it: ``2021-03-15``.
    standard : Standard
        How dates are worded.
    """
    match = _ISO.fullmatch(date.strip())
    if match is None:
        return date
    year, month, day = match.groups()
    label = "report.date" if day else "report.month"
    return standard.label(label).format(year=int(year), month=int(month), day=int(day or 0))
