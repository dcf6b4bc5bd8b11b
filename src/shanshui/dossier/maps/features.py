"""Features over the ground: areas, lines, points, and the words beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.patches import PathPatch
from matplotlib.path import Path as MplPath
from numpy.typing import NDArray
from shapely import Geometry

from shanshui.dossier.maps.canvas import Canvas
from shanshui.dossier.maps.naming import draw_labels
from shanshui.dossier.maps.paper import Box
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


def draw_overlays(
    canvas: Canvas,
    overlays: Sequence[Overlay],
    ground: Ground,
    shown: Geometry,
    free: Sequence[Box] = (),
    cut: bool = False,
) -> None:
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
    free : sequence of Box
        Where no label may stand [mm].
    cut : bool
        Areas and points are drawn on the ground shown only; lines go on.
    """
    held = [(overlay, frame) for overlay in overlays if (frame := ground.vector(overlay.role)) is not None]
    mask = PathPatch(_ground_path(shown), transform=canvas.ground.transData) if cut else None
    for overlay, frame in held:
        edge = _edge(canvas, shown) if overlay.inner else None
        for key, part in _by_symbol(overlay, frame).items():
            symbol, before = dict(overlay.symbols)[key], len(canvas.ground.collections)
            draw_geometries(canvas, part, symbol, edge)
            if mask is not None and symbol.kind != "line":
                for drawn in canvas.ground.collections[before:]:
                    drawn.set_clip_path(mask)
    px = canvas.view.px
    draw_labels(canvas, held, shown, [(px(a), px(b), px(c), px(d)) for a, b, c, d in free])


def _ground_path(shown: Geometry) -> MplPath:
    """Ground as one path."""
    return MplPath.make_compound_path(*(area_path(part) for part in shapely.get_parts(shown)))


def _edge(canvas: Canvas, shown: Geometry) -> Geometry:
    """A narrow band along the edge of the ground shown."""
    make = partial(shown.boundary.buffer, canvas.view.metres * 3)
    return canvas.plates.of(canvas.view, ("edge", shown), make)


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
    key = ("lines", tuple(shapes), without)
    draw_lines(canvas, canvas.plates.of(canvas.view, key, lambda: _lines(shapes, areas, without, tolerance)), symbol)


def _lines(
    shapes: NDArray[np.object_], areas: NDArray[np.bool_], without: Geometry | None, tolerance: float
) -> NDArray[np.object_]:
    """Lines, and the borders of areas, as the paper can show them."""
    lines = np.concatenate([_borders(shapes[areas]), shapes[~areas]])
    lines = lines if without is None else shapely.difference(lines, without)
    simple: NDArray[np.object_] = shapely.simplify(lines, tolerance)
    return simple


def _borders(areas: NDArray[np.object_]) -> NDArray[np.object_]:
    """Borders of areas, each stretch once, so that dashes of neighbours do not fill each other's gaps."""
    if not areas.size:
        return np.empty(0, dtype=object)
    rings = shapely.boundary(areas)
    return np.asarray([shapely.line_merge(shapely.union_all(rings, grid_size=0.5))], dtype=object)


def draw_lines(canvas: Canvas, shapes: NDArray[np.object_], symbol: Symbol) -> None:
    """Draw lines with a sign of its colours, widths and dashes."""
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
