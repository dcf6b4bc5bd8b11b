"""The map beside the findings: outlines of scope, units and sub-projects, drawn once and small."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from shanshui.finding import Finding
from shanshui.plan import Plan
from shanshui.review.output.places import SCOPE, SUBJECTS
from shanshui.workspace.layers import Layers, subprojects, townships, units

WIDTH = 2000
"""Steps across the map; outlines are rounded to one of them."""

MOST_PATH = 600_000
"""Characters of all outlines together; where they would be more, they are simplified further."""

COARSER = (1, 2, 4, 8)
"""Steps to which outlines are simplified, in turn."""

MOST_OTHERS = 200
"""Features of other layers that findings name and the map draws."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One feature.

    Parameters
    ----------
    key : str
        As a finding names it: ``subproject:S1``.
    kind : str
        ``scope``, ``township``, ``unit``, ``subproject`` or ``other``.
    name : str
        For a reader.
    path : str
        Data of an SVG path, in steps.
    box : tuple of int
        West, north, east and south of it, in steps.
    label : str
        Words that stand on it; empty for most.
    at : tuple of int
        Where they stand.
    """

    key: str
    kind: str
    name: str
    path: str
    box: tuple[int, int, int, int]
    label: str = ""
    at: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Atlas:
    """The map.

    Parameters
    ----------
    height : int
        In steps; the width is :data:`WIDTH`.
    outlines : tuple of Outline
        From the ground up.
    synthetic : bool
        Whether any of its layers is made up.
    """

    height: int
    outlines: tuple[Outline, ...]
    synthetic: bool

    @property
    def keys(self) -> frozenset[str]:
        """Keys of all features."""
        return frozenset(outline.key for outline in self.outlines)


@dataclass(frozen=True, slots=True)
class _Feature:
    """A feature in the project's CRS, with what :class:`Outline` tells of it."""

    key: str
    kind: str
    name: str
    shape: BaseGeometry
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """From the project's CRS to steps on the map."""

    west: float
    north: float
    step: float
    coarser: int

    def outline(self, feature: _Feature) -> Outline | None:
        shape = feature.shape
        small = shapely.simplify(shape, self.step * self.coarser, preserve_topology=True)
        parts = [self._part(part) for part in shapely.get_parts(small)]
        points = [points for part in parts for points, _ in part]
        if not points:
            return None
        path = "".join(_path(points, closed) for part in parts for points, closed in part)
        every = np.concatenate(points)
        (west, north), (east, south) = every.min(axis=0), every.max(axis=0)
        x, y = self._steps(shapely.point_on_surface(shape))[0]
        box = (int(west), int(north), int(east), int(south))
        return Outline(feature.key, feature.kind, feature.name, path, box, feature.label, (int(x), int(y)))

    def _part(self, part: BaseGeometry) -> list[tuple[np.ndarray, bool]]:
        rings = [part.exterior, *part.interiors] if isinstance(part, shapely.Polygon) else [part]
        closed = isinstance(part, shapely.Polygon)
        drawn = [(self._steps(ring), closed) for ring in rings if not ring.is_empty]
        return drawn[:1] + [hole for hole in drawn[1:] if len(hole[0]) > 2]

    def _steps(self, line: BaseGeometry) -> np.ndarray:
        points = shapely.get_coordinates(line)
        steps = np.rint((points - [self.west, self.north]) / [self.step, -self.step]).astype(int)
        kept = np.append(True, np.any(np.diff(steps, axis=0) != 0, axis=1))
        return np.asarray(steps[kept])


def _path(points: np.ndarray, closed: bool) -> str:
    """Steps as an SVG path: the first absolute, the others from one to the next."""
    start, rest = points[0], np.diff(points, axis=0)[: -1 if closed and len(points) > 1 else None]
    words = [f"M{start[0]} {start[1]}"]
    if len(rest):
        words.append("l" + " ".join(f"{x} {y}" for x, y in rest))
    return "".join(words) + ("z" if closed and len(points) > 1 else "h0")


def draw_atlas(plan: Plan, layers: Layers, findings: Iterable[Finding]) -> Atlas | None:
    """Draw the map.

    Parameters
    ----------
    plan : Plan
        Units and sub-projects; a secret layer is drawn only under its map review number.
    layers : Layers
        Where they lie.
    findings : iterable of Finding
        Features of further layers that they name are drawn besides.

    Returns
    -------
    Atlas or None
        None where there is no scope that may be drawn.
    """
    hidden = _hidden(plan, layers)
    scope = layers.scope
    if scope is None or layers.scope_role in hidden:
        return None
    west, south, east, north = scope.bounds
    step = max(east - west, north - south, 1.0) / WIDTH
    features = list(_features(plan, layers, findings, hidden))
    outlines: list[Outline] = []
    for coarser in COARSER:
        sheet = _Sheet((west + east) / 2 - WIDTH * step / 2, north, step, coarser)
        outlines = [outline for feature in features if (outline := sheet.outline(feature)) is not None]
        if sum(len(outline.path) for outline in outlines) <= MOST_PATH:
            break
    return Atlas(round((north - south) / step), tuple(outlines), _synthetic(layers))


def _features(plan: Plan, layers: Layers, findings: Iterable[Finding], hidden: frozenset[str]) -> Iterator[_Feature]:
    """What is drawn, from the ground up."""
    if layers.scope is not None:
        yield _Feature(SCOPE, "scope", "", layers.scope)
    labels = {unit.code: unit.natural_unit for unit in plan.units}
    for role, shapes in (
        ("townships", townships(layers)),
        ("units", units(plan, layers)),
        ("subprojects", subprojects(plan, layers)),
    ):
        kind = SUBJECTS[role]
        for code, shape in shapes.items():
            if not hidden & {source.removeprefix("layer:") for source in shape.sources}:
                label = labels.get(code, "") if kind == "unit" else ""
                yield _Feature(f"{kind}:{code}", kind, shape.name, shape.geometry, label)
    for role, codes in _others(findings, layers, hidden).items():
        for code, geometry in _shapes(layers, role, codes):
            yield _Feature(f"{role}:{code}", "other", f"{layers.name(role)} {code}", geometry)


def _hidden(plan: Plan, layers: Layers) -> frozenset[str]:
    """Secret layers, where no map review number lets them be drawn."""
    if plan.project.map_review_number.strip():
        return frozenset()
    entries = {role: layers.entry(role) for role in layers.roles}
    return frozenset(role for role, entry in entries.items() if entry is not None and entry.secrecy == "secret")


def _synthetic(layers: Layers) -> bool:
    entries = [layers.entry(role) for role in (layers.scope_role, *SUBJECTS)]
    return any(entry is not None and entry.synthetic for entry in entries)


def _others(findings: Iterable[Finding], layers: Layers, hidden: frozenset[str]) -> Mapping[str, list[str]]:
    """Codes of features of further vector layers that findings name, by layer."""
    named = dict.fromkeys((f.place.layer, f.place.feature) for f in findings if f.place.layer and f.place.feature)
    found: dict[str, list[str]] = {}
    for role, code in list(named)[: MOST_OTHERS * 10]:
        if role in SUBJECTS or role in hidden or sum(map(len, found.values())) >= MOST_OTHERS:
            continue
        found.setdefault(role, []).append(code)
    return {role: codes for role, codes in found.items() if role in layers.roles}


def _shapes(layers: Layers, role: str, codes: list[str]) -> Iterator[tuple[str, BaseGeometry]]:
    frame = layers.vector(role) if layers.state(role).kind == "vector" else None
    if frame is None or "code" not in frame.columns:
        return
    some = frame[frame["code"].isin(codes)]
    for code, shape in zip(some["code"], some.geometry, strict=True):
        yield str(code), shape
