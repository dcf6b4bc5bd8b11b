"""Ground of the sub-projects: none lies on another's, each lies within its unit and townships."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from countygen import kernels
from countygen.growth import grow
from countygen.landuse import burnt
from countygen.noise import smooth_noise
from countygen.published import Published, Site
from countygen.quota import best_cells
from countygen.rivers import Stream
from countygen.scene import Scene, cropped, distance_to, flow_of
from countygen.shapes import blob, multipolygon
from countygen.villages import Village

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.uint16]

SPACING = 20.0  # [m] at least between point-like works


@dataclass(frozen=True)
class Ground:
    """Polygons by sub-project, with the places of its parts where it has several."""

    shapes: dict[str, BaseGeometry] = field(default_factory=dict)
    places: dict[str, Floats] = field(default_factory=dict)

    def with_site(self, code: str, shape: BaseGeometry, places: Floats | None = None) -> Ground:
        """Return the ground with one more sub-project."""
        more = {} if places is None else {code: places}
        return Ground({**self.shapes, code: shape}, {**self.places, **more})


def town_flags(scene: Scene, published: Published, site: Site) -> Flags:
    """Inner cells of the townships of a sub-project, or of its unit where it names none."""
    if not site.townships:
        codes = [unit.code for unit in published.units]
        return np.asarray(scene.inner & (scene.unit == codes.index(site.unit)))
    names = [town.name for town in published.townships]
    numbers = [names.index(name) for name in site.townships]
    edge = ndimage.binary_dilation(ndimage.morphological_gradient(scene.township, size=3) > 0)
    return np.asarray(scene.inner & np.isin(scene.township, numbers) & ~edge)


def wanted_area(published: Published, site: Site) -> float:
    """Published area of a sub-project [m²]."""
    return published.value(f"site.{site.code}.area") * 1e4


def catchment_site(
    scene: Scene, published: Published, site: Site, streams: Sequence[Stream], villages: Sequence[Village]
) -> Flags:
    """Small catchment beside the river that a sub-project names, about its villages."""
    whole, whole_allowed = scene, town_flags(scene, published, site)
    rows, cols = np.nonzero(whole_allowed)
    window = (slice(int(rows.min()), int(rows.max()) + 1), slice(int(cols.min()), int(cols.max()) + 1))
    scene, allowed = cropped(whole, window), whole_allowed[window]
    stream = next(stream for stream in streams if stream.name == site.river)
    bank = burnt(scene.grid, [stream.line]) & allowed
    towns = {town.name: town for town in published.townships}
    named = {name for name in towns[site.townships[0]].named} if site.townships else set()
    homes = np.array([(v.x, v.y) for v in villages if v.name in named])
    receiver, order = flow_of(scene)
    wanted = wanted_area(published, site)
    rows, cols = np.nonzero(bank)
    if rows.size == 0:
        rows, cols = np.nonzero(allowed)
    near = np.zeros(rows.size)
    if homes.size:
        x, y = scene.grid.xs()[cols], scene.grid.ys()[rows]
        near = np.min(np.hypot(x[:, None] - homes[:, 0], y[:, None] - homes[:, 1]), axis=1)
    k = int(np.argmin(near + 400.0 * np.abs(np.log(scene.area[rows, cols] / wanted))))
    mouth = int(rows[k] * scene.grid.cols + cols[k])
    ends = np.zeros(receiver.size, bool)
    ends[mouth] = True
    above = (kernels.nearest_drain(receiver, order, ends) == mouth).reshape(scene.grid.shape)
    cost = np.where(above, 1.0, 3.0) * (1.0 + 2.0 * scene.slope)
    seed = np.array([(scene.grid.xs()[cols[k]], scene.grid.ys()[rows[k]])])
    out = np.zeros(whole.grid.shape, bool)
    out[window] = grow(cost, allowed, seed, scene.grid, scene.cell_area, wanted)
    return out


def point_sites(
    scene: Scene, score: Floats, free: Flags, count: int, one: float, apart: float, seed: tuple[int, ...]
) -> tuple[MultiPolygon, Floats]:
    """Blobs of one area [m²] on the best free ground, `apart` [m] from one another.

    Returns
    -------
    shapes and their places, shape (count, 2) [m]

    Raises
    ------
    ValueError
        Where there is not enough free ground.
    """
    reach = 1.36 * np.sqrt(one / np.pi)
    room = distance_to(~free, scene.grid) > reach + scene.grid.cell
    rows, cols = np.nonzero(room & (score > -np.inf))
    order = np.argsort(-score[rows, cols], kind="stable")
    x, y = scene.grid.xs()[cols[order]], scene.grid.ys()[rows[order]]
    open_ = np.ones(x.size, bool)
    places: list[tuple[float, float]] = []
    while len(places) < count and open_.any():
        k = int(np.argmax(open_))
        places.append((float(x[k]), float(y[k])))
        open_ &= np.hypot(x - x[k], y - y[k]) > max(apart, 2 * reach + SPACING)
    if len(places) < count:
        raise ValueError(f"free ground for {len(places)} of {count} works only")
    blobs = [blob(px, py, one, scene.epsg, (*seed, k)) for k, (px, py) in enumerate(places)]
    return MultiPolygon(blobs), np.array(places)


def mine_score(scene: Scene, near_village: Floats, near_road: Floats) -> Floats:
    """Where a legacy mine may have been: a hillside off the villages, near a road."""
    noise = smooth_noise(scene.grid, 2500.0, (scene.seed, 71)) + smooth_noise(scene.grid, 400.0, (scene.seed, 72))
    score = noise - np.abs(scene.slope - 0.35) * 4.0 - near_road / 700.0
    return np.asarray(np.where((near_village > 500) & (scene.rise > 25), score, -np.inf))


def village_site(
    scene: Scene,
    published: Published,
    site: Site,
    villages: Sequence[Village],
    free: Flags,
    seed: tuple[int, ...],
) -> tuple[MultiPolygon, Floats]:
    """Small works beside the villages that a sub-project names, or beside one of its township."""
    allowed = town_flags(scene, published, site) & free
    homes = [v for v in villages if v.name in site.villages]
    if not homes:
        names = [town.name for town in published.townships]
        homes = [v for v in villages if names[v.township] in site.townships][1 : 1 + site.parts]
    one = wanted_area(published, site) / site.parts
    gap = 2 * 1.36 * np.sqrt(one / np.pi) + SPACING
    parts: list[Polygon] = []
    places: list[tuple[float, float]] = []
    for k, home in enumerate(homes[: site.parts]):
        window = scene.grid.window((home.x - 4000, home.y - 4000, home.x + 4000, home.y + 4000))
        near = cropped(scene, window)
        open_ = allowed[window]
        for x, y in places:
            open_ = open_ & (_away(near, x, y) > gap)
        score = -_away(near, home.x, home.y) / 300.0 - 5.0 * near.slope
        shape, place = point_sites(near, score, open_, 1, one, 0.0, (*seed, k))
        parts += list(shape.geoms)
        places.append((float(place[0, 0]), float(place[0, 1])))
    return MultiPolygon(parts), np.array(places)


def _away(scene: Scene, x: float, y: float) -> Floats:
    """Distance of each cell from a place [m]."""
    return np.asarray(np.hypot(scene.grid.xs()[None, :] - x, scene.grid.ys()[:, None] - y))


def corridor_site(
    scene: Scene, unit: BaseGeometry, site: Site, water: Flags, taken: Sequence[BaseGeometry]
) -> BaseGeometry:
    """Strips along both banks of the main water within the unit, off the other sub-projects."""
    lake = shapely.union_all([shapely.make_valid(part) for part in multipolygon(water, scene.grid).geoms])
    lake = lake.simplify(0.6 * scene.grid.cell)
    strip = lake.buffer(site.width, quad_segs=4).difference(lake)
    return without(strip.intersection(unit.buffer(-1.0)), taken)


def without(shape: BaseGeometry, others: Sequence[BaseGeometry]) -> MultiPolygon:
    """Shape without the ground of others and a hand's breadth around it; scraps below 50 m² are left out."""
    parts = np.array([part for other in others for part in shapely.get_parts(other)], object)
    near = parts[shapely.intersects(parts, shape)] if parts.size else parts
    rest = shape.difference(shapely.union_all(shapely.buffer(near, 0.1, join_style="mitre")))
    kept = [part for part in shapely.get_parts(rest) if part.geom_type == "Polygon" and part.area > 50.0]
    return MultiPolygon(kept)


def main_water(scene: Scene, use: Codes, river: BaseGeometry) -> Flags:
    """Cells of the main river and the reservoir on it."""
    water = np.isin(use, (1101, 1103))
    course = burnt(scene.grid, [river.buffer(85.0)]) & water
    wide = ndimage.binary_opening(water, iterations=1) | scene.reservoir
    labels, _ = ndimage.label((course | (scene.reservoir & water)) & wide)
    sizes = np.bincount(labels.ravel())
    keep = sizes * scene.grid.cell**2 > 100_000.0
    keep[0] = False
    return np.asarray(keep[labels])


def farmland_sites(scene: Scene, published: Published, unit: str, free: Flags, mines: Floats) -> dict[str, Flags]:
    """Clusters of fields and orchards for the farmland sub-projects of a unit.

    Notes
    -----
    Fields are cut into clusters by a grid of about 1.4 km with wavy lines. The first sub-project takes the gentlest
    clusters, the last one (where a unit has three) those nearest to mines, the middle one of what is left.
    """
    sites = [site for site in published.sites if site.kind == "farmland" and site.unit == unit]
    labels = _clusters(scene, free)
    count = int(labels.max()) + 1
    if count <= 1:
        return {}
    weight = np.where(labels > 0, np.broadcast_to(scene.cell_area, labels.shape), 0.0)
    size = np.asarray(np.bincount(labels.ravel(), weight.ravel(), count), np.float64)
    mean_slope = np.bincount(labels.ravel(), (weight * scene.slope).ravel(), count) / np.maximum(size, 1.0)
    many = np.maximum(np.bincount(labels.ravel(), minlength=count), 1)
    row_sum = np.bincount(labels.ravel(), np.repeat(scene.grid.ys(), scene.grid.cols), count)
    col_sum = np.bincount(labels.ravel(), np.tile(scene.grid.xs(), scene.grid.rows), count)
    xy = np.column_stack([col_sum / many, row_sum / many])[1:]
    away = np.full(count, 1e9)
    away[1:] = np.min(np.hypot(xy[:, 0, None] - mines[:, 0], xy[:, 1, None] - mines[:, 1]), axis=1) if mines.size else 0
    left = size > 3000.0
    left[0] = False
    out: dict[str, Flags] = {}
    for k, site in enumerate(sites):
        rank = away if k == 2 else mean_slope - 0.05 * np.log(np.maximum(size, 1.0) / 1e4)
        order = np.argsort(np.where(left, rank, np.inf), kind="stable")[: int(left.sum())]
        out[site.code] = _take(scene, labels, order, size, wanted_area(published, site))
        left[np.unique(labels[out[site.code]])] = False
    return out


def _clusters(scene: Scene, free: Flags) -> NDArray[np.int32]:
    """Numbered clusters of free cells, from 1; 0 elsewhere."""
    grid = scene.grid
    shift = [500.0 * smooth_noise(grid, 1400.0, (scene.seed, 73, k)) for k in (0, 1)]
    tile = np.floor((grid.xs()[None, :] + shift[0]) / 1400.0) * 7 + np.floor((grid.ys()[:, None] + shift[1]) / 1400.0)
    labels = np.zeros(grid.shape, np.int32)
    total = 0
    for k in range(5):
        part, count = ndimage.label(free & (np.mod(tile, 5) == k))
        labels[part > 0] = part[part > 0] + total
        total += count
    return labels


def _take(scene: Scene, labels: NDArray[np.int32], order: NDArray[np.intp], size: Floats, wanted: float) -> Flags:
    """Whole clusters in their order; the last one is cut so that the area fits."""
    total = np.cumsum(size[order])
    whole = int(np.searchsorted(total, wanted))
    chosen = np.isin(labels, order[:whole])
    rest = wanted - float(total[whole - 1] if whole else 0.0)
    if whole < order.size and rest > 0:
        part = labels == order[whole]
        score = np.broadcast_to(scene.grid.xs(), part.shape)
        more, _ = best_cells(score, part, scene.cell_area, rest)
        chosen |= more
    return np.asarray(chosen)
