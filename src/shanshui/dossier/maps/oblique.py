"""The sheet of the block: the land seen from above, with its townships, without a frame of coordinates."""

from __future__ import annotations

import numpy as np
import rasterio
import shapely
from numpy.typing import NDArray
from PIL import Image

from shanshui.dossier.maps import ground as g
from shanshui.dossier.maps.block import TILT, Eye, block_view, eye_for, plan_of, seen, skin_of
from shanshui.dossier.maps.canvas import Canvas, blank, drawing
from shanshui.dossier.maps.furniture import draw_neat_line, draw_substitute
from shanshui.dossier.maps.labels import Wish, middles
from shanshui.dossier.maps.paper import View
from shanshui.dossier.maps.render import Scene, draw_margin, layout_of
from shanshui.dossier.maps.sheet import MapSheet
from shanshui.geo.raster import AlignedRaster


def render_block(sheet: MapSheet, scene: Scene) -> Image.Image:
    """Draw a sheet whose base is the block.

    Parameters
    ----------
    sheet : MapSheet
        Its base names the elevation, the limits of heights and their colours.
    scene : Scene
        From what; of its view only the page counts.

    Returns
    -------
    Image
        The page, RGB.

    Raises
    ------
    LookupError
        Where there is no elevation.
    """
    elevation = scene.ground.raster(sheet.base.role)
    if elevation is None:
        raise LookupError(f"no layer {sheet.base.role}; a block is drawn of elevation only")
    with drawing(), rasterio.Env(GDAL_CACHEMAX=64 * 2**20):
        low, high = _range(scene, elevation)
        eye = eye_for(scene.focus, low, high)
        view = block_view(scene.focus, eye, high, layout_of(scene.styles.page), scene.view.dpi)
        plan = plan_of(view, scene.focus)
        look = sheet.base.limits, tuple(colour for _, colour in sheet.base.colours), scene.styles.relief
        skin = skin_of(plan, elevation, scene.focus, look, _shapes(scene, "rivers"), _borders(scene))
        canvas = blank(view, scene.styles, scene.plates)
        canvas.picture(seen(skin, plan, view, eye))
        draw_neat_line(canvas)
        _names(canvas, scene, plan, eye, skin.heights)
        draw_substitute(canvas, sheet.words["block"].format(tilt=TILT, times=f"{eye.times:g}"))
        draw_margin(canvas, sheet)
        return canvas.picture_of_page()


def _range(scene: Scene, elevation: AlignedRaster) -> tuple[float, float]:
    """Least and greatest height on the ground shown [m]."""
    cells, transform = g.heights_on(scene.view, elevation)
    heights = g.resampled(scene.view, np.nan_to_num(cells, nan=float(np.nanmin(cells))), transform)
    inside = heights[scene.inside(scene.focus)]
    return float(inside.min()), float(inside.max())


def _shapes(scene: Scene, role: str) -> NDArray[np.object_]:
    frame = scene.ground.vector(role)
    found = [] if frame is None else [s for s in frame.geometry.values if s is not None and not s.is_empty]
    return np.array(found, dtype=object)


def _borders(scene: Scene) -> NDArray[np.object_]:
    """Borders of the townships."""
    shapes = _shapes(scene, "townships")
    return np.asarray(shapely.boundary(shapes), dtype=object) if shapes.size else shapes


def _names(canvas: Canvas, scene: Scene, plan: View, eye: Eye, heights: NDArray[np.float32]) -> None:
    """Names of the townships where they lie on the picture."""
    frame = scene.ground.vector("townships")
    if frame is None or "name" not in frame.columns:
        return
    wishes, names = [], []
    for name, shape in zip(frame["name"], frame.geometry.values, strict=True):
        part = shapely.intersection(shape, scene.focus)
        if part.area < (4 * plan.scale / 1000) ** 2:
            continue
        point = shapely.point_on_surface(part)
        row = int(np.clip((plan.bounds[3] - point.y) / plan.metres, 0, heights.shape[0] - 1))
        column = int(np.clip((point.x - plan.west) / plan.metres, 0, heights.shape[1] - 1))
        up = float(eye.up(point.y, float(heights[row, column])))
        left, bottom, _, _ = canvas.view.frame
        at = left + (point.x - canvas.view.west) / plan.metres, bottom + (up - canvas.view.south) / plan.metres
        wide, high = canvas.extent(str(name), "place")
        wishes.append(Wish(at, (canvas.view.px(wide + 0.8), canvas.view.px(high + 0.6)), reach=canvas.view.px(10)))
        names.append(str(name))
    x, y, columns, rows = canvas.view.frame
    for name, middle in zip(names, middles(wishes, (), (x, y, x + columns, y + rows)), strict=True):
        if middle is not None:
            canvas.map_text(*middle, name, "place", ha="center", va="center", zorder=6)
