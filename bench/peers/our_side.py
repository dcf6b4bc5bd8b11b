"""Runs one model by our functions on the inputs of the peer; called by ``run.py`` in a process of its own."""

from __future__ import annotations

import csv
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import rasterio
import rasterio.features
from numpy.typing import NDArray

from shanshui.geo import flow, terrain
from shanshui.indicators import habitat, slope_length, soil_loss, water_yield

Values = NDArray[Any]
_NOTHING = -9999.0


def main(order: str) -> None:
    """Run what a file orders and print what it took: seconds, peak memory of the process [MB], outputs."""
    with Path(order).open(encoding="utf-8") as lines:
        wanted = json.load(lines)
    into = Path(wanted["args"]["workspace_dir"])
    into.mkdir(parents=True, exist_ok=True)
    begun = time.perf_counter()
    outputs = MODELS[wanted["model"]](wanted["args"], into)
    seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "peak": peak(), "outputs": outputs}))


def peak() -> float:
    """Greatest memory of this process [MB]."""
    told = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in told if line.startswith("VmHWM")) / 1024


def erosion(args: dict[str, Any], into: Path) -> dict[str, str]:
    """Soil loss and sediment from the raw elevations: by the standard, and with the peer's own LS formula."""
    elevation, head = read(args["dem_path"])
    cell = float(head["transform"].a)
    drained = flow.drained(elevation.astype(np.float32))
    count = flow.accumulate(drained.direction)
    above = np.where(np.isnan(elevation), np.nan, count)
    ringed = np.pad(drained.filled, 1, constant_values=np.nan)
    least, longest = float(args["threshold_flow_accumulation"]), float(args["l_max"])
    standard = slope_length.slope_factor(ringed, above, cell, longest, least * cell * cell)
    slope = np.tan(np.radians(terrain.slope(ringed.astype(np.float64), cell))) * 100
    theirs = slope_length.invest_factor(slope, above, cell, longest)
    r, k = (read(args[f"{name}_path"])[0] for name in ("erosivity", "erodibility"))
    codes, _ = read(args["lulc_path"])
    cover, practice = (by_code(codes, args["biophysical_table_path"], name) for name in ("usle_c", "usle_p"))
    ratio = delivered(drained.direction, slope, np.nan_to_num(cover), cell, args)
    found = {"direction": drained.direction.astype(np.float64), "accumulation": above, "slope": slope, "ls": theirs}
    found |= {"standard_ls": standard, "sdr_factor": ratio}
    for name, ls in (("usle", theirs), ("standard_usle", standard)):
        potential = soil_loss.potential_loss(r, k, ls) / soil_loss.TO_SQUARE_KILOMETRE
        found[name] = soil_loss.actual_loss(potential, cover, 1.0) * practice
    found["sed_export"] = found["usle"] * ratio
    return {name: write(into / f"{name}.tif", values, head) for name, values in found.items()}


def delivered(
    direction: Values, slope: Values, cover: Values, cell: float, args: dict[str, Any], metres: bool = True
) -> Values:
    """Share of its loss that each cell hands on to a channel, and 1 in channels; slope in percent.

    The way down is in metres; else, as the peer has it, every step counts 1, a diagonal one too.
    """
    count = flow.accumulate(direction).astype(np.float64)
    ground = soil_loss.bounded_cover(cover)
    gradient = soil_loss.bounded_gradient(np.degrees(np.arctan(np.nan_to_num(slope) / 100)))
    channels = count > float(args["threshold_flow_accumulation"])
    step = cell if metres else np.where(direction % 2 == 0, 0.5**0.5, 1.0)
    way = flow.way_down(direction, step / (ground * gradient), channels)
    with np.errstate(divide="ignore", invalid="ignore"):
        means = flow.accumulate(direction, ground) / count * (flow.accumulate(direction, gradient) / count)
        index = soil_loss.connectivity(means * np.sqrt(count) * cell, way)
        ratio = soil_loss.delivery_ratio(index, args["k_param"], args["ic_0_param"], args["sdr_max"])
    return np.where(channels, 1.0, np.where(direction == flow.NOWHERE, np.nan, ratio))


def quality(args: dict[str, Any], into: Path) -> dict[str, str]:
    """Habitat quality."""
    codes, head = read(args["lulc_cur_path"])
    cell = float(head["transform"].a)
    threats = table(args["threats_table_path"])
    access: Values | float = 1.0
    if args["access_vector_path"]:
        access = np.ones(codes.shape)
        zones = gpd.read_file(args["access_vector_path"]).to_crs(head["crs"])
        shapes = list(zip(zones.geometry, zones["ACCESS"], strict=True))
        rasterio.features.rasterize(shapes, out=access, transform=head["transform"])
    forces, weights, felt = [], [], []
    for row in threats:
        away = float(row["max_dist"]) / cell
        halo = habitat.reach_cells(float(row["max_dist"]), cell)
        there = np.pad(aligned(row["cur_path"], codes.shape, head["transform"]) > 0, halo)
        forces.append(habitat.pressure(there, halo, away, row["decay"]))
        weights.append(float(row["weight"]))
        felt.append(by_code(codes, args["sensitivity_table_path"], row["threat"]))
    degraded = habitat.degradation(forces, weights, felt, access)
    suited = by_code(codes, args["sensitivity_table_path"], "habitat")
    found = {
        "deg_sum_c": degraded,
        "quality_c": habitat.habitat_quality(suited, degraded, args["half_saturation_constant"]),
    }
    return {name: write(into / f"{name}.tif", values, head) for name, values in found.items()}


def carbon(args: dict[str, Any], into: Path) -> dict[str, str]:
    """Carbon held by four pools [t/hm²]."""
    codes, head = read(args["lulc_bas_path"])
    held = sum(by_code(codes, args["carbon_pools_path"], f"c_{pool}") for pool in ("above", "below", "soil", "dead"))
    return {"c_storage_bas": write(into / "c_storage_bas.tif", held, head)}


def yields(args: dict[str, Any], into: Path) -> dict[str, str]:
    """Yearly water yield [mm]."""
    codes, head = read(args["lulc_path"])
    of = {name: by_code(codes, args["biophysical_table_path"], name) for name in ("kc", "root_depth", "lulc_veg")}
    rain, reference, content, depth = (
        read(args[f"{name}_path"])[0] for name in ("precipitation", "eto", "pawc", "depth_to_root_rest_layer")
    )
    available = water_yield.available_water(content, depth, of["root_depth"])
    share = water_yield.evaporated_share(
        rain, of["kc"] * reference, available, of["lulc_veg"] == 1, args["seasonality_constant"]
    )
    share = np.where(np.isnan(of["lulc_veg"]), np.nan, share)
    found = {"fractp": share, "wyield": water_yield.water_yield(rain, share)}
    return {name: write(into / f"{name}.tif", values, head) for name, values in found.items()}


MODELS: dict[str, Callable[[dict[str, Any], Path], dict[str, str]]] = {
    "sdr": erosion,
    "habitat_quality": quality,
    "carbon": carbon,
    "annual_water_yield": yields,
}


def read(path: str) -> tuple[Values, dict[str, Any]]:
    """Cells of a raster and where it lies; values with NaN = no data, codes as they are and -1 without."""
    with rasterio.open(path) as source:
        cells, nothing = source.read(1), source.nodata
        head = {"crs": source.crs, "transform": source.transform}
    if cells.dtype.kind == "f":
        return np.where(cells == nothing, np.nan, cells).astype(np.float64), head
    return np.where(cells == nothing, -1, cells).astype(np.int64), head


def aligned(path: str, shape: tuple[int, int], at: Any) -> Values:
    """Cells of a raster at the middles of the cells of another; 0 outside and without data."""
    with rasterio.open(path) as source:
        cells, own, nothing = source.read(1), source.transform, source.nodata
    rows, cols = np.indices(shape)
    col, row = (np.floor(n).astype(int) for n in ~own @ (at @ (cols + 0.5, rows + 0.5)))
    there = (row >= 0) & (row < cells.shape[0]) & (col >= 0) & (col < cells.shape[1])
    placed = np.zeros(shape)
    found = cells[row[there], col[there]]
    placed[there] = np.where(found == nothing, 0, found) if nothing is not None else found
    return placed


def by_code(codes: Values, path: str, column: str) -> Values:
    """A column of a table for each cell's code; NaN for codes that it does not list."""
    rows = {int(float(row["lucode"])): float(row[column]) for row in table(path)}
    values = np.full(max(rows) + 2, np.nan)
    for code, value in rows.items():
        values[code] = value
    turned: Values = values[np.where((codes >= 0) & (codes < values.size), codes, values.size - 1)]
    return turned


def table(path: str) -> list[dict[str, str]]:
    """Rows of a table."""
    with Path(path).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write(path: Path, values: Values, head: dict[str, Any]) -> str:
    """Write a raster; its path."""
    cells = np.where(np.isnan(values), _NOTHING, values).astype(np.float32)
    size = {"height": cells.shape[0], "width": cells.shape[1], "count": 1, "dtype": "float32"}
    with rasterio.open(path, "w", driver="GTiff", **size, **head, nodata=_NOTHING, tiled=True, compress="lzw") as out:
        out.write(cells, 1)
    return str(path)


if __name__ == "__main__":
    main(sys.argv[1])
