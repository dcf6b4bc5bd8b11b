"""Which way a performance indicator should go; those of table B.2 say so in their own records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv


@dataclass(frozen=True, slots=True)
class Direction:
    """The better direction of a performance indicator.

    Parameters
    ----------
    indicator : str
        Key of a performance indicator.
    better : {"more", "less"}
        Where a plan should bring it.
    clause, source : str
        Clause that the comparison serves; where the row comes from.
    certainty : str
        A read in a source, B by heart, C our own choice.
    """

    indicator: str
    better: Literal["more", "less"]
    clause: str
    source: str
    certainty: Certainty = "C"


@cache
def load_directions() -> Mapping[str, Direction]:
    """All directions by indicator."""
    return keyed(
        read_csv(Direction, data_folder() / "judging" / "directions.csv"), lambda row: row.indicator, "directions.csv"
    )
