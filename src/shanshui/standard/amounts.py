"""Amounts that a text tells, each a number with its unit behind it."""

from __future__ import annotations

import re
from decimal import Decimal

from shanshui.quantity import convert, unit
from shanshui.standard.words import narrow

_AMOUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*([^\s\d,.]+)")
_LONGEST_UNIT = 8


def amounts_in(text: str, inner: str) -> list[Decimal]:
    """Amounts that a text tells in units of one kind.

    Parameters
    ----------
    text : str
        As somebody wrote it: numbers, each with its unit behind it.
    inner : str
        Unit code; only amounts that can be turned into it count.

    Returns
    -------
    list of Decimal
        [inner], in the order of the text.

    Examples
    --------
    >>> amounts_in("50 hm2, 70 wan_yuan", "yuan") == [700000]
    True
    """
    found = []
    for number, words in _AMOUNT.findall(narrow(text)):
        code = _unit_at_start(words)
        try:
            if code:
                found.append(convert(Decimal(number.replace(",", "")), code, inner))
        except ValueError:
            continue
    return found


def _unit_at_start(words: str) -> str:
    """Code of the longest name of a unit that words begin with; empty where there is none."""
    for length in range(min(_LONGEST_UNIT, len(words)), 0, -1):
        try:
            return unit(words[:length]).code
        except KeyError:
            continue
    return ""
