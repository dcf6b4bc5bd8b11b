"""What a polygon shares with a layer, within bounds: by GEOS, and exactly where rounding could decide."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from shanshui.geo.exact import exact_area, shared
from shanshui.geo.overlay import EMPTY, Cover, polygonal

REACH = 4e-12
"""How far GEOS may put a corner off its place, as a share of the largest coordinate: four times the tolerance to which
it snaps where plain rounding fails, and some ten thousand times what is seen on adversarial pairs."""

Contact = Literal["apart", "touch", "share"]
Means = Literal["boxes", "bound", "exact"]


@dataclass(frozen=True, slots=True)
class Proof:
    """What a polygon shares with a layer.

    Parameters
    ----------
    contact : {"apart", "touch", "share"}
        No point in common, points of borders alone, or ground.
    covered : bool
        Whether all of the polygon lies in the layer.
    area : float
        Ground shared, in the plane, counted once.
    low, high : Fraction
        Bounds of it; equal where it is exact.
    whole : Fraction
        Area of the polygon in the plane, exact where ``means`` is, else as rounded.
    features : tuple of (int, float)
        Numbers of the layer's polygons that share ground with it, and how much each.
    border : float
        Length of the border of the ground shared, and of borders in common where no ground is.
    shape : shapely geometry
        The ground shared, as GEOS draws it.
    means : {"boxes", "bound", "exact"}
        What settles contact and cover: that no boxes meet, the bound of rounding, or exact arithmetic.
    """

    contact: Contact
    covered: bool
    area: float
    low: Fraction
    high: Fraction
    whole: Fraction
    features: tuple[tuple[int, float], ...]
    border: float
    shape: BaseGeometry
    means: Means


def prove(geometry: BaseGeometry, cover: Cover, least: float = 0.0) -> Proof:
    """Prove what a polygon shares with a layer.

    Parameters
    ----------
    geometry : shapely geometry
        A valid polygon or multipolygon.
    cover : Cover
        Valid polygons in the same projected CRS; they may overlap each other.
    least : float
        An area that something depends on, as the one below which an overlap is a sliver.

    Notes
    -----
    Corners that GEOS computes lie within a reach of their places, so what it computes is off by no more than the reach
    times the length of all borders involved. Where nothing, everything, or just ``least`` may be shared within
    that bound, the area is computed exactly.
    """
    whole = Fraction(float(geometry.area))
    near = cover.near(geometry)
    if not near.size:
        return Proof("apart", False, 0.0, Fraction(0), Fraction(0), whole, (), 0.0, EMPTY, "boxes")
    others = cover.geometries[near]
    reach = REACH * float(np.abs(shapely.total_bounds(np.append(others, geometry))).max())
    close = others[_within(geometry, others, reach)]
    if not close.size:
        return Proof("apart", False, 0.0, Fraction(0), Fraction(0), whole, (), 0.0, EMPTY, "bound")
    hits, cut = cover.pieces(geometry)
    shape = _joined(cut)
    area = float(shape.area)
    bound = reach * float(geometry.length + shapely.length(close).sum()) + 1e-12 * area
    features = tuple(zip(hits.tolist(), shapely.area(cut).tolist(), strict=True))
    border = float(shape.length) if hits.size else _common(geometry, close)
    if all(abs(area - mark) > bound for mark in (0.0, float(whole), least)):
        low, high = Fraction(area) - Fraction(bound), Fraction(area) + Fraction(bound)
        return Proof("share", False, area, low, high, whole, features, border, shape, "bound")
    found, whole = shared(geometry, close), exact_area(geometry)
    contact: Contact = "share" if found.area else "touch" if found.meets else "apart"
    if not found.area:
        features, shape = (), EMPTY
    covered = found.area == whole
    area = float(found.area)
    return Proof(contact, covered, area, found.area, found.area, whole, features, border, shape, "exact")


def _within(geometry: BaseGeometry, others: NDArray[np.object_], reach: float) -> NDArray[np.bool_]:
    shapely.prepare(geometry)
    found: NDArray[np.bool_] = shapely.dwithin(geometry, others, reach)
    return found


def _joined(cut: NDArray[np.object_]) -> BaseGeometry:
    if cut.size < 2:
        return cut[0] if cut.size else EMPTY
    return polygonal(shapely.disjoint_subset_union_all(cut))


def _common(geometry: BaseGeometry, others: NDArray[np.object_]) -> float:
    """Length of border in common with polygons that share no ground."""
    return float(shapely.length(shapely.intersection(shapely.boundary(geometry), shapely.boundary(others))).sum())
