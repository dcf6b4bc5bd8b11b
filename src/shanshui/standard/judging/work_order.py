"""What comes before what: kinds of works within a sub-project, and sub-projects that lead the way (5.4.2.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """Works of one category that come before those of another on the same ground.

    Parameters
    ----------
    before, after : str
        Codes of the vocabulary ``measure_category``.
    clause, source, certainty : str
        Where this comes from, and how sure it is.
    """

    before: str
    after: str
    clause: str
    source: str
    certainty: Certainty = "A"


@dataclass(frozen=True, slots=True)
class LeadingCategory:
    """A category of sub-projects that come before, or together with, all others on their ground.

    Parameters
    ----------
    category : str
        Code of the vocabulary ``subproject_category``.
    clause, source, certainty : str
        Where this comes from, and how sure it is.
    """

    category: str
    clause: str
    source: str
    certainty: Certainty = "A"


@cache
def load_work_order() -> tuple[WorkOrder, ...]:
    """All pairs, in the order of the file."""
    return read_csv(WorkOrder, data_folder() / "judging" / "work_order.csv")


@cache
def load_leading_categories() -> Mapping[str, LeadingCategory]:
    """Categories that lead, by code."""
    rows = read_csv(LeadingCategory, data_folder() / "judging" / "leading_categories.csv")
    return keyed(rows, lambda row: row.category, "leading_categories.csv")
