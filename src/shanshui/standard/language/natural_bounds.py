"""Measures that nature gives a lowest and a highest value."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class NaturalBound:
    """What a measure may be.

    Parameters
    ----------
    word : str
        The measure, as it stands before its number.
    low, high : Decimal
        No value lies below or above.
    name : str
        The measure in English.
    unit : str
        The unit that they are in; empty for a bare number.
    """

    word: str
    low: Decimal
    high: Decimal
    name: str
    unit: str = ""


@cache
def natural_bounds() -> tuple[NaturalBound, ...]:
    """All of them, longest word first."""
    rows = read_csv(NaturalBound, data_folder() / "language" / "natural_bounds.csv")
    return tuple(sorted(rows, key=lambda row: -len(row.word)))
