"""Key attributes by which an ecosystem is compared with its reference (5.3.1.4), in six groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv

Group = Literal["physical", "species", "structure", "function", "stress", "exchange"]

GROUPS: tuple[Group, ...] = ("physical", "species", "structure", "function", "stress", "exchange")
"""Groups of attributes, in the order of the recovery wheel; their names are labels ``assess.group.<group>``."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One key attribute.

    Parameters
    ----------
    key : str
        Its name in facts.
    group : str
        One of :data:`GROUPS`.
    name, name_en : str
        For readers.
    field : str
        Field of the assessment that holds it.
    unit : str
        Unit code of the field and of the facts.
    places : int
        Decimals printed.
    better : {"more", "less"}
        Which way a state is nearer to the reference.
    low, high : float
        Between which its distribution is taken [unit].
    indicator : str
        Indicator of table B.2 whose reference value it gives; empty where it gives none.
    within : int
        First-level class of HJ 1166 that this indicator is about; 0 for all natural ground.
    told : {"", "calibrated", "always"}
        Whether table B.3 quotes its goal: never, where it is measured, entered or calibrated, always.
    clause, source, certainty : str
        Where it comes from, and how sure it is.
    """

    key: str
    group: Group
    name: str
    name_en: str
    field: str
    unit: str
    places: int
    better: Literal["more", "less"]
    low: float
    high: float
    clause: str
    source: str
    indicator: str = ""
    within: int = 0
    told: Literal["", "calibrated", "always"] = ""
    certainty: Certainty = "C"


@cache
def load_attributes() -> Mapping[str, Attribute]:
    """All attributes by key."""
    rows = read_csv(Attribute, data_folder() / "method" / "reference_attributes.csv")
    return keyed(rows, lambda row: row.key, "reference_attributes.csv")
