"""What PDFium tells of a page: its signs, and the straight strokes that rule its tables."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

SIGNS = 60_000
"""Signs of one page at the most; what comes after is left out."""

_STROKES = 20_000
_SEGMENTS = 4_000
_THIN = 3.0
_SHORT = 4.0
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Sign:
    """A printed sign; lengths in points, y downwards from the top of the page.

    Parameters
    ----------
    text : str
        One code point.
    left, top, right, bottom : float
        Its box, as high as its font.
    size : float
        Of its font, as it is printed.
    made : bool
        Whether it is a blank that the file does not hold, only a gap.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    made: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight stroke: ``at`` its place across, from ``start`` to ``end`` along."""

    level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page.

    Parameters
    ----------
    number : int
        From 1.
    width, height : float
        Points, as it is looked at.
    signs : tuple of Sign
        In the order of the file.
    strokes : tuple of Stroke
        Level and upright ones.
    """

    number: int
    width: float
    height: float
    signs: tuple[Sign, ...]
    strokes: tuple[Stroke, ...]


def page_of(page: Any, number: int) -> Page:
    """All of a page that matters.

    Parameters
    ----------
    page : pypdfium2.PdfPage
        Opened.
    number : int
        From 1.
    """
    width, height = page.get_size()
    left, bottom, right, top = page.get_bbox()
    turn = page.get_rotation()

    def placed(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """A box as the page is looked at: left, top, right, bottom."""
        x0, y0, x1, y1 = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        if turn == 90:
            return y0 - bottom, x0 - left, y1 - bottom, x1 - left
        if turn == 180:
            return right - x1, y0 - bottom, right - x0, y1 - bottom
        if turn == 270:
            return top - y1, right - x1, top - y0, right - x0
        return x0 - left, top - y1, x1 - left, top - y0

    strokes: list[Stroke] = []
    for box in _strokes(page.raw):
        strokes += _stroke(*placed(*box))
        if len(strokes) > _STROKES:
            break
    return Page(number, width, height, tuple(_signs(page, placed)), tuple(strokes))


def _signs(page: Any, placed: Any) -> Iterator[Sign]:
    textpage = page.get_textpage()
    raw = textpage.raw
    box = pdfium.FS_RECTF()
    try:
        for index in range(min(pdfium.FPDFText_CountChars(raw), SIGNS)):
            code = pdfium.FPDFText_GetUnicode(raw, index)
            if not 32 <= code < 0x110000 or 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF):
                continue
            pdfium.FPDFText_GetLooseCharBox(raw, index, ctypes.byref(box))
            left, top, right, bottom = placed(box.left, box.bottom, box.right, box.top)
            if not (abs(left) < 1e5 and abs(top) < 1e5 and right - left < 1e4 and bottom - top < 1e4):
                continue
            made = code == 32 and pdfium.FPDFText_IsGenerated(raw, index) == 1
            yield Sign(chr(code), left, top, right, bottom, bottom - top, made)
    finally:
        textpage.close()


def _stroke(left: float, top: float, right: float, bottom: float) -> Iterator[Stroke]:
    """A thin box as the stroke that it is."""
    across, down = right - left, bottom - top
    if down <= _THIN < across and across >= _SHORT:
        yield Stroke(True, (top + bottom) / 2, left, right)
    elif across <= _THIN < down and down >= _SHORT:
        yield Stroke(False, (left + right) / 2, top, bottom)


def _strokes(page: Any) -> Iterator[tuple[float, float, float, float]]:
    """Thin boxes of a page, in its own coordinates."""
    whole = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _of_object(pdfium.FPDFPage_GetObject(page, index), whole, 0)


def _of_object(item: Any, around: tuple[float, ...], depth: int) -> Iterator[tuple[float, float, float, float]]:
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        inside = _times(_matrix(item), around)
        for index in range(min(pdfium.FPDFFormObj_CountObjects(item), _STROKES)):
            yield from _of_object(pdfium.FPDFFormObj_GetObject(item, index), inside, depth + 1)
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        yield from _of_path(item, _times(_matrix(item), around), around)


def _of_path(
    item: Any, matrix: tuple[float, ...], around: tuple[float, ...]
) -> Iterator[tuple[float, float, float, float]]:
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *(ctypes.byref(side) for side in sides)):
        return
    x0, y0, x1, y1 = (side.value for side in sides)
    if min(x1 - x0, y1 - y0) <= _THIN:
        (x0, y0), (x1, y1) = _moved(x0, y0, around), _moved(x1, y1, around)
        yield x0, y0, x1, y1
        return
    count = pdfium.FPDFPath_CountSegments(item)
    if count > _SEGMENTS:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    first = before = (0.0, 0.0)
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        here = _moved(x.value, y.value, matrix)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = here
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield (*before, *here)
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield (*here, *first)
        before = here


def _matrix(item: Any) -> tuple[float, ...]:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(inner: tuple[float, ...], outer: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved(x: float, y: float, matrix: tuple[float, ...]) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
