"""Numbered tables, figures and boxes of a document: where each is defined, and where it is referred to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from shanshui.claims.model import Span
from shanshui.documents import Document
from shanshui.documents.captions import caption

Family = Literal["table", "figure", "box", "annexed table", "annexed figure"]

_NUMBER = (
    r"[A-H][ 　]?(?:[.．][ 　]?\d{1,2})?(?![A-Za-z])"
    r"|\d{1,2}(?:[ 　]?[-—–－.．][ 　]?\d{1,2}){0,3}|[一二三四五六七八九十]{1,3}(?![级类期步])"
)
_REFERENCE = re.compile(rf"(附表|附图|专栏|表|图)[ 　]?({_NUMBER})")
_NOT_AFTER = {
    "表": "代列报仪地发外年水电图量手钟课填统示附续由",
    "图": "地附蓝意企试插版构绘画截拼航续底挂",
}
_COUNTED = re.compile(r"[ 　]?(?:[张幅份个项次种类页块期月日年级公米亩元万亿吨%％]|平方|立方|km|hm|m\b)")
_OTHER_DOCUMENT = re.compile(
    r"(?:》[（(]?[^。；\n《]{0,24}|(?:GB|HJ|SL|TD|LY|NY|DZ)(?:/T)?[ ]?\d[^。；，、\n]{0,18}|上位规划[^。；，\n]{0,8})$"
)
_FAMILIES: dict[str, Family] = {
    "表": "table",
    "图": "figure",
    "专栏": "box",
    "附表": "annexed table",
    "附图": "annexed figure",
}
_NAMES: dict[Family, tuple[str, str]] = {
    "table": ("表", "table"),
    "figure": ("图", "figure"),
    "box": ("专栏", "box"),
    "annexed table": ("附表", "annexed table"),
    "annexed figure": ("附图", "annexed figure"),
}


@dataclass(frozen=True, slots=True)
class Label:
    """A numbered thing, or a reference to one.

    Parameters
    ----------
    family : Family
        What it is.
    number : str
        In one form: ``2-1``, ``B.2``, ``C``.
    title : str
        Of a definition; empty for a reference.
    span : Span
        Its words, number included.
    continued : bool
        Whether a caption only goes on from the page before.
    """

    family: Family
    number: str
    span: Span
    title: str = ""
    continued: bool = False

    @property
    def name(self) -> str:
        """As it is spoken of: 表2-1."""
        return f"{_NAMES[self.family][0]}{self.number}"


def definitions(document: Document) -> tuple[Label, ...]:
    """Captions of tables, figures and boxes, in order."""
    found = []
    for block in document.blocks:
        if block.kind not in ("caption", "box", "heading"):
            continue
        words = document.words(block)
        line = words.strip().split("\n")[0]
        read = caption(line)
        if read is None or not read.number or re.search(r"[…\.．]{3,}|\t\d+$", line):
            continue
        start = block.start + words.find(line)
        annexed = line.startswith(("附", "表附", "图附"))
        family: Family = f"annexed {read.names}" if annexed and read.names != "box" else read.names  # type: ignore[assignment]
        span = Span(start, start + len(line))
        found.append(Label(family, normal(read.number), span, read.title, read.continued))
    return tuple(found)


def references(document: Document, defined: tuple[Label, ...]) -> Iterator[Label]:
    """Places where a text refers to a table, figure or box of its own."""
    text = document.text
    taken = {start for label in defined for start in range(label.span.start, label.span.start + 8)}
    for found in _REFERENCE.finditer(text):
        word, start = found[1], found.start()
        before = text[start - 1] if start else ""
        if start in taken or before in _NOT_AFTER.get(word, "") or _COUNTED.match(text, found.end()):
            continue
        if word in ("表", "图") and found[2].isdigit() and before not in "（(见如和及与、至" and before.strip():
            continue
        if _OTHER_DOCUMENT.search(text, max(0, start - 60), start) or _is_list_of_contents(text, found.end()):
            continue
        yield Label(_FAMILIES[word], normal(found[2]), Span(*found.span()))


def normal(number: str) -> str:
    """A number in one form.

    Examples
    --------
    >>> normal("2.1"), normal("B. 2"), normal("2—1"), normal("C")
    ('2-1', 'B.2', '2-1', 'C')
    """
    bare = re.sub(r"[ 　]", "", number)
    if bare[:1].isalpha() and bare[:1].isascii():
        return bare.replace("．", ".") if "." in bare or "．" in bare else re.sub(r"^([A-Z])(\d)", r"\1.\2", bare)
    return re.sub(r"[—–－.．‐]", "-", bare)


def _is_list_of_contents(text: str, end: int) -> bool:
    line = text[end : text.find("\n", end) if text.find("\n", end) >= 0 else len(text)]
    return bool(re.search(r"(?:[.…·．]{3,}|\t)\s*\d{1,4}\s*$", line[:120]))
