"""A small correct county on disk, for tests that run commands on it: 3 km by 3 km, two units, three sub-projects."""

from __future__ import annotations

import csv
import warnings
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import rasterio
from affine import Affine
from shapely.geometry import box

EPSG = 4545
WEST, SOUTH, SIDE = 610_000.0, 2_940_000.0, 3_000.0
SCOPE = box(WEST, SOUTH, WEST + SIDE, SOUTH + SIDE)
LEFT = box(WEST, SOUTH, WEST + SIDE / 2, SOUTH + SIDE)
RIGHT = box(WEST + SIDE / 2, SOUTH, WEST + SIDE, SOUTH + SIDE)

PROJECT = """\
schema: 1
name:
  region: 测试省测试市测试县
  ecological_zone: 长江重点生态区
  natural_unit: 小河流域
  project_type: 山水林田湖草沙一体化保护和修复工程
county_code: "000001"
county_name: 测试县
applicant: 测试县自然资源局
compiler: 测试编制组
submitted: "2021-03-15"
base_year: 2020
build_years: [2021, 2023]
care_years: 3
map_dpi: 72
overall_target: 减少水土流失
"""

CATALOG = """\
schema: 1
layers:
  scope: {file: layers/scope.gpkg, kind: vector, date: "2020-12-31", provider: 测试}
  dem: {file: layers/dem.tif, kind: raster, unit: m, date: "2020-12-31", provider: 测试}
  landcover: {file: layers/landcover.tif, kind: raster, classes: hj1166, date: "2020-08-01", provider: 测试}
  units: {file: layers/units.gpkg, kind: vector, date: "2020-12-31", provider: 测试}
  subprojects: {file: layers/subprojects.gpkg, kind: vector, date: "2020-12-31", provider: 测试}
"""

TABLES: dict[str, tuple[Sequence[str], ...]] = {
    "units": (
        ("code", "natural_unit", "focus", "goal", "problems"),
        ("L", "上游", "水土流失", "侵蚀减少", "水土流失"),
        ("R", "下游", "农田质量", "耕地提升", "耕地质量下降"),
    ),
    "subprojects": (
        ("code", "unit", "region", "project_type", "category", "department", "start", "end", "care_years"),
        ("L-01", "L", "测试县甲乡", "水土流失综合治理项目", "水土流失综合治理", "水利", "2021", "2022", "3"),
        ("L-02", "L", "测试县甲乡", "林地提质改造项目", "森林保护修复", "林业草原", "2021", "2023", "3"),
        ("R-01", "R", "测试县乙乡", "土地综合整治项目", "土地综合整治与农田生态修复", "农业农村", "2022", "2023", "3"),
    ),
    "measures": (
        ("code", "name", "modes", "unit", "indicator", "source"),
        ("closure", "封育治理", "自然恢复", "公顷", "", "测试"),
        ("thinning", "森林抚育", "辅助再生", "公顷", "forest_improved", "测试"),
        ("levelling", "土地平整", "辅助再生", "公顷", "farmland_restored", "测试"),
    ),
    "works": (
        ("subproject", "measure", "mode", "quantity", "unit", "year", "indicator", "source"),
        ("L-01", "closure", "自然恢复", "40", "公顷", "", "", "测试"),
        ("L-02", "thinning", "辅助再生", "30", "公顷", "", "forest_improved", "测试"),
        ("R-01", "levelling", "辅助再生", "750", "亩", "", "farmland_restored", "测试"),
    ),
    "prices": (
        ("measure", "region", "price", "unit", "price_year", "source"),
        ("closure", "测试县", "1500", "元/公顷", "2020", "测试定额"),
        ("thinning", "测试县", "3000", "元/公顷", "2020", "测试定额"),
        ("levelling", "测试县", "2000", "元/亩", "2020", "测试定额"),
    ),
    "fees": (
        ("code", "parent", "name", "base", "rate", "source"),
        ("survey", "前期工作费", "土地与生态现状调查费", "工程施工费", "1", "测试"),
        ("watch", "监测与管护费", "监测与管护费", "工程施工费", "2", "测试"),
    ),
}


def write(root: Path) -> Path:
    """Write the county into a new folder and give it back."""
    (root / "layers").mkdir(parents=True)
    (root / "tables").mkdir()
    (root / "project.yaml").write_text(PROJECT, encoding="utf-8")
    (root / "catalog.yaml").write_text(CATALOG, encoding="utf-8")
    for name, rows in TABLES.items():
        table(root, name, rows)
    vector(root, "scope", [SCOPE])
    vector(root, "units", [LEFT, RIGHT], code=["L", "R"])
    sites = [
        box(WEST + x, SOUTH + y, WEST + x + 600, SOUTH + y + 700) for x, y in ((100, 100), (100, 1500), (2000, 900))
    ]
    vector(root, "subprojects", sites, code=["L-01", "L-02", "R-01"])
    raster(root, "dem", relief())
    raster(root, "landcover", covers())
    return root


def relief() -> np.ndarray:
    """A valley that falls to the south [m]."""
    rows, cols = np.mgrid[0:120, 0:120]
    return (300 + 3.0 * np.abs(cols - 60) + 2.0 * (120 - rows)).astype("float32")


def covers() -> np.ndarray:
    """Forest on the slopes, fields in the valley, a village."""
    codes = np.full((120, 120), 12, "uint8")
    codes[:, 50:70] = 51
    codes[60:64, 66:70] = 61
    return codes


def table(root: Path, name: str, rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> None:
    """Write ``tables/<name>.csv``."""
    with (root / "tables" / f"{name}.csv").open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows(rows)


def vector(root: Path, role: str, shapes: Sequence[object], crs: str | None = f"EPSG:{EPSG}", **fields: object) -> None:
    """Write ``layers/<role>.gpkg``."""
    path = root / "layers" / f"{role}.gpkg"
    path.unlink(missing_ok=True)
    frame = gpd.GeoDataFrame(fields or {"name": ["x"] * len(shapes)}, geometry=list(shapes), crs=crs)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="'crs' was not provided")  # a layer without CRS is one of the cases
        frame.to_file(path)


def raster(root: Path, role: str, values: np.ndarray, epsg: int | None = EPSG, nodata: float | None = None) -> None:
    """Write ``layers/<role>.tif`` of 30 m around the scope."""
    profile = {
        "driver": "GTiff", "height": values.shape[0], "width": values.shape[1], "count": 1, "dtype": values.dtype,
        "transform": Affine(30, 0, WEST - 300, 0, -30, SOUTH + SIDE + 300), "nodata": nodata,
    }  # fmt: skip
    if epsg is not None:
        profile["crs"] = f"EPSG:{epsg}"
    path = root / "layers" / f"{role}.tif"
    path.unlink(missing_ok=True)
    with rasterio.open(path, "w", **profile) as file:
        file.write(values, 1)


def edit(path: Path, old: str, new: str) -> None:
    """Replace a piece of a text file that stands there exactly once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def add_layers(root: Path, **entries: str) -> None:
    """Name rasters of ``layers/<role>.tif`` in the catalog, each with more keys of its entry (``unit: mm``, ...)."""
    path = root / "catalog.yaml"
    lines = "".join(
        f"  {role}: {{file: layers/{role}.tif, kind: raster, provider: 测试{f', {more}' if more else ''}}}\n"
        for role, more in entries.items()
    )
    path.write_text(path.read_text(encoding="utf-8") + lines, encoding="utf-8")


def set_parameters(root: Path, **values: str) -> None:
    """Write ``parameters`` of ``project.yaml``: what stands behind ``value:`` of each (``0.9``, ``5, unit: mm``)."""
    path = root / "project.yaml"
    lines = "".join(f"  {key}: {{value: {value}, source: 测试}}\n" for key, value in values.items())
    path.write_text(path.read_text(encoding="utf-8") + f"parameters:\n{lines}", encoding="utf-8")
