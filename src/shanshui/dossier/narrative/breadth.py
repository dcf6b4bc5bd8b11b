"""How wide text stands, in full-width characters."""

from __future__ import annotations

import unicodedata
from functools import cache

_THIN = frozenset(".,:;'|!ilj()[]/- \u00a0")
_BROAD = frozenset("%mw—")


def breadth(text: str) -> float:
    """Width of text in full-width characters; letters and digits of Times are about half as wide.

    Examples
    --------
    >>> breadth("亿元"), breadth("12")
    (2.0, 1.06)
    """
    return round(sum(map(_of_letter, text), 0.0), 2)


@cache
def _of_letter(letter: str) -> float:
    wide = unicodedata.east_asian_width(letter)
    if wide in "WF":
        return 1.0
    if letter in _THIN:
        return 0.34
    return 0.9 if letter.isupper() or letter in _BROAD or wide == "A" else 0.53
