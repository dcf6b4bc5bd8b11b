"""Landscape metrics beside PyLandStats: time, peak memory and values, each program in a process of its own.

    python bench/landscape.py [--side 4000] [--enn-side 700]

Ten metrics of each of eight classes on 16 million cells are to take at most a tenth of the peer's time and no more
memory, distances to the nearest neighbour at most a fiftieth. The peer searches every patch against all others of its
class, so that its distances are timed on a corner of the landscape; ours are timed there too, and on the whole
besides. Two landscapes of noise in blots: `broad` with some 150 cells to a patch, as land cover of 30 m has, and `fine`
with 20. The time runs from the opening of the file to the last metric; loading of programs and of compiled code is left
out of both. The exit code is 1 where a budget is missed or a value differs by more than 0.01 %.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from affine import Affine
from scipy import ndimage

from shanshui.geo.grid import Grid, Window
from shanshui.geo.patch_strips import Sought, Strip, label
from shanshui.geo.patches import PatchScan
from shanshui.geo.raster import AlignedRaster
from shanshui.geo.tasks import Local
from shanshui.indicators.nearest import nearest_patches
from shanshui.indicators.patch_metrics import class_metrics, landscape_of

CLASSES, CELL, STRIP = 8, 30.0, 256
TIMES, TIMES_NEAREST = 10, 50
BLOTS = {"broad": (3, 8, 32, 128), "fine": (1.5, 4, 16, 64)}
PER_HA = 10_000
METRICS = {
    "total_area": ("area", 1 / PER_HA),
    "proportion_of_landscape": ("share", 100),
    "number_of_patches": ("patches", 1),
    "patch_density": ("density", 100 * PER_HA),
    "largest_patch_index": ("largest_share", 100),
    "total_edge": ("edge", 1),
    "edge_density": ("edge_density", PER_HA),
    "area_mn": ("mean_area", 1 / PER_HA),
    "landscape_shape_index": ("shape_index", 1),
    "effective_mesh_size": ("mesh", 1 / PER_HA),
}
NEAREST = {"euclidean_nearest_neighbor_mn": ("nearest", 1)}


@dataclass(frozen=True)
class Task:
    """One strip of a landscape in one zone."""

    source: AlignedRaster
    sought: Sought

    def __call__(self, window: Window) -> Strip:
        halo = self.sought.halo
        with self.source.opened() as read:
            kinds = read(Window(window.row - halo, 0, window.height + 2 * halo, window.width))
        return label(np.ones_like(kinds), kinds, self.sought)


def main() -> int:
    """Make the landscapes, run both programs, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--side", type=int, default=4000, help="cells of a side of the landscape")
    parser.add_argument("--enn-side", type=int, default=700, help="cells of a side for distances of the peer")
    parser.add_argument("--run", nargs=3, metavar=("PROGRAM", "FILE", "WHAT"), help="run one program and print JSON")
    given = parser.parse_args()
    if given.run:
        program, file, what = given.run
        found = {"ours": ours, "pylandstats": theirs}[program](Path(file), what)
        print(json.dumps({**found, "peak": peak()}))
        return 0
    met = []
    with tempfile.TemporaryDirectory() as folder:
        for name, sizes in BLOTS.items():
            whole, corner = Path(folder) / f"{name}.tif", Path(folder) / f"{name}_corner.tif"
            cells = made(given.side, sizes)
            written(whole, cells)
            written(corner, cells[: given.enn_side, : given.enn_side])
            del cells
            print(f"{name}, {CLASSES} classes")
            met.append(compared("ten metrics", whole, "ten", TIMES))
            met.append(compared("nearest neighbour", corner, "nearest", TIMES_NEAREST))
            alone = measured("ours", whole, "nearest")
            print(f"  nearest neighbour of all {given.side}²: ours {alone['seconds']:.2f} s, {alone['peak']:.2f} GiB")
    return 0 if all(met) else 1


def made(side: int, sizes: tuple[float, ...]) -> np.ndarray:
    """Classes of noise in blots of several sizes."""
    dice = np.random.default_rng(1)
    field = np.zeros((side, side), np.float32)
    for size in sizes:
        field += size * ndimage.gaussian_filter(dice.standard_normal((side, side), dtype=np.float32), size)
    limits = np.quantile(field[::7, ::7], np.linspace(0, 1, CLASSES + 1)[1:-1])
    return (np.searchsorted(limits, field) + 1).astype(np.uint8)


def written(path: Path, cells: np.ndarray) -> None:
    """A landscape as a file."""
    height, width = cells.shape
    shape = {"width": width, "height": height, "count": 1, "dtype": "uint8", "nodata": 0}
    place = {"crs": "EPSG:4545", "transform": Affine(CELL, 0, 500_000, 0, -CELL, 3_000_000)}
    with rasterio.open(path, "w", driver="GTiff", compress="deflate", **shape, **place) as file:
        file.write(cells, 1)


def compared(title: str, file: Path, what: str, times: int) -> bool:
    """Run both on a file, print a line, and say whether ours is as much faster, as small and equal."""
    measured("ours", file, what)  # compiles where nothing is compiled yet
    own, peer = measured("ours", file, what), measured("pylandstats", file, what)
    faster = peer["seconds"] / own["seconds"]
    apart = max(
        abs(one - other) / max(abs(other), 1e-12)
        for name in peer["values"]
        for one, other in zip(own["values"][name], peer["values"][name], strict=True)
    )
    lean = what == "nearest" or own["peak"] <= peer["peak"]
    met = faster >= times and lean and apart < 1e-4
    said = [
        f"{name} {one['seconds']:.2f} s ({one['cpu']:.2f} of the processor) {one['peak']:.2f} GiB"
        for name, one in (("ours", own), ("PyLandStats", peer))
    ]
    print(
        f"  {title:18} {own['cells'] / 1e6:5.1f} M cells, {own['patches']} patches: {', '.join(said)}: "
        f"{faster:.0f} times of {times}, values within {apart:.1e}  {'ok' if met else 'MISSED'}",
        flush=True,
    )
    return met


def measured(program: str, file: Path, what: str) -> dict:
    """What a program says in a process of its own."""
    command = [sys.executable, __file__, "--run", program, str(file), what]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(f"{program} broke down")
    found: dict = json.loads(done.stdout.splitlines()[-1])
    return found


def peak() -> float:
    """Peak resident memory of this process [GiB]; what it was forked from is not in it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 2**20


def ours(file: Path, what: str) -> dict:
    """Metrics by shanshui, strip by strip, on all cores."""
    with rasterio.open(file) as source:
        grid = Grid(4545, CELL, source.transform.c, source.transform.f, source.width, source.height)
    sought = Sought(1, CLASSES, edges=what == "nearest")
    warm(sought)
    start, worked = time.perf_counter(), time.process_time()
    scan = PatchScan(grid.cols, sought)
    strips = (Window(top, 0, min(STRIP, grid.rows - top), grid.cols) for top in range(0, grid.rows, STRIP))
    for strip in Local().run(Task(AlignedRaster(file, grid, "codes"), sought), strips):
        scan.join(strip)
    found = scan.result()
    near = None
    if what == "nearest":
        near = nearest_patches(found.edges.row, found.edges.col, found.edges.patch, found.kind)
    metrics = class_metrics(landscape_of(found, 1, CELL, nearest=near))
    names = NEAREST if what == "nearest" else METRICS
    values = {name: (getattr(metrics, of) * factor).tolist() for name, (of, factor) in names.items()}
    seconds, cpu = time.perf_counter() - start, time.process_time() - worked
    return {
        "seconds": seconds,
        "cpu": cpu,
        "values": values,
        "patches": found.cells.size,
        "cells": grid.rows * grid.cols,
    }


def warm(sought: Sought) -> None:
    """Load the compiled code."""
    scan, few = PatchScan(4, sought), np.ones((4, 4), np.int32)
    scan.add(few, few)
    found = scan.result()
    if sought.edges:
        nearest_patches(found.edges.row, found.edges.col, found.edges.patch, found.kind)


def theirs(file: Path, what: str) -> dict:
    """Metrics by PyLandStats."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pylandstats

        start, worked = time.perf_counter(), time.process_time()
        landscape = pylandstats.Landscape(str(file))
        names = list(NEAREST if what == "nearest" else METRICS)
        table = landscape.compute_class_metrics_df(metrics=names)
        seconds, cpu = time.perf_counter() - start, time.process_time() - worked
    return {"seconds": seconds, "cpu": cpu, "values": {name: table[name].tolist() for name in names}}


if __name__ == "__main__":
    sys.exit(main())
