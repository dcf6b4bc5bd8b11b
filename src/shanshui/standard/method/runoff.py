"""Shares of the rain that run off the ground, by ecosystem class."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class Runoff:
    """Share of one class.

    Parameters
    ----------
    code : int
        Code of HJ 1166.
    type : str
        Kind of vegetation of the source.
    source : str
        Where the value comes from.
    zone : str
        Zone of climate that it holds for; every one where empty.
    value : Decimal or None
        Share [1]; none where a choice tells it.
    choice : str
        Key of that choice.
    certainty : str
        A read in a source, B by heart, C our own convention.
    """

    code: int
    type: str
    source: str
    zone: str = ""
    value: Decimal | None = None
    choice: str = ""
    certainty: Certainty = "C"


@cache
def load_runoff() -> tuple[Runoff, ...]:
    """All shares, in the order of the file."""
    return read_csv(Runoff, data_folder() / "method" / "runoff_coefficients.csv")
