"""Choices that a standard leaves to the project: each has a value to begin with, its source, and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv


@dataclass(frozen=True, slots=True)
class Choice:
    """One named choice of method.

    Parameters
    ----------
    key : str
        Name in program, and in ``project.yaml`` under ``parameters`` where a project sets its own.
    value : str
        A number in :attr:`unit`, or one of :attr:`options`; empty where nobody can choose but the project.
    unit : str
        Unit code; 1 for words.
    low, high : Decimal or None
        Interval that holds the true value with a probability of 95 %, where the source tells it.
    options : tuple of str
        Words to choose from; none for a number.
    clause : str
        Clause of the standard that leaves it open.
    source, certainty : str
        Where the value comes from, empty where there is none to begin with; and how sure it is.
    note : str
        What it decides, in one line.
    """

    key: str
    note: str
    clause: str
    source: str = ""
    value: str = ""
    unit: str = "1"
    low: Decimal | None = None
    high: Decimal | None = None
    options: tuple[str, ...] = ()
    certainty: Certainty = "C"


@cache
def load_choices() -> Mapping[str, Choice]:
    """All choices by key."""
    return keyed(read_csv(Choice, data_folder() / "method" / "choices.csv"), lambda row: row.key, "choices.csv")
