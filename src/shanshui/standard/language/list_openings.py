"""Verbs that stand right before the first item of a list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class _Opening:
    word: str


@cache
def list_openings() -> tuple[str, ...]:
    """All of them, in the order of the file."""
    rows = read_csv(_Opening, data_folder() / "language" / "list_openings.csv")
    return tuple(row.word for row in rows)
