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


@dataclass(frozen=True, slots=True)
class LandOrigin:
    """Land that works may turn into a class where nobody entered what it was.

    Parameters
    ----------
    into : str
        First-level class of GB/T 21010.
    before : str
        Second-level class. Farmland and gardens are none: only a planner decides that they are given up.
    rank : int
        Lower ones are used up first.
    source, certainty : str
        Where this comes from, and how sure it is.
    """

    into: str
    before: str
    rank: int
    source: str
    certainty: Certainty = "A"


@cache
def load_land_origins() -> Mapping[str, Mapping[str, int]]:
    """Rank of each class of origin by the class that it becomes."""
    found: dict[str, dict[str, int]] = {}
    for row in read_csv(LandOrigin, data_folder() / "judging" / "land_origins.csv"):
        found.setdefault(row.into, {})[row.before] = row.rank
    return found


@cache
def load_land_effects() -> Mapping[str, LandEffect]:
    """All effects by indicator."""
    rows = read_csv(LandEffect, data_folder() / "judging" / "land_effects.csv")
    return keyed(rows, lambda row: row.indicator, "land_effects.csv")
