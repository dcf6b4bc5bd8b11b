"""The order in which relief, rivers' beds and townships are made: they depend on one another."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from countygen import terrain
from countygen.courses import Course, drawn_courses, through_border
from countygen.grid import Grid, box_around, resample
from countygen.places import Placement, placement, town_centres
from countygen.published import Published
from countygen.relief import (
    Flow,
    Target,
    bell,
    dam_up,
    fill_to_rim,
    fitted,
    flow_over,
    pool_level,
    uplift_correction,
    upstream_of,
    valley_floors,
)
from countygen.townships import Division, divide, territories

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int32]

SURVEY_MARGIN = 3000.0  # [m] the survey area reaches beyond the county
RIM_MARGIN = 2200.0  # [m] and the made relief beyond that


@dataclass(frozen=True)
class Landform:
    """Finished relief of the box around the county, with what was made along with it."""

    grid: Grid
    surface: Floats
    flow: Flow
    reservoir: Flags
    courses: tuple[Course, ...]
    division: Division
    centres: Floats
    place: Placement


def unit_numbers(published: Published) -> tuple[int, ...]:
    """Number of the unit of each township."""
    codes = [unit.code for unit in published.units]
    return tuple(codes.index(town.unit) for town in published.townships)


def targets_of(published: Published, place: Placement) -> tuple[Target, ...]:
    """Published elevations of the units."""
    out = []
    for unit in published.units:
        mean, low, high = (published.value(f"elevation.{unit.code}.{part}") for part in ("mean", "min", "max"))
        x, y = place.km((unit.peak,))[0]
        out.append(Target(mean, low, high, (float(x), float(y))))
    return tuple(out)


def make_landform(published: Published, county: BaseGeometry, resolution: float, seed: int) -> Landform:
    """Make relief, drawn rivers and townships of a county polygon.

    Parameters
    ----------
    published : Published
    county : polygon [m]
    resolution : float
        Cell size of the finished relief [m].
    seed : int
    """
    epsg = published.county.epsg
    place = placement(published, county)
    centres = place(town_centres(published))
    targets, unit_of = targets_of(published, place), unit_numbers(published)
    drawn = {k: place.km(river.course) for k, river in enumerate(published.rivers) if river.course}
    outlet = published.value(f"elevation.{_main_unit(published)}.min")
    courses = drawn_courses(
        published.rivers, drawn, county, published.value("river.main.length") * 1000, outlet, epsg, seed
    )
    grid = box_around(county.bounds, SURVEY_MARGIN + RIM_MARGIN, terrain.LEVELS[0])
    z, factor, courses = _coarse(published, county, grid, courses, centres, targets, seed)
    division: Division | None = None
    source = grid
    for cell in terrain.levels_to(resolution)[1:]:
        fine = grid.at(cell)
        ground = terrain.Ground(
            fine,
            terrain.burnt_beds(fine, courses),
            terrain.uplift_field(fine, county, seed) * resample(factor, grid, fine),
        )
        z = terrain.evolve(resample(z, source, fine), ground, terrain.STEPS.get(cell, 2), 30.0)
        source = fine
        if division is None:
            labels = _territories(z, fine, county, centres, courses[0], unit_of, published)
            division = divide(labels, fine, county, unit_of)
            courses = _through_borders(courses, published, division, targets)
    if division is None:
        raise ValueError(f"resolution {resolution:g} m is too coarse; give at most 120 m")
    z, flow, water = _finish(z, source, county, division, courses, centres, targets, published, place)
    return Landform(source, z, flow, water, courses, division, centres, place)


def _main_unit(published: Published) -> str:
    """Unit with the lowest ground: there the main river leaves the county."""
    return min(published.units, key=lambda unit: published.value(f"elevation.{unit.code}.min")).code


def _coarse(
    published: Published,
    county: BaseGeometry,
    grid: Grid,
    courses: tuple[Course, ...],
    centres: Floats,
    targets: tuple[Target, ...],
    seed: int,
) -> tuple[Floats, Floats, tuple[Course, ...]]:
    """Relief on the coarsest grid, the calibrated factor on its uplift, beds that pass the units' borders."""
    unit_of = unit_numbers(published)
    base = terrain.uplift_field(grid, county, seed)
    z = terrain.first_surface(grid, terrain.burnt_beds(grid, courses), county, seed)
    factor = np.ones(grid.shape)
    for turn in range(9):
        bed = terrain.burnt_beds(grid, courses)
        z = terrain.evolve(z, terrain.Ground(grid, bed, base * factor), 60 if turn == 0 else 10, 30.0)
        labels = _territories(z, grid, county, centres, courses[0], unit_of, published)
        unit = np.where(terrain.inside(grid, county), np.array(unit_of, np.int32)[labels], -1)
        factor = factor * uplift_correction(z, unit, grid, targets)
    return z, factor, courses


def _territories(
    z: Floats,
    grid: Grid,
    county: BaseGeometry,
    centres: Floats,
    main: Course,
    unit_of: tuple[int, ...],
    published: Published,
) -> Codes:
    """Territories of the townships; the banks of the main river belong to the main unit."""
    labels = territories(z, grid, terrain.inside(grid, county), centres)
    own = [unit.code for unit in published.units].index(_main_unit(published))
    bank = terrain.inside(grid, main.line.buffer(650.0))
    foreign = bank & (np.array(unit_of)[labels] != own)
    home = ~foreign & (np.array(unit_of)[labels] == own)
    _, (r, c) = ndimage.distance_transform_edt(~home, return_indices=True)
    out: Codes = np.where(foreign, labels[r, c], labels).astype(np.int32)
    return out


def _through_borders(
    courses: tuple[Course, ...], published: Published, division: Division, targets: tuple[Target, ...]
) -> tuple[Course, ...]:
    """Let each unit's own river leave it at the unit's lowest elevation."""
    codes = [unit.code for unit in published.units]
    out = list(courses)
    drawn = [river for river in published.rivers if river.course]
    for k, river in enumerate(drawn):
        if not river.unit_low:
            continue
        unit = codes.index(river.unit_low)
        run = out[k].line.intersection(division.units[unit])
        if run.is_empty:
            continue
        line = out[k].line
        ends = [Point(part.coords[e]) for part in shapely.get_parts(run) for e in (0, -1)]
        border = min(line.project(end) for end in ends)
        out[k] = through_border(out[k], border, targets[unit].low)
    return tuple(out)


def _finish(
    z: Floats,
    grid: Grid,
    county: BaseGeometry,
    division: Division,
    courses: tuple[Course, ...],
    centres: Floats,
    targets: tuple[Target, ...],
    published: Published,
    place: Placement,
) -> tuple[Floats, Flow, Flags]:
    """Valley floors, reservoir and the last calibration on the finest grid."""
    unit = np.full(grid.shape, -1, np.int32)
    for k, shape in enumerate(division.units):
        unit[terrain.inside(grid, shape)] = k
    basins = np.zeros(grid.shape)
    for x, y in centres:
        basins = np.maximum(basins, 14.0 * bell(grid, x, y, 1500.0))
    flow = flow_over(z, grid)
    dam = _dam_cell(grid, courses[0], place.km((published.reservoir.dam,))[0])
    above = upstream_of(flow, dam)
    z = valley_floors(z, grid, flow, basins)
    base = _river_level(grid, courses)
    wanted = published.value("landclass.water") * 1e4 * published.reservoir.share
    names = [town.name for town in published.townships]
    high_ground = [terrain.inside(grid, division.townships[names.index(one.highest_in)]) for one in published.units]
    shifted = targets
    for turn in range(2):
        dry = _floored(fitted(z, unit, grid, base, shifted, high_ground), unit, targets)
        if turn == 0:
            pool = pool_level(dry, above & (unit >= 0), grid, wanted)
            flooded = np.where(above, np.maximum(dry, pool), dry)
            shifted = tuple(
                replace(target, mean=target.mean - float((flooded - dry)[unit == k].mean()))
                if (unit == k).any()
                else target
                for k, target in enumerate(targets)
            )
    surface, water = dam_up(fill_to_rim(dry, grid), grid, dam, unit >= 0, wanted)
    return surface, flow_over(surface, grid), water


def _floored(z: Floats, unit: Codes, targets: tuple[Target, ...]) -> Floats:
    """Lift what lies below a unit's lowest elevation."""
    low = np.array([target.low for target in targets] + [-np.inf])
    return np.asarray(np.maximum(z, low[unit]))


def _river_level(grid: Grid, courses: tuple[Course, ...]) -> Floats:
    """Smooth level of the drawn rivers' beds over the whole grid [m]."""
    coarse = grid.at(240.0)
    bed = terrain.burnt_beds(coarse, courses)
    _, (r, c) = ndimage.distance_transform_edt(np.isnan(bed), return_indices=True)
    return resample(ndimage.gaussian_filter(bed[r, c], 2000.0 / coarse.cell), coarse, grid)


def _dam_cell(grid: Grid, main: Course, near: Floats) -> int:
    """Flat number of the main river's cell at the dam."""
    place = main.line.interpolate(main.line.project(Point(near)))
    rows, cols = grid.cells_of(np.array([place.x]), np.array([place.y]))
    bed = terrain.burnt_beds(grid, (main,))
    _, (r, c) = ndimage.distance_transform_edt(np.isnan(bed), return_indices=True)
    return int(r[rows[0], cols[0]] * grid.cols + c[rows[0], cols[0]])


def labels_on(grid: Grid, shapes: tuple[BaseGeometry, ...]) -> Codes:
    """Number of the polygon that holds each cell's centre; -1 outside all."""
    out = np.full(grid.shape, -1, np.int32)
    for k, shape in enumerate(shapes):
        out[terrain.inside(grid, shape)] = k
    return out
