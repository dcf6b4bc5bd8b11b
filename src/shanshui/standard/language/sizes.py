"""How large things usually are at least and at most: seldom a haul of six metres, no place above 8,850 metres."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class Size:
    """Words that stand right before a number, and between which values it lies.

    Parameters
    ----------
    words : tuple of str
        运距, 海拔.
    least, most : Decimal
        In the unit of the dimension.
    sure : bool
        Whether nothing else can be, or is only seldom met.
    dimension : str
        As :func:`shanshui.claims.units.dimension` gives it; empty for bare numbers.
    not_after : tuple of str
        What makes something else of it: 月 before 平均降水量.
    """

    words: tuple[str, ...]
    least: Decimal
    most: Decimal
    sure: bool
    dimension: str = ""
    not_after: tuple[str, ...] = ()


@cache
def sizes() -> tuple[Size, ...]:
    """All of them."""
    return read_csv(Size, data_folder() / "language" / "sizes.csv")
