"""Words that mean the same thing in plans: 水土保持林 and 水保林."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class Synonym:
    """A word, and the one by which the thing is known."""

    word: str
    key: str


@cache
def synonyms() -> tuple[Synonym, ...]:
    """All of them, the longest word first."""
    found = read_csv(Synonym, data_folder() / "language" / "synonyms.csv")
    return tuple(sorted(found, key=lambda synonym: -len(synonym.word)))
