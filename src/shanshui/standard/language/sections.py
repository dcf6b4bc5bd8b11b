"""Words of headings under which a plan says again what it says elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class SectionWord:
    """A word of a heading.

    Parameters
    ----------
    word : str
        Part of the heading.
    kind : {"summary", "aim"}
        A summary may repeat anything; a heading of aims may stand in two chapters with the same text below.
    """

    word: str
    kind: Literal["summary", "aim"]


@cache
def section_words(kind: str) -> tuple[str, ...]:
    """Words of one kind, in the order of the file."""
    rows = read_csv(SectionWord, data_folder() / "language" / "sections.csv")
    return tuple(row.word for row in rows if row.kind == kind)
