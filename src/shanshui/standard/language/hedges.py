"""Words that hedge a number: 约, 不低于, 以上."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class Hedge:
    """A word before or after an amount that makes it a bound, or rough.

    Parameters
    ----------
    word : str
        As it stands there.
    place : {"before", "after"}
        On which side of the amount.
    bound : {"about", "at_least", "at_most", "over", "under"}
        What it makes of the amount.
    not_after : str
        Characters before it that make another word of it: 节 of 节约.
    not_before : tuple of str
        Words behind it that do: 岸 of 左右岸.
    """

    word: str
    place: Literal["before", "after"]
    bound: Literal["about", "at_least", "at_most", "over", "under"]
    not_after: str = ""
    not_before: tuple[str, ...] = ()


@cache
def hedges() -> tuple[Hedge, ...]:
    """All of them, in the order of the file."""
    return read_csv(Hedge, data_folder() / "language" / "hedges.csv")
