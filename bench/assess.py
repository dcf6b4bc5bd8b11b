"""Time and peak memory of the whole assessment of the example county, on grids of several cells.

    python bench/assess.py [--cell 30 --cell 10] [--stretch 1] [--profile] [--keep FOLDER]

The example is copied; its relief, land cover and vegetation are resampled to the cell, window by window, and the rest
is left as it is, as a county's climate and soil are coarser than its imagery. Each grid is assessed in a process of
its own, after one run that compiles what is compiled once. With ``--stretch 4`` the county, with all its layers, is
four times as long and as wide: 420 million cells of 10 m. Budgets on two cores, for the stage ``assess``: 30 m under
20 s, 10 m under 240 s and 4 GB, the stretched county under 8 GB. The exit code is 1 where one is missed. With
``--profile`` the time of each topic and field is printed as well, from a run in this process.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rasterio
from affine import Affine
from rasterio.enums import Resampling
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window

from shanshui.geo import files

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "jinping"
FINE = {
    "dem": "bilinear",
    "ndvi": "bilinear",
    "ndvi_2010": "bilinear",
    "landcover_2010": "nearest",
    "landcover_2020": "nearest",
}
"""Layers that are as fine as the grid, and how they are resampled."""

BUDGETS = {(30.0, 1): (20.0, 4e9), (10.0, 1): (240.0, 4e9), (10.0, 4): (float("inf"), 8e9)}
"""Time [s] and memory [bytes] by cell [m] and stretch."""

CENTRE = 612_000.0, 2_942_000.0
"""East and north of the point that stays where it is when the county is stretched [m]."""

_SIDE = 2048


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cell", type=float, action="append", help="side of a cell [m]; 30 and 10 where absent")
    parser.add_argument("--stretch", type=int, default=1, help="how many times as long and as wide the county is")
    parser.add_argument("--profile", action="store_true", help="also time each topic and field, in this process")
    parser.add_argument("--keep", type=Path, help="make counties and builds here, and leave them")
    asked = parser.parse_args()
    met = []
    with workshop(asked.keep) as folder:
        build(county(folder, 30.0, 1), folder / "warm", "assess")
        print(
            f"{'cell':>6} {'cells':>13} {'survey':>8} {'assess':>9} {'budget':>7} {'cells/s':>11} {'peak':>8}",
            flush=True,
        )
        for cell in asked.cell or (30.0, 10.0):
            root = county(folder, cell, asked.stretch)
            met.append(measured(root, folder / f"out_{cell:g}_{asked.stretch}", cell, asked.stretch))
            if asked.profile:
                profiled(root, folder / f"profile_{cell:g}")
    return 0 if all(met) else 1


@contextmanager
def workshop(kept: Path | None) -> Iterator[Path]:
    """A folder that is gone afterwards, or the one that is to be kept."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def county(folder: Path, cell: float, stretch: int) -> Path:
    """The example with its fine layers on cells of another size; one that is there already is taken."""
    root = folder / f"county_{cell:g}_{stretch}"
    if root.exists():
        return root
    unfinished = folder / f"{root.name}.part"
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(EXAMPLE, unfinished, ignore=shutil.ignore_patterns("build"))
    layers = unfinished / "layers"
    if stretch != 1:
        for path in sorted(layers.iterdir()):
            if path.suffix in (".gpkg", ".shp", ".geojson"):
                stretch_vector(path, stretch)
    for path in sorted(layers.glob("*.tif")):
        if stretch != 1 or (cell != 30.0 and path.stem in FINE):
            resample(EXAMPLE / "layers" / path.name, path, cell if path.stem in FINE else 30.0 * stretch, stretch)
    with (unfinished / "project.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"\ncell: {cell:g}\n")
    unfinished.replace(root)
    return root


def stretch_vector(path: Path, stretch: int) -> None:
    """Draw the features of a file at a larger scale."""
    read = files.read_vector(path)
    frame = read.frame.to_crs(4545)
    frame["geometry"] = frame.geometry.scale(stretch, stretch, origin=(*CENTRE, 0))
    encoding = read.encoding or "UTF-8"
    crs = read.frame.crs
    path.unlink()
    files.write_vector(path, {read.layer or path.stem: frame.to_crs(crs)}, encoding)


def resample(source: Path, target: Path, cell: float, stretch: int) -> None:
    """Write a raster at a larger scale and on cells of another size, window by window."""
    with rasterio.open(source) as read:
        t = read.transform
        left, top = (at + (corner - at) * stretch for at, corner in zip(CENTRE, (t.c, t.f), strict=True))
        factor = t.a * stretch / cell
        size = {"width": round(read.width * factor), "height": round(read.height * factor)}
        fine = {**size, "transform": Affine(t.a / factor, 0, t.c, 0, t.e / factor, t.f), "crs": read.crs}
        profile = {**read.profile, **size, "transform": Affine(cell, 0, left, 0, -cell, top), "tiled": True}
        profile |= {"blockxsize": 256, "blockysize": 256, "compress": "deflate", "zlevel": 1, "bigtiff": "if_safer"}
        way = Resampling[FINE.get(source.stem, "nearest")]
        with (
            WarpedVRT(read, resampling=way, **fine) as finer,
            rasterio.open(target, "w", num_threads="all_cpus", **profile) as write,
        ):
            for row in range(0, size["height"], _SIDE):
                for col in range(0, size["width"], _SIDE):
                    window = Window(col, row, min(_SIDE, size["width"] - col), min(_SIDE, size["height"] - row))
                    write.write(finer.read(1, window=window), 1, window=window)


def build(root: Path, out: Path, to: str) -> tuple[float, int]:
    """Build in a process of its own; gives the time of its processors [s] and its peak resident memory [bytes]."""
    command = [sys.executable, "-m", "shanshui", "build", root, "-o", out, "--to", to, "--json"]
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    words = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(words.decode(errors="replace"))
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def measured(root: Path, out: Path, cell: float, stretch: int) -> bool:
    """Print one line; answers whether the assessment keeps within its budget."""
    shutil.rmtree(out, ignore_errors=True)
    busy, peak = build(root, out, "assess")
    lines = [json.loads(line) for line in (out / "journal.jsonl").read_text(encoding="utf-8").splitlines()]
    took = {line["event"]: line["seconds"] for line in lines if line["outcome"] == "done"}
    with rasterio.open(out / "work" / "fields" / "slope" / "whole.vrt") as grid:
        cells = grid.width * grid.height
    allowed, memory = BUDGETS.get((cell, stretch), (float("inf"), float("inf")))
    met = took["assess"] < allowed and peak < memory
    rate = cells / took["assess"]
    print(
        f"{cell:6g} {cells:13,} {took['survey']:6.1f} s {took['assess']:7.1f} s {took['assess'] / allowed:7.0%} "
        f"{rate:11,.0f} {busy:9.1f} s {peak / 1e9:5.2f} GB  {'ok' if met else 'MISSED'}",
        flush=True,
    )
    return met


@dataclass
class Clock:
    """Time spent by name, in all threads together [s]."""

    spent: Counter[str]
    lock: threading.Lock

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, whose calls are timed."""

        def call(*args: Any, **options: Any) -> Any:
            start = time.thread_time()
            try:
                return function(*args, **options)
            finally:
                took = time.thread_time() - start
                with self.lock:
                    self.spent[name] += took

        return call


@dataclass(frozen=True)
class TimedSource:
    """A source of cells whose reading is timed."""

    name: str
    source: Any
    clock: Clock

    @contextmanager
    def opened(self) -> Iterator[Callable[..., Any]]:
        with self.source.opened() as read:
            yield self.clock.timed(self.name, read)


def profiled(root: Path, out: Path) -> None:
    """Print where the processors spend the time of an assessment: topics, fields and tallies."""
    from shanshui import pipeline
    from shanshui.assess import stage, topic
    from shanshui.geo.sweep import Input, Step, Sweep

    clock = Clock(Counter(), threading.Lock())

    def sweep_of(graph: Any, zones: Any, tallies: Any, kept: Any) -> Sweep:
        nodes = {}
        for name, node in graph.items():
            if isinstance(node, Step):
                nodes[name] = Step(node.needs, clock.timed(f"field {name}", node.compute))
            else:
                nodes[name] = Input(TimedSource(f"read  {name}", node.source, clock), node.halo)
        return Sweep(nodes, zones, tallies, kept)

    shutil.rmtree(out, ignore_errors=True)
    pipeline.build(root, out, "survey")
    for part in dict.fromkeys((*stage.BEFORE, *stage.FIRST, *stage.SECOND, *stage.THIRD)):
        part.tells = clock.timed(f"topic {part.__name__.rpartition('.')[2]}", part.tells)  # type: ignore[method-assign]
    topic.Sweep = sweep_of  # type: ignore[assignment,misc]
    start, spent = time.perf_counter(), time.process_time()
    pipeline.build(root, out, "assess")
    print(f"       {time.perf_counter() - start:.1f} s, of processors {time.process_time() - spent:.1f} s; of these")
    for name, took in clock.spent.most_common(30):
        print(f"       {took:8.2f} s  {name}")


if __name__ == "__main__":
    sys.exit(main())
