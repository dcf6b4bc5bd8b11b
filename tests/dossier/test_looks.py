"""Styles for other programs say what the printed maps' signs say; QGIS opens the project with every layer."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import geopandas as gpd
import numpy as np
import pytest
import rasterio
from affine import Affine
from shapely.geometry import box

from shanshui.dossier.looks import LayerGroup, Look, ProjectLayer, Sign, qml, raster_qml, sld, web_style, write_project
from shanshui.dossier.looks.look import pixels
from shanshui.dossier.maps.styles import load_styles
from shanshui.geo.files import write_vector

STYLES = load_styles()
SE = "{http://www.opengis.net/se}"
OGC = "{http://www.opengis.net/ogc}"
SCOPE = Look("工程范围", (Sign("", "工程范围", STYLES.symbols["scope"]),), area=True)
SITES = Look(
    "子项目",
    (Sign("A", "甲单元", STYLES.symbols["subproject_area"]), Sign("B", "乙单元", STYLES.symbols["subproject_area"])),
    "单元编码", True, "编码", STYLES.text["subproject"],
)  # fmt: skip
POINTS = Look("监测点", (Sign("", "监测点", STYLES.symbols["town"]),))


def test_a_descriptor_has_a_rule_for_each_value() -> None:
    root = ET.fromstring(sld("subprojects", SITES).encode())
    rules = root.findall(f".//{SE}Rule")
    assert [rule.findtext(f".//{OGC}Literal") for rule in rules] == ["A", "B", None]
    assert {rule.findtext(f".//{OGC}PropertyName") for rule in rules[:2]} == {"单元编码"}
    first = {p.get("name"): p.text for p in rules[0].iter(f"{SE}SvgParameter")}
    symbol = STYLES.symbols["subproject_area"]
    assert first["fill"] == symbol.color
    assert float(str(first["fill-opacity"])) == symbol.alpha
    assert first["stroke"] == symbol.outline
    assert rules[2].find(f"{SE}TextSymbolizer/{SE}Halo") is not None


def test_a_line_has_its_casing_below() -> None:
    lines = ET.fromstring(sld("scope", SCOPE).encode()).findall(f".//{SE}LineSymbolizer")
    widths = [
        float(str(p.text)) for line in lines for p in line.iter(f"{SE}SvgParameter") if p.get("name") == "stroke-width"
    ]
    symbol = STYLES.symbols["scope"]
    assert widths == [pixels(symbol.under_width), pixels(symbol.width)]
    dash = lines[1].findtext(f".//{SE}SvgParameter[@name='stroke-dasharray']")
    assert [float(part) for part in str(dash).split()] == [pixels(part) for part in symbol.dash]


def test_the_web_style_draws_grounds_first_and_labels_last() -> None:
    style = json.loads(json.dumps(web_style({"scope": SCOPE, "subprojects": SITES, "points": POINTS}, "工程")))
    assert style["version"] == 8
    assert [layer["type"] for layer in style["layers"]] == ["line", "line", "fill", "line", "circle", "symbol"]
    assert len({layer["id"] for layer in style["layers"]}) == len(style["layers"])
    assert {layer["source-layer"] for layer in style["layers"]} == {"scope", "subprojects", "points"}
    assert style["layers"][-1]["layout"]["text-field"] == ["get", "编码"]
    dash = style["layers"][1]["paint"]["line-dasharray"]
    assert dash[0] == pytest.approx(STYLES.symbols["scope"].dash[0] / STYLES.symbols["scope"].width, abs=0.01)


def test_values_of_unlike_signs_are_told_apart() -> None:
    two = Look("线", (Sign("1", "甲", STYLES.symbols["river"]), Sign("2", "乙", STYLES.symbols["river_main"])), "级")
    (layer,) = web_style({"rivers": two}, "工程")["layers"]
    one, other = STYLES.symbols["river"], STYLES.symbols["river_main"]
    assert layer["paint"]["line-color"] == ["match", ["get", "级"], "1", one.color, "2", other.color, other.color]


class Colour(NamedTuple):
    """A class of a raster."""

    value: float
    colour: str
    words: str


def test_a_single_sign_becomes_a_qgis_style() -> None:
    look = Look(
        "范围", (Sign("", "范围", STYLES.symbols["scope"]),), area=True, label="名称", text=STYLES.text["place"]
    )
    root = ET.fromstring(qml(look).split("\n", 1)[1])
    assert root.find("renderer-v2").get("type") == "singleSymbol"  # type: ignore[union-attr]
    assert [layer.get("class") for layer in root.iter("layer")] == ["SimpleLine", "SimpleLine"]
    assert root.find(".//symbol").get("type") == "fill"  # type: ignore[union-attr]
    assert root.find(".//text-style").get("fieldName") == "名称"  # type: ignore[union-attr]


def test_categories_keep_values_labels_and_colours() -> None:
    area = STYLES.symbols["area"]
    signs = (Sign("L", "上游", replace(area, color="#ff0000")), Sign("R", "下游", replace(area, color="#0000ff")))
    text = qml(Look("单元", signs, "单元编码", area=True))
    root = ET.fromstring(text.split("\n", 1)[1])
    assert [(c.get("value"), c.get("label")) for c in root.iter("category")] == [("L", "上游"), ("R", "下游")]
    fills = [o.get("value") for o in root.iter("Option") if o.get("name") == "color"]
    assert fills == ["255,0,0,255", "0,0,255,255"]
    assert qml(Look("单元", signs, "单元编码", area=True)) == text


QGIS = """
import json, os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from qgis.core import QgsApplication, QgsProject
QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()
project = QgsProject.instance()
read = project.read(sys.argv[1])
layers = [
    (node.parent().name(), node.name(), node.layer().isValid(), node.layer().crs().authid(), node.isVisible(),
     type(node.layer().renderer()).__name__)
    for node in project.layerTreeRoot().findLayers()
]
print(json.dumps({"read": read, "title": project.title(), "crs": project.crs().authid(), "layers": layers}))
application.exitQgis()
"""


def _has_qgis() -> bool:
    command = ["/usr/bin/python3", "-c", "import qgis.core"]
    return Path(command[0]).is_file() and subprocess.run(command, capture_output=True, check=False).returncode == 0


def _county(folder: Path) -> tuple[LayerGroup, ...]:
    """A GeoPackage, a raster of codes and one of values, and the groups of a project about them."""
    frame = gpd.GeoDataFrame(
        {"编码": ["1", "2"], "单元编码": ["A", "B"]}, geometry=[box(0, 0, 9, 9), box(9, 0, 18, 9)], crs=4545
    )
    write_vector(folder / "工程.gpkg", {"scope": frame.to_crs(4524), "subprojects": frame.to_crs(4524)})
    for name, kind in (("codes", "uint8"), ("values", "float32")):
        with rasterio.open(
            folder / f"{name}.tif", "w", driver="GTiff", width=4, height=4, count=1, dtype=kind, crs="EPSG:4524",
            transform=Affine(5, 0, 36_000_000, 0, -5, 20),
        ) as raster:  # fmt: skip
            raster.write(np.ones((1, 4, 4), kind))
    classes = (Colour(1, "#ffeeaa", "轻度"), Colour(2, "#aa3311", "重度"))
    codes, values = (raster_qml(classes, coded, not coded, (0, 3)) for coded in (True, False))
    return (
        LayerGroup("工程布局", (
            ProjectLayer("subprojects", "子项目", "工程.gpkg|layername=subprojects", "Polygon", qml(SITES)),
            ProjectLayer("scope", "工程范围", "工程.gpkg|layername=scope", "Polygon", qml(SCOPE)),
        )),
        LayerGroup("没有图层", ()),
        LayerGroup("评价", (
            ProjectLayer("codes", "分级", "codes.tif", "Raster", codes),
            ProjectLayer("values", "数值", "values.tif", "Raster", values, shown=False),
        )),
    )  # fmt: skip


def test_the_project_is_the_same_each_time(tmp_path: Path) -> None:
    groups = _county(tmp_path)
    for name in ("a.qgz", "b.qgz"):
        write_project(tmp_path / name, "工程", groups, 4524, (36_000_000, 0, 36_000_018, 9))
    first, second = ((tmp_path / name).read_bytes() for name in ("a.qgz", "b.qgz"))
    assert first.replace(b"a.qgs", b"b.qgs") == second


@pytest.mark.skipif(not _has_qgis(), reason="QGIS (Debian's python3-qgis) is not on this machine")
def test_qgis_opens_every_layer_in_the_plans_order(tmp_path: Path) -> None:
    write_project(tmp_path / "工程.qgz", "某县工程", _county(tmp_path), 4524, (36_000_000, 0, 36_000_018, 9))
    ran = subprocess.run(
        ["/usr/bin/python3", "-c", QGIS, str(tmp_path / "工程.qgz")], capture_output=True, text=True, check=True
    )
    told = json.loads(ran.stdout.strip().splitlines()[-1])
    assert (told["read"], told["title"], told["crs"]) == (True, "某县工程", "EPSG:4524")
    assert told["layers"] == [
        ["工程布局", "子项目", True, "EPSG:4524", True, "QgsCategorizedSymbolRenderer"],
        ["工程布局", "工程范围", True, "EPSG:4524", True, "QgsSingleSymbolRenderer"],
        ["评价", "分级", True, "EPSG:4524", True, "QgsPalettedRasterRenderer"],
        ["评价", "数值", True, "EPSG:4524", False, "QgsSingleBandPseudoColorRenderer"],
    ]
