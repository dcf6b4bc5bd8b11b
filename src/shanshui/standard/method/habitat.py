"""What threatens habitats, and what each class of HJ 1166 is worth as habitat (for the InVEST model)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv


@dataclass(frozen=True, slots=True)
class HabitatThreat:
    """A threat to habitats; its reach and weight are the choices ``habitat_<key>_distance`` and ``_weight``.

    Parameters
    ----------
    key : str
        Name in program.
    name, name_en : str
        For readers.
    codes : tuple of int
        Classes of HJ 1166 that bear it.
    layers : tuple of str
        Roles of vector layers that bear it besides.
    decay : {"linear", "exponential"}
        How it fades with distance.
    source, certainty : str
        Where this comes from, and how sure it is.
    """

    key: str
    name: str
    name_en: str
    decay: Literal["linear", "exponential"]
    source: str
    certainty: Certainty
    codes: tuple[int, ...] = ()
    layers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HabitatSuitability:
    """A class of HJ 1166 as habitat.

    Parameters
    ----------
    code : int
        Of level 1 or 2.
    suitability : float
        0 no habitat, 1 the best.
    settlement, industry, transport, cropland : float
        Sensitivity to each threat, 0 none, 1 the highest.
    source, certainty : str
        Where this comes from, and how sure it is.
    """

    code: int
    suitability: float
    settlement: float
    industry: float
    transport: float
    cropland: float
    source: str
    certainty: Certainty

    def sensitivity(self, threat: str) -> float:
        """Sensitivity to a threat, by its key."""
        return {
            "settlement": self.settlement,
            "industry": self.industry,
            "transport": self.transport,
            "cropland": self.cropland,
        }[threat]


@cache
def load_habitat_threats() -> Mapping[str, HabitatThreat]:
    """All threats by key."""
    rows = read_csv(HabitatThreat, data_folder() / "method" / "habitat_threats.csv")
    return keyed(rows, lambda row: row.key, "habitat_threats.csv")


@cache
def load_habitat_suitability() -> Mapping[int, HabitatSuitability]:
    """All classes by code."""
    rows = read_csv(HabitatSuitability, data_folder() / "method" / "habitat_suitability.csv")
    return {int(code): row for code, row in keyed(rows, lambda row: str(row.code), "habitat_suitability.csv").items()}
