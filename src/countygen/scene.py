"""What all later steps look at: the survey area's grid with relief, water and borders on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from shapely.geometry.base import BaseGeometry

from countygen import kernels, terrain
from countygen.grid import Grid
from countygen.landform import SURVEY_MARGIN, Landform, labels_on
from countygen.measure import cell_areas
from countygen.relief import flow_over

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int32]


@dataclass(frozen=True)
class Scene:
    """Layers of the survey area on one grid; all arrays have the shape of `grid`.

    `county` are cells whose centre lies in the county, `inner` those that lie wholly in one unit and the county.
    `rise` is the height above the stream [m], `slope` is [m/m], `cell_area` is ellipsoidal [m²] per column.
    """

    grid: Grid
    seed: int
    epsg: int
    z: Floats
    slope: Floats
    area: Floats
    rise: Floats
    reservoir: Flags
    survey: Flags
    county: Flags
    inner: Flags
    township: Codes
    unit: Codes
    cell_area: Floats
    county_shape: BaseGeometry
    survey_shape: BaseGeometry


def smoothed_slope(z: Floats, grid: Grid, reach: float) -> Floats:
    """Steepness of the ground smoothed over a reach [m] [m/m]."""
    soft = ndimage.gaussian_filter(z, reach / grid.cell)
    down, across = np.gradient(soft, grid.cell)
    return np.asarray(np.hypot(down, across))


def make_scene(landform: Landform, county: BaseGeometry, unit_of: tuple[int, ...], epsg: int, seed: int) -> Scene:
    """Cut the survey area out of a finished landform.

    Parameters
    ----------
    landform : Landform
    county : polygon [m]
    unit_of : number of the unit of each township
    epsg, seed : int
    """
    survey_shape = county.buffer(SURVEY_MARGIN).simplify(20.0)
    window = landform.grid.window(survey_shape.bounds)
    grid = landform.grid.crop(window)
    flow = landform.flow
    streams = (flow.area > 0.6e6).ravel()
    drain = kernels.nearest_drain(flow.receiver, flow.order, streams)
    rise = (landform.surface.ravel() - landform.surface.ravel()[drain]).reshape(landform.grid.shape)[window]
    z = landform.surface[window]
    township = labels_on(grid, landform.division.townships)
    unit = np.where(township >= 0, np.array(unit_of, np.int32)[township], -1).astype(np.int32)
    inside = terrain.inside(grid, county)
    borders = shapely.union_all([shape.boundary for shape in landform.division.units])
    inner = inside & ~terrain.inside(grid, borders, touched=True)
    return Scene(
        grid=grid,
        seed=seed,
        epsg=epsg,
        z=z,
        slope=smoothed_slope(z, grid, 25.0),
        area=flow.area[window],
        rise=np.ascontiguousarray(rise),
        reservoir=landform.reservoir[window],
        survey=terrain.inside(grid, survey_shape),
        county=inside,
        inner=inner,
        township=township,
        unit=unit,
        cell_area=cell_areas(grid, epsg),
        county_shape=county,
        survey_shape=survey_shape,
    )


def cropped(scene: Scene, window: tuple[slice, slice]) -> Scene:
    """Return a window of a scene."""
    arrays = ("z", "slope", "area", "rise", "reservoir", "survey", "county", "inner", "township", "unit")
    parts: dict[str, Any] = {name: np.ascontiguousarray(getattr(scene, name)[window]) for name in arrays}
    return replace(scene, grid=scene.grid.crop(window), cell_area=scene.cell_area[window[1]], **parts)


def flow_of(scene: Scene) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Receivers and downstream-first order within the survey area's grid."""
    flow = flow_over(scene.z, scene.grid)
    return flow.receiver, flow.order


def distance_to(mask: Flags, grid: Grid) -> Floats:
    """Distance to the nearest marked cell [m]; infinite where none is marked."""
    if not mask.any():
        return np.full(grid.shape, np.inf)
    return np.asarray(ndimage.distance_transform_edt(~mask) * grid.cell)
