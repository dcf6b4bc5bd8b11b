"""A ruling that overrides a computed value: the ledger, later stages and tables take it."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import county
from shanshui.finding import Place
from shanshui.ledger import Basis, Fact, Quote, Row, Table
from shanshui.pipeline import build
from shanshui.plan import Ruling
from shanshui.stage import StageResult, ruled
from shanshui.workspace import codec

AREA = Fact("scope.area", Decimal(9_000_000), "m2", source="scope.gpkg", inputs=("layer:scope",), low=Decimal(1))
ROW = Row((Quote("scope.area", Decimal("9.00"), "km2", 2), "text"))
RULING = Ruling("R1", "override", "scope.area", "9.5", "km²", "按批复", "县局", "2021-03", Place())


def test_a_ruled_value_stands_in_facts_and_tables() -> None:
    table = Table("C", "t", ("a", "b"), (ROW,), head=(("area", ROW.cells[0]),))
    result = ruled(StageResult((AREA,), (table,)), (RULING, replace(RULING, id="R2", value="7")))
    (fact,) = result.facts
    assert (fact.value, fact.basis, fact.low) == (Decimal(9_500_000), Basis.RULED, None)
    assert fact.inputs == ("layer:scope", "table:rulings")
    assert fact.source == "scope.gpkg；R1（县局，2021-03，按批复）"
    assert [quote.text for quote in result.tables[0].quotes()] == ["9.50", "9.50"]
    assert result.tables[0].rows[0].cells[1] == "text"


def test_a_ruling_in_an_impossible_unit_changes_nothing() -> None:
    result = StageResult((AREA,))
    for other in (replace(RULING, unit="t"), replace(RULING, value="about 9"), replace(RULING, kind="accept")):
        assert ruled(result, (other,)) is result


def test_a_value_that_could_not_be_computed_can_be_ruled() -> None:
    unknown = Fact("scope.indicator.041@2020", None, "m3/a", reason="缺少图层")
    ruling = replace(RULING, subject=unknown.id, value="120", unit="m3/a")
    (fact,) = ruled(StageResult((unknown,)), (ruling,)).facts
    assert (fact.value, fact.reason) == (Decimal(120), "")


def test_later_stages_see_the_ruled_value(small_county: Path, tmp_path: Path) -> None:
    row = {
        "id": "R1", "kind": "override", "subject": "unit:L.area", "value": "1", "unit": "hm2", "reason": "按批复",
        "by": "县局", "date": "2021-03-01",
    }  # fmt: skip
    county.table(small_county, "rulings", [list(row), list(row.values())])
    outcome = build(small_county, tmp_path / "out", to="layout")
    assert not {"RULING-OVERRIDE", "RULING-UNKNOWN"} & {finding.code for finding in outcome.findings}
    kept = (tmp_path / "out" / "work" / "memo" / "assess.memo").read_bytes().partition(b"\n")[2]
    facts = {fact.id: fact for fact in codec.loads(kept)[0]}
    assert facts["unit:L.indicator.013.forest.area@2020"].value < Decimal(10_000)  # closed to the ruled area
