"""Words of kinds that exclude each other: what is 山地 is no 河谷, what is 天然林 is no 人工林."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class FamilyWord:
    """A word for one kind.

    Parameters
    ----------
    word : str
        As it stands in names.
    family : str
        What it is a kind of: of the words of one family only one is true of a place or a thing.
    """

    word: str
    family: str


@cache
def _rows() -> tuple[FamilyWord, ...]:
    return read_csv(FamilyWord, data_folder() / "language" / "families.csv")


def exclude_each_other(names: Sequence[str]) -> bool:
    """Whether nothing can bear two of several names: each ends in words of one family that no other name has.

    Examples
    --------
    >>> exclude_each_other(["山地丘陵", "河谷盆地"]), exclude_each_other(["山地丘陵", "丘陵"])
    (True, False)
    >>> exclude_each_other(["林地", "保护地"])
    False
    """
    bare = [name.removesuffix("面积") for name in names]
    found = [{row for row in _rows() if row.word in name} for name in bare]
    families = {row.family for rows in found for row in rows}
    apart = sum(map(len, found)) == len(set().union(*found))
    ends = all(any(name.endswith(row.word) for row in rows) for name, rows in zip(bare, found, strict=True))
    return len(names) > 1 and len(families) == 1 and apart and ends


def word_of(name: str, family: str) -> str:
    """The longest word of a family that a name holds; nothing where it holds none.

    Examples
    --------
    >>> word_of("已提前完成", "progress"), word_of("中央财政", "progress")
    ('提前完成', '')
    """
    return max((row.word for row in _rows() if row.family == family and row.word in name), key=len, default="")
