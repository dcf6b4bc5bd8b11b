"""Land use of every cell (GB/T 21010-2017 codes), class by class, each with its published area."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rasterio.features import rasterize
from scipy import ndimage
from shapely.geometry.base import BaseGeometry

from countygen.grid import Grid
from countygen.noise import fractal_noise, smooth_noise
from countygen.published import Published
from countygen.quota import spread_out
from countygen.rivers import Stream
from countygen.roads import Road
from countygen.scene import Scene, distance_to, flow_of
from countygen.villages import Village

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.uint16]

# Shares of a published class that go to its finer classes: how a county of this kind looks, not published.
PADDY_SHARE = 0.62
TEA_SHARE = 0.22
OTHER_FOREST_SHARE = 0.24  # of the forest land without cover: young, open, nurseries
POND_AREA = 160e4  # [m²]
TOWN_AREA = 430e4  # [m²] 0701 around the county seat
WORKS_AREA = 95e4  # [m²] 0601
MINE_AREA = 130e4  # [m²] 0602, legacy mines included
ROAD_SHARE = 0.42  # 1003 of the transport land; the rest are field and village ways (1006)
ROCK_SHARE = 0.35  # 1207 of the other land; the rest is bare soil (1206)


@dataclass(frozen=True)
class Nearness:
    """Fields that several classes look at, shape of the grid [m]; noise fields [-]."""

    village: Floats
    road: Floats
    river: Floats
    patches: Floats
    broad: Floats
    fine: Floats


def burnt(grid: Grid, shapes: list[BaseGeometry], touched: bool = True) -> Flags:
    """Cells that lines or polygons touch."""
    if not shapes:
        return np.zeros(grid.shape, bool)
    mask = rasterize(shapes, out_shape=grid.shape, transform=grid.transform, all_touched=touched, dtype="uint8")
    return np.asarray(mask == 1)


def nearness(scene: Scene, streams: list[Stream], roads: tuple[Road, ...], villages: tuple[Village, ...]) -> Nearness:
    """Distances and noise on the scene's grid; villages count by their size."""
    grid = scene.grid
    x, y = grid.xs(), grid.ys()
    near = np.full(grid.shape, np.inf)
    for village in villages:
        reach = grid.window((village.x - 3000, village.y - 3000, village.x + 3000, village.y + 3000))
        away = np.hypot(x[reach[1]][None, :] - village.x, y[reach[0]][:, None] - village.y)
        near[reach] = np.minimum(near[reach], away / village.size**0.5)
    return Nearness(
        village=np.minimum(near, 6000.0),
        road=distance_to(burnt(grid, [road.line for road in roads], touched=True), grid),
        river=distance_to(burnt(grid, [stream.line for stream in streams]), grid),
        patches=smooth_noise(grid, 170.0, (scene.seed, 51)),
        broad=fractal_noise(grid, 2600.0, 3, (scene.seed, 52)),
        fine=smooth_noise(grid, 75.0, (scene.seed, 53)),
    )


def stream_width(area: Floats) -> Floats:
    """Width of a stream by the area that it drains [m]."""
    return np.asarray(9.0 * np.clip(area / 1e6, 0.01, None) ** 0.42)


def channel_flags(scene: Scene, streams: list[Stream]) -> Flags:
    """Cells under the main river (about 170 m wide) and the wider listed ones."""
    shapes = []
    for stream in streams:
        width = 165.0 if stream.main else float(stream_width(np.array(stream.drained))) * 0.55
        if width > scene.grid.cell:
            shapes.append(stream.line.buffer(width / 2))
    return burnt(scene.grid, shapes, touched=False)


def joined_at_corners(scene: Scene) -> Floats:
    """Upstream area; where water runs diagonally, the lower corner cell gets it too, so that brooks hang together."""
    receiver, _ = flow_of(scene)
    cols = scene.grid.cols
    own = np.arange(receiver.size)
    diagonal = own[(np.abs(receiver - own) > 1) & (np.abs(receiver - own) != cols) & (scene.area.ravel() > 1e5)]
    down = receiver[diagonal]
    first = (diagonal // cols) * cols + down % cols
    second = (down // cols) * cols + diagonal % cols
    flat = scene.z.ravel()
    corner = np.where(flat[first] <= flat[second], first, second)
    out = scene.area.ravel().copy()
    np.maximum.at(out, corner, 0.999 * scene.area.ravel()[diagonal])
    return np.asarray(out.reshape(scene.grid.shape))


def put_water(scene: Scene, published: Published, channels: Flags, near: Nearness, use: Codes) -> Codes:
    """Reservoir 1103, rivers and brooks 1101, ponds 1104."""
    wanted = published.value("landclass.water") * 1e4
    pond = flat_near(scene, near) + 2.2 * near.patches
    pond = np.where((scene.slope < 0.25) & ~channels & ~scene.reservoir, pond, -np.inf)
    brook = np.log(np.maximum(joined_at_corners(scene), 1.0)) + 100.0 * channels + 200.0 * scene.reservoir
    free = use == 0
    wet = spread_out(brook, free, scene.county, scene.cell_area, wanted - POND_AREA)
    out = use.copy()
    out[wet] = 1101
    out[wet & scene.reservoir] = 1103
    ponds = spread_out(pond, out == 0, scene.county, scene.cell_area, POND_AREA)
    out[ponds] = 1104
    return out


def put_wetland(scene: Scene, published: Published, use: Codes) -> Codes:
    """Shoals beside rivers and the reservoir, in a few clumps: 1106."""
    shore = distance_to((use == 1101) | (use == 1103), scene.grid)
    clumps = fractal_noise(scene.grid, 5000.0, 3, (scene.seed, 54))
    score = np.where(shore < max(75.0, 1.6 * scene.grid.cell), 3 * clumps - scene.slope * 6 - shore / 60.0, -np.inf)
    free = (use == 0) & scene.inner
    out = use.copy()
    wanted = published.value("landclass.wetland") * 1e4
    out[spread_out(score, free, scene.county, scene.cell_area, wanted) & free] = 1106
    return out


def put_roads(scene: Scene, published: Published, roads: tuple[Road, ...], near: Nearness, use: Codes) -> Codes:
    """Roads 1003 and village ways 1006, on bridges over water left out."""
    grid, wanted = scene.grid, published.value("landclass.transport") * 1e4
    big = distance_to(burnt(grid, [road.line for road in roads if road.rank < 3]), grid)
    out = use.copy()
    score = np.where(big < 400, -big, -np.inf)
    out[spread_out(score, out == 0, scene.county, scene.cell_area, wanted * ROAD_SHARE)] = 1003
    small = -near.road + 9.0 * np.exp(-near.village / 500.0)
    small = np.where(near.road < 900, small, -np.inf)
    out[spread_out(small, out == 0, scene.county, scene.cell_area, wanted * (1 - ROAD_SHARE))] = 1006
    return out


def put_settlements(
    scene: Scene, published: Published, near: Nearness, seat: Floats, mines: Flags, use: Codes
) -> Codes:
    """Town 0701, works 0601, mines 0602, villages 0702."""
    grid, wanted = scene.grid, published.value("landclass.settlement") * 1e4
    out = use.copy()
    out[mines & (out == 0)] = 602
    away = np.hypot(grid.xs()[None, :] - seat[0], grid.ys()[:, None] - seat[1])
    ground = -6.0 * np.maximum(scene.slope, 0.07) - np.clip(scene.rise - 15, 0, None) / 40.0
    town = ground - away / 420.0 + 0.5 * near.patches - near.road / 700.0
    out[spread_out(np.where(away < 7000, town, -np.inf), out == 0, scene.county, scene.cell_area, TOWN_AREA)] = 701
    works = ground - near.road / 250.0 - np.abs(away - 4200.0) / 2500.0 + 1.6 * near.broad + 0.5 * near.patches
    out[spread_out(works, (out == 0) & (scene.slope < 0.3), scene.county, scene.cell_area, WORKS_AREA)] = 601
    pits = 3.0 * near.patches + 1.5 * near.broad - near.road / 500.0 + np.clip(near.village / 800.0, 0, 2)
    already = float((scene.cell_area * (mines & (out == 602) & scene.county)).sum())
    out[spread_out(pits, out == 0, scene.county, scene.cell_area, MINE_AREA - already)] = 602
    done = np.isin(out, (601, 602, 701)) & scene.county
    rest = wanted - float((scene.cell_area * done).sum())
    village = ground - near.village / 165.0 - near.road / 200.0 + 0.7 * near.fine + 0.9 * near.patches
    out[spread_out(village, out == 0, scene.county, scene.cell_area, rest)] = 702
    return out


def flat_near(scene: Scene, near: Nearness) -> Floats:
    """How well ground suits fields: gentle, low over the stream, near a village [-]."""
    return np.asarray(
        -7.5 * scene.slope
        - np.clip(scene.rise, 0, 260) / 55.0
        - near.village / 1500.0
        - np.clip(scene.z - 700.0, 0, None) / 260.0
    )


def patch_cells(scene: Scene) -> int:
    """Least number of cells of a patch of fields or woods: about 0.36 hm²."""
    return max(1, round(3600.0 / scene.grid.cell**2))


def put_farmland(scene: Scene, published: Published, near: Nearness, use: Codes) -> Codes:
    """Paddies 0101 and dry fields 0103, orchards 0201 and tea 0202, by unit."""
    out, least = use.copy(), patch_cells(scene)
    field = soft(flat_near(scene, near) + 0.75 * near.patches + 0.5 * near.broad + 0.25 * near.fine, scene, 22.0)
    wet = soft(-scene.rise / 18.0 - 9.0 * scene.slope + 0.5 * near.patches, scene, 45.0)
    arable, orchards = (published.value(f"landclass.{name}") * 1e4 for name in ("arable", "orchard"))
    shares = np.array([unit.farmland for unit in published.units])
    shares = shares / shares.sum(axis=0)
    for k in range(len(published.units)):
        here = scene.unit == k
        if not here.any():
            continue
        reach = here | ((scene.unit < 0) & (k == 0))
        fields = spread_out(field, (out == 0) & reach, here, scene.cell_area, arable * shares[k, 0], least)
        paddies = spread_out(wet, fields, here, scene.cell_area, arable * shares[k, 0] * PADDY_SHARE, least)
        out[fields] = 103
        out[paddies] = 101
    beside = distance_to((out == 101) | (out == 103), scene.grid)
    slope_crop = soft(
        -4.5 * np.abs(scene.slope - 0.22)
        - np.clip(scene.rise, 0, 300) / 90.0
        - np.clip(beside, 0, 900) / 160.0
        + 0.8 * near.patches
        + 0.6 * near.broad,
        scene,
        22.0,
    )
    for k in range(len(published.units)):
        here = scene.unit == k
        if not here.any():
            continue
        reach = here | ((scene.unit < 0) & (k == 0))
        crops = spread_out(slope_crop, (out == 0) & reach, here, scene.cell_area, orchards * shares[k, 1], least)
        high = soft(near.broad + scene.z / 400.0, scene, 120.0)
        tea = spread_out(high, crops, here, scene.cell_area, orchards * shares[k, 1] * TEA_SHARE)
        out[crops] = 201
        out[tea] = 202
    return out


def put_wild(scene: Scene, published: Published, near: Nearness, use: Codes) -> Codes:
    """Grass 0404, bare soil and rock 1206/1207, shrubs 0305, other forest 0307, bamboo 0302, trees 0301."""
    out = use.copy()
    value = published.value
    crest = np.clip(scene.rise / 250.0, 0, 1.5) + scene.slope

    off_border = scene.inner | ~ndimage.binary_dilation(scene.county)  # a small class must not lose its edge

    def free(code: int) -> Flags:
        return np.asarray((out == 0) & off_border) if code == 404 else np.asarray(out == 0)

    def put(code: int, score: Floats, wanted: float) -> None:
        out[spread_out(score, free(code), scene.county, scene.cell_area, wanted, patch_cells(scene))] = code

    rest_noise = fractal_noise(scene.grid, 900.0, 3, (scene.seed, 55))
    put(404, soft(0.8 * crest + 1.2 * rest_noise + 0.5 * near.patches, scene, 30.0), value("landclass.grass") * 1e4)
    bare = soft(1.4 * scene.slope + 0.9 * near.patches + 0.9 * rest_noise + 0.3 * near.broad, scene, 20.0)
    put(1207, bare + 0.5 * crest, value("landclass.other") * 1e4 * ROCK_SHARE)
    put(1206, bare - near.road / 4000.0, value("landclass.other") * 1e4 * (1 - ROCK_SHARE))
    forest = value("landclass.forest") * 1e4
    covered = value("forest.cover") / 100 * value("area.county") * 1e6
    open_land = forest - covered
    sunny = southward(scene)
    shrub_noise = fractal_noise(scene.grid, 620.0, 3, (scene.seed, 56))
    shrub = soft(
        0.9 * shrub_noise
        + 0.35 * near.broad
        + 0.6 * near.patches
        + 1.1 * sunny
        + 0.8 * scene.slope
        - near.village / 4000.0
        - np.clip(near.road, 0, 2500) / 4000.0,
        scene,
        35.0,
    )
    put(305, shrub, open_land * (1 - OTHER_FOREST_SHARE))
    young = soft(
        fractal_noise(scene.grid, 560.0, 3, (scene.seed, 57)) + 0.7 * near.patches - near.road / 3000.0 - 0.8 * sunny,
        scene,
        35.0,
    )
    put(307, young, open_land * OTHER_FOREST_SHARE)
    bamboo = soft(
        fractal_noise(scene.grid, 1500.0, 3, (scene.seed, 58)) - near.village / 1200.0 - scene.rise / 150.0,
        scene,
        35.0,
    )
    put(302, bamboo, covered * value("forest.bamboo") / 100)
    out[out == 0] = 301
    return out


def southward(scene: Scene) -> Floats:
    """How far a hillside faces south, -1 to 1, weaker on flat ground."""
    down, across = np.gradient(ndimage.gaussian_filter(scene.z, 60.0 / scene.grid.cell), scene.grid.cell)
    return np.asarray(-down / np.maximum(np.hypot(down, across), 0.12))


def soft(score: Floats, scene: Scene, reach: float) -> Floats:
    """Score smoothed over a reach [m], so that classes lie in patches and not in single cells."""
    return np.asarray(ndimage.gaussian_filter(score, reach / scene.grid.cell, truncate=3.0))


def make_landuse(
    scene: Scene,
    published: Published,
    streams: list[Stream],
    roads: tuple[Road, ...],
    near: Nearness,
    seat: Floats,
    mines: Flags,
) -> Codes:
    """Land use of the whole survey area; within the county each class has its published area.

    Parameters
    ----------
    scene, published, streams, roads, near : what was made before
    seat : place of the county seat (x, y) [m]
    mines : bool array, shape `scene.grid.shape`
        Cells of the legacy mines.

    Returns
    -------
    uint16 array, shape `scene.grid.shape`: GB/T 21010 codes without the leading zero.
    """
    use: Codes = np.zeros(scene.grid.shape, np.uint16)
    use = put_water(scene, published, channel_flags(scene, streams), near, use)
    use = put_wetland(scene, published, use)
    use = put_roads(scene, published, roads, near, use)
    use = put_settlements(scene, published, near, seat, mines, use)
    use = put_farmland(scene, published, near, use)
    return put_wild(scene, published, near, use)
