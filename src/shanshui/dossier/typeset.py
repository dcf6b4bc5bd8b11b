"""From the composed report to Word file and PDF: laid out, cut where pages end, and looked over again.

Chapters begin a page and so are laid out each by itself: side by side, and anew only where a chapter has changed. How
long its words are is what counts; digits are all of one width. The whole is then laid out once, and looked over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from shanshui.dossier.fonts import prepare
from shanshui.dossier.narrative import Document
from shanshui.dossier.narrative.model import Equation
from shanshui.dossier.office import Office, OfficeError, Spot, no_pdf, offices, places_in, sets_formulas
from shanshui.dossier.report import (
    FIRST_HEADING,
    Chapter,
    Held,
    Layout,
    Purpose,
    Title,
    chapters,
    floated,
    joined,
    layout_of,
    overfull,
    printed_pages,
    recut,
    write_report,
)
from shanshui.files import copy, remove, sha256
from shanshui.finding import Finding, Place
from shanshui.standard import Standard
from shanshui.workspace.memo import Memo

ROUNDS = 3
"""Times that a chapter, and then the report, is laid out before what still does not fit is reported."""

OFFICES = 2
"""Chapters that are laid out side by side."""

WORD, PDF, ANSWER = "report.docx", "report.pdf", "answer.json"


@dataclass(frozen=True)
class Press:
    """A report, or a chapter of it, with all that setting it takes.

    Parameters
    ----------
    document : Document
        Numbered and complete.
    title : Title
        What stands on cover and title page.
    standard : Standard
        Typography and labels.
    office : callable
        Lays a Word file out as PDF.
    """

    document: Document
    title: Title
    standard: Standard
    office: Office

    @cached_property
    def lines(self) -> tuple[int, ...]:
        """Lines of the body of each table."""
        return tuple(len(table.grid.body) for table in self.document.tables())

    def of(self, chapter: Chapter) -> Press:
        """The same for a chapter."""
        return replace(self, document=Document(chapter.blocks))

    def write(self, path: Path, layout: Layout, purpose: Purpose = "print") -> tuple[Finding, ...]:
        """Write the Word file."""
        return write_report(self.document, self.title, self.standard, path, layout, purpose)

    def places(self, path: Path, layout: Layout, purpose: Purpose) -> tuple[Mapping[str, Spot], int]:
        """Write a file and lay it out; where bookmarks came to stand, and on how many pages."""
        self.write(path, layout, purpose)
        self.office("pdf", path, path.with_suffix(".pdf"))
        return places_in(path.with_suffix(".pdf"))

    def measured(self, folder: Path, held: Held) -> Layout:
        """Where pages end in a report that is held to something from the outset."""
        places, _ = self.places(folder / "measured.docx", held.layout(), "measure")
        return layout_of(places, self.lines, self.standard.typography.page, held)

    def recut(self, layout: Layout, places: Mapping[str, Spot]) -> tuple[Held, Mapping[int, int]]:
        """To what the next layout is held, for the tables of which a part did not keep to its page, and these."""
        torn = overfull(places, layout, self.lines)
        return recut(layout, torn, [table.grid for table in self.document.tables()]), torn


def typeset(
    document: Document, title: Title, word: Path, standard: Standard, memo: Memo, work: Path
) -> tuple[Finding, ...]:
    """Write the Word file and its PDF.

    Parameters
    ----------
    document, title
        The report.
    word : Path
        Word file to write; the PDF stands beside it.
    standard : Standard
        Typography and labels.
    memo : Memo
        Keeps what the office made: the ends of a chapter's pages as long as it is laid out alike, and the PDF as long
        as the report is the same.
    work : Path
        Folder for these.

    Returns
    -------
    tuple of Finding
        Fonts that are missing, pictures that are none, why there is no PDF, tables that do not keep to their pages.
    """
    fonts = prepare(standard.typography, (work / "fonts").resolve())  # the office works in a folder of its own
    known = f"{fonts.config.read_text(encoding='utf-8')}{sets_formulas()}"
    printed = work / "report"
    remove(printed)
    try:
        with offices(fonts.config, OFFICES) as office:
            press = Press(document, title, standard, office)
            layout = _settled(press, memo, work / "chapters", known)
            of_word = press.write(word, layout)
            key = repr((sha256(word), known))
            memo.product(printed, key, partial(_print, press, layout))
    except OfficeError as error:
        of_word = write_report(document, title, standard, word)
        return (*fonts.findings(), *of_word, no_pdf(error, word))
    copy(printed / WORD, word)
    copy(printed / PDF, word.with_suffix(".pdf"))
    return (*fonts.findings(), *of_word, *_unseen(document, word), *_overfull(printed, word))


def _unseen(document: Document, word: Path) -> Iterator[Finding]:
    """Equations that the office leaves out of the PDF without a word, for want of its component for them."""
    if not sets_formulas() and any(isinstance(block, Equation) for block in document.blocks):
        yield Finding("DOSSIER-MATH", Place(file=word.with_suffix(".pdf").name), subject="report.pdf.equations")


def _settled(press: Press, memo: Memo, work: Path, known: str) -> Layout:
    """The ends of pages, found anew only in chapters that are laid out in another way than before."""
    parts = chapters(press.document.blocks)
    remove(work)
    work.mkdir(parents=True)
    with ThreadPoolExecutor(OFFICES) as hands:
        folders = [work / f"{n:02d}" for n in range(len(parts))]
        told = list(hands.map(partial(_settled_chapter, press, memo, known), parts, folders))
    return joined(parts, [_layout(answer) for answer in told], [answer["length"] for answer in told])


def _settled_chapter(press: Press, memo: Memo, known: str, chapter: Chapter, folder: Path) -> Mapping[str, Any]:
    """Where the pages of a chapter end, and how many there are."""
    own, measured = press.of(chapter), folder.with_suffix(".docx")
    own.write(measured, Layout(), "measure")
    key = repr((sha256(measured), known))
    remove(measured)
    memo.product(folder, key, partial(_settle, own))
    return _answer(folder)


def _settle(press: Press, made: Path) -> None:
    """Find the ends of a chapter's pages, and see whether it keeps to them."""
    made.mkdir()
    places, _ = press.places(made / "measured.docx", Layout(), "measure")
    held = floated(press.document.blocks, places, press.standard.typography)
    layout = layout_of(places, press.lines, press.standard.typography.page, held)
    if held != Held():
        layout = press.measured(made, held)
    for _ in range(ROUNDS):
        written = layout
        places, pages = press.places(made / "proof.docx", written, "proof")
        held, _ = press.recut(written, places)
        if held == written.held:
            break
        layout = press.measured(made, held)
    found = replace(written, pages=printed_pages(places))
    first = places[FIRST_HEADING].page if FIRST_HEADING in places else 0
    _tell(made, found, {"length": pages - first})
    for name in ("measured", "proof"):
        remove(made / f"{name}.docx")
        remove(made / f"{name}.pdf")


def _print(press: Press, layout: Layout, made: Path) -> None:
    """Lay the report out as a whole until every part of a table keeps to its page and the contents are right."""
    made.mkdir()
    for _ in range(ROUNDS):
        written = layout
        places, _ = press.places(made / WORD, written, "print")
        held, torn = press.recut(written, places)
        layout = written if held == written.held else press.measured(made, held)
        if layout == written:
            layout = replace(written, pages=printed_pages(places))
        if layout == written:
            break
    _tell(made, written, {"overfull": [press.document.tables()[n].number for n in torn]})


def _tell(folder: Path, layout: Layout, more: Mapping[str, object]) -> None:
    held = layout.held
    told = {
        "pages": dict(layout.pages),
        "breaks": _keyed(layout.breaks),
        "fresh": sorted(layout.fresh),
        "held": _keyed(held.breaks),
        "begun": sorted(held.fresh),
        "moved": _keyed(held.moved),
        "scaled": _keyed(held.scaled),
        **more,
    }
    (folder / ANSWER).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def _keyed(found: Mapping[int, Any]) -> dict[str, Any]:
    return {str(place): value for place, value in found.items()}


def _answer(folder: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((folder / ANSWER).read_text(encoding="utf-8"))
    return found


def _layout(answer: Mapping[str, Any]) -> Layout:
    moved, scaled = _placed(answer["moved"]), _placed(answer["scaled"])
    held = Held(_lines(answer["held"]), frozenset(answer["begun"]), moved, scaled)
    return Layout(answer["pages"], _lines(answer["breaks"]), frozenset(answer["fresh"]), held)


def _placed(told: Mapping[str, Any]) -> dict[int, Any]:
    return {int(place): value for place, value in told.items()}


def _lines(told: Mapping[str, Any]) -> dict[int, tuple[int, ...]]:
    return {table: tuple(lines) for table, lines in _placed(told).items()}


def _overfull(printed: Path, word: Path) -> Iterator[Finding]:
    for number in _answer(printed)["overfull"]:
        yield Finding("DOSSIER-OVERFULL", Place(file=word.name), subject=f"table:{number}", words={"number": number})
