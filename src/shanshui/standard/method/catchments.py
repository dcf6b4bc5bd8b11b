"""What micro-catchments are described by: ecosystems, problems, relief (5.4.1.1 b)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.indicators import Certainty
from shanshui.standard.method.diagnosis import load_problem_types
from shanshui.standard.records import data_folder, keyed, read_csv

GROUPS = ("ecosystem", "problem", "relief")
"""Groups of features; each has a weight, the choice ``feature_weight_<group>``."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of a micro-catchment.

    Parameters
    ----------
    key : str
        In files; of a problem, its code in the vocabulary ``ecosystem_problem``.
    group : {"ecosystem", "problem", "relief"}
        An ecosystem is told by its share of the ground; a problem by the shares of its grades of severity; relief by
        a mean.
    field : str
        Field of the assessment that tells it.
    codes : tuple of str
        Codes of the field that count, joined by ``+`` where several stand for one; of a problem one for each of the
        severities of :class:`~shanshui.standard.method.diagnosis.ProblemType`. None for a mean.
    clause, source, certainty : str
        Where it comes from, and how sure it is.
    """

    key: str
    group: Literal["ecosystem", "problem", "relief"]
    field: str
    clause: str
    source: str
    codes: tuple[str, ...] = ()
    certainty: Certainty = "C"

    @property
    def grades(self) -> Mapping[int, int]:
        """What each code counts as: severity 2 to 5 of a problem, 1 of an ecosystem."""
        grades = load_problem_types()[self.key].severities if self.group == "problem" else (1,) * len(self.codes)
        return {
            int(code): grade
            for codes, grade in zip(self.codes, grades, strict=True)
            for code in codes.split("+")
        }  # fmt: skip


@cache
def load_features() -> Mapping[str, Feature]:
    """All features by key, in the order of the file."""
    file = data_folder() / "method" / "catchment_features.csv"
    return keyed(read_csv(Feature, file), lambda row: row.key, file.name)
