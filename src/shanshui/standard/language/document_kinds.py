"""Words by which a document tells what kind it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class KindWord:
    """How titles of one kind of document end.

    Parameters
    ----------
    word : str
        Last words of a title: 实施方案.
    nature : {"implementation", "planning", "code", "other"}
        What kind it is.
    itself : str
        What such a document calls itself in its text: 本规划; empty where it has no such word.
    """

    word: str
    nature: Literal["implementation", "planning", "code", "other"]
    itself: str = ""


@cache
def kind_words() -> tuple[KindWord, ...]:
    """All words, the longest first."""
    found = read_csv(KindWord, data_folder() / "language" / "document_kinds.csv")
    return tuple(sorted(found, key=lambda w: -len(w.word)))
