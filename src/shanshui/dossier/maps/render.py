"""From a sheet to pixels."""

from __future__ import annotations

import math

import numpy as np
import rasterio
import shapely
from numpy.typing import NDArray
from pyproj import CRS
from shapely import Geometry

from shanshui.dossier.maps import ground as g
from shanshui.dossier.maps.canvas import blank, drawing
from shanshui.dossier.maps.features import draw_overlays
from shanshui.dossier.maps.furniture import (
    draw_frame,
    draw_north,
    draw_notes,
    draw_scale,
    draw_substitute,
    draw_title,
)
from shanshui.dossier.maps.legend import draw_legend
from shanshui.dossier.maps.paper import Layout, ToDegrees, View, view_of
from shanshui.dossier.maps.sheet import Base, Ground, MapSheet
from shanshui.dossier.maps.styles import SheetPage, StyleBook
from shanshui.geo.crs import CGCS2000, transformer

Picture = NDArray[np.uint8]

RASTER_CACHE = 64 * 2**20
"""How much of the rasters GDAL may keep [bytes]; its own choice grows with the machine."""


def layout_of(page: SheetPage) -> Layout:
    """The page of the styles as the geometry of a sheet."""
    border, frame, legend, title = (side.box() for side in (page.border, page.frame, page.legend, page.title))
    return Layout(page.width, page.height, border, frame, legend, title, page.gap, page.margin)


def view_for(focus: Geometry, styles: StyleBook, dpi: int) -> View:
    """The frame that shows a stretch of ground at a round scale."""
    return view_of(focus.bounds, layout_of(styles.page), dpi)


def render(sheet: MapSheet, ground: Ground, focus: Geometry, crs: CRS, styles: StyleBook, view: View) -> Picture:
    """Draw a sheet.

    Parameters
    ----------
    sheet : MapSheet
        What to draw.
    ground : Ground
        Layers in ``crs``.
    focus : Geometry
        What is shown in colour; beyond it the paper stays white.
    crs : CRS
        Projected, in metres.
    styles : StyleBook
        Signs, type and page.
    view : View
        From :func:`view_for`.

    Returns
    -------
    uint8 array, shape (rows, columns, 3)
        The page.
    """
    with drawing(), rasterio.Env(GDAL_CACHEMAX=RASTER_CACHE):
        canvas = blank(view, styles)
        canvas.picture(base_picture(sheet.base, ground, focus, styles, view))
        draw_overlays(canvas, sheet.overlays, ground, focus)
        draw_title(canvas, sheet)
        draw_frame(canvas, _to_degrees(crs))
        draw_north(canvas, sheet.words["north"])
        upper = draw_notes(canvas, sheet.notes)
        left, _, right, _ = styles.page.legend.box()
        canvas.line([left, right], [upper + 1.5, upper + 1.5], 0.15)
        draw_scale(canvas, sheet.words["scale"].format(n=spaced(view.scale)), upper + 5)
        canvas.line([left, right], [upper + 18.5, upper + 18.5], 0.15)
        draw_legend(canvas, sheet, upper + 20.5)
        if sheet.substitute:
            draw_substitute(canvas, sheet.substitute)
        return canvas.pixels()


def spaced(number: int) -> str:
    """Digits in groups of three, as GB/T 15835 writes them.

    Examples
    --------
    >>> spaced(200000)
    '200 000'
    """
    return f"{number:,}".replace(",", " ")


def _to_degrees(crs: CRS) -> ToDegrees:
    back = transformer(crs, CGCS2000)
    return lambda x, y: back.transform(x, y)


def base_picture(base: Base, ground: Ground, focus: Geometry, styles: StyleBook, view: View) -> Picture:
    """The ground in colours with the land's light on it; white beyond the focus."""
    picture = _colours(base, ground, view)
    elevation = ground.raster(base.shade) if base.shade else None
    if elevation is not None:
        bright = 1 - (1 - g.light_on(view, elevation, styles.relief)) * np.float32(base.light)
        picture = g.shaded(picture, bright)
    picture[g.burnt_on(view, [(focus, 1)]) == 0] = 255
    return picture


def _colours(base: Base, ground: Ground, view: View) -> Picture:
    numbers = {code: n for n, (code, _) in enumerate(base.colours, start=1)}
    colours = [(numbers[code], colour) for code, colour in base.colours]
    codes = np.zeros(view.shape, dtype=np.int32)
    raster = ground.raster(base.role) if base.kind in ("cells", "values", "slope") else None
    if base.kind in ("parcels", "areas"):
        codes = _polygons(base, ground, view, numbers)
    elif base.kind == "slope" and raster is not None:
        codes = g.slope_classes_on(view, raster, base.limits)
    elif base.kind == "values" and raster is not None:
        codes = g.value_classes_on(view, raster, base.limits)
    elif base.kind == "cells" and raster is not None:
        codes = _translated(g.codes_on(view, raster), numbers)
    return g.painted(codes, colours, base.strength)


def _translated(codes: NDArray[np.int32], numbers: dict[str, int]) -> NDArray[np.int32]:
    """Codes of the file as numbers of colours; 0 where a code has none."""
    found = np.unique(codes)
    meant = np.array([numbers.get(str(code), 0) for code in found], dtype=np.int32)
    turned: NDArray[np.int32] = meant[np.searchsorted(found, codes)]
    return turned


def _polygons(base: Base, ground: Ground, view: View, numbers: dict[str, int]) -> NDArray[np.int32]:
    frame = ground.vector(base.role)
    if frame is None or base.field not in frame.columns:
        return np.zeros(view.shape, dtype=np.int32)
    seen = frame.geometry.intersects(shapely.box(*view.bounds))
    pairs = zip(frame.geometry.values[seen], frame[base.field].to_numpy()[seen], strict=True)
    number = _number_of if base.kind == "parcels" else _number_named
    return g.burnt_on(view, [(shape, n) for shape, code in pairs if (n := number(code, numbers))])


def _number_named(code: object, numbers: dict[str, int]) -> int:
    """Number of the colour of an area by its own code."""
    return numbers.get(str(code), 0)


def _number_of(code: object, numbers: dict[str, int]) -> int:
    """Number of a parcel's colour; letters that surveys add at the end are ignored."""
    if code is None or (isinstance(code, float) and math.isnan(code)):
        return 0
    text = str(code).strip().upper()
    return numbers.get(text) or numbers.get(text[:4]) or numbers.get(text[:2]) or 0
