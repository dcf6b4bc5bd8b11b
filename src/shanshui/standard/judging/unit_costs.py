"""Published costs per unit, to ask about what lies far off; never to put a price into a table."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class UnitCost:
    """What a unit of one kind of work was reported to cost.

    Parameters
    ----------
    key : str
        Name in program.
    words : tuple of str
        What the name of a measure of this kind holds.
    categories : tuple of str
        Codes of the vocabulary ``subproject_category`` whose whole sub-projects it is for; none where it is for
        measures only.
    low, high : Decimal
        Least and most of what was reported [unit].
    unit : str
        Unit code: ``wan_yuan/hm2``, ``wan_yuan/km``.
    source, certainty : str
        Where it was reported; A read in a report, B told by others, C a usual figure that nobody checked.
    """

    key: str
    words: tuple[str, ...]
    low: Decimal
    high: Decimal
    unit: str
    source: str
    certainty: Certainty
    categories: tuple[str, ...] = ()


@cache
def load_unit_costs() -> tuple[UnitCost, ...]:
    """All of them, in the order of the file."""
    return read_csv(UnitCost, data_folder() / "judging" / "unit_costs.csv")
