"""A Word document, read part by part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shanshui.documents.captions import caption
from shanshui.documents.drafting import Draft, Words
from shanshui.documents.model import Document, Kind
from shanshui.documents.package import Package
from shanshui.documents.word.numbering import Numbering, integer, numbering_of
from shanshui.documents.word.styles import Style, styles_of
from shanshui.documents.word.tables import table_of
from shanshui.documents.word.text import attribute, child, local, words_of

_THROUGH = frozenset(("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body", "hdr", "ftr"))
_LONGEST_HEADING = 80
_FURNITURE: tuple[tuple[str, Kind], ...] = (("header", "header"), ("footer", "footer"))


def read_word(path: Path) -> Document:
    """Read a Word document (docx).

    Raises
    ------
    DataError
        Where it is none, is locked, holds no words, or more than any plan.

    Notes
    -----
    Footnotes stand behind the paragraph or table that refers to them, text boxes behind the paragraph that they hang
    on, headers and footers at the end, each wording once. ``source`` of a block is the name of its part without ending
    and the place of its ``w:p`` among all ``w:p`` of that part.
    """
    package = Package(path)
    main = package.main("word/document.xml")
    related = package.relations(main)
    reader = _Reader(Draft(path.name, "docx"), styles_of(_tree(package, related, "styles")),
                     numbering_of(_tree(package, related, "numbering")))  # fmt: skip
    for kind in ("footnotes", "endnotes"):
        reader.hold_notes(kind, _tree(package, related, kind))
    reader.read_part("document", package.tree(main))
    for kind, plays in _FURNITURE:
        for part in sorted({part for named, part in related.values() if named == kind and package.has(part)}):
            reader.read_furniture(part.rpartition("/")[2].removesuffix(".xml"), package.tree(part), plays)
    return reader.draft.document()


def _tree(package: Package, related: Mapping[str, tuple[str, str]], kind: str) -> Any:
    part = next((part for named, part in related.values() if named == kind and package.has(part)), None)
    return package.tree(part) if part is not None else None


@dataclass(slots=True)
class _Reader:
    """What is carried from one paragraph to the next."""

    draft: Draft
    styles: Mapping[str, Style]
    numbering: Numbering
    sources: dict[Any, str] = field(default_factory=dict)
    notes: dict[tuple[str, str], Any] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def hold_notes(self, kind: str, tree: Any) -> None:
        """Keep footnotes or endnotes until they are referred to."""
        if tree is None:
            return
        self._number(kind, tree)
        for note in tree:
            if attribute(note, "type") in ("", "normal"):
                self.notes[kind[:-1], attribute(note, "id")] = note

    def read_part(self, name: str, tree: Any) -> None:
        """Read the main part."""
        self._number(name, tree)
        body = child(tree, "body")
        self._blocks(tree if body is None else body)

    def read_furniture(self, name: str, tree: Any, kind: Kind) -> None:
        """Read a header or footer, its paragraphs once each."""
        self._number(name, tree)
        for paragraph in _paragraphs(tree):
            words = words_of(paragraph).strip()
            if re.search(r"[^\W\d_]", words) and words not in self.seen:
                self.seen.add(words)
                self.draft.add(Words(words, self.sources[paragraph], kind))

    def _number(self, name: str, tree: Any) -> None:
        paragraphs = (element for element in tree.iter() if local(element) == "p" and element.tag.endswith("main}p"))
        self.sources |= {paragraph: f"{name}:{number}" for number, paragraph in enumerate(paragraphs)}

    def _blocks(self, element: Any, kind: Kind | None = None) -> None:
        for inner in element:
            name = local(inner)
            if name == "p":
                self._paragraph(inner, kind)
            elif name == "tbl":
                self._table(inner)
            elif name in _THROUGH:
                self._blocks(inner, kind)
            elif name == "AlternateContent" and (chosen := _chosen(inner)) is not None:
                self._blocks(chosen, kind)

    def _paragraph(self, paragraph: Any, kind: Kind | None) -> None:
        self.draft.add(self._words(paragraph, kind))
        self._hanging(paragraph)

    def _hanging(self, element: Any) -> None:
        """Text boxes and notes that hang on a paragraph or table."""
        for box in _boxes(element):
            self._blocks(box, "box")
        for mark in element.iter():
            name = local(mark)
            if name in ("footnoteReference", "endnoteReference"):
                note = self.notes.pop((name.removesuffix("Reference"), attribute(mark, "id")), None)
                if note is not None:
                    for paragraph in _paragraphs(note):
                        self.draft.add(Words(words_of(paragraph), self.sources[paragraph], "note"))

    def _words(self, paragraph: Any, kind: Kind | None = None) -> Words:
        words = words_of(paragraph)
        properties = child(paragraph, "pPr")
        named = child(properties, "pStyle") if properties is not None else None
        style = self.styles.get(attribute(named, "val") if named is not None else "", Style())
        if not words.strip():
            return Words("")
        text = self._label(properties, style, attribute(named, "val") if named is not None else "") + words.strip()
        level = _outline(properties, style)
        if kind is None and style.lists_contents:
            kind = "header"
        elif kind is None and level and len(text) <= _LONGEST_HEADING and text[-1] not in "。；":
            kind = "heading"
        elif kind == "box" and (called := caption(text)) is not None and called.names != "box":
            kind = "caption"
        return Words(text, self.sources.get(paragraph, ""), kind, level)

    def _label(self, properties: Any, style: Style, style_id: str) -> str:
        """The number that Word sets before a paragraph."""
        listed = child(properties, "numPr") if properties is not None else None
        number, depth = style.number, style.depth
        if number is None and style_id in self.numbering.styles:
            number, depth = self.numbering.styles[style_id]
        elif number is not None and self.numbering.styles.get(style_id, ("", 0))[0] == number:
            depth = self.numbering.styles[style_id][1]
        if listed is not None:
            link, place = child(listed, "numId"), child(listed, "ilvl")
            number = attribute(link, "val") if link is not None else number
            depth = min(integer(attribute(place, "val")), 8) if place is not None else depth
        return self.numbering.label(number, depth) if number else ""

    def _table(self, element: Any) -> None:
        table = table_of(element, self._in_cell)
        if table.columns <= 1 and table.slots:
            self._box(element)
            return
        self.draft.add_table(table.slots, least=table.heads)
        for inner in table.inner:
            self._table(inner)
        self._hanging(element)

    def _box(self, table: Any) -> None:
        """A table of one column is a frame around paragraphs."""
        for cell in (element for element in table.iter() if local(element) == "tc"):
            if next(a for a in cell.iterancestors() if local(a) == "tbl") is table:
                self._blocks(cell, "box")

    def _in_cell(self, cell: Any) -> tuple[Words, ...]:
        words = (self._words(paragraph, "cell") for paragraph in _paragraphs(cell, through_tables=False))
        return tuple(found for found in words if found.text)


def _paragraphs(element: Any, through_tables: bool = True) -> Iterator[Any]:
    """Paragraphs below an element, those of text boxes left out."""
    for inner in element:
        name = local(inner)
        if name == "p":
            yield inner
        elif name == "AlternateContent":
            chosen = _chosen(inner)
            if chosen is not None:
                yield from _paragraphs(chosen, through_tables)
        elif name in _THROUGH or (through_tables and name in ("tbl", "tr", "tc", "footnote", "endnote")):
            yield from _paragraphs(inner, through_tables)


def _boxes(element: Any) -> Iterator[Any]:
    """Text boxes below an element, outermost ones, each once."""
    for inner in element:
        name = local(inner)
        if name == "txbxContent":
            yield inner
        elif name == "AlternateContent":
            chosen = _chosen(inner)
            if chosen is not None:
                yield from _boxes(chosen)
        elif name not in ("del", "moveFrom"):
            yield from _boxes(inner)


def _chosen(alternative: Any) -> Any:
    """What a reader shows of content given in two ways."""
    return child(alternative, "Choice") if child(alternative, "Choice") is not None else child(alternative, "Fallback")


def _outline(properties: Any, style: Style) -> int:
    """Level of a heading, 0 of body text."""
    own = child(properties, "outlineLvl") if properties is not None else None
    if own is None:
        return style.level
    level = integer(attribute(own, "val"), 9) + 1
    return level if level <= 9 else 0
