"""Page sections: paper, margins, headers and page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument

from shanshui.dossier.narrative.breadth import breadth
from shanshui.dossier.report.styles import text_width
from shanshui.dossier.report.xml import Element, R, el, field_runs, paragraph, text_run
from shanshui.standard import Page, Typography

HEADER_DISTANCE = 15.0
COVER_MARGIN = 20.0
"""Distances [mm]; the cover is set wider, so that long project names fit at 一号."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """Relationship ids of the header and the footer."""

    header: str
    footer: str


def furniture(document: WordDocument, lines: Sequence[str], typography: Typography) -> Furniture:
    """Make the header with the report's name and the footer with the page number.

    Parameters
    ----------
    document : Document
        The Word file.
    lines : sequence of str
        The report's title in its parts.
    typography : Typography
        Widths of page and letters.
    """
    part: Any = document.part
    header, header_id = part.add_header_part()
    footer, footer_id = part.add_footer_part()
    _fill(header.element, paragraph("Header", text_run(running_title(lines, typography))))
    _fill(footer.element, paragraph("Footer", *field_runs("PAGE", "1")))
    return Furniture(header_id, footer_id)


def running_title(lines: Sequence[str], typography: Typography) -> str:
    """The report's title in one line: its first parts are left out as far as it would take a second one.

    Parameters
    ----------
    lines : sequence of str
        Place, region with natural unit, kind of project, kind of report.
    typography : Typography
        Widths of page and letters.
    """
    room = text_width(typography) / 20 / typography.styles["page_number"].size
    whole = ["".join(lines[n:]) for n in range(len(lines))]
    return next((title for title in whole if breadth(title) <= room), whole[-1] if whole else "")


def blank_furniture(document: WordDocument) -> Furniture:
    """Make an empty header and footer for cover and title page."""
    part: Any = document.part
    header, header_id = part.add_header_part()
    footer, footer_id = part.add_footer_part()
    _fill(header.element, el("p"))
    _fill(footer.element, el("p"))
    return Furniture(header_id, footer_id)


def _fill(part: Element, content: Element) -> None:
    for child in list(part):
        part.remove(child)
    part.append(content)


def section(
    typography: Typography,
    parts: Furniture | None = None,
    landscape: bool = False,
    numbering: str = "",
    first_page: int | None = None,
    cover: bool = False,
) -> Element:
    """Properties of a section of pages.

    Parameters
    ----------
    typography : Typography
        Paper and margins.
    parts : Furniture or None
        Header and footer; those of the section before where None.
    landscape : bool
        Page on its side; the binding edge becomes its top.
    numbering : str
        ``lowerRoman`` or ``decimal``; goes on as before where empty.
    first_page : int or None
        Number that the section begins with.
    cover : bool
        Wider set, for cover and title page.
    """
    element = el("sectPr")
    if parts is not None:
        element.append(_reference("headerReference", parts.header))
        element.append(_reference("footerReference", parts.footer))
    element.append(el("type", val="nextPage"))
    page = typography.page
    if landscape:
        element.append(el("pgSz", w=_twips(page.height), h=_twips(page.width), orient="landscape"))
        element.append(_margins(page.left, page.right, page.bottom, page.top))
    else:
        element.append(el("pgSz", w=_twips(page.width), h=_twips(page.height)))
        element.append(_cover_margins(page) if cover else _margins(page.top, page.bottom, page.left, page.right))
    if numbering:
        attributes: dict[str, str | int] = {"fmt": numbering}
        if first_page is not None:
            attributes["start"] = first_page
        element.append(el("pgNumType", **attributes))
    return element


def _cover_margins(page: Page) -> Element:
    return _margins(page.top, page.bottom, COVER_MARGIN, COVER_MARGIN)


def _reference(name: str, relation: str) -> Element:
    element = el(name, type="default")
    element.set(f"{{{R}}}id", relation)
    return element


def _margins(top: float, bottom: float, left: float, right: float) -> Element:
    distance = _twips(HEADER_DISTANCE)
    return el(
        "pgMar",
        top=_twips(top),
        right=_twips(right),
        bottom=_twips(bottom),
        left=_twips(left),
        header=distance,
        footer=distance,
        gutter=0,
    )


def _twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)
