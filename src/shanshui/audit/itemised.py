"""Items told line by line, or clause by clause between ；, with the lines that sum them up before or behind."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from shanshui.audit.reading import Reading
from shanshui.claims.model import Quantity, Span
from shanshui.documents.numbering import marker
from shanshui.standard.language.breakdown_words import breakdown_words
from shanshui.standard.language.item_words import item_words

_PIECE = re.compile(r"[^；;]+")
_NAMED = re.compile(r"\s{0,4}[^，。；：:、\d]{2,24}[：:]")
_CODE = re.compile(r"(?P<letters>[A-Z]{1,4})[-—]?\d{1,3}(?![\d.．+])")
_LIST_NAME = "[重点大子具体]{0,4}"
_MOST = 200
"""Characters of a line that sums up."""
_BEFORE = 12
_KINDS = frozenset({"paragraph", "box", "heading"})
_YEAR = re.compile(r"(?<!\d)20\d\d年")
_ALL = re.compile(r"(?<!公)共(?![同享])")


@dataclass(frozen=True, slots=True)
class Itemised:
    """Amounts of items, and one that is said to be that of all of them.

    Parameters
    ----------
    whole : Quantity
        The total.
    parts : tuple of Quantity
        One of each item, in order.
    before : bool
        Whether the total stands before the items.
    """

    whole: Quantity
    parts: tuple[Quantity, ...]
    before: bool


def itemised(reading: Reading) -> Iterator[Itemised]:
    """Runs of items each of which has one amount of a kind, beside a total of that kind.

    Notes
    -----
    Items of a run are alike: they bear numbers of one style, or each opens with a name and a colon. Whatever else an
    item holds, it is taken for the amount that is of all of it: the first of its kind, if no word such as 其中 or 近期
    leads to it.
    """
    lines = list(lines_of(reading))
    place = 0
    while place < len(lines):
        items, after = _run(reading.document.text, lines, place)
        if len(items) < 2:
            place += 1
            continue
        if place and not (after < len(lines) and _is_rest(reading.document.text, lines[after])):
            yield from _summed(reading, items, lines[place - 1], before=True)
        if after < len(lines):
            yield from _summed(reading, items, lines[after], before=False)
        place = after


@dataclass(frozen=True, slots=True)
class Counted:
    """Items in lines, and how many the line behind them says that there are.

    Parameters
    ----------
    count : Quantity
        The number.
    items : tuple of Span
        The items.
    """

    count: Quantity
    items: tuple[Span, ...]


def counted(reading: Reading) -> Iterator[Counted]:
    """Runs of items that the line right behind them counts: 上述5个项目."""
    text = reading.document.text
    lines = list(lines_of(reading))
    for place, line in enumerate(lines):
        for count in _within(reading, line) if place else ():
            above = text.endswith(item_words("above"), line.start, count.span.start)
            if (
                not above
                or count.word not in item_words("counter")
                or not _noun().match(text, count.span.end, line.end)
            ):
                continue
            first = place
            while first and _items(text, lines[first - 1])[0] == _items(text, lines[place - 1])[0] != "":
                first -= 1
            items = tuple(item for own in lines[first:place] for item in _items(text, own)[1])
            if len(items) > 1:
                yield Counted(count, items)


def _is_rest(text: str, line: Span) -> bool:
    """Whether a line tells of what is not among the items above it."""
    return text[line.start : line.end].lstrip().startswith(item_words("rest"))


@cache
def _noun() -> re.Pattern[str]:
    """What is counted, behind its number."""
    return re.compile(rf"{_LIST_NAME}(?:{'|'.join(item_words('noun'))})")


def lines_of(reading: Reading) -> Iterator[Span]:
    """Lines of running text, one by one; a table between two of them is an empty one."""
    text = reading.document.text
    for block in reading.document.blocks:
        if block.kind not in _KINDS:
            if block.kind == "cell":
                yield Span(block.start, block.start)
            continue
        start = block.start
        while start < block.end:
            end = text.find("\n", start, block.end)
            end = block.end if end < 0 else end
            if text[start:end].strip():
                yield Span(start, end)
            start = end + 1


def _run(text: str, lines: Sequence[Span], place: int) -> tuple[list[Span], int]:
    """The items from a line on, and the first line behind them."""
    style, items = "", []
    while place < len(lines):
        own, found = _items(text, lines[place])
        if not found or (style and own != style):
            break
        style = own
        items.extend(found)
        place += 1
    return items, place


def _items(text: str, line: Span) -> tuple[str, list[Span]]:
    """The items of a line, with the style by which those of one run are alike; none where it is no line of items."""
    words = text[line.start : line.end].strip()
    if (mark := marker(words)) is not None:
        return mark.style, [line]
    if (code := _CODE.match(words)) is not None:
        return code["letters"], [line]
    pieces = [Span(found.start(), found.end()) for found in _PIECE.finditer(text, line.start, line.end)]
    pieces = [piece for piece in pieces if text[piece.start : piece.end].strip(" 。\u3000")]
    if pieces and all(_NAMED.match(text, piece.start, piece.end) for piece in pieces):
        return ":", pieces
    return "", []


def _summed(reading: Reading, items: Sequence[Span], line: Span, *, before: bool) -> Iterator[Itemised]:
    if line.end - line.start > _MOST:
        return
    text = reading.document.text
    told = [q for q in _within(reading, line) if q.dimension not in ("", "%") and _is_total(text, line, q)]
    for whole in told:
        parts = [_own(reading, item, whole) for item in items]
        alone = sum(quantity.dimension == whole.dimension for quantity in told) == 1
        if alone and all(part is not None for part in parts):
            yield Itemised(whole, tuple(part for part in parts if part is not None), before)


def _is_total(text: str, line: Span, quantity: Quantity) -> bool:
    words = text[max(line.start, quantity.span.start - _BEFORE) : quantity.span.start]
    cues = (*breakdown_words("total"), *breakdown_words("sum"))
    return any(cue in words for cue in cues if len(cue) > 1) or _ALL.search(words) is not None


def _own(reading: Reading, item: Span, whole: Quantity) -> Quantity | None:
    """The amount of an item that a total is to be made of."""
    text = reading.document.text
    alike = [quantity for quantity in _within(reading, item) if quantity.dimension == whole.dimension]
    if not alike or (len(alike) > 1 and whole.dimension != "yuan"):
        return None
    start = max(item.start, alike[0].span.start - _BEFORE)
    words = text[start : alike[0].span.start]
    return None if _YEAR.search(words) or any(word in words for word in item_words("partly")) else alike[0]


def _within(reading: Reading, span: Span) -> list[Quantity]:
    first = bisect_left(reading.quantities, span.start, key=lambda quantity: quantity.span.start)
    behind = bisect_left(reading.quantities, span.end, lo=first, key=lambda quantity: quantity.span.start)
    return [quantity for quantity in reading.quantities[first:behind] if quantity.span.end <= span.end]
