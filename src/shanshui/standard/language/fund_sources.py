"""Where money comes from, by the words of sentences and of heads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from shanshui.standard.records import data_folder, read_csv

_KINDS: tuple[Literal["source", "level", "behind"], ...] = ("source", "level", "behind")
_WHOLE = re.compile(r"[全本我该各][省州市县区旗]")


@dataclass(frozen=True, slots=True)
class FundSource:
    """A word for a source of money.

    Parameters
    ----------
    word : str
        As it stands there.
    kind : {"source", "level", "behind"}
        Whether it names a source wherever it stands, or as a level of government only before a word ``behind`` (省级).
    key : str
        The source that it names; empty where it names none by itself.
    """

    word: str
    kind: Literal["source", "level", "behind"]
    key: str = ""


@cache
def _rows() -> tuple[FundSource, ...]:
    return tuple(read_csv(FundSource, data_folder() / "language" / "fund_sources.csv"))


@cache
def _pattern() -> re.Pattern[str]:
    words = {kind: "|".join(re.escape(row.word) for row in _rows() if row.kind == kind) for kind in _KINDS}
    return re.compile(rf"{words['source']}|(?:{words['level']})(?={words['behind']})")


@cache
def _keys() -> Mapping[str, str]:
    return MappingProxyType({row.word: row.key for row in _rows() if row.key})


def sources_of(words: str) -> frozenset[str]:
    """The sources of money that some words name.

    Examples
    --------
    >>> sorted(sources_of("申请中央及省级财政资金")), sorted(sources_of("市县配套")), sources_of("全县投资")
    (['central', 'province'], ['county', 'prefecture'], frozenset())
    """
    return frozenset(_keys()[found] for found in _pattern().findall(_WHOLE.sub("", words)))
