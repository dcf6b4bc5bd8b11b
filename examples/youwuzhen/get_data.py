"""Put the layers of the Youwuzhen watershed in place: from a folder that holds its data, or from their public source.

``python examples/youwuzhen/get_data.py FOLDER`` reads the folder; where a Git address is given instead, it is cloned
(the revision that the example was made with, only the folder needed). Nothing is made up: what is not copied is
computed from the data by the functions of the product, and ``README.md`` says how.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import rasterio
import rasterio.features
import shapely
from affine import Affine
from numpy.typing import NDArray
from scipy import ndimage

from shanshui.geo import flow
from shanshui.indicators import rainfall_erosivity, soil_erodibility

HERE = Path(__file__).parent
CRS = "EPSG:2415"
REVISION = "5b40269d"
WITHIN = "data/youwuzhen/data_prepare"
OUTLET = (39444813.9, 2840490.8)
"""Position of the gauge in the grid of the data, as spatial/outlet_beijing1954.shp has it [m]."""

LEAST_REACH = 600
"""Cells that drain into a reach from which it has a sub-basin of its own: 0.54 km²."""

LEAST_BASIN = 100
"""Cells of a sub-basin; a smaller one is joined to the one above it."""

LEAST_PATCH = 4
"""Cells of a patch that is treated: 0.36 hm²."""

UNITS = {1: ("YW1", "游屋圳北支"), 2: ("YW2", "游屋圳东支"), 3: ("YW3", "游屋圳西支"), 4: ("YW4", "游屋圳干流")}
_BELOW = {"YW1": "YW4", "YW2": "YW4", "YW3": "YW4", "YW4": ""}
_NOTHING = {"codes": 0, "values": -9999.0}

Cells = NDArray[Any]


def main(arguments: list[str] | None = None) -> int:
    """Make the layers; answers 0, or 2 where the source cannot be used."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "source", help="folder with spatial/, climate/ and lookup/, or the address of the Git repository"
    )
    parser.add_argument(
        "--into", type=Path, default=HERE / "layers", help="folder of the layers (default: %(default)s)"
    )
    parser.add_argument("--revision", default=REVISION, help="of the repository (default: %(default)s)")
    given = parser.parse_args(arguments)
    with _folder(given.source, given.revision) as folder:
        lacking = [name for name in _listed() if not (folder / name).is_file()]
        if lacking:
            print(f"{folder} lacks {', '.join(lacking)}", file=sys.stderr)
            return 2
        for name in changed(folder):
            print(f"{name} differs from what the tables of this example were made with", file=sys.stderr)
        put(folder, given.into)
    print(f"layers are in {given.into}", file=sys.stderr)
    return 0


@contextmanager
def _folder(source: str, revision: str) -> Iterator[Path]:
    """The folder of the data, cloned for the time being where an address is given."""
    if "://" not in source:
        yield Path(source)
        return
    with tempfile.TemporaryDirectory() as box:
        into = Path(box) / "clone"
        git = ["git", "-C", str(into)]
        subprocess.run(
            ["git", "clone", "--quiet", "--filter=blob:none", "--no-checkout", source, str(into)], check=True
        )
        subprocess.run([*git, "sparse-checkout", "set", WITHIN], check=True)
        subprocess.run([*git, "checkout", "--quiet", revision], check=True)
        yield into / WITHIN


def _listed() -> dict[str, str]:
    """Files that are needed, with the hash of their values."""
    with (HERE / "values.csv").open(encoding="utf-8", newline="") as lines:
        return {row["file"]: row["sha256"] for row in csv.DictReader(lines)}


def content(path: Path) -> str:
    """Hash of what a file says: cells of a raster, lines of a text; neither compression nor line ends count."""
    if path.suffix == ".tif":
        with rasterio.open(path) as source:
            return hashlib.sha256(np.ascontiguousarray(source.read(1)).tobytes()).hexdigest()
    return hashlib.sha256("\n".join(path.read_text("utf-8").split()).encode()).hexdigest()


def changed(folder: Path) -> list[str]:
    """Files whose values are not those that the tables of this example were made with."""
    return [name for name, known in _listed().items() if content(folder / name) != known]


def put(folder: Path, into: Path) -> None:
    """Make every layer.

    Parameters
    ----------
    folder : Path
        With ``spatial/``, ``climate/`` and ``lookup/``.
    into : Path
        Made where it is not there.
    """
    into.mkdir(parents=True, exist_ok=True)
    with rasterio.open(folder / "spatial/ywzdem30m.tif") as source:
        elevation, at = source.read(1), source.transform
    cover, soil = (
        _on(elevation.shape, at, folder / f"spatial/{name}.tif") for name in ("ywzlanduse30m_upd", "ywzsoil30m")
    )
    upstream, labels = watershed(elevation, at)
    _raster(into / "dem.tif", np.where(np.isfinite(elevation), elevation, _NOTHING["values"]), at, "values")
    _raster(into / "landcover.tif", _turned(cover, "landuse_hj1166.csv", "code", "hj1166"), at, "codes")
    _vector(into / "scope.gpkg", [("YW", "游屋圳小流域", _outline(upstream, at))])
    units = [(*UNITS[label], _outline(labels == label, at)) for label in UNITS]
    _vector(into / "units.gpkg", units)
    _vector(into / "basins.gpkg", units, downstream=[_BELOW[code] for code, _, _ in units])
    treated = treatments(cover, positions(folder, elevation.shape, at), upstream)
    places = [
        (f"{UNITS[n][0]}-1", f"{UNITS[n][1]}水土流失综合治理", _outline((treated > 0) & (labels == n), at))
        for n in UNITS
    ]
    _vector(into / "subprojects.gpkg", places, unit=[code for code, _, _ in units])
    soils(folder, soil, at, into)
    climate(folder, elevation.shape, at, into)


def watershed(elevation: Cells, at: Affine) -> tuple[Cells, Cells]:
    """The ground that drains through the gauge, and its sub-basins.

    Returns
    -------
    upstream : bool array
        Cells of the watershed.
    labels : int array
        1 to 4, the keys of :data:`UNITS`; 0 outside.
    """
    direction = flow.drain(elevation.astype(np.float32))
    col, row = (int(n) for n in ~at @ OUTLET)
    upstream = np.zeros(elevation.shape, bool)
    upstream[row, col] = True
    rows, cols = elevation.shape
    count = 0
    while count < (count := int(upstream.sum())):
        ringed = np.pad(upstream, 1)
        for way in range(1, 9):
            down, right = 1 + flow.DOWN[way], 1 + flow.RIGHT[way]
            upstream |= (direction == way) & ringed[down : down + rows, right : right + cols]
    inside = np.where(upstream, direction, flow.NOWHERE).astype(np.uint8)
    inside[row, col] = flow.OUTLET
    found = flow.basins_of(inside, flow.accumulate(inside), LEAST_REACH)
    labels = found.labels.copy()
    for number, size in enumerate(np.bincount(labels.ravel())):
        if number and size < LEAST_BASIN:
            above = int(np.flatnonzero(found.downstream == number)[-1])
            labels[labels == number] = above
    return upstream, np.where(upstream, labels, 0)


def positions(folder: Path, shape: tuple[int, int], at: Affine) -> Cells:
    """Slope position of each cell: 1 summit, 2 backslope, 3 valley; 0 where the data have none."""
    told = json.loads((folder / "spatial/slppos_units_updown.json").read_text("utf-8"))
    number = {int(unit): n for n, key in enumerate(("summit", "backslope", "valley"), 1) for unit in told[key]}
    units = _on(shape, at, folder / "spatial/slppos_units.tif")
    known = np.zeros(max(number) + 1, np.int32)
    known[list(number)] = list(number.values())
    placed: Cells = known[np.where((units >= 0) & (units < known.size), units, 0)]
    return placed


def treatments(cover: Cells, position: Cells, inside: Cells) -> Cells:
    """Measure proposed for each cell: row of ``measures_rule.csv``, from 1; small patches are left out."""
    order = {"summit": 1, "backslope": 2, "valley": 3}
    chosen = np.zeros(cover.shape, np.int32)
    for number, rule in enumerate(_rows("measures_rule.csv"), 1):
        where = (cover == int(rule["landuse"])) & (position == order[rule["position"]]) & inside
        patches, _ = ndimage.label(where, np.ones((3, 3)))
        large = np.bincount(patches.ravel()) >= LEAST_PATCH
        large[0] = False
        chosen[large[patches]] = number
    return chosen


def soils(folder: Path, codes: Cells, at: Affine, into: Path) -> None:
    """Soil polygons with the fine earth of their top layer: shares of sand, silt and clay, organic carbon [%]."""
    lines = [
        line
        for line in (folder / "lookup/soil_properties_lookup.csv").read_text("utf-8").splitlines()
        if line[:1] != "#"
    ]
    found = []
    for row in csv.DictReader(line for line in lines if line.strip()):
        clay, silt, sand, organic = (float(row[f"SOL_{key}"].split("-")[0]) for key in ("CLAY", "SILT", "SAND", "OM"))
        fine = (clay + silt + sand) / 100
        record = {"code": row["SEQN"], "type": row["SNAM"], "sand": sand / fine, "silt": silt / fine}
        record |= {"clay": clay / fine, "organic_carbon": organic * soil_erodibility.CARBON_OF_MATTER}
        found.append({**record, "geometry": _outline(codes == int(row["SEQN"]), at)})
    gpd.GeoDataFrame(found, crs=CRS).to_file(into / "soil.gpkg", driver="GPKG")


def climate(folder: Path, shape: tuple[int, int], at: Affine, into: Path) -> None:
    """Rain, what it erodes, and temperature as one station measured them, the same in every cell."""
    rain = _series(folder / "climate/pcp_daily.csv", 0, 1)
    warmth = _series(folder / "climate/meteo_daily.csv", 1, 2)
    for name, days, whole in (("precipitation", rain, True), ("temperature", warmth, False)):
        years = sorted({day.year for day, _ in days})
        value = sum(v for _, v in days) / (len(years) if whole else len(days))
        _raster(into / f"{name}.tif", np.full(shape, value), at, "values")
    erosivity = rainfall_erosivity.daily([day for day, _ in rain], [amount for _, amount in rain])
    _raster(into / "rainfall_erosivity.tif", np.full(shape, erosivity), at, "values")


def _series(path: Path, day: int, value: int) -> list[tuple[date, float]]:
    """Days and values of a table of the source, whose heads are marked by ``#``."""
    rows = csv.reader(line for line in path.read_text("utf-8").splitlines() if line[:1] != "#")
    next(rows)
    return [(date(*(int(part) for part in row[day].split()[0].split("-"))), float(row[value])) for row in rows]


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _turned(codes: Cells, table: str, key: str, target: str) -> Cells:
    known = np.zeros(256, np.int32)
    for row in _rows(table):
        known[int(row[key])] = int(row[target])
    turned: Cells = known[codes]
    return turned


def _on(shape: tuple[int, int], at: Affine, path: Path) -> Cells:
    """Cells of a raster at the middles of the cells of another grid; its own no-data value outside."""
    with rasterio.open(path) as source:
        cells, own, nothing = source.read(1), source.transform, source.nodata
    rows, cols = np.indices(shape)
    x, y = at @ (cols + 0.5, rows + 0.5)
    col, row = (np.floor(n).astype(int) for n in ~own @ (x, y))
    there = (row >= 0) & (row < cells.shape[0]) & (col >= 0) & (col < cells.shape[1])
    placed: Cells = np.full(shape, int(nothing), cells.dtype)
    placed[there] = cells[row[there], col[there]]
    return placed


def _outline(inside: Cells, at: Affine) -> shapely.Geometry:
    """Cells as one shape along their sides."""
    shapes = rasterio.features.shapes(inside.astype(np.uint8), inside, connectivity=4, transform=at)
    return shapely.union_all([shapely.geometry.shape(shape) for shape, _ in shapes])


def _raster(path: Path, cells: Cells, at: Affine, kind: str) -> None:
    dtype = "uint8" if kind == "codes" else "float32"
    head = {"driver": "GTiff", "height": cells.shape[0], "width": cells.shape[1], "count": 1, "dtype": dtype}
    with rasterio.open(path, "w", **head, crs=CRS, transform=at, nodata=_NOTHING[kind], compress="deflate") as target:
        target.write(cells.astype(dtype), 1)


def _vector(path: Path, features: list[tuple[str, str, shapely.Geometry]], **fields: list[str]) -> None:
    codes, names, shapes = (list(column) for column in zip(*features, strict=True))
    gpd.GeoDataFrame({"code": codes, "name": names, **fields}, geometry=shapes, crs=CRS).to_file(path, driver="GPKG")


if __name__ == "__main__":
    sys.exit(main())
