"""Words of headings under which a document speaks of faults, its own or another's: 勘误, 采纳情况, 裁定事项."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class DiscussionWord:
    """A word of such a heading.

    Parameters
    ----------
    word : str
        As it stands there.
    kind : {"ruling", "discussion"}
        Whether what stands below settles a contradiction, or only speaks of one.
    """

    word: str
    kind: Literal["ruling", "discussion"]


@cache
def discussion_words() -> tuple[DiscussionWord, ...]:
    """All of them, in the order of the file."""
    return read_csv(DiscussionWord, data_folder() / "language" / "discussions.csv")
