"""What one acts on, and what that comes from: opinions are asked for, approvals are given before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class Ground:
    """A thing that one acts on.

    Parameters
    ----------
    ground : str
        Its name: 反馈意见, 批复.
    source : str
        Verbs of what it comes from, as alternatives of a pattern: 征求|征询.
    """

    ground: str
    source: str


@cache
def grounds() -> tuple[Ground, ...]:
    """All of them, the longest names first."""
    rows = read_csv(Ground, data_folder() / "language" / "grounds.csv")
    return tuple(sorted(rows, key=lambda row: -len(row.ground)))
