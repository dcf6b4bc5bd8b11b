"""Words of indicators: which way they should go, what stands for a value that is none, what their names measure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.records import data_folder, read_csv

Better = Literal["more", "less"]
Wordy = Literal["postponed", "vague", "kept"]


@dataclass(frozen=True, slots=True)
class Betterment:
    """Which way an indicator should go whose name holds a word.

    Parameters
    ----------
    word : str
        The word; the first row that a name holds decides, so that 水土流失治理 goes before 水土流失.
    better : {"more", "less"}
        Where a plan should bring it.
    """

    word: str
    better: Better


@dataclass(frozen=True, slots=True)
class ValueWord:
    """What stands in the cell of a target that has no number.

    Parameters
    ----------
    word : str
        Part of the cell.
    kind : {"postponed", "vague", "kept"}
        Left to somebody else; praise without measure; no worse than a base value, which must be there.
    """

    word: str
    kind: Wordy


@dataclass(frozen=True, slots=True)
class NameDimension:
    """What an indicator is measured in by the end of its name.

    Parameters
    ----------
    word : str
        End of the name; the first row that fits decides.
    dimensions : tuple of str
        Units, as ``Quantity.dimension`` has them, in which it may stand.
    """

    word: str
    dimensions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _UnitCell:
    word: str


@cache
def betterment() -> tuple[Betterment, ...]:
    """All words that tell a direction, in the order in which they decide."""
    return read_csv(Betterment, data_folder() / "language" / "betterment.csv")


@cache
def value_words() -> tuple[ValueWord, ...]:
    """All words that stand for a value, in the order of the file."""
    return read_csv(ValueWord, data_folder() / "language" / "targets_without_value.csv")


@cache
def name_dimensions() -> tuple[NameDimension, ...]:
    """All ends of names, in the order in which they decide."""
    return read_csv(NameDimension, data_folder() / "language" / "name_dimensions.csv")


@cache
def unit_cells() -> frozenset[str]:
    """What may stand in a column of units beside units and measure words."""
    return frozenset(row.word for row in read_csv(_UnitCell, data_folder() / "language" / "unit_cells.csv"))
