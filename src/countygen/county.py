"""The order in which a county is made."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from shapely.geometry.base import BaseGeometry

from countygen import climate_soil, rocks, sites
from countygen.boundary import made_boundary
from countygen.control_lines import ARABLE, ORCHARDS, Lines, draw_lines
from countygen.landcover import landcover_before, landcover_now
from countygen.landform import Landform, make_landform, unit_numbers
from countygen.landuse import Nearness, burnt, make_landuse, nearness
from countygen.noise import smooth_noise
from countygen.parcels import Parcels, make_parcels
from countygen.places import published_extent
from countygen.published import Published
from countygen.rivers import Stream, listed_streams
from countygen.roads import Road, build_roads
from countygen.scene import Scene, distance_to, make_scene
from countygen.shapes import blob, multipolygon
from countygen.villages import Village, place_villages

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.uint16]


@dataclass(frozen=True)
class Blob:
    """A small mapped patch: township code, grade (present or potential), polygon."""

    township: str
    grade: str
    shape: BaseGeometry


@dataclass(frozen=True)
class County:
    """A finished county in memory."""

    published: Published
    shape: BaseGeometry
    given: bool
    landform: Landform
    scene: Scene
    streams: list[Stream]
    basins: NDArray[np.int32]
    villages: tuple[Village, ...]
    roads: tuple[Road, ...]
    use: Codes
    cover: NDArray[np.uint8]
    cover_before: NDArray[np.uint8]
    lines: Lines
    ground: sites.Ground
    desert: tuple[Blob, ...]
    rock: NDArray[np.int32]
    soil: NDArray[np.uint8]
    parcels: Parcels


def scaled(published: Published, shape_area: float) -> Published:
    """Published figures with all areas in the proportion of another polygon's area [m²].

    Notes
    -----
    Works of a fixed size (sub-projects, patches of rocky desertification) keep it; lengths, elevations and shares too.
    """
    ratio = shape_area / (published.value("area.county") * 1e6)
    moved = ("landclass.", "redline.", "farmland.", "urban.", "reserve.", "area.")
    figures = {
        key: figure.model_copy(update={"value": figure.value * ratio}) if key.startswith(moved) else figure
        for key, figure in published.figures.items()
    }
    return published.model_copy(update={"figures": figures})


def make_county(
    published: Published, boundary: BaseGeometry | None, resolution: float, seed: int, more_sites: int = 0
) -> County:
    """Make a county.

    Parameters
    ----------
    published : Published
        Figures and places; with a given boundary already `scaled` to it.
    boundary : polygon or None
        Polygon to be filled [m]; None = one is made up.
    resolution : float
        Cell size [m].
    seed : int
    more_sites : int
        Small made-up sub-projects added to the published ones, for benchmarks.
    """
    epsg = published.county.epsg
    shape = boundary
    if shape is None:
        wanted = published.value("area.county") * 1e6
        shape = made_boundary(published.outline, published_extent(published), wanted, epsg, seed)
    landform = make_landform(published, shape, resolution, seed)
    scene = make_scene(landform, shape, unit_numbers(published), epsg, seed)
    streams, basins = _streams(published, landform, scene)
    villages = place_villages(scene, published.townships, landform.centres)
    roads = build_roads(scene, landform.centres, villages)
    near = nearness(scene, streams, roads, villages)
    ground = sites.Ground()
    catchments = np.zeros(scene.grid.shape, bool)
    ground, catchments = _catchments(published, scene, streams, villages, ground, catchments)
    ground, mines = _mines(published, scene, near, ground, catchments)
    use = make_landuse(scene, published, streams, roads, near, landform.centres[0], mines)
    ground, works = _small_works(published, scene, near, villages, use, ground, mines | catchments, more_sites)
    taken = ndimage.binary_dilation(works | mines, iterations=max(1, round(20.0 / scene.grid.cell)))
    lines = draw_lines(scene, published, use, landform.place, landform.centres, taken)
    ground = _corridors(published, landform, scene, streams, use, ground)
    ground = _farmland(published, scene, use, ground, catchments | taken | lines.urban)
    desert, karst = _desert(published, scene, use, taken | lines.urban)
    rock = rocks.rock_units(scene, karst)
    return County(
        published=published,
        shape=shape,
        given=boundary is not None,
        landform=landform,
        scene=scene,
        streams=streams,
        basins=basins,
        villages=villages,
        roads=roads,
        use=use,
        cover=(cover := landcover_now(scene, use)),
        cover_before=landcover_before(scene, cover, use, landform.centres[0]),
        lines=lines,
        ground=ground,
        desert=desert,
        rock=rock,
        soil=climate_soil.soils(scene, use, rock == rocks.LIMESTONE, rock == rocks.PURPLE),
        parcels=make_parcels(scene, use, landform.division.townships),
    )


def _streams(published: Published, landform: Landform, scene: Scene) -> tuple[list[Stream], NDArray[np.int32]]:
    hints = {river.name: landform.place.km((river.near,))[0] for river in published.rivers if river.near}
    return listed_streams(
        scene,
        landform.courses,
        published.rivers,
        hints,
        int(published.value("river.count")),
        published.value("river.total.length") * 1000.0,
    )


def _catchments(
    published: Published,
    scene: Scene,
    streams: list[Stream],
    villages: tuple[Village, ...],
    ground: sites.Ground,
    taken: Flags,
) -> tuple[sites.Ground, Flags]:
    """Small catchments."""
    for site in published.sites:
        if site.kind == "catchment":
            cells = sites.catchment_site(scene, published, site, streams, villages) & ~taken
            ground = ground.with_site(site.code, multipolygon(cells, scene.grid))
            taken = taken | cells
    return ground, taken


def _mines(
    published: Published, scene: Scene, near: Nearness, ground: sites.Ground, taken: Flags
) -> tuple[sites.Ground, Flags]:
    """Legacy mines."""
    cells = np.zeros(scene.grid.shape, bool)
    for k, site in enumerate(published.sites):
        if site.kind == "mine":
            free = sites.town_flags(scene, published, site) & ~taken & ~scene.reservoir & (near.river > 150)
            score = sites.mine_score(scene, near.village, near.road)
            one = sites.wanted_area(published, site) / site.parts
            shape, places = sites.point_sites(scene, score, free, site.parts, one, 1200.0, (scene.seed, 74, k))
            ground = ground.with_site(site.code, shape, places)
            cells |= burnt(scene.grid, [shape])
    return ground, cells


def _small_works(
    published: Published,
    scene: Scene,
    near: Nearness,
    villages: tuple[Village, ...],
    use: Codes,
    ground: sites.Ground,
    taken: Flags,
    more: int,
) -> tuple[sites.Ground, Flags]:
    """Works beside villages, and made-up ones for benchmarks."""
    wild = np.isin(use, (301, 302, 305, 307, 404, 1206)) & scene.inner
    works = np.zeros(scene.grid.shape, bool)
    gap = max(1, round(2 * sites.SPACING / scene.grid.cell))
    away = ~ndimage.binary_dilation(taken, iterations=gap)
    for k, site in enumerate(published.sites):
        if site.kind == "village":
            free = wild & away & ~ndimage.binary_dilation(works, iterations=gap)
            seed = (scene.seed, 75, k)
            shape, places = sites.village_site(scene, published, site, villages, free, seed)
            ground = ground.with_site(site.code, shape, places)
            works |= burnt(scene.grid, [shape])
    if more > 0:
        free = wild & away & ~ndimage.binary_dilation(works, iterations=gap)
        score = smooth_noise(scene.grid, 300.0, (scene.seed, 76)) - near.road / 2000.0
        shape, places = sites.point_sites(scene, score, free, more, 5000.0, 0.0, (scene.seed, 77))
        rows, cols = scene.grid.cells_of(places[:, 0], places[:, 1])
        for k, part in enumerate(shape.geoms):
            unit = published.units[int(scene.unit[rows[k], cols[k]])].code
            ground = ground.with_site(f"{unit}-X{k + 1:04d}", part, places[k : k + 1])
        works |= burnt(scene.grid, [shape])
    return ground, works


def _corridors(
    published: Published,
    landform: Landform,
    scene: Scene,
    streams: list[Stream],
    use: Codes,
    ground: sites.Ground,
) -> sites.Ground:
    """Strips along rivers."""
    codes = [unit.code for unit in published.units]
    for site in published.sites:
        if site.kind == "corridor":
            river = next(stream.line for stream in streams if stream.name == site.river)
            water = sites.main_water(scene, use, river)
            unit = landform.division.units[codes.index(site.unit)]
            strip = sites.corridor_site(scene, unit, site, water, list(ground.shapes.values()))
            ground = ground.with_site(site.code, strip)
    return ground


def _farmland(published: Published, scene: Scene, use: Codes, ground: sites.Ground, taken: Flags) -> sites.Ground:
    """Farmland clusters in every unit."""
    strips = [ground.shapes[site.code] for site in published.sites if site.kind == "corridor"]
    free = np.isin(use, (*ARABLE, *ORCHARDS)) & scene.inner & ~taken & ~burnt(scene.grid, strips)
    mines = [ground.places[site.code] for site in published.sites if site.kind == "mine"]
    for k, unit in enumerate(published.units):
        here = free & (scene.unit == k)
        found = sites.farmland_sites(scene, published, unit.code, here, np.vstack(mines))
        for code, cells in found.items():
            ground = ground.with_site(code, multipolygon(cells, scene.grid))
    fields = [ground.shapes[site.code] for site in published.sites if site.kind == "farmland"]
    for site in published.sites:
        if site.kind == "corridor":
            ground = ground.with_site(site.code, sites.without(ground.shapes[site.code], fields))
    return ground


def _desert(published: Published, scene: Scene, use: Codes, taken: Flags) -> tuple[tuple[Blob, ...], Floats]:
    """Patches of rocky desertification and their places, round which the rock is limestone."""
    out: list[Blob] = []
    places: list[tuple[float, float]] = []
    noise = smooth_noise(scene.grid, 1800.0, (scene.seed, 78)) + 2.0 * scene.slope
    free = np.isin(use, (301, 305, 307, 1206, 1207)) & scene.inner & ~taken
    codes = [town.code for town in published.townships]
    for k, (key, figure) in enumerate(published.figures.items()):
        if not key.startswith("desert."):
            continue
        _, town, grade = key.split(".")
        here = free & (scene.township == codes.index(town))
        rows, cols = np.nonzero(here)
        window = (slice(int(rows.min()), int(rows.max()) + 1), slice(int(cols.min()), int(cols.max()) + 1))
        grid = scene.grid.crop(window)
        clear = distance_to(~here[window], grid)
        for x, y in places:
            away = np.hypot(grid.xs()[None, :] - x, grid.ys()[:, None] - y)
            clear = np.where(away < 700.0, 0.0, clear)
        score = noise[window] + np.minimum(clear, 200.0) / 40.0
        r, c = divmod(int(np.argmax(np.where(clear > 0, score, -np.inf))), grid.cols)
        x, y = float(grid.xs()[c]), float(grid.ys()[r])
        places.append((x, y))
        out.append(Blob(town, grade, blob(x, y, figure.value * 1e4, scene.epsg, (scene.seed, 79, k))))
    return tuple(out), np.array(places)


def site_rows(county: County) -> list[tuple[str, str, str, BaseGeometry]]:
    """Code, name, unit and ground of the sub-projects in published order, then the made-up ones."""
    names = {site.code: site for site in county.published.sites}
    known = [(code, names[code].name, names[code].unit) for code in names if code in county.ground.shapes]
    extra = [(code, code, code.split("-")[0]) for code in county.ground.shapes if code not in names]
    return [(code, name, unit, county.ground.shapes[code]) for code, name, unit in (*known, *extra)]


def all_valid(shapes: list[BaseGeometry]) -> list[BaseGeometry]:
    """Shapes with the few invalid ones mended."""
    return [shape if shape.is_valid else shapely.make_valid(shape) for shape in shapes]
