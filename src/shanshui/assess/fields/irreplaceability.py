"""Planning units, and how often each is chosen to keep its share of every feature (B.2-065)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from shanshui.assess.fields.reading import recode
from shanshui.assess.ground import Field, Ground, Missing, Recipe
from shanshui.geo.hexagons import hexagons
from shanshui.geo.overlay import Cover, polygonal
from shanshui.geo.parts import joined
from shanshui.geo.sweep import Input, Step
from shanshui.geo.tallies import Codes
from shanshui.geo.zonal import Zones
from shanshui.indicators.irreplaceability import selection_frequency, share_problem
from shanshui.indicators.species import plain_name
from shanshui.ledger import Basis

UNITS, CELL = "irreplaceability_units", "irreplaceability_cell"
SHARE, RUNS, COST = "irreplaceability_target", "irreplaceability_runs", "irreplaceability_cost"
SPECIES, PATCHES, BASINS = "species", "habitat_patches", "basins"
COVER = Codes("planning_cover")
NATURAL = (1, 2, 3, 4, 7)
"""First-level classes of HJ 1166 whose ecosystems count as features: forest, shrub, grassland, wetland, desert."""

MOST_UNITS = 20_000
"""Hexagons in the box of the scope; where smaller ones are wanted, they are made so large."""

_CODES = 100
"""Above every code of HJ 1166."""


def planning_shapes(ground: Ground) -> tuple[BaseGeometry, ...] | Missing:
    """Planning units inside the scope, as the project chooses them."""
    kind = ground.choice(UNITS).word
    scope = ground.places.scope.geometry
    if kind == "assessment_units":
        return tuple(spot.geometry for spot in ground.places.of("assessment_unit")) or Missing(("assessment_units",))
    if kind == "basins":
        frame = ground.layers.vector(BASINS)
        if frame is None:
            return Missing((BASINS,))
        shapes = frame.geometry.to_numpy()
    else:
        return _hexagons(scope, ground.choice(CELL).number * 1e6)
    shapely.prepare(scope)
    return tuple(shapes[shapely.intersects(shapes, scope)])


def _hexagons(scope: BaseGeometry, area: float) -> tuple[BaseGeometry, ...]:
    """Hexagons cut at the border of the scope; a piece of less than half of one goes to its neighbour."""
    west, south, east, north = scope.bounds
    size = max(area, (east - west) * (north - south) / MOST_UNITS)
    shapes = hexagons(scope.bounds, size)
    shapely.prepare(scope)
    whole = shapely.contains_properly(scope, shapes)
    shapes[~whole] = [polygonal(shape) for shape in shapely.intersection(shapes[~whole], scope)]
    shapes = shapes[shapely.area(shapes) > 0]
    groups = joined(shapes, [0] * len(shapes), size / 2)
    return tuple(shapes[group[0]] if len(group) == 1 else shapely.union_all(shapes[group]) for group in groups)


def planning_unit(ground: Ground, _: str) -> Field | Missing:
    """Number of the planning unit, from 1."""
    shapes = planning_shapes(ground)
    if isinstance(shapes, Missing):
        return shapes
    kind = ground.choice(UNITS)
    sources = {"assessment_units": ("layer:assessment_units",), "basins": (f"layer:{BASINS}",)}.get(kind.word, ())
    known = tuple(source for source in sources if ground.layers.entry(source.removeprefix("layer:")) is not None)
    choices = (kind, ground.choice(CELL)) if kind.word == "cells" else (kind,)
    return Field(Input(Zones(shapes, ground.grid)), "1", "geo.hexagons.hexagons", known, choices, coded=True)


def unit_and_class(units: NDArray[np.int32], codes: NDArray[np.int32]) -> NDArray[np.int32]:
    """Planning unit and class in one number; 0 where either is not known."""
    return np.where((units > 0) & (codes > 0), units * _CODES + codes, 0).astype(np.int32)


def planning_cover(_: Ground, __: str) -> Field:
    """Planning unit and class of the ecosystem in one number."""
    return Field(Step(("planning_unit", "ecosystem"), unit_and_class), method="geo.tallies.Codes", coded=True)


def irreplaceability(ground: Ground, _: str) -> Field | Missing:
    """Share of the runs in which the planning unit of a cell is chosen; needs the sums of an earlier pass."""
    layers = tuple(role for role in (SPECIES, PATCHES) if ground.layers.vector(role) is not None)
    if not layers:
        return Missing((SPECIES, PATCHES))
    shapes = planning_shapes(ground)
    if isinstance(shapes, Missing):
        return shapes
    if COVER not in ground.swept:
        return Missing(why="later_pass") if ground.has("planning_cover") else Missing(("landcover",))
    share, runs, cost = ground.choice(SHARE), ground.choice(RUNS), ground.choice(COST)
    of_life = np.hstack([_of_species(ground, shapes), _of_patches(ground, shapes)])
    if not of_life.any():
        return Missing(why="no_features")
    amounts = np.hstack([of_life, _of_ecosystems(ground, len(shapes))])
    amounts = np.ascontiguousarray(amounts[:, amounts.any(axis=0)])
    costs = _known_cells(ground, len(shapes)) if cost.word == "area" else np.ones(len(shapes))
    chosen = _frequency(amounts.tobytes(), amounts.shape, costs.tobytes(), share.number, round(runs.number))
    return Field(
        Step(("planning_unit",), recode({n: float(value) for n, value in enumerate(chosen, start=1)})),
        "1",
        "indicators.irreplaceability.selection_frequency",
        (*(f"layer:{role}" for role in layers), *_sources_of_cover(ground)),
        (share, runs, cost),
        Basis.MODELLED_UNCALIBRATED,
    )


@lru_cache(maxsize=2)
def _frequency(amounts: bytes, shape: tuple[int, int], costs: bytes, share: float, runs: int) -> tuple[float, ...]:
    """Kept, because a field is made anew for each pass that reads it."""
    problem = share_problem(np.frombuffer(amounts).reshape(shape), share, np.frombuffer(costs))
    return tuple(float(value) for value in selection_frequency(problem, runs))


def _sources_of_cover(ground: Ground) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for one in ground.below("planning_cover") for source in one.sources))


def _known_cells(ground: Ground, units: int) -> NDArray[np.float64]:
    """Cells of each unit whose class is known, inside the scope; one at least."""
    cells = np.zeros(units)
    for code, count in ground.swept[COVER][0].of(0).items():
        cells[code // _CODES - 1] += count
    return np.maximum(cells, 1.0)


def _of_ecosystems(ground: Ground, units: int) -> NDArray[np.float64]:
    """Cells of each natural ecosystem in each unit, inside the scope."""
    counts = ground.swept[COVER][0].of(0)
    classes = sorted({code % _CODES for code in counts if _first(code % _CODES) in NATURAL})
    amounts = np.zeros((units, len(classes)))
    for code, cells in counts.items():
        if code % _CODES in classes:
            amounts[code // _CODES - 1, classes.index(code % _CODES)] = cells
    return amounts


def _first(code: int) -> int:
    return code if code < 10 else code // 10


def _of_species(ground: Ground, shapes: tuple[BaseGeometry, ...]) -> NDArray[np.float64]:
    """Which species were recorded in each unit, inside the scope: 1 or 0."""
    frame = ground.layers.vector(SPECIES)
    if frame is None or "name" not in frame.columns:
        return np.zeros((len(shapes), 0))
    names = [plain_name(str(name)) if name == name and name is not None else "" for name in frame["name"]]
    known = {name: n for n, name in enumerate(sorted({name for name in names if name}))}
    amounts = np.zeros((len(shapes), len(known)))
    points = frame.geometry.to_numpy()
    inside = shapely.intersects(points, ground.places.scope.geometry)
    for point, unit in shapely.STRtree(shapes).query(points, predicate="intersects").T:
        if inside[point] and names[point]:
            amounts[unit, known[names[point]]] = 1.0
    return amounts


def _of_patches(ground: Ground, shapes: tuple[BaseGeometry, ...]) -> NDArray[np.float64]:
    """Area of the habitat of each species in each unit [m²]; patches that name no species are one habitat."""
    frame = ground.layers.vector(PATCHES)
    if frame is None:
        return np.zeros((len(shapes), 0))
    named = frame["species"] if "species" in frame.columns else [""] * len(frame)
    names = [plain_name(str(name)) if name == name and name is not None else "" for name in named]
    known = {name: n for n, name in enumerate(sorted(set(names)))}
    amounts = np.zeros((len(shapes), len(known)))
    cover = Cover(frame.geometry.to_numpy())
    scope = ground.places.scope.geometry
    for unit, shape in enumerate(shapes):
        rows, pieces = cover.pieces(shapely.intersection(shape, scope))
        for row, piece in zip(rows, pieces, strict=True):
            amounts[unit, known[names[row]]] += shapely.area(piece)
    return amounts


RECIPES: dict[str, Recipe] = {
    "planning_unit": planning_unit,
    "planning_cover": planning_cover,
    "irreplaceability": irreplaceability,
}
