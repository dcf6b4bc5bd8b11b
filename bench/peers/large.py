"""Soil loss from many raw elevations: the peer's SDR and our own pass over windows, on the same rasters, in one run."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import erosion

from shanshui.geo.grid import Grid

BENCH = Path(__file__).resolve().parents[1]
Took = dict[str, Any]


def large(python: str, folder: Path, side: int) -> tuple[Took, Took]:
    """Seconds and peak memory [MB] of both on ``side`` by ``side`` cells.

    Parameters
    ----------
    python : str
        Of the peer's environment.
    folder : Path
        Where the rasters of ``bench/erosion.py`` are made.
    side : int
        Cells per side.

    Notes
    -----
    The peer goes on to delivery, deposition and export, which its users cannot leave out; ours stops at the loss and
    adds it up. Both read from and write to files; the process of ours is timed from its start, imports included, the
    peer's model alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    grid = Grid(4545, erosion.CELL, 400_000, 3_000_000, side, side)
    erosion.make(folder, grid)
    table = folder / "classes.csv"
    with table.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["lucode", "usle_c", "usle_p"])
        writer.writerows([code, 0.02 * code, 1] for code in range(1, 11))
    frame = folder / "frame.gpkg"
    gpd.GeoDataFrame({"ws_id": [1]}, geometry=[shapely.box(*grid.bounds)], crs=4545).to_file(frame, driver="GPKG")
    paths = {f"{key}_path": str(folder / f"{key}.tif") for key in ("dem", "erosivity", "erodibility")}
    order = folder / "order.json"
    args = {
        **paths, "lulc_path": str(folder / "kinds.tif"), "watersheds_path": str(frame), "drainage_path": "",
        "biophysical_table_path": str(table), "threshold_flow_accumulation": 1000, "k_param": 2, "sdr_max": 0.8,
        "ic_0_param": 0.5, "l_max": 122, "flow_dir_algorithm": "d8", "workspace_dir": str(folder / "sdr"),
    }  # fmt: skip
    order.write_text(json.dumps({"model": "sdr", "args": args}), "utf-8")
    done = subprocess.run([python, str(BENCH / "peers" / "invest_side.py"), str(order)], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"SDR of {side}² cells: {done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1]), _ours(folder, side)


def _ours(folder: Path, side: int) -> Took:
    command = [sys.executable, str(BENCH / "erosion.py"), "--side", str(side), "--run", str(folder)]
    begun = os.times().elapsed
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"soil loss of {side}² cells failed")
    return {"seconds": os.times().elapsed - begun, "peak": usage.ru_maxrss / 1024}
