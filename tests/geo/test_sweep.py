from __future__ import annotations

import pickle
import threading
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from shanshui.errors import DataError
from shanshui.geo import tasks
from shanshui.geo.grid import Grid, Window
from shanshui.geo.pieces import Pieces
from shanshui.geo.raster import AlignedRaster
from shanshui.geo.sweep import Graph, Input, Step, Sweep, block_size, sweep
from shanshui.geo.tallies import Codes, Spread, Values, ValuesByCode
from shanshui.geo.zonal import Zones
from tasked import ring_sum

GRID = Grid(4545, 10.0, 0.0, 600.0, 70, 60)
CELLS = np.random.default_rng(5).normal(100, 20, GRID.shape)
KINDS = np.random.default_rng(6).integers(0, 4, GRID.shape).astype(np.int32)
WHOLE = shapely.box(0, 0, 700, 600)
HALVES = [shapely.box(0, 0, 300, 600), shapely.box(300, 0, 700, 600)]


@dataclass(frozen=True)
class Counted:
    """An array that is read like a raster, and that counts how often."""

    cells: np.ndarray
    seen: Counter[str]
    lock: threading.Lock

    @contextmanager
    def opened(self) -> Iterator[Callable[[Window], np.ndarray]]:
        self._note("opened")
        yield self.read
        self._note("closed")

    def read(self, window: Window) -> np.ndarray:
        self._note("read")
        nothing = 0 if self.cells.dtype.kind == "i" else np.nan
        wide = np.pad(self.cells, 50, constant_values=nothing)
        top, left = window.row + 50, window.col + 50
        return wide[top : top + window.height, left : left + window.width]

    def _note(self, what: str) -> None:
        with self.lock:
            self.seen[what] += 1


def counted(cells: np.ndarray) -> Counted:
    return Counted(cells, Counter(), threading.Lock())


def double(cells: np.ndarray) -> np.ndarray:
    doubled: np.ndarray = cells * 2
    return doubled


def fail(_: np.ndarray) -> np.ndarray:
    raise AssertionError("nobody asked for this")


def graph(cells: Counted, kinds: Counted) -> Graph:
    return {
        "cells": Input(cells),
        "around": Input(cells, halo=1),
        "kinds": Input(kinds),
        "double": Step(("cells",), double),
        "ring": Step(("around",), ring_sum),
        "unasked": Step(("cells",), fail),
    }


@pytest.mark.parametrize("size", [7, 16, 100])
@pytest.mark.parametrize("workers", [1, 3])
def test_a_sweep_by_hand(size: int, workers: int) -> None:
    cells, kinds = counted(CELLS), counted(KINDS)
    tallies = (Values("double"), Codes("kinds"), ValuesByCode("ring", "kinds"), Spread("cells", 0, 200, first=True))
    zones = (Zones([WHOLE], GRID), Zones(HALVES, GRID))
    found = sweep(Sweep(graph(cells, kinds), zones, tallies, {}), GRID, tasks.Local(workers), size)
    sums, codes, rings, spread = (found[tally] for tally in tallies)
    assert sums[0].total == pytest.approx([2 * CELLS.sum()])
    assert sums[1].mean == pytest.approx([2 * CELLS[:, :30].mean(), 2 * CELLS[:, 30:].mean()])
    assert sums[1].maximum.tolist() == [2 * CELLS[:, :30].max(), 2 * CELLS[:, 30:].max()]
    assert codes[1].cells.tolist() == [
        np.bincount(half.ravel())[1:].tolist() for half in (KINDS[:, :30], KINDS[:, 30:])
    ]
    inner = ring_sum(CELLS)
    wanted = [inner[KINDS[1:-1, 1:-1] == kind].sum() for kind in (1, 2, 3)]
    assert rings[0].total[0] == pytest.approx(wanted)  # the ring beyond the grid is no data
    assert spread[0].cells.sum() == CELLS.size
    assert spread[1] is None


def test_only_what_is_needed_is_read_and_computed_and_only_once() -> None:
    cells, kinds, steps = counted(CELLS), counted(KINDS), counted(CELLS)

    def step(values: np.ndarray) -> np.ndarray:
        steps._note("computed")
        return values

    nodes = {**graph(cells, kinds), "step": Step(("cells",), step)}
    tallies = (Values("step"), Spread("step", 0, 1), Values("cells"))
    sweep(Sweep(nodes, (Zones([WHOLE], GRID), Zones(HALVES, GRID)), tallies, {}), GRID, tasks.Local(1), 6)
    windows = 10 * 12
    assert cells.seen["read"] == windows
    assert steps.seen["computed"] == windows
    assert not kinds.seen
    assert cells.seen["opened"] == cells.seen["closed"] == len(list(GRID.windows(block_size(GRID, 6)))) < windows


def test_windows_without_zones_are_passed_over(tmp_path: Path) -> None:
    cells = counted(CELLS)
    corner, hollow = (
        shapely.box(0, 0, 35, 35),
        shapely.box(200, 200, 500, 500).difference(shapely.box(210, 210, 490, 490)),
    )
    kept = Pieces(tmp_path, GRID, "float32", np.nan)
    nodes = {"cells": Input(cells)}
    found = sweep(
        Sweep(nodes, (Zones([corner, hollow], GRID),), (Values("cells"),), {"cells": kept}), GRID, tasks.Local(2), 10
    )
    touched = {(w.row, w.col) for w in GRID.windows(10) if Zones([corner, hollow], GRID).burn(w).any()}
    assert cells.seen["read"] == len(touched) < 20
    with AlignedRaster(kept.whole, GRID, "values").opened() as read:
        written = read(GRID.whole)
    for w in GRID.windows(10):
        piece = written[w.row : w.row + w.height, w.col : w.col + w.width]
        assert np.isnan(piece).all() == ((w.row, w.col) not in touched)
    assert found[Values("cells")][0].count.tolist() == [9, 116]


def test_no_zone_at_all(tmp_path: Path) -> None:
    cells = counted(CELLS)
    kept = Pieces(tmp_path, GRID, "float32", np.nan)
    away = shapely.box(-900, -900, -800, -800)
    tallies = (Values("cells"), Codes("cells"), ValuesByCode("cells", "cells"))
    task = Sweep({"cells": Input(cells)}, (Zones([], GRID), Zones([away], GRID)), tallies, {"cells": kept})
    found = sweep(task, GRID, tasks.Local(2), 10)
    assert not cells.seen
    assert found[Values("cells")][1].count.tolist() == [0]
    assert found[Codes("cells")][0].cells.shape == (0, 0)
    with AlignedRaster(kept.whole, GRID, "values").opened() as read:
        assert np.isnan(read(GRID.whole)).all()


def test_a_box_bounds_what_is_looked_at() -> None:
    cells, place = counted(CELLS), shapely.box(333, 333, 352, 371)
    task = Sweep({"cells": Input(cells)}, (Zones([place], GRID),), (Values("cells"),), {})
    everywhere = sweep(task, GRID, tasks.Local(1), 10)[Values("cells")][0]
    cells.seen.clear()
    near = sweep(task, GRID, tasks.Local(1), 10, place.bounds)[Values("cells")][0]
    assert cells.seen["read"] == 1
    assert (near.count, near.total) == (everywhere.count, pytest.approx(everywhere.total))
    outside = sweep(task, GRID, tasks.Local(1), 10, (900.0, 900.0, 950.0, 950.0))[Values("cells")][0]
    assert outside.count.tolist() == [0]


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1))
def test_sums_are_the_same_to_the_bit_whoever_computes(seed: int) -> None:
    rng = np.random.default_rng(seed)
    cells = counted(rng.normal(1e6, 1e3, GRID.shape) * 10.0 ** rng.integers(-8, 8, GRID.shape))
    corners = rng.uniform(0, 600, (4, 2))
    zones = tuple(Zones([shapely.box(x, y, x + 90, y + 120)], GRID) for x, y in corners)
    task = Sweep(
        {"cells": Input(cells), "kinds": Input(counted(KINDS))},
        zones,
        (Values("cells"), ValuesByCode("cells", "kinds")),
        {},
    )
    results = [sweep(task, GRID, tasks.Local(workers), 9) for workers in (1, 2, 5)]
    for tally in task.tallies:
        first, *others = ([one.total.tobytes() for one in found[tally]] for found in results)
        assert all(other == first for other in others)


def test_blocks_depend_on_the_grid_alone() -> None:
    def cells(cols: int, rows: int) -> int:
        return block_size(Grid(4545, 10.0, 0.0, 0.0, cols, rows))

    assert cells(100, 100) == cells(2006, 1455) == 512
    assert cells(6000, 4500) == 1024
    assert cells(20_000, 20_000) == 2048


def test_a_fault_in_a_file_names_the_file(tmp_path: Path) -> None:
    good, bad = (written(tmp_path / f"{name}.tif") for name in ("good", "bad"))
    whole = bad.path.read_bytes()
    bad.path.write_bytes(whole[: len(whole) // 2])
    nodes = {"good": Input(good), "bad": Input(bad), "both": Step(("bad", "good"), np.add)}
    for workers in (1, 2):
        task = Sweep(nodes, (Zones([WHOLE], GRID),), (Values("both"),), {})
        with pytest.raises(DataError, match=r"bad\.tif"):
            sweep(task, GRID, tasks.Local(workers), 16)


def test_a_step_that_fails_leaves_no_half_piece(tmp_path: Path) -> None:
    kept = Pieces(tmp_path, GRID, "float32", np.nan)
    task = Sweep(
        {"cells": Input(counted(CELLS)), "bad": Step(("cells",), fail)}, (Zones([WHOLE], GRID),), (), {"bad": kept}
    )
    for workers in (1, 2):
        with pytest.raises(AssertionError, match="nobody asked"):
            sweep(task, GRID, tasks.Local(workers), 16)
    assert list(tmp_path.iterdir()) == []


def test_a_sweep_on_a_cluster_is_the_same_to_the_bit(workers: str, tmp_path: Path) -> None:
    raster = written(tmp_path / "cells.tif")
    nodes = {
        "cells": Input(raster),
        "around": Input(raster, halo=1),
        "ring": Step(("around",), ring_sum),
        "share": Step(("cells",), partial(np.multiply, 1 / 3)),
    }
    results, written_cells = [], []
    with tasks.scheduler(workers) as cluster:
        for number, runner in enumerate((tasks.Local(1), tasks.Local(2), cluster)):
            folder = tmp_path / str(number)
            folder.mkdir()
            kept = Pieces(folder, GRID, "float32", np.nan)
            tallies = (Values("share"), Values("ring"))
            zones = (Zones([WHOLE], GRID), Zones(HALVES, GRID))
            found = sweep(Sweep(nodes, zones, tallies, {"ring": kept}), GRID, runner, 8)
            results.append([part.total.tobytes() for tally in tallies for part in found[tally]])
            written_cells.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert results[0] == results[1] == results[2]
    assert written_cells[0] == written_cells[1] == written_cells[2]
    assert len(written_cells[0]) > 4


def test_a_task_can_be_sent() -> None:
    task = Sweep({"cells": Input(Zones(HALVES, GRID))}, (Zones(HALVES, GRID),), (Codes("cells"),), {})
    sent = pickle.loads(pickle.dumps(task))
    assert sweep(sent, GRID, tasks.Local(1))[Codes("cells")][0].cells.tolist() == [[30 * 60, 0], [0, 40 * 60]]


def test_threads_raise_no_warnings_in_one_another(tmp_path: Path) -> None:
    path = tmp_path / "plain.tif"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
        with rasterio.open(path, "w", driver="GTiff", width=70, height=60, count=1, dtype="float64") as target:
            target.write(CELLS, 1)
    raster = AlignedRaster(path, GRID, "values", crs="EPSG:4545")
    before = list(warnings.filters)
    task = Sweep({"cells": Input(raster)}, (Zones([WHOLE], GRID),), (Values("cells"),), {})
    for _ in range(5):
        sweep(task, GRID, tasks.Local(8), 4)
    assert warnings.filters == before


def written(path: Path) -> AlignedRaster:
    with rasterio.open(
        path, "w", driver="GTiff", width=70, height=60, count=1, dtype="float64", crs="EPSG:4545",
        transform=GRID.transform, tiled=True, blockxsize=16, blockysize=16,
    ) as target:  # fmt: skip
        target.write(CELLS, 1)
    return AlignedRaster(path, GRID, "values")
