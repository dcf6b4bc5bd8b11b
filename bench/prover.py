"""The control-zone prover: verdicts beside exact arithmetic, and a million parcels beside geopandas.overlay.

    python bench/prover.py [--pairs 10000] [--parcels 1000000] [--peer 100000]

First, adversarial pairs (``tests/adversarial.py``): what the prover says is held against the sum over pairs of edges in
fractions, and so is the second reckoning, by which certificates are checked. Then a county of parcels against five
control layers: area of each land class in each, timed in a process of its own; on a smaller county the same by
``geopandas.overlay``, whose areas must agree. The exit code is 1 where a verdict is wrong or a budget is missed.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from shanshui.geo.areas import ellipsoidal
from shanshui.geo.exact import shared
from shanshui.geo.overlay import Cover
from shanshui.geo.proof import prove
from shanshui.geo.strips import by_strips
from shanshui.layout.land.parcels import Parcels

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
import adversarial

SECONDS, GIGABYTES = 90.0, 6.0
"""Budget of a million parcels and five layers."""

EPSG, WEST, SOUTH = 4545, 560_000.0, 2_900_000.0
SPACING = 60.0
"""Mean distance of parcels [m]; a county of a million is 60 km wide."""

CLASSES = ("0101", "0103", "0201", "0301", "0305", "0401", "0702", "1003", "1101", "1106")
LAYERS = {
    "redline": (120, 2500.0), "core": (15, 3000.0), "general": (25, 4000.0), "farmland": (6000, 330.0),
    "town": (60, 1200.0),
}  # fmt: skip
"""Polygons of each layer in a county of a million parcels, and their mean radius [m]."""


def main() -> int:
    """Run both parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=10_000, help="adversarial pairs")
    parser.add_argument("--parcels", type=int, default=1_000_000, help="land parcels")
    parser.add_argument("--peer", type=int, default=100_000, help="land parcels for geopandas.overlay")
    parser.add_argument("--run", choices=("ours", "peer"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        return run(given.run, given.parcels)
    right = verdicts(given.pairs)
    seconds, peak, _ = timed("ours", given.parcels)
    met = seconds <= SECONDS * given.parcels / 1e6 and peak <= GIGABYTES
    print(
        f"{given.parcels:,} parcels × {len(LAYERS)} layers: {seconds:.1f} s, {peak:.2f} GB  {'ok' if met else 'MISSED'}"
    )
    ours, peer = timed("ours", given.peer), timed("peer", given.peer)
    apart = max(abs(ours[2][key] / peer[2][key] - 1) for key in peer[2])
    print(
        f"{given.peer:,} parcels: ours {ours[0]:.1f} s, {ours[1]:.2f} GB; geopandas.overlay {peer[0]:.1f} s, "
        f"{peer[1]:.2f} GB: {peer[0] / ours[0]:.1f} times as fast; {len(peer[2])} areas agree to {apart:.0e}"
    )
    return 0 if right and met and apart < 1e-6 else 1


def verdicts(count: int) -> bool:
    """Hold the prover, the exact areas and the strips against the formula without cases; print what each took."""
    wrong, means, words = Counter[str](), Counter[str](), Counter[str]()
    spent = dict.fromkeys(("reference", "prover", "exact", "strips"), 0.0)
    for kind, left, right in adversarial.pairs(count, 7):
        clock = time.perf_counter()
        area, meets = adversarial.reference(left, right)
        clock = _lap(spent, "reference", clock)
        proof = prove(left, Cover([right]), 1e-3)
        clock = _lap(spent, "prover", clock)
        exactly = shared(left, [right])
        clock = _lap(spent, "exact", clock)
        strips = by_strips(left, [right]).total
        _lap(spent, "strips", clock)
        means[proof.means] += 1
        said, true = _word(proof.contact, proof.covered, proof.area), _truth(left, area, meets)
        words[true] += 1
        wrong[f"verdict of {kind}"] += said != true
        wrong["bounds"] += not proof.low <= area <= proof.high
        wrong["exact area"] += exactly.area != area or exactly.meets != meets
        wrong["strips"] += strips != area
    print(f"{count:,} adversarial pairs: {dict(words)}")
    print(f"  settled by {dict(means)}")
    print("  " + ", ".join(f"{name} {seconds:.1f} s" for name, seconds in spent.items()))
    faults = {name: number for name, number in wrong.items() if number}
    print(f"  disagreements: {faults or 'none'}")
    return not faults


def _word(contact: str, covered: bool, area: float) -> str:
    if contact != "share":
        return contact
    return "within" if covered else "sliver" if area <= 1e-3 else "partial"


def _truth(left: shapely.Geometry, area: Fraction, meets: bool) -> str:
    if not area:
        return "touch" if meets else "apart"
    if area == adversarial.size(left):
        return "within"
    return "sliver" if float(area) <= 1e-3 else "partial"


def _lap(spent: dict[str, float], name: str, since: float) -> float:
    now = time.perf_counter()
    spent[name] += now - since
    return now


def county(count: int) -> tuple[NDArray[np.object_], NDArray[np.object_], Mapping[str, NDArray[np.object_]]]:
    """Parcels, their classes and the layers: a warped net of fields with eight corners, and blots of many corners."""
    dice = np.random.default_rng(5)
    side = round(count**0.5)
    rows, cols = np.mgrid[0 : 2 * side + 1, 0 : 2 * side + 1] * (SPACING / 2)
    x, y = (WEST + cols + dice.uniform(-7, 7, cols.shape), SOUTH + rows + dice.uniform(-7, 7, rows.shape))
    i, j = (index.ravel() * 2 for index in np.mgrid[0:side, 0:side])
    around = [(0, 0), (0, 1), (0, 2), (1, 2), (2, 2), (2, 1), (2, 0), (1, 0), (0, 0)]
    points = np.stack([np.stack([x[i + a, j + b], y[i + a, j + b]], axis=1) for a, b in around], axis=1)
    parcels = shapely.polygons(points)
    classes = np.array(CLASSES, dtype=object)[dice.integers(len(CLASSES), size=len(parcels))]
    width, share = side * SPACING, count / 1e6
    layers = {name: _blots(dice, max(1, round(n * share)), radius, width) for name, (n, radius) in LAYERS.items()}
    return parcels, classes, layers


def _blots(dice: np.random.Generator, count: int, radius: float, width: float) -> NDArray[np.object_]:
    """Polygons with a corner every 20 m or so that share no ground."""
    found = []
    for _ in range(count):
        size = radius * dice.uniform(0.4, 1.3)
        corners = max(12, round(size * 2 * np.pi / 20))
        angle = np.linspace(0, 2 * np.pi, corners, endpoint=False)
        waves = sum(dice.uniform(0, 0.12) * np.cos(k * angle + dice.uniform(0, 7)) for k in range(2, 9))
        reach = size * (1 + waves + dice.normal(0, 2 / size, corners))
        centre = dice.uniform(0, width, 2) + np.array([WEST, SOUTH])
        found.append(shapely.Polygon(np.column_stack([np.cos(angle), np.sin(angle)]) * reach[:, None] + centre))
    return np.asarray(shapely.get_parts(shapely.union_all(shapely.buffer(found, 0))), dtype=object)


def timed(way: str, parcels: int) -> tuple[float, float, dict[str, float]]:
    """Seconds of the overlay alone, peak memory of its process [GB], and the areas that it found."""
    command = [sys.executable, __file__, "--run", way, "--parcels", str(parcels)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ})
    head, *lines = done.stdout.splitlines()
    seconds, peak = map(float, head.split())
    return seconds, peak, {key: float(area) for key, area in (line.split("\t") for line in lines)}


def run(way: str, count: int) -> int:
    """Make the county, then measure; areas of the peer are brought onto the ellipsoid after that."""
    parcels, classes, layers = county(count)
    start = time.perf_counter()
    found = _ours(parcels, classes, layers) if way == "ours" else _peer(parcels, classes, layers)
    seconds = time.perf_counter() - start
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9)
    for name, pieces in found.items():
        if isinstance(pieces, gpd.GeoDataFrame):
            sizes = ellipsoidal(pieces.geometry.to_numpy(), EPSG)
            pieces = {code: float(sizes[pieces["code"] == code].sum()) for code in CLASSES}
        for code, area in pieces.items():
            print(f"{name}/{code}\t{area!r}")
    return 0


def _ours(
    parcels: NDArray[np.object_], classes: NDArray[np.object_], layers: Mapping[str, NDArray[np.object_]]
) -> dict[str, Mapping[str, float]]:
    asked = Parcels(parcels, classes, EPSG)
    return {name: asked.within(shapely.multipolygons(shapes)) for name, shapes in layers.items()}


def _peer(
    parcels: NDArray[np.object_], classes: NDArray[np.object_], layers: Mapping[str, NDArray[np.object_]]
) -> dict[str, gpd.GeoDataFrame]:
    """Overlay as a script for ArcGIS or QGIS has it: what each layer shares with the parcels, and its area by class."""
    frame, found = gpd.GeoDataFrame({"code": classes}, geometry=parcels, crs=EPSG), {}
    for name, shapes in layers.items():
        pieces = gpd.overlay(frame, gpd.GeoDataFrame({"geometry": shapes}, crs=EPSG), how="intersection")
        pieces.area.groupby(pieces["code"]).sum()
        found[name] = pieces
    return found


if __name__ == "__main__":
    sys.exit(main())
