"""What alternatives are weighed by: measures of the four criteria of clause 5.4.4.2 a."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv

CRITERIA = ("target_reach", "risk", "feasibility", "acceptance")
"""Codes of the vocabulary ``criterion``, in the order of the clause."""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """One measure by which alternatives are compared.

    Parameters
    ----------
    key : str
        Attribute of the fact of an alternative: ``investment``, ``effect.soil_kept``.
    criterion : str
        Which of :data:`CRITERIA` it stands for.
    name_zh, name_en : str
        For readers.
    unit, printed, places : str, str, int
        Unit of the fact; unit and decimals in print.
    better : str
        Which way is better.
    shape : str
        Shape of preference in PROMETHEE.
    indifferent, preferred : float
        Difference that does not count, and that counts in full: in :attr:`unit`, or as a share of the largest value.
    of : str
        Which of the two.
    clause, source, certainty : str
        Where it comes from, and how sure it is.
    """

    key: str
    criterion: str
    name_zh: str
    name_en: str
    unit: str
    printed: str
    places: int
    better: Literal["more", "less"]
    shape: Literal["usual", "linear"]
    indifferent: float
    preferred: float
    of: Literal["value", "largest"]
    clause: str
    source: str
    certainty: Certainty = "C"


@cache
def load_yardsticks() -> Mapping[str, Yardstick]:
    """All by key, in the order of the file."""
    rows = read_csv(Yardstick, data_folder() / "method" / "criteria.csv")
    return keyed(rows, lambda row: row.key, "criteria.csv")
