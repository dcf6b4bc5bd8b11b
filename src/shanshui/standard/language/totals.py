"""Words by which tables name their totals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.records import data_folder, read_csv

_BESIDE = re.compile(r"[（(][^）)]{0,12}[）)]|[\s:：]|(?:19|20)\d\d\s?年(?=.)")


@dataclass(frozen=True, slots=True)
class TotalWord:
    """A word for a total.

    Parameters
    ----------
    word : str
        As it stands in the cell.
    kind : {"total", "loose", "subtotal"}
        Whether it is of everything, or of a group; ``loose`` words may also head something else.
    """

    word: str
    kind: Literal["total", "loose", "subtotal"]


@cache
def _words(kind: str) -> frozenset[str]:
    rows = read_csv(TotalWord, data_folder() / "language" / "totals.csv")
    return frozenset(row.word for row in rows if row.kind == kind)


def is_total(cell: str) -> bool:
    """Whether a cell names the total of everything, a unit in brackets and a year before it aside."""
    return _BESIDE.sub("", cell) in _words("total") | _words("loose")


def is_loose(cell: str) -> bool:
    """Whether a cell may name a total, and may name something else as well."""
    return _BESIDE.sub("", cell) in _words("loose")


def is_subtotal(cell: str) -> bool:
    """Whether a cell names the total of a group."""
    return _BESIDE.sub("", cell) in _words("subtotal")
