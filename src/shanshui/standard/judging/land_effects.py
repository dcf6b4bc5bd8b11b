"""Works that change the class of land by their very nature (table F.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv


@dataclass(frozen=True, slots=True)
class LandEffect:
    """What works of one performance indicator turn land into.

    Parameters
    ----------
    indicator : str
        Code of the vocabulary ``performance``.
    into : str
        First-level class of GB/T 21010.
    clause, source, certainty : str
        Where this comes from, and how sure it is.
    """

    indicator: str
    into: str
    clause: str
    source: str
    certainty: Certainty = "A"


@cache
def load_land_effects() -> Mapping[str, LandEffect]:
    """All effects by indicator."""
    rows = read_csv(LandEffect, data_folder() / "judging" / "land_effects.csv")
    return keyed(rows, lambda row: row.indicator, "land_effects.csv")
