"""Published places brought into the county's polygon."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from countygen.measure import to_metres
from countygen.published import Published

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Placement:
    """Shift and stretch from the published extent to that of the polygon: out = low + (in - low0) * stretch."""

    low0: tuple[float, float]
    low: tuple[float, float]
    stretch: tuple[float, float]

    def __call__(self, points: Floats) -> Floats:
        """Bring points (n, 2) [m] to the polygon."""
        moved: Floats = np.asarray(self.low) + (points - np.asarray(self.low0)) * np.asarray(self.stretch)
        return moved

    def km(self, points: tuple[tuple[float, ...], ...]) -> Floats:
        """Bring published points [km] to the polygon [m]."""
        return self(np.array([point[:2] for point in points]) * 1000.0)


def town_centres(published: Published) -> Floats:
    """Published centres of the townships, shape (n, 2) [m]."""
    lon, lat = np.array([(town.lon, town.lat) for town in published.townships]).T
    return np.column_stack(to_metres(published.county.epsg).transform(lon, lat))


def published_extent(published: Published) -> tuple[float, float, float, float]:
    """West, south, east, north [degrees]."""
    west, south, east, north = (published.value(f"extent.{side}") for side in ("west", "south", "east", "north"))
    return west, south, east, north


def placement(published: Published, county: BaseGeometry) -> Placement:
    """Leave the places alone where all centres lie in the county, else stretch them with its extent."""
    centres = town_centres(published)
    if bool(shapely.contains_xy(county, centres[:, 0], centres[:, 1]).all()):
        return Placement((0.0, 0.0), (0.0, 0.0), (1.0, 1.0))
    west, south, east, north = published_extent(published)
    x, y = to_metres(published.county.epsg).transform([west, east, west, east], [south, south, north, north])
    x0, y0, x1, y1 = min(x), min(y), max(x), max(y)
    a0, b0, a1, b1 = county.bounds
    return Placement((x0, y0), (a0, b0), ((a1 - a0) / (x1 - x0), (b1 - b0) / (y1 - y0)))
