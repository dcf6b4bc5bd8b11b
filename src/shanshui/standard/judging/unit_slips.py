"""Units as people write them in running text, and how H.3.2 c wants them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class UnitSlip:
    """A way of writing a unit that is not the legal one.

    Parameters
    ----------
    word, want : str
        As it stands behind a number; the legal symbol.
    beside : bool
        It may follow the legal unit in brackets.
    clause, source, certainty : str
        Where the code asks for legal units; where the spelling comes from; how sure we are.
    """

    word: str
    want: str
    beside: bool
    clause: str
    source: str
    certainty: Certainty


@cache
def unit_slips() -> tuple[UnitSlip, ...]:
    """All slips, in the order of the file."""
    return read_csv(UnitSlip, data_folder() / "judging" / "unit_slips.csv")
