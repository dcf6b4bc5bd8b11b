"""The three control lines and the reserves: exact areas, none on another's ground."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from countygen.growth import grow
from countygen.noise import fractal_noise
from countygen.places import Placement
from countygen.published import Published
from countygen.quota import best_cells, without_small
from countygen.scene import Scene, distance_to

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.uint16]

ARABLE = (101, 103)
ORCHARDS = (201, 202)
WATER = (1101, 1103, 1104)
BUILT = (601, 602, 701, 702, 1003, 1006)
TREES = (301, 302)


@dataclass(frozen=True)
class Lines:
    """Cells of the control lines, and of each reserve and its core zone (0 = outside, 1 = general, 2 = core)."""

    urban: Flags
    farmland: Flags
    redline: Flags
    reserves: tuple[NDArray[np.uint8], ...]


def urban_cells(scene: Scene, published: Published, use: Codes, seeds: Floats, taken: Flags) -> Flags:
    """Ground within the urban boundary, grown from the seeds over gentle ground."""
    steep = ndimage.gaussian_filter(scene.slope, 50.0 / scene.grid.cell)
    built = ndimage.gaussian_filter(np.isin(use, (601, 701, 702)).astype(np.float64), 80.0 / scene.grid.cell)
    cost = (1.0 + (steep / 0.16) ** 2) / (1.0 + 2.5 * built)
    free = scene.inner & ~np.isin(use, WATER) & ~taken
    across = np.where(free, cost, 8.0)
    wanted = published.value("urban.area") * 1e6
    return grow(across, free, seeds, scene.grid, scene.cell_area, wanted, scene.inner)


def reserve_cells(
    scene: Scene, published: Published, use: Codes, place: Placement, taken: Flags
) -> tuple[NDArray[np.uint8], ...]:
    """Cells of each reserve, 2 in its core zone, 1 in the rest; no reserve lies on another."""
    lived = np.isin(use, (*ARABLE, *ORCHARDS, *BUILT)).astype(np.float64)
    tamed = ndimage.gaussian_filter(lived, 60.0 / scene.grid.cell)
    rough = 1.0 + 0.25 * fractal_noise(scene.grid, 1500.0, 3, (scene.seed, 61))
    cost = np.clip(rough, 0.4, None) * (1.0 + 5.0 * tamed)
    free = scene.inner & ~taken
    found: dict[str, NDArray[np.uint8]] = {}
    ordered = sorted(published.reserves, key=lambda r: published.value(f"reserve.{r.code}.area"))
    for reserve in ordered:
        wanted = published.value(f"reserve.{reserve.code}.area") * 1e4
        zone = np.zeros(scene.grid.shape, np.uint8)
        for part in reserve.parts:
            seed = place.km((part,))
            here = grow(cost, free & (zone == 0), seed, scene.grid, scene.cell_area, wanted * part[2])
            zone[here] = 1
            if reserve.core > 0:
                inward = distance_to(~here, scene.grid)
                core, _ = best_cells(inward, here, scene.cell_area, wanted * part[2] * reserve.core)
                zone[core] = 2
        found[reserve.code] = zone
        free = free & (zone == 0)
    return tuple(found[reserve.code] for reserve in published.reserves)


def farmland_cells(scene: Scene, published: Published, use: Codes, forbidden: Flags) -> Flags:
    """Permanent basic farmland: most fields, then the orchards beside them, the gentle ones first."""
    fields = np.isin(use, ARABLE)
    crops = np.isin(use, ORCHARDS)
    beside = ndimage.gaussian_filter(fields.astype(np.float64), 70.0 / scene.grid.cell)
    score = 2.0 * fields + 1.2 * (use == 101) + 1.5 * beside - 2.0 * scene.slope
    free = without_small((fields | crops) & scene.inner & ~forbidden, max(2, round(3000.0 / scene.grid.cell**2)))
    chosen, _ = best_cells(score, free, scene.cell_area, published.value("farmland.area") * 1e6)
    return chosen


def redline_cells(
    scene: Scene, published: Published, use: Codes, reserves: tuple[NDArray[np.uint8], ...], forbidden: Flags
) -> Flags:
    """Ecological redline: strict reserves first, then most of the others and high forest."""
    strict, scenic = np.zeros(scene.grid.shape, bool), np.zeros(scene.grid.shape, bool)
    for reserve, zone in zip(published.reserves, reserves, strict=True):
        if reserve.strict:
            strict |= zone > 0
        else:
            scenic |= zone > 0
    wild = np.isin(use, (*TREES, 305, 307, 404, 1106, 1103))
    height = (scene.z - 600.0) / 300.0
    noise = fractal_noise(scene.grid, 4000.0, 3, (scene.seed, 62))
    lived = ndimage.gaussian_filter((~wild).astype(np.float64), 200.0 / scene.grid.cell)
    field = 1.1 * scenic + 0.55 * height + 0.45 * noise - 3.0 * lived + 0.3 * np.isin(use, TREES)
    score = ndimage.gaussian_filter(field, 170.0 / scene.grid.cell) + 50.0 * strict
    free = scene.inner & ~forbidden & ~np.isin(use, BUILT)
    wanted = published.value("redline.area") * 1e6
    for reserve_of_room in (1.04, 1.12, 1.3):
        roomy, _ = best_cells(score, free, scene.cell_area, wanted * reserve_of_room)
        large = without_small(roomy, max(1, round(150_000.0 / scene.grid.cell**2)))
        if float((large * scene.cell_area).sum()) > wanted:
            break
    chosen, _ = best_cells(score, large, scene.cell_area, wanted)
    return chosen


def draw_lines(
    scene: Scene, published: Published, use: Codes, place: Placement, centres: Floats, taken: Flags
) -> Lines:
    """Draw all lines in the order in which they give way to one another.

    Parameters
    ----------
    scene, published : what was made before
    use : uint16 array, shape `scene.grid.shape`
        Land use codes.
    place : Placement
    centres : float array, shape (n, 2)
        Centres of the townships; the first two hold the town [m].
    taken : bool array, shape `scene.grid.shape`
        Ground of works, which no line may cover.
    """
    urban = urban_cells(scene, published, use, centres[:2], taken)
    around = ndimage.binary_fill_holes(urban)
    reserves = reserve_cells(scene, published, use, place, taken | around)
    kept = np.zeros(scene.grid.shape, bool)
    for reserve, zone in zip(published.reserves, reserves, strict=True):
        if reserve.strict:
            kept |= zone > 0
    farmland = farmland_cells(scene, published, use, taken | around | kept)
    redline = redline_cells(scene, published, use, reserves, taken | around | farmland)
    return Lines(urban, farmland, redline, reserves)
