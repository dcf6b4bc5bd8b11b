"""Titles of documents: without what editions and prints differ in, and slips of a character or two."""

from __future__ import annotations

import re

_NOISE = re.compile(r"[\s　:：—\-－–、，·]|第[1-9一二三四五六]部分|[（(](?:试行|修订|20\d\d)[^）)]*[）)]")


def bare_title(title: str) -> str:
    """A title without marks, parts and editions.

    Examples
    --------
    >>> bare_title("水土保持综合治理  规划通则（试行）")
    '水土保持综合治理规划通则'
    """
    return _NOISE.sub("", title).strip()


def is_slip(one: str, other: str) -> bool:
    """Whether two titles of about one length differ in one or two characters.

    Examples
    --------
    >>> is_slip("造林技术规程", "造林技木规程"), is_slip("造林技术规程", "森林抚育规程")
    (True, False)
    """
    if abs(len(one) - len(other)) > 1 or (one[:1] != other[:1] and one[-1:] != other[-1:]):
        return False
    if len(one) == len(other):
        return 0 < sum(a != b for a, b in zip(one, other, strict=True)) <= (2 if len(one) >= 14 else 1)
    short, long = sorted((one, other), key=len)
    return any(long[:n] + long[n + 1 :] == short for n in range(len(long)))


def is_padded(one: str, other: str) -> bool:
    """Whether a title is another one with one to three characters put in or left out in one place.

    Examples
    --------
    >>> is_padded("湿地环境保护法", "湿地保护法"), is_padded("水法", "水污染防治法")
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    missing = len(long) - len(short)
    return 1 <= missing <= min(3, len(short) - 3) and any(
        long[:n] + long[n + missing :] == short for n in range(1, len(short))
    )
