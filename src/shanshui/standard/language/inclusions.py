"""What is always part of what: permanent basic farmland is drawn from farmland, and can never be more."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class Inclusion:
    """A thing that lies within another.

    Parameters
    ----------
    part, whole : str
        Keys of the two.
    attribute : str
        What of them is compared: ``area``.
    strict : bool
        Whether the part can in no way be counted more than once; works on the same ground in several years can.
    """

    part: str
    whole: str
    attribute: str
    strict: bool


@cache
def inclusions() -> tuple[Inclusion, ...]:
    """All of them, in the order of the file."""
    return read_csv(Inclusion, data_folder() / "language" / "inclusions.csv")
