from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from finance.plans import fee, make_plan, measure, money, price, sub, target, unit_, work, workspace
from shanshui.finance import run
from shanshui.ledger import Fact, Facts, Quote, Source, Table
from shanshui.ledger.facts import with_inherited_synthetic
from shanshui.ledger.formula import result as recomputed
from shanshui.ledger.table import words
from shanshui.plan import Plan
from shanshui.quantity import round_half_up
from shanshui.stage import StageResult
from shanshui.standard import load

D = Decimal
STANDARD = load()
EARLIER = Facts(
    [
        Fact("scope.area", D("20000000"), "m2"),
        Fact("implementation_area.area", D("1500000"), "m2"),
        Fact("subproject:A1.area", D("1000000"), "m2"),
        Fact("subproject:B1.area", D("500000"), "m2"),
        Fact("subproject:A1.zone", "other_redline"),
    ]
)


def small(**more: object) -> Plan:
    return make_plan(
        [unit_("A"), unit_("B")],
        [sub("A1"), sub("B1", "B", 2021, 2022)],
        [
            work("A1", "trees", D("0.5"), "km2", "forest_new", row=2),
            work("A1", "banks", D(2), "km", "river_restoration", row=3),
            work("B1", "trees", D(300), "mu", "forest_new", row=4, synthetic=True),
        ],
        [measure("trees", "hm2"), measure("banks", "km")],
        [price("trees", D(1000), "yuan/mu"), price("banks", D(30), "wan_yuan/km")],
        [fee("survey", "preparation", rate=D(2)), fee("care", "monitoring", rate=D(10))],
        [
            money("A1", 2021, "central", D(100)),
            money("A1", 2022, "social", D(51)),
            money("B1", 2021, "local", D(34)),
        ],
        [
            target("scope", "quality_rate", D(90), unit="%", aspect="quality"),
            target("subproject:A1", "结构", "乔灌草", aspect="structure"),
            target("unit:A", "稳定性", "持续", kind="guiding", horizon="5"),
            target("unit:Z", "稳定性", "持续", kind="guiding", horizon="5"),
        ],
        **more,  # type: ignore[arg-type]
    )


def result(plan: Plan, facts: Facts = EARLIER) -> StageResult:
    return run(plan, workspace(facts), STANDARD)


def value(found: StageResult, key: str) -> Decimal | str | None:
    return next(f.value for f in found.facts if f.id == key)


def table(found: StageResult, key: str) -> Table:
    return next(t for t in found.tables if t.id == key)


def text(found: Table, row: int, column: str) -> str:
    return words(found.cell(row, column))


def test_hand_computed_project() -> None:
    found = result(small())
    assert not found.findings
    assert value(found, "subproject:A1.work.2.cost") == 750000
    assert value(found, "subproject:A1.cost.construction") == 1350000
    assert value(found, "unit:B.cost.construction") == 300000
    assert value(found, "scope.cost.fee.survey") == 30000  # 2 % of 165 = 3.3
    assert value(found, "scope.cost.monitoring") == 170000  # 16.5 rounds up
    assert value(found, "scope.cost.total") == 1850000
    assert value(found, "subproject:A1.cost.total") == 1510000  # 135 of 165 of 20
    assert value(found, "scope.funding.total") == 1850000
    assert value(found, "scope.performance.forest_new@2021") == 200000  # 50/5 + 20/2 hm²
    assert value(found, "scope.cost.share.construction") == D("0.8919")


def test_table_c() -> None:
    found = table(result(small()), "C")
    head = {key: words(cell) for key, cell in found.head}
    assert [head[k] for k in ("scope_area", "implementation_area", "total")] == ["2000.00", "150.00", "185"]
    assert [row.kind for row in found.rows] == ["body", "subtotal", "body", "subtotal", "total"]
    assert text(found, 0, "binding_scale") == "河流生态保护修复 2.00 km；新增林地 50.00 hm²"
    assert text(found, 0, "location_class") == "生态保护红线内其他区域"
    assert text(found, 0, "binding_structure") == "乔灌草"
    assert text(found, 0, "guiding_5") == "持续"
    assert text(found, 2, "binding_scale") == "20.00"
    assert text(found, 2, "location_class") == "—"
    assert [text(found, 4, f"budget_{s}") for s in ("total", "central", "local", "social")] == [
        "185",
        "100",
        "34",
        "51",
    ]


def test_tables_d_and_e1() -> None:
    found = result(small())
    rows = {text(table(found, "D"), n, "indicator"): n for n in range(30)}
    assert text(table(found, "D"), rows["工程范围"], "value") == "20.00"
    assert text(table(found, "D"), rows["新增林地面积"], "value") == "70.00"
    assert text(table(found, "D"), rows["工程质量合格率"], "value") == "90"
    assert table(found, "D").cell(rows["湿地修复面积"], "value") == ""
    assert dict(table(found, "D").head)["total"] == Quote("scope.cost.total", D("0.0185"), "yi_yuan", 4)
    plan = table(found, "E.1")
    assert plan.columns == ("indicator", "target", *(f"year@{y}" for y in range(2021, 2026)))
    assert [text(plan, n, "indicator") for n in range(4)] == [
        "工程规模（公顷）",
        "实施区域面积（公顷）",
        "河流生态保护修复长度（千米）",
        "新增林地面积（公顷）",
    ]
    assert [text(plan, 1, c) for c in plan.columns[1:]] == ["150.00", "45.00", "45.00", "20.00", "20.00", "20.00"]


def test_a_missing_price_prints_a_dash_and_says_what_totals_leave_out() -> None:
    plan = small()
    plan = make_plan(
        plan.units, plan.subprojects, plan.works, plan.measures, plan.prices[1:], plan.fees, plan.funding, plan.targets
    )
    found = result(plan)
    assert [f.code for f in found.findings] == ["PRICE-MISSING"]
    facts = {f.id: f for f in found.facts}
    assert facts["subproject:B1.cost.total"].value is None
    assert facts["subproject:B1.cost.total"].reason
    assert facts["subproject:A1.cost.construction"].value == 600000
    assert "1" in facts["subproject:A1.cost.construction"].reason
    assert "2" in facts["scope.cost.total"].reason
    assert text(table(found, "C"), 2, "budget_total") == "—"


def test_a_plan_without_anything() -> None:
    found = result(make_plan(), Facts())
    assert value(found, "scope.cost.total") is None
    assert [text(table(found, "G.1"), n, "amount") for n in range(5)] == ["—"] * 5
    assert len(table(found, "C").rows) == 1


def test_lineage_ends_in_sources_and_synthetic_is_inherited() -> None:
    found = result(small(control_total=D(2000000)))
    names = ("works", "prices", "fees", "funding", "targets", "subprojects")
    sources = {f"table:{n}": Source(f"table:{n}", f"tables/{n}.csv", "0") for n in names}
    known = {**EARLIER, **sources, "project": Source("project", "project.yaml", "0")}
    facts = {f.id: f for f in with_inherited_synthetic(found.facts, known)}
    assert len(facts) == len(found.facts)
    assert facts["unit:B.performance.forest_new"].synthetic
    assert facts["scope.cost.total"].synthetic
    assert not facts["subproject:A1.work.2.cost"].synthetic
    quoted = {q.fact for t in found.tables for q in t.quotes()}
    absent = quoted - facts.keys() - EARLIER.keys()
    assert not absent
    assert all(STANDARD.clause_exists(f.clause) for f in found.facts)


def test_codes_that_no_fact_id_can_hold() -> None:
    plan = make_plan(
        [unit_("A")],
        [sub("A1")],
        [work("A1", "栽树", D(100), "hm2")],
        [measure("栽树", "hm2")],
        [price("栽树", D(1), "wan_yuan/hm2")],
        [fee("调查-费", "preparation", rate=D(1))],
        targets=[target("scope", "森林覆盖率", D(64), unit="%")],
    )
    found = result(plan)
    assert value(found, "scope.cost.fee.row2") == 10000
    assert value(found, "measure:栽树.price") == 1
    assert value(found, "scope.target.row2.end") == D("0.64")


def test_a_fee_without_rate_and_amount_is_a_finding() -> None:
    plan = make_plan([unit_("A")], [sub("A1")], fees=[fee("a", "preparation")])
    assert [f.code for f in result(plan).findings] == ["FEE-BASIS"]


areas = st.decimals(0, 5000, places=3)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(areas, areas, st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=8))
def test_any_project_closes_in_every_table_and_both_presentations(
    entered: list[tuple[Decimal, Decimal, int, int]],
) -> None:
    subs = [sub(f"{'AB'[n % 2]}{n}", "AB"[n % 2], 2021, 2021 + n % 5) for n in range(len(entered))]
    works, funding = [], []
    for n, (trees, banks, central, local) in enumerate(entered):
        works.append(work(subs[n].code, "trees", trees, "mu", "forest_new", row=2 * n + 2))
        works.append(work(subs[n].code, "banks", banks, "km", "river_restoration", row=2 * n + 3))
        funding.append(money(subs[n].code, 2021 + n % 5, "central", D(central)))
        funding.append(money(subs[n].code, 2025, "local", D(local)))
    base = small()
    found = result(make_plan(base.units, subs, works, base.measures, base.prices, base.fees, funding, base.targets))
    for each in found.tables:
        for n, row in enumerate(each.rows):
            for column, cell in zip(each.columns, row.cells, strict=True):
                if isinstance(cell, Quote) and cell.formula is not None:
                    assert _recomputed(each, cell) == cell.value, (each.id, n, column)
    wan, yi = dict(table(found, "C").head)["total"], dict(table(found, "D").head)["total"]
    assert isinstance(wan, Quote)
    assert isinstance(yi, Quote)
    assert isinstance(wan.value, Decimal)
    assert isinstance(yi.value, Decimal)
    assert wan.value == yi.value * 10000
    g4 = table(found, "G.4")
    for n in range(len(g4.rows)):
        cells = [g4.cell(n, c) for c in g4.columns if c.startswith("year_share@")]
        shares = [c.value for c in cells if isinstance(c, Quote) and isinstance(c.value, Decimal)]
        assert not shares or sum(shares) == 100


def _recomputed(each: Table, quote: Quote) -> Decimal:
    assert quote.formula is not None
    values = [cell.value for cell in (each.cell(r, c) for r, c in quote.formula.cells) if isinstance(cell, Quote)]
    numbers = [v for v in values if isinstance(v, Decimal)]
    if quote.formula.kind == "sum":
        return sum(numbers, D(0))
    found = recomputed(quote.formula, numbers)
    assert found is not None
    return round_half_up(found, quote.places or 0)
