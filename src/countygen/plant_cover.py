"""Leaves, growth and evaporation of the survey area, and its greenness ten years earlier."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from countygen.noise import fractal_noise, smooth_noise
from countygen.scene import Scene

Floats = NDArray[np.float64]
Covers = NDArray[np.uint8]

LEAVES_OF = {
    11: 4.6, 12: 3.9, 13: 4.3, 14: 2.0, 21: 2.4, 33: 1.3, 41: 1.6, 51: 1.9, 52: 2.6, 61: 0.5, 63: 0.3, 82: 0.2,
}  # mean leaf area index of the growing season by HJ 1166 class [m²/m²]  # fmt: skip
GROWTH_OF = {
    11: 1750, 12: 1560, 13: 1640, 14: 900, 21: 1150, 33: 720, 41: 650, 51: 980, 52: 1280, 61: 240, 63: 150, 82: 90,
}  # typical yearly gross primary production by HJ 1166 class [g C/(m²·a)]  # fmt: skip
EVAPORATION_OF = {
    11: 830, 12: 800, 13: 815, 14: 700, 21: 720, 33: 650, 41: 880, 42: 960, 43: 940, 51: 690, 52: 710, 61: 430,
    63: 380, 82: 420,
}  # typical yearly actual evapotranspiration by HJ 1166 class [mm]  # fmt: skip
GREENER = 0.035
"""Rise of the greenness of all land within ten years, as a share."""
_TYPICAL = {11: 0.83, 12: 0.83, 13: 0.83, 21: 0.72, 33: 0.62, 51: 0.58, 52: 0.68, 61: 0.21, 63: 0.25}
_REFERENCE_HEAT = 16.0  # [°C]


def leaf_area(scene: Scene, cover: Covers, ndvi: Floats) -> Floats:
    """Leaf area index [m²/m²] by cover, higher where it is greener than its kind; to two decimals."""
    uneven = smooth_noise(scene.grid, 900.0, (scene.seed, 111))
    return _to(_by_cover(cover, LEAVES_OF, scene) * (0.75 + 0.3 * ndvi) * (1.0 + 0.09 * uneven), 2)


def production(scene: Scene, cover: Covers, ndvi: Floats, heat: Floats) -> Floats:
    """Gross primary production [g C/(m²·a)] by cover, greenness and warmth; whole numbers."""
    uneven = smooth_noise(scene.grid, 1500.0, (scene.seed, 112))
    warm = 1.0 + 0.03 * (heat - _REFERENCE_HEAT)
    return _to(_by_cover(cover, GROWTH_OF, scene) * (0.7 + 0.36 * ndvi) * warm * (1.0 + 0.06 * uneven), 0)


def evapotranspiration(scene: Scene, cover: Covers, rain: Floats, heat: Floats) -> Floats:
    """Actual evapotranspiration [mm/a] by cover, warmth and rain, never more than nine tenths of the rain on land."""
    broad = fractal_noise(scene.grid, 8000.0, 2, (scene.seed, 113))
    wanted = _by_cover(cover, EVAPORATION_OF, scene) * (1.0 + 0.025 * (heat - _REFERENCE_HEAT)) + 12.0 * broad
    water = np.isin(cover, (41, 42, 43))
    return _to(np.where(water, wanted, np.minimum(wanted, 0.9 * rain)), 0)


def greenness_before(scene: Scene, ndvi: Floats, now: Covers, before: Covers) -> Floats:
    """Yearly maximum NDVI ten years earlier: a little less, and that of the former cover where it changed."""
    slow = smooth_noise(scene.grid, 2500.0, (scene.seed, 114))
    earlier = ndvi * (1.0 - GREENER + 0.015 * slow)
    table = np.zeros(256)
    for code, value in _TYPICAL.items():
        table[code] = value
    grain = np.random.default_rng((scene.seed, 115)).standard_normal(scene.grid.shape)
    changed = (now != before) & (table[before] > 0)
    return _to(np.clip(np.where(changed, table[before] + 0.03 * grain, earlier), 0.0, 0.98), 4)


def _by_cover(cover: Covers, values: Mapping[int, float], scene: Scene) -> Floats:
    """Values of each cell's cover, blurred at edges as pixels are."""
    table = np.zeros(256)
    for code, value in values.items():
        table[code] = value
    return np.asarray(ndimage.gaussian_filter(table[cover], 14.0 / scene.grid.cell))


def _to(values: Floats, places: int) -> Floats:
    return np.asarray(np.round(np.maximum(values, 0.0), places))
