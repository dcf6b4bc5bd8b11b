"""From Word to PDF, from PDF to the pages of bookmarks, and a workbook computed by another program than ours."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pypdf
from pypdf.generic import IndirectObject

from shanshui.dossier.office.running import TIMEOUT, OfficeError, missing, offices, session
from shanshui.finding import Finding, Place

_SIGN = re.compile(r"/([0-9A-F]{2})")


def make_pdf(
    report: Path, target: Path, fonts: Path | None = None, timeout: float = TIMEOUT
) -> tuple[Path | None, tuple[Finding, ...]]:
    """Lay a Word file out as PDF.

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
    try:
        with offices(fonts, 1, timeout) as run:
            run("pdf", report, target)
    except OfficeError as error:
        target.unlink(missing_ok=True)
        return None, (no_pdf(error, report),)
    return target, ()


def no_pdf(error: OfficeError, report: Path) -> Finding:
    """Why there is no PDF of a Word file."""
    lacking = missing()
    code = "DOSSIER-PDF" if lacking else "DOSSIER-PDF-FAILED"
    return Finding(code, Place(file=report.name), got=lacking or str(error), subject="report.pdf")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a bookmark stands.

    Parameters
    ----------
    page : int
        From 0.
    below : float
        Distance from the page's upper edge [pt].
    wide : bool
        Whether the page lies on its side.
    """

    page: int
    below: float
    wide: bool = False


def places_in(pdf: Path) -> tuple[dict[str, Spot], int]:
    """Find where each bookmark of the Word file came to stand, and how many pages there are.

    Parameters
    ----------
    pdf : Path
        Report as laid out by :func:`make_pdf`.
    """
    reader = pypdf.PdfReader(pdf)
    numbers = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages) if page.indirect_reference}
    sizes = [(float(page.mediabox.width), float(page.mediabox.height)) for page in reader.pages]
    found = {}
    for name, place in reader.named_destinations.items():
        page, top = place.get("/Page"), place.get("/Top")
        if isinstance(page, IndirectObject) and page.idnum in numbers and isinstance(top, float | int):
            width, height = sizes[numbers[page.idnum]]
            found[_written_out(name)] = Spot(numbers[page.idnum], height - float(top), width > height)
    return found, len(sizes)


def _written_out(name: str) -> str:
    """The name of a bookmark, whose signs other than letters and digits stand in the PDF as ``/`` and their number."""
    return _SIGN.sub(lambda sign: chr(int(sign.group(1), 16)), name)


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
