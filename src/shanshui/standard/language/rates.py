"""Words for rates: those that have all for their most, and those that may grow without end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class RateWord:
    """A word for a rate.

    Parameters
    ----------
    word : str
        As it stands before the number.
    kind : {"whole", "free"}
        Whether 100 % is the most that there can be.
    """

    word: str
    kind: Literal["whole", "free"]


@cache
def rate_words() -> tuple[RateWord, ...]:
    """All of them, in the order of the file."""
    return read_csv(RateWord, data_folder() / "language" / "rates.csv")
