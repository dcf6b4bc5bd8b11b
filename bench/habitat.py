"""Time and peak memory of habitat quality with two threats, set beside natcap.invest's.

    python bench/habitat.py [--side 5000] [--folder DIR]

A land cover of patches is made by a seeded rule and written as GeoTIFF; then a process of its own computes degradation
(villages within 5 km, mines within 10 km) and quality in one pass and writes both. The baseline is natcap.invest 3.19
on as many cells, two threats and two cores: 29 s and 0.76 GB for 5000 x 5000. The budget is a third of the time; the
exit code is 1 where it is missed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import shapely

from shanshui.assess.fields.habitat import Degrade, Rate, Source
from shanshui.geo.around import Beyond
from shanshui.geo.grid import Grid
from shanshui.geo.pieces import Pieces
from shanshui.geo.raster import AlignedRaster, RasterWriter
from shanshui.geo.sweep import Input, Step, Sweep, sweep
from shanshui.geo.tallies import Values
from shanshui.geo.tasks import Local
from shanshui.geo.zonal import Zones
from shanshui.indicators.habitat import reach_cells
from shanshui.standard.method.habitat import load_habitat_suitability

BASELINE = {5000: (29.0, 0.76)}
"""Seconds and GB of natcap.invest's habitat quality by cells per side."""

CELL = 30.0
THREATS = (("settlement", 61, 5_000.0, 0.2, "exponential"), ("industry", 63, 10_000.0, 0.3, "linear"))
KINDS, SHARES = (11, 12, 21, 33, 51, 61, 63), (0.3, 0.2, 0.12, 0.1, 0.25, 0.02, 0.01)
PATCH = 40
"""Cells per side of a patch."""


def main() -> int:
    """Make the land cover, run, and hold the time against the budget."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--side", type=int, default=5000, help="cells per side")
    parser.add_argument("--folder", type=Path, help="where rasters are; made where they are missing, and kept")
    parser.add_argument("--run", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    grid = Grid(4545, CELL, 400_000, 3_000_000, given.side, given.side)
    if given.run:
        return run(given.run, grid)
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "kinds.tif").is_file():
            make(folder / "kinds.tif", grid)
        start = time.perf_counter()
        process = subprocess.Popen([sys.executable, __file__, "--side", str(given.side), "--run", str(folder)])
        _, status, usage = os.wait4(process.pid, 0)
        seconds, peak = time.perf_counter() - start, usage.ru_maxrss * 1024 / 1e9
    if os.waitstatus_to_exitcode(status):
        return 1
    words = f"habitat quality on {given.side}² cells: {seconds:.1f} s, {peak:.2f} GB"
    if given.side not in BASELINE:
        print(words)
        return 0
    slow, large = BASELINE[given.side]
    met = seconds <= slow / 3
    times = f"natcap.invest {slow:.0f} s, {large:.2f} GB: {slow / seconds:.1f} times as fast"
    print(f"{words}; {times}  {'ok' if met else 'MISSED'}")
    return 0 if met else 1


def make(path: Path, grid: Grid) -> None:
    """Square patches of classes by chance."""
    dice = np.random.default_rng(1)
    coarse = dice.choice(np.array(KINDS, np.uint8), (grid.rows // PATCH + 1, grid.cols // PATCH + 1), p=SHARES)
    with RasterWriter(path, grid, "uint8", 0) as target:
        for window in grid.windows(1000):
            rows = np.arange(window.row, window.row + window.height) // PATCH
            cols = np.arange(window.col, window.col + window.width) // PATCH
            target.write(window, coarse[np.ix_(rows, cols)])


def run(folder: Path, grid: Grid) -> int:
    """Degradation and quality in one pass, both written."""
    table = load_habitat_suitability()
    suits = tuple(table[n].suitability if n in table else float("nan") for n in range(100))
    sources = tuple(
        Source(
            (code,),
            (),
            reach / CELL,
            decay,
            weight,
            tuple(table[n].sensitivity(key) if n in table else float("nan") for n in range(100)),
        )
        for key, code, reach, weight, decay in THREATS
    )
    halo = max(reach_cells(reach, CELL) for _, _, reach, _, _ in THREATS)
    kinds = AlignedRaster(folder / "kinds.tif", grid, "codes")
    graph = {
        "kinds": Input(kinds),
        "around": Input(Beyond(kinds, halo), halo),
        "degradation": Step(("kinds", "around"), Degrade(sources, halo, 1.0)),
        "quality": Step(("kinds", "degradation"), Rate(suits, 0.05)),
    }
    kept = {}
    for name in ("degradation", "quality"):
        place = folder / name
        place.mkdir(exist_ok=True)
        kept[name] = Pieces(place, grid, "float32", np.nan)
    tallies = (Values("degradation"), Values("quality"))
    found = sweep(Sweep(graph, (Zones([shapely.box(*grid.bounds)], grid),), tallies, kept), grid, Local())
    print({tally.of: round(float(found[tally][0].mean[0]), 6) for tally in tallies})
    return 0


if __name__ == "__main__":
    sys.exit(main())
