"""A STAC catalogue of the delivered rasters: plain JSON with relative links, read by any machine."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pyproj import CRS, Transformer

from shanshui.dossier.databases.metadata import Origin, project_date
from shanshui.dossier.databases.rasters import NO_CODE, NO_VALUE, Delivered
from shanshui.geo.crs import CGCS2000
from shanshui.plan import Project
from shanshui.quantity import unit
from shanshui.standard import Standard

VERSION = "1.1.0"
EXTENSIONS = (
    "https://stac-extensions.github.io/projection/v2.0.0/schema.json",
    "https://stac-extensions.github.io/raster/v2.0.0/schema.json",
    "https://stac-extensions.github.io/classification/v2.0.0/schema.json",
)
CATALOG, COLLECTION, ITEMS = "catalog.json", "collection.json", "items"
_COG = "image/tiff; application=geotiff; profile=cloud-optimized"
_PLACES = 6


def write_stac(
    folder: Path, rasters: Sequence[Delivered], origins: Mapping[str, Sequence[Origin]], project: Project,
    standard: Standard,
) -> None:  # fmt: skip
    """Write catalogue, collection and an item for each raster.

    Parameters
    ----------
    folder : Path
        Where the rasters lie.
    rasters : sequence of Delivered
        Nothing is written where there are none.
    origins : mapping of field to origins
        What each raster was made from.
    project, standard
        Who made them; words.
    """
    if not rasters:
        return
    items = [_item(raster, project, standard) for raster in rasters]
    (folder / ITEMS).mkdir(parents=True, exist_ok=True)
    _write(folder / CATALOG, _catalog(project, standard))
    _write(folder / COLLECTION, _collection(items, rasters, origins, project, standard))
    for item in items:
        _write(folder / ITEMS / f"{item['id']}.json", item)


def _write(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _link(rel: str, href: str, title: str = "") -> dict[str, str]:
    kind = "application/geo+json" if rel == "item" else "application/json"
    return {"rel": rel, "href": href, "type": kind, **({"title": title} if title else {})}


def _catalog(project: Project, standard: Standard) -> dict[str, Any]:
    title = standard.label("stac.title")
    return {
        "type": "Catalog",
        "stac_version": VERSION,
        "id": f"shanshui-{project.county_code}",
        "title": project.name,
        "description": f"{project.name}{title}",
        "links": [_link("root", f"./{CATALOG}"), _link("child", f"./{COLLECTION}", title)],
    }


def _collection(
    items: Sequence[Mapping[str, Any]], rasters: Sequence[Delivered], origins: Mapping[str, Sequence[Origin]],
    project: Project, standard: Standard,
) -> dict[str, Any]:  # fmt: skip
    boxes = [item["bbox"] for item in items]
    whole = [min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)]
    synthetic = any(raster.product.synthetic for raster in rasters)
    used = dict.fromkeys(o.provider for held in origins.values() for o in held if o.provider)
    providers = [{"name": name, "roles": ["producer"]} for name in used]
    compiler = project.compiler or project.applicant
    if compiler:
        providers.append({"name": compiler, "roles": ["processor", "host"]})
    return {
        "type": "Collection",
        "stac_version": VERSION,
        "id": f"rasters-{project.county_code}",
        "title": standard.label("stac.title"),
        "description": standard.label("metadata.synthetic" if synthetic else "metadata.lineage"),
        "license": "other",
        "providers": providers,
        "extent": {"spatial": {"bbox": [whole]}, "temporal": {"interval": [list(_year(project))]}},
        "links": [
            _link("root", f"./{CATALOG}"),
            _link("parent", f"./{CATALOG}"),
            *(_link("item", f"./{ITEMS}/{item['id']}.json", item["properties"]["title"]) for item in items),
        ],
    }


def _year(project: Project) -> tuple[str, str]:
    return f"{project.base_year}-01-01T00:00:00Z", f"{project.base_year}-12-31T23:59:59Z"


def footprint(raster: Delivered) -> tuple[list[list[float]], list[float]]:
    """The ground of a raster: its ring and its box, in degrees of CGCS2000."""
    cell, _, left, _, _, top = raster.transform
    rows, columns = raster.shape
    right, bottom = left + columns * cell, top - rows * cell
    turn = Transformer.from_crs(CRS.from_epsg(raster.epsg), CGCS2000, always_xy=True)
    corners = [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)]
    ring = [[round(value, _PLACES) for value in turn.transform(*corner)] for corner in corners]
    box = turn.transform_bounds(left, bottom, right, top, densify_pts=21)
    return ring, [round(value, _PLACES) for value in box]


def _item(raster: Delivered, project: Project, standard: Standard) -> dict[str, Any]:
    spec, (ring, box), (start, end) = raster.product.spec, footprint(raster), _year(project)
    mark = f"（{standard.label('stamp.synthetic')}）" if raster.product.synthetic else ""
    file = raster.path.name
    return {
        "type": "Feature",
        "stac_version": VERSION,
        "stac_extensions": list(EXTENSIONS),
        "id": spec.field,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "bbox": box,
        "properties": {
            "title": f"{spec.name}{mark}",
            "description": f"{spec.name}；{spec.clause}；{project_date(project)}",
            "datetime": None,
            "start_datetime": start,
            "end_datetime": end,
            "proj:code": f"EPSG:{raster.epsg}",
            "proj:shape": list(raster.shape),
            "proj:transform": list(raster.transform),
            "shanshui:synthetic": raster.product.synthetic,
        },
        "collection": f"rasters-{project.county_code}",
        "links": [
            _link("root", f"../{CATALOG}"),
            _link("parent", f"../{COLLECTION}"),
            _link("collection", f"../{COLLECTION}"),
        ],
        "assets": {
            "data": {
                "href": f"../{file}",
                "title": spec.name,
                "type": _COG,
                "roles": ["data"],
                "bands": [_band(raster)],
                **_classes(raster),
            },
            "style": {"href": f"../{spec.name}.qml", "type": "application/xml", "roles": ["style"]},
            "metadata": {"href": f"../{file}.xml", "type": "application/xml", "roles": ["metadata"]},
        },
    }


def _band(raster: Delivered) -> dict[str, Any]:
    spec, symbol = raster.product.spec, unit(raster.product.spec.unit).symbol
    known = raster.least is not None
    statistics = {"minimum": raster.least, "maximum": raster.greatest} if known else {}
    return {
        "name": spec.field,
        "description": spec.name,
        "data_type": raster.dtype,
        "nodata": NO_CODE if spec.coded else NO_VALUE,
        **({"unit": symbol} if symbol else {}),
        "statistics": {**statistics, "valid_percent": round(raster.share * 100, 4)},
        "raster:sampling": "area",
        "raster:spatial_resolution": raster.transform[0],
    }


def _classes(raster: Delivered) -> dict[str, Any]:
    if not raster.product.spec.coded:
        return {}
    signs = [
        {
            "value": int(sign.value),
            "name": f"class_{int(sign.value)}",
            "title": sign.words,
            "description": sign.words_en or sign.words,
            "color_hint": sign.colour.removeprefix("#").upper(),
        }
        for sign in raster.product.signs
    ]
    return {"classification:classes": signs}
