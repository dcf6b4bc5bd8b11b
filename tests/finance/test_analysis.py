"""The financial analysis: a plan worked out by hand, numpy-financial on random flows, sensitivity and simulation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import numpy as np
import numpy_financial as peer
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finance.plans import at, make_plan, sub, unit_, work
from shanshui.finance.analysis.analysis import ECONOMIC, FINANCE, Analysis, analyse
from shanshui.finance.analysis.cash_flows import earnings, flows_of
from shanshui.finance.analysis.draws import simulate
from shanshui.finance.analysis.facts import analysis_facts
from shanshui.finance.analysis.model import Model, model_of
from shanshui.finance.analysis.sensitivity import swings_of
from shanshui.finance.analysis.table_s1 import tables_s1
from shanshui.finance.analysis.table_s7 import tables_s7
from shanshui.finance.analysis.terms import terms_of
from shanshui.finance.analysis.worth import Change, worth
from shanshui.finance.book import Book
from shanshui.finance.whole import WAN
from shanshui.ledger import Fact, Facts, Quote, Table
from shanshui.plan import Plan, PrivateFinance, Project, Revenue
from shanshui.plan.model import Parameter
from shanshui.standard import load

D = Decimal
STANDARD = load()


def revenue(amount: Decimal, code: str = "A1", kind: str = "industry", **more: object) -> Revenue:
    fields = {
        "name": "产品", "low": None, "high": None, "start": None, "end": None, "receiver": "investor",
        "synthetic": False, "source": "规划", "place": at("revenues", 2),
    }  # fmt: skip
    return Revenue(subproject=code, kind=kind, amount=amount, **(fields | more))  # type: ignore[arg-type]


def finance(amount: Decimal, rate: Decimal | None, years: int | None, mechanism: str = "operation") -> PrivateFinance:
    return PrivateFinance(
        "F1", "A1", "某社", "loan", amount, 2021, years, rate, mechanism, "", False, "", at("private_finance", 2)
    )


def parameters(**values: Decimal) -> Mapping[str, Parameter]:
    return MappingProxyType({name: Parameter(name, value) for name, value in values.items()})


PLAIN = parameters(analysis_years=D(3), finance_discount=D("0.1"), social_discount=D("0.2"), upkeep_share=D(0))
"""Parameters under which a plan can be worked out by hand; units are those of the choices."""


def plan_with(revenues: Iterable[Revenue] = (), chosen: Mapping[str, Parameter] = PLAIN, **more: object) -> Plan:
    chosen = {
        name: replace(one, unit="a" if name.endswith("years") or name == "delay_most" else "1")
        for name, one in chosen.items()
    }
    plan = make_plan([unit_("A")], [sub("A1", end=2021)], [work("A1", "m", D(1), "hm2")], years=(2021, 2021))
    project: Project = replace(plan.project, parameters=chosen)
    return replace(plan, project=project, revenues=tuple(revenues), **more)  # type: ignore[arg-type]


def costs(total: int = 1000000, values: Mapping[str, tuple[Decimal, Decimal, Decimal]] | None = None) -> Facts:
    """Facts of a plan that costs so much in 2021, and whose benefits have so much value from 2022 on."""
    known = [
        Fact(f"{subject}.cost.{name}", D(total), "yuan")
        for subject in ("scope", "subproject:A1")
        for name in ("total", "total@2021", "construction")
    ]
    for name, (value, low, high) in (values or {}).items():
        known.append(Fact(f"scope.value.{name}", value, "yuan", low=low, high=high))
        known += [Fact(f"scope.value.{name}@{year}", value, "yuan") for year in range(2022, 2060)]
    return Facts(known)


def told(plan: Plan, facts: Facts) -> tuple[Analysis, dict[str, Fact]]:
    found = analyse(plan, facts)
    return found, {fact.id: fact for fact in analysis_facts(found, facts, STANDARD.label)}


def values(facts: Mapping[str, Fact], *keys: str) -> list[object]:
    return [facts[key].value for key in keys]


def test_a_plan_by_hand() -> None:
    """-100, 60, 60, 60 at 10 %: -100 + 60/1.1 + 60/1.21 + 60/1.331 = 49.2; 23 % of the investment is due each year."""
    plan = plan_with([revenue(D(60))], private_finance=(finance(D(100), D(8), 3),))
    found, facts = told(plan, costs())
    assert values(facts, *(f"scope.cash.net@{year}" for year in range(2021, 2025))) == [
        -1000000,
        600000,
        600000,
        600000,
    ]
    assert values(facts, "scope.cash.cumulative@2024", "scope.cash.revenue", "scope.cash.net") == [
        800000,
        1800000,
        800000,
    ]
    assert values(facts, "scope.finance.npv", "scope.finance.payback") == [490000, D("2.67")]
    assert facts["scope.finance.irr"].value == D("0.3631")
    assert values(facts, "subproject:A1.finance.npv", "subproject:A1.cash.outlay") == [490000, 1000000]
    assert values(facts, "private:F1.needed", "private:F1.earned") == [D(388000), D(600000)]
    assert facts["private:F1.npv"].value == 550000  # -100 + 60 * 2.5771 at 8 %
    assert values(facts, "scope.cash.service@2022", "scope.cash.interest@2022") == [390000, 80000]
    assert values(facts, "scope.cash.sources@2021", "scope.cash.balance@2021") == [1000000, 0]
    assert facts["scope.economic.npv"].value is None
    assert found.view == FINANCE


def test_the_economic_view_leaves_transfers_out_and_carbon_where_it_is_valued() -> None:
    rows = [revenue(D(10)), revenue(D(20), kind="compensation"), revenue(D(5), kind="carbon")]
    facts = told(
        plan_with(rows), costs(values={"carbon": (D(400000), D(0), D(800000)), "total": (D(400000), D(0), D(800000))})
    )[1]
    assert values(facts, "scope.cash.revenue@2022", "scope.cash.social@2022", "scope.cash.gains@2022") == [
        350000,
        100000,
        500000,
    ]
    assert facts["scope.economic.npv"].value == 50000  # -100 + 50 * 2.1065 at 20 %
    assert facts["scope.economic.benefit_cost"].value == D("1.0532")
    only = told(plan_with(rows), costs(values={"soil_kept": (D(1), D(1), D(1)), "total": (D(1), D(1), D(1))}))[1]
    assert only["scope.cash.social@2022"].value == 150000


def test_nothing_is_made_up_where_nothing_was_entered() -> None:
    found, facts = told(plan_with(), costs())
    silent = ("finance.npv", "finance.irr", "economic.npv", "cash.revenue", "cash.benefit@2022", "analysis.view")
    for key in silent:
        assert facts[f"scope.{key}"].value is None, key
        assert facts[f"scope.{key}"].reason, key
    assert facts["scope.finance.life_cost"].value == 1000000
    assert not found.swings
    assert not any(".simulated." in key or ".sensitivity." in key for key in facts)
    nothing = told(plan_with([revenue(D(1))]), Facts())[1]
    assert nothing["scope.finance.npv"].reason == STANDARD.label("finance.reason.no_total")
    assert "scope.cash.outlay" not in nothing


def test_several_internal_rates_are_none() -> None:
    chosen = parameters(analysis_years=D(2), finance_discount=D("0.1"), upkeep_share=D("1.32"))
    plan = replace(plan_with([revenue(D(230), end=2022)], chosen))
    plan = replace(plan, subprojects=(replace(plan.subprojects[0], care_years=1),))
    facts = told(plan, costs())[1]
    assert values(facts, *(f"scope.cash.net@{year}" for year in (2021, 2022, 2023))) == [-1000000, 2300000, -1320000]
    assert facts["scope.finance.irr"].value is None
    assert "10.00%、20.00%" in facts["scope.finance.irr"].reason
    assert facts["scope.finance.rates"].value == 2


def test_what_lies_outside_the_period_counts_to_its_nearest_year() -> None:
    facts = Facts(
        [
            *costs().values(),
            Fact("scope.cost.total@2019", D(10000), "yuan"),
            Fact("scope.cost.total@2090", D(20000), "yuan"),
        ]
    )
    found = told(plan_with([revenue(D(1), start=1990, end=2990)]), facts)[1]
    assert values(found, "scope.cash.outlay@2021", "scope.cash.outlay@2024", "scope.cash.revenue") == [
        1010000,
        20000,
        40000,
    ]


amounts = st.lists(st.integers(0, 5000), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 9000), amounts, st.integers(1, 25))
def test_present_value_and_internal_rate_are_the_peer_s(cost: int, earned: Sequence[int], percent: int) -> None:
    chosen = parameters(
        analysis_years=D(len(earned)), finance_discount=D(percent) / 100, upkeep_share=D(0), simulation_draws=D(100)
    )
    rows = [revenue(D(amount), start=2022 + n, end=2022 + n, name=f"{n}") for n, amount in enumerate(earned)]
    facts = told(plan_with(rows, chosen), costs(cost * 10000))[1]
    flows = [float(D(facts[f"scope.cash.net@{2021 + n}"].value or 0)) for n in range(len(earned) + 1)]
    assert flows == [-cost * 1e4, *(amount * 1e4 for amount in earned)]
    assert float(D(facts["scope.finance.npv"].value or 0)) == pytest.approx(
        float(peer.npv(percent / 100, flows)), abs=5000.1
    )
    theirs = float(peer.irr(flows))
    if np.isfinite(theirs) and facts["scope.finance.irr"].value is not None:
        assert float(D(facts["scope.finance.irr"].value)) == pytest.approx(theirs, abs=0.000051)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("AB"), st.decimals(0, 900, places=3)), min_size=1, max_size=9))
def test_revenue_closes_over_sub_projects(rows: list[tuple[str, Decimal]]) -> None:
    plan = replace(plan_with(), subprojects=(sub("A1", end=2021), sub("B1", end=2022)))
    plan = replace(
        plan, revenues=tuple(revenue(amount, f"{code}1", name=f"{n}") for n, (code, amount) in enumerate(rows))
    )
    terms = terms_of(plan.project)
    known = Facts([*costs().values(), Fact("subproject:B1.cost.total@2022", D(10000), "yuan")])
    flows = flows_of(plan, known, terms, earnings(plan, terms))
    assert flows is not None
    scope, *own = flows
    for n in range(len(terms.years)):
        assert scope.revenue[n] == sum(one.revenue[n] for one in own)
        assert scope.revenue[n] % WAN == 0
        exact = sum((one.amounts(terms.years)[n] for one in earnings(plan, terms)), D(0))
        assert abs(scope.revenue[n] - exact) <= WAN / 2


def model(amount: int, **chosen: Decimal) -> Model:
    """Revenue with an even interval of its own, ten years."""
    row = revenue(D(amount), low=D(amount) * D("0.7"), high=D(amount) * D("1.3"))
    given = {"analysis_years": D(10), "finance_discount": D("0.05"), **chosen}
    plan = plan_with([row], parameters(**given))
    terms = terms_of(plan.project)
    earned = earnings(plan, terms)
    flows = flows_of(plan, costs(), terms, earned)
    assert flows is not None
    return model_of("finance", flows[0], earned, costs(), terms, (60.0, 40.0))


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 500))
def test_even_intervals_swing_evenly_and_turn_where_they_say(amount: int) -> None:
    found = model(amount)
    base = worth(found)[0]
    swings = {swing.factor: swing for swing in swings_of(found)}
    assert set(swings) == {"investment", "discount", "care", "revenue", "delay"}
    for name in ("investment", "revenue"):
        swing = swings[name]
        assert swing.low + swing.high == pytest.approx(2 * base, abs=1.0)
        assert swing.start == pytest.approx(-swing.end)
    turns = {
        "investment": lambda x: Change(investment=1 + x),
        "revenue": lambda x: Change(revenue=(1 + x,)),
        "care": lambda x: Change(care=1 + x),
        "delay": lambda x: Change(delay=x),
        "discount": lambda x: Change(rate=found.rate * (1 + x)),
    }
    for name, change in turns.items():
        turn = swings[name].switching
        if turn is not None:
            assert worth(found, change(turn))[0] == pytest.approx(0.0, abs=1.0), name
    widths = [swing.width for swing in swings_of(found)]
    assert widths == sorted(widths, reverse=True)


@settings(max_examples=15, deadline=None)
@given(st.integers(5, 500), st.integers(0, 1000))
def test_the_simulated_mean_is_the_analytic_one(amount: int, seed: int) -> None:
    """Everything is even but the delay, which is even between 0 and 1 year, and prices move with one another."""
    found = model(amount, simulation_seed=D(seed))
    drawn = simulate(found)
    late = (worth(found)[0] + worth(found, Change(delay=1.0))[0]) / 2
    upkeep = found.care_spread
    assert upkeep == (0.5, 2.0)  # lognormal
    half = np.log(2.0) / 1.959963984540054
    late -= float(peer.npv(found.rate, found.care)) * (np.exp(half**2 / 2) - 1)
    results = drawn.simulation.results
    assert results.mean() == pytest.approx(late, abs=4.5 * results.std() / np.sqrt(results.size))
    assert sum(drawn.shares.values()) == pytest.approx(1.0)


def test_the_simulation_is_the_same_for_its_seed_to_the_bit() -> None:
    first, again, other = (simulate(model(30, simulation_seed=D(seed))).simulation for seed in (4, 4, 5))
    assert (first.results == again.results).all()
    assert (first.results != other.results).any()


def test_no_spread_leaves_the_plan() -> None:
    found = model(30, sensitivity_spread=D(0), quantity_spread=D(0), delay_most=D(0), upkeep_share=D(0))
    found = replace(found, revenue=tuple(replace(one, spreads=((1.0, 1.0),)) for one in found.revenue))
    results = simulate(found).simulation.results
    assert results == pytest.approx(np.full(results.size, worth(found)[0]))


def test_tables_print_the_facts_and_their_formulas_give_them_again() -> None:
    facts = costs(values={"total": (D(400000), D(300000), D(500000))})
    plan = plan_with([revenue(D(60), low=D(40), high=D(90))])
    found, own = told(plan, facts)
    assert found.view == ECONOMIC
    book = Book(plan, STANDARD, Facts(own.values()), facts)
    (flows,), (swings,) = tables_s1(book, found), tables_s7(book, found)
    assert [row.kind for row in flows.rows] == ["body"] * 4 + ["total"] + ["subtotal"] * 4
    live = {
        (n, key)
        for table in (flows,)
        for n, row in enumerate(table.rows)
        for key in table.columns
        if _live(table, n, key)
    }
    assert {
        (0, "net"),
        (3, "cumulative"),
        (4, "outlay"),
        (6, "finance_worth"),
        (7, "economic_worth"),
        (2, "gains"),
    } <= live
    assert _text(flows, 6, "finance_worth") == "49"
    assert _text(swings, 0, "factor") in set(STANDARD.tables["S.7"].labels.values())
    assert all(_live(swings, n, "swing") for n in range(len(swings.rows)))
    assert all(cell.fact in own for table in (flows, swings) for cell in table.quotes())


def _live(table: Table, row: int, column: str) -> bool:
    cell = table.cell(row, column)
    return isinstance(cell, Quote) and cell.formula is not None


def _text(table: Table, row: int, column: str) -> str:
    cell = table.cell(row, column)
    return cell.text if isinstance(cell, Quote) else cell
