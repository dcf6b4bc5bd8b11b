"""Quantities by which effects of measures are told (clause 5.4.4.2 a)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity that measures change, as facts tell it.

    Parameters
    ----------
    name, name_zh, name_en : str
        In facts (``subproject:<code>.effect.<name>``), and for readers.
    unit : str
        Of the fact.
    changed_by : tuple of str
        Codes of the vocabulary ``effect_quantity``; the first that a measure has an effect on counts, of the second
        and further ones only factors.
    local : str
        Attribute of the fact that tells it of the ground without works; empty where there is none.
    per_area : str
        Unit of that fact, and of amounts per ground; empty where amounts are per unit of work only.
    scale : float
        Unit of the fact for a square metre of ground in :attr:`per_area`.
    sign : int
        -1 where less of it is better, so that what is told is what is saved.
    top : float or None
        Greatest value on the ground [per_area].
    clause, source, certainty : str
        Where it comes from, and how sure it is.
    """

    name: str
    name_zh: str
    name_en: str
    unit: str
    changed_by: tuple[str, ...]
    clause: str
    source: str
    local: str = ""
    per_area: str = ""
    scale: float = 1.0
    sign: int = 1
    top: float | None = None
    certainty: Certainty = "C"


@cache
def load_quantities() -> Mapping[str, Quantity]:
    """Quantities by name, in the order in which they are told."""
    rows = read_csv(Quantity, data_folder() / "method" / "effect_quantities.csv")
    return keyed(rows, lambda row: row.name, "effect_quantities.csv")
