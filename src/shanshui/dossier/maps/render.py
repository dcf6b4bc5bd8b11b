"""From a sheet to pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import rasterio
import shapely
from numpy.typing import NDArray
from PIL import Image
from pyproj import CRS, Proj
from shapely import Geometry

from shanshui.dossier.maps import ground as g
from shanshui.dossier.maps.canvas import Canvas, blank, drawing
from shanshui.dossier.maps.contours import draw_isolines
from shanshui.dossier.maps.features import draw_overlays
from shanshui.dossier.maps.furniture import (
    draw_frame,
    draw_north,
    draw_notes,
    draw_scale,
    draw_substitute,
    draw_title,
    reserved,
)
from shanshui.dossier.maps.imagery import faded, image_on
from shanshui.dossier.maps.inset import draw_inset, inset_for
from shanshui.dossier.maps.legend import draw_legend
from shanshui.dossier.maps.paper import Layout, ToDegrees, View, degrees_and_minutes, view_of
from shanshui.dossier.maps.plates import Plates
from shanshui.dossier.maps.sheet import Base, Ground, MapSheet
from shanshui.dossier.maps.styles import SheetPage, StyleBook
from shanshui.dossier.maps.surface import classes_on, surface_on
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


@dataclass(frozen=True, slots=True)
class Scene:
    """What a sheet is drawn from, besides itself.

    Parameters
    ----------
    ground : Ground
        Layers in ``crs``.
    scope, focus : Geometry
        The project's scope, and what the sheet shows of it in full colour.
    crs : CRS
        Projected, in metres.
    styles : StyleBook
        Signs, type and page.
    view : View
        From :func:`view_for`.
    plates : Plates
        What other sheets of the same frame have left, and will find.
    """

    ground: Ground
    scope: Geometry
    focus: Geometry
    crs: CRS
    styles: StyleBook
    view: View
    plates: Plates

    def inside(self, shape: Geometry) -> NDArray[np.bool_]:
        """Pixels of the frame whose middle lies on a stretch of ground."""
        one = np.array([shape]), np.ones(1, dtype=np.int32)
        return self.plates.of(self.view, ("inside", shape), lambda: g.burnt_on(self.view, *one) > 0)


def render(sheet: MapSheet, scene: Scene) -> Image.Image:
    """Draw a sheet.

    Parameters
    ----------
    sheet : MapSheet
        What to draw.
    scene : Scene
        From what.

    Returns
    -------
    Image
        The page, RGB.
    """
    with drawing(), rasterio.Env(GDAL_CACHEMAX=RASTER_CACHE):
        canvas = blank(scene.view, scene.styles, scene.plates)
        canvas.picture(base_picture(sheet.base, scene))
        taken = reserved(canvas, sheet.substitute)
        inset = inset_for(canvas, _around(scene), scene.focus, taken)
        draw_overlays(
            canvas,
            sheet.overlays,
            scene.ground,
            scene.focus,
            (*taken, *([inset.box] if inset else ())),
            bool(sheet.frame),
        )
        draw_isolines(canvas, sheet.isolines, scene.ground, scene.focus)
        draw_frame(canvas, _to_degrees(scene.crs))
        if inset is not None:
            draw_inset(canvas, inset, scene.ground, scene.focus, sheet.words["inset"])
        draw_margin(canvas, sheet, ((sheet.words["note.north"], grid_north(scene, sheet.words["convergence"])),))
        return canvas.picture_of_page()


def draw_margin(canvas: Canvas, sheet: MapSheet, extra: tuple[tuple[str, str], ...] = ()) -> None:
    """Title, north arrow, and the column of legend, scale and notes with ``extra`` ones."""
    draw_title(canvas, sheet)
    draw_north(canvas, sheet.words["north"])
    upper = draw_notes(canvas, (*sheet.notes, *extra))
    left, _, right, _ = canvas.styles.page.legend.box()
    canvas.line([left, right], [upper + 1.5, upper + 1.5], 0.15)
    draw_scale(canvas, sheet.words["scale"].format(n=spaced(canvas.view.scale)), upper + 5)
    canvas.line([left, right], [upper + 18.5, upper + 18.5], 0.15)
    draw_legend(canvas, sheet, upper + 20.5)
    if sheet.substitute:
        draw_substitute(canvas, sheet.substitute)


def _around(scene: Scene) -> Geometry:
    """What the ground shown is a part of: the scope of a unit, the county of a scope; else the scope itself."""
    if not shapely.equals(scene.focus, scene.scope):
        return scene.scope
    county = scene.ground.vector("county")
    whole = scene.scope if county is None else shapely.union_all([*county.geometry.values, scene.scope])
    return whole if whole.area > 1.02 * scene.scope.area else scene.scope


def grid_north(scene: Scene, words: str) -> str:
    """What the arrow points to: grid north, and how far that lies from true north in the middle of the frame."""
    west, south, east, north = scene.view.bounds
    longitude, latitude = transformer(scene.crs, CGCS2000).transform((west + east) / 2, (south + north) / 2)
    angle = Proj(scene.crs).get_factors(longitude, latitude).meridian_convergence
    return words.format(angle=degrees_and_minutes(abs(angle) * 60), side="＋" if angle >= 0 else "－")


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


def base_picture(base: Base, scene: Scene) -> Picture:
    """The ground in colours with the land's light on it, opaque (RGBA); pale or white beyond the focus."""
    view, inside = scene.view, scene.inside(scene.focus)
    seen = scene.inside(scene.scope) | inside if base.beyond else inside
    image = scene.ground.raster(base.role) if base.kind == "imagery" else None
    if image is not None:
        bright = scene.plates.of(view, ("image", base.role, scene.focus), lambda: image_on(view, image, inside))
        return faded(bright, base.strength)
    levels = np.where(seen, _levels(base, scene), np.uint8(255))
    numbers = {code: n for n, (code, _) in enumerate(base.colours, start=1)}
    codes = np.where(seen, _codes(base, scene.ground, view, numbers, scene.plates), 0)
    colours = [(numbers[code], colour) for code, colour in base.colours]
    table = g.colour_table(colours, int(codes.max()), base.strength)
    if base.beyond:
        codes += ~inside * np.int32(len(table))
    return g.painted(codes, table, levels, base.beyond)


def _levels(base: Base, scene: Scene) -> NDArray[np.uint8]:
    """Light on each pixel; the same for all bases of a frame that are lit alike."""
    view, plates, elevation = scene.view, scene.plates, scene.ground.raster(base.shade) if base.shade else None
    if elevation is None:
        return np.full(view.shape, 255, dtype=np.uint8)
    lit = plates.of(view, ("light", base.shade), lambda: g.levels_of(g.light_on(view, elevation, scene.styles.relief)))
    return g.softened(lit, base.light)


def _codes(base: Base, ground: Ground, view: View, numbers: dict[str, int], plates: Plates) -> NDArray[np.int32]:
    """Number of the colour of each pixel; 0 where it has none."""
    raster = ground.raster(base.role) if base.kind in ("cells", "values", "slope", "surface") else None
    if base.kind == "parcels":  # many, and drawn on more than one sheet
        key = ("parcels", base.role, base.field, tuple(numbers.items()))
        kept = plates.of(view, key, lambda: _polygons(base, ground, view, numbers).astype(np.uint16))
        return kept.astype(np.int32)
    if base.kind == "areas" or (base.kind == "cells" and base.field and raster is None):  # some come as either
        return _polygons(base, ground, view, numbers)
    if base.kind == "surface" and raster is not None:
        return classes_on(view, surface_on(view, raster), base.limits)
    if base.kind == "slope" and raster is not None:
        return g.slope_classes_on(view, raster, base.limits)
    if base.kind == "values" and raster is not None:
        return g.value_classes_on(view, raster, base.limits)
    if base.kind == "cells" and raster is not None:
        return _translated(g.codes_on(view, raster), numbers)
    return np.zeros(view.shape, dtype=np.int32)


def _translated(codes: NDArray[np.int32], numbers: dict[str, int]) -> NDArray[np.int32]:
    """Codes of the file as numbers of colours; 0 where a code has none."""
    meant = np.zeros(int(codes.max(initial=0)) + 1, dtype=np.int32)
    for code, number in numbers.items():
        if code.isdecimal() and int(code) < len(meant):
            meant[int(code)] = number
    turned: NDArray[np.int32] = meant[codes]
    return turned


def _polygons(base: Base, ground: Ground, view: View, numbers: dict[str, int]) -> NDArray[np.int32]:
    frame = ground.vector(base.role)
    if frame is None or base.field not in frame.columns:
        return np.zeros(view.shape, dtype=np.int32)
    shapes = np.asarray(frame.geometry.values, dtype=object)
    seen = shapely.intersects(shapes, shapely.box(*view.bounds))
    number = _number_of if base.kind == "parcels" else _number_named
    known = {code: number(code, numbers) for code in frame[base.field].unique()}
    codes = frame[base.field].map(known).fillna(0).to_numpy(dtype=np.int32)
    meant = seen & (codes > 0)
    return g.burnt_on(view, shapes[meant], codes[meant])


def _number_named(code: object, numbers: dict[str, int]) -> int:
    """Number of the colour of an area by its own code."""
    return numbers.get(str(code), 0)


def _number_of(code: object, numbers: dict[str, int]) -> int:
    """Number of a parcel's colour; letters that surveys add at the end are ignored."""
    if code is None or (isinstance(code, float) and math.isnan(code)):
        return 0
    text = str(code).strip().upper()
    return numbers.get(text) or numbers.get(text[:4]) or numbers.get(text[:2]) or 0
