"""What is measured in which units: a length in hectares and an area in yuan are slips."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class Thing:
    """Words that stand right before a number, and units that make no sense behind it.

    Parameters
    ----------
    words : tuple of str
        面积, 机耕道.
    absurd, odd : tuple of str
        Codes of units or of dimensions (``count`` for all measure words): never right; seldom right.
    not_after : tuple of str
        What makes another word of it: 增 before 长.
    """

    words: tuple[str, ...]
    absurd: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()


@cache
def things() -> tuple[Thing, ...]:
    """All of them."""
    return read_csv(Thing, data_folder() / "language" / "things.csv")
