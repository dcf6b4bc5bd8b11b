"""The lines of a text file, with what parts them; lines that one paragraph was broken into are joined again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shanshui.documents.captions import caption, is_note, unit_line
from shanshui.documents.numbering import marker
from shanshui.documents.stretch import Stretch

_LINE = re.compile(r"[^\r\n]+")
_BLANKS = (
    " \t\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b"
    "\u1680\u205f\u2028\u2029\u202f\u3000\ufeff"
)
_ENDS = tuple("。；！？：…”）)》;!?:")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something, if only a tab.

    Parameters
    ----------
    number : int
        Among all such lines, from 0.
    raw : str
        All of it, without its end.
    at : int
        Where ``raw`` begins in the text.
    start, end : int
        Where its words begin and end.
    text : str
        Its words.
    gap : int
        Blank lines before it.
    page : int or None
        Where the file parts pages by form feeds, as pdftotext does.
    """

    number: int
    raw: str
    at: int
    start: int
    end: int
    text: str
    gap: int
    page: int | None

    @property
    def tabbed(self) -> bool:
        """Whether one tab leads it and no other follows: a cell by itself."""
        return self.raw.startswith("\t") and self.raw.count("\t") == 1

    def stretch(self) -> Stretch:
        """As a stretch whose kind its words decide."""
        return Stretch(self.start, self.end, self.text, page=self.page)


def lines_of(text: str) -> tuple[Line, ...]:
    """All lines of a text that are not blank; one of a tab alone is not, since a table's empty cell looks so."""
    lines: list[Line] = []
    last = 0
    feeds = 0
    paged = "\f" in text
    for found in _LINE.finditer(text):
        raw = found[0]
        feeds += raw.count("\f", 0, len(raw) - len(raw.lstrip(_BLANKS)))
        words = raw.strip(_BLANKS)
        if words or raw == "\t":
            start = found.start() + len(raw) - len(raw.lstrip(_BLANKS)) if words else found.end()
            gap = max(_breaks(text, last, found.start()) - 1, 0) if lines else 0
            page = feeds + 1 if paged else None
            lines.append(Line(len(lines), raw, found.start(), start, start + len(words), words, gap, page))
            last = found.end()
        feeds += raw.count("\f", len(raw.rstrip(_BLANKS))) if words else 0
    return tuple(lines)


def paragraphs(lines: Sequence[Line], text: str) -> Iterator[Stretch]:
    """Lines as paragraphs: joined where the file breaks its paragraphs at a width.

    Parameters
    ----------
    lines : sequence of Line
        Those outside tables.
    text : str
        All of the file.
    """
    width = _width(lines)
    held: list[Line] = []
    for line in lines:
        if not line.text:
            continue
        if held and not (width and _goes_on(held[-1], line, width)):
            yield _joined(held, text)
            held = []
        held.append(line)
    if held:
        yield _joined(held, text)


def _joined(lines: Sequence[Line], text: str) -> Stretch:
    start, end = lines[0].start, lines[-1].end
    return Stretch(start, end, text[start:end], page=lines[0].page)


def _goes_on(line: Line, after: Line, width: int) -> bool:
    return (
        after.number == line.number + 1
        and after.gap <= (after.page != line.page)
        and _columns(line.text) >= 0.85 * width
        and not line.text.endswith(("。", "；", "！", "？"))
        and marker(after.text) is None
        and caption(after.text) is None
        and caption(line.text) is None
        and unit_line(after.text) is None
        and not is_note(after.text)
    )


def _width(lines: Sequence[Line]) -> int:
    """Columns at which a file breaks its paragraphs; 0 where it does not."""
    widths = sorted(_columns(line.text) for line in lines if len(line.text) > 12)
    if len(widths) < 8 or widths[-1] > 160:
        return 0
    width = widths[int(0.9 * (len(widths) - 1))]
    broken = [line for line in lines if _columns(line.text) >= 0.85 * width and not line.text.endswith(_ENDS)]
    return width if width >= 40 and len(broken) >= 0.3 * len(widths) else 0


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _breaks(text: str, start: int, end: int) -> int:
    between = text[start:end]
    return between.count("\n") or between.count("\r")
