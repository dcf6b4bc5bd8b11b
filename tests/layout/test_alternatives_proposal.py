"""Proposed alternatives: the programme against hand-made and brute-force optima, and the tables that come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import product
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layout.weighed_plans import alternative, area, county, loss, measure, other, price, project, target, work
from shanshui.layout.alternatives.alternative_programme import KINDS, Kind, Task, shares_of, whole_steps
from shanshui.layout.measures.candidates import Candidate
from shanshui.layout.proposals.alternatives import propose
from shanshui.layout.proposals.proposal import Effort
from shanshui.ledger import Fact, Facts
from shanshui.plan import Budget, Plan
from shanshui.plan.options import Capacity
from shanshui.standard import describe, load
from shanshui.workspace import Workspace

STANDARD = load()
HECTARE = Decimal(10_000)


def candidate(
    sub: str,
    hectares: float,
    cost: float,
    mode: str = "natural_regeneration",
    problem: str = "",
    category: str = "tending",
) -> Candidate:
    origin = "proposed" if problem else "entered"
    return Candidate(
        sub, "U", f"{sub}{mode}", "", "", category, mode, Decimal(str(hectares)) * HECTARE, "m2", Decimal(str(cost)),
        problem=problem, origin=origin,
    )  # fmt: skip


def task(
    pool: tuple[Candidate, ...],
    benefits: list[float],
    grounds: Mapping[str, float] | None = None,
    wanted: float = 0.0,
    budget: float | None = None,
    capacities: Mapping[str, float] | None = None,
) -> Task:
    adds = {"forest": np.array([float(one.quantity / HECTARE) for one in pool])} if wanted else {}
    goal = {"forest": wanted} if wanted else {}
    limits = {code: hectares * 10_000 for code, hectares in (grounds or {}).items()}
    return Task(pool, limits, adds, goal, np.array(benefits), budget, capacities or {})


def solved(given: Task, kind: Kind) -> list[float]:
    found = shares_of(given, kind, 10.0)
    assert found is not None
    return [round(float(share), 4) for share in found]


def test_least_intervention_takes_the_natural_way_to_the_target() -> None:
    pool = (candidate("S", 10, 10), candidate("S", 10, 1, "reconstruction"))
    assert solved(task(pool, [1, 9], {"S": 10}, wanted=10), "natural") == [1, 0]
    assert solved(task(pool, [1, 9], {"S": 20}, wanted=15), "natural") == [1, 0.5]


def test_without_targets_least_intervention_does_nothing() -> None:
    assert solved(task((candidate("S", 10, 10), candidate("S", 10, 1, "reconstruction")), [1, 9]), "natural") == [0, 0]


def test_the_cheaper_of_two_natural_ways() -> None:
    pool = (candidate("S", 10, 50), candidate("T", 10, 20))
    assert solved(task(pool, [1, 1], wanted=10), "natural") == [0, 1]


def test_best_within_the_budget() -> None:
    pool = (candidate("S", 10, 100), candidate("T", 10, 50), candidate("V", 10, 40))
    assert solved(task(pool, [100, 60, 20], budget=100), "balanced") == [0.5, 1, 0]
    assert solved(task(pool, [100, 60, 20], budget=0), "balanced") == [0, 0, 0]
    assert solved(task(pool, [100, 60, 20]), "balanced") == [1, 1, 1]


def test_targets_come_before_benefit() -> None:
    pool = (candidate("S", 10, 100, "reconstruction"), candidate("S", 10, 100))
    given = replace(
        task(pool, [50, 1], {"S": 10}), adds={"forest": np.array([0.0, 10.0])}, wanted={"forest": 4.0}, budget=100
    )
    assert solved(given, "balanced") == [0.6, 0.4]
    assert solved(replace(given, budget=20), "balanced") == [0, 0.2]  # money for half of the target only


def test_no_money_is_spent_for_nothing() -> None:
    pool = (candidate("S", 10, 100), candidate("T", 10, 50))
    assert solved(task(pool, [10, 0]), "strong") == [1, 0]


def test_most_keeps_to_ground_and_capacity() -> None:
    pool = (candidate("S", 10, 1), candidate("S", 10, 2, "reconstruction", category="planting"))
    assert solved(task(pool, [1, 2], {"S": 15}), "strong") == [0.5, 1]
    assert solved(task(pool, [1, 2], {"S": 15}, capacities={"planting": 20_000.0}), "strong") == [1, 0.2]
    assert solved(task(pool, [1, 2], capacities={"planting": 0.0}), "strong") == [1, 0]


def test_ground_that_has_a_problem_bears_one_measure_at_a_time() -> None:
    pool = (candidate("S", 10, 1, problem="erosion"), candidate("S", 8, 1, "reconstruction", "erosion"))
    assert solved(task(pool, [1, 2], {"S": 100}), "strong") == [0.2, 1]


@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(1, 9), st.integers(0, 9), st.booleans()), min_size=1, max_size=4),
    st.integers(0, 20),
    st.integers(1, 8),
)
@settings(deadline=None, max_examples=40)
def test_no_grid_point_is_better(rows: list[tuple[int, int, int, bool]], budget: int, ground: int) -> None:
    pool = tuple(candidate("S", h, c, "reconstruction" if hand else "conservation") for h, c, _, hand in rows)
    benefits = [float(b) for _, _, b, _ in rows]
    given = task(pool, benefits, {"S": ground}, budget=float(budget))
    found = shares_of(given, "balanced", 10.0)
    assert found is not None
    areas, costs = given.areas / 10_000, given.costs
    assert areas @ found <= ground * (1 + 1e-6)
    assert costs @ found <= budget * (1 + 1e-6) + 1e-6
    best = float(np.array(benefits) @ found)
    for point in product((0, 0.25, 0.5, 0.75, 1), repeat=len(rows)):
        if areas @ point <= ground and costs @ point <= budget:
            assert float(np.array(benefits) @ point) <= best * (1 + 1e-5) + 1e-6


def test_quantities_are_rounded_down() -> None:
    assert whole_steps(0.5, Decimal("12345.6"), Decimal(100)) == 6100
    assert whole_steps(1.0, Decimal("12300"), Decimal(100)) == 12300
    assert whole_steps(0.999999, Decimal("12300"), Decimal(100)) == 12300
    assert whole_steps(-1e-9, Decimal("12300"), Decimal(100)) == 0


# the part


def facts() -> list[Fact]:
    return [area("S1", "100"), area("S2", "50"), loss("S1", "1000"), loss("S2", "3000")]


def workspace(plan: Plan, known: list[Fact]) -> Workspace:
    tables = ("alternatives", "alternative_works", "works", "prices", "targets", "judgements")
    sources = {f"table:{name}": None for name in tables if getattr(plan, name)} | {"project": None}
    return cast(Workspace, SimpleNamespace(facts=Facts(known), sources=sources))


def plan(**more: object) -> Plan:
    base = county(
        alternatives=(),
        alternative_works=(),
        measures=(
            replace(measure("closure", indicator="forest_improved"), library="closure"),
            replace(measure("planting", "planting", "forest_new"), library="protection_forest"),
        ),
    )
    return replace(base, **more)


def rows_of(found: Mapping[str, tuple[Mapping[str, str], ...]], code: str) -> list[Mapping[str, str]]:
    return [row for row in found["alternative_works"] if row["alternative"] == code]


def test_what_was_entered_is_the_chosen_one_among_four() -> None:
    own = plan()
    found = propose(own, workspace(own, facts()), STANDARD, Effort())
    rows = found.tables["alternatives"]
    assert [row["code"] for row in rows] == ["P0", "P1", "P2", "P3"]
    assert [row["chosen"] for row in rows] == ["是", "", "", ""]
    assert rows_of(found.tables, "P0") == []
    for code in ("P1", "P2", "P3"):
        sums: dict[str, Decimal] = {}
        for row in rows_of(found.tables, code):
            sums[row["subproject"]] = sums.get(row["subproject"], Decimal(0)) + Decimal(row["quantity"])
        assert all(sums[sub] <= limit for sub, limit in (("S1", 100), ("S2", 50)) if sub in sums)


def test_what_is_proposed_is_weighed_by_the_same_functions() -> None:
    own = plan(budgets=(Budget("central", None, Decimal(30), (), False, "", alternative("A").place),))
    known = facts()
    found = propose(own, workspace(own, known), STANDARD, Effort())
    told = {fact.id: fact for fact in found.facts}
    cost, reach = (told[f"alternative:P2.{key}"].value for key in ("investment", "target_reach"))
    assert isinstance(cost, Decimal)
    assert cost <= 300_000
    assert isinstance(reach, Decimal)
    assert reach < 1
    assert told["alternative:P1.target_reach"].value == pytest.approx(Decimal(1), abs=Decimal("0.001"))
    assert told["alternative:P1.artificial_share"].value <= told["alternative:P3.artificial_share"].value
    ids = {*told, *(fact.id for fact in known), *workspace(own, known).sources}
    assert all(key in ids for fact in found.facts for key in fact.inputs)
    assert all(fact.subject in ("alternative:P1", "alternative:P2", "alternative:P3") for fact in found.facts)


def test_what_is_entered_stays_and_codes_are_free() -> None:
    entered = county().alternatives
    own = plan(
        alternatives=(*entered, alternative("P1")),
        alternative_works=(other("A", work("S1", "closure", "3")),),
        records={},
    )
    found = propose(own, workspace(own, facts()), STANDARD, Effort())
    assert [row["code"] for row in found.tables["alternatives"]] == ["P1_2", "P2", "P3"]  # records hold the others


def test_sentences_and_charts_in_both_languages() -> None:
    own = plan(targets=(*plan().targets, target("scope", "grass_new", "5")))
    found = propose(own, workspace(own, facts()), STANDARD, Effort())
    for lang in ("zh", "en"):
        said = [STANDARD.label(one.label, lang).format(**one.words) for one in found.said]
        assert all(said)
        assert not any("{" in sentence for sentence in said)
    assert any(one.label.endswith("unreachable") and "新增草地" in one.words["names"] for one in found.said)
    (chart,) = found.charts
    assert chart.series[0].name == STANDARD.label("proposal.alternatives.now")
    assert all(label in STANDARD.labels for label in (chart.title, chart.x_title, chart.y_title))


def test_priorities_stand_in_the_notes() -> None:
    own = plan()
    found = propose(own, workspace(own, facts()), STANDARD, Effort())
    notes = [row["note"] for row in rows_of(found.tables, "P3")]
    assert notes
    assert any("第 1 优先" in note for note in notes)


def test_works_that_are_not_measured_by_area_are_kept() -> None:
    own = plan()
    pond = replace(work("S1", "pond", "3"), unit="count")
    own = replace(own, works=(*own.works, pond), measures=(*own.measures, replace(measure("pond"), unit="count")))
    own = replace(own, prices=(*own.prices, price("pond", "2", "wan_yuan/count")))
    found = propose(own, workspace(own, facts()), STANDARD, Effort())
    for code in ("P1", "P2", "P3"):
        (row,) = [row for row in rows_of(found.tables, code) if row["measure"] == "pond"]
        assert (row["quantity"], row["unit"]) == ("3", "count")


def test_capacities_of_all_years() -> None:
    place = alternative("A").place
    own = plan(
        capacities=(
            Capacity("planting", None, Decimal(2), "hm2", False, "", place),
            Capacity("planting", 2022, Decimal(1), "hm2", False, "", place),
        )
    )
    found = propose(own, workspace(own, facts()), STANDARD, Effort())
    planted = sum(Decimal(row["quantity"]) for row in rows_of(found.tables, "P3") if row["measure"] == "planting")
    assert planted <= 5


def test_nothing_to_choose_from() -> None:
    own = plan(prices=(), works=())
    found = propose(own, workspace(own, []), STANDARD, Effort())
    assert found.tables == {}
    (finding,) = found.findings
    assert describe(finding).remedy
    assert found.said[0].label == "proposal.alternatives.nothing"


def test_a_benefit_of_the_projects_own() -> None:
    own = plan(project=project(alternative_benefit="area_treated"))
    found = propose(own, workspace(own, facts()), STANDARD, Effort())
    assert [row["code"] for row in found.tables["alternatives"]] == ["P0", "P1", "P2", "P3"]


def test_every_kind_has_words() -> None:
    for kind in KINDS:
        assert STANDARD.label(f"proposal.alternatives.{kind}", "en")
        assert STANDARD.label(f"proposal.alternatives.{kind}.idea", "en")
