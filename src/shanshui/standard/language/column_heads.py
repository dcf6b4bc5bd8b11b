"""Words that head the columns of tables, and what stands below them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.records import data_folder, read_csv

HeadKind = Literal[
    "serial",
    "indicator",
    "class",
    "nature",
    "unit",
    "project",
    "zone",
    "place",
    "thing",
    "content",
    "period",
    "start",
    "finish",
    "body",
    "money",
    "source",
    "general",
    "rate",
    "share",
    "amount",
    "base",
    "target",
    "total",
    "note",
]


@dataclass(frozen=True, slots=True)
class HeadWord:
    """A word of a column's head.

    Parameters
    ----------
    word : str
        As a head ends with it, without brackets and blanks.
    kind : HeadKind
        What the column holds.
    """

    word: str
    kind: HeadKind


@cache
def head_words() -> tuple[HeadWord, ...]:
    """All of them, in the order of the file."""
    return read_csv(HeadWord, data_folder() / "language" / "column_heads.csv")
