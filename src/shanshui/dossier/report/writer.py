"""The report as a Word file, from the numbered document."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.image.exceptions import UnrecognizedImageError
from docx.shared import Emu

from shanshui.dossier.narrative.model import Block, Document, FigureBlock, Heading, Paragraph, TableBlock
from shanshui.dossier.report import front
from shanshui.dossier.report.fitting import upright
from shanshui.dossier.report.front import Entry, Title, heading_words
from shanshui.dossier.report.package import settled
from shanshui.dossier.report.pages import blank_furniture, furniture, section
from shanshui.dossier.report.styles import clean, set_styles, style_id, text_width
from shanshui.dossier.report.tables import table_elements
from shanshui.dossier.report.xml import Element, Numbers, el, paragraph, run_elements, text_run, w
from shanshui.finding import Finding, Place
from shanshui.standard import Standard, Typography

WRITTEN = datetime(2000, 1, 1, tzinfo=UTC)
"""Date in the file's properties, always the same, so that equal sources give equal bytes."""

FIGURE_SHARE = 0.72
"""Part of the page's height that a figure may take."""

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
    pages: Mapping[str, str]
    numbers: Numbers = field(default_factory=Numbers)
    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def typography(self) -> Typography:
        return self.standard.typography


def write_report(
    document: Document, title: Title, standard: Standard, path: Path, pages: Mapping[str, str] | None = None
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
    pages : mapping, optional
        Bookmark of each heading to its page number, as found in the PDF.

    Returns
    -------
    tuple of Finding
        Pictures that could not be read.
    """
    labels = {key: words["zh"] for key, words in standard.labels.items()}
    writing = _Writing(docx.Document(), standard, labels, pages or {})
    _prepare(writing, title)
    body = writing.word.element.body
    for child in list(body):
        body.remove(child)
    main = list(_main(writing, document.blocks))
    bare, full = blank_furniture(writing.word), furniture(writing.word, title.full)
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
    stream = io.BytesIO()
    writing.word.save(stream)
    path.write_bytes(settled(stream.getvalue()))
    return tuple(writing.findings)


def bookmark_of(position: int) -> str:
    """Bookmark of the heading at a position (from 1) among all headings."""
    return f"_Toc{position:06d}"


def bookmarks(document: Document) -> tuple[tuple[str, Heading], ...]:
    """Bookmark of every heading, in reading order."""
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    return tuple((bookmark_of(n), heading) for n, heading in enumerate(headings, start=1))


def headings_of(document: Document, standard: Standard) -> tuple[tuple[str, str], ...]:
    """Bookmark and words of every heading, to look their pages up in the PDF."""
    return tuple((name, heading_words(heading, standard.typography)) for name, heading in bookmarks(document))


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


def _main(writing: _Writing, blocks: Iterable[Block]) -> Iterator[tuple[bool, list[Element]]]:
    """Elements of the text, in runs of pages of one orientation."""
    landscape, gathered = False, list[Element]()
    for block in blocks:
        wide = isinstance(block, TableBlock) and not upright(block.grid, text_width(writing.typography) / 20)
        if isinstance(block, TableBlock) and block.grid.landscape != wide:
            block = replace(block, grid=replace(block.grid, landscape=wide))
        if wide != landscape and gathered:
            yield landscape, gathered
            gathered = []
        landscape = wide
        gathered.extend(_elements(writing, block))
    if gathered:
        yield landscape, gathered


def _elements(writing: _Writing, block: Block) -> Iterator[Element]:
    if isinstance(block, Heading):
        yield _heading(writing, block)
    elif isinstance(block, Paragraph):
        yield _paragraph(writing, block)
    elif isinstance(block, TableBlock):
        anchor = _anchor(writing, f"tbl_{block.key}")
        yield from table_elements(block, writing.typography, writing.numbers, writing.labels["stamp.synthetic"], anchor)
    elif isinstance(block, FigureBlock):
        yield from _figure(writing, block)
    else:
        yield paragraph(_STYLE["body"], text_run(f"{block.latex}{block.number}"))


def _anchor(writing: _Writing, name: str) -> tuple[Element, Element]:
    number = writing.numbers.bookmark()
    safe = "".join(letter if letter.isalnum() and letter.isascii() else "_" for letter in name)[:40]
    return el("bookmarkStart", id=number, name=safe), el("bookmarkEnd", id=number)


def _heading(writing: _Writing, heading: Heading) -> Element:
    name = bookmark_of(len(writing.entries) + 1)
    writing.entries.append(Entry(heading, name, writing.pages.get(name, "")))
    start, end = _anchor(writing, name)
    style = style_id(f"Heading {heading.level}")
    if heading.level == 1 and not heading.new_page:
        return paragraph(
            style, start, text_run(heading_words(heading, writing.typography)), end, page=el("pageBreakBefore", val=0)
        )
    return paragraph(style, start, text_run(heading_words(heading, writing.typography)), end)


def _paragraph(writing: _Writing, block: Paragraph) -> Element:
    runs = list(run_elements(block.runs, writing.numbers))
    if block.marker:
        gap = [] if block.kind == "dash" else [el("r", el("tab"))]
        runs = [text_run(block.marker), *gap, *runs]
    return paragraph(_STYLE[block.kind], *runs)


def _figure(writing: _Writing, block: FigureBlock) -> Iterator[Element]:
    words = f"{block.number}{writing.typography.number_gap}{block.title}"
    start, end = _anchor(writing, f"fig_{block.key}")
    mark = (
        [text_run(f"\u3000{writing.labels['stamp.synthetic']}", el("rStyle", val="SampleMark"))] if block.mark else []
    )
    try:
        picture = _picture(writing, block.path, words)
    except (UnrecognizedImageError, OSError, ZeroDivisionError) as error:
        place = Place(file=block.path.name)
        writing.findings.append(Finding("DOSSIER-FIGURE", place, got=str(error), subject=f"figure:{block.key}"))
        picture = text_run(writing.typography.empty)
    yield paragraph("Figure", picture)
    yield paragraph("FigureCaption", start, text_run(words), end, *mark)


def _picture(writing: _Writing, path: Path, words: str) -> Element:
    width = Emu(text_width(writing.typography) * 635)
    page = writing.typography.page
    height = Emu(round((page.height - page.top - page.bottom) * 36000 * FIGURE_SHARE))
    inline = writing.word.part.new_pic_inline(str(path), width=width)
    if inline.extent.cy > height:
        inline = writing.word.part.new_pic_inline(str(path), height=height)
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")  # readers add room of their own where it is not said
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
