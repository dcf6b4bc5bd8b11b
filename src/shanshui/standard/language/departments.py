"""Departments of government that others took the place of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class Department:
    """A department that is no more.

    Parameters
    ----------
    name : str
        As it was called, without the county's name before it.
    successor : str
        What does its work now.
    since : int
        Year of the reform.
    """

    name: str
    successor: str
    since: int


@cache
def departments() -> tuple[Department, ...]:
    """All of them."""
    return read_csv(Department, data_folder() / "language" / "departments.csv")
