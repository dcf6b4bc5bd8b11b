"""The proposal of the portfolio on the small county: years, money, contradictions, what was entered."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import county
from shanshui.layout.proposals.portfolio import propose
from shanshui.layout.proposals.proposal import Effort, Proposal
from shanshui.layout.works.portfolio_rows import split, whole_money
from shanshui.layout.works.portfolio_task import county_task, entered_schedule
from shanshui.ledger import Facts
from shanshui.ledger.fact import Fact
from shanshui.optimisation.task import Schedule
from shanshui.optimisation.verifier import verify
from shanshui.plan import Plan
from shanshui.standard import load
from shanshui.workspace import Memo, Workspace
from shanshui.workspace.proposals.report import sentence
from staged import Run, run

QUICK = Effort(seconds=20.0, gap=0.0)
HEAD = ("subproject", "year", "source", "amount")
SUBPROJECTS = (
    ("code", "unit", "region", "project_type", "category", "start", "end", "after", "problems", "liable_party"),
    ("L-01", "L", "测试县甲乡", "水土流失综合治理项目", "水土流失综合治理", "2021", "2022", "", "水土流失", ""),
    ("L-02", "L", "测试县甲乡", "林地提质改造项目", "森林保护修复", "2021", "2023", "L-01", "水土流失", ""),
    (
        "R-01",
        "R",
        "测试县乙乡",
        "土地综合整治项目",
        "土地综合整治与农田生态修复",
        "2022",
        "2023",
        "",
        "耕地质量下降",
        "",
    ),
)
"""The county's own, L-02 behind L-01."""


def funded(root: Path, *rows: tuple[str, str, str, str]) -> None:
    county.table(root, "funding", (HEAD, *rows))


def budgets(root: Path, *rows: tuple[str, str, str, str]) -> None:
    county.table(root, "budgets", (("source", "year", "amount", "categories"), *rows))


def proposed(root: Path) -> tuple[Run, Proposal]:
    done = run(root, "survey", "layout", "finance")
    return done, propose(done.plan, workspace(root, done), load(), QUICK)


def workspace(root: Path, done: Run) -> Workspace:
    return Workspace(root, root / "work", root / "dossier", done.layers, Memo(root / "memo"), {}, done.facts)


def said(found: Proposal, lang: str = "zh") -> dict[str, str]:
    return {one.label.removeprefix("proposal.portfolio."): sentence(one, load(), lang) for one in found.said}


def facts(found: Proposal) -> Mapping[str, Decimal]:
    return {f.id.removeprefix("scope.portfolio."): f.value for f in found.facts if isinstance(f.value, Decimal)}


def total(done: Run, code: str) -> Decimal:
    """Cost of a sub-project in 万元."""
    value = done.facts.number(f"subproject:{code}.cost.total")
    assert value is not None
    return value / 10_000


def test_order_and_money_make_the_years(small_county: Path) -> None:
    """L-01 costs 6, L-02 9, R-01 155 万元; a year has 80, and L-02 comes behind L-01."""
    county.table(small_county, "subprojects", SUBPROJECTS)
    budgets(small_county, *(("中央财政", str(year), "80", "") for year in (2021, 2022, 2023)))
    done, found = proposed(small_county)
    assert [total(done, code) for code in ("L-01", "L-02", "R-01")] == [6, 9, 155]
    years = {row["code"]: (int(row["start"]), int(row["end"])) for row in found.tables["subprojects"]}
    assert years["L-01"][0] <= years["L-02"][0]
    assert years["L-01"][1] <= years["L-02"][1]
    paid: dict[str, Decimal] = {}
    for row in found.tables["funding"]:
        paid[row["subproject"]] = paid.get(row["subproject"], Decimal(0)) + Decimal(row["amount"])
        assert row["source"] == "中央财政"
    assert paid == {"L-01": 6, "L-02": 9, "R-01": 155}
    for year in (2021, 2022, 2023):
        assert sum(Decimal(row["amount"]) for row in found.tables["funding"] if row["year"] == str(year)) <= 80
    quantities: dict[str, Decimal] = {}
    for row in found.tables["works"]:
        assert years[row["subproject"]][0] <= int(row["year"]) <= years[row["subproject"]][1]
        quantities[row["measure"]] = quantities.get(row["measure"], Decimal(0)) + Decimal(row["quantity"])
    assert quantities == {"closure": 40, "thinning": 30, "levelling": 750}
    told = facts(found)
    assert told["cost"] == 1_700_000
    assert told["gap"] == pytest.approx(Decimal(0), abs=Decimal("0.00001"))
    assert told["conflicts"] == 0
    assert "3 个子项目中的 3 个" in said(found)["own_budget"]
    assert "填报 1 条" in said(found)["order"]
    assert not found.findings


def test_without_budgets_the_funding_entered_stands_for_them(small_county: Path) -> None:
    funded(
        small_county,
        ("L-01", "2022", "中央财政", "6"),
        ("L-02", "2023", "地方财政", "9"),
        ("R-01", "2022", "中央财政", "100"),
        ("R-01", "2023", "地方财政", "55"),
    )
    _, found = proposed(small_county)
    assert "entered_budget" in said(found)
    sums: dict[tuple[str, str], Decimal] = {}
    for row in found.tables["funding"]:
        key = (row["year"], row["source"])
        sums[key] = sums.get(key, Decimal(0)) + Decimal(row["amount"])
    assert sums == {("2022", "中央财政"): 106, ("2023", "地方财政"): 64}
    assert {row["year"] for row in found.tables["works"]} == {"2022", "2023"}


def test_the_schedule_as_entered_is_priced(small_county: Path) -> None:
    """Works are entered for the last year though the first has the money: eight per cent a year for two years."""
    works = county.TABLES["works"]
    late = (works[0], *((*row[:5], "2023", *row[6:]) for row in works[1:]))
    county.table(small_county, "works", late)
    budgets(small_county, ("地方财政", "", "170", ""))
    _, found = proposed(small_county)
    told = facts(found)
    assert told["value"] == pytest.approx(Decimal(1), abs=Decimal("1e-5"))
    assert float(told["entered.value"]) == pytest.approx(1.08**-2, abs=1e-5)
    assert float(told["entered.price"]) == pytest.approx(1 - 1.08**-2, abs=1e-5)
    assert "低 14.27%" in said(found)["price"]


def test_an_impossible_budget_is_told_with_what_contradicts_it(small_county: Path) -> None:
    """Sixty will not do for 170: the budget against every sub-project; the two small ones find room."""
    county.table(small_county, "subprojects", SUBPROJECTS)
    budgets(small_county, ("中央财政", "", "60", ""))
    _, found = proposed(small_county)
    (finding,) = found.findings
    assert finding.code == "PORTFOLIO-CONFLICT"
    assert finding.place.sheet == "budgets"
    assert finding.words["count"] == "2"
    assert finding.got == "子项目“R-01 测试县乙乡土地综合整治项目”必须实施、中央财政 各年合计资金不超过预算"
    assert "money within the budget" in finding.words["demands_en"]
    words = said(found)
    assert "不再要求全部子项目都安排" in words["conflict.place"]
    assert "R-01" in words["put_off"]
    assert {row["subproject"] for row in found.tables["funding"]} == {"L-01", "L-02"}
    kept = {row["subproject"]: row for row in found.tables["works"]}
    assert kept["R-01"]["year"] == ""
    assert kept["R-01"]["quantity"] == "750"
    assert "{" not in "".join(said(found, "en").values())


def test_a_target_out_of_reach_gives_way(small_county: Path) -> None:
    head = ("subject", "indicator", "kind", "baseline", "target", "unit", "year", "horizon", "method")
    row = ("unit:L", "forest_improved", "约束性", "0", "31", "hm2", "2023", "工程期末", "测试")
    county.table(small_county, "targets", (head, row))
    _, found = proposed(small_county)
    (finding,) = found.findings
    assert finding.words["count"] == "1"
    assert "达到目标" in finding.got
    assert "放弃了其中的目标" in said(found)["conflict.target"]
    assert found.tables["works"]
    county.table(small_county, "targets", (head, (*row[:4], "30", *row[5:])))
    assert proposed(small_county)[1].findings == ()


def test_capacity_spreads_the_works(small_county: Path) -> None:
    measures = county.TABLES["measures"]
    named = (("category", *measures[0]), *(("抚育与封育", *row) for row in measures[1:3]), ("农田整治", *measures[3]))
    county.table(small_county, "measures", named)
    head = ("category", "year", "amount", "unit")
    county.table(small_county, "capacities", (head, ("农田整治", "", "300", "亩"), ("抚育与封育", "2021", "0", "公顷")))
    _, found = proposed(small_county)
    done: dict[str, dict[int, Decimal]] = {}
    for row in found.tables["works"]:
        done.setdefault(row["measure"], {})[int(row["year"])] = Decimal(row["quantity"])
    assert done["levelling"] == {2021: 300, 2022: 300, 2023: 150}
    assert {min(done["closure"]), min(done["thinning"])} == {2022}


def test_nothing_to_choose_from_is_told(small_county: Path) -> None:
    county.table(small_county, "works", (county.TABLES["works"][0],))
    _, found = proposed(small_county)
    assert [f.code for f in found.findings] == ["PORTFOLIO-NONE"]
    assert found.tables == {}


def test_a_liable_party_bars_the_central_budget(small_county: Path) -> None:
    rows = [list(row) for row in SUBPROJECTS]
    rows[3][-1] = "某矿业公司"
    county.table(small_county, "subprojects", rows)
    budgets(small_county, ("中央财政", "", "200", ""), ("社会资本", "", "155", "土地综合整治与农田生态修复"))
    _, found = proposed(small_county)
    sources = {(row["subproject"], row["source"]) for row in found.tables["funding"]}
    assert sources == {("L-01", "中央财政"), ("L-02", "中央财政"), ("R-01", "社会资本")}


def test_a_season_that_is_over_bars_the_first_year(small_county: Path) -> None:
    measures = county.TABLES["measures"]
    seasons = (("season", *measures[0]), ("春季", *measures[1]), ("春季、秋季", *measures[2]), ("", *measures[3]))
    county.table(small_county, "measures", seasons)
    done = run(small_county, "survey", "layout", "finance")
    assert {o.name.partition(".")[0]: o.years for o in county_task(done.plan, done.facts, load()).task.options} == {
        "L-01": (), "L-02": (), "R-01": (),
    }  # fmt: skip
    county.edit(small_county / "project.yaml", 'submitted: "2021-03-15"', 'submitted: "2021-06-15"')
    done = run(small_county, "survey", "layout", "finance")
    barred = {o.name.partition(".")[0]: o.years for o in county_task(done.plan, done.facts, load()).task.options}
    assert barred == {"L-01": (2022, 2023), "L-02": (), "R-01": ()}


def test_what_was_entered_is_judged_like_what_is_proposed(small_county: Path) -> None:
    county.table(
        small_county,
        "subprojects",
        [*SUBPROJECTS[:2], (*SUBPROJECTS[2][:5], "2021", "2021", *SUBPROJECTS[2][7:]), SUBPROJECTS[3]],
    )
    done = run(small_county, "survey", "layout", "finance")
    judged, schedule = entered_schedule(county_task(done.plan, done.facts, load()), done.plan)
    verdict = verify(judged, schedule)
    assert verdict.spans == {"L-01": (2021, 2022), "L-02": (2021, 2021), "R-01": (2022, 2023)}
    assert [one.demand for one in verdict.broken] == [("order", "L-01", "L-02")]
    assert isinstance(done.plan, Plan)


@given(
    st.decimals("0.01", "5000", places=2),
    st.lists(st.integers(1, 9), min_size=1, max_size=5),
)
def test_a_quantity_is_split_without_loss(quantity: Decimal, parts: list[int]) -> None:
    shares = {2021 + n: part / sum(parts) for n, part in enumerate(parts)}
    found = split(quantity, shares)
    assert sum(found.values()) == quantity
    assert all(part > 0 and part == round(part, 2) for part in found.values())
    whole = split(Decimal(len(parts) * 3), shares, whole=True)
    assert sum(whole.values()) == len(parts) * 3
    assert all(part == int(part) for part in whole.values())


def test_money_in_whole_units_closes_both_ways() -> None:
    money = {
        ("a", 2021, "f"): 15_000.0,
        ("a", 2022, "f"): 15_000.0,
        ("b", 2021, "f"): 5_000.0,
        ("b", 2022, "f"): 15_000.0,
    }
    costs = Facts(
        Fact(f"subproject:{code}.cost.total", Decimal(cost), "yuan") for code, cost in (("a", 30_000), ("b", 20_000))
    )
    found = whole_money(Schedule({}, money), costs)
    assert all(amount == int(amount) for amount in found.values())
    assert [sum(v for (p, _, _), v in found.items() if p == place) for place in "ab"] == [3, 2]
    assert [sum(v for (_, y, _), v in found.items() if y == year) for year in (2021, 2022)] == [2, 3]
    assert whole_money(Schedule({}, {}), costs) == {}
