"""Words by which tables name their totals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.records import data_folder, read_csv

_BESIDE = re.compile(r"[（(][^）)]{0,12}[）)]|[\s:：]|(?:19|20)\d\d\s?年(?=.)")

_OF_GROUP = "小计"
_OF_KIND = re.compile(r"[^，。；、]{1,12}(?:合计|总计|共计)")
"""工程费合计, 近期投资总计: the sum of what stands there, or of some of it."""


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
    return _BESIDE.sub("", cell) in _words("total") or is_loose(cell)


def is_loose(cell: str) -> bool:
    """Whether a cell may name a total, and may name something else as well."""
    bare = _BESIDE.sub("", cell)
    return bare in _words("loose") or (bare not in _words("total") and _OF_KIND.fullmatch(bare) is not None)


def is_subtotal(cell: str) -> bool:
    """Whether a cell names the total of a group: 小计, 第二单元小计."""
    bare = _BESIDE.sub("", cell)
    return bare in _words("subtotal") or bare.endswith(_OF_GROUP)
