"""What goes with a category of sub-projects: words in names, departments, problems, measures (H.1.7.1 a)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv


@dataclass(frozen=True, slots=True)
class SubprojectCategory:
    """What is usual for a category; an empty list means that anything may be.

    Parameters
    ----------
    category : str
        Code of the vocabulary ``subproject_category``.
    clause, source : str
        Clause that the comparison serves; where the row comes from.
    words : tuple of str
        Words in the name of a sub-project that tell its category.
    departments, problems, measures : tuple of str
        Codes of the vocabularies ``department``, ``ecosystem_problem``, ``measure_category``.
    certainty : str
        A read in a source, B by heart, C our own choice.
    """

    category: str
    clause: str
    source: str
    words: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    certainty: Certainty = "C"


@cache
def load_subproject_categories() -> Mapping[str, SubprojectCategory]:
    """All categories by code."""
    rows = read_csv(SubprojectCategory, data_folder() / "judging" / "subproject_categories.csv")
    return keyed(rows, lambda row: row.category, "subproject_categories.csv")
