from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.errors import UsageError
from shanshui.ledger import Basis, Fact, Facts, Quote, Row, Source, Table, fact_id, store
from shanshui.ledger.fact import split_id
from shanshui.ledger.facts import with_inherited_synthetic

LAYER = Source("layer:county", "layers/county.gpkg", "ab" * 32, synthetic=True)
TABLE = Source("table:works", "tables/works.csv", "cd" * 32)
AREA = Fact("scope.area", Decimal("1619150000"), "m2", Basis.MEASURED, inputs=("layer:county",))
SHARE = Fact("unit:A.area_share", Decimal("0.25"), inputs=("scope.area", "table:works"))
COST = Fact("scope.cost.total", None, "yuan", reason="no price", inputs=("table:works",))


def test_ids_are_composed_and_taken_apart() -> None:
    assert fact_id("unit:QSJ", "indicator.031", 2020) == "unit:QSJ.indicator.031@2020"
    assert split_id("unit:QSJ.indicator.031@2020") == ("unit:QSJ", "indicator.031", "2020")
    with pytest.raises(ValueError, match="snake"):
        fact_id("scope", "land use")


def test_synthetic_is_inherited_through_any_depth() -> None:
    known = {s.id: s for s in (LAYER, TABLE)}
    area, share, cost = with_inherited_synthetic((AREA, SHARE, COST), known)
    assert (area.synthetic, share.synthetic, cost.synthetic) == (True, True, False)


def test_a_lineage_must_end_in_something_known() -> None:
    with pytest.raises(KeyError):
        with_inherited_synthetic((AREA,), {})


def test_a_fact_may_not_rest_on_itself() -> None:
    with pytest.raises(KeyError, match="rests on itself"):
        with_inherited_synthetic((Fact("a.b", None, inputs=("a.b",)),), {})


def test_quoting_converts_and_rounds_once() -> None:
    facts = Facts((AREA, COST))
    assert facts.quote("scope.area", "km2", 2).text == "1619.15"
    assert facts.quote("scope.cost.total", "wan_yuan", 0).text == "—"
    assert facts.quote("nothing.here", "km2", 2).text == "—"


def test_reads_are_told() -> None:
    seen: list[str] = []
    facts = Facts((AREA, SHARE), seen.append)
    facts.quote("scope.area")
    facts.starting("unit:")
    assert seen == ["scope.area", "unit:*"]


@given(st.lists(st.text("a.b@~\uffff", max_size=4)), st.text("a.b@\uffff", max_size=3))
def test_a_search_finds_what_begins_so_in_the_order_it_was_found(ids: list[str], prefix: str) -> None:
    found = Facts(Fact(key, None) for key in ids).starting(prefix)
    assert [fact.id for fact in found] == [key for key in dict.fromkeys(ids) if key.startswith(prefix)]


def test_a_row_fits_its_table() -> None:
    with pytest.raises(ValueError, match="1 cells for 2 columns"):
        Table("G.1", "t", ("item", "amount"), (Row(("x",)),))
    quote = Quote("scope.area", Decimal(5))
    table = Table("G.1", "t", ("item", "amount"), (Row(("x", quote)),))
    assert table.cell(0, "amount") is quote
    assert table.quotes() == (quote,)


def test_the_ledger_file_gives_back_what_it_was_given(tmp_path: Path) -> None:
    whole = store.Ledger(
        {"survey": (AREA,), "finance": (COST, SHARE)}, (LAYER, TABLE), {"scope.area": (("报告/a.docx", "1619.15"),)}
    )
    store.write(tmp_path / "l.sqlite", whole)
    back = store.read(tmp_path / "l.sqlite")
    assert set(back.ids()) == set(whole.ids())
    assert back.fact("scope.area") == AREA
    assert back.fact("unit:A.area_share") == SHARE
    assert back.fact("scope.cost.total") == COST
    assert set(back.sources) == {LAYER, TABLE}
    assert back.printed == whole.printed


def test_a_file_that_is_no_ledger_is_named(tmp_path: Path) -> None:
    (tmp_path / "l.sqlite").write_text("no database at all, but some words", encoding="utf-8")
    with pytest.raises(UsageError, match="no ledger"):
        store.read(tmp_path / "l.sqlite")
    with pytest.raises(UsageError, match="build first"):
        store.read(tmp_path / "none.sqlite")
