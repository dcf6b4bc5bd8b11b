"""How works move the indicators that targets are set in (clause 5.3.3.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv


@dataclass(frozen=True, slots=True)
class TargetEffect:
    """What of the works moves an indicator, and how.

    Parameters
    ----------
    indicator : str
        Key of a performance indicator, or number of table B.2.
    adds : str
        Attribute of the fact that tells what works bring: ``effect.soil_kept``, ``performance.forest_new``.
    works : tuple of str
        Performance indicators whose works count; all works where empty.
    sign : int
        -1 where what works bring lessens the indicator.
    scale : float
        Amount of the indicator for one of what works bring, after division by :attr:`over`.
    over : tuple of str
        Attributes of the subject's facts that it is divided by, added up: areas.
    state : str
        Attribute of the fact that tells the indicator before the works; empty where it is a change by itself.
    delay : str
        Key of the choice of method that says after how many years works count; empty where at once.
    clause, source, certainty : str
        Clause that asks for it; where the relation comes from; A read in the source, B by heart, C our own.
    note : str
        What it leaves out.
    """

    indicator: str
    adds: str
    clause: str
    source: str
    works: tuple[str, ...] = ()
    sign: int = 1
    scale: float = 1.0
    over: tuple[str, ...] = ()
    state: str = ""
    delay: str = ""
    certainty: Certainty = "C"
    note: str = ""

    @property
    def factor(self) -> float:
        """Change of the indicator for one of what works bring, before the division."""
        return self.sign * self.scale


@cache
def load_target_effects() -> Mapping[str, TargetEffect]:
    """All relations by indicator."""
    rows = read_csv(TargetEffect, data_folder() / "method" / "target_effects.csv")
    return keyed(rows, lambda row: row.indicator, "target_effects.csv")
