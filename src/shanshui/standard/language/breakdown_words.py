"""Words that show how a text takes an amount apart, or sums amounts up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.records import data_folder, read_csv

Kind = Literal["some", "all", "made", "total", "above", "sum", "rest", "beside", "rate", "overlap", "kept", "new"]


@dataclass(frozen=True, slots=True)
class BreakdownWord:
    """A word and what it shows.

    Parameters
    ----------
    word : str
        As it stands there.
    kind : Kind
        ``some`` opens parts that may not be all, ``all`` parts that are; ``made`` stands behind all of them (由…构成).
        ``total`` stands before the sum of what was told, ``sum`` before one that may be, ``above`` opens the sentence
        that sums up those before. ``rest`` begins the name of a last part, ``beside`` what is no part any more;
        ``kept`` and ``new`` begin the names of two parts that make a stock. ``rate`` is of amounts that do not add up,
        ``overlap`` of parts that hold some things twice.
    """

    word: str
    kind: Kind


@cache
def breakdown_words(kind: Kind) -> tuple[str, ...]:
    """The words of a kind, the longest first."""
    rows = read_csv(BreakdownWord, data_folder() / "language" / "breakdown_words.csv")
    return tuple(sorted((row.word for row in rows if row.kind == kind), key=lambda word: (-len(word), word)))
