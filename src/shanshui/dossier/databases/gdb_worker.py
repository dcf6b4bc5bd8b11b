"""Runs under an interpreter that knows GDAL: copies a GeoPackage into a file geodatabase, with aliases and domains.

Started by :mod:`shanshui.dossier.databases.geodatabase` as a script; imports nothing of this project. It reads one
request as JSON on standard input, ``{"source", "target", "dataset", "domains", "layers"}``, and answers with one line
of JSON, ``{"ok": true, "rows": {...}}`` or ``{"ok": false, "error": "..."}``.
"""

from __future__ import annotations

import json
import sys
from typing import Any


def _domain(gdal: Any, ogr: Any, wanted: dict[str, Any]) -> Any:
    kind = ogr.OFTInteger if wanted["integer"] else ogr.OFTString
    return ogr.CreateCodedFieldDomain(wanted["name"], wanted["name"], kind, ogr.OFSTNone, dict(wanted["values"]))


def _field(ogr: Any, wanted: dict[str, Any]) -> Any:
    kinds = {"text": ogr.OFTString, "integer": ogr.OFTInteger, "number": ogr.OFTReal}
    field = ogr.FieldDefn(wanted["name"], kinds[wanted["kind"]])
    field.SetAlternativeName(wanted["alias"])
    if wanted["domain"]:
        field.SetDomainName(wanted["domain"])
    return field


def _copied(ogr: Any, base: Any, source: Any, wanted: dict[str, Any], dataset: str) -> int:
    drawn = source.GetGeomType() != ogr.wkbNone
    options = [f"LAYER_ALIAS={wanted['alias']}", *([f"FEATURE_DATASET={dataset}"] if drawn else [])]
    layer = base.CreateLayer(wanted["name"], source.GetSpatialRef() if drawn else None, source.GetGeomType(), options)
    for field in wanted["fields"]:
        layer.CreateField(_field(ogr, field))
    names = [field["name"] for field in wanted["fields"]]
    definition = layer.GetLayerDefn()
    for feature in source:
        made = ogr.Feature(definition)
        for position, name in enumerate(names):
            value = feature.GetField(feature.GetFieldIndex(name))
            if value is None:
                made.SetFieldNull(position)
            else:
                made.SetField(position, value)
        if drawn and feature.GetGeometryRef() is not None:
            made.SetGeometry(feature.GetGeometryRef())
        layer.CreateFeature(made)
    return int(layer.GetFeatureCount())


def _write(request: dict[str, Any]) -> dict[str, int]:
    from osgeo import gdal, ogr

    gdal.UseExceptions()
    source = gdal.OpenEx(request["source"], gdal.OF_VECTOR | gdal.OF_READONLY)
    driver = gdal.GetDriverByName("OpenFileGDB")
    if driver is None or driver.GetMetadataItem("DCAP_FIELD_DOMAINS") != "YES":
        raise RuntimeError("this GDAL writes no file geodatabase with domains; 3.6 or newer does")
    base = driver.Create(request["target"], 0, 0, 0, gdal.GDT_Unknown)
    for wanted in request["domains"]:
        if not base.AddFieldDomain(_domain(gdal, ogr, wanted)):
            raise RuntimeError(f"the domain {wanted['name']} was refused")
    rows = {
        wanted["name"]: _copied(ogr, base, source.GetLayerByName(wanted["name"]), wanted, request["dataset"])
        for wanted in request["layers"]
    }
    base = None  # closes the file
    return rows


def main() -> None:
    """Serve the one request."""
    request = json.loads(sys.stdin.buffer.read().decode("utf-8"))
    try:
        answer: dict[str, Any] = {"ok": True, "rows": _write(request)}
    except Exception as error:  # whatever happens is told to who asked
        answer = {"ok": False, "error": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
