"""From Word to PDF, from PDF to page numbers, and a workbook computed by another program than ours."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pypdf

from shanshui.dossier.office.running import TIMEOUT, OfficeError, missing, session
from shanshui.finding import Finding, Place


def make_pdf(
    report: Path, target: Path, fonts: Path | None = None, timeout: float = TIMEOUT
) -> tuple[Path | None, tuple[Finding, ...]]:
    """Lay a Word file out as PDF, its contents brought up to date.

    Parameters
    ----------
    report : Path
        Word file.
    target : Path
        PDF to write.
    fonts : Path, optional
        fontconfig file, from :func:`shanshui.dossier.fonts.prepare`.
    timeout : float
        Longest time [s].

    Returns
    -------
    target : Path or None
        None where no PDF came about.
    findings : tuple of Finding
        Why not.
    """
    lacking = missing()
    if lacking:
        return None, (Finding("DOSSIER-PDF", Place(file=report.name), got=lacking, subject="report.pdf"),)
    try:
        with session(fonts, timeout) as office:
            office.run("pdf", report, target)
    except OfficeError as error:
        target.unlink(missing_ok=True)
        return None, (Finding("DOSSIER-PDF-FAILED", Place(file=report.name), got=str(error), subject="report.pdf"),)
    return target, ()


def page_numbers(pdf: Path, headings: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Find the page that each heading stands on.

    Parameters
    ----------
    pdf : Path
        Laid-out report with bookmarks.
    headings : sequence of (bookmark, words)
        Headings in reading order; the first one stands on page 1.

    Returns
    -------
    dict
        Bookmark to printed page number; headings that the PDF does not list are absent.
    """
    reader = pypdf.PdfReader(pdf)
    found = list(_outline(reader, reader.outline))
    pages: dict[str, str] = {}
    position, first = 0, None
    for bookmark, words in headings:
        for n in range(position, len(found)):
            if _plain(found[n][0]) == _plain(words):
                first = found[n][1] if first is None else first
                pages[bookmark] = str(found[n][1] - first + 1)
                position = n + 1
                break
    return pages


def _outline(reader: pypdf.PdfReader, entries: Sequence[Any]) -> Iterator[tuple[str, int]]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _outline(reader, entry)
        else:
            page = reader.get_destination_page_number(entry)
            if page is not None:
                yield str(entry.title), page


def _plain(words: str) -> str:
    return "".join(words.split())


def recalculate(workbook: Path, timeout: float = TIMEOUT) -> Mapping[str, Mapping[str, object]]:
    """Let the office compute all formulas of a workbook.

    Parameters
    ----------
    workbook : Path
        xlsx file; it is not changed.
    timeout : float
        Longest time [s].

    Returns
    -------
    mapping
        Sheet to cell (``B7``) to value.

    Raises
    ------
    OfficeError
        Where the office is missing or fails.
    """
    with tempfile.TemporaryDirectory(prefix="shanshui-") as folder:
        target = Path(folder) / "computed.xlsx"
        with session(None, timeout) as office:
            office.run("recalculate", workbook, target)
        book = openpyxl.load_workbook(target, data_only=True)
        values = {
            sheet.title: {
                cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
            }
            for sheet in book.worksheets
        }
        book.close()
    return values
