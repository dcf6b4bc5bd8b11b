"""Compensation between townships: who bears, who gains, and that it adds up; reckoned by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
import shapely

from finance.plans import make_plan, sub, unit_
from shanshui.finance.benefits.benefits import benefits
from shanshui.finance.benefits.compensation import Stake, propose, stakes
from shanshui.finance.benefits.values import TOTAL, Value
from shanshui.finance.benefits.ways import Ways, by_catchments, townships_of, ways_of
from shanshui.finding import Place
from shanshui.indicators.cash_flow import yearly
from shanshui.ledger import Basis, Fact, Facts, Quote
from shanshui.plan import Plan
from shanshui.plan.money import BenefitPrice
from shanshui.standard import load
from shanshui.workspace import Workspace
from shanshui.workspace.catchments import FACT, CatchmentFile, write_catchments

STANDARD = load()
EVEN = yearly(1.0, 0.08, 25)


def fact(key: str, value: str, unit: str = "1") -> Fact:
    number = unit != "text"
    return Fact(
        key, Decimal(value) if number else value, "1" if not number else unit, Basis.ENTERED, "", "x", "5.4.2.4"
    )


def plan() -> Plan:
    """A sub-project in the upper township, one half up and half down."""
    subs = [replace(sub("A1"), townships=("up",)), replace(sub("A2"), townships=("up", "down"))]
    found = make_plan(units=[unit_("A")], subprojects=subs)
    row = BenefitPrice("sediment_kept", "", Decimal(10), None, None, "yuan/t", 2020, False, "报告", Place())
    return replace(found, benefit_prices=(row,))


def known() -> list[Fact]:
    """Sediment kept in both, 1,000 and 200 t/a; local money for both."""
    amounts = {"scope": "1200", "unit:A": "1200", "subproject:A1": "1000", "subproject:A2": "200"}
    return [
        *(fact(f"{subject}.effect.sediment_kept", amount, "t/a") for subject, amount in amounts.items()),
        fact("subproject:A1.funding.local", "50000", "yuan"),
        fact("subproject:A2.funding.local", "40000", "yuan"),
        fact("subproject:A2.cost.care", "10000", "yuan"),
    ]


def catchments(work: Path) -> Fact:
    """Three in a row: two of the upper township, then one of the lower."""
    shapes = np.array([shapely.box(1000.0 * n, 0, 1000.0 * (n + 1), 1000) for n in range(3)])
    lines = np.array([shapely.LineString([(1000.0 * n, 0), (1000.0 * n, 1000)]) for n in (1, 2)])
    kept = CatchmentFile(
        ("C001", "C002", "C003"), shapes, np.ones(3, bool), np.full(3, 1e6), ("up", "up", "down"),
        np.array([1, 2, -1]), {}, np.array([[0, 1], [1, 2]]), lines, np.zeros(2), np.zeros(2),
    )  # fmt: skip
    return fact(f"{FACT}.content", write_catchments(work, kept, 4545), "text")


def at(work: Path, facts: list[Fact]) -> Workspace:
    return cast(Workspace, SimpleNamespace(facts=Facts(facts), work=work))


def test_who_lies_below_pays_for_what_reaches_it(tmp_path: Path) -> None:
    found = benefits(plan(), at(tmp_path, [*known(), catchments(tmp_path)]), STANDARD, ())
    facts = Facts(found.facts)
    # Of the upper township's water the first catchment passes up, up, down and the second up, down: (1/3 + 1/2) / 2
    below = (1 / 3 + 1 / 2) / 2
    cost, value = 50000 * EVEN + 50000 / 2 * EVEN, 10000 + 2000 / 2
    assert facts["township:up.compensation.value"].value == value
    assert facts["township:up.compensation.cost"].value == round(Decimal(cost))
    assert facts["township:up.compensation.receives.value"].value == round(Decimal(value * below))
    assert facts["township:up.compensation.receives.cost"].value == round(Decimal(cost * below))
    middle = facts["township:up.compensation.receives"].value
    assert middle == round(Decimal((cost + value) / 2 * below))
    assert facts["township:down.compensation.pays"].value == middle
    assert facts["township:down.compensation.net"].value == -cast(Decimal, middle)
    assert facts["township:up.compensation.pays"].value == 0
    assert facts["scope.compensation.total"].value == middle
    assert facts["township:up.compensation.basis"].value == "down 41.7%"
    assert facts["township:down.compensation.basis"].reason


def test_table_s4_adds_up(tmp_path: Path) -> None:
    found = benefits(plan(), at(tmp_path, [*known(), catchments(tmp_path)]), STANDARD, ())
    table = next(t for t in found.tables if t.id == "S.4")
    total, *_ = (row for row in table.rows if row.kind == "total")
    pays, receives = (cast(Quote, total.cells[table.columns.index(c)]) for c in ("pays", "receives"))
    assert pays.value == receives.value
    assert pays.formula is not None
    assert all(cast(Quote, table.cell(n, "net")).formula is not None for n in range(2))


def test_nobody_pays_more_than_it_is_worth_to_them() -> None:
    ways = Ways(("up", "down"), np.array([[0.0, 1.0], [0.0, 1.0]]), "catchments", ())
    for cost, value, agreed in ((100, 300, 200), (300, 100, 100)):
        found = propose({"up": Stake(cost, value, ())}, ways, 0.5)
        assert found.amount(0, "receives", "") == found.amount(1, "pays", "") == agreed
    assert propose({"up": Stake(100, 300, ())}, ways, 9.0).total("") == 300


@pytest.mark.parametrize("seed", range(5))
def test_what_is_paid_is_received(seed: int) -> None:
    draws = np.random.default_rng(seed)
    shares = draws.random((6, 6))
    ways = Ways(tuple("abcdef"), shares / shares.sum(axis=1, keepdims=True), "catchments", ())
    found = propose({code: Stake(*draws.uniform(0, 1e6, 2), ()) for code in "abcd"}, ways, draws.random())
    for end in ("", ".cost", ".value"):
        pays, receives, net = (
            sum(found.amount(n, side, end) for n in range(6)) for side in ("pays", "receives", "net")
        )
        assert pays == receives == found.total(end)
        assert net == 0


def test_of_the_cost_only_what_flows_down_counts() -> None:
    values = {
        "subproject:A1": {n: Value(Decimal(v), Decimal(v), Decimal(v)) for n, v in (("sediment_kept", 10), (TOTAL, 40))}
    }
    facts = Facts([fact("subproject:A1.funding.local", "1000", "yuan")])
    found = stakes(plan(), facts, values, {"A1": ("up",)}, 25)
    assert found["up"].cost == pytest.approx(1000 * EVEN / 4)
    assert found["up"].value == 10
    assert "subproject:A1.funding.local" in found["up"].inputs


def test_basins_tell_the_way_where_no_catchments_do(tmp_path: Path) -> None:
    more = [
        fact("basin:R2.downstream", "R1", "text"),
        fact("subproject:A1.basin", "R2", "text"),
        fact("subproject:A2.basin", "R1", "text"),
    ]
    subs = (replace(plan().subprojects[0], townships=("up",)), replace(plan().subprojects[1], townships=("down",)))
    own = replace(plan(), subprojects=subs)
    facts = Facts([*known(), *more])
    ways = ways_of(own, at(tmp_path, list(facts.values())), facts)
    assert ways is not None
    assert (ways.source, ways.shares.tolist()) == ("basins", [[0.5, 0.5], [0.0, 1.0]])


def test_without_a_way_of_the_water_there_is_a_reason(tmp_path: Path) -> None:
    found = benefits(plan(), at(tmp_path, known()), STANDARD, ())
    total = Facts(found.facts)["scope.compensation.total"]
    assert total.value is None
    assert total.reason == STANDARD.label("finance.reason.no_flow")
    assert [t.id for t in found.tables] == ["S.3"]


def test_townships_entered_come_before_those_touched() -> None:
    own = replace(plan(), subprojects=(plan().subprojects[0], replace(plan().subprojects[1], townships=())))
    touched = Facts([fact("subproject:A1.townships", "else", "text"), fact("subproject:A2.townships", "a、b", "text")])
    assert townships_of(own, touched) == {"A1": ("up",), "A2": ("a", "b")}


def test_catchments_of_no_known_township_tell_nothing(tmp_path: Path) -> None:
    catchments(tmp_path)
    kept: Any = SimpleNamespace(townships=("", "x"), downstream=np.array([1, -1]), areas=np.ones(2))
    assert by_catchments(kept, ("up",)) is None
