"""Spellings of units that running text knows beside those of ``units.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class WrittenUnit:
    """A way of writing a unit.

    Parameters
    ----------
    word, unit : str
        As it stands behind a number; its code in ``units.csv``.
    """

    word: str
    unit: str


@cache
def written_units() -> tuple[WrittenUnit, ...]:
    """All of them, in the order of the file; they go before the aliases of ``units.csv``."""
    return read_csv(WrittenUnit, data_folder() / "language" / "unit_words.csv")
