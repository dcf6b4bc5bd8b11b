"""The landscapes that both programs are run on: one of our own, and two real ones where their data are at hand."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.transform import Affine
from scipy import ndimage
from shapely.geometry import box

from shanshui.indicators import rainfall_erosivity, soil_erodibility

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
EROSIVITY, ERODIBILITY = 900.0, 0.035
"""Of the Willamette, whose own rasters are not to be had: the same for both programs, for the sake of the formulas."""

EVAPORATION, WATER_CONTENT, DEPTH, SEASONS = 1000.0, 0.15, 1500.0, 5.0
"""Reference evapotranspiration [mm], plant available water [1], depth of the soil [mm] and seasonal constant Z
where a landscape has none."""

Cells = NDArray[Any]
_NOTHING = -9999.0


@dataclass
class Landscape:
    """Inputs of one landscape.

    Parameters
    ----------
    name : str
        As the tables of results call it.
    folder : Path
        Where inputs are written.
    models : mapping of model to mapping of argument to value
        What the peer is called with.
    """

    name: str
    folder: Path
    models: dict[str, dict[str, Any]] = field(default_factory=dict)

    def raster(self, name: str, cells: Cells, at: Affine, crs: Any, nodata: float = _NOTHING) -> str:
        """Write a raster; its path."""
        path = self.folder / f"{name}.tif"
        size = {"height": cells.shape[0], "width": cells.shape[1], "count": 1, "dtype": str(cells.dtype)}
        with rasterio.open(
            path, "w", driver="GTiff", **size, crs=crs, transform=at, nodata=nodata, compress="deflate"
        ) as out:
            out.write(cells, 1)
        return str(path)

    def table(self, name: str, rows: list[dict[str, Any]]) -> str:
        """Write a table; its path."""
        path = self.folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return str(path)

    def frame(self, cells: Cells, at: Affine, crs: Any) -> str:
        """Write the frame of a raster as the one watershed; its path."""
        bounds = rasterio.transform.array_bounds(*cells.shape, at)
        path = self.folder / "watershed.gpkg"
        gpd.GeoDataFrame({"ws_id": [1]}, geometry=[box(*bounds)], crs=crs).to_file(path, driver="GPKG")
        return str(path)


def own(folder: Path, rows: int = 100, cols: int = 120, seed: int = 1) -> Landscape:
    """Hills that drain, six classes of land, two threats; made from a seed."""
    land, rng = _begun("own", folder), np.random.default_rng(seed)
    at, crs = Affine(30.0, 0.0, 400000.0, 0.0, -30.0, 3000000.0), "EPSG:32650"
    y, x = np.mgrid[:rows, :cols] * 30.0
    elevation = 400 + 60 * np.sin(x / 700) + 45 * np.cos(y / 500) - 0.03 * x - 0.02 * y
    elevation = (elevation + 4 * ndimage.gaussian_filter(rng.standard_normal((rows, cols)), 2)).astype(np.float32)
    height = ndimage.gaussian_filter(rng.standard_normal((rows, cols)), 6)
    cover = (1 + np.digitize(height, np.quantile(height, [0.3, 0.5, 0.7, 0.85, 0.95]))).astype(np.int16)
    dem, lulc = land.raster("dem", elevation, at, crs), land.raster("lulc", cover, at, crs, -1)
    gradient = (np.linspace(0, 1, cols)[None] + np.zeros((rows, 1))).astype(np.float32)
    even = {
        "erosivity": land.raster("erosivity", 3000 + 4000 * gradient, at, crs),
        "erodibility": land.raster(
            "erodibility", np.float32(0.02) + np.float32(0.03) * gradient.T[:cols, :rows].T, at, crs
        ),
        "precipitation": land.raster("precipitation", 600 + 1200 * gradient, at, crs),
    }
    classes = [
        {"lucode": code, "usle_c": c, "usle_p": p, "lulc_veg": veg, "root_depth": root, "kc": kc}
        for code, c, p, veg, root, kc in (
            (1, 0.003, 1, 1, 3500, 1.0), (2, 0.02, 1, 1, 2000, 0.85), (3, 0.1, 0.8, 1, 1200, 0.9),
            (4, 0.25, 0.5, 1, 900, 0.7), (5, 0.4, 1, 0, 1, 0.3), (6, 0.0, 1, 0, 1, 1.05),
        )
    ]  # fmt: skip
    _erosion(land, dem, lulc, even["erosivity"], even["erodibility"], classes, land.frame(cover, at, crs))
    land.models["sdr"]["threshold_flow_accumulation"] = 300
    _yield(land, lulc, even["precipitation"], classes, cover, at, crs)
    pools = [
        {"lucode": c, "c_above": 200 - 33 * c, "c_below": 60 - 8 * c, "c_soil": 120 - 9 * c, "c_dead": c}
        for c in range(1, 7)
    ]
    land.models["carbon"] = {"lulc_bas_path": lulc, "carbon_pools_path": land.table("pools", pools)}
    sources = {"town": cover == 5, "field": (cover == 4) & (rng.random((rows, cols)) < 0.3)}
    threats = [
        {
            "threat": name,
            "max_dist": reach,
            "weight": weight,
            "decay": decay,
            "cur_path": land.raster(name, cells.astype(np.int16), at, crs, -1),
        }
        for (name, cells), reach, weight, decay in zip(
            sources.items(), (900, 500), (1.0, 0.6), ("exponential", "linear"), strict=True
        )
    ]
    sensitive = [
        {"lucode": c, "habitat": max(0.0, 1 - 0.25 * (c - 1)), "town": 0.9 - 0.1 * c, "field": 0.3 + 0.05 * c}
        for c in range(1, 7)
    ]
    land.models["habitat_quality"] = {
        "lulc_cur_path": lulc, "threats_table_path": land.table("threats", threats), "access_vector_path": "",
        "sensitivity_table_path": land.table("sensitivity", sensitive), "half_saturation_constant": 0.05,
    }  # fmt: skip
    return land


def willamette(folder: Path) -> Landscape | None:
    """The sample basin of the peer; None where its data are not at hand."""
    source, tables = SHARED / "invest_willamette", SHARED / "invest_gura_tables"
    if not source.is_dir() or not tables.is_dir():
        return None
    land = _begun("willamette", folder)
    water, habitat = source / "terrain_water", source / "habitat_quality"
    with rasterio.open(water / "dem_30m.tif") as dem:
        elevation, at, crs, nodata = dem.read(1), dem.transform, dem.crs, dem.nodata
    classes = [
        {"lucode": int(row["lucode"]), "usle_c": float(row["usle_c"]), "usle_p": float(row["usle_p"]),
         "lulc_veg": int(float(row["etk"]) > 1), "root_depth": float(row["root_depth"]), "kc": float(row["etk"]) / 1000}
        for row in _rows(water / "biophysical_table.csv")
    ]  # fmt: skip
    dem_path = land.raster("dem", elevation.astype(np.float32), at, crs, float(nodata))
    lulc = land.raster("lulc", _placed(water / "landuse_90_30m.tif", elevation.shape, at, 0), at, crs, 0)
    rain = land.raster(
        "rain", _placed(water / "precip_60m.tif", elevation.shape, at, _NOTHING).astype(np.float32), at, crs
    )
    even = {"r": EROSIVITY, "k": ERODIBILITY}
    paths = {
        name: land.raster(name, np.full(elevation.shape, value, np.float32), at, crs) for name, value in even.items()
    }
    known = {row["lucode"] for row in classes}
    with rasterio.open(lulc) as cover:
        codes = cover.read(1)
    classes += [
        {"lucode": int(c), "usle_c": 0.1, "usle_p": 1.0, "lulc_veg": 1, "root_depth": 1000.0, "kc": 0.7}
        for c in np.unique(codes)
        if c and c not in known
    ]
    _erosion(land, dem_path, lulc, paths["r"], paths["k"], classes, land.frame(elevation, at, crs))
    _yield(land, lulc, rain, classes, elevation, at, crs)
    current = str(habitat / "landcover_current.tif")
    with rasterio.open(current) as cover:
        codes, none = cover.read(1), cover.nodata
    there = sorted(int(code) for code in np.unique(codes) if code != none)
    pools = {int(row["lucode"]): row for row in _rows(tables / "carbon_pools_willamette.csv")}
    parts = ("C_above", "C_below", "C_soil", "C_dead")
    held = [{"lucode": c, **{p.lower(): float(pools[c][p]) if c in pools else 0.0 for p in parts}} for c in there]
    land.models["carbon"] = {"lulc_bas_path": current, "carbon_pools_path": land.table("pools", held)}
    files = {
        "crops": "crp",
        "railroad": "rr",
        "urban": "urb",
        "timber": "rot",
        "roads1": "prds",
        "roads2": "srds",
        "roads3": "lrds",
    }
    threats = [
        {"threat": row["THREAT"], "max_dist": float(row["MAX_DIST"]), "weight": float(row["WEIGHT"]),
         "decay": row["DECAY"], "cur_path": str(habitat / "threats" / f"{files[row['THREAT']]}_c.tif")}
        for row in _rows(tables / "threats_willamette.csv") if row["THREAT"] != "roads1"
    ]  # fmt: skip
    felt = {int(row["lucode"]): row for row in _rows(tables / "sensitivity_willamette.csv")}
    columns = ["habitat", *(row["threat"] for row in threats)]
    sensitive = [{"lucode": c, **{k: float(felt[c][k]) if c in felt else 0.0 for k in columns}} for c in there]
    land.models["habitat_quality"] = {
        "lulc_cur_path": current, "threats_table_path": land.table("threats", threats),
        "sensitivity_table_path": land.table("sensitivity", sensitive), "half_saturation_constant": 0.05,
        "access_vector_path": str(habitat / "access_samp.shp"),
    }  # fmt: skip
    return land


def youwuzhen(folder: Path) -> Landscape | None:
    """The watershed of the second example; None where its data are not at hand."""
    source = SHARED / "watershed_youwuzhen"
    if not source.is_dir():
        return None
    land = _begun("youwuzhen", folder)
    with rasterio.open(source / "spatial/ywzdem30m.tif") as dem:
        elevation, at, crs = dem.read(1), dem.transform, dem.crs
    cover = _placed(source / "spatial/ywzlanduse30m_upd.tif", elevation.shape, at, 255).astype(np.int16)
    soil = _placed(source / "spatial/ywzsoil30m.tif", elevation.shape, at, 255).astype(np.int16)
    rain = _rows(source / "climate/pcp_daily.csv")
    days = [
        np.datetime64("-".join(part.zfill(2) for part in row["DATETIME"].split()[0].split("-"))).item() for row in rain
    ]
    fallen = [float(row["81502750"]) for row in rain]
    erodible = np.full(256, _NOTHING)
    for row in _rows(source / "lookup/soil_properties_lookup.csv"):
        clay, silt, sand, matter = (float(row[f"SOL_{key}"].split("-")[0]) for key in ("CLAY", "SILT", "SAND", "OM"))
        fine = (clay + silt + sand) / 100
        shares = (
            np.array([part])
            for part in (sand / fine, silt / fine, clay / fine, matter * soil_erodibility.CARBON_OF_MATTER)
        )
        erodible[int(row["SEQN"])] = soil_erodibility.erodibility(*shares)[0]
    lulc = land.raster("lulc", cover, at, crs, 255)
    shape = elevation.shape
    paths = {
        "dem": land.raster("dem", elevation.astype(np.float32), at, crs),
        "r": land.raster("r", np.full(shape, rainfall_erosivity.daily(days, fallen), np.float32), at, crs),
        "k": land.raster("k", erodible[soil].astype(np.float32), at, crs),
        "rain": land.raster("rain", np.full(shape, sum(fallen) / len({day.year for day in days}), np.float32), at, crs),
    }
    practice = {
        int(row["LANDUSE_ID"]): float(row["USLE_P"])
        for row in _rows(source / "lookup/landcover_initial_parameters.csv")
    }
    cover_factor = {4: 0.2, 6: 0.1, 8: 0.02, 18: 0.0, 33: 0.1, 104: 0.01, 106: 0.01}
    roots = {4: 1500.0, 6: 2000.0, 8: 3000.0, 18: 1.0, 33: 600.0, 104: 1.0, 106: 1.0}
    classes = [
        {
            "lucode": c,
            "usle_c": cover_factor[c],
            "usle_p": practice[c],
            "lulc_veg": int(roots[c] > 1),
            "root_depth": roots[c],
            "kc": 0.9,
        }
        for c in cover_factor
    ]
    _erosion(land, paths["dem"], lulc, paths["r"], paths["k"], classes, land.frame(elevation, at, crs))
    _yield(land, lulc, paths["rain"], classes, elevation, at, crs)
    return land


def _begun(name: str, folder: Path) -> Landscape:
    (folder / name).mkdir(parents=True, exist_ok=True)
    return Landscape(name, folder / name)


def _erosion(
    land: Landscape, dem: str, lulc: str, r: str, k: str, classes: list[dict[str, Any]], watershed: str
) -> None:
    land.models["sdr"] = {
        "dem_path": dem, "lulc_path": lulc, "erosivity_path": r, "erodibility_path": k, "watersheds_path": watershed,
        "biophysical_table_path": land.table("erosion", classes), "threshold_flow_accumulation": 1000, "k_param": 2,
        "sdr_max": 0.8, "ic_0_param": 0.5, "l_max": 122, "drainage_path": "", "flow_dir_algorithm": "d8",
    }  # fmt: skip


def _yield(
    land: Landscape, lulc: str, rain: str, classes: list[dict[str, Any]], like: Cells, at: Affine, crs: Any
) -> None:
    even = {"eto": EVAPORATION, "pawc": WATER_CONTENT, "depth": DEPTH}
    paths = {name: land.raster(name, np.full(like.shape, value, np.float32), at, crs) for name, value in even.items()}
    land.models["annual_water_yield"] = {
        "lulc_path": lulc, "precipitation_path": rain, "eto_path": paths["eto"], "pawc_path": paths["pawc"],
        "depth_to_root_rest_layer_path": paths["depth"], "watersheds_path": str(land.folder / "watershed.gpkg"),
        "biophysical_table_path": land.table("water", classes), "seasonality_constant": SEASONS,
    }  # fmt: skip


def _placed(path: Path, shape: tuple[int, int], at: Affine, nothing: float) -> Cells:
    """Cells of a raster at the middles of the cells of another grid of its CRS."""
    with rasterio.open(path) as source:
        cells, own_at, none = source.read(1), source.transform, source.nodata
    rows, cols = np.indices(shape)
    col, row = (np.floor(n).astype(int) for n in ~own_at @ (at @ (cols + 0.5, rows + 0.5)))
    there = (row >= 0) & (row < cells.shape[0]) & (col >= 0) & (col < cells.shape[1])
    placed: Cells = np.full(shape, nothing, cells.dtype if cells.dtype.kind != "u" else np.int32)
    found = cells[row[there], col[there]]
    placed[there] = np.where(found == none, nothing, found) if none is not None else found
    return placed


def _rows(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text("utf-8-sig").splitlines() if line.strip() and line[0] != "#"]
    return list(csv.DictReader(lines))
