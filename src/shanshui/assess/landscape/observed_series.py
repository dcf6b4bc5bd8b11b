"""Series of observed values: rows of the table ``observations`` of one subject, indicator and point, by time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from shanshui.ledger import Basis
from shanshui.plan import Plan
from shanshui.plan.observed import observation_id
from shanshui.quantity import converted, inner_unit
from shanshui.standard import Record

TABLE = "observations"
_OBSERVED = frozenset({"", "current", "monitored"})
"""Kinds of rows that tell a state; references and targets do not."""


@dataclass(frozen=True, slots=True)
class Series:
    """Values in time.

    Parameters
    ----------
    subject : str
        ``scope``, ``unit:QSJ``, ...
    name : str
        Of the indicator, as an attribute of facts, followed by ``p<n>`` where several points are observed.
    words : str
        Indicator and point, for readers.
    point : str
        Where it was observed; empty where nobody says.
    times : float array, shape (n,)
        Ascending [decimal years].
    values : float array, shape (n,)
        In ``unit``.
    unit : str
        Inner unit of the first value.
    facts : tuple of str
        Ids of the facts of its rows.
    basis : Basis
        What the first row says.
    synthetic : bool
        Whether any row was made up.
    """

    subject: str
    name: str
    words: str
    point: str
    times: NDArray[np.float64]
    values: NDArray[np.float64]
    unit: str
    facts: tuple[str, ...]
    basis: Basis
    synthetic: bool


def observed_series(plan: Plan) -> tuple[Series, ...]:
    """All series of two values and more, in the order of the table.

    Parameters
    ----------
    plan : Plan
        With its observations; words, and values whose unit does not fit the first one's, are left out.
    """
    groups: dict[tuple[str, str, str], list[Record]] = {}
    for row in plan.records.get(TABLE, ()):
        if observation_id(row) and row.text("kind") in _OBSERVED and isinstance(row["value"], Decimal):
            if decimal_year(row.text("date")) is not None:
                groups.setdefault((row.text("subject"), row.text("indicator"), row.text("point")), []).append(row)
    points: dict[tuple[str, str], list[str]] = {}
    for subject, indicator, point in groups:
        points.setdefault((subject, indicator), []).append(point)
    found = []
    for (subject, indicator, point), rows in groups.items():
        others = points[subject, indicator]
        suffix = f".p{others.index(point) + 1}" if len(others) > 1 else ""
        series = _series(subject, indicator, point, suffix, rows)
        if series.times.size > 1:
            found.append(series)
    return tuple(found)


def decimal_year(text: str) -> float | None:
    """A date as a number of years: the middle of a year or month where no day is named.

    Examples
    --------
    >>> decimal_year("2020"), decimal_year("2020-07"), decimal_year("no date")
    (2020.5, 2020.5416666666667, None)
    """
    parts = re.fullmatch(r"(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?", text.strip())
    if parts is None:
        return None
    year, month, day = (int(part) if part else None for part in parts.groups())
    if year is None or month is None:
        return None if year is None else year + 0.5
    return year + (month - 1 + (0.5 if day is None else (day - 0.5) / 31)) / 12


def _series(subject: str, indicator: str, point: str, suffix: str, rows: Sequence[Record]) -> Series:
    code = rows[0].text("unit") or "1"
    unit = "1" if code == "%" else inner_unit(code)
    known: dict[float, tuple[float, Record]] = {}
    for row in rows:
        value, time = row["value"], decimal_year(row.text("date"))
        number = converted(value, row.text("unit") or "1", unit) if isinstance(value, Decimal) else None
        if number is not None and time is not None:
            known.setdefault(time, (float(number), row))
    times = sorted(known)
    used = [known[time][1] for time in times]
    stem = observation_id(rows[0]).partition(".observed.")[2].split(".")[0]
    return Series(
        subject,
        f"{stem}{suffix}",
        f"{indicator} {point}".strip(),
        point,
        np.array(times),
        np.array([known[time][0] for time in times]),
        unit,
        tuple(dict.fromkeys(observation_id(row) for row in used)),
        Basis(rows[0].text("basis") or Basis.ENTERED),
        any(row.flag("synthetic") for row in rows),
    )
