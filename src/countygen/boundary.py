"""The county's outline: drawn by hand, made rough, and fitted to the published extent and area."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from shapely.geometry import MultiPolygon, Polygon

from countygen.measure import area, projected, to_degrees, to_metres

Coordinates = NDArray[np.float64]


def closed_curve(points: Coordinates, spacing: float) -> Coordinates:
    """Smooth closed curve through points, sampled about every `spacing` [m], shape (n, 2)."""
    ring = np.vstack([points, points[:1]])
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(ring, axis=0).T))])
    curve = CubicSpline(along, ring, bc_type="periodic")
    sampled: Coordinates = curve(np.linspace(0, along[-1], int(along[-1] / spacing), endpoint=False))
    return sampled


def periodic_noise(count: int, waves: int, seed: tuple[int, ...]) -> NDArray[np.float64]:
    """Noise along a ring of `count` places with about `waves` waves, standard deviation about 1."""
    knots = np.random.default_rng(seed).standard_normal(waves)
    curve = CubicSpline(np.arange(waves + 1), np.append(knots, knots[0]), bc_type="periodic")
    values: NDArray[np.float64] = curve(np.linspace(0, waves, count, endpoint=False))
    return values


def roughen(ring: Coordinates, longest: float, strength: float, seed: int) -> Coordinates:
    """Shift the places of a ring by noise of ever shorter waves, as borders along ridges run.

    Parameters
    ----------
    ring : float array, shape (n, 2) [m]
    longest : float
        Longest wave [m].
    strength : float
        Height of a wave as part of its length [-].
    seed : int
    """
    around = float(np.hypot(*np.diff(np.vstack([ring, ring[:1]]), axis=0).T).sum())
    out, wave, k = ring.copy(), longest, 0
    while wave > 3 * around / len(ring):
        waves = int(around / wave)
        for axis in (0, 1):
            out[:, axis] += strength * wave * periodic_noise(len(ring), waves, (seed, 11, k, axis))
        wave, k = wave / 2, k + 1
    return out


def _normals(ring: Coordinates) -> Coordinates:
    """Outward normals of a clockwise ring, smoothed over its neighbours."""
    ahead, behind = np.roll(ring, -8, axis=0), np.roll(ring, 8, axis=0)
    run = ahead - behind
    normal = np.column_stack([-run[:, 1], run[:, 0]])
    return np.asarray(normal / np.maximum(np.hypot(*normal.T), 1e-9)[:, None])


def fit_extent_and_area(
    ring: Coordinates, extent: tuple[float, float, float, float], wanted: float, epsg: int
) -> Polygon:
    """Fit a rough ring to an extent [degrees] and an ellipsoidal area [m²] by small shifts.

    Raises
    ------
    ValueError
        Where the outline is so far off that shifts of at most 1.5 km do not help.
    """
    forward, back = to_metres(epsg).transform, to_degrees(epsg).transform
    degrees = np.column_stack(back(*ring.T))
    box = np.array(extent).reshape(2, 2)
    for _ in range(60):
        low, high = degrees.min(axis=0), degrees.max(axis=0)
        degrees = box[0] + (degrees - low) / (high - low) * (box[1] - box[0])
        ring = np.column_stack(forward(*degrees.T))
        polygon = Polygon(ring)
        missing = wanted - area(polygon, epsg)
        if abs(missing) < 20.0:
            return polygon
        extremes = np.concatenate([degrees.argmin(axis=0), degrees.argmax(axis=0)])
        near = np.min(np.hypot(*(ring[:, None, :] - ring[None, extremes, :]).transpose(2, 0, 1)), axis=1)
        weight = np.clip(near / 3000.0, 0, 1) ** 2
        steps = np.hypot(*(np.roll(ring, -1, axis=0) - ring).T)
        shift = np.clip(missing / float(np.sum(weight * steps)), -1500, 1500)
        ring = ring + shift * weight[:, None] * _normals(ring)
        degrees = np.column_stack(back(*ring.T))
    raise ValueError(f"the outline cannot be fitted: {missing / 1e6:.3f} km² are missing after 60 steps")


def made_boundary(
    outline: tuple[tuple[float, float], ...],
    extent: tuple[float, float, float, float],
    wanted: float,
    epsg: int,
    seed: int,
) -> Polygon:
    """Return a made-up county polygon [m].

    Parameters
    ----------
    outline : points in km east and north of (500, 2900), clockwise
    extent : west, south, east, north [degrees]
    wanted : float
        Ellipsoidal area [m²].
    epsg, seed : int
    """
    points = np.array(outline) * 1000.0 + (500_000.0, 2_900_000.0)
    smooth = closed_curve(points, 110.0)
    for strength in (0.15, 0.12, 0.08, 0.0):
        polygon = fit_extent_and_area(roughen(smooth, 5200.0, strength, seed), extent, wanted, epsg)
        if polygon.is_valid:
            return polygon
    raise ValueError("the outline crosses itself; give its points clockwise and without loops")


def read_boundary(path: Path, epsg: int) -> Polygon | MultiPolygon:
    """Read a county polygon from any vector file and bring it to the working system [m].

    Raises
    ------
    ValueError
        Where the file has no polygon or no coordinate system.
    """
    try:
        frame = pyogrio.read_dataframe(path)
    except pyogrio.errors.DataSourceError as error:
        raise ValueError(f"{path}: {error}") from error
    if frame.crs is None:
        raise ValueError(f"{path} has no coordinate system; give a file that states one")
    shape = shapely.union_all(shapely.force_2d(frame.to_crs(4490).geometry.to_numpy()))
    if shape.geom_type not in ("Polygon", "MultiPolygon"):
        raise ValueError(f"{path} holds {shape.geom_type}; give one polygon")
    return shapely.make_valid(projected(shape, epsg))
