"""A proposed layer as a small drawing: its features over the scope, with their codes."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import shapely
from markupsafe import escape
from shapely.geometry.base import BaseGeometry

COLOURS = ("#8fb8a8", "#d9b38c", "#a9b4d6", "#c9a5b1", "#c3cb93", "#b3c3cb", "#d7cda0", "#9fc3c9")
WIDTH = 1000
"""Units of the drawing from its western to its eastern edge."""

_FINEST = 1.0
_LABELLED = 60
"""Features beyond which codes would cover the drawing."""


def sketch(frame: gpd.GeoDataFrame, before: Sequence[BaseGeometry] = ()) -> str:
    """Draw a layer.

    Parameters
    ----------
    frame : GeoDataFrame
        In metres; a column ``code`` or ``name`` gives the words.
    before : sequence of geometry, optional
        What was entered in its place, drawn over it as dashed lines.

    Returns
    -------
    str
        An ``svg`` element; empty where there is nothing to draw.
    """
    shapes = [g for g in frame.geometry if g is not None and not g.is_empty]
    if not shapes:
        return ""
    west, south, east, north = shapely.total_bounds([*shapes, *before])
    scale = WIDTH / max(east - west, north - south, 1.0)
    wide, high = round((east - west) * scale) + 20, round((north - south) * scale) + 20

    def moved(shape: BaseGeometry) -> BaseGeometry:
        on_page = shapely.transform(shape, lambda xy: (xy - (west, north)) * (scale, -scale) + 10)
        return shapely.simplify(on_page, _FINEST, preserve_topology=True)

    words = next((frame[name] for name in ("code", "name") if name in frame.columns), None)
    parts, texts = [], []
    for n, (index, shape) in enumerate(frame.geometry.items()):
        if shape is None or shape.is_empty:
            continue
        drawn = moved(shape)
        word = "" if words is None or len(frame) > _LABELLED else str(words.loc[index])
        title = "" if words is None else f"<title>{escape(str(words.loc[index]))}</title>"
        parts.append(_shape(drawn, COLOURS[n % len(COLOURS)], title))
        if word:
            at = drawn.representative_point()
            texts.append(f'<text x="{at.x:.0f}" y="{at.y:.0f}">{escape(word)}</text>')
    parts += (_shape(moved(shape), "none", "", ' class="before"') for shape in before if not shape.is_empty)
    return f'<svg viewBox="0 0 {wide} {high}" role="img">{"".join(parts)}{"".join(texts)}</svg>'


def _shape(shape: BaseGeometry, colour: str, title: str, more: str = "") -> str:
    if shape.geom_type in ("Point", "MultiPoint"):
        return "".join(
            f'<circle cx="{p.x:.0f}" cy="{p.y:.0f}" r="8" fill="{colour}">{title}</circle>'
            for p in shapely.get_parts(shape)
        )
    closed = shape.geom_type in ("Polygon", "MultiPolygon")
    lines = [ring for part in shapely.get_parts(shape) for ring in _rings(part)]
    path = "".join(f"M{'L'.join(f'{x:.0f} {y:.0f}' for x, y in shapely.get_coordinates(line))}" for line in lines)
    fill = colour if closed else "none"
    return f'<path d="{path}" fill="{fill}" fill-rule="evenodd"{more}>{title}</path>'


def _rings(part: BaseGeometry) -> list[BaseGeometry]:
    return [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
