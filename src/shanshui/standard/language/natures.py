"""Words that say whether an indicator binds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class NatureWord:
    """A word of the nature of an indicator: 约束 of 约束性, 预期 of 预期性指标."""

    word: str
    nature: Literal["binding", "guiding"]


@cache
def nature_words() -> tuple[NatureWord, ...]:
    """All of them, in the order of the file."""
    return read_csv(NatureWord, data_folder() / "language" / "natures.csv")
