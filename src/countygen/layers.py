"""Layers of a finished county, written into a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from rasterio.features import sieve
from shapely.geometry import MultiPolygon, Point
from shapely.geometry.base import BaseGeometry

from countygen import climate_soil, plant_cover
from countygen.catalog import catalogue
from countygen.county import County, all_valid, site_rows
from countygen.files import (
    write_csv,
    write_geojson,
    write_package,
    write_raster,
    write_shapefile,
    write_yaml,
)
from countygen.grid import Grid
from countygen.measure import area, areas, geographic, length
from countygen.scene import Scene
from countygen.shapes import hectares, multipolygon, polygons_of

Labels = NDArray[np.int32]


def write_county(county: County, folder: Path) -> None:
    """Write all layers into `folder/layers` and the catalogue beside it."""
    layers = folder / "layers"
    layers.mkdir(parents=True, exist_ok=True)
    _rasters(county, layers)
    _borders(county, layers)
    _people(county, layers)
    _water_and_rock(county, layers)
    _lines(county, layers)
    _parcels(county, layers)
    heading = f"Made by python -m countygen (seed {county.scene.seed}, cells of {county.scene.grid.cell:g} m)."
    write_yaml(folder / "catalog.yaml", catalogue(county.published, county.given), heading)


def _rasters(county: County, layers: Path) -> None:
    scene, value = county.scene, county.published.value
    rain = climate_soil.precipitation(scene, value("precipitation.mean"))
    heat = climate_soil.temperature(scene, value("temperature.mean"))
    green = climate_soil.greenness(scene, county.use)
    floats = {
        "dem": (scene.z, "elevation [m], 1985 height datum"),
        "precipitation": (rain, "mean yearly precipitation [mm]"),
        "rainfall_erosivity": (climate_soil.erosivity(rain), "R [MJ·mm/(hm²·h·a)]"),
        "temperature": (heat, "mean yearly temperature [°C]"),
        "ndvi": (green, "yearly maximum NDVI"),
        "ndvi_2010": (
            plant_cover.greenness_before(scene, green, county.cover, county.cover_before),
            "yearly maximum NDVI",
        ),
        "lai": (plant_cover.leaf_area(scene, county.cover, green), "leaf area index [m²/m²]"),
        "gpp": (plant_cover.production(scene, county.cover, green, heat), "gross primary production [g C/(m²·a)]"),
        "evapotranspiration": (
            plant_cover.evapotranspiration(scene, county.cover, rain, heat),
            "actual evapotranspiration [mm]",
        ),
    }
    for name, (values, text) in floats.items():
        cells = np.where(scene.survey, values, -9999.0).astype(np.float32)
        write_raster(layers / f"{name}.tif", cells, scene.grid, scene.epsg, -9999.0, text)
    codes = {
        "landcover_2020": (county.cover, "land cover, HJ 1166 second level"),
        "landcover_2010": (county.cover_before, "land cover, HJ 1166 second level"),
        "soil": (county.soil, "soil class, see soil_classes.csv"),
    }
    for name, (numbers, text) in codes.items():
        coded = np.where(scene.survey, numbers, 0).astype(np.uint8)
        write_raster(layers / f"{name}.tif", coded, scene.grid, scene.epsg, 0, text)
    header = ("code", "group", "name", "clay_pct", "silt_pct", "sand_pct", "organic_carbon_pct", "k")
    rows = [(s.code, s.group, s.name, s.clay, s.silt, s.sand, s.carbon, s.k) for s in county.published.soils]
    write_csv(layers / "soil_classes.csv", header, rows)


def _borders(county: County, layers: Path) -> None:
    published, epsg = county.published, county.scene.epsg
    one: dict[str, list[object]] = {"code": [published.county.code], "name": [published.county.name]}
    size: dict[str, list[object]] = {"area_km2": [area(county.shape, epsg) / 1e6]}
    write_package(layers / "county.gpkg", [county.shape], one | size, epsg)
    write_package(layers / "survey_area.gpkg", [county.scene.survey_shape], one, epsg)
    division = county.landform.division
    fields = published.words.township_fields
    towns = {
        fields[0]: [town.code for town in published.townships],
        fields[1]: [town.name for town in published.townships],
        fields[2]: [town.unit for town in published.townships],
    }
    write_shapefile(layers / "townships.shp", division.townships, towns, epsg)
    units: dict[str, list[object]] = {
        "code": [unit.code for unit in published.units],
        "name": [unit.name for unit in published.units],
        "area_km2": [area(shape, epsg) / 1e6 for shape in division.units],
    }
    write_package(layers / "units.gpkg", division.units, units, epsg)


def _people(county: County, layers: Path) -> None:
    published, epsg = county.published, county.scene.epsg
    towns = published.townships
    places = [geographic(Point(v.x, v.y), epsg) for v in county.villages]
    columns = {
        "name": [v.name for v in county.villages],
        "township": [towns[v.township].name for v in county.villages],
        "unit": [towns[v.township].unit for v in county.villages],
    }
    write_geojson(layers / "villages.geojson", places, columns, 4490)
    _roads(county, layers)
    _settlements(county, layers)
    _subprojects(county, layers)
    _mines(county, layers)


def _roads(county: County, layers: Path) -> None:
    ranks = county.published.words.road_ranks
    write_package(
        layers / "roads.gpkg",
        [road.line for road in county.roads],
        {
            "code": [road.name for road in county.roads],
            "name": [ranks[road.rank - 1] for road in county.roads],
            "rank": [road.rank for road in county.roads],
        },
        county.scene.epsg,
    )


def _settlements(county: County, layers: Path) -> None:
    scene, names = county.scene, county.published.landuse_names
    built = polygons_of(county.use.astype(np.int32), scene.grid, np.isin(county.use, (601, 701, 702)) & scene.inner)
    at = np.array([(v.x, v.y) for v in county.villages])
    tree = shapely.STRtree(shapely.points(at))
    nearest = tree.nearest([shape for shape, _ in built]) if built else []
    write_package(
        layers / "settlements.gpkg",
        [shape for shape, _ in built],
        {
            "code": [f"J{k + 1:05d}" for k in range(len(built))],
            "name": [county.villages[int(k)].name for k in nearest],
            "kind": [names[f"{code:04d}"] for _, code in built],
        },
        scene.epsg,
    )


def _subprojects(county: County, layers: Path) -> None:
    epsg, rows = county.scene.epsg, site_rows(county)
    write_package(
        layers / "subprojects.gpkg",
        [_multi(shape) for *_, shape in rows],
        {
            "code": [code for code, *_ in rows],
            "name": [name for _, name, *_ in rows],
            "unit": [unit for _, _, unit, _ in rows],
            "area_ha": [round(hectares(shape, epsg), 4) for *_, shape in rows],
        },
        epsg,
    )


def _mines(county: County, layers: Path) -> None:
    published, epsg = county.published, county.scene.epsg
    mines = [
        (f"{site.code}-{k + 1:02d}", shape)
        for site in published.sites
        if site.kind == "mine"
        for k, shape in enumerate(county.ground.shapes[site.code].geoms)
    ]
    word = published.words.legacy_mine
    write_package(
        layers / "mines.gpkg",
        [shape for _, shape in mines],
        {
            "code": [code for code, _ in mines],
            "name": [f"{word}{k + 1}" for k in range(len(mines))],
            "kind": [word] * len(mines),
            "area_ha": [round(hectares(shape, epsg), 4) for _, shape in mines],
        },
        epsg,
    )


def _multi(shape: BaseGeometry) -> BaseGeometry:
    return MultiPolygon([shape]) if shape.geom_type == "Polygon" else shape


def _water_and_rock(county: County, layers: Path) -> None:
    scene, epsg, words = county.scene, county.scene.epsg, county.published.words
    streams = county.streams
    write_package(
        layers / "rivers.gpkg",
        [stream.line for stream in streams],
        {
            "code": [f"R{k + 1:02d}" for k in range(len(streams))],
            "name": [stream.name for stream in streams],
            "length_km": [round(length(stream.line, epsg) / 1000, 3) for stream in streams],
            "basin_km2": [round(stream.drained / 1e6, 2) for stream in streams],
            "main": [int(stream.main) for stream in streams],
        },
        epsg,
    )
    parts = coverage_of(county.basins + 1, scene, 60.0, county.shape)
    names = [words.rest_basin, *(stream.name for stream in streams)]
    write_package(
        layers / "basins.gpkg",
        [shape for shape, _ in parts],
        {
            "code": [f"R{k:02d}" for _, k in parts],
            "name": [names[k] for _, k in parts],
            "area_km2": [round(area(shape, epsg) / 1e6, 4) for shape, _ in parts],
        },
        epsg,
    )
    _rock(county, layers)


def _rock(county: County, layers: Path) -> None:
    scene, epsg, words = county.scene, county.scene.epsg, county.published.words
    rock = coverage_of(county.rock, scene, 90.0, county.shape)
    write_package(
        layers / "geology.gpkg",
        [shape for shape, _ in rock],
        {"code": [f"G{k + 1}" for _, k in rock], "name": [county.published.rocks[k] for _, k in rock]},
        epsg,
    )
    towns = {town.code: town.name for town in county.published.townships}
    grades = {"present": words.present, "potential": words.potential}
    write_package(
        layers / "rocky_desertification.gpkg",
        [patch.shape for patch in county.desert],
        {
            "code": [f"SM{k + 1:02d}" for k in range(len(county.desert))],
            "township": [towns[patch.township] for patch in county.desert],
            "grade": [grades[patch.grade] for patch in county.desert],
            "area_ha": [round(hectares(patch.shape, epsg), 4) for patch in county.desert],
        },
        epsg,
    )


def coverage_of(labels: Labels, scene: Scene, cell: float, clip: BaseGeometry) -> list[tuple[BaseGeometry, int]]:
    """Smoothed polygons of labelled cells that share their borders, one per label, cut by the county.

    Parameters
    ----------
    labels : int array, shape `scene.grid.shape`
    scene : Scene
    cell : float
        Labels are thinned to about this cell size before they are traced [m].
    clip : polygon [m]
    """
    step = max(1, round(cell / scene.grid.cell))
    thin = np.ascontiguousarray(labels[step // 2 :: step, step // 2 :: step])
    grid = Grid(scene.grid.west, scene.grid.north, scene.grid.cell * step, *thin.shape)
    found = polygons_of(sieve(thin, 12, connectivity=4), grid)
    shapes = np.empty(len(found), object)
    shapes[:] = [shape for shape, _ in found]
    smooth = shapely.coverage_simplify(shapes, 1.5 * grid.cell)
    out = []
    for label in sorted({value for _, value in found}):
        parts = [s for s, (_, value) in zip(smooth, found, strict=True) if value == label]
        cut = shapely.union_all(parts).intersection(clip)
        polygons = [p for p in shapely.get_parts(cut) if p.geom_type == "Polygon" and p.area > 1.0]
        if polygons:
            out.append((MultiPolygon(polygons), label))
    return out


def _lines(county: County, layers: Path) -> None:
    scene, lines, epsg = county.scene, county.lines, county.scene.epsg
    for name, mask, letter in (
        ("ecological_redline", lines.redline, "RL"),
        ("permanent_farmland", lines.farmland, "NT"),
        ("urban_boundary", lines.urban, "CZ"),
    ):
        parts = [shape for shape, _ in polygons_of(mask.astype(np.int32), scene.grid, mask)]
        write_package(
            layers / f"{name}.gpkg",
            parts,
            {
                "code": [f"{letter}{k + 1:05d}" for k in range(len(parts))],
                "area_ha": [round(float(a) / 1e4, 4) for a in _areas(parts, epsg)],
            },
            epsg,
        )
    words = county.published.words
    rows = [
        (reserve, zone, multipolygon(cells == number, scene.grid))
        for reserve, cells in zip(county.published.reserves, lines.reserves, strict=True)
        for number, zone in ((2, words.core), (1, words.general))
        if (cells == number).any()
    ]
    write_package(
        layers / "protected_areas.gpkg",
        [shape for *_, shape in rows],
        {
            "code": [reserve.code for reserve, *_ in rows],
            "name": [reserve.name for reserve, *_ in rows],
            "kind": [reserve.kind for reserve, *_ in rows],
            "level": [reserve.level for reserve, *_ in rows],
            "zone": [zone for _, zone, _ in rows],
            "area_ha": [round(hectares(shape, epsg), 4) for *_, shape in rows],
        },
        epsg,
    )


def _areas(parts: Sequence[BaseGeometry], epsg: int) -> NDArray[np.float64]:
    return areas(parts, epsg) if parts else np.zeros(0)


def _parcels(county: County, layers: Path) -> None:
    parcels, published = county.parcels, county.published
    codes = [f"{code:04d}" for code in parcels.codes]
    write_package(
        layers / "landuse.gpkg",
        all_valid(list(parcels.shapes)),
        {
            "BSM": [f"{k + 1:08d}" for k in range(len(codes))],
            "DLBM": codes,
            "DLMC": [published.landuse_names[code] for code in codes],
            "ZLDWDM": [published.townships[int(k)].code for k in parcels.townships],
            "ZLDWMC": [published.townships[int(k)].name for k in parcels.townships],
            "MJ": np.round(parcels.areas, 2).tolist(),
        },
        county.scene.epsg,
    )
