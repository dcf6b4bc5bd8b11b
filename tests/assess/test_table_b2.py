"""Table B.2: entered and computed values side by side, references, targets, monitored years, sources."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import county
from shanshui.assess.table_b2 import table_b2
from shanshui.dossier.narrative.grid import grid_of
from shanshui.dossier.narrative.model import plain
from shanshui.ledger import Basis, Fact, Facts, Quote, Table
from shanshui.ledger.table import words
from shanshui.standard import load
from staged import Run, run

_HEADER = ("subject", "indicator", "kind", "value", "unit", "date", "point", "surveyor", "organisation", "source",
           "basis", "note")  # fmt: skip
_COVER = "scope.indicator.031@2020"


def _computed(value: str | None, key: str = _COVER, unit: str = "1", **more: object) -> Fact:
    number = Decimal(value) if value is not None else None
    return Fact(key, number, unit, Basis.MEASURED, "x", "m", "c", ("layer:landcover",), **more)  # type: ignore[arg-type]


def _observed(root: Path, *rows: tuple[str, ...]) -> None:
    county.table(root, "observations", (_HEADER, *rows))


def _row(kind: str = "现值", value: str = "60", date: str = "2020-08", basis: str = "实测", subject: str = "scope",
         indicator: str = "031", unit: str = "%") -> tuple[str, ...]:  # fmt: skip
    return (subject, indicator, kind, value, unit, date, "甲点", "赵六", "林业局", "年度监测", basis, "")


def _made(root: Path, *facts: Fact) -> tuple[Run, Table, tuple[Fact, ...]]:
    done = run(root, "survey")
    table, notes = table_b2(done.plan, done.facts.with_more(facts), done.layers, load(), 2020)
    return done, table, notes


def _line(table: Table, name: str, number: int = 0) -> dict[str, str]:
    found = [row for row in table.rows if words(row.cells[2]) == name]
    return dict(zip(table.columns, map(words, found[number].cells), strict=True))


def test_every_indicator_stands_in_the_table_once(small_county: Path) -> None:
    _, table, _ = _made(small_county)
    assert [row.cells[0] for row in table.rows] == list(load().indicators)
    assert _line(table, "森林覆盖率")["current_value"] == "—"
    assert "monitored_value@2022" not in table.columns


def test_a_measured_value_goes_before_the_computed_one(small_county: Path) -> None:
    _observed(small_county, _row())
    _, table, (note,) = _made(small_county, _computed("0.5"))
    line = _line(table, "森林覆盖率")
    assert (line["current_value"], line["unit"]) == ("60.00", "%")
    assert line["current_source"] == "年度监测，林业局，赵六，甲点，2020-08"
    assert line["note"] == "另有计算值 50.00 %（实测）"
    assert (note.id, note.inputs) == ("scope.b2.031.note", (_COVER,))


def test_an_entered_value_gives_way_to_the_computed_one(small_county: Path) -> None:
    _observed(small_county, _row(basis="填报"))
    done, table, (note,) = _made(small_county, _computed("0.5", low=Decimal("0.45"), high=Decimal("0.55")))
    line = _line(table, "森林覆盖率")
    assert line["current_value"] == "50.00"
    assert line["current_source"] == "由土地覆被计算（实测）"
    assert line["note"].startswith("另有填报值 60.00 %（年度监测")
    assert line["note"].endswith("95%区间 45.00～55.00")
    assert "scope.observed.031.current@202008" in note.inputs
    assert done.facts["scope.observed.031.current@202008"].basis is Basis.ENTERED


def test_an_entered_value_stands_where_nothing_is_computed(small_county: Path) -> None:
    _observed(small_county, _row(basis="填报"))
    _, table, notes = _made(small_county, _computed(None, reason="缺少图层 土地覆被"))
    assert _line(table, "森林覆盖率")["current_value"] == "60.00"
    assert notes == ()


def test_what_is_not_known_says_why(small_county: Path) -> None:
    _, table, notes = _made(small_county, _computed(None, reason="缺少图层 土地覆被"))
    line = _line(table, "森林覆盖率")
    assert (line["current_value"], line["current_source"], line["note"]) == ("—", "—", "缺少图层 土地覆被")
    assert notes == ()


def test_monitored_values_stand_by_year_with_their_sources(small_county: Path) -> None:
    _observed(
        small_county,
        _row(),
        _row("监测值", "62", "2022-09"),
        _row("监测值", "64", "2024"),
        _row("参照值", "95", "2020"),
        _row("目标值", "70", "2025"),
    )
    _, table, _ = _made(small_county)
    line = _line(table, "森林覆盖率")
    assert (line["monitored_value@2022"], line["monitored_value@2024"]) == ("62.00", "64.00")
    assert (line["reference_value"], line["target_value"]) == ("95.00", "70.00")
    grid = grid_of(table, load().tables["B.2"], lambda _: False)
    heads = [[plain(cell.runs) for cell in row if cell is not None] for row in grid.header]
    assert "2022年" in heads[1]
    assert "2024年" in heads[1]


def test_a_target_of_the_plan_is_quoted_as_its_stage_states_it(small_county: Path) -> None:
    header = ("subject", "indicator", "kind", "target", "unit", "year", "horizon", "method", "source")
    rows = (
        ("unit:L", "031", "引导性", "92", "%", "2033", "10年", "遥感", "林地规划"),
        ("unit:L", "031", "引导性", "90", "%", "2028", "5年", "遥感", "林地规划"),
    )
    county.table(small_county, "targets", (header, *rows))
    done = run(small_county, "survey", "finance")
    table, _ = table_b2(done.plan, done.facts, done.layers, load(), 2020)
    line = _line(table, "森林覆盖率", 1)
    assert (line["target_value"], line["target_source"]) == ("90.00", "林地规划，2028")
    assert line["note"] == "对象：上游水土流失保护修复单元"
    (quote,) = [q for q in table.quotes() if q.fact.startswith("unit:L.target")]
    assert done.facts.quote(quote.fact, quote.unit, quote.places) == quote


def test_classes_and_changes_have_lines_of_their_own(small_county: Path) -> None:
    facts = (
        _computed("0.6", "scope.indicator.013.forest.share@2020"),
        _computed("0.4", "scope.indicator.013.cropland.share@2020"),
        _computed("0", "scope.indicator.013.desert.share@2020"),
        _computed("-0.1", "scope.indicator.014.forest@2020"),
    )
    _, table, _ = _made(small_county, *facts)
    shares = [words(row.cells[2]) for row in table.rows if row.cells[0] == "013"]
    assert shares == ["生态系统类型构成比例（森林）", "生态系统类型构成比例（农田）"]
    assert _line(table, "生态系统类型面积变化率（森林）")["current_value"] == "-10.00"


def test_an_indicator_of_ones_own_follows_at_the_end(small_county: Path) -> None:
    _observed(small_county, _row(indicator="岸坡崩塌长度", value="1.2", unit="km"))
    done, table, _ = _made(small_county)
    line = _line(table, "岸坡崩塌长度")
    assert (line["ordinal"], line["unit"], line["current_value"]) == ("—", "km", "1.2")
    assert done.facts.number("scope.observed.row2.current@202008") == 1200


def test_a_reference_comes_from_the_reference_ecosystem(small_county: Path) -> None:
    _, table, _ = _made(small_county, _computed("0.97", "scope.reference.indicator.031"))
    line = _line(table, "森林覆盖率")
    assert (line["reference_value"], line["reference_source"]) == ("97.00", "由土地覆被计算（实测）")


@pytest.mark.parametrize("basis", ["实测", "填报"])
def test_every_number_is_a_fact(small_county: Path, basis: str) -> None:
    _observed(small_county, _row(basis=basis), _row("参照值", "95", "2020"), _row(indicator="081", subject="unit:R"))
    done = run(small_county, "survey", "assess")
    (table,) = [t for t in done.tables if t.id == "B.2"]
    facts = Facts(done.facts.values())
    assert len(table.quotes()) > 10
    for quote in table.quotes():
        assert isinstance(quote, Quote)
        assert facts.quote(quote.fact, quote.unit, quote.places).value == quote.value, quote.fact
