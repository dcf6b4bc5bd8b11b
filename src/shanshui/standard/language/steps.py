"""Steps that follow each other: of works, of papers that somebody approves, of what is planted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.records import data_folder, read_csv

Chain = Literal["works", "papers", "plants"]


@dataclass(frozen=True, slots=True)
class StepWord:
    """A word for a step.

    Parameters
    ----------
    word : str
        As it stands beside its date.
    chain : {"works", "papers", "plants"}
        What the step is one of; only steps of one chain have an order.
    step : int
        Its place: a later one does not come before an earlier one.
    """

    word: str
    chain: Chain
    step: int


@cache
def step_words() -> tuple[StepWord, ...]:
    """All of them, longest first."""
    rows = read_csv(StepWord, data_folder() / "language" / "steps.csv")
    return tuple(sorted(rows, key=lambda row: -len(row.word)))
