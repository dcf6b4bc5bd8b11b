"""Time and peak memory of soil loss with LS from a raw elevation model, set beside natcap.invest's SDR.

    python bench/erosion.py [--side 5000] [--folder DIR]

Elevations with pits, erosivity, erodibility, land cover and vegetation cover are made by a seeded rule and written as
GeoTIFF; then a process of its own routes the flow and computes LS and loss, which it writes again. The baseline is
natcap.invest 3.19 (SDR, one direction) on as many cells and two cores: 496 s and 1.35 GB for 5000 x 5000. The budget
is a tenth of the time at no more memory; the exit code is 1 where it is missed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import numpy as np
import shapely

from shanshui.assess.services.drainage import ACCUMULATION, DIRECTION, Routing, joined, whole_window
from shanshui.geo.grid import Grid
from shanshui.geo.pieces import Pieces
from shanshui.geo.raster import AlignedRaster, RasterWriter
from shanshui.geo.sweep import Input, Step, Sweep, sweep
from shanshui.geo.tallies import Values
from shanshui.geo.tasks import Local
from shanshui.geo.zonal import Zones
from shanshui.indicators.slope_length import slope_factor
from shanshui.indicators.soil_loss import actual_loss, cover_factor, potential_loss
from shanshui.standard.method.cover_kinds import COVER_LIMITS, DRY, load_cover_kinds

BASELINE = {5000: (496.0, 1.35), 2500: (68.0, 0.69), 1000: (12.0, 0.38)}
"""Seconds and GB of natcap.invest SDR by cells per side."""

CELL, CAP, CHANNEL = 30.0, 100.0, 900_000.0
FLOATS = ("dem", "erosivity", "erodibility", "fvc")


def main() -> int:
    """Make the rasters, run, and hold time and memory against the budget."""
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
            make(folder, grid)
        start = time.perf_counter()
        command = [sys.executable, __file__, "--side", str(given.side), "--run", str(folder)]
        process = subprocess.Popen(command)
        _, status, usage = os.wait4(process.pid, 0)
        seconds, peak = time.perf_counter() - start, usage.ru_maxrss * 1024 / 1e9
    if os.waitstatus_to_exitcode(status):
        return 1
    words = f"soil loss on {given.side}² cells: {seconds:.1f} s, {peak:.2f} GB"
    if given.side not in BASELINE:
        print(words)
        return 0
    slow, large = BASELINE[given.side]
    met = seconds <= slow / 10 and peak <= large
    print(f"{words}; SDR {slow:.0f} s, {large:.2f} GB: {slow / seconds:.0f} times as fast  {'ok' if met else 'MISSED'}")
    return 0 if met else 1


def make(folder: Path, grid: Grid) -> None:
    """Hills of all sizes with pits, and what else the equation wants; in strips of the width that a spectrum needs."""
    dice = np.random.default_rng(1)
    spectrum = np.fft.rfft2(dice.standard_normal(grid.shape, dtype=np.float32))
    waves = np.hypot(np.fft.fftfreq(grid.rows)[:, None], np.fft.rfftfreq(grid.cols)[None])
    waves[0, 0] = np.inf
    heights = np.fft.irfft2(spectrum / waves**2, s=grid.shape)
    del spectrum, waves
    heights = ((heights - heights.min()) / np.ptp(heights) * 2500).astype(np.float32)
    whole = whole_window(grid)
    share = heights / heights.max()
    values = {
        "dem": heights + dice.normal(0, 0.5, grid.shape).astype(np.float32),
        "erosivity": 4000 + 3000 * share,
        "erodibility": 0.02 + 0.02 * share,
        "fvc": 0.2 + 0.7 * share,
    }
    for name in FLOATS:
        with RasterWriter(folder / f"{name}.tif", grid, "float32", float("nan")) as target:
            target.write(whole, values[name].astype(np.float32))
    kinds = dice.integers(1, 11, grid.shape).astype(np.int32)
    with RasterWriter(folder / "kinds.tif", grid, "int32", 0) as target:
        target.write(whole, kinds)


def run(folder: Path, grid: Grid) -> int:
    """Route the flow, then compute loss in one pass; print the time of both."""
    dem = AlignedRaster(folder / "dem.tif", grid, "values")
    with tempfile.TemporaryDirectory() as scratch:
        pieces = {name: Path(scratch) / name for name in (DIRECTION, ACCUMULATION, "loss")}
        for path in pieces.values():
            path.mkdir()
        flow = Pieces(pieces[ACCUMULATION], grid, "float32", float("nan"))
        scheduler, start = Local(), time.perf_counter()
        (filled,) = scheduler.run(Routing(dem, {ACCUMULATION: flow}), [whole_window(grid)])
        print(f"  routing  {time.perf_counter() - start:6.1f} s, {filled.raised} cells filled", flush=True)
        start = time.perf_counter()
        loss = Pieces(pieces["loss"], grid, "float32", float("nan"))
        zone = Zones([shapely.box(*grid.bounds)], grid)
        found = sweep(
            Sweep(graph(folder, grid, joined(flow)), (zone,), (Values("loss"),), {"loss": loss}), grid, scheduler
        )
        mean = float(found[Values("loss")][0].mean[0])
        print(f"  loss     {time.perf_counter() - start:6.1f} s, mean {mean:.1f} t/(km²·a)", flush=True)
    return 0


def graph(folder: Path, grid: Grid, flow: AlignedRaster) -> dict[str, Input | Step]:
    """The equation as the assessment has it."""
    kinds = load_cover_kinds()
    table = np.array([[0.0] * (len(COVER_LIMITS) + 1), *(kind.factors for kind in kinds.values())])
    lookup = partial(cover_factor, table=table, limits=COVER_LIMITS, dry=kinds[DRY].number)
    read = {
        name: Input(AlignedRaster(folder / f"{name}.tif", grid, "values"), 1 if name == "dem" else 0) for name in FLOATS
    }
    return {
        **read,
        "kinds": Input(AlignedRaster(folder / "kinds.tif", grid, "codes")),
        "flow": Input(flow),
        "ls": Step(("dem", "flow"), partial(slope_factor, cell=CELL, cap=CAP, channel=CHANNEL)),
        "potential": Step(("erosivity", "erodibility", "ls"), potential_loss),
        "c": Step(("kinds", "fvc"), lookup),
        "loss": Step(("potential", "c"), actual_loss),
    }


if __name__ == "__main__":
    sys.exit(main())
