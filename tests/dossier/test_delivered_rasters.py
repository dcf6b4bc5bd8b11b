"""Result rasters with their catalogue, and the metadata of every data set."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import numpy as np
import pystac
import pytest
import rasterio
from referencing import Registry, Resource
from shapely.geometry import box

from dossier import map_case as case
from shanshui.dossier.databases.metadata import GCO, GMD, Dataset, Origin, iso_metadata, project_date
from shanshui.dossier.databases.rasters import (
    NO_VALUE,
    Delivered,
    RasterProduct,
    layers_below,
    load_rasters,
    products_of,
    write_raster,
)
from shanshui.dossier.databases.stac import EXTENSIONS, write_stac
from shanshui.dossier.fingerprint import content_hash
from shanshui.dossier.maps.styles import load_styles
from shanshui.geo.grid import Grid
from shanshui.geo.raster import AlignedRaster, RasterWriter
from shanshui.ledger import Fact, Facts
from shanshui.review.recount import prints
from shanshui.standard import load

FIELDS = Facts(
    [
        Fact("field:erosion_class.content", "abc", "1", synthetic=True, inputs=("layer:dem", "scope.x")),
        Fact("field:fvc.content", "def", "1", inputs=("layer:ndvi",)),
        Fact("field:slope.content", "", "1"),
        Fact("scope.x", "1", "1", inputs=("layer:soil", "field:erosion_class.content")),
    ]
)
SCOPE = box(case.WEST + 200, case.SOUTH + 200, case.WEST + 3200, case.SOUTH + 2200)
ORIGINS = (
    Origin("高程", "测试院", "2020", "CC BY 4.0", "internal"),
    Origin("土壤侵蚀", "据图层计算", "", "", "public", synthetic=True),
)
CORE = (
    "fileIdentifier", "language", "characterSet", "hierarchyLevel", "contact", "dateStamp", "metadataStandardName",
    "metadataStandardVersion", "referenceSystemInfo", "identificationInfo", "distributionInfo", "dataQualityInfo",
)  # fmt: skip
IDENTIFIED = (
    "citation", "abstract", "purpose", "status", "pointOfContact", "descriptiveKeywords", "resourceConstraints",
    "spatialRepresentationType", "spatialResolution", "language", "characterSet", "topicCategory", "extent",
)  # fmt: skip


def product(field: str) -> RasterProduct:
    return next(p for p in products_of(FIELDS, load(), 2020, frozenset()) if p.spec.field == field)


def source(folder: Path, cells: Any, coded: bool) -> AlignedRaster:
    grid: Grid = case.GRID
    with RasterWriter(folder / "cells.tif", grid, "int32" if coded else "float32", 0 if coded else np.nan) as target:
        target.write(grid.whole, cells)
    return AlignedRaster(folder / "cells.tif", grid, "codes" if coded else "values")


def deliver(folder: Path, field: str, cells: Any) -> Delivered:
    made = product(field)
    write_raster(made, source(folder, cells, made.spec.coded), SCOPE, folder / "out" / field)
    about = json.loads((folder / "out" / field / "about.json").read_text(encoding="utf-8"))
    about["shape"], about["transform"] = tuple(about["shape"]), tuple(about["transform"])
    return Delivered(made, folder / "out" / field / f"{made.spec.name}.tif", **about)


def classes() -> Any:
    cells = np.full(case.GRID.shape, 3, dtype="int32")
    cells[:, :100] = 6
    cells[:150, :] = 0
    return cells


@cache
def _delivered() -> tuple[TemporaryDirectory[str], Path, tuple[Delivered, ...]]:
    folder = TemporaryDirectory(prefix="shanshui-rasters-")
    rows, columns = case.GRID.shape
    cover = np.linspace(0, 1, rows * columns, dtype="float32").reshape(rows, columns)
    cover[:, 100] = np.nan
    place = Path(folder.name)
    return folder, place, (deliver(place, "erosion_class", classes()), deliver(place, "fvc", cover))


def test_every_raster_has_signs() -> None:
    facts = Facts([Fact(f"field:{s.field.format(year=2020)}.content", "x", "1") for s in load_rasters()])
    found = products_of(facts, load(), 2020, frozenset())
    assert len(found) == len(load_rasters())
    assert len({p.spec.name for p in found}) == len(found)
    for one in found:
        assert one.signs
        assert all(not one.spec.coded or sign.words for sign in one.signs)
        assert [sign.value for sign in one.signs] == sorted({sign.value for sign in one.signs})


def test_what_rests_on_classified_layers_stays_in() -> None:
    assert layers_below(FIELDS, "field:erosion_class.content") == ("dem", "soil")
    found = products_of(FIELDS, load(), 2020, frozenset({"soil"}))
    assert [p.spec.field for p in found] == ["fvc"]
    assert product("erosion_class").synthetic


def test_codes_come_as_cog_with_colours_and_nothing_beyond_the_scope() -> None:
    raster = _delivered()[2][0]
    with rasterio.open(raster.path) as file:
        cells = file.read(1)
        assert file.crs.to_epsg() == 4524 == raster.epsg
        assert file.bounds.left > 36_000_000
        assert file.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        assert (file.nodata, file.descriptions, file.dtypes) == (0, ("土壤侵蚀强度分级",), ("uint8",))
        assert file.colormap(1)[6][:3] == tuple(
            int(load_styles().palettes["erosion"][5][i : i + 2], 16) for i in (1, 3, 5)
        )
        shape, transform = file.shape, tuple(file.transform)[:6]
    assert set(np.unique(cells)) == {0, 3, 6}
    whole = classes()
    x = np.arange(whole.shape[1]) * 20 + case.GRID.left + 10
    y = case.GRID.top - np.arange(whole.shape[0]) * 20 - 10
    west, south, east, north = SCOPE.bounds
    inside = ((x > west) & (x < east))[None, :] & ((y > south) & (y < north))[:, None]
    assert (cells == 6).sum() == ((whole == 6) & inside).sum()
    assert (cells == 3).sum() == ((whole == 3) & inside).sum()
    assert (shape, transform) == (raster.shape, raster.transform)
    assert raster.share == pytest.approx((cells > 0).mean())


def test_values_are_rounded_and_have_a_plain_sign_for_none() -> None:
    raster = _delivered()[2][1]
    with rasterio.open(raster.path) as file:
        cells = file.read(1, masked=True)
        assert file.nodata == NO_VALUE
    assert raster.least == pytest.approx(float(cells.min()))
    assert float(np.abs(cells * 1000 - np.round(cells * 1000)).max()) < 1e-2
    assert cells.mask.any()


def test_styles_show_what_the_maps_show() -> None:
    coded, valued = (
        ET.fromstring(r.path.with_suffix(".qml").read_text("utf-8").split("\n", 1)[1]) for r in _delivered()[2]
    )
    entries = {e.get("value"): (e.get("color"), e.get("label")) for e in coded.iter("paletteEntry")}
    assert entries["6"] == (load_styles().palettes["erosion"][5], "剧烈")
    items = [(i.get("value"), i.get("label")) for i in valued.iter("item")]
    assert items[0] == ("0.3", "低（<30%）")
    assert items[-1][0] == "inf"


def test_a_second_run_makes_the_same(tmp_path: Path) -> None:
    again, before = deliver(tmp_path, "erosion_class", classes()), _delivered()[2][0]
    assert again.path.read_bytes() == before.path.read_bytes()
    assert content_hash(again.path) == content_hash(before.path)
    changed = tmp_path / "changed"
    changed.mkdir()
    assert content_hash(deliver(changed, "erosion_class", classes() + 1).path) != content_hash(before.path)


def test_a_field_without_data_is_still_a_raster(tmp_path: Path) -> None:
    raster = deliver(tmp_path, "fvc", np.full(case.GRID.shape, np.nan, dtype="float32"))
    assert (raster.least, raster.greatest, raster.share) == (None, None, 0.0)
    assert "inf" in raster.path.with_suffix(".qml").read_text("utf-8")


def test_the_recount_takes_them_for_no_maps() -> None:
    found, broken = prints(_delivered()[1] / "out", ())
    assert (found, broken) == ((), ())


def schemas() -> tuple[Mapping[str, Any], Registry[Any]]:
    """The schemas that pystac brings, each under its own address and, since one misspells its own, under its name."""
    folder = Path(pystac.__file__).parent / "validation" / "jsonschemas"
    held = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.json"))}
    items = held["item.json"]["$id"].rpartition("/")[0]
    places = [(one["$id"].rstrip("#"), one) for one in held.values()]
    places += [
        (f"{items}/{name}", {**one, "$id": f"{items}/{name}"}) for name, one in held.items() if name == "common.json"
    ]
    return held, Registry().with_resources([(place, Resource.from_contents(one)) for place, one in places])


def test_the_catalogue_is_valid_and_leads_to_every_raster(tmp_path: Path) -> None:
    rasters = _delivered()[2]
    write_stac(tmp_path, rasters, {"erosion_class": ORIGINS}, case.project(), load())
    named, registry = schemas()
    for path in sorted(tmp_path.rglob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        kind = {"Catalog": "catalog.json", "Collection": "collection.json", "Feature": "item.json"}[content["type"]]
        errors = jsonschema.Draft7Validator(named[kind], registry=registry).iter_errors(content)
        assert [error.message for error in errors] == []
        assert all(link["href"].startswith(".") for link in content["links"])
    catalog = pystac.Catalog.from_file(str(tmp_path / "catalog.json"))
    items = {item.id: item for item in catalog.get_items(recursive=True)}
    assert set(items) == {"erosion_class", "fvc"}
    item = items["erosion_class"]
    assert item.stac_extensions == list(EXTENSIONS)
    assert "示例数据" in item.properties["title"]
    assert (item.properties["start_datetime"], item.datetime) == ("2020-01-01T00:00:00Z", None)
    assert item.properties["proj:code"] == "EPSG:4524"
    assert item.properties["proj:shape"] == list(rasters[0].shape)
    asset = item.assets["data"]
    assert Path(str(asset.get_absolute_href())) == tmp_path / rasters[0].path.name
    assert {c["value"]: c["title"] for c in asset.extra_fields["classification:classes"]}[6] == "剧烈"
    (band,) = asset.extra_fields["bands"]
    assert (band["nodata"], band["data_type"], band["raster:spatial_resolution"]) == (0, "uint8", 20.0)
    west, south, east, north = item.bbox or (0, 0, 0, 0)
    assert 109 < west < east < 109.1
    assert 26.5 < south < north < 26.7


def test_no_catalogue_of_nothing(tmp_path: Path) -> None:
    write_stac(tmp_path, (), {}, case.project(), load())
    assert list(tmp_path.iterdir()) == []


def document(**changed: Any) -> ET.Element:
    data = Dataset(
        "植被.tif", "植被覆盖度", "内容 <&>", "grid", "COG", ORIGINS, (109.0, 26.5, 109.1, 26.6), 4524, 20.0
    )  # fmt: skip
    return ET.fromstring(iso_metadata(replace(data, **changed), case.project(), load()))


def words(root: ET.Element, path: str) -> list[str]:
    found = root.findall(path, {"g": GMD, "c": GCO})
    return ["".join(element.itertext()).strip() for element in found]


def names(element: ET.Element | None) -> list[str]:
    return list(dict.fromkeys(child.tag.partition("}")[2] for child in element or ()))


def test_metadata_hold_the_core_elements_in_the_order_of_iso_19139() -> None:
    root = document()
    assert names(root) == list(CORE)
    identified = root.find("g:identificationInfo/g:MD_DataIdentification", {"g": GMD})
    assert names(identified) == list(IDENTIFIED)
    filled = [element for element in root.iter() if not len(element)]
    assert all((element.text or "").strip() or element.get(f"{{{GCO}}}nilReason") for element in filled)
    said = words(root, ".//g:LI_Source/g:description")
    assert said == ["高程；测试院；2020", "土壤侵蚀；据图层计算；示例数据"]
    assert "示例数据" in words(root, ".//g:useLimitation")[0]
    assert words(root, ".//g:otherConstraints") == ["高程：CC BY 4.0"]
    assert words(root, ".//g:MD_ClassificationCode") == ["restricted"]
    assert words(root, ".//c:Distance") == ["20"]
    assert words(root, ".//g:westBoundLongitude") == ["109.000000"]
    assert words(root, ".//g:RS_Identifier/g:code") == ["4524", "1985国家高程基准"]
    assert words(root, ".//g:organisationName") == ["测试编制组", "测试编制组"]
    assert set(words(root, ".//c:Date")) == {"2021-03-15"}


def test_metadata_say_what_they_do_not_know() -> None:
    project = case.project(compiler="", applicant="", submitted="三月")
    assert project_date(project) == "2020"
    data = Dataset("x.sqlite", "库", "表", "textTable", "SQLite", (), (109.0, 26.5, 109.1, 26.6))
    root = ET.fromstring(iso_metadata(data, project, load()))
    party = root.find("g:contact/g:CI_ResponsibleParty/g:organisationName", {"g": GMD})
    assert party is not None
    assert party.get(f"{{{GCO}}}nilReason") == "missing"
    assert words(root, ".//g:RS_Identifier/g:code") == []
    assert words(root, ".//g:otherConstraints") == [load().label("metadata.no_licence")]


def test_metadata_are_the_same_each_time() -> None:
    assert ET.tostring(document()) == ET.tostring(document())
    assert words(document(), "g:fileIdentifier") != words(document(file="其他.tif"), "g:fileIdentifier")
