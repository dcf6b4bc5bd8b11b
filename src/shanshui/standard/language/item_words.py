"""Words by which lines announce items, count them and sum them up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.records import data_folder, read_csv

Kind = Literal["counter", "noun", "above", "rest", "partly"]


@dataclass(frozen=True, slots=True)
class ItemWord:
    """A word beside items that stand in lines of their own.

    Parameters
    ----------
    word : str
        As it stands there.
    kind : Kind
        ``counter`` counts items (3项), ``noun`` says what they are (措施); ``above`` points to those that stand before
        (上述); a line that opens with ``rest`` tells what is not among them; an
        amount behind ``partly`` is not of all of its item.
    """

    word: str
    kind: Kind


@cache
def item_words(kind: Kind) -> tuple[str, ...]:
    """The words of a kind, the longest first."""
    rows = read_csv(ItemWord, data_folder() / "language" / "item_words.csv")
    return tuple(sorted((row.word for row in rows if row.kind == kind), key=lambda word: (-len(word), word)))
