"""Polygons cut into small ones, so that what they share with many others is found in pieces of few corners."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

MOST = 64
"""Corners up to which a piece is left as it is; cutting smaller costs more than it saves."""


def subdivided(shape: BaseGeometry, most: int = MOST) -> NDArray[np.object_]:
    """Cut a polygon into pieces of few corners, along lines through the middle of boxes.

    Parameters
    ----------
    shape : shapely geometry
        A valid polygon or multipolygon.
    most : int
        Corners of a piece, at least 8.

    Returns
    -------
    array of shapely polygons
        They share no ground and make the whole, but for the rounding of corners on the cuts.
    """
    done, todo = [], _polygons(np.asarray([shape], dtype=object))
    while todo.size:
        small = shapely.get_num_coordinates(todo) <= most
        done.append(todo[small])
        todo = _polygons(_halves(todo[~small]))
    found: NDArray[np.object_] = np.concatenate(done) if done else np.zeros(0, dtype=object)
    return found


def all_subdivided(shapes: NDArray[np.object_], most: int) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
    """Many polygons, those of many corners cut into pieces, and the number of the polygon that each is of.

    Parameters
    ----------
    shapes : array of shapely geometry
        Valid polygons and multipolygons.
    most : int
        Corners up to which one is left as it is.
    """
    large = np.flatnonzero(shapely.get_num_coordinates(shapes) > most)
    cut = [subdivided(shapes[n]) for n in large]
    of = np.repeat(large, [len(pieces) for pieces in cut])
    small = np.setdiff1d(np.arange(len(shapes)), large)
    found: NDArray[np.object_] = np.concatenate([shapes[small], *cut])
    return found, np.concatenate([small, of])


def shared_areas(shapes: NDArray[np.object_], tiles: NDArray[np.object_]) -> NDArray[np.float64]:
    """Area that each of many polygons shares with pieces that do not overlap.

    Parameters
    ----------
    shapes : array of shapely geometry, shape (shapes,)
        Valid polygons.
    tiles : array of shapely polygons
        As :func:`subdivided` gives them.
    """
    one, other = shapely.STRtree(tiles).query(shapes, predicate="intersects")
    areas = shapely.area(shapely.intersection(shapes[one], tiles[other]))
    found: NDArray[np.float64] = np.bincount(one, weights=areas, minlength=len(shapes)).astype(np.float64)
    return found


def _halves(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Each polygon cut in two across the longer side of its box."""
    west, south, east, north = shapely.bounds(shapes).T
    across, x, y = east - west > north - south, (west + east) / 2, (south + north) / 2
    first = shapely.box(west, south, np.where(across, x, east), np.where(across, north, y))
    second = shapely.box(np.where(across, x, west), np.where(across, south, y), east, north)
    found: NDArray[np.object_] = np.concatenate([shapely.intersection(shapes, half) for half in (first, second)])
    return found


def _polygons(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """The polygons among parts; lines and points along cuts have no ground."""
    parts = np.asarray(shapely.get_parts(shapely.get_parts(shapes)), dtype=object)
    found: NDArray[np.object_] = parts[(shapely.get_type_id(parts) == 3) & ~shapely.is_empty(parts)]
    return found
