"""Measure the written layers and hold them against the published figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import geopandas
import numpy as np
import pyogrio
import rasterio
import shapely
from numpy.typing import NDArray
from scipy import ndimage

from countygen import kernels
from countygen.grid import Grid
from countygen.measure import area, areas, geographic, length
from countygen.published import Published
from countygen.terrain import inside

CLASSES = {
    "arable": ("01",), "forest": ("03",), "grass": ("04",), "wetland": ("1106",),
    "settlement": ("05", "06", "07", "08", "09"), "transport": ("10",), "water": ("1101", "1103", "1104"),
    "orchard": ("02",), "other": ("12",),
}  # fmt: skip


GRAINED = ("landclass.", "redline.", "farmland.", "urban.", "reserve.")  # made of cells: at best one cell exact


@dataclass(frozen=True)
class Check:
    """A figure: what is wanted, what the layers have, how far it may be off, whether it is not."""

    figure: str
    unit: str
    want: float
    got: float
    tolerance: float
    ok: bool


def read(layers: Path, name: str) -> geopandas.GeoDataFrame:
    """Features of a written layer."""
    return pyogrio.read_dataframe(layers / name)


def read_raster(layers: Path, name: str) -> tuple[NDArray[np.float64], Grid]:
    """Cells of a written raster, NaN = no data, and their grid."""
    with rasterio.open(layers / name) as source:
        cells = source.read(1).astype(np.float64)
        cells[cells == source.nodata] = np.nan
        transform = source.transform
        return cells, Grid(transform.c, transform.f, transform.a, source.height, source.width)


def hectares_of(frame: geopandas.GeoDataFrame, epsg: int) -> float:
    """Ellipsoidal area of all features [hm²]."""
    return float(areas(list(frame.geometry), epsg).sum()) / 1e4 if len(frame) else 0.0


def measured(layers: Path, published: Published) -> Iterator[tuple[str, float]]:
    """Figures of the written layers, by their keys."""
    epsg = published.county.epsg
    county = read(layers, "county.gpkg").geometry.iloc[0]
    for side, value in zip(("west", "south", "east", "north"), geographic(county, epsg).bounds, strict=True):
        yield f"extent.{side}", value
    yield "area.county", area(county, epsg) / 1e6
    yield from _elevations(layers)
    rivers = read(layers, "rivers.gpkg")
    lengths = np.array([length(line, epsg) for line in rivers.geometry]) / 1000
    yield "river.main.length", float(lengths[rivers["main"].to_numpy() == 1].sum())
    yield "river.total.length", float(lengths.sum())
    yield "river.count", len(rivers)
    yield from _land(layers, area(county, epsg))
    yield "redline.area", hectares_of(read(layers, "ecological_redline.gpkg"), epsg) / 100
    yield "farmland.area", hectares_of(read(layers, "permanent_farmland.gpkg"), epsg) / 100
    yield "urban.area", hectares_of(read(layers, "urban_boundary.gpkg"), epsg) / 100
    reserves = read(layers, "protected_areas.gpkg")
    for code, part in reserves.groupby("code"):
        yield f"reserve.{code}.area", hectares_of(part, epsg)
    yield from _patches(layers, published)
    yield "mines.count", len(read(layers, "mines.gpkg"))
    for figure, name in (("temperature.mean", "temperature.tif"), ("precipitation.mean", "precipitation.tif")):
        cells, grid = read_raster(layers, name)
        yield figure, float(cells[inside(grid, county)].mean())
    subprojects = read(layers, "subprojects.gpkg")
    for code, shape in zip(subprojects["code"], subprojects.geometry, strict=True):
        yield f"site.{code}.area", float(areas(list(shapely.get_parts(shape)), epsg).sum()) / 1e4


def _elevations(layers: Path) -> Iterator[tuple[str, float]]:
    """Mean, lowest and highest elevation of the units."""
    cells, grid = read_raster(layers, "dem.tif")
    units = read(layers, "units.gpkg")
    for code, shape in zip(units["code"], units.geometry, strict=True):
        part = cells[inside(grid, shape)]
        yield f"elevation.{code}.mean", float(part.mean())
        yield f"elevation.{code}.min", float(part.min())
        yield f"elevation.{code}.max", float(part.max())


def _land(layers: Path, whole: float) -> Iterator[tuple[str, float]]:
    """Areas of the land classes [hm²] and shares of the forest [%]."""
    parcels = pyogrio.read_dataframe(layers / "landuse.gpkg", read_geometry=False, columns=["DLBM", "MJ"])
    by_code = parcels.groupby("DLBM")["MJ"].sum() / 1e4
    for name, prefixes in CLASSES.items():
        yield f"landclass.{name}", float(by_code[[c for c in by_code.index if c.startswith(prefixes)]].sum())
    trees, bamboo = float(by_code.get("0301", 0.0)), float(by_code.get("0302", 0.0))
    yield "forest.cover", (trees + bamboo) * 1e4 / whole * 100
    yield "forest.trees", trees / (trees + bamboo) * 100
    yield "forest.bamboo", bamboo / (trees + bamboo) * 100


def _patches(layers: Path, published: Published) -> Iterator[tuple[str, float]]:
    """Areas of rocky desertification by township and grade [hm²]."""
    frame = read(layers, "rocky_desertification.gpkg")
    codes = {town.name: town.code for town in published.townships}
    grades = {published.words.present: "present", published.words.potential: "potential"}
    for (town, grade), part in frame.groupby(["township", "grade"]):
        yield f"desert.{codes[town]}.{grades[grade]}", hectares_of(part, published.county.epsg)


def checks(layers: Path, published: Published) -> list[Check]:
    """Hold the written layers against every figure; then the rules that have no published number."""
    got = dict(measured(layers, published))
    _, grid = read_raster(layers, "landcover_2020.tif")
    grain = {"hm²": grid.cell**2 / 1e4, "km²": grid.cell**2 / 1e6}
    out = []
    for key, figure in published.figures.items():
        value = got.get(key, float("nan"))
        tolerance = figure.tolerance
        if key.startswith(GRAINED):
            tolerance = round(max(tolerance, grain[figure.unit]), 6)
        ok = abs(value - figure.value) <= tolerance + 1e-9
        out.append(Check(key, figure.unit, figure.value, round(value, 6), tolerance, bool(ok)))
    for key, value in rules(layers, published):
        out.append(Check(key, "", 0.0, round(value, 6), 0.0, value == 0))
    return out


def rules(layers: Path, published: Published) -> Iterator[tuple[str, float]]:
    """What must be zero: cells that do not drain, overlaps of control lines and of sub-projects [m²]."""
    cells, grid = read_raster(layers, "dem.tif")
    county = read(layers, "county.gpkg").geometry.iloc[0]
    yield "rule.cells_that_do_not_drain", float(undrained(cells, grid, inside(grid, county)))
    yield "rule.extremes_in_other_townships", float(misplaced_extremes(layers, published, cells, grid))
    frames = [read(layers, f"{name}.gpkg") for name in ("ecological_redline", "permanent_farmland", "urban_boundary")]
    yield (
        "rule.overlap_of_control_lines",
        sum(overlap(list(frames[i].geometry), list(frames[j].geometry)) for i, j in ((0, 1), (0, 2), (1, 2))),
    )
    yield "rule.overlap_of_subprojects", own_overlap(read(layers, "subprojects.gpkg"))
    yield "rule.subprojects_outside_unit", _outside_unit(layers)


def misplaced_extremes(layers: Path, published: Published, cells: NDArray[np.float64], grid: Grid) -> int:
    """Number of units whose lowest or highest place is not in the township where it is published."""
    units = read(layers, "units.gpkg").set_index("code").geometry
    towns = read(layers, "townships.shp").set_index(published.words.township_fields[1]).geometry
    wrong = 0
    for unit in published.units:
        whole = cells[inside(grid, units[unit.code])]
        low, high = (cells[inside(grid, towns[name])] for name in (unit.lowest_in, unit.highest_in))
        wrong += int(low.min() > whole.min() + 1.0) + int(high.max() < whole.max() - 1.0)
    return wrong


def undrained(cells: NDArray[np.float64], grid: Grid, county: NDArray[np.bool_]) -> int:
    """Cells of the county from which water does not reach the rim of the data on falling ground."""
    known = ~np.isnan(cells)
    outlet = known & ~ndimage.binary_erosion(known, structure=np.ones((3, 3)))
    receiver = kernels.receivers(cells.ravel(), outlet.ravel(), grid.rows, grid.cols)
    order = kernels.downstream_first(receiver)
    end = kernels.nearest_drain(receiver, order, outlet.ravel())
    return int((county.ravel() & ~outlet.ravel()[end]).sum())


def overlap(first: list[shapely.Geometry], second: list[shapely.Geometry]) -> float:
    """Common area of two layers [m²], below a square centimetre per pair taken as none."""
    tree = shapely.STRtree(first)
    right, left = tree.query(second, predicate="intersects")
    if right.size == 0:
        return 0.0
    a, b = np.array(second, object)[right], np.array(first, object)[left]
    common = shapely.area(shapely.intersection(a, b))
    return float(common[common > 1e-4].sum())


def own_overlap(frame: geopandas.GeoDataFrame) -> float:
    """Common area of different features of a layer [m²]."""
    shapes, owner = [], []
    for k, shape in enumerate(frame.geometry):
        for part in shapely.get_parts(shape):
            shapes.append(part)
            owner.append(k)
    tree = shapely.STRtree(shapes)
    one, other = tree.query(shapes, predicate="intersects")
    owners = np.array(owner)
    different = owners[one] < owners[other]
    parts = np.array(shapes, object)
    common = shapely.area(shapely.intersection(parts[one[different]], parts[other[different]]))
    return float(common[common > 1e-4].sum())


def _outside_unit(layers: Path) -> float:
    """Area of sub-projects outside their unit [m²]."""
    units = read(layers, "units.gpkg").set_index("code").geometry
    total = 0.0
    for unit, shape in read(layers, "subprojects.gpkg")[["unit", "geometry"]].itertuples(index=False):
        shapely.prepare(units[unit])
        out = [p for p in shapely.get_parts(shape) if not units[unit].covers(p)]
        total += sum(part.difference(units[unit]).area for part in out)
    return total if total > 1e-4 else 0.0


def as_rows(found: list[Check]) -> list[dict[str, object]]:
    """Checks as plain records."""
    return [asdict(check) for check in found]
