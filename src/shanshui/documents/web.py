"""Pages of the web: headings, paragraphs, tables with spans; what only steers the page is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from shanshui.documents.drafting import Draft, Slot, Words
from shanshui.documents.limits import ENCODING, UNREADABLE, read_bytes
from shanshui.documents.model import Document, Kind
from shanshui.errors import DataError

_SKIPPED = frozenset(
    ("script", "style", "nav", "button", "template", "dialog", "noscript", "head", "input", "select", "textarea", "svg",
     "aside", "iframe", "object", "canvas", "video", "audio", "rt", "rp", "annotation", "del")
)  # fmt: skip
_BLOCKS = frozenset(
    ("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "section", "article", "main", "header", "footer", "figure",
     "figcaption", "blockquote", "pre", "table", "caption", "body", "html", "address", "hr", "fieldset", "form", "h1",
     "h2", "h3", "h4", "h5", "h6", "tr", "td", "th")
)  # fmt: skip
_CHARSET = re.compile(rb"charset\s{0,4}=\s{0,4}[\"']?([A-Za-z0-9_-]{2,20})")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_BROKEN = re.compile(r"(?<=[^\x00-\u02ff])\n(?=[^\x00-\u02ff])")
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_WIDEST = 200
_DEEPEST = 200


def read_web(path: Path) -> Document:
    """Read a page of HTML.

    Raises
    ------
    DataError
        Where it is none, in an unknown encoding, nested without end, or more than any plan.
    """
    data = read_bytes(path)
    text = _decoded(data, path.name)
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DataError(UNREADABLE, f"{path.name}: {error}") from error
    if root is None:
        raise DataError(UNREADABLE, f"{path.name}: no elements")
    page = _Page(Draft(path.name, "html"))
    page.read(root, None, 0)
    page.flush(None)
    return page.draft.document()


class _Page:
    """Words gathered until the next block begins."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.held: list[str] = []
        self.level = 0

    def flush(self, kind: Kind | None) -> None:
        """End a block."""
        words = tidy("".join(self.held))
        self.held.clear()
        for line in words.split("\n"):
            self.draft.add(Words(line, "", kind, self.level if kind == "heading" else 0))

    def read(self, element: Any, kind: Kind | None, depth: int) -> None:
        """Read an element with all below it."""
        name = element.tag if isinstance(element.tag, str) else ""
        if depth > _DEEPEST:
            raise DataError(UNREADABLE, f"{self.draft.name}: nested deeper than {_DEEPEST}")
        if name in _SKIPPED or _is_hidden(element):
            return
        if name == "table":
            self.flush(kind)
            self._table(element, depth)
            return
        opens = name in _BLOCKS
        own = _kind(name, kind)
        self.level = int(name[1]) if own == "heading" and kind != "heading" else self.level
        if opens:
            self.flush(kind)
        self.held.append(_before(element, name))
        for inner in element:
            self.read(inner, own, depth + 1)
            self.held.append(inner.tail or "")
        if opens:
            self.flush(own)

    def _table(self, table: Any, depth: int) -> None:
        named = next((inner for inner in table if inner.tag == "caption"), None)
        if named is not None:
            self.draft.add(Words(words_of(named, depth)))
        rows = list(_rows(table))
        heads = next((place for place, row in enumerate(rows) if not _is_head(row)), len(rows))
        if len(rows) == 1 and len(_cells(rows[0])) == 1:
            self.read_frame(_cells(rows[0])[0], depth)
            return
        self.draft.add_table(tuple(_slots(rows, depth)), least=heads if heads < len(rows) else 0)

    def read_frame(self, cell: Any, depth: int) -> None:
        """A table of one cell is a frame around what stands in it."""
        for inner in cell:
            self.held.append("")
            self.read(inner, "box", depth + 1)
            self.held.append(inner.tail or "")
        self.held.insert(0, cell.text or "")
        self.flush("box")


def words_of(element: Any, depth: int = 0) -> str:
    """All words of an element that are shown."""
    return tidy("".join(_words(element, depth)))


def tidy(words: str) -> str:
    """Words with the blanks that a browser shows; lines that ``br`` ends stay apart."""
    lines = (_SPACES.sub(" ", _BROKEN.sub("", _SPACES.sub(_blank, line))).strip() for line in words.split("\x1e"))
    return "\n".join(line for line in lines if line)


def _blank(found: re.Match[str]) -> str:
    """What is left of blanks: the end of a line, which parts no Han characters, or a blank."""
    return "\n" if "\n" in found[0] else " "


def _words(element: Any, depth: int) -> Iterator[str]:
    name = element.tag if isinstance(element.tag, str) else ""
    if name in _SKIPPED or _is_hidden(element) or depth > _DEEPEST:
        return
    yield "\x1e" if name in _BLOCKS and name not in ("td", "th", "caption") else ""
    yield _before(element, name)
    for inner in element:
        yield from _words(inner, depth + 1)
        yield inner.tail or ""
    yield "\x1e" if name in _BLOCKS and name not in ("td", "th", "caption") else ""


def _before(element: Any, name: str) -> str:
    words = element.text or ""
    if name == "br":
        return "\x1e"
    return words.translate(_RAISED) if name == "sup" and words.strip("0123456789+-−") == "" else words


def _kind(name: str, above: Kind | None) -> Kind | None:
    if name in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return "heading"
    return "footer" if name == "footer" else above


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or "display:none" in (element.get("style") or "").replace(" ", "").lower()


def _rows(table: Any) -> Iterator[Any]:
    for inner in table:
        if inner.tag == "tr":
            yield inner
        elif inner.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in inner if row.tag == "tr")


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _is_head(row: Any) -> bool:
    above = row.getparent()
    return (above is not None and above.tag == "thead") or all(cell.tag == "th" for cell in _cells(row))


def _slots(rows: list[Any], depth: int) -> Iterator[Slot]:
    taken: set[tuple[int, int]] = set()
    for row, element in enumerate(rows):
        column = 0
        for cell in _cells(element):
            while (row, column) in taken:
                column += 1
            across, down = _span(cell, "colspan"), min(_span(cell, "rowspan") or len(rows), len(rows) - row)
            taken |= {(y, x) for y in range(row, row + down) for x in range(column, column + (across or 1))}
            words = tuple(Words(line) for line in words_of(cell, depth).split("\n") if line)
            yield Slot(row, column, words, max(down, 1), max(across, 1))
            column += across or 1


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(int(value), _WIDEST) if value.isascii() and value.isdecimal() and len(value) < 6 else 1


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        named = ["utf-16"]
    else:
        found = _CHARSET.search(data[:4096])
        named = [found[1].decode("ascii")] if found else []
    for encoding in (*(_known(word) for word in named), "utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    raise DataError(ENCODING, name)


def _known(name: str) -> str:
    return (
        "gb18030" if name.lower() in ("gb2312", "gbk") else "utf-8-sig" if name.lower() in ("utf-8", "utf8") else name
    )
