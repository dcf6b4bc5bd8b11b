"""Coefficients of the ecological index of HJ 192."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A weight (``weight.``, ``load.``, ``stress.``) or a factor that brings a quantity to 0–100 (``norm.``)."""

    key: str
    value: float
    source: str
    certainty: Certainty = "C"
    note: str = ""


@dataclass(frozen=True, slots=True)
class HabitatWeight:
    """What ground of a class adds to the quality of habitat.

    Parameters
    ----------
    code : int
        Code of HJ 1166; grassland stands at its first level.
    group : str
        Group of the standard.
    weight : float
        Of the group.
    share : float
        Of the class within the group; with a choice, that of its first half.
    source : str
        Where it comes from.
    cover : int
        Class of cover that it holds for; 0 for all.
    other : float
        Of the second half.
    choice : str
        Key of the choice that tells how much of the class is its first half.
    note : str
        What the standard calls it.
    certainty : str
        A read in a source, B by heart, C our own convention.
    """

    code: int
    group: str
    weight: float
    share: float
    source: str
    cover: int = 0
    other: float = 0.0
    choice: str = ""
    note: str = ""
    certainty: Certainty = "C"


@dataclass(frozen=True, slots=True)
class FunctionNorm:
    """What brings an indicator of an ecological function zone to 0–100."""

    function: str
    indicator: str
    coefficient: float
    source: str
    certainty: Certainty = "C"


@cache
def _coefficients() -> Mapping[str, Coefficient]:
    return keyed(read_csv(Coefficient, data_folder() / "method" / "ei.csv"), lambda row: row.key, "ei.csv")


def coefficient(key: str) -> float:
    """One coefficient."""
    return _coefficients()[key].value


@cache
def coefficients(stem: str) -> Mapping[str, float]:
    """Coefficients whose key begins with a stem, by what follows its dot."""
    found = {key.partition(".")[2]: row.value for key, row in _coefficients().items() if key.startswith(f"{stem}.")}
    return MappingProxyType(found)


@cache
def habitat_weights() -> tuple[HabitatWeight, ...]:
    """What ground adds to the quality of habitat, in the order of the file."""
    return read_csv(HabitatWeight, data_folder() / "method" / "ei_habitat.csv")


@cache
def function_norms(function: str) -> Mapping[str, float]:
    """Factors of the indicators of a kind of function zone; none for a kind that is not known."""
    rows = read_csv(FunctionNorm, data_folder() / "method" / "ei_function.csv")
    return MappingProxyType({row.indicator: row.coefficient for row in rows if row.function == function})
