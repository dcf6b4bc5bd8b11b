"""Spatial databases, written and read back."""

from __future__ import annotations

import sqlite3
import xml.etree.ElementTree as ET
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier import database_case as databases
from dossier import map_case as case
from dossier.gpkg_conformance import faults
from shanshui.dossier.databases import read_numbers, shapes_of
from shanshui.dossier.databases.layers import spatial_layers
from shanshui.dossier.databases.schema import domains_of, load_schema
from shanshui.dossier.databases.spatial import SHAPE_WIDTH, fitted
from shanshui.dossier.maps.styles import load_styles
from shanshui.standard import load

COUNTS = {
    "scope": 1, "units": 2, "subprojects": 2, "subproject_points": 3, "control_overlaps": 1, "townships": 2,
    "assessment_units": 1, "reference_sites": 1, "network_sources": 1, "network_corridors": 1, "monitoring_points": 1,
    "subproject_years": 6,
    "assessment_problems": 2,
}  # fmt: skip
TABLES = ("subproject_years", "assessment_problems", "about", "fact_sources", "field_dictionary", "domain_values")


def rows(path: Path, layer: str) -> gpd.GeoDataFrame:
    return pyogrio.read_dataframe(path, layer=layer)


def shapefile(layer: str) -> Path:
    name = load_schema().layers[layer].name
    return next(path for path in databases.written().shapefiles if path.stem == name)


def test_the_schema_is_sound() -> None:
    schema, styles = load_schema(), load_styles()
    domains = domains_of(schema, databases.plan(), load())
    for layer in schema.layers.values():
        keys = [f.key for f in layer.fields]
        assert keys[0] == "code"
        assert len({f.name for f in layer.fields}) == len({f.title for f in layer.fields}) == len(keys)
        assert layer.style in (*styles.symbols, "")
        assert not layer.label or layer.label in keys
        assert all(len(f.name.encode("GBK")) <= 10 for f in layer.fields)
        assert all(f.unit and f.decimals is not None for f in layer.fields if f.fact)
        assert {f.domain for f in layer.fields if f.domain} <= set(domains)
    assert len({domain.name for domain in domains.values()}) == len(schema.domains)
    wanted = {t for book in schema.attributes.values() for t in book.tables}
    assert wanted <= set(load().tables)
    assert {t for book in schema.attributes.values() for t in book.records} <= set(load().inputs)


@pytest.mark.parametrize("kind", ["geodatabase", "package"])
def test_layers_are_read_back_whole(kind: str) -> None:
    path = getattr(databases.written(), kind)
    for layer, count in COUNTS.items():
        frame = rows(path, layer)
        assert len(frame) == count
        if layer not in TABLES:
            assert frame.crs.to_epsg() == 4524
            assert frame.total_bounds[0] > 36_000_000
    (corridor,) = rows(path, "network_corridors").to_dict("records")
    assert (corridor["起点源地"], corridor["终点源地"], corridor["长度千米"]) == ("S01", "S02", 1.5)
    assert corridor["geometry"].geom_type.endswith("LineString")
    units = rows(path, "units").set_index("编码")
    assert units.at["L", "名称"] == "上游水土流失保护修复单元"
    assert units.at["R", "面积公顷"] == 1200.0
    assert units.at["L", "投资万元"] == 1000
    assert pd.isna(units.at["R", "投资万元"])
    assert units.geometry.area.to_list() == pytest.approx([12e6, 12e6])
    sites = rows(path, "subprojects").set_index("编码")
    assert (sites.at["L-01", "起始年"], sites.at["L-01", "完成年"]) == (2021, 2022)
    assert (sites.at["L-01", "类别码"], sites.at["L-01", "类别"]) == ("erosion", "水土流失综合治理")
    assert (sites.at["L-01", "分区码"], sites.at["L-01", "管控分区"]) == ("other_redline", "生态保护红线内其他区域")
    (overlap,) = rows(path, "control_overlaps").to_dict("records")
    assert (overlap["子项目"], overlap["管控线"], overlap["占压公顷"]) == ("L-01", "生态保护红线", 25.0)
    assert overlap["geometry"].area == pytest.approx(250_000)


def test_all_formats_say_the_same() -> None:
    made = databases.written()
    for layer in COUNTS:
        one, other = rows(made.geodatabase, layer), rows(made.package, layer)
        plain = [column for column in one.columns if column != "geometry"]
        assert plain == [column for column in other.columns if column != "geometry"]
        assert one[plain].equals(other[plain])
        if layer not in TABLES:
            third = pyogrio.read_dataframe(shapefile(layer))
            assert third[plain].astype(object).fillna("").equals(one[plain].astype(object).fillna(""))
            assert third.crs == one.crs == other.crs
            for frame in (other, third):
                assert frame.geometry.area.to_list() == pytest.approx(one.geometry.area.to_list(), rel=1e-6)


def test_points_say_where_they_come_from() -> None:
    points = rows(databases.written().package, "subproject_points").set_index("编码")
    assert points["来源码"].to_dict() == {"L-01": "derived", "R-01": "derived", "R-02": "entered"}
    assert (points.at["R-02", "经度"], points.at["R-02", "纬度"]) == (109.0467, 26.5833)
    sites = rows(databases.written().package, "subprojects").set_index("编码")
    assert sites.at["L-01", "geometry"].contains(points.at["L-01", "geometry"])
    (watch,) = rows(databases.written().package, "monitoring_points").to_dict("records")
    assert (watch["尺度码"], watch["监测尺度"], watch["监测指标"]) == (
        "unit",
        "保护修复单元",
        load().indicators["013"].name,
    )
    assert (watch["起始年"], watch["示例"], watch["经度"]) == (2021, "yes", 109.03)
    (site,) = rows(databases.written().package, "reference_sites").to_dict("records")
    assert (site["生态系统"], site["面积公顷"]) == ("森林", 5.0)


def test_assessment_units_bear_what_table_b3_says() -> None:
    (unit,) = rows(databases.written().package, "assessment_units").to_dict("records")
    assert unit["geometry"].area == pytest.approx(6e6)
    assert (unit["退化等级"], unit["恢复等级"], unit["严重等级"], unit["紧迫等级"]) == (3, 4, 2, 5)
    assert (unit["问题码"], unit["首要问题"], unit["问题公顷"]) == ("soil_erosion", "水土流失", 123.46)
    assert (unit["推荐模式"], unit["空间位置"]) == ("生态重建", "自然保护地外的生态保护红线区域")
    problems = rows(databases.written().package, "assessment_problems").set_index("问题码")
    assert problems.at["soil_erosion", "问题公顷"] == 123.46
    assert pd.isna(problems.at["mine_damage", "问题公顷"])


def test_years_of_subprojects_quote_only_what_is_known() -> None:
    years = rows(databases.written().package, "subproject_years").set_index("编码")
    assert years.at["L-01/2021", "投资万元"] == 400
    assert pd.isna(years.at["L-01/2022", "投资万元"])
    quoted = {q.fact for q in databases.written().quotes if "@" in q.fact}
    assert quoted == {"subproject:L-01.cost.total@2021"}


def test_shapefiles_keep_chinese_text_and_whole_field_names() -> None:
    path = shapefile("units")
    assert path.with_suffix(".cpg").read_text() == "GBK"
    frame = pyogrio.read_dataframe(path)
    assert [c for c in frame.columns if c != "geometry"] == ["编码", "名称", "目标", "面积公顷", "投资万元"]
    assert frame["目标"].to_list() == ["侵蚀减少", "耕地提升"]
    assert {p.stem for p in databases.written().shapefiles} == {
        layer.name for key, layer in load_schema().layers.items() if key in COUNTS and key not in TABLES
    }


def test_every_number_names_its_fact_and_reads_back_as_printed() -> None:
    made = databases.written()
    numbers = read_numbers(made.geodatabase)
    assert numbers == read_numbers(made.package)
    assert numbers == {q.fact: q.text for q in made.quotes}
    assert numbers["scope.area"] == "2400.00"
    assert numbers["scope.cost.total"] == "3000"
    assert numbers["subproject:R-02.area"] == "—"
    assert numbers["assessment_unit:A1.degradation"] == "3"


def test_a_number_changed_by_hand_shows(tmp_path: Path) -> None:
    path = tmp_path / "工程.gpkg"
    path.write_bytes(databases.written().package.read_bytes())
    assert read_numbers(path)["unit:L.area"] == "1200.00"
    content = rows(path, "units")
    content.loc[content["编码"] == "L", "面积公顷"] = 1234.5
    pyogrio.write_dataframe(content, path, layer="units", driver="GPKG", append=False)
    assert read_numbers(path)["unit:L.area"] == "1234.50"


def test_a_database_of_somebody_else_has_no_numbers(tmp_path: Path) -> None:
    path = tmp_path / "other.gpkg"
    case.frame([case.LEFT], code=["L"]).to_file(path)
    assert read_numbers(path) == {}


def test_the_geopackage_opens_drawn() -> None:
    with closing(sqlite3.connect(databases.written().package)) as base:
        styles = base.execute(
            "SELECT f_table_name, f_geometry_column, styleQML, useAsDefault FROM layer_styles"
        ).fetchall()
        columns = dict(base.execute("SELECT table_name, column_name FROM gpkg_geometry_columns"))
        names = dict(base.execute("SELECT table_name, identifier FROM gpkg_contents"))
    assert names["subprojects"] == "子项目"
    assert {s[0] for s in styles} == set(columns)
    for layer, column, text, default in styles:
        assert (column, default) == (columns[layer], 1)
        root = ET.fromstring(text.split("\n", 1)[1])
        assert root.find(".//layer") is not None
    categories = {s[0]: ET.fromstring(s[2].split("\n", 1)[1]) for s in styles}["subprojects"]
    assert [c.get("value") for c in categories.iter("category")] == ["L", "R"]


def test_the_geopackage_conforms(tmp_path: Path) -> None:
    made = databases.written().package
    assert faults(made) == ()
    broken = tmp_path / "broken.gpkg"
    broken.write_bytes(made.read_bytes())
    with closing(sqlite3.connect(broken)) as base, base:
        base.execute("PRAGMA application_id = 7")
        base.execute("DELETE FROM gpkg_spatial_ref_sys WHERE srs_id = -1")
        base.execute("DELETE FROM gpkg_extensions WHERE extension_name = 'gpkg_metadata'")
        base.execute("INSERT INTO gpkg_data_columns VALUES ('units', '没有', 'x', 'x', '', NULL, 'nothing')")
    assert len(faults(broken)) >= 4


def test_the_geopackage_explains_itself() -> None:
    with closing(sqlite3.connect(databases.written().package)) as base:
        columns = base.execute("SELECT title, constraint_name FROM gpkg_data_columns WHERE column_name = '退化等级'")
        assert columns.fetchall() == [("自然生态系统退化程度", "退化程度分级")]
        values = base.execute(
            "SELECT value, description FROM gpkg_data_column_constraints WHERE constraint_name = '退化程度分级'"
        )
        assert dict(values)["5"] == "极重度退化"
        assert base.execute("SELECT metadata FROM gpkg_metadata").fetchall() == [("<metadata/>",)]
        scopes = base.execute("SELECT reference_scope, md_file_id FROM gpkg_metadata_reference").fetchall()
        assert scopes == [("geopackage", 1)]
        about = dict(base.execute('SELECT "项目", "内容" FROM about'))
    assert about["编制单位"] == "测试编制组"
    assert "示例数据" in about["数据性质"]


def test_every_field_and_coded_value_is_explained() -> None:
    path = databases.written().package
    words, values = rows(path, "field_dictionary"), rows(path, "domain_values")
    listed = {(table, field) for table, field in zip(words["表"], words["字段"], strict=True)}
    for layer, _ in pyogrio.list_layers(path):
        if layer != "layer_styles":
            assert {(layer, name) for name in pyogrio.read_info(path, layer=layer)["fields"]} <= listed
    known = set(zip(values["值域"], values["代码"], strict=True))
    for table, field, domain in zip(words["表"], words["字段"], words["值域"], strict=True):
        if isinstance(domain, str):
            held = {str(int(v) if isinstance(v, float) else v) for v in rows(path, table)[field] if not pd.isna(v)}
            assert {(domain, code) for code in held} <= known, (table, field)


def test_two_runs_agree_whatever_stood_there(tmp_path: Path) -> None:
    databases.write(tmp_path, units=None)
    one, other = databases.written(), databases.write(tmp_path)
    assert one.package.read_bytes() == other.package.read_bytes()
    for left, right in zip(one.attributes, other.attributes, strict=True):
        assert left.read_bytes() == right.read_bytes()
    for left, right in zip(one.shapefiles, other.shapefiles, strict=True):
        for ending in (".shp", ".dbf", ".shx", ".prj", ".cpg"):
            assert left.with_suffix(ending).read_bytes() == right.with_suffix(ending).read_bytes()
    for layer, _ in pyogrio.list_layers(one.geodatabase):
        assert rows(one.geodatabase, layer).equals(rows(other.geodatabase, layer))
    assert not [p for p in other.package.parent.iterdir() if p.name.startswith(".")]


def test_classified_and_missing_layers_stay_out(tmp_path: Path) -> None:
    ground, held = case.ground(tmp_path), case.held("townships", secret=("ecological_redline",))
    found = shapes_of(ground, held, case.plan(), load(), case.SCOPE, case.EPSG)
    assert found.townships is None
    assert found.control == {}
    layers = spatial_layers(case.plan(), case.facts(), load(), found, load_schema())
    drawn = [layer.key for layer in layers if layer.drawn]
    assert drawn == ["scope", "units", "subprojects", "subproject_points"]


def test_protected_areas_are_split_by_zone(tmp_path: Path) -> None:
    reserves = case.frame([case.LEFT, case.RIGHT, case.LEFT], zone=["核心区", "一般控制区", None])
    control = databases.shapes(tmp_path, protected_areas=reserves).control
    assert len(control["protected_core"]) == 1
    assert len(control["protected_general"]) == 2


def test_wild_names_are_kept_or_told(tmp_path: Path) -> None:
    wild = "“引'号\"\x00" + "很长" * 100 + "𠮷"
    units = tuple(replace(unit, goal=wild) for unit in case.plan().units)
    made = databases.write(tmp_path, of=replace(databases.plan(), units=units))
    kept = wild.replace("\x00", "")
    for path in (made.geodatabase, made.package):
        assert rows(path, "units")["目标"].to_list() == [kept, kept]
    (path,) = (p for p in made.shapefiles if p.stem == "保护修复单元")
    cut = pyogrio.read_dataframe(path)["目标"].to_list()
    assert len(set(cut)) == 1
    assert kept.startswith(cut[0])
    assert SHAPE_WIDTH - 1 <= len(cut[0].encode("GBK")) <= SHAPE_WIDTH
    (finding,) = (f for f in made.findings if f.code == "DOSSIER-SHAPE-TEXT")
    assert finding.got == "2"


def test_layers_without_shapes_are_left_out(tmp_path: Path) -> None:
    made = databases.write(
        tmp_path, townships=case.frame([], code=[], name=[]), units=case.frame([None, None], code=["L", "R"])
    )
    assert not {"townships", "units"} & {str(layer) for layer, _ in pyogrio.list_layers(made.package)}
    assert faults(made.package) == ()


@given(st.text(max_size=300))
def test_what_a_shapefile_takes_is_read_back(text: str) -> None:
    cut = fitted(text)
    assert len(cut.encode("GBK")) <= SHAPE_WIDTH
    assert fitted(cut) == cut
