"""Names as findings list them."""

from __future__ import annotations

from collections.abc import Iterable

_LISTED = 5
_BETWEEN = "、"


def joined(names: Iterable[str]) -> str:
    """All names in one line.

    Examples
    --------
    >>> joined(["甲", "乙", "甲"])
    '甲、乙、甲'
    """
    return _BETWEEN.join(names)


def listed(names: Iterable[str]) -> str:
    """The first few names, each once, and how many there are in all where some are left out.

    Examples
    --------
    >>> listed(["甲", "乙", "甲"]), listed("abcdefg")
    ('甲、乙', 'a、b、c、d、e…（7）')
    """
    known = tuple(dict.fromkeys(names))
    joined = _BETWEEN.join(known[:_LISTED])
    return joined if len(known) <= _LISTED else f"{joined}…（{len(known)}）"
