"""Villages: places on low, gentle ground near water, apart from one another, as many per township as published."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from countygen.grid import Grid
from countygen.noise import smooth_noise
from countygen.published import Township
from countygen.scene import Scene

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Village:
    """A village: name, township number, place [m], relative size [-]."""

    name: str
    township: int
    x: float
    y: float
    size: float


def site_quality(scene: Scene) -> Floats:
    """How well a village stands: gentle, above the flood but not high, near a stream [0–1]."""
    gentle = np.exp(-((scene.slope / 0.22) ** 2))
    low = np.exp(-np.clip(scene.rise - 8, 0, None) / 45.0) * np.clip(scene.rise / 4.0, 0.15, 1)
    warm = np.exp(-np.clip(scene.z - 600, 0, None) / 350.0)
    patchy = 1.0 + 0.35 * smooth_noise(scene.grid, 900.0, (scene.seed, 41))
    return np.asarray(gentle * low * warm * np.clip(patchy, 0.1, None))


def place_villages(scene: Scene, townships: tuple[Township, ...], centres: Floats) -> tuple[Village, ...]:
    """Place the villages of every township; the township's centre is its first and largest.

    Parameters
    ----------
    scene : Scene
    townships : as published
    centres : float array, shape (n, 2) [m]
    """
    quality = site_quality(scene)
    step = max(1, round(60.0 / scene.grid.cell))
    pick = (slice(step // 2, None, step), slice(step // 2, None, step))
    small = Grid(scene.grid.west, scene.grid.north, scene.grid.cell * step, *scene.township[pick].shape)
    quality, owner = quality[pick], np.where(scene.inner & ~scene.reservoir, scene.township, -1)[pick]
    rng = np.random.default_rng((scene.seed, 42))
    out: list[Village] = []
    number = 0
    for k, town in enumerate(townships):
        rows, cols = np.nonzero(owner == k)
        x, y = small.xs()[cols], small.ys()[rows]
        order = np.argsort(-quality[rows, cols], kind="stable")
        chosen = _apart(x[order], y[order], town.villages - 1, (centres[k, 0], centres[k, 1]))
        out.append(Village(town.name, k, float(centres[k, 0]), float(centres[k, 1]), 3.0))
        free = list(town.named)
        for j in chosen:
            number += not free
            name = free.pop(0) if free else f"村{number}"
            size = float(rng.lognormal(0.0, 0.35))
            out.append(Village(name, k, float(x[order][j]), float(y[order][j]), size))
    return tuple(out)


def _apart(x: Floats, y: Floats, count: int, centre: tuple[float, float]) -> list[int]:
    """Best places in their order that keep apart; the distance shrinks until there are enough."""
    distance = 2300.0
    while True:
        taken: list[int] = []
        free = np.hypot(x - centre[0], y - centre[1]) > min(distance, 1200.0)
        while len(taken) < count and free.any():
            k = int(np.argmax(free))
            taken.append(k)
            free &= np.hypot(x - x[k], y - y[k]) > distance
        if len(taken) >= count or distance < 100.0:
            return taken
        distance *= 0.88
