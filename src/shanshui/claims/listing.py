"""Lists of names taken apart at 、 and at the last 和, 与, 及, never inside brackets, quotes or a name."""

from __future__ import annotations

import re
from collections.abc import Collection

from shanshui.claims.model import Span

_OPENING, _CLOSING = "（(“《〈「『【[", "）)”》〉」』】]"
_JOINS = ("以及", "和", "与", "及", "或", "暨")
_BLANK = " \t\u3000、，,；;"
_NOT_JOIN = re.compile(r"和(?=谐|平|睦)|(?<=总|温|饱|缓|调)和|(?<=参)与|与(?=会)|及(?=时)|(?<=以)及|(?<=普|涉|危)及")


def parted(text: str, span: Span, wanted: int | None = None, whole: Collection[str] = ()) -> tuple[Span, ...]:
    """The items of a list.

    Parameters
    ----------
    text : str
        The document's text.
    span : Span
        The list.
    wanted : int, optional
        How many there should be: it decides whether 和 and 与 join two items or stand inside one.
    whole : collection of str, optional
        Names that are not taken apart.

    Returns
    -------
    tuple of Span
        Items in order, without marks around.

    Notes
    -----
    Every item is cut at 、. The last one is cut once more at its joining word unless it is a name known as a whole,
    or the number wanted is already there.
    """
    items = _at_commas(text, span)
    if not items:
        return ()
    if wanted is not None and len(items) >= wanted:
        return items
    last = items[-1]
    if text[last.start : last.end] in whole:
        return items
    joins = [(item, here) for item in items for here in _joins(text, item)]
    if wanted is None:
        joins = [pair for pair in joins if pair[0] is last][-1:]
    for item, here in reversed(joins):
        items = _cut(text, items, item, here)
        if wanted is not None and len(items) >= wanted:
            break
    return items


def _cut(text: str, items: tuple[Span, ...], item: Span, here: int) -> tuple[Span, ...]:
    """Items, one of which is cut at a joining word where something stands on both sides."""
    word = next(join for join in _JOINS if text.startswith(join, here))
    owner = next((one for one in items if one.start <= here < one.end), item)
    left, right = _trim(text, Span(owner.start, here)), _trim(text, Span(here + len(word), owner.end))
    if left.start >= left.end or right.start >= right.end:
        return items
    return tuple(piece for one in items for piece in ((left, right) if one is owner else (one,)))


def _at_commas(text: str, span: Span) -> tuple[Span, ...]:
    found, begin, depth = [], span.start, 0
    for here in range(span.start, span.end):
        mark = text[here]
        if mark in _OPENING:
            depth += 1
        elif mark in _CLOSING:
            depth = max(0, depth - 1)
        elif mark in "、；;" and depth == 0:
            found.append(_trim(text, Span(begin, here)))
            begin = here + 1
    found.append(_trim(text, Span(begin, span.end)))
    return tuple(item for item in found if item.start < item.end)


def _joins(text: str, span: Span) -> tuple[int, ...]:
    """Places of joining words outside of brackets, the last first where only one is cut."""
    found, depth, here = [], 0, span.start
    while here < span.end:
        mark = text[here]
        if mark in _OPENING:
            depth += 1
        elif mark in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0 and _NOT_JOIN.match(text, here) is None:
            word = next((join for join in _JOINS if text.startswith(join, here)), "")
            if word:
                found.append(here)
                here += len(word)
                continue
        here += 1
    return tuple(found)


def _trim(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return Span(start, end)


ATTRIBUTED = re.compile(r"[，,][\u4e00-\u9fff]{0,8}[约近为达共]{0,2}\d")
_OPEN_END = re.compile(r"等(?:等|地|[\u4e00-\u9fff]{0,8})?$")
_OPEN_START = re.compile(r"^(?:主要有|主要为|主要包括|主要是|如|例如|诸如)")


def ended(text: str, span: Span) -> tuple[Span, bool]:
    """Where a list ends that begins with a stretch, and whether it means more than it names.

    Notes
    -----
    It ends at 。 or ；, or at a ， that no amount of the item before follows (甲，面积3公顷、乙，面积5公顷).
    """
    depth, here, opened = 0, span.start, False
    if _OPEN_START.match(text[span.start : span.start + 4]):
        opened = True
    while here < span.end:
        mark = text[here]
        if mark in _OPENING:
            depth += 1
        elif mark in _CLOSING:
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and (mark in "。；;\n" or (mark in "，," and ATTRIBUTED.match(text, here, span.end) is None)):
            break
        here += 1
    more = _OPEN_END.search(text[max(span.start, here - 10) : here])
    return Span(span.start, here), opened or (more is not None)
