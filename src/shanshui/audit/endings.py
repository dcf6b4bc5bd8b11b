"""What several words have in common at their end: 云水河廊道 and 青溪河廊道 are both 河廊道."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile


def common_ending(words: Sequence[str]) -> str:
    """The characters that all words end in.

    Parameters
    ----------
    words : sequence of str
        Two or more; of fewer nothing is in common.

    Examples
    --------
    >>> common_ending(["加强云顶岭", "位于云顶岭"])
    '云顶岭'
    >>> common_ending(["云顶岭"])
    ''
    """
    if len(words) < 2:
        return ""
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*(reversed(word) for word in words), strict=False))
    return "".join(letters[0] for letters in alike)[::-1]
