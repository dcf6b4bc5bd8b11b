"""Fees by published rates: at the edges of their brackets, whose rate it is, and the cells of table G.3."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.plans import at, fee, make_plan, measure, price, sub, unit_, work, workspace
from finance.test_stage import STANDARD, table, text
from shanshui.finance import run
from shanshui.finance.estimate.fees import FeeLine, effective_rate, fee_lines
from shanshui.finance.whole import WAN
from shanshui.plan import Fee, FeeRate
from shanshui.plan.model import Parameter
from shanshui.quantity import round_half_up

D = Decimal


def named(name: str, parent: str = "preparation", **more: D | str | None) -> Fee:
    return replace(fee("x", parent, base=""), name=name, **more)  # type: ignore[arg-type]


def province(kind: str, *rows: tuple[int, int | None, str], method: str = "slice") -> tuple[FeeRate, ...]:
    return tuple(
        FeeRate(
            kind, method, D(lower), None if upper is None else D(upper), D(value), False, "省标准", at("fee_rates", 2)
        )
        for lower, upper, value in rows
    )


def lines(construction: str, *fees: Fee, rates: tuple[FeeRate, ...] = (), **more: object) -> tuple[FeeLine, ...]:
    plan = replace(make_plan(fees=fees, **more), fee_rates=rates)  # type: ignore[arg-type]
    return fee_lines(plan, D(construction) * WAN)


@pytest.mark.parametrize(
    ("name", "construction", "amount"),
    [
        ("招标代理费", 0, 0),  # slices: 0.5 % to 1000, 0.3 % to 3000, 0.2 % to 5000, ...
        ("招标代理费", 1000, 5),
        ("招标代理费", 1167, 6),  # 5.501
        ("招标代理费", 1166, 5),  # 5.498
        ("招标代理费", 3000, 11),
        ("招标代理费", 3250, 12),  # 11.5
        ("设计与预算编制费", 1, 14),  # points: 14 to 500, 27 at 1000, 51 at 3000, ...
        ("设计与预算编制费", 500, 14),
        ("设计与预算编制费", 519, 14),  # 14.494
        ("设计与预算编制费", 520, 15),  # 14.52
        ("设计与预算编制费", 1000, 27),
        ("设计与预算编制费", 3000, 51),
        ("设计与预算编制费", 100_000, 1107),
        ("设计与预算编制费", 100_100, 1108),  # 1.107 % of all of it: 1108.107
        ("土地清查费", 99, 0),  # ceiling: 0.5 %, 0.495
        ("土地清查费", 100, 1),
        ("土地清查费", 101, 1),
        ("土地清查费", 300, 2),
    ],
)
def test_amounts_at_the_edges(name: str, construction: int, amount: int) -> None:
    (found,) = lines(str(construction), named(name))
    assert found.origin == "published"
    assert found.amount == amount * WAN
    assert found.base == construction * WAN


def test_what_was_entered_comes_first() -> None:
    rated, lump = named("招标代理费", rate=D(1)), named("项目勘测费", amount=D(3))
    assert [(line.origin, line.amount) for line in lines("1000", rated, lump)] == [
        ("rate", 10 * WAN),
        ("amount", 3 * WAN),
    ]


def test_a_provinces_rate_comes_before_the_programs() -> None:
    (found,) = lines("1000", named("招标代理费"), rates=province("招标代理费", (0, 500, "2"), (500, None, "1")))
    assert (found.origin, found.amount, found.source, found.certainty) == ("province", 15 * WAN, "省标准", "")
    (alike,) = lines("1000", named("招标费"), rates=province("招标代理费", (0, None, "3"), method="ceiling"))
    assert (alike.origin, alike.amount) == ("province", 30 * WAN)
    (own,) = lines("1000", named("图纸审查费"), rates=province("图纸审查", (0, None, "0.7"), method="ceiling"))
    assert (own.origin, own.amount) == ("province", 7 * WAN)


def test_a_provinces_lines_that_do_not_join_are_passed_over() -> None:
    (found,) = lines("1000", named("招标代理费"), rates=province("招标代理费", (0, 500, "2"), (600, None, "1")))
    assert (found.origin, found.amount) == ("published", 5 * WAN)


def test_nobody_is_paid_twice() -> None:
    twice = lines("1000", named("监理费"), named("环境监理费"))
    assert [line.origin for line in twice] == ["", ""]
    part = lines("1000", named("竣工验收费", "acceptance"), named("决算审计费", "acceptance", rate=D(1)))
    assert [line.origin for line in part] == ["", "rate"]


def test_a_fee_that_nobody_knows_has_no_amount() -> None:
    (found,) = lines("1000", named("法律咨询费"))
    assert (found.origin, found.amount) == ("", None)


def test_the_owners_fee_is_on_construction_and_the_fees_before_it() -> None:
    fees = (
        named("业主管理费", "management"),
        named("招标代理费", amount=D(100)),
        named("不可预见费", "contingency"),
        named("监测费", "monitoring", amount=D(50)),
    )
    management, _, contingency, _ = lines("900", *fees)
    assert management.base == 1000 * WAN
    assert management.amount == 27 * WAN  # 2.8 % of 500 and 2.6 % of 500
    assert contingency.base == 1027 * WAN
    assert contingency.amount == 31 * WAN  # 3 %: 30.81


def test_hills_are_a_choice() -> None:
    hilly = {"fee_terrain": Parameter("fee_terrain", "hills")}
    plain, raised = lines("1000", named("设计费"))[0], lines("1000", named("设计费"), parameters=hilly)[0]
    assert (plain.amount, raised.amount) == (27 * WAN, 30 * WAN)  # 29.7
    assert lines("1000", named("招标费"), parameters=hilly)[0].amount == 5 * WAN  # no rate for hills


@given(st.sampled_from(["招标代理费", "工程验收费", "业主管理费"]), st.integers(0, 500_000), st.integers(0, 500_000))
def test_a_larger_base_never_pays_less(name: str, one: int, other: int) -> None:
    low, high = sorted((one, other))
    (less,), (more,) = lines(str(low), named(name)), lines(str(high), named(name))
    assert less.amount is not None
    assert more.amount is not None
    assert 0 <= less.amount <= more.amount


@given(st.integers(1, 2_000_000), st.integers(0, 100_000))
def test_the_effective_rate_gives_the_amount_again(base: int, amount: int) -> None:
    rate = effective_rate(base * WAN, amount * WAN)
    assert rate is not None
    assert round_half_up(base * rate / 100, 0) == amount
    exponent = rate.as_tuple().exponent
    assert isinstance(exponent, int)
    assert exponent <= -2


def test_there_is_no_rate_of_nothing() -> None:
    assert effective_rate(D(0), D(0)) is None


def test_the_cells_of_table_g3() -> None:
    plan = make_plan(
        [unit_("A")],
        [sub("A1")],
        [work("A1", "m", D(4500), "hm2")],
        [measure("m", "hm2")],
        [price("m", D(1), "wan_yuan/hm2")],
        [
            named("招标代理费", code="tender", rate=D("0.125")),
            named("设计费", code="design"),
            named("监理费", "supervision", code="watch", amount=D(60)),
            named("业主管理费", "management", code="owner"),
        ],
    )
    found = run(plan, workspace(), STANDARD)
    g3, g1 = table(found, "G.3"), table(found, "G.1")
    rows = {text(g3, n, "fee"): [text(g3, n, key) for key in ("base", "rate", "amount")] for n in range(len(g3.rows))}
    assert rows["招标代理费"] == ["4500", "0.125", "6"]  # 5.625
    assert rows["设计费"] == ["4500", "1.56", "70"]  # 69.75; 1.55 % would be 69.75 as well: 1.56 gives 70.2
    assert rows["监理费"] == ["—", "—", "60"]
    assert rows["业主管理费"] == ["4636", "2.39", "111"]  # 14 + 13 + 48 + 2.2 % of 1636 = 110.992
    assert rows["总计"][2] == "247"
    assert [text(g1, n, "amount") for n in range(5)] == ["4500", "—", "247", "—", "4747"]
    facts = {fact.id: fact for fact in found.facts}
    kinds = [facts[f"scope.cost.fee.{code}.kind"].value for code in ("tender", "design", "watch", "owner")]
    assert kinds == ["rate", "published", "amount", "published"]
    assert facts["scope.cost.fee.owner.certainty"].value == "B"
    assert facts["scope.cost.fee.owner.base"].inputs == (
        "scope.cost.construction",
        "scope.cost.preparation",
        "scope.cost.supervision",
        "scope.cost.acceptance",
    )


def test_a_rate_that_nobody_checked_says_so() -> None:
    plan = make_plan(
        [unit_("A")], [sub("A1")], [work("A1", "m", D(1000), "hm2")], [measure("m", "hm2")],
        [price("m", D(1), "wan_yuan/hm2")], [named("监理费", "supervision")],
    )  # fmt: skip
    facts = {fact.id: fact for fact in run(plan, workspace(), STANDARD).facts}
    assert facts["scope.cost.fee.x.certainty"].value == "C"
    assert "未核" in facts["scope.cost.fee.x"].source
