"""Items that stand twice in one list of items joined by 、."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanshui.claims.model import Span
from shanshui.documents import Document
from shanshui.standard.language.list_openings import list_openings

_ITEM = r"[^，。；：！？,;:!?\n\t（）()《》“”〔〕、]{1,40}"
_LIST = re.compile(rf"{_ITEM}(?:[（(][^（）()\n]{{0,60}}[）)])?(?:、{_ITEM}(?:[（(][^（）()\n]{{0,60}}[）)])?)+")
_BRACKET = re.compile(r"[（(][^（）()\n]{0,60}[）)]")
_SUM = re.compile(r"等[^、]{0,12}$")
_JOINT = re.compile(r"以及|及|和")
_PLAIN = re.compile(r"[^\d\s%％．.]{3,}")
_BRACKETED = "（("
_RESPECTIVE = re.compile(r"分别|依次|各为|之间")
_JOINING = re.compile(r"和|与|及|或|对|的|在|等|由|使")
LONG = 18
"""Letters beyond which what stands between two marks is no item any more."""
SHORT = 6
"""Letters up to which a joining word belongs to the item."""
LEAST = 3
"""Letters of an item that is told from what stands before it by a verb alone."""


def doubles(document: Document) -> Iterator[tuple[Span, Span]]:
    """The same item twice in one list.

    Parameters
    ----------
    document : Document
        Its paragraphs, boxes, notes and cells are read.

    Yields
    ------
    tuple of Span
        Both places, the later one last.

    Notes
    -----
    Lists end at any other mark of punctuation; what stands in brackets belongs to the item before it, and two items
    of one name with other words in brackets are two things. Items with digits are amounts, and amounts may be equal.
    """
    for block in document.blocks:
        if block.kind not in ("paragraph", "box", "note", "cell"):
            continue
        for found in _LIST.finditer(document.text, block.start, block.end):
            if not _RESPECTIVE.search(found.group()):
                yield from _twice(document.text, found.start(), found.end())


def _twice(text: str, start: int, end: int) -> Iterator[tuple[Span, Span]]:
    seen: dict[str, Span] = {}
    parts = _parts(text, start, end)
    first = parts[0]
    for number, span in enumerate(parts[1:], start=1):
        if number < len(parts) - 1 and _joins_two(text[span.start : span.end]):
            seen.clear()
            first = span
            continue
        for item in _readings(text, span, last=number == len(parts) - 1):
            words = text[item.start : item.end]
            if not _PLAIN.fullmatch(_BRACKET.sub("", words)):
                continue
            before = seen.get(words) or _opened(text, first, words)
            if before is not None:
                yield before, item
                break
            seen[words] = item


def _joins_two(words: str) -> bool:
    """Whether what stands between two 、 ends one list and begins another: 盐碱化土地与原有石漠化."""
    bare = _BRACKET.sub("", words)
    return len(bare) > LONG or (len(bare) > SHORT and _JOINING.search(bare) is not None)


def _parts(text: str, start: int, end: int) -> list[Span]:
    parts, depth, begun = [], 0, start
    for place in range(start, end):
        if text[place] in _BRACKETED:
            depth += 1
        elif text[place] in "）)":
            depth -= 1
        elif text[place] == "、" and depth == 0:
            parts.append(Span(begun, place))
            begun = place + 1
    return [*parts, Span(begun, end)]


def _readings(text: str, span: Span, *, last: bool) -> Iterator[Span]:
    """The item; of the last one what stands before 等, and both sides of 和 as well."""
    if not last:
        yield span
        return
    words = text[span.start : span.end]
    summed = _SUM.search(words)
    end = span.start + (summed.start() if summed else len(words))
    yield Span(span.start, end)
    joints = list(_JOINT.finditer(text, span.start, end))
    if len(joints) == 1:
        yield Span(span.start, joints[0].start())
        yield Span(joints[0].end(), end)


def _opened(text: str, first: Span, words: str) -> Span | None:
    """Where the first item is the same once the verb before it is taken off."""
    opening = text[first.start : first.end]
    if not opening.endswith(words):
        return None
    before = opening[: -len(words)]
    if not before or (len(words) >= LEAST and before.endswith(list_openings())):
        return Span(first.end - len(words), first.end)
    return None
