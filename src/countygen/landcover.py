"""Land cover (HJ 1166 second level) from land use, and the earlier state of 2010."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from countygen.landuse import soft
from countygen.noise import fractal_noise, smooth_noise
from countygen.quota import best_cells
from countygen.scene import Scene, distance_to

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Covers = NDArray[np.uint8]
Codes = NDArray[np.uint16]

COVER_OF = {
    101: 51, 103: 51, 201: 52, 202: 52, 302: 11, 305: 21, 307: 21, 404: 33, 601: 61, 602: 63, 701: 61, 702: 61,
    1003: 63, 1006: 63, 1101: 43, 1103: 42, 1104: 42, 1106: 41, 1206: 82, 1207: 82,
}  # fmt: skip
BROADLEAF_SHARE, MIXED_SHARE = 0.24, 0.19  # of the tree forest; the rest is needleleaf (Chinese fir)


def forest_kind(scene: Scene, trees: Flags) -> Covers:
    """Split tree forest into broadleaf 11, mixed 13 and needleleaf 12; 0 elsewhere."""
    noise = fractal_noise(scene.grid, 1800.0, 4, (scene.seed, 101))
    score = soft(noise + 0.5 * np.clip(scene.z - 800, -200, 400) / 300.0 + 0.6 * scene.slope, scene, 25.0)
    out = np.where(trees, 12, 0).astype(np.uint8)
    area = float((scene.cell_area * (trees & scene.county)).sum())
    _, high = best_cells(score, trees & scene.county, scene.cell_area, area * BROADLEAF_SHARE)
    _, middle = best_cells(score, trees & scene.county, scene.cell_area, area * (BROADLEAF_SHARE + MIXED_SHARE))
    out[trees & (score >= middle)] = 13
    out[trees & (score >= high)] = 11
    return out


def landcover_now(scene: Scene, use: Codes) -> Covers:
    """Land cover of the base year from its land use."""
    out = forest_kind(scene, use == 301)
    for code, cover in COVER_OF.items():
        out[use == code] = cover
    return out


def _change(out: Covers, scene: Scene, which: Flags, score: Floats, share: float, cover: int | Covers) -> Covers:
    """Change the best-scored share of some cells to another cover."""
    area = float((scene.cell_area * (which & scene.county)).sum())
    chosen, least = best_cells(score, which & scene.county, scene.cell_area, area * share)
    chosen = chosen | (which & ~scene.county & (score >= least))
    return np.where(chosen, cover, out).astype(np.uint8)


def landcover_before(scene: Scene, now: Covers, use: Codes, seat: Floats) -> Covers:
    """Land cover ten years earlier: smaller towns, fewer roads, more fields on slopes and more shrubs.

    Notes
    -----
    Cells only change where the later state can have come from the earlier one; about 4 % of the land differs.
    """
    noise = smooth_noise(scene.grid, 320.0, (scene.seed, 102))
    wild = soft(fractal_noise(scene.grid, 1500.0, 4, (scene.seed, 103)), scene, 25.0)
    away = np.hypot(scene.grid.xs()[None, :] - seat[0], scene.grid.ys()[:, None] - seat[1])
    gentle = scene.slope < 0.18
    before = np.where(gentle, 51, 21).astype(np.uint8)
    built = now == 61
    inward = distance_to(~built, scene.grid)
    out = _change(now, scene, built, -inward + 20.0 * noise + np.clip(away, 0, 5000) / 500.0, 0.24, before)
    out = _change(out, scene, use == 1006, wild + scene.slope, 0.22, before)
    out = _change(out, scene, use == 602, noise, 0.35, 21)
    to_water = distance_to(now == 43, scene.grid)
    out = _change(out, scene, use == 1103, np.where(to_water > 300, scene.z, -np.inf) + noise, 0.03, 51)
    trees = np.isin(now, (12, 13))
    young = wild - distance_to(np.isin(now, (21, 51, 52)), scene.grid) / 250.0
    out = _change(out, scene, trees, young, 0.034, 21)
    beside = distance_to(now == 51, scene.grid)
    terrace = -beside / 120.0 - 3.0 * np.abs(scene.slope - 0.33) + 0.6 * noise
    out = _change(out, scene, np.isin(now, (12, 21, 52)) & (out == now), terrace, 0.012, 51)
    out = _change(out, scene, (now == 52) & (out == now), wild, 0.30, np.where(gentle, 51, 21).astype(np.uint8))
    return _change(out, scene, (now == 82) & (out == now), noise, 0.15, 33)
