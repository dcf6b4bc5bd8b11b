"""Printed lines put together to paragraphs; headers, footers and page numbers kept apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shanshui.documents.captions import caption, is_note, unit_line
from shanshui.documents.numbering import marker
from shanshui.documents.pdf.rows import Row, is_wide

_PAGE_NUMBER = re.compile(r"[-—–·~\s第]{0,4}[\dIVXivx]{1,5}[-—–·~\s页]{0,4}(?:[/共]\s?\d{1,5}\s?页?)?$")
_LEADER = re.compile(r"[.·…]{3}")
_WORD = re.compile(r"[!-~]{1,12}")
_ENDED = ("。", "；", "：")
_EDGE = 0.11
"""Share of a page's height in which its header or footer stands."""


@dataclass(frozen=True, slots=True)
class Body:
    """Lines of a page that are its own, and where its text begins and ends."""

    rows: tuple[Row, ...]
    left: float
    right: float


def furniture(pages: Sequence[tuple[Sequence[Row], float]]) -> dict[tuple[int, int], str]:
    """Headers and footers: ``header`` or ``footer`` by page and line, both from 0.

    Parameters
    ----------
    pages : sequence of tuple
        Lines of each page from top to bottom, and its height.

    Notes
    -----
    A line at the edge of a page is one where it comes again, but for its digits, on a third page, or is a bare page
    number.
    """
    edges: list[tuple[int, int, str, str]] = []
    for number, (rows, height) in enumerate(pages):
        for index, row in enumerate(rows):
            if _LEADER.search(row.text):
                continue
            if row.bottom <= _EDGE * height and index < 3:
                edges.append((number, index, "header", _shape(row.text)))
            elif row.top >= (1 - _EDGE) * height and index >= len(rows) - 3:
                edges.append((number, index, "footer", _shape(row.text)))
    counts = Counter((kind, shape) for _, _, kind, shape in edges)
    most = max(3, len(pages) // 20)
    return {
        (number, index): kind
        for number, index, kind, shape in edges
        if (counts[kind, shape] >= most and len(pages) >= 3) or _PAGE_NUMBER.match(pages[number][0][index].text)
    }


def body_of(rows: Sequence[Row], usual: tuple[float, float]) -> Body:
    """Lines of a page with the edges of its text."""
    lefts = Counter(round(row.left) for row in rows if len(row.text) > 12)
    rights = [row.right for row in rows if len(row.text) > 12]
    left = min((place for place, count in lefts.items() if count > 1), default=usual[0])
    return Body(tuple(rows), min(left, usual[0] + 40), max(rights, default=usual[1]))


def paragraphs_of(body: Body, titles: frozenset[str]) -> Iterator[list[Row]]:
    """Lines of each paragraph of a page.

    Parameters
    ----------
    body : Body
        Lines in order.
    titles : frozenset of str
        Headings that the file itself names, without blanks; each is a paragraph by itself.
    """
    held: list[Row] = []
    for row in body.rows:
        if held and not goes_on(held, row, body, titles):
            yield held
            held = []
        held.append(row)
    if held:
        yield held


def goes_on(held: Sequence[Row], row: Row, body: Body, titles: frozenset[str]) -> bool:
    """Whether a line goes on with the paragraph of the lines before it."""
    last = held[-1]
    text = joined(held)
    size = last.size
    same_page = last.page == row.page
    if abs(size - row.size) > 0.12 * size or (same_page and not -0.5 * size < row.top - last.bottom < 1.6 * size):
        return False
    whole = _bare(text)
    if any(
        title.startswith(whole) and len(title) > len(whole) and title.startswith(whole + _bare(row.text))
        for title in titles
    ):
        return True
    if whole in titles or caption(row.text) or unit_line(row.text) or is_note(row.text):
        return False
    if last.right < body.right - 2.2 * size - _unbroken(row, text) or _LEADER.search(last.text):
        return False
    if caption(text) is not None:
        return marker(row.text) is None and abs(row.left + row.right - last.left - last.right) < 3 * size
    mark = marker(row.text)
    if mark is not None and ((mark.style != "1" and mark.style != "1.1") or text.endswith(_ENDED)):
        return False
    return _at_its_place(held, row, body, text)


def _unbroken(row: Row, text: str) -> float:
    """How much shorter a line may be because the next begins with a number that is not broken; 0 behind an end."""
    word = None if text.endswith(_ENDED) else _WORD.match(row.text)
    return 0.5 * row.size * len(word.group()) if word is not None else 0


def _at_its_place(held: Sequence[Row], row: Row, body: Body, text: str) -> bool:
    """Whether a line begins where the next line of the paragraph has to begin."""
    size = row.size
    if len(held) > 1:
        return row.left < held[-1].left + 0.6 * size
    first = held[0].left
    if abs(row.left - first) <= 0.6 * size:
        return first <= body.left + 1.2 * size or not text.endswith(_ENDED)
    return row.left < first or (row.left - first < 3.5 * size and marker(text) is not None)


def joined(rows: Sequence[Row]) -> str:
    """The words of a paragraph; a blank stands where a line ended within Latin words."""
    text = ""
    for row in rows:
        between = " " if text and not is_wide(text[-1]) and not is_wide(row.text[0]) else ""
        text += between + row.text
    return text


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _shape(text: str) -> str:
    return re.sub(r"[\d\s]+", "", text) or "#"
