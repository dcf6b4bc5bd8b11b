"""Words for the phases of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class PhaseWord:
    """A word that names a phase.

    Parameters
    ----------
    word : str
        近期, 基准年.
    alone : bool
        Whether it names the phase without years as well.
    phase : {"", "base", "near", "far", "end"}
        Which; empty for the plan as a whole.
    not_before : tuple of str
        Words behind it that make another word of it: 中期评估.
    """

    word: str
    alone: bool
    phase: Literal["", "base", "near", "far", "end"] = ""
    not_before: tuple[str, ...] = ()


@cache
def phase_words() -> tuple[PhaseWord, ...]:
    """All of them, in the order of the file."""
    return read_csv(PhaseWord, data_folder() / "language" / "phase_words.csv")
