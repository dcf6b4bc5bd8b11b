"""The small map that tells where the ground shown lies, drawn from the county's own layers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from matplotlib.collections import LineCollection, PathCollection
from numpy.typing import NDArray
from shapely import Geometry
from shapely.affinity import affine_transform

from shanshui.dossier.maps.canvas import INK, Canvas
from shanshui.dossier.maps.features import area_path
from shanshui.dossier.maps.labels import Wish, middles
from shanshui.dossier.maps.paper import Box
from shanshui.dossier.maps.sheet import Ground

SIZES = (1.0, 0.86, 0.72)
"""Tried one after the other."""

_LARGEST, _TITLE, _PAD = 52.0, 4.6, 1.6
_LAND, _FOCUS, _RIVER = "#f4f0e6", "#d98b5f", "#5a9fd0"


@dataclass(frozen=True, slots=True)
class Inset:
    """Where the small map stands, and what it shows.

    Parameters
    ----------
    box : Box
        On the page [mm].
    around : Geometry
        What the ground shown is a part of [m].
    metres : float
        Ground length of a millimetre [m].
    """

    box: Box
    around: Geometry
    metres: float


def inset_for(canvas: Canvas, around: Geometry, focus: Geometry, taken: Sequence[Box]) -> Inset | None:
    """Find a corner of the frame where a small map covers neither the ground shown nor what is taken.

    Parameters
    ----------
    canvas : Canvas
        The sheet.
    around : Geometry
        What the ground shown is a part of [m].
    focus : Geometry
        The ground shown [m].
    taken : sequence of Box
        On the page [mm].

    Returns
    -------
    Inset or None
        None where no corner is free.
    """
    frame, shown = _frame(canvas), shapely.simplify(_on_paper(canvas, focus), 0.5)
    blocked = shapely.union_all([shown, *(shapely.box(*box) for box in taken)])
    for size in SIZES:
        west, south, east, north = around.bounds
        metres = max(east - west, north - south) / (_LARGEST * size)
        wide, high = (east - west) / metres + 2 * _PAD, (north - south) / metres + 2 * _PAD + _TITLE
        for box in _corners(frame, wide, high):
            if not shapely.intersects(shapely.box(*box).buffer(1.5), blocked):
                return Inset(box, around, metres)
    return None


def _corners(frame: Box, wide: float, high: float) -> Iterator[Box]:
    """Lower right, lower left, upper left, upper right."""
    left, bottom, right, top = frame[0] + 2.5, frame[1] + 2.5, frame[2] - 2.5, frame[3] - 2.5
    yield right - wide, bottom, right, bottom + high
    yield left, bottom, left + wide, bottom + high
    yield left, top - high, left + wide, top
    yield right - wide, top - high, right, top


def _frame(canvas: Canvas) -> Box:
    x, y, columns, rows = canvas.view.frame
    mm = 25.4 / canvas.view.dpi
    return x * mm, y * mm, (x + columns) * mm, (y + rows) * mm


def _on_paper(canvas: Canvas, shape: Geometry) -> Geometry:
    """Ground [m] as it lies on the page [mm]."""
    west, south, _, _ = canvas.view.bounds
    left, bottom, _, _ = _frame(canvas)
    mm = 1000 / canvas.view.scale
    return affine_transform(shape, [mm, 0, 0, mm, left - west * mm, bottom - south * mm])


def draw_inset(canvas: Canvas, inset: Inset, ground: Ground, focus: Geometry, title: str) -> None:
    """Draw the small map: land, townships, rivers, the ground shown, and the stretch that the frame takes."""
    left, bottom, right, top = inset.box
    canvas.box(inset.box, 0.3, fill="#ffffff", zorder=5)
    canvas.text((left + right) / 2, top - _TITLE / 2 - 0.5, title, "inset", ha="center", va="center", zorder=6)
    west, south, _, _ = inset.around.bounds
    mm = 1 / inset.metres
    move = [mm, 0, 0, mm, left + _PAD - west * mm, bottom + _PAD - south * mm]
    _fill(canvas, affine_transform(inset.around, move), _LAND, 0.25)
    part = affine_transform(shapely.intersection(focus, inset.around), move)
    whole = part.area > 0.98 * affine_transform(inset.around, move).area
    _fill(canvas, part, _FOCUS, 0.2, 0.35 if whole else 0.85)
    for role, color, width in (("townships", "#7a7a7a", 0.12), ("rivers", _RIVER, 0.2)):
        frame = ground.vector(role)
        if frame is not None:
            shapes = shapely.intersection(np.asarray(frame.geometry.values, dtype=object), inset.around)
            _lines(canvas, shapes, move, color, width)
    if whole:
        _names(canvas, inset, ground, move)
    else:
        seen = shapely.intersection(shapely.box(*canvas.view.bounds), shapely.box(*inset.around.bounds))
        _lines(canvas, np.array([seen]), move, "#b3261e", 0.3)


def _names(canvas: Canvas, inset: Inset, ground: Ground, move: list[float]) -> None:
    """Names of the townships, as far as they find room."""
    frame = ground.vector("townships")
    if frame is None or "name" not in frame.columns:
        return
    px, wishes = canvas.view.px, []
    for name, shape in zip(frame["name"], frame.geometry.values, strict=True):
        point = shapely.point_on_surface(affine_transform(shape, move))
        wide, high = canvas.extent(str(name), "inset_name")
        wishes.append(Wish((px(point.x), px(point.y)), (px(wide), px(high + 0.3)), reach=px(2.5)))
    left, bottom, right, top = map(px, inset.box)
    for name, middle in zip(frame["name"], middles(wishes, (), (left, bottom, right, top - px(_TITLE))), strict=True):
        if middle is not None:
            canvas.text(
                middle[0] / px(1), middle[1] / px(1), str(name), "inset_name", ha="center", va="center", zorder=6
            )


def _fill(canvas: Canvas, shape: Geometry, color: str, outline: float, alpha: float = 1.0) -> None:
    areas = [p for p in shapely.get_parts(shapely.simplify(shape, 0.05)) if shapely.get_dimensions(p) == 2]
    canvas.page.add_collection(
        PathCollection(
            [area_path(p) for p in areas], sizes=None, facecolors=[(color, alpha)], edgecolors=INK,
            linewidths=canvas.view.points(outline), zorder=5.2,
        ),
        autolim=False,
    )  # fmt: skip


def _lines(canvas: Canvas, shapes: NDArray[np.object_], move: list[float], color: str, width: float) -> None:
    borders = [shapely.boundary(s) if shapely.get_dimensions(s) == 2 else s for s in shapes if not s.is_empty]
    moved = [shapely.simplify(affine_transform(b, move), 0.05) for b in borders]
    segments = [
        shapely.get_coordinates(line)
        for shape in moved
        for line in shapely.get_parts(shapely.get_parts(shape))
        if shapely.get_dimensions(line) == 1
    ]
    canvas.page.add_collection(
        LineCollection(segments, colors=color, linewidths=canvas.view.points(width), zorder=5.4), autolim=False
    )
