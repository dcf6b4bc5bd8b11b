"""Words beside features: where each belongs, and where it finds room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely import Geometry

from shanshui.dossier.maps.along import Type, letters_of, runs_along
from shanshui.dossier.maps.canvas import Canvas
from shanshui.dossier.maps.labels import Letter, Rectangle, Run, Wish, place
from shanshui.dossier.maps.sheet import Overlay

_FOREMOST = 5
"""Points of overlays up to this rank are covered by no words."""


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
    if dimension < int(shapely.get_dimensions(shape)):  # it only touches the ground shown
        return None
    if dimension == 0:
        return Anchor((largest.x, largest.y), 0.0, 0.0, 0)
    if dimension == 1:
        middle = largest.interpolate(0.5, normalized=True)
        return Anchor((middle.x, middle.y), largest.length * 0.04, largest.length, 1)
    circle = shapely.maximum_inscribed_circle(largest, max(np.sqrt(largest.area) / 50, 1.0))
    (x, y), *_ = shapely.get_coordinates(circle)
    return Anchor((float(x), float(y)), float(np.sqrt(largest.area)) / 2, 2 * circle.length, 2)


def draw_labels(
    canvas: Canvas, held: Sequence[tuple[Overlay, gpd.GeoDataFrame]], shown: Geometry, free: Sequence[Rectangle]
) -> None:
    """Write the words of all overlays, so that none covers another.

    Parameters
    ----------
    canvas : Canvas
        The sheet.
    held : sequence of (Overlay, GeoDataFrame)
        With their features.
    shown : Geometry
        Words stand for what lies on it, or around it where an overlay names neighbours [m].
    free : sequence of Rectangle
        Where none may stand [px].
    """
    wishes: list[Wish] = []
    words: list[tuple[str, str]] = []
    taken: list[Rectangle] = list(free)
    around = shapely.difference(shapely.box(*canvas.view.bounds), shown)
    for overlay, whole in held:
        frame = whole[_signed(overlay, whole)]
        size = max(symbol.size for _, symbol in overlay.symbols)
        for label, shape in zip(_labels_of(overlay, frame), frame.geometry.values, strict=True):
            anchor = _anchor(canvas, shape, around if overlay.around else shown) if label or size else None
            if anchor is None:
                continue
            pixel = pixel_at(canvas, anchor.at)
            gap = canvas.view.px(size / 2 + 0.6) if anchor.dimension == 0 else 0.0
            if gap and overlay.rank <= _FOREMOST:
                taken.append((pixel[0] - gap, pixel[1] - gap, pixel[0] + gap, pixel[1] + gap))
            if label and anchor.extent / canvas.view.scale * 1000 >= overlay.least:
                runs = _runs(canvas, overlay, label, shape, shown) if anchor.dimension == 1 else ()
                wishes.append(replace(_wish(canvas, overlay, label, anchor, pixel, gap), runs=runs))
                words.append((label, overlay.text))
    left, bottom, width, height = canvas.view.frame
    inset = canvas.view.px(1)
    bounds = (left + inset, bottom + inset, left + width - inset, bottom + height - inset)
    for (label, style), spot in zip(words, place(wishes, taken, bounds), strict=True):
        if spot is not None and not isinstance(spot[0], Letter):
            canvas.map_text(*spot, label, style, ha="center", va="center", zorder=6)
        for letter in spot if spot is not None and isinstance(spot[0], Letter) else ():
            canvas.map_text(
                *letter.middle, letter.words, style, ha="center", va="center", rotation=letter.angle, zorder=6,
                rotation_mode="anchor",
            )  # fmt: skip


def _anchor(canvas: Canvas, shape: Geometry, shown: Geometry) -> Anchor | None:
    return canvas.plates.of(canvas.view, ("anchor", shape, shown), partial(anchor_of, shape, shown))


def _runs(canvas: Canvas, overlay: Overlay, label: str, shape: Geometry, shown: Geometry) -> tuple[Run, ...]:
    """Ways to write a name along its line."""
    wide = max(symbol.width for _, symbol in overlay.symbols)
    make = partial(_ways, canvas, overlay.text, wide, label, shape, shown)
    return canvas.plates.of(canvas.view, ("runs", overlay.text, wide, label, shape, shown), make)


def _ways(canvas: Canvas, text: str, wide: float, label: str, shape: Geometry, shown: Geometry) -> tuple[Run, ...]:
    west, south, _, _ = canvas.view.bounds
    places = _longest(shape, shown)
    pixels = (places - (west, south)) / canvas.view.metres + canvas.view.frame[:2]
    high = canvas.styles.text[text].size / 72 * canvas.view.dpi
    apart = high * 0.68 + canvas.view.px(wide) / 2
    widths = [canvas.view.px(canvas.extent(letter, text)[0]) for letter in letters_of(label)]
    return tuple(runs_along(pixels, label, widths, Type(high, apart)))


def _longest(shape: Geometry, shown: Geometry) -> NDArray[np.float64]:
    """Points of the longest line of a shape on the ground shown [m]."""
    seen = shapely.intersection(shape, shown)
    lines = shapely.line_merge(seen) if seen.geom_type == "MultiLineString" else seen
    parts = [part for part in shapely.get_parts(lines) if shapely.get_dimensions(part) == 1]
    places: NDArray[np.float64] = shapely.get_coordinates(max(parts, key=lambda part: part.length))
    return places


def _signed(overlay: Overlay, frame: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Features that have a sign, and may have words."""
    known = dict(overlay.symbols)
    if "" in known or overlay.field not in frame.columns:
        return np.ones(len(frame), dtype=bool)
    return np.array([str(value) in known for value in frame[overlay.field]], dtype=bool)


def _labels_of(overlay: Overlay, frame: gpd.GeoDataFrame) -> list[str]:
    """The words for each feature; empty where it has none."""
    if not overlay.label or overlay.label not in frame.columns:
        return [""] * len(frame)
    known = dict(overlay.words)
    return ["" if pd.isna(value) else known.get(str(value), str(value)) for value in frame[overlay.label]]


def _wish(canvas: Canvas, overlay: Overlay, label: str, anchor: Anchor, pixel: tuple[float, float], gap: float) -> Wish:
    wide, high = canvas.extent(label, overlay.text)
    box = (canvas.view.px(wide + 0.8), canvas.view.px(high + 0.6))
    reach = max(min(anchor.reach / canvas.view.metres, canvas.view.px(14)), canvas.view.px(6) * (anchor.dimension == 2))
    return Wish(pixel, box, gap, overlay.rank, reach)


def pixel_at(canvas: Canvas, at: tuple[float, float]) -> tuple[float, float]:
    """Pixel of the figure at a place on the ground [m]."""
    west, south, _, _ = canvas.view.bounds
    return (
        canvas.view.frame[0] + (at[0] - west) / canvas.view.metres,
        canvas.view.frame[1] + (at[1] - south) / canvas.view.metres,
    )
