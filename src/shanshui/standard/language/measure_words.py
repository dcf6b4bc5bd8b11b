"""Measure words and counted nouns: what a number may count."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class MeasureWord:
    """A word between a number and what is counted.

    Parameters
    ----------
    word, unit : str
        As it stands behind a number; code of ``units.csv`` in which it counts.
    words : {"always", "guarded", "titles", "slogan", "never"}
        Whether a number in Chinese characters before it is an amount: always; only where the words around say that
        something is counted; only before a noun (四大任务); only in a slogan (三屏、两廊); never, since it numbers
        or names (一级, 三期). Digits before it are an amount in all cases but a slogan's.
    not_before : tuple of str
        What follows where it is the beginning of another word: 处 in 处理.
    """

    word: str
    unit: str
    words: Literal["always", "guarded", "titles", "slogan", "never"]
    not_before: tuple[str, ...] = ()


@cache
def measure_words() -> tuple[MeasureWord, ...]:
    """All of them, in the order of the file."""
    return read_csv(MeasureWord, data_folder() / "language" / "measure_words.csv")
