from dataclasses import replace
from decimal import Decimal

import pytest

from finance.plans import at, make_plan, measure, sub, unit_, work
from shanshui.finance.funds.eligibility import eligibility_facts, grant_facts
from shanshui.finance.funds.private import private_facts
from shanshui.ledger import Fact, Facts
from shanshui.plan import Measure, Plan, PrivateFinance, Subproject
from shanshui.plan.model import Parameter
from shanshui.standard import Record, load
from shanshui.standard.cells import Value

D = Decimal
YI = D(10) ** 8
STANDARD = load()


def plan_of(one: Subproject, measures: list[Measure] | None = None, earlier: tuple[Record, ...] = ()) -> Plan:
    own = measures or [measure("m", "hm2")]
    works = [work(one.code, item.code, D(1), "hm2") for item in own]
    return replace(make_plan([unit_("A")], [one], works, own), records={"earlier_works": earlier})


def told(plan: Plan, *facts: Fact) -> tuple[str, str]:
    found = {f.attribute: str(f.value) for f in eligibility_facts(plan, Facts(facts), STANDARD)}
    return found["funding.eligible"], found["funding.eligible.reason"]


def test_nothing_against_it() -> None:
    zone = Fact("subproject:A1.zone", "general_ecological")
    assert told(plan_of(sub("A1")), zone) == ("open", "未见不得安排中央资金的情形")
    assert told(plan_of(sub("A1")))[1].endswith("管控分区未知，未核对")


def test_a_liable_party_and_a_forbidden_name_bar_it() -> None:
    assert told(plan_of(sub("A1", liable_party="某矿业公司"))) == ("barred", "有修复责任主体“某矿业公司”")
    square = replace(measure("m", "hm2"), name="河岸广场建设")
    assert told(plan_of(sub("A1"), [square])) == ("barred", "名称含“广场”，资金办法不予支持")
    assert told(plan_of(sub("A1", content="拆除违建广场，恢复河岸")))[0] == "open"


def test_what_must_be_argued() -> None:
    state, reason = told(plan_of(sub("A1", category="settlement", content="设置景观灯")))
    assert state == "doubtful"
    assert reason.split("；") == [
        "建设内容提到“景观灯”，须说明不由中央资金出",
        "属城镇与村庄生态修复，受益地域性较强，须说明跨区域的受益",
    ]


def test_works_alike_that_were_paid_for() -> None:
    cells: dict[str, Value] = {
        "name": "甲一村河岸生态修复工程",
        "area": "甲一村",
        "central": D(50),
        "start": 2020,
        "end": 2022,
    }
    one = sub("A1", project_type="河岸生态修复项目", sites="甲一村、甲二村")
    record = Record("earlier_works", cells, at("earlier_works", 2))
    assert told(plan_of(one, earlier=(record,)))[0] == "doubtful"
    assert "甲一村河岸生态修复工程" in told(plan_of(one, earlier=(record,)))[1]
    other = Record("earlier_works", cells | {"central": D(0)}, at("earlier_works", 2))
    assert told(plan_of(one, earlier=(other,)))[0] == "open"


@pytest.mark.parametrize(
    ("funding", "year", "state"),
    [("中央财政", 2019, "doubtful"), ("中央财政", 2010, "open"), ("地方财政", 2019, "open")],
)
def test_past_projects_on_its_ground(funding: str, year: int, state: str) -> None:
    facts = [
        Fact("subproject:A1.past", "1"),
        Fact("past:1.name", "某一期工程"),
        Fact("past:1.funding", funding),
        Fact("past:1.year", D(year)),
    ]
    assert told(plan_of(sub("A1")), *facts)[0] == state


def test_a_zone_where_its_kind_does_not_belong() -> None:
    state, reason = told(plan_of(sub("A1", category="farmland")), Fact("subproject:A1.zone", "core_protected"))
    assert state == "doubtful"
    assert reason.startswith("触及自然保护地核心区")


def under(version: str, kind: str = "山水林田湖草沙一体化保护和修复工程") -> Plan:
    own = {"funding_rules": Parameter("funding_rules", version)}
    return make_plan([], [], project_type=kind, parameters=own)


@pytest.mark.parametrize(
    ("version", "total", "limit"),
    [
        ("2024-02", D(10) * YI, D(5) * YI),
        ("2024-02", D("19.9999") * YI, D(5) * YI),
        ("2024-02", D(20) * YI, D(10) * YI),
        ("2024-02", D(50) * YI, D(20) * YI),
        ("2026-01", D(10) * YI, D("7.5") * YI),
        ("2026-01", D(40) * YI, D(20) * YI),
    ],
)
def test_limits_of_central_money_by_band(version: str, total: Decimal, limit: Decimal) -> None:
    found = {f.id: f.value for f in grant_facts(under(version), total, D(4) * YI)}
    assert found["scope.funding.grant.version"] == version
    assert found["scope.funding.grant.limit"] == limit
    assert found["scope.funding.grant.left"] == limit - 4 * YI


def test_below_the_least_band_and_outside_every_programme() -> None:
    found = {f.id: f.value for f in grant_facts(under("2024-02"), D(9) * YI, None)}
    assert found["scope.funding.grant.least"] == 10 * YI
    assert "scope.funding.grant.limit" not in found
    assert not list(grant_facts(under("2024-02", "海岸带修复工程"), D(9) * YI, None))


def private(code: str, subproject: str, method: str, amount: str, **more: object) -> PrivateFinance:
    fields = {"investor": "", "start": None, "years": None, "rate": None, "mechanism": "", "guarantee": "",
              "synthetic": False, "source": "", "place": at("private_finance", 2)} | more  # fmt: skip
    return PrivateFinance(code=code, subproject=subproject, method=method, amount=D(amount), **fields)  # type: ignore[arg-type]


def test_private_money_closes_by_method_and_mechanism() -> None:
    rows = (
        private("1", "A1", "loan", "10.4", rate=D(4), years=10, mechanism="operation"),
        private("2", "A1", "enterprise", "30.4", rate=D(8), years=15, synthetic=True),
        private("3", "B1", "enterprise", "0.4"),
        private("4", "X9", "loan", "100"),
    )
    plan = replace(make_plan([], [sub("A1"), sub("B1", "B")]), private_finance=rows)
    facts = {f.id: f for f in private_facts(plan)}
    found = {key: f.value for key, f in facts.items()}
    assert found["scope.funding.private"] == 410_000  # 41.2
    assert found["subproject:A1.funding.private"] == 410_000
    assert found["subproject:B1.funding.private"] == 0
    assert found["scope.funding.private.loan"] == 110_000  # the first of three equal remainders
    assert found["scope.funding.private.enterprise"] == 300_000
    assert found["subproject:A1.funding.private.mechanism.unstated"] == 300_000
    assert found["subproject:A1.funding.private.term"] == 15
    assert found["subproject:A1.funding.private.rate"] == D("0.0698")  # (10.4 × 4 + 30.4 × 8) / 40.8 %
    assert [facts[f"{s}.funding.private"].synthetic for s in ("scope", "subproject:A1", "subproject:B1")] == [
        True,
        True,
        False,
    ]
    assert not list(private_facts(make_plan([], [sub("A1")])))
