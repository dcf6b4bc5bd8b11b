"""Climate, greenness and soil of the survey area."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from countygen.noise import fractal_noise
from countygen.scene import Scene

Floats = NDArray[np.float64]
Codes = NDArray[np.uint16]

LAPSE = 0.0054  # [°C/m]
RAIN_RISE = 0.26  # [mm/a per m of smoothed height]


def centred(field: Floats, county: NDArray[np.bool_], mean: float) -> Floats:
    """Field shifted so that its mean over the county is as wanted."""
    return np.asarray(field + (mean - float(field[county].mean())))


def precipitation(scene: Scene, mean: float) -> Floats:
    """Yearly precipitation [mm]: more on heights and windward (south-eastern) sides."""
    reach = 1500.0 / scene.grid.cell
    height = ndimage.gaussian_filter(scene.z, reach)
    down, across = np.gradient(height, scene.grid.cell)
    windward = -across + down
    broad = fractal_noise(scene.grid, 15_000.0, 2, (scene.seed, 81))
    return centred(RAIN_RISE * height + 350.0 * windward + 22.0 * broad, scene.county, mean)


def erosivity(rain: Floats) -> Floats:
    """Rainfall erosivity [MJ·mm/(hm²·h·a)] by a power of the yearly precipitation [mm]."""
    return np.asarray(0.0534 * rain**1.6548)


def temperature(scene: Scene, mean: float) -> Floats:
    """Mean yearly temperature [°C], falling with height."""
    local = 0.12 * fractal_noise(scene.grid, 9000.0, 2, (scene.seed, 82))
    return centred(-LAPSE * scene.z + local, scene.county, mean)


NDVI_OF = {
    301: 0.83, 302: 0.84, 305: 0.72, 307: 0.68, 404: 0.62, 101: 0.60, 103: 0.55, 201: 0.68, 202: 0.70,
    601: 0.20, 602: 0.18, 701: 0.22, 702: 0.32, 1003: 0.28, 1006: 0.42, 1101: 0.06, 1103: 0.03, 1104: 0.10,
    1106: 0.45, 1206: 0.21, 1207: 0.17,
}  # typical yearly maximum by land use code [-]  # fmt: skip


def greenness(scene: Scene, use: Codes) -> Floats:
    """Yearly maximum NDVI [0–1] by land use, blurred at edges as pixels are, with unevenness inside."""
    table = np.zeros(int(use.max()) + 1)
    for code, value in NDVI_OF.items():
        if code < table.size:
            table[code] = value
    sharp = table[use]
    mixed = ndimage.gaussian_filter(sharp, 14.0 / scene.grid.cell)
    broad = fractal_noise(scene.grid, 1200.0, 4, (scene.seed, 83))
    grain = np.random.default_rng((scene.seed, 84)).standard_normal(scene.grid.shape)
    high = np.clip((scene.z - 900.0) / 1500.0, 0, 0.2)
    uneven = (0.035 * broad + 0.012 * grain) * np.clip(mixed * 1.6, 0.2, 1)
    return np.asarray(np.clip(mixed + uneven - high * mixed, 0.0, 0.98))


def soils(scene: Scene, use: Codes, limestone: NDArray[np.bool_], purple: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Soil codes: 1 yellow, 2 red, 3 yellow-red, 4 paddy, 5 purple, 6 limestone, 7 alluvial; by rock, height, use."""
    wavy = scene.z + 60.0 * fractal_noise(scene.grid, 2500.0, 4, (scene.seed, 85))
    out = np.where(wavy > 780.0, 1, np.where(wavy > 560.0, 3, 2)).astype(np.uint8)
    out[purple & (wavy < 820.0)] = 5
    out[limestone] = 6
    out[(scene.rise < 5.0) & (scene.area > 60e6) & (scene.slope < 0.12)] = 7
    near_paddy = ndimage.binary_closing(use == 101, iterations=max(1, round(45.0 / scene.grid.cell)))
    out[near_paddy] = 4
    return out
