"""Characters of names that are taken for one another: they sound or look alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

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
    return one != other and any(one in group.characters and other in group.characters for group in confusables())
