"""Official wording that plans repeat since they must: whoever writes it twice has copied nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class _Formula:
    words: str


@cache
def formulas() -> tuple[str, ...]:
    """All formulas, in the order of the file."""
    rows = read_csv(_Formula, data_folder() / "language" / "formulas.csv")
    return tuple(row.words for row in rows)
