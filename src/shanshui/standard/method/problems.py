"""What the methods of degradation and sensitivity look up: words of rocks and grades, levels, nutrients of lakes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class KarstWord:
    """A word of a layer, and the grade of HJ 1174 table A.3 that it stands for.

    Parameters
    ----------
    of : str
        Whether it names a rock, or a grade of rocky desertification.
    word : str
        Looked for in the field of the layer, longer words first.
    grade : int
        1 to 5; 6 for a rock that is no carbonate.
    source : str
        Where it comes from.
    certainty : str
        A read in a source, B by heart, C our own convention.
    """

    of: Literal["rock", "grade"]
    word: str
    grade: int
    source: str
    certainty: Certainty = "C"


@dataclass(frozen=True, slots=True)
class Level:
    """Level of importance or sensitivity of one class of a field: 1 the highest, 2, and 3 for the rest."""

    process: str
    of: int
    level: int
    source: str
    certainty: Certainty = "C"


@dataclass(frozen=True, slots=True)
class NutrientRow:
    """What a measurement of a lake adds to its trophic state index; see :mod:`shanshui.indicators.degradation`."""

    key: str
    intercept: float
    slope: float
    weight: float
    units: tuple[str, ...]
    aliases: tuple[str, ...]
    source: str
    certainty: Certainty = "C"


@cache
def _karst_words() -> tuple[KarstWord, ...]:
    rows = read_csv(KarstWord, data_folder() / "method" / "karst_words.csv")
    return tuple(sorted(rows, key=lambda row: -len(row.word)))


def karst_word(of: Literal["rock", "grade"], text: str) -> int | None:
    """The highest grade that any word in a text stands for; None where it holds none of them.

    Examples
    --------
    >>> karst_word("rock", "凝灰岩夹泥灰岩"), karst_word("rock", "板岩"), karst_word("grade", "极重度石漠化")
    (3, None, 5)
    """
    rest, found = text.casefold(), []
    for row in _karst_words():
        if row.of == of and row.word in rest:
            found.append(row.grade)
            rest = rest.replace(row.word, "|")
    carbonates = [grade for grade in found if grade <= 5]
    return max(carbonates or found, default=None)


@cache
def levels(process: str) -> dict[int, int]:
    """Level of each class of a field.

    Raises
    ------
    KeyError
        Where nothing is known of such a process.
    """
    rows = read_csv(Level, data_folder() / "method" / "sensitivity_levels.csv")
    found = {row.of: row.level for row in rows if row.process == process}
    if not found:
        raise KeyError(process)
    return found


@cache
def load_nutrients() -> tuple[NutrientRow, ...]:
    """What measurements of lakes add to the trophic state index."""
    return read_csv(NutrientRow, data_folder() / "method" / "trophic.csv")
