"""The report as a Word file, from the numbered document."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Literal

import docx
from docx.document import Document as WordDocument
from docx.image.exceptions import UnrecognizedImageError

from shanshui.dossier.narrative.model import Block, Document, Equation, FigureBlock, Heading, Paragraph, TableBlock
from shanshui.dossier.report import front
from shanshui.dossier.report.equations import equation_elements, hold
from shanshui.dossier.report.fitting import upright
from shanshui.dossier.report.front import Entry, Title, heading_words
from shanshui.dossier.report.layout import Layout, block_names, heading_name
from shanshui.dossier.report.package import settled
from shanshui.dossier.report.pages import blank_furniture, furniture, section
from shanshui.dossier.report.pictures import picture_size
from shanshui.dossier.report.styles import clean, set_styles, style_id, text_width
from shanshui.dossier.report.tables import Cut, table_elements
from shanshui.dossier.report.xml import (
    MARKED,
    Element,
    Numbers,
    bookmarked,
    el,
    number_runs,
    paragraph,
    reference_name,
    run_elements,
    text_run,
    w,
)
from shanshui.finding import Finding, Place
from shanshui.standard import Standard, Typography

WRITTEN = datetime(2000, 1, 1, tzinfo=UTC)
"""Date in the file's properties, always the same, so that equal sources give equal bytes."""

BLANK = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a4944415478da63f80f00010101001cb08c990000000049454e44ae426082"
)
"""A picture of one pixel, in place of those that only have to keep their room."""

_DIGIT = re.compile(r"[1-9]")

Purpose = Literal["print", "proof", "measure"]
"""What a file is written for."""

_ALONE = Lock()
"""Held while a file is written: python-docx reads all its parts with one parser, which bears no second thread."""

UNKNOWN = Layout()
"""Before the report is laid out for the first time."""

_STYLE = {
    "body": "BodyText",
    "dash": "Dash",
    "item": "Item",
    "subitem": "SubItem",
    "note": "TableNote",
}


@dataclass
class _Writing:
    """What the writing of one file carries along."""

    word: WordDocument
    standard: Standard
    labels: Mapping[str, str]
    layout: Layout
    purpose: Purpose = "print"
    numbers: Numbers = field(default_factory=Numbers)
    entries: list[Entry] = field(default_factory=list)
    tables: list[TableBlock] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    @property
    def typography(self) -> Typography:
        return self.standard.typography

    @property
    def measured(self) -> bool:
        """Whether the ends of pages are to be found."""
        return self.purpose == "measure"


def write_report(
    document: Document,
    title: Title,
    standard: Standard,
    path: Path,
    layout: Layout = UNKNOWN,
    purpose: Purpose = "print",
) -> tuple[Finding, ...]:
    """Write the report as a Word file.

    Parameters
    ----------
    document : Document
        Numbered and complete, from :func:`shanshui.dossier.narrative.compose`.
    title : Title
        What stands on cover and title page.
    standard : Standard
        Typography and labels.
    path : Path
        File to write; its folder must exist.
    layout : Layout, optional
        Where headings came to stand and pages to end when the report was laid out before.
    purpose : {"print", "proof", "measure"}
        A proof is as long as the finished file, but has zeros for digits, which are all of one width, and blanks for
        pictures; so the same file stands for all reports that are laid out alike. One that is to be measured besides
        has tables that are not cut, with a bookmark at each line, to find where pages end.

    Returns
    -------
    tuple of Finding
        Pictures that could not be read.
    """
    with _ALONE:
        package, findings = _written(document, title, standard, layout, purpose)
    path.write_bytes(settled(package))
    return findings


def _written(
    document: Document, title: Title, standard: Standard, layout: Layout, purpose: Purpose
) -> tuple[bytes, tuple[Finding, ...]]:
    labels = {key: words["zh"] for key, words in standard.labels.items()}
    writing = _Writing(docx.Document(), standard, labels, layout, purpose)
    _prepare(writing, title)
    body = writing.word.element.body
    for child in list(body):
        body.remove(child)
    main = list(_main(writing, document.blocks))
    bare, full = blank_furniture(writing.word), furniture(writing.word, title.lines, writing.typography)
    body.extend(front.cover(title, labels))
    body.extend(front.title_page(title, labels))
    _end_section(body, section(writing.typography, bare, cover=True))
    body.extend(front.contents(writing.entries, labels["report.contents"], writing.typography))
    _end_section(body, section(writing.typography, full, numbering="lowerRoman", first_page=1))
    first = True
    for landscape, elements in main:
        body.extend(elements)
        numbering: dict[str, object] = {"numbering": "decimal", "first_page": 1} if first else {}
        _end_section(body, section(writing.typography, None, landscape, **numbering))  # type: ignore[arg-type]
        first = False
    _last_section(body)
    if purpose != "print":
        _blank_digits(body)
    stream = io.BytesIO()
    writing.word.save(stream)
    return stream.getvalue(), tuple(writing.findings)


def _blank_digits(body: Element) -> None:
    for words in body.iter(w("t")):
        words.text = _DIGIT.sub("0", words.text or "")


def _prepare(writing: _Writing, title: Title) -> None:
    set_styles(writing.word, writing.typography)
    clean(writing.word)
    settings = writing.word.settings.element
    for tag in ("themeFontLang", "updateFields"):
        for old in settings.findall(w(tag)):
            settings.remove(old)
    properties = writing.word.core_properties
    properties.title, properties.author, properties.comments = title.full, title.compiler, ""
    properties.subject, properties.keywords, properties.language = title.project, "TD/T 1068", "zh-CN"
    properties.last_modified_by, properties.revision = title.compiler, 1
    properties.created = properties.modified = WRITTEN


def in_order(blocks: Sequence[Block], moved: Mapping[int, int]) -> Iterator[tuple[int, Block]]:
    """Blocks with their places, figures that were moved behind the block that they shall follow."""
    later: dict[int, list[int]] = {}
    for figure, behind in sorted(moved.items()):
        later.setdefault(behind, []).append(figure)
    for n, block in enumerate(blocks):
        if n not in moved:
            yield n, block
        yield from ((figure, blocks[figure]) for figure in later.get(n, ()))


def _main(writing: _Writing, blocks: Sequence[Block]) -> Iterator[tuple[bool, list[Element]]]:
    """Elements of the text, in runs of pages of one orientation."""
    landscape, gathered = False, list[Element]()
    for n, block in in_order(blocks, writing.layout.held.moved):
        wide = isinstance(block, TableBlock) and not upright(block.grid, text_width(writing.typography) / 20)
        if isinstance(block, TableBlock) and block.grid.landscape != wide:
            block = replace(block, grid=replace(block.grid, landscape=wide))
        if wide != landscape and gathered:
            yield landscape, gathered
            gathered = []
        landscape = wide
        if isinstance(block, Equation) and gathered:
            hold(gathered[-1])
        gathered.extend(_elements(writing, block, n))
    if gathered:
        yield landscape, gathered


def _elements(writing: _Writing, block: Block, n: int) -> Iterator[Element]:
    if isinstance(block, Heading):
        yield _heading(writing, block)
    elif isinstance(block, Paragraph):
        yield _paragraph(writing, block, n)
    elif isinstance(block, TableBlock):
        mark, cut = writing.labels["stamp.synthetic"], _cut(writing, block)
        elements = list(table_elements(block, writing.typography, writing.numbers, mark, cut))
        elements[-1].extend(_end_of(writing, n))
        yield from elements
    elif isinstance(block, FigureBlock):
        yield from _figure(writing, block, writing.layout.held.scaled.get(n, 1.0))
    else:
        yield from equation_elements(block, writing.typography, writing.numbers)


def _cut(writing: _Writing, block: TableBlock) -> Cut:
    position = len(writing.tables)
    writing.tables.append(block)
    breaks, fresh = writing.layout.breaks.get(position, ()), position in writing.layout.fresh
    return Cut(position, breaks, fresh, _is_first(writing, reference_name("table", block.key)), writing.measured)


def _is_first(writing: _Writing, name: str) -> bool:
    """Whether a bookmark is not in the file yet."""
    known = name in writing.named
    writing.named.add(name)
    return not known


def _heading(writing: _Writing, heading: Heading) -> Element:
    name = heading_name(len(writing.entries) + 1)
    writing.entries.append(Entry(heading, name, writing.layout.pages.get(name, "")))
    words = bookmarked(name, writing.numbers, text_run(heading_words(heading, writing.typography)))
    extra = {"page": el("pageBreakBefore", val=0)} if heading.level == 1 and not heading.new_page else {}
    return paragraph(style_id(f"Heading {heading.level}"), *words, **extra)


def _end_of(writing: _Writing, n: int) -> list[Element]:
    """Bookmark behind a block, in a file that is to be measured."""
    return bookmarked(block_names(n)[1], writing.numbers) if writing.measured else []


def _paragraph(writing: _Writing, block: Paragraph, n: int) -> Element:
    runs = run_elements(block.runs, writing.numbers)
    if block.marker:
        gap = [] if block.kind == "dash" else [el("r", el("tab"))]
        runs = [text_run(block.marker), *gap, *runs]
    start = bookmarked(block_names(n)[0], writing.numbers) if writing.measured else []
    return paragraph(_STYLE[block.kind], *start, *runs, *_end_of(writing, n))


def _figure(writing: _Writing, block: FigureBlock, scale: float) -> Iterator[Element]:
    title = f"{writing.typography.number_gap}{block.title}"
    label, name = number_runs(block.number, "figure"), reference_name("figure", block.key)
    if _is_first(writing, name):
        label = bookmarked(name, writing.numbers, *label)
    mark = [text_run(f"\u3000{writing.labels['stamp.synthetic']}", MARKED)] if block.mark else []
    try:
        picture = _picture(writing, block.path, f"{block.number}{title}", scale)
    except (UnrecognizedImageError, OSError, ZeroDivisionError) as error:
        place = Place(file=block.path.name)
        writing.findings.append(Finding("DOSSIER-FIGURE", place, got=str(error), subject=f"figure:{block.key}"))
        picture = text_run(writing.typography.empty)
    yield paragraph("Figure", picture)
    yield paragraph("FigureCaption", *label, text_run(title), *mark)


def _picture(writing: _Writing, path: Path, words: str, scale: float) -> Element:
    width, height = picture_size(path, writing.typography, scale)
    shown = str(path) if writing.purpose == "print" else io.BytesIO(BLANK)
    inline = writing.word.part.new_pic_inline(shown, width=width, height=height)
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")  # readers add room of their own where it is not said
    inline.docPr.set("id", str(writing.numbers.picture()))
    inline.docPr.set("descr", words)
    return el("r", el("drawing", inline))


def _end_section(body: Element, properties: Element) -> None:
    """Close a section in its last paragraph, so that no empty page arises."""
    last = body[-1]
    holder = last.find(w("pPr"))
    if holder is None:
        holder = el("pPr")
        last.insert(0, holder)
    holder.append(properties)


def _last_section(body: Element) -> None:
    """The properties of the last section stand at the end of the body, not in a paragraph."""
    holder = body[-1].find(w("pPr"))
    properties = holder.find(w("sectPr"))
    holder.remove(properties)
    body.append(properties)
