"""Words by which a plan names its terms: base year, whole term, near, middle and far term, end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.records import data_folder, read_csv

Role = Literal["base", "plan", "near", "middle", "far", "end"]


@dataclass(frozen=True, slots=True)
class TermWord:
    """A word that stands before the years of a term.

    Parameters
    ----------
    word : str
        As it stands there.
    role : Role
        Which term it names.
    whole : bool
        Whether it always is that of the document, and not that of one of its projects.
    """

    word: str
    role: Role
    whole: bool


@cache
def term_words() -> tuple[TermWord, ...]:
    """All of them, longest first."""
    rows = read_csv(TermWord, data_folder() / "language" / "terms.csv")
    return tuple(sorted(rows, key=lambda row: -len(row.word)))
