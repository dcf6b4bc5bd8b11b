"""Lines of equal value with their values on them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely import Geometry

from shanshui.dossier.maps.canvas import Canvas
from shanshui.dossier.maps.features import draw_lines
from shanshui.dossier.maps.labels import Rectangle
from shanshui.dossier.maps.naming import pixel_at
from shanshui.dossier.maps.sheet import Ground, Isolines
from shanshui.dossier.maps.surface import isolines, surface_on

_BETWEEN = 90.0
"""About how far apart the values along a line stand [mm]."""


def draw_isolines(canvas: Canvas, wanted: Sequence[Isolines], ground: Ground, shown: Geometry) -> None:
    """Draw lines of equal value on the ground shown, and the value along each of them."""
    view, taken = canvas.view, list[Rectangle]()
    for kind in wanted:
        raster = ground.raster(kind.role)
        if raster is None:
            continue
        for level, lines in isolines(view, surface_on(view, raster), kind.levels, shown).items():
            draw_lines(canvas, np.array([lines], dtype=object), kind.symbol)
            for line in shapely.get_parts(lines):
                _label_line(canvas, line, f"{level:g}", kind.text, taken)


def _label_line(canvas: Canvas, line: shapely.LineString, words: str, style: str, taken: list[Rectangle]) -> None:
    """Write a value along a line, about every :data:`_BETWEEN` mm of it, the right way up."""
    mm = canvas.view.scale / 1000
    wide, high = canvas.extent(words, style)
    number = max(round(line.length / mm / _BETWEEN), 1)
    for n in range(number):
        middle = line.length * (n + 0.5) / number
        before, at, after = (line.interpolate(middle + d * wide * mm / 2) for d in (-1, 0, 1))
        angle = float(np.degrees(np.arctan2(after.y - before.y, after.x - before.x)))
        x, y = pixel_at(canvas, (at.x, at.y))
        half = canvas.view.px(max(wide, high) / 2 + 0.8)
        box = (x - half, y - half, x + half, y + half)
        if all(box[0] >= t[2] or box[2] <= t[0] or box[1] >= t[3] or box[3] <= t[1] for t in taken):
            taken.append(box)
            upright = (angle + 90) % 180 - 90
            canvas.map_text(x, y, words, style, ha="center", va="center", rotation=upright, zorder=5)
