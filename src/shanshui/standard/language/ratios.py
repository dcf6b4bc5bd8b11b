"""Rates that are by their definition one amount over another: 森林覆盖率, 水土保持率."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class Ratio:
    """A rate and what it is made of.

    Parameters
    ----------
    rate : str
        Its name.
    parts, wholes : tuple of str
        Keys of what stands above and below the line; 国土 is the region, and of people all of them.
    form : {"part", "rest", "over"}
        Whether the rate is of the part, of what the part leaves (水土保持率 of land that is not eroded), or of how much
        the part is more than the whole (超载率); then the names stand right before the two.
    """

    rate: str
    parts: tuple[str, ...]
    wholes: tuple[str, ...]
    form: Literal["part", "rest", "over"]


@cache
def ratios() -> tuple[Ratio, ...]:
    """All of them."""
    return read_csv(Ratio, data_folder() / "language" / "ratios.csv")
