"""Courses of the drawn rivers: smooth, meandering, joined at their mouths, with falling beds."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline, PchipInterpolator
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from countygen.measure import length
from countygen.published import River

SPACING = 30.0  # [m] between the places of a course


@dataclass(frozen=True)
class Course:
    """A drawn river from mouth to head: line [m] and elevation of its bed at each place [m]."""

    name: str
    line: LineString
    bed: NDArray[np.float64]

    @property
    def places(self) -> NDArray[np.float64]:
        """Places along the river, shape (n, 2) [m]."""
        return np.asarray(self.line.coords)


def _curve(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Smooth curve through points, sampled every `SPACING`."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    curve = CubicSpline(along, points, bc_type="natural")
    places: NDArray[np.float64] = curve(np.linspace(0, along[-1], max(int(along[-1] / SPACING), 8)))
    return places


def _meander(places: NDArray[np.float64], amplitude: float, wave: float, seed: tuple[int, ...]) -> LineString:
    """Swing a curve from side to side; its two ends stay."""
    count = len(places)
    along = np.arange(count) * SPACING
    run = np.gradient(places, axis=0)
    normal = np.column_stack([-run[:, 1], run[:, 0]]) / np.maximum(np.hypot(*run.T), 1e-9)[:, None]
    swing = np.zeros(count)
    for k, (part, height) in enumerate(((1.0, 1.0), (0.52, 0.4), (0.27, 0.16))):
        knots = np.random.default_rng((*seed, k)).uniform(0.15, 1.85, int(along[-1] / (wave * part) * 2) + 4)
        signs = np.where(np.arange(knots.size) % 2 == 0, 1.0, -1.0)
        phase = np.random.default_rng((*seed, 7, k)).uniform(0, 1)
        curve = CubicSpline(np.arange(knots.size) - phase, knots * signs)
        swing += height * curve(along / (wave * part) * 2)
    ends = np.clip(np.minimum(along, along[-1] - along) / wave, 0, 1)
    return LineString(places + amplitude * (swing * ends)[:, None] * normal)


def main_course(
    river: River, points: NDArray[np.float64], county: BaseGeometry, wanted: float, epsg: int, seed: int
) -> LineString:
    """Line of the main river whose length within the county is as wanted [m], if meanders allow it."""
    places = _curve(_run_on(points, 14_000.0))
    low, high = 0.0, 900.0
    for _ in range(30):
        middle = (low + high) / 2
        line = _meander(places, middle, 3300.0, (seed, 21))
        if length(line.intersection(county), epsg) < wanted:
            low = middle
        else:
            high = middle
    return _meander(places, high, 3300.0, (seed, 21))


def _run_on(points: NDArray[np.float64], reach: float) -> NDArray[np.float64]:
    """Lead a course straight on at both ends, so that it crosses the rim of the grid."""

    def beyond(end: NDArray[np.float64], before: NDArray[np.float64]) -> NDArray[np.float64]:
        run = end - before
        return np.asarray(end + run / np.hypot(*run) * reach)

    return np.vstack([beyond(points[0], points[1]), points, beyond(points[-1], points[-2])])


def falling_bed(line: LineString, mouth: float, head: float) -> NDArray[np.float64]:
    """Elevation of the bed along a river, steeper towards its head [m]."""
    t = np.linspace(0, 1, len(line.coords))
    return mouth + (head - mouth) * (0.25 * t + 0.75 * t**2.2)


def tributary_line(points: NDArray[np.float64], into: LineString, seed: tuple[int, ...]) -> LineString:
    """Line of a tributary whose mouth is shifted onto the river that it joins."""
    mouth = into.interpolate(into.project(Point(points[0])))
    moved = np.vstack([[mouth.x, mouth.y], points[1:]])
    return _meander(_curve(moved), 280.0, 2600.0, seed)


def drawn_courses(
    rivers: tuple[River, ...],
    points: dict[int, NDArray[np.float64]],
    county: BaseGeometry,
    main_length: float,
    outlet: float,
    epsg: int,
    seed: int,
) -> tuple[Course, ...]:
    """Return all drawn rivers; the first is the main river.

    Parameters
    ----------
    rivers : as published; a river stands after the one that it joins
    points : course of each drawn river by its number [m]
    county : polygon [m]
    main_length : float
        Length of the main river within the county [m].
    outlet : float
        Elevation of the main river where it leaves the county [m].
    epsg, seed : int
    """
    courses: dict[str, Course] = {}
    done: list[Course] = []
    for k, river in enumerate(rivers):
        if k not in points:
            continue
        if river.main:
            line = main_course(river, points[k], county, main_length, epsg, seed)
            course = Course(river.name, line, main_bed(line, county, outlet, river.head))
        else:
            into = courses[river.into]
            line = tributary_line(points[k], into.line, (seed, 22, k))
            mouth = float(np.interp(into.line.project(Point(line.coords[0])), _stations(into), into.bed))
            course = Course(river.name, line, falling_bed(line, mouth, river.head))
        courses[river.name] = course
        done.append(course)
    return tuple(done)


def _stations(course: Course) -> NDArray[np.float64]:
    """Distance of each place of a course from its mouth along the line [m]."""
    return np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(course.places, axis=0).T))])


def main_bed(line: LineString, county: BaseGeometry, outlet: float, head: float) -> NDArray[np.float64]:
    """Bed of the main river: `outlet` [m] where it leaves the county, 1.3 m/km above, head at the far end."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(np.asarray(line.coords), axis=0).T))])
    inside = line.intersection(county)
    leave = line.project(Point(_first_point(inside, line)))
    knots = [
        (0.0, outlet - 1.4e-3 * leave),
        (leave, outlet),
        (leave + 12_000.0, outlet + 8.5),
        (leave + 28_000.0, outlet + 24.0),
        (leave + 37_000.0, outlet + 34.0),
        (float(along[-1]), head),
    ]
    curve = PchipInterpolator([s for s, _ in knots], [z for _, z in knots])
    return np.maximum.accumulate(np.asarray(curve(along), dtype=np.float64))


def _first_point(inside: BaseGeometry, line: LineString) -> tuple[float, float]:
    """Place where a line first enters the county."""
    parts = list(getattr(inside, "geoms", [inside]))
    ends = [part.coords[k] for part in parts for k in (0, -1)]
    x, y = min(ends, key=lambda end: line.project(Point(end)))
    return float(x), float(y)


def through_border(course: Course, border: float, elevation: float) -> Course:
    """Course whose bed passes a place (distance from its mouth [m]) at an elevation [m]."""
    stations = _stations(course)
    mouth, head = float(course.bed[0]), float(course.bed[-1])
    elevation = max(elevation, mouth + 0.5)
    usual = falling_bed(course.line, mouth, head)
    lift = elevation - float(np.interp(border, stations, usual))
    above = usual + lift * np.clip((stations[-1] - stations) / max(stations[-1] - border, 1.0), 0, 1)
    below = mouth + (elevation - mouth) * np.clip(stations / max(border, 1.0), 0, 1)
    bed = np.where(stations < border, below, np.maximum(above, elevation))
    return replace(course, bed=np.maximum.accumulate(bed))
