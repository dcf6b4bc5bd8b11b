"""Words by which a document speaks of its own county, and words that a template left behind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.records import data_folder, read_csv

SelfKind = Literal["county", "city", "district", "prefecture", "banner"]


@dataclass(frozen=True, slots=True)
class SelfWord:
    """A word for the place that a document is of.

    Parameters
    ----------
    word : str
        我县, 全州.
    kind : SelfKind
        What the place must be for it: 县, 市, 区, 州 or 旗.
    use : {"self", "that", "all"}
        ``self`` means one's own place always; ``that`` may point back to another one, or to a zone; ``all`` may be
        said of a superior as well.
    """

    word: str
    kind: SelfKind
    use: Literal["self", "that", "all"]


@dataclass(frozen=True, slots=True)
class Remnant:
    """What is no text but a place for it.

    Parameters
    ----------
    word : str
        As it stands.
    kind : {"blank", "open", "field"}
        Never filled in; left to be decided; a reference that the word processor or spreadsheet lost.
    """

    word: str
    kind: Literal["blank", "open", "field"]


@cache
def self_words() -> tuple[SelfWord, ...]:
    """Words for one's own place."""
    return read_csv(SelfWord, data_folder() / "language" / "selves.csv")


@cache
def remnants() -> tuple[Remnant, ...]:
    """Words of templates."""
    return read_csv(Remnant, data_folder() / "language" / "remnants.csv")
