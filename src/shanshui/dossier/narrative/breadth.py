"""How wide text stands, in full-width characters."""

from __future__ import annotations

import unicodedata

_THIN = frozenset(".,:;'|!ilj()[]/- \u00a0")
_BROAD = frozenset("%mw—")


def breadth(text: str) -> float:
    """Width of text in full-width characters; letters and digits of Times are about half as wide.

    Examples
    --------
    >>> breadth("亿元"), breadth("12")
    (2.0, 1.06)
    """
    total = 0.0
    for letter in text:
        if unicodedata.east_asian_width(letter) in "WF":
            total += 1.0
        elif letter in _THIN:
            total += 0.34
        elif letter.isupper() or letter in _BROAD or unicodedata.east_asian_width(letter) == "A":
            total += 0.9
        else:
            total += 0.53
    return round(total, 2)
