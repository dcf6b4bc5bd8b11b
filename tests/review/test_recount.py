"""The recount: each medium read back; a changed digit, unit or fact is found, closed rounding is not."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import geopandas
import pandas
import pyogrio
import pytest
import shapely
import xlsxwriter
from PIL import Image

from shanshui.dossier.report.xml import tag_of
from shanshui.finding import NOWHERE, Finding
from shanshui.ledger import Fact, Facts, Quote, Row, Table
from shanshui.review import printed_at, prints, recount
from shanshui.review.recount.docx import short
from shanshui.review.recount.judge import Print, agrees
from shanshui.standard import load

LONG = "subproject:" + "x" * 60 + ".area"
FACTS = Facts(
    [
        Fact("scope.area", Decimal("1619154321"), "m2"),
        Fact("scope.cost.total", Decimal("123450000"), "yuan"),
        Fact("scope.slope.mean", None, "deg", reason="—"),
        Fact("subproject:S1.zone", "urban"),
        Fact(LONG, Decimal(20_000), "m2"),
    ]
)
NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def control(fact: str, text: str) -> str:
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="{tag_of(fact)}"/></w:sdtPr>'
        f"<w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def docx(folder: Path, *paragraphs: str, table: str = "") -> Path:
    body = "".join(f"<w:p>{p}</w:p>" for p in paragraphs)
    if table:
        body += f"<w:tbl><w:tr><w:tc><w:p>{table}</w:p></w:tc></w:tr></w:tbl>"
    path = folder / "报告" / "方案.docx"
    path.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", f'<w:document xmlns:w="{NS}"><w:body>{body}</w:body></w:document>')
    return path


def found(folder: Path, tables: dict[str, Table] | None = None) -> list[tuple[str, str, str]]:
    return [(f.code, f.got, f.want) for f in recount(folder, FACTS, load(), tables or {})]


def test_a_true_report_passes(tmp_path: Path) -> None:
    docx(
        tmp_path,
        run("总面积") + control("scope.area", "1619.15") + run(" km") + run("²") + run("，投资"),
        control("scope.cost.total", "1.2345") + run("亿元"),
        control("scope.area", "161915.43") + run("公顷") + control("scope.area", "242.87") + run("万亩"),
        control("scope.slope.mean", "—") + control("subproject:S1.zone", "城镇空间") + control(LONG, "2.00"),
    )
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "unit", "want"),
    [
        ("1619.16", "km²", "1619.15"),
        ("1619.15", "公顷", "161915.43"),
        ("1691.15", "", "1619.15"),
        ("", "km²", "1619.15"),
    ],
)
def test_a_changed_number_is_found(tmp_path: Path, text: str, unit: str, want: str) -> None:
    docx(tmp_path, run("第一段"), control("scope.area", text) + run(unit))
    assert found(tmp_path) == [("RECOUNT-DOCX", text, want)]
    (finding,) = recount(tmp_path, FACTS, load())
    assert (finding.place.file, finding.place.paragraph) == ("报告/方案.docx", 2)
    assert finding.facts == ("scope.area",)


PAGE = """<!DOCTYPE html><html><body><main>
<p>总面积<a data-fact="scope.area" data-unit="km²">{area}</a> km<sup>2</sup>，投资
<a data-fact="scope.cost.total" data-unit="亿元">1.2345</a>{after}。</p>
<table><tr><td><a data-fact="scope.area" data-unit="{unit}">161915.43</a></td></tr></table>
<p><a data-fact="scope.slope.mean">—</a><a data-fact="subproject:S1.zone">城镇空间</a></p></main>
<script type="application/json"><a data-fact="scope.area">1</a></script>
<template><a data-fact="scope.area">1</a></template></body></html>"""


@pytest.mark.parametrize(("text", "codes"), [("0.00", []), ("0.01", ["RECOUNT-DOCX"]), ("0.00%", [])])
def test_a_bare_ratio_next_to_nothing_prints_as_0(tmp_path: Path, text: str, codes: list[str]) -> None:
    docx(tmp_path, run("变异系数为") + control("scope.units.score.size_spread", text) + run("。"))
    spread = Fact("scope.units.score.size_spread", Decimal("1.9e-10"), "1")
    assert [f.code for f in recount(tmp_path, {spread.id: spread}, load())] == codes
    within = Print(spread.id, text, NOWHERE, near=("问题差异", ""), tabular=True)
    assert agrees(within, spread) == (not codes)


@pytest.mark.parametrize(
    ("words", "found_there"),
    [
        ({}, []),
        ({"area": "1691.15"}, [("RECOUNT-HTML", "1691.15", "1619.15")]),
        ({"after": "万元"}, [("RECOUNT-HTML", "1.2345", "12345.0000")]),
        ({"unit": "km²"}, [("RECOUNT-HTML", "161915.43", "1619.15")]),
        ({"unit": "斗"}, [("RECOUNT-FILE", "斗", "")]),
    ],
)
def test_an_edited_twin_is_found(
    tmp_path: Path, words: dict[str, str], found_there: list[tuple[str, str, str]]
) -> None:
    told = {"area": "1619.15", "after": "亿元", "unit": "hm²", **words}
    (tmp_path / "报告").mkdir()
    (tmp_path / "报告" / "方案.html").write_text(PAGE.format(**told), encoding="utf-8")
    assert found(tmp_path) == found_there


def test_a_fact_that_nobody_knows_is_found(tmp_path: Path) -> None:
    docx(tmp_path, control("scope.aera", "1"))
    assert found(tmp_path) == [("RECOUNT-FACT", "1", "scope.aera")]


def test_word_s_own_controls_are_passed_over(tmp_path: Path) -> None:
    docx(tmp_path, control("Table of Contents", "1"), control("toc", "1"))
    assert found(tmp_path) == []


def test_closed_rounding_is_held_to_what_the_table_recorded(tmp_path: Path) -> None:
    docx(tmp_path, table=control("scope.area", "161915.44"))
    recorded = Table("X", "", ("a",), (Row((Quote("scope.area", Decimal("161915.44"), "hm2", 2),)),))
    other = Table("X", "", ("a",), (Row((Quote("scope.area", Decimal("161915.43"), "hm2", 2),)),))
    assert found(tmp_path, {"X": recorded}) == []
    assert [f[0] for f in found(tmp_path, {"X": other})] == ["RECOUNT-DOCX"]
    docx(tmp_path, control("scope.area", "161915.44") + run("公顷"))
    assert [f[0] for f in found(tmp_path, {"X": recorded})] == ["RECOUNT-DOCX"]


def test_a_number_that_no_table_recorded_is_not_closed(tmp_path: Path) -> None:
    docx(tmp_path, table=control("scope.area", "161915.44"))
    assert found(tmp_path) == [("RECOUNT-DOCX", "161915.44", "161915.43")]


@pytest.mark.parametrize(("text", "fine"), [("0", False), ("0.00", False), ("1619.15", True), ("161915.43", True)])
def test_where_no_unit_is_told_no_amount_is_0(tmp_path: Path, text: str, fine: bool) -> None:
    docx(tmp_path, table=control("scope.area", text))
    assert (found(tmp_path) == []) is fine


def cells(*texts: str, span: int = 1) -> str:
    wide = f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>'
    return "<w:tr>" + "".join(f"<w:tc>{wide}<w:p>{text}</w:p></w:tc>" for text in texts) + "</w:tr>"


@pytest.mark.parametrize(
    ("before", "heads", "label"),
    [
        ("", ("对象", "面积（公顷）"), "工程范围"),
        ("", ("对象", "面积"), "规模（公顷）"),
        ("示例数据 单位：公顷", ("对象", "面积"), "工程范围"),
        ("单位：亩", ("对象", "面积（公顷）"), "清水江流域（示例）"),
    ],
    ids=["head", "row", "line before", "the nearest counts"],
)
@pytest.mark.parametrize(("text", "fine"), [("161915.43", True), ("1619.15", False)])
def test_a_table_names_the_unit_of_its_cells(
    tmp_path: Path, before: str, heads: tuple[str, str], label: str, text: str, fine: bool
) -> None:
    rows = cells(run("面积"), span=2) + cells(*map(run, heads)) + cells(run(label), control("scope.area", text))
    body = f"<w:p>{run(before)}</w:p><w:tbl>{rows}</w:tbl>"
    with zipfile.ZipFile(tmp_path / "方案.docx", "w") as package:
        package.writestr("word/document.xml", f'<w:document xmlns:w="{NS}"><w:body>{body}</w:body></w:document>')
    assert (found(tmp_path) == []) is fine


def test_tags_are_shortened_as_the_writer_does() -> None:
    assert short(LONG) == tag_of(LONG)


@pytest.mark.parametrize(
    ("text", "fine"),
    [("≥90 %", True), ("90%", True), ("0.90", True), ("89 %", False), ("2020→90 %", True), ("1,234", False)],
)
def test_numbers_among_words(text: str, fine: bool) -> None:
    assert agrees(Print("f", text, NOWHERE), Fact("f", Decimal("0.9"))) is fine


def test_half_is_rounded_up() -> None:
    fact = Fact("f", Decimal("25000"), "m2")
    assert agrees(Print("f", "3", NOWHERE, "hm2"), fact)
    assert not agrees(Print("f", "2", NOWHERE, "hm2"), fact)


def workbook(folder: Path, value: float | str, form: str = "0.00") -> None:
    folder.joinpath("附表").mkdir(exist_ok=True)
    book = xlsxwriter.Workbook(str(folder / "附表" / "附表.xlsx"))
    sheet = book.add_worksheet("表C")
    sheet.write(2, 1, value, book.add_format({"num_format": form}))
    lineage = book.add_worksheet("数源")
    for n, row in enumerate([("工作表", "单元格", "事实编号", "数值", "单位"), ("表C", "B3", "scope.area", 1, "hm2")]):
        lineage.write_row(n, 0, row)
    lineage.hide()
    book.close()


@pytest.mark.parametrize(
    ("value", "form", "codes"),
    [
        (161915.43, "0.00", []),
        (161915.4321, "0.00", []),
        (161915, '"≥"0" hm²"', []),
        (161916.43, "0.00", ["RECOUNT-XLSX"]),
        ("约十六万", "0.00", ["RECOUNT-XLSX"]),
    ],
)
def test_workbook(tmp_path: Path, value: float | str, form: str, codes: list[str]) -> None:
    workbook(tmp_path, value, form)
    findings = recount(tmp_path, FACTS, load())
    assert [f.code for f in findings] == codes
    assert all((f.place.sheet, f.place.cell) == ("表C", "B3") for f in findings)


@pytest.mark.parametrize(("text", "codes"), [("1619.15", []), ("1619.51", ["RECOUNT-MAP"])])
def test_map(tmp_path: Path, text: str, codes: list[str]) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "图.tif", description=json.dumps({"scope.area": text}))
    assert [f.code for f in recount(tmp_path, FACTS, load())] == codes


@pytest.mark.parametrize("name", ["工程.gpkg", "空间数据.gdb"])
@pytest.mark.parametrize(("area", "codes"), [(161915.43, []), (161915.53, ["RECOUNT-GDB"]), (None, ["RECOUNT-GDB"])])
def test_spatial_database(tmp_path: Path, name: str, area: float | None, codes: list[str]) -> None:
    path = tmp_path / name
    frame = geopandas.GeoDataFrame({"编码": ["S"], "面积公顷": [area]}, geometry=[shapely.Point(0, 0)], crs=4524)
    driver = "GPKG" if name.endswith("gpkg") else "OpenFileGDB"
    pyogrio.write_dataframe(frame, path, layer="scope", driver=driver, geometry_type="Point")
    source = ("scope", "S", "面积公顷", "scope.area", "?", "hm2", 2)
    sources = pandas.DataFrame([source], columns=["图层", "要素", "字段", "事实", "数值", "单位", "位"])
    sources = sources.astype({"位": "int32"})
    pyogrio.write_dataframe(sources, path, layer="fact_sources", driver=driver, append=True)
    findings = recount(tmp_path, FACTS, load())
    assert [f.code for f in findings] == codes
    assert all((f.place.layer, f.place.feature, f.place.column) == ("scope", "S", "面积公顷") for f in findings)


@pytest.mark.parametrize(("cost", "codes"), [(12345.0, []), (12354.0, ["RECOUNT-GDB"])])
def test_attribute_database(tmp_path: Path, cost: float, codes: list[str]) -> None:
    with closing(sqlite3.connect(tmp_path / "属性数据.sqlite")) as base, base:
        base.execute('CREATE TABLE "投资_G.1" ("行号" INTEGER, "费用" REAL)')
        base.execute('INSERT INTO "投资_G.1" VALUES (5, ?)', (cost,))
        base.execute('CREATE TABLE "数源" ("表名", "行号", "字段", "事实编号", "数值", "单位")')
        base.execute("INSERT INTO 数源 VALUES ('投资_G.1', 5, '费用', 'scope.cost.total', '12345', '万元')")
    assert [f.code for f in recount(tmp_path, FACTS, load())] == codes


@pytest.mark.parametrize("name", ["坏.docx", "坏.xlsx", "坏.tif", "坏.gpkg", "坏.sqlite"])
def test_a_broken_file_is_a_finding(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"not what it claims to be")
    (finding,) = recount(tmp_path, FACTS, load())
    assert (finding.code, finding.place.file) == ("RECOUNT-FILE", name)


def test_the_review_s_own_files_are_not_recounted(tmp_path: Path) -> None:
    (tmp_path / "审查").mkdir()
    (tmp_path / "审查" / "findings.xlsx").write_bytes(b"")
    assert recount(tmp_path, FACTS, load()) == ()


def test_where_a_fact_is_printed(tmp_path: Path) -> None:
    docx(tmp_path, control("scope.area", "1619.15") + run("km²"))
    workbook(tmp_path, 161915.43)
    places = printed_at(prints(tmp_path, FACTS), load())["scope.area"]
    assert [text for _, text in places] == ["1619.15", "161915.43"]
    assert places[0][0].startswith("报告/方案.docx")
    assert "B3" in places[1][0]


def test_findings_have_stable_ids(tmp_path: Path) -> None:
    def ids(*paragraphs: str) -> set[str]:
        docx(tmp_path, *paragraphs)
        found: tuple[Finding, ...] = recount(tmp_path, FACTS, load())
        return {f.id for f in found}

    wrong = control("scope.area", "1.00") + run("km²")
    assert ids(wrong) == ids(run("一段新的话"), wrong)
