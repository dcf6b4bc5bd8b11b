"""Table E.2: one for each year, and what its lines add up to."""

from __future__ import annotations

from decimal import Decimal

from finance.plans import make_plan, money, sub, unit_, work, workspace
from finance.test_stage import EARLIER, STANDARD, result, small, table, text
from shanshui.finance import run
from shanshui.ledger import Quote, Table
from shanshui.quantity import convert


def numbers(found: Table, column: str, kind: str = "body") -> list[Decimal]:
    cells = [found.cell(n, column) for n, row in enumerate(found.rows) if row.kind == kind]
    return [cell.value for cell in cells if isinstance(cell, Quote) and isinstance(cell.value, Decimal)]


def test_one_table_for_each_year() -> None:
    found = [t.id for t in result(small()).tables if t.id.startswith("E.2")]
    assert found == [f"E.2@{year}" for year in range(2021, 2026)]


def test_a_year_lists_who_is_at_work_in_it() -> None:
    done = result(small())
    first, later = table(done, "E.2@2021"), table(done, "E.2@2024")
    assert [text(first, n, "subproject") for n in (0, 2)] == ["甲省乙县A1修复项目", "甲省乙县B1修复项目"]
    assert [row.kind for row in first.rows] == ["body", "subtotal", "body", "subtotal", "total"]
    assert [row.kind for row in later.rows] == ["body", "subtotal", "total"]  # B1 ends in 2022
    assert text(first, 0, "indicator") == "河流生态保护修复、新增林地"
    assert text(first, 0, "location_class") == "生态保护红线内其他区域"


def test_columns_of_indicators_bear_their_names_and_units() -> None:
    found = table(result(small()), "E.2@2021")
    assert dict(found.labels) == {
        "indicator_value@river_restoration": "河道岸堤修复长度（千米）",
        "indicator_value@forest_new": "新增林地面积",
    }


def test_hand_computed_year() -> None:
    found = table(result(small()), "E.2@2021")
    assert text(found, 0, "indicator_value@forest_new") == "10.00"  # 50 hm² over five years
    assert text(found, 2, "indicator_value@forest_new") == "10.00"  # 20 hm² over two
    assert text(found, 4, "indicator_value@forest_new") == "20.00"
    assert text(found, 0, "indicator_value@river_restoration") == "0.40"
    assert [text(found, 0, c) for c in ("total", "central", "local", "social")] == ["100", "100", "0", "0"]
    assert [text(found, 4, c) for c in ("total", "central", "local", "social")] == ["134", "100", "34", "0"]
    assert text(found, 4, "scope") == "2000.00"
    assert text(found, 0, "scope") == "—"


def test_sub_projects_of_a_year_make_the_year_of_table_e1() -> None:
    done = result(small())
    plan = table(done, "E.1")
    for year in range(2021, 2026):
        found = table(done, f"E.2@{year}")
        whole = plan.cell(1, f"year@{year}")
        assert isinstance(whole, Quote)
        assert sum(numbers(found, "implementation_area")) == whole.value
        assert numbers(found, "implementation_area", "total") == [whole.value]


def test_live_sums_give_what_is_printed() -> None:
    found = table(result(small()), "E.2@2021")
    for row in found.rows:
        for cell in row.cells:
            if isinstance(cell, Quote) and cell.formula is not None:
                parts = [found.cell(*at) for at in cell.formula.cells]
                assert sum(p.value for p in parts if isinstance(p, Quote) and p.value is not None) == cell.value


def test_money_of_a_year_without_works_has_its_table() -> None:
    plan = make_plan(
        [unit_("A")], [sub("A1", "A", 2021, 2021)], funding=[money("A1", 2022, "local", Decimal(5))], years=(2021, 2021)
    )
    found = run(plan, workspace(EARLIER), STANDARD)
    assert [t.id for t in found.tables if t.id.startswith("E.2")] == ["E.2@2021", "E.2@2022"]
    assert text(table(found, "E.2@2022"), 0, "total") == "5"


def test_facts_of_units_are_sums() -> None:
    plan = make_plan(
        [unit_("A")],
        [sub("A1"), sub("A2")],
        [
            work("A1", "x", Decimal("0.035"), "hm2", "forest_new"),
            work("A2", "x", Decimal("0.035"), "hm2", "forest_new"),
        ],
    )
    facts = {fact.id: fact for fact in run(plan, workspace(EARLIER), STANDARD).facts}
    for year in range(2021, 2026):
        own = [facts[f"subproject:{code}.performance.forest_new@{year}"].value for code in ("A1", "A2")]
        assert facts[f"unit:A.performance.forest_new@{year}"].value == sum(v for v in own if isinstance(v, Decimal))
    whole = facts["scope.performance.forest_new"].value
    assert isinstance(whole, Decimal)
    assert convert(whole, "m2", "hm2") == Decimal("0.07")
