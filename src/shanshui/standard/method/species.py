"""What makes a species important or harmful (B.2-063, B.2-064), and how people write it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv
from shanshui.standard.words import narrow

_ALIEN = ("外来", "引入", "入侵", "alien", "introduced", "invasive", "exotic", "非本地", "非原生")
_NATIVE = ("本地", "原生", "乡土", "自然分布", "土著", "native")
_YES, _NO = frozenset({"是", "yes", "y", "true", "1"}), frozenset({"否", "no", "n", "false", "0"})


@dataclass(frozen=True, slots=True)
class SpeciesStatus:
    """A standing of species.

    Parameters
    ----------
    key : str
        Name in program.
    group : {"important", "harmful"}
        Which indicator counts it.
    name, name_en : str
        For readers.
    words : tuple of str
        How it is written.
    source, certainty : str
        Where it comes from, and how sure it is.
    """

    key: str
    group: Literal["important", "harmful"]
    name: str
    name_en: str
    words: tuple[str, ...]
    source: str
    certainty: Certainty


@cache
def load_species_statuses() -> Mapping[str, SpeciesStatus]:
    """All standings by key."""
    rows = read_csv(SpeciesStatus, data_folder() / "method" / "species_statuses.csv")
    return keyed(rows, lambda row: row.key, "species_statuses.csv")


def statuses(text: str) -> frozenset[str]:
    """Keys of the standings that somebody wrote; none for what is not known.

    Examples
    --------
    >>> [sorted(statuses(text)) for text in ("国家Ⅱ级，EN", "极度濒危（CR）", "三有", "近危NT", "省二级重点保护")]
    [['endangered', 'national_2'], ['critical'], [], [], ['provincial']]
    """
    left = narrow(text)
    found = set()
    for pattern, key in _patterns():
        rest = pattern.sub(" ", left)
        if rest != left:
            found.add(key)
            left = rest
    return frozenset(found)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Every word, the longest first, so that 极度濒危 is not taken for 濒危; those of letters stand by themselves."""
    words = [(narrow(word), key) for key, row in load_species_statuses().items() for word in row.words]
    words.sort(key=lambda pair: -len(pair[0]))
    return tuple(
        (re.compile(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])" if word.isascii() else re.escape(word), re.I), key)
        for word, key in words
    )


def native(text: str) -> bool | None:
    """Whether a species is native, as somebody wrote it; None where it is not said.

    Examples
    --------
    >>> native("是"), native("本地种"), native("外来"), native("非本地"), native(""), native("TRUE")
    (True, True, False, False, None, True)
    """
    written = narrow(text).strip().casefold()
    if written in _YES or written in _NO:
        return written in _YES
    if any(word in written for word in _ALIEN):
        return False
    return True if any(word in written for word in _NATIVE) else None
