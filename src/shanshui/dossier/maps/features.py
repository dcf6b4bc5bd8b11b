"""Features over the ground: areas, lines, points, and the words beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.path import Path as MplPath
from numpy.typing import NDArray
from shapely import Geometry

from shanshui.dossier.maps.canvas import Canvas
from shanshui.dossier.maps.labels import Rectangle, Wish, place
from shanshui.dossier.maps.sheet import Ground, Overlay
from shanshui.dossier.maps.styles import Symbol


def _closed(points: list[tuple[float, float]]) -> MplPath:
    return MplPath(np.array([*points, points[0]]), closed=True)


_CIRCLE = MplPath.unit_circle()
_MARKERS = {
    "circle": _CIRCLE,
    "double_circle": _CIRCLE,
    "square": _closed([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
    "triangle": _closed([(-1, -0.75), (1, -0.75), (0, 1)]),
    "diamond": _closed([(0, -1), (1, 0), (0, 1), (-1, 0)]),
}


def draw_overlays(canvas: Canvas, overlays: Sequence[Overlay], ground: Ground, shown: Geometry) -> None:
    """Draw features in the order given, then the labels of all of them.

    Parameters
    ----------
    canvas : Canvas
        The sheet.
    overlays : sequence of Overlay
        From the ground up.
    ground : Ground
        Layers.
    shown : Geometry
        Labels stand on this stretch of ground only.
    """
    held = [(overlay, frame) for overlay in overlays if (frame := ground.vector(overlay.role)) is not None]
    for overlay, frame in held:
        edge = shown.boundary.buffer(canvas.view.metres * 3) if overlay.inner else None
        for key, part in _by_symbol(overlay, frame).items():
            draw_geometries(canvas, part, dict(overlay.symbols)[key], edge)
    _draw_labels(canvas, held, shown)


def _by_symbol(overlay: Overlay, frame: gpd.GeoDataFrame) -> Mapping[str, NDArray[np.object_]]:
    """Geometries by the key of the symbol that draws them."""
    known = dict(overlay.symbols)
    shapes = np.asarray(frame.geometry.values, dtype=object)
    if not overlay.field or overlay.field not in frame.columns:
        return {"": shapes} if "" in known else {}
    values = [str(v) if str(v) in known else "" for v in frame[overlay.field]]
    return {key: shapes[[v == key for v in values]] for key in known if key in values}


def draw_geometries(
    canvas: Canvas, shapes: NDArray[np.object_], symbol: Symbol, without: Geometry | None = None
) -> None:
    """Draw geometries with one sign: areas are filled, or only their borders drawn where the sign is a line.

    Parameters
    ----------
    canvas : Canvas
        The sheet.
    shapes : array of Geometry
        In ground metres.
    symbol : Symbol
        A fill draws points, where there are any, as its marker.
    without : Geometry, optional
        Ground on which no line is drawn.
    """
    shapes = shapes[~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)]
    if not shapes.size:
        return
    tolerance = canvas.view.metres / 2
    areas = shapely.get_dimensions(shapes) == 2
    if symbol.kind == "point":
        _draw_points(canvas, shapely.point_on_surface(shapes), symbol)
        return
    if symbol.kind == "fill":
        _draw_areas(canvas, shapely.simplify(shapes[areas], tolerance), symbol)
        points = shapes[shapely.get_dimensions(shapes) == 0]
        if symbol.size and points.size:
            _draw_points(canvas, points, symbol)
        return
    lines = np.concatenate([_borders(shapes[areas]), shapes[~areas]])
    lines = lines if without is None else shapely.difference(lines, without)
    _draw_lines(canvas, shapely.simplify(lines, tolerance), symbol)


def _borders(areas: NDArray[np.object_]) -> NDArray[np.object_]:
    """Borders of areas, each stretch once, so that dashes of neighbours do not fill each other's gaps."""
    if not areas.size:
        return np.empty(0, dtype=object)
    rings = shapely.boundary(areas)
    return np.asarray([shapely.line_merge(shapely.union_all(rings, grid_size=0.5))], dtype=object)


def _draw_lines(canvas: Canvas, shapes: NDArray[np.object_], symbol: Symbol) -> None:
    parts = shapely.get_parts(shapely.get_parts(shapes))
    segments = [shapely.get_coordinates(line) for line in parts if shapely.get_dimensions(line) == 1]
    points = canvas.view.points
    if symbol.under:
        canvas.ground.add_collection(
            LineCollection(
                segments, colors=symbol.under, linewidths=points(symbol.under_width), alpha=symbol.under_alpha,
                capstyle="round", joinstyle="round",
            )
        )  # fmt: skip
    dash = (0.0, tuple(d / symbol.width for d in symbol.dash)) if symbol.dash else "solid"
    canvas.ground.add_collection(
        LineCollection(
            segments, colors=symbol.color, linewidths=points(symbol.width), linestyles=[dash],
            capstyle="butt" if symbol.dash else "round", joinstyle="round",
        )
    )  # fmt: skip


def _draw_areas(canvas: Canvas, shapes: NDArray[np.object_], symbol: Symbol) -> None:
    paths = [area_path(polygon) for polygon in shapely.get_parts(shapes)]
    face = (symbol.color, symbol.alpha) if symbol.color else "none"
    edge = symbol.outline or "none"
    canvas.ground.add_collection(
        PathCollection(
            paths, sizes=None, facecolors=[face], edgecolors=edge, linewidths=canvas.view.points(symbol.outline_width)
        ),
        autolim=False,
    )


def area_path(polygon: shapely.Polygon) -> MplPath:
    """A polygon with its holes as one path."""
    rings = [polygon.exterior, *polygon.interiors]
    points = [shapely.get_coordinates(ring) for ring in rings]
    codes = [np.full(len(p), MplPath.LINETO, dtype=np.uint8) for p in points]
    for code in codes:
        code[0], code[-1] = MplPath.MOVETO, MplPath.CLOSEPOLY
    return MplPath(np.concatenate(points), np.concatenate(codes))


def marker_paths(symbol: Symbol) -> tuple[tuple[MplPath, str, str], ...]:
    """Shapes of unit radius with fill and edge, from below, that make up a point sign."""
    whole = (_MARKERS[symbol.marker], symbol.color, symbol.outline or "none")
    if symbol.marker != "double_circle":
        return (whole,)
    inner = MplPath(np.asarray(_CIRCLE.vertices) * 0.42, _CIRCLE.codes)
    return (_CIRCLE, "#ffffff", symbol.color), (inner, symbol.color, "none")


def _draw_points(canvas: Canvas, points: NDArray[np.object_], symbol: Symbol) -> None:
    places = np.asarray(shapely.get_coordinates(points))
    radius = canvas.view.points(symbol.size) / 2
    for path, face, edge in marker_paths(symbol):
        canvas.ground.scatter(
            places[:, 0], places[:, 1], s=(2 * radius) ** 2, marker=MplPath(path.vertices, path.codes), c=face,
            edgecolors=edge, linewidths=canvas.view.points(symbol.outline_width), zorder=4,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the words for a feature belong.

    Parameters
    ----------
    at : (float, float)
        A point of the feature, in the middle of its largest part [m].
    reach : float
        How far words may leave it [m].
    extent : float
        Length of that part where it is a line, its width where it is an area [m].
    dimension : int
        0 for a point, 1 for a line, 2 for an area.
    """

    at: tuple[float, float]
    reach: float
    extent: float
    dimension: int


def anchor_of(shape: Geometry | None, shown: Geometry) -> Anchor | None:
    """Anchor of a feature on the ground shown; None where nothing of it lies there."""
    seen = None if shape is None else shapely.intersection(shape, shown)
    if seen is None or seen.is_empty:
        return None
    largest = max(shapely.get_parts(seen), key=lambda p: (p.area, p.length))
    dimension = int(shapely.get_dimensions(largest))
    if dimension == 0:
        return Anchor((largest.x, largest.y), 0.0, 0.0, 0)
    if dimension == 1:
        middle = largest.interpolate(0.5, normalized=True)
        return Anchor((middle.x, middle.y), largest.length * 0.04, largest.length, 1)
    circle = shapely.maximum_inscribed_circle(largest, max(np.sqrt(largest.area) / 50, 1.0))
    (x, y), *_ = shapely.get_coordinates(circle)
    return Anchor((float(x), float(y)), float(np.sqrt(largest.area)) / 2, 2 * circle.length, 2)


def _draw_labels(canvas: Canvas, held: Sequence[tuple[Overlay, gpd.GeoDataFrame]], shown: Geometry) -> None:
    wishes: list[Wish] = []
    words: list[tuple[str, str]] = []
    taken: list[Rectangle] = []
    for overlay, frame in held:
        size = max(symbol.size for _, symbol in overlay.symbols)
        for label, shape in zip(_labels_of(overlay, frame), frame.geometry.values, strict=True):
            anchor = anchor_of(shape, shown) if label or size else None
            if anchor is None:
                continue
            pixel = _pixel(canvas, anchor.at)
            gap = canvas.view.px(size / 2 + 0.6) if anchor.dimension == 0 else 0.0
            if gap:
                taken.append((pixel[0] - gap, pixel[1] - gap, pixel[0] + gap, pixel[1] + gap))
            if label and anchor.extent / canvas.view.scale * 1000 >= overlay.least:
                wishes.append(_wish(canvas, overlay, label, anchor, pixel, gap))
                words.append((label, overlay.text))
    left, bottom, width, height = canvas.view.frame
    inset = canvas.view.px(1)
    bounds = (left + inset, bottom + inset, left + width - inset, bottom + height - inset)
    for (label, style), middle in zip(words, place(wishes, taken, bounds), strict=True):
        if middle is not None:
            canvas.map_text(*middle, label, style, ha="center", va="center", zorder=6)


def _labels_of(overlay: Overlay, frame: gpd.GeoDataFrame) -> list[str]:
    """The words for each feature; empty where it has none."""
    if not overlay.label or overlay.label not in frame.columns:
        return [""] * len(frame)
    known = dict(overlay.words)
    return ["" if pd.isna(value) else known.get(str(value), str(value)) for value in frame[overlay.label]]


def _wish(canvas: Canvas, overlay: Overlay, label: str, anchor: Anchor, pixel: tuple[float, float], gap: float) -> Wish:
    wide, high = canvas.extent(label, overlay.text)
    box = (canvas.view.px(wide + 0.8), canvas.view.px(high + 0.6))
    reach = min(anchor.reach / canvas.view.metres, canvas.view.px(14))
    return Wish(pixel, box, gap, overlay.rank, reach)


def _pixel(canvas: Canvas, at: tuple[float, float]) -> tuple[float, float]:
    west, south, _, _ = canvas.view.bounds
    return (
        canvas.view.frame[0] + (at[0] - west) / canvas.view.metres,
        canvas.view.frame[1] + (at[1] - south) / canvas.view.metres,
    )
