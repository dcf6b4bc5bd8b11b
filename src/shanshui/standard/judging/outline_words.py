"""Words by which the heading of a finished plan is known to stand for a chapter of H.1."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class OutlineWord:
    """Words for one chapter.

    Parameters
    ----------
    key : str
        Of the chapter in the outline.
    planning : bool
        Whether a 规划 needs such a part as well.
    words : tuple of str
        One of them in a heading is enough.
    """

    key: str
    planning: bool
    words: tuple[str, ...]


@cache
def outline_words() -> tuple[OutlineWord, ...]:
    """In the order of the outline."""
    return read_csv(OutlineWord, data_folder() / "judging" / "outline_words.csv")
