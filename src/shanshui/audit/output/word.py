"""The audited Word file with a comment at the very words of every quotation; its text stays as it is."""

from __future__ import annotations

import io
import posixpath
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from shanshui.audit.auditing import Audited
from shanshui.audit.output.anchors import Element, letters_of, places_of, put_end, put_start
from shanshui.audit.output.passages import passage
from shanshui.documents import Block, Document
from shanshui.documents.word.text import local
from shanshui.remarks import Comment, comments
from shanshui.standard import Standard
from shanshui.standard.words import without_control

AUTHOR = "shanshui"
OTHERS = 12
"""Other places of a finding that a comment names; the rest is counted."""

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_BODY = "document"
_STORIES = frozenset({"txbxContent", "comment"})


@dataclass(frozen=True, slots=True)
class _Remark:
    """One comment: its words, and the stretch of the document's text that it hangs on."""

    lines: tuple[str, ...]
    start: int
    end: int


def commented(data: bytes, audited: Audited, standard: Standard, lang: str = "zh") -> bytes:
    """A Word file with comments.

    Parameters
    ----------
    data : bytes
        The file that was audited.
    audited : Audited
        What was found in it; its blocks say which paragraph they were read from.
    standard : Standard
        Words.
    lang : {"zh", "en"}
        Language of the comments.

    Returns
    -------
    bytes
        The same package with comments added to those it has; the same findings give the same bytes.

    Notes
    -----
    Word allows no comments in footnotes, headers and text boxes: there one stands at the reference of the note, at the
    paragraph that holds the box, or at the beginning of the document.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {info.filename: package.read(info) for info in package.infolist() if not info.is_dir()}
        infos = [info for info in package.infolist() if not info.is_dir()]
    main = _main_part(parts)
    root = _parsed(parts[main])
    folder, stem = posixpath.split(main)
    links = f"{folder}/_rels/{stem}.rels" if folder else f"_rels/{stem}.rels"
    book = _Comments(parts, main, links, root)
    notes = {
        kind: _parsed(parts[name]) for kind in ("footnotes", "endnotes") if (name := f"{folder}/{kind}.xml") in parts
    }
    hung = _Hanging(root, notes)
    for remark in _remarks(audited, standard, lang):
        hung.hang(audited.document, remark, book)
    parts[main] = _written(root)
    parts |= book.parts()
    return _packed(parts, infos)


def _remarks(audited: Audited, standard: Standard, lang: str) -> Iterator[_Remark]:
    """A comment for each quotation, in the order in which findings are numbered in the matrix."""
    for number, comment in enumerate(comments(audited.findings, standard, None, lang), start=1):
        for quote in comment.finding.quotes:
            lines = tuple(_lines(number, comment, quote.start, audited.document, standard, lang))
            yield _Remark(lines, quote.start, quote.end)


def _lines(
    number: int, comment: Comment, start: int, document: Document, standard: Standard, lang: str
) -> Iterator[str]:
    head = standard.label("audit.word.head", lang)
    severity = standard.term("severity", comment.severity, lang)
    yield head.format(number=number, severity=severity, code=comment.finding.code, text=comment.text)
    if comment.remedy:
        yield f"→ {comment.remedy}"
    others = [passage(document, quote) for quote in comment.finding.quotes if quote.start != start]
    for other in others[:OTHERS]:
        where = [other.chapter] if other.chapter else []
        yield standard.label("audit.word.other", lang).format(words=other.marked, where=" ".join(where)).strip()
    if len(others) > OTHERS:
        yield standard.label("audit.word.more", lang).format(count=len(others) - OTHERS)


class _Comments:
    """The part of comments: as it was, or a new one that the package then names."""

    def __init__(self, parts: Mapping[str, bytes], main: str, links: str, root: Element) -> None:
        self.space = etree.QName(root).namespace or ""
        self._links, self._parts = links, parts
        folder = posixpath.dirname(main)
        self._relations = _parsed(parts[links]) if links in parts else etree.Element(f"{{{_RELATIONS}}}Relationships")
        kind = self._relation_kind()
        target = next((one.get("Target") for one in self._relations if one.get("Type") == kind), "")
        self._new = not target
        self._name = posixpath.normpath(posixpath.join("/", folder, target or "comments.xml")).lstrip("/")
        held = parts.get(self._name)
        self.root = _parsed(held) if held else etree.Element(self.tag("comments"), nsmap={"w": self.space})
        taken = [int(one.get(self.tag("id"), "-1")) for one in self.root]
        self._next = max(taken, default=-1) + 1

    def tag(self, name: str) -> str:
        """A name in the namespace of the document, which differs in its strict form."""
        return f"{{{self.space}}}{name}"

    def _relation_kind(self) -> str:
        strict = "purl.oclc.org" in self.space
        base = "http://purl.oclc.org/ooxml" if strict else "http://schemas.openxmlformats.org"
        return f"{base}/officeDocument/{'' if strict else '2006/'}relationships/comments"

    def add(self, lines: Sequence[str]) -> str:
        """Put a comment at the end; its id."""
        key = str(self._next)
        self._next += 1
        comment = etree.SubElement(self.root, self.tag("comment"))
        comment.set(self.tag("id"), key)
        comment.set(self.tag("author"), AUTHOR)
        comment.set(self.tag("initials"), "SS")
        for number, line in enumerate(lines):
            paragraph = etree.SubElement(comment, self.tag("p"))
            if not number:
                etree.SubElement(etree.SubElement(paragraph, self.tag("r")), self.tag("annotationRef"))
            run = etree.SubElement(paragraph, self.tag("r"))
            look = etree.SubElement(run, self.tag("rPr"))
            etree.SubElement(look, self.tag("sz")).set(self.tag("val"), "18")
            etree.SubElement(run, self.tag("t")).text = without_control(line)
        return key

    def parts(self) -> Mapping[str, bytes]:
        """Parts of the package that are not as they were."""
        if not len(self.root):
            return {}
        changed = {self._name: _written(self.root)}
        if self._new:
            used = {one.get("Id") for one in self._relations}
            key = next(key for n in range(1, len(used) + 2) if (key := f"rIdShanshui{n}") not in used)
            relation = etree.SubElement(self._relations, f"{{{_RELATIONS}}}Relationship")
            for name, value in (("Id", key), ("Type", self._relation_kind()), ("Target", f"/{self._name}")):
                relation.set(name, value)
            types = _parsed(self._parts["[Content_Types].xml"])
            override = etree.SubElement(types, f"{{{_TYPES}}}Override")
            override.set("PartName", f"/{self._name}")
            override.set("ContentType", _KIND)
            changed |= {self._links: _written(self._relations), "[Content_Types].xml": _written(types)}
        return changed


class _Hanging:
    """Hangs comments on the paragraphs of a document."""

    def __init__(self, root: Element, notes: dict[str, Element]) -> None:
        self._space = etree.QName(root).namespace
        self._root = root
        self._paragraphs = {kind: _paragraphs(one) for kind, one in ({_BODY: root} | notes).items()}
        self._references: dict[tuple[str, str], Element] = {}
        for kind in ("footnote", "endnote"):
            for one in root.iter(f"{{{self._space}}}{kind}Reference"):
                self._references.setdefault((f"{kind}s", one.get(f"{{{self._space}}}id", "")), one)

    def hang(self, document: Document, remark: _Remark, book: _Comments) -> None:
        """Put one comment at its words, or at what comes nearest."""
        key = book.add(remark.lines)
        begin, close = self._marks(key)
        spot = self._words(document, remark)
        if spot is not None:
            (first, start), (last, end) = spot
            if put_end(last, end, close, self._reference(key)):
                if put_start(first, start, begin):
                    return
                close.getparent().remove(close)
                return  # the reference alone marks the place
        self._beside(self._stand_in(document, remark), key)

    def _marks(self, key: str) -> tuple[Element, Element]:
        marks = []
        for name in ("commentRangeStart", "commentRangeEnd"):
            mark = etree.Element(f"{{{self._space}}}{name}")
            mark.set(f"{{{self._space}}}id", key)
            marks.append(mark)
        return marks[0], marks[1]

    def _reference(self, key: str) -> Element:
        run = etree.Element(f"{{{self._space}}}r")
        etree.SubElement(run, f"{{{self._space}}}commentReference").set(f"{{{self._space}}}id", key)
        return run

    def _words(self, document: Document, remark: _Remark) -> tuple[tuple[Element, int], tuple[Element, int]] | None:
        """Where a stretch begins and where it ends; within its first paragraph unless the last stands beside it."""
        blocks = [b for b in _blocks(document, remark.start, remark.end) if self._paragraph(b) is not None]
        if not blocks:
            return None
        first = self._paragraph(blocks[0])
        if self._is_story(first):
            return None
        last_block = blocks[-1] if _siblings(first, self._paragraph(blocks[-1])) else blocks[0]
        start = _letter(document, blocks[0], first, remark.start)
        last = self._paragraph(last_block)
        end = _letter(document, last_block, last, min(remark.end, last_block.end) - 1)
        return ((first, start), (last, end + 1)) if start is not None and end is not None else None

    def _paragraph(self, block: Block) -> Element | None:
        """The paragraph of the body that a block was read from."""
        part, _, number = block.source.partition(":")
        held = self._paragraphs.get(part, [])
        return held[int(number)] if part == _BODY and number.isdecimal() and int(number) < len(held) else None

    @staticmethod
    def _is_story(paragraph: Element) -> bool:
        return any(local(above) in _STORIES for above in paragraph.iterancestors())

    def _stand_in(self, document: Document, remark: _Remark) -> Element | None:
        """What stands in the body for words that can have no comment: the run of a box or of a note's reference."""
        block = document.block_at(remark.start)
        if block is None:
            return None
        part, _, number = block.source.partition(":")
        held = self._paragraphs.get(part, [])
        if not number.isdecimal() or int(number) >= len(held):
            return None
        above = list(held[int(number)].iterancestors())
        if part == _BODY:
            runs = [one for one in above if local(one) == "r"]
            return runs[-1] if runs else None
        note = next((one for one in above if local(one) in ("footnote", "endnote")), None)
        mark = None if note is None else self._references.get((part, note.get(f"{{{self._space}}}id", "")))
        return None if mark is None else mark.getparent()

    def _beside(self, run: Element | None, key: str) -> None:
        """Put a comment around a run of the body, or into the first paragraph of all."""
        begin, close = self._marks(key)
        if run is not None:
            run.addprevious(begin)
            run.addnext(self._reference(key))
            run.addnext(close)
            return
        free = [one for one in self._paragraphs[_BODY] if not self._is_story(one)]
        if free:
            free[0].extend((begin, close, self._reference(key)))


def _blocks(document: Document, start: int, end: int) -> Sequence[Block]:
    """The blocks that a stretch of the text touches, in order."""
    first = max(0, bisect_right(document.blocks, start, key=lambda block: block.start) - 1)
    last = bisect_left(document.blocks, end, key=lambda block: block.start)
    return [block for block in document.blocks[first:last] if block.end > start]


def _paragraphs(root: Element) -> list[Element]:
    """All paragraphs of a part, counted as the reader counts them."""
    return [one for one in root.iter() if local(one) == "p" and one.tag.endswith("main}p")]


def _siblings(one: Element, other: Element) -> bool:
    return bool(one.getparent() is other.getparent())


def _letter(document: Document, block: Block, paragraph: Element, at: int) -> int | None:
    """Which letter of a paragraph a place of the document's text is."""
    _, shown = letters_of(paragraph)
    places = places_of(document.words(block), shown)
    inside = min(max(at, block.start), block.end - 1) - block.start
    return places[inside] if shown and 0 <= inside < len(places) else None


def _main_part(parts: Mapping[str, bytes]) -> str:
    """Name of the part that holds the document."""
    for relation in _parsed(parts["_rels/.rels"]):
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return posixpath.normpath(posixpath.join("/", relation.get("Target", ""))).lstrip("/")
    return "word/document.xml"


def _parsed(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _written(root: Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _packed(parts: Mapping[str, bytes], infos: Iterable[zipfile.ZipInfo]) -> bytes:
    """A package: its parts in the order and with the dates that they had, new ones last."""
    stream = io.BytesIO()
    dates = {info.filename: info.date_time for info in infos}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            member = zipfile.ZipInfo(name, dates.get(name, (1980, 1, 1, 0, 0, 0)))
            member.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(member, data)
    return stream.getvalue()
