"""Spatial and attribute databases, written and read back."""

from __future__ import annotations

import sqlite3
import xml.etree.ElementTree as ET
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest

from dossier import map_case as case
from shanshui.dossier.databases import Databases, Shapes, read_numbers, shapes_of, write_databases
from shanshui.dossier.databases.attributes import attribute_tables, read_table_numbers
from shanshui.dossier.databases.features import spatial_layers
from shanshui.dossier.databases.schema import load_schema
from shanshui.dossier.maps.styles import load_styles
from shanshui.ledger import Fact, Facts, Quote, Row, Table
from shanshui.standard import load

WORKS = Quote("scope.cost.construction", Decimal(25), "wan_yuan", 0)
TOTAL = Quote("scope.cost.total", Decimal(30), "wan_yuan", 0)
SHARE, NONE = Quote("scope.share", Decimal("83.33"), "%", 2), Quote("scope.none", None, "%", 2)
G1 = Table(
    "G.1",
    "总表",
    ("ordinal", "item", "amount", "share"),
    (Row(("一", "工程施工费", WORKS, SHARE)), Row(("", "合计", TOTAL, NONE), "total")),
)


def shapes(folder: Path, **layers: Any) -> Shapes:
    ground = case.ground(folder)
    ground.frames.update(layers)
    held = {**case.held(), **{role: replace(case.held()["units"], role=role) for role in layers}}
    return shapes_of(ground, held, case.plan(), load(), case.SCOPE, case.EPSG)


def write(folder: Path, target: str = "数据库") -> Databases:
    return write_databases(case.plan(), case.facts(), load(), {"G.1": G1}, shapes(folder), case.EPSG, folder / target)


def rows(path: Path, layer: str) -> gpd.GeoDataFrame:
    return pyogrio.read_dataframe(path, layer=layer)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    return write(tmp_path_factory.mktemp("databases"))


def test_the_schema_is_sound() -> None:
    schema, styles = load_schema(), load_styles()
    for layer in schema.layers.values():
        keys = [f.key for f in layer.fields]
        assert "code" in keys
        assert len({f.name for f in layer.fields}) == len(keys)
        assert layer.style in styles.symbols
        assert not layer.label or layer.label in keys
        assert all(len(f.name.encode("GBK")) <= 10 for f in layer.fields)
        assert all(f.unit and f.decimals is not None for f in layer.fields if f.fact)
    wanted = {t for group in schema.attributes.values() for t in group.tables}
    assert wanted <= set(load().tables)


@pytest.mark.parametrize("kind", ["geodatabase", "package"])
def test_layers_are_read_back_whole(written: Databases, kind: str) -> None:
    path = getattr(written, kind)
    counts = {"scope": 1, "units": 2, "subprojects": 2, "subproject_points": 1, "control_overlaps": 1, "townships": 2}
    for layer, count in counts.items():
        frame = rows(path, layer)
        assert len(frame) == count
        assert frame.crs.to_epsg() == 4524
        assert frame.total_bounds[0] > 36_000_000
    units = rows(path, "units").set_index("编码")
    assert units.at["L", "名称"] == "上游水土流失保护修复单元"
    assert units.at["R", "面积公顷"] == 1200.0
    assert units.at["L", "投资万元"] == 1000
    assert pd.isna(units.at["R", "投资万元"])
    assert units.geometry.area.to_list() == pytest.approx([12e6, 12e6])
    sites = rows(path, "subprojects").set_index("编码")
    assert (sites.at["L-01", "起始年"], sites.at["L-01", "完成年"]) == (2021, 2022)
    assert sites.at["L-01", "类别"] == load().term("subproject_category", "erosion")
    assert sites.at["L-01", "管控分区"] == load().term("control_zone", "other_redline")
    (overlap,) = rows(path, "control_overlaps").to_dict("records")
    assert (overlap["子项目"], overlap["管控线"], overlap["占压公顷"]) == ("L-01", "生态保护红线", 25.0)
    assert overlap["geometry"].area == pytest.approx(250_000)


def test_layers_bear_chinese_names(written: Databases) -> None:
    with closing(sqlite3.connect(written.package)) as base:
        names = dict(base.execute("SELECT table_name, identifier FROM gpkg_contents"))
    assert names["subprojects"] == "子项目"
    assert {p.stem for p in written.shapefiles} == {
        "工程范围",
        "保护修复单元",
        "子项目",
        "子项目点位",
        "管控线占压",
        "乡镇",
    }


def test_shapefiles_keep_chinese_text_and_whole_field_names(written: Databases) -> None:
    path = next(p for p in written.shapefiles if p.stem == "保护修复单元")
    assert path.with_suffix(".cpg").read_text() == "GBK"
    frame = pyogrio.read_dataframe(path)
    assert [c for c in frame.columns if c != "geometry"] == ["编码", "名称", "目标", "面积公顷", "投资万元"]
    assert frame["目标"].to_list() == ["侵蚀减少", "耕地提升"]
    assert frame.crs.to_epsg() == 4524


def test_every_number_names_its_fact_and_reads_back_as_printed(written: Databases) -> None:
    numbers = read_numbers(written.geodatabase)
    assert numbers == read_numbers(written.package)
    assert numbers == {q.fact: q.text for q in written.quotes}
    assert numbers["scope.area"] == "2400.00"
    assert numbers["scope.cost.total"] == "3000"
    assert numbers["subproject:R-02.area"] == "—"


def test_a_number_changed_by_hand_shows(tmp_path: Path) -> None:
    path = write(tmp_path).package
    assert read_numbers(path)["unit:L.area"] == "1200.00"
    content = rows(path, "units")
    content.loc[content["编码"] == "L", "面积公顷"] = 1234.5
    pyogrio.write_dataframe(content, path, layer="units", driver="GPKG", append=False)
    assert read_numbers(path)["unit:L.area"] == "1234.50"


def test_a_database_of_somebody_else_has_no_numbers(tmp_path: Path) -> None:
    path = tmp_path / "other.gpkg"
    case.frame([case.LEFT], code=["L"]).to_file(path)
    assert read_numbers(path) == {}


def test_the_geopackage_opens_drawn(written: Databases) -> None:
    with closing(sqlite3.connect(written.package)) as base:
        styles = base.execute(
            "SELECT f_table_name, f_geometry_column, styleQML, useAsDefault FROM layer_styles"
        ).fetchall()
        columns = dict(base.execute("SELECT table_name, column_name FROM gpkg_geometry_columns"))
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert {s[0] for s in styles} == set(columns)
    for layer, column, text, default in styles:
        assert (column, default) == (columns[layer], 1)
        root = ET.fromstring(text.split("\n", 1)[1])
        assert root.find(".//layer") is not None
    categories = {s[0]: ET.fromstring(s[2].split("\n", 1)[1]) for s in styles}["subprojects"]
    assert [c.get("value") for c in categories.iter("category")] == ["L", "R"]


def test_two_runs_agree(tmp_path: Path) -> None:
    one, other = write(tmp_path, "one"), write(tmp_path, "other")
    assert one.package.read_bytes() == other.package.read_bytes()
    assert one.attributes.read_bytes() == other.attributes.read_bytes()
    for left, right in zip(one.shapefiles, other.shapefiles, strict=True):
        for ending in (".shp", ".dbf", ".shx", ".prj", ".cpg"):
            assert left.with_suffix(ending).read_bytes() == right.with_suffix(ending).read_bytes()
    for layer, _ in pyogrio.list_layers(one.geodatabase):
        assert rows(one.geodatabase, layer).equals(rows(other.geodatabase, layer))


def test_writing_again_replaces_all(tmp_path: Path) -> None:
    write(tmp_path)
    again = write(tmp_path)
    assert len(rows(again.geodatabase, "units")) == 2
    assert not [p for p in again.package.parent.iterdir() if p.name.startswith(".")]


def test_classified_and_missing_layers_stay_out(tmp_path: Path) -> None:
    ground, held = case.ground(tmp_path), case.held("townships", secret=("ecological_redline",))
    found = shapes_of(ground, held, case.plan(), load(), case.SCOPE, case.EPSG)
    assert found.townships is None
    assert found.control == {}
    layers = spatial_layers(case.plan(), case.facts(), load(), found, load_schema())
    assert [layer.key for layer in layers] == ["scope", "units", "subprojects", "subproject_points"]


def test_protected_areas_are_split_by_zone(tmp_path: Path) -> None:
    reserves = case.frame([case.LEFT, case.RIGHT, case.LEFT], zone=["核心区", "一般控制区", None])
    control = shapes(tmp_path, protected_areas=reserves).control
    assert len(control["protected_core"]) == 1
    assert len(control["protected_general"]) == 2


def test_mdb_is_named_as_not_written(written: Databases) -> None:
    assert [f.code for f in written.findings] == ["DOSSIER-MDB"]


def test_attribute_tables_hold_state_and_money(written: Databases) -> None:
    with closing(sqlite3.connect(written.attributes)) as base:
        names = {row[0] for row in base.execute("SELECT name FROM sqlite_master")}
        assert names == {"生态状况", "投资_G.1", "数源", "字段说明"}
        state = dict(base.execute('SELECT "事实编号", "数值" FROM "生态状况"'))
        assert state["scope.slope.class3.area"] == 3_000_000
        assert "scope.area" not in state
        money = base.execute('SELECT * FROM "投资_G.1"').fetchall()
        described = set(base.execute('SELECT "表名", "字段" FROM "字段说明"'))
        fields = {(t, c[1]) for t in names - {"字段说明"} for c in base.execute(f'PRAGMA table_info("{t}")')}
    assert money[0][:2] == (1, "body")
    assert money[0][-2:] == (25.0, 83.33)
    assert money[1][-2:] == (30.0, None)
    assert fields <= described


def test_numbers_of_tables_lead_back_to_their_facts(written: Databases) -> None:
    read = read_table_numbers(written.attributes, load_schema())
    assert {fact: value for fact, value in read.values()} == {
        "scope.cost.construction": 25.0, "scope.share": 83.33, "scope.cost.total": 30.0, "scope.none": None,
    }  # fmt: skip


def test_headings_that_come_twice_get_numbers() -> None:
    table = replace(G1, labels=(("amount", "值"), ("share", "值")))
    tables = attribute_tables(case.facts(), {"G.1": table}, load(), load_schema())
    money = next(t for t in tables if t.name == "投资_G.1")
    assert [f.name for f in money.fields][-2:] == ["值", "值2"]


def test_text_facts_and_reasons_are_kept() -> None:
    facts = Facts([Fact("scope.indicator.021", "良", "1"), Fact("scope.indicator.022", None, "1", reason="没有数据")])
    state = attribute_tables(facts, {}, load(), load_schema())[0]
    held = [dict(zip([f.key for f in state.fields], row, strict=True)) for row in state.rows]
    assert [(h["number"], h["text"], h["reason"]) for h in held] == [(None, "良", None), (None, None, "没有数据")]
    assert np.all([h["synthetic"] == 0 for h in held])
