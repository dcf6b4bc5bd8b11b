"""Ecological levels of the first-level ecosystems, by which a conversion is for better or for worse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv


@dataclass(frozen=True, slots=True)
class EcosystemLevel:
    """The level of one class.

    Parameters
    ----------
    code : str
        First-level class of HJ 1166; one that is not listed has no level.
    level : int
        1 is the best.
    source, certainty : str
        Where it comes from and how sure it is.
    """

    code: str
    level: int
    source: str
    certainty: Certainty = "C"


@cache
def load_ecosystem_levels() -> Mapping[str, EcosystemLevel]:
    """All levels by class."""
    rows = read_csv(EcosystemLevel, data_folder() / "method" / "ecosystem_levels.csv")
    return keyed(rows, lambda row: row.code, "ecosystem_levels.csv")
