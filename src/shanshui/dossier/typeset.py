"""From the composed report to Word file and PDF: laid out, cut where pages end, and looked over again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from shanshui.dossier.fonts import prepare
from shanshui.dossier.narrative import Document
from shanshui.dossier.narrative.model import Equation
from shanshui.dossier.office import Spot, make_pdf, places_in, sets_formulas
from shanshui.dossier.report import (
    Held,
    Layout,
    Title,
    floated,
    layout_of,
    overfull,
    printed_pages,
    recut,
    write_report,
)
from shanshui.finding import Finding, Place
from shanshui.standard import Standard
from shanshui.workspace.files import copy, remove, sha256
from shanshui.workspace.memo import Memo

ROUNDS = 3
"""Times that a report is laid out before what still does not fit is reported."""

WORD, PDF, ANSWER = "report.docx", "report.pdf", "answer.json"


@dataclass(frozen=True)
class Press:
    """A report with all that setting it takes.

    Parameters
    ----------
    document : Document
        Numbered and complete.
    title : Title
        What stands on cover and title page.
    standard : Standard
        Typography and labels.
    fonts : Path
        fontconfig file.
    """

    document: Document
    title: Title
    standard: Standard
    fonts: Path

    @cached_property
    def lines(self) -> tuple[int, ...]:
        """Lines of the body of each table."""
        return tuple(len(table.grid.body) for table in self.document.tables())

    def write(self, path: Path, layout: Layout, measured: bool = False) -> tuple[Finding, ...]:
        """Write the Word file."""
        return write_report(self.document, self.title, self.standard, path, layout, measured)


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
        Keeps what the office made: the ends of pages as long as the report is laid out alike, and the PDF as long as
        the report is the same.
    work : Path
        Folder for these.

    Returns
    -------
    tuple of Finding
        Fonts that are missing, pictures that are none, why there is no PDF, tables that do not keep to their pages.
    """
    fonts = prepare(standard.typography, (work / "fonts").resolve())  # the office works in a folder of its own
    press = Press(document, title, standard, fonts.config)
    known = f"{fonts.config.read_text(encoding='utf-8')}{sets_formulas()}"
    laid_out = work / "report"
    remove(laid_out)
    try:
        layout = _settled(press, memo, work, known)
        of_word = press.write(word, layout)
        key = repr((sha256(word), known))
        memo.product(laid_out, key, partial(_lay_out, press, word, work / "layout"))
    except _NotLaidOutError as fault:
        return (*fonts.findings(), *press.write(word, Layout()), *fault.findings)
    copy(laid_out / WORD, word)
    copy(laid_out / PDF, word.with_suffix(".pdf"))
    return (*fonts.findings(), *of_word, *_unseen(document, word), *_overfull(_answer(laid_out), word))


def _unseen(document: Document, word: Path) -> Iterator[Finding]:
    """Equations that the office leaves out of the PDF without a word, for want of its component for them."""
    if not sets_formulas() and any(isinstance(block, Equation) for block in document.blocks):
        yield Finding("DOSSIER-MATH", Place(file=word.with_suffix(".pdf").name), subject="report.pdf.equations")


class _NotLaidOutError(Exception):
    """There is no PDF; what is kept for later builds must not hold that."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(findings)
        self.findings = findings


def _settled(press: Press, memo: Memo, work: Path, known: str) -> Layout:
    """The ends of pages, found anew only where the report is laid out in another way than before."""
    measured, settled = work / "measured.docx", work / "layout"
    remove(settled)
    press.write(measured, Layout(), measured=True)
    memo.product(settled, repr((sha256(measured), known)), partial(_settle, press, measured))
    return _layout(_answer(settled))


def _settle(press: Press, measured: Path, made: Path) -> None:
    """Find the ends of pages, and see whether the report keeps to them."""
    made.mkdir()
    places = _places(press, measured, made / "measured.pdf")
    held = floated(press.document.blocks, places, press.standard.typography)
    layout = _measure(press, held, made) if held != Held() else _seen(press, places, held)
    _print(press, layout, made)


def _lay_out(press: Press, word: Path, settled: Path, made: Path) -> None:
    """Make the PDF, unless it was made of this very file when the ends of pages were found."""
    made.mkdir()
    if sha256(settled / WORD) != sha256(word):
        _print(press, _layout(_answer(settled)), made)
        return
    for name in (WORD, PDF, ANSWER):
        copy(settled / name, made / name)


def _measure(press: Press, held: Held, made: Path) -> Layout:
    """The ends of pages of a report some of whose tables are cut and figures moved."""
    measured = made / "measured.docx"
    press.write(measured, held.layout(), measured=True)
    return _seen(press, _places(press, measured, made / "measured.pdf"), held)


def _seen(press: Press, places: Mapping[str, Spot], held: Held) -> Layout:
    return layout_of(places, press.lines, press.standard.typography.page, held)


def _places(press: Press, word: Path, pdf: Path) -> Mapping[str, Spot]:
    target, faults = make_pdf(word, pdf, press.fonts)
    if target is None:
        raise _NotLaidOutError(faults)
    return places_in(target)


def _print(press: Press, layout: Layout, made: Path) -> None:
    """Write the report and lay it out until every part of a table keeps to its page and the contents are right."""
    grids = [table.grid for table in press.document.tables()]
    for _ in range(ROUNDS):
        written = layout
        press.write(made / WORD, written)
        places = _places(press, made / WORD, made / PDF)
        torn = overfull(places, written, press.lines)
        held = recut(written, torn, grids)
        layout = written if held == written.held else _measure(press, held, made)
        if layout == written:
            layout = replace(written, pages=printed_pages(places))
        if layout == written:
            break
    told = {
        "pages": dict(written.pages),
        "breaks": _keyed(written.breaks),
        "fresh": sorted(written.fresh),
        "held": _keyed(written.held.breaks),
        "begun": sorted(written.held.fresh),
        "moved": _keyed(written.held.moved),
        "scaled": _keyed(written.held.scaled),
        "overfull": [press.document.tables()[n].number for n in torn],
    }
    (made / ANSWER).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


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


def _overfull(answer: Mapping[str, Any], word: Path) -> Iterator[Finding]:
    for number in answer["overfull"]:
        yield Finding("DOSSIER-OVERFULL", Place(file=word.name), subject=f"table:{number}", words={"number": number})
