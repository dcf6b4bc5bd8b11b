"""Table B.1: one form for each place surveyed, each key figure a fact."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import county
from shanshui.dossier.narrative.grid import grid_of
from shanshui.dossier.narrative.model import plain
from shanshui.ledger import Basis, Quote
from shanshui.standard import load
from staged import run

_HEADER = (
    "form", "date", "place", "recorder", "organisation", "scale", "space", "problem", "indicator", "value", "unit",
    "measured", "cause", "response", "synthetic",
)  # fmt: skip
_ONE = ("F1", "2020-10-12", "甲村", "张三", "规划院", "场地", "其他", "水土流失")
_TWO = ("F2", "2020-10-13", "乙村", "李四", "", "流域", "永久基本农田、生态保护红线", "森林退化")
_WHY = ("陡坡开垦", "封育", "否")
_ROWS = (
    (*_ONE, "植被覆盖度", "55", "%", "2020-10", *_WHY),
    (*_ONE, "051", "1200", "t/(km2*a)", "2020", *_WHY),
    (*_ONE, "水质类别", "III类", "", "2020", *_WHY),
    (*_TWO, "", "", "", "", "", "", "是"),
)


def test_rows_of_a_form_make_one_table(small_county: Path) -> None:
    county.table(small_county, "field_surveys", (_HEADER, *_ROWS))
    done = run(small_county, "survey")
    one, two = (t for t in done.tables if t.id.startswith("B.1@"))
    head = dict(one.head)
    assert (one.id, two.id) == ("B.1@F1", "B.1@F2")
    assert one.title.endswith("生态问题调查表（F1）")
    assert head["recorder"] == "张三（规划院）"
    assert (head["date"], head["place"], head["scale"]) == ("2020-10-12", "甲村", "场地（子项目）")
    assert dict(two.head)["space"] == "永久基本农田、生态保护红线"
    assert (len(one.rows), len(two.rows)) == (3, 0)
    names = [row.cells[0] for row in one.rows]
    assert names == ["植被覆盖度", "土壤侵蚀模数", "水质类别"]
    quotes = one.quotes()
    assert [(q.fact, q.text) for q in quotes] == [
        ("form:F1.row2.value", "55"), ("form:F1.row3.value", "1200"), ("form:F1.row4.value", "III类"),
    ]  # fmt: skip
    fact = done.facts["form:F1.row2.value"]
    assert (fact.value, fact.unit, fact.basis, fact.clause) == (Decimal("0.55"), "1", Basis.MEASURED, "表B.1")
    assert all(done.facts.quote(q.fact, q.unit).value == q.value for q in quotes)


def test_a_unit_stands_once_in_a_line(small_county: Path) -> None:
    county.table(small_county, "field_surveys", (_HEADER, *_ROWS))
    (table,) = [t for t in run(small_county, "survey").tables if t.id == "B.1@F1"]
    grid = grid_of(table, load().tables["B.1"], lambda _: False)
    said = [[plain(cell.runs) if cell is not None else "" for cell in row] for row in grid.body]
    assert said[0] == ["植被覆盖度", "55", "%", "2020-10"]
    assert said[2] == ["水质类别", "III类", "—", "2020"]


def test_made_up_rows_mark_their_facts(small_county: Path) -> None:
    rows = [(*row[:8], "盖度", "40", "%", "2020", *row[12:]) if row[0] == "F2" else row for row in _ROWS]
    county.table(small_county, "field_surveys", (_HEADER, *rows))
    done = run(small_county, "survey")
    assert done.facts["form:F2.row5.value"].synthetic
    assert not done.facts["form:F1.row2.value"].synthetic
    (table,) = [t for t in done.tables if t.id == "B.1@F2"]
    assert isinstance(table.cell(0, "value"), Quote)
