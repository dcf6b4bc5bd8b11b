"""The catalogue of the layers: role, file, kind and what a reader has to know of them."""

from __future__ import annotations

from countygen.published import Published

COMMON = {
    "date": "2020-12-31",
    "provider": "shanshui countygen",
    "licence": "Apache-2.0",
    "secrecy": "public",
    "synthetic": True,
}


def _raster(file: str, unit: str, **more: object) -> dict[str, object]:
    return {"file": f"layers/{file}", "kind": "raster", "unit": unit, **COMMON, **more}


def _vector(file: str, fields: dict[str, str], **more: object) -> dict[str, object]:
    return {"file": f"layers/{file}", "kind": "vector", "fields": dict(fields), **COMMON, **more}


def catalogue(published: Published, given_boundary: bool) -> dict[str, object]:
    """Content of catalog.yaml; a given boundary is not synthetic."""
    towns = published.words.township_fields
    borders: dict[str, object] = {"synthetic": False, "provider": "given with --boundary"} if given_boundary else {}
    named = {"code": "code", "name": "name"}
    layers = {
        "county": _vector("county.gpkg", named, **borders),
        "survey_area": _vector("survey_area.gpkg", named, note="county and 3 km around it"),
        "townships": _vector(
            "townships.shp",
            {"code": towns[0], "name": towns[1], "unit": towns[2]},
            encoding="GBK",
            note="grown by cost distance from the centres; no official borders",
        ),
        "units": _vector("units.gpkg", named, note="townships dissolved"),
        "subprojects": _vector("subprojects.gpkg", {**named, "unit": "unit", "area_ha": "area_ha"}),
        "villages": _vector("villages.geojson", {"name": "name", "township": "township"}, note="places are made up"),
        "dem": _raster("dem.tif", "m", note="drains: no depression within the county"),
        "landcover": _raster("landcover_2020.tif", "code", classes="hj1166"),
        "landcover_2010": _raster("landcover_2010.tif", "code", classes="hj1166", date="2010-12-31"),
        "landuse": _vector("landuse.gpkg", {"class": "DLBM", "name": "DLMC", "area": "MJ"}, classes="gbt21010"),
        "precipitation": _raster("precipitation.tif", "mm/a"),
        "rainfall_erosivity": _raster("rainfall_erosivity.tif", "MJ·mm/(hm²·h·a)"),
        "temperature": _raster("temperature.tif", "°C"),
        "ndvi": _raster("ndvi.tif", "1", note="yearly maximum"),
        "ndvi_2010": _raster("ndvi_2010.tif", "1", date="2010-12-31", note="yearly maximum"),
        "lai": _raster("lai.tif", "1", note="mean of the growing season"),
        "gpp": _raster("gpp.tif", "g C/(m²·a)"),
        "evapotranspiration": _raster("evapotranspiration.tif", "mm/a"),
        "soil": _raster("soil.tif", "code", classes="layers/soil_classes.csv"),
        "rivers": _vector("rivers.gpkg", {**named, "length_km": "length_km", "basin_km2": "basin_km2"}),
        "basins": _vector("basins.gpkg", {**named, "area_km2": "area_km2"}),
        "roads": _vector("roads.gpkg", {**named, "rank": "rank"}),
        "settlements": _vector("settlements.gpkg", {**named, "kind": "kind"}),
        "ecological_redline": _vector("ecological_redline.gpkg", {"code": "code"}),
        "protected_areas": _vector("protected_areas.gpkg", {**named, "level": "level", "zone": "zone", "kind": "kind"}),
        "permanent_farmland": _vector("permanent_farmland.gpkg", {"code": "code"}),
        "urban_boundary": _vector("urban_boundary.gpkg", {"code": "code"}),
        "rocky_desertification": _vector("rocky_desertification.gpkg", {"code": "code", "grade": "grade"}),
        "mines": _vector("mines.gpkg", {**named, "kind": "kind"}),
        "geology": _vector("geology.gpkg", {"unit": "name"}),
    }
    return {"schema": 1, "layers": layers}
