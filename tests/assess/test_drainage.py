"""Routing of a whole grid as a task that can be sent away."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np

from shanshui.assess.services.drainage import ACCUMULATION, DIRECTION, LENGTH, Routing, joined, whole_of, whole_window
from shanshui.geo.flow import NOWHERE, accumulate, drain, longest
from shanshui.geo.grid import Grid
from shanshui.geo.pieces import Pieces
from shanshui.geo.raster import AlignedRaster, RasterWriter


def test_a_task_sent_away_writes_what_the_functions_give(tmp_path: Path) -> None:
    grid = Grid(4545, 30.0, 600_000, 2_940_000, 1100, 40)  # wider than a block
    heights = np.random.default_rng(1).normal(500, 30, grid.shape).astype(np.float32)
    heights[10:13, 1050:1053] = np.nan
    with RasterWriter(tmp_path / "dem.tif", grid, "float32", float("nan")) as target:
        target.write(whole_window(grid), heights)
    pieces = {}
    for name in (DIRECTION, ACCUMULATION, LENGTH):
        (tmp_path / name).mkdir()
        coded = name == DIRECTION
        pieces[name] = Pieces(tmp_path / name, grid, "int32" if coded else "float32", 0 if coded else float("nan"))
    task = pickle.loads(pickle.dumps(Routing(AlignedRaster(tmp_path / "dem.tif", grid, "values"), pieces)))
    filled = task(whole_window(grid))
    direction = drain(heights)
    assert (filled.cells, filled.raised > 0) == (heights.size - 9, True)
    read = {name: whole_of(joined(one), whole_window(grid)) for name, one in pieces.items()}
    assert np.array_equal(read[DIRECTION], direction)
    assert np.array_equal(read[LENGTH], longest(direction, 30.0), equal_nan=True)
    known = direction != NOWHERE
    assert np.array_equal(read[ACCUMULATION][known], accumulate(direction)[known])
    assert np.isnan(read[ACCUMULATION][~known]).all()
