"""Words for the whole region that a plan is of, for what is more than it, and for no thing in particular."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class WholeWord:
    """A word for a whole.

    Parameters
    ----------
    word : str
        As it stands there, without 面积 at its end.
    kind : {"region", "plain", "above", "general"}
        The region of the plan, a part of such a word that tells it for sure, what lies above it, or anything at all.
    """

    word: str
    kind: Literal["region", "plain", "above", "general"]


@cache
def _words() -> tuple[WholeWord, ...]:
    return read_csv(WholeWord, data_folder() / "language" / "wholes.csv")


@cache
def region_words() -> frozenset[str]:
    """Words for the region: 国土, 县域, 土地总面积."""
    return frozenset(row.word for row in _words() if row.kind == "region")


@cache
def level_words() -> tuple[str, ...]:
    """Words for what is more than a county."""
    return tuple(row.word for row in _words() if row.kind == "above")


@cache
def general_words() -> frozenset[str]:
    """Words that name no thing in particular: 项目, 工程, 任务."""
    return frozenset(row.word for row in _words() if row.kind == "general")


@cache
def plain_words() -> tuple[str, ...]:
    """Parts of words for the region that no zone is called by: 国土, 县域, 辖区."""
    return tuple(row.word for row in _words() if row.kind == "plain")
