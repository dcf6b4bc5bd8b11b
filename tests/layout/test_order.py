"""What comes before what: by what was entered, by place in the chain, by the way of the water, by safety."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import county
from shanshui.layout.works.basin_flow import above, flows, gathered
from shanshui.layout.works.order import Edge, WorkOrder, order_facts, order_findings, work_order
from shanshui.ledger import Fact, Facts
from shanshui.plan import Plan
from staged import run

EROSION, POLLUTION = "水土流失", "水环境污染"


def planned(root: Path, *rows: dict[str, str]) -> Plan:
    """The plan of a county with these sub-projects; what is not said is the same for all."""
    given_for_all = {
        "unit": "L", "region": "测试县", "project_type": "治理项目", "category": "水土流失综合治理", "start": "2021",
        "end": "2023", "problems": EROSION, "after": "", "position": "",
    }  # fmt: skip
    whole = [given_for_all | row for row in rows]
    head = ("code", *given_for_all)
    county.table(root, "subprojects", (head, *(tuple(row[key] for key in head) for row in whole)))
    county.table(root, "works", (("subproject", "measure", "mode", "quantity", "unit"),))
    return run(root).plan


def pairs(order: WorkOrder) -> set[tuple[str, str, str]]:
    return {(edge.before, edge.after, edge.ground) for edge in order.edges}


def test_what_was_entered_comes_first(small_county: Path) -> None:
    plan = planned(
        small_county, {"code": "A", "start": "2022"}, {"code": "B", "after": "A"}, {"code": "C", "after": "B"}
    )
    order = work_order(plan, Facts())
    assert pairs(order) == {("A", "B", "entered"), ("B", "C", "entered")}
    assert order.ranks == {"A": 1, "B": 2, "C": 3}
    assert order.earliest == {"A": 2021, "B": 2022, "C": 2022}


def test_source_then_path_then_sink_of_one_problem_in_one_unit(small_county: Path) -> None:
    plan = planned(
        small_county,
        {"code": "A", "position": "源头控制"},
        {"code": "B", "position": "过程阻断"},
        {"code": "C", "position": "末端治理"},
        {"code": "D", "position": "末端治理", "problems": POLLUTION},
        {"code": "E", "position": "末端治理", "unit": "R"},
    )
    order = work_order(plan, Facts())
    assert pairs(order) == {("A", "B", "position"), ("A", "C", "position"), ("B", "C", "position")}
    assert [(edge.before, edge.after) for edge in order.reduced()] == [("A", "B"), ("B", "C")]


def test_upstream_first_from_basin_to_basin(small_county: Path) -> None:
    plan = planned(
        small_county, {"code": "A"}, {"code": "B"}, {"code": "C", "problems": POLLUTION},
        {"code": "M", "category": "监测评估"},
    )  # fmt: skip
    facts = [
        Fact("subproject:A.basin", "b3"), Fact("subproject:B.basin", "b1"), Fact("subproject:C.basin", "b1"),
        Fact("subproject:M.basin", "b1"), Fact("basin:b3.downstream", "b2"), Fact("basin:b2.downstream", "b1"),
    ]  # fmt: skip
    order = work_order(plan, Facts(facts))
    assert pairs(order) == {("A", "B", "upstream")}
    used = ("subproject:A.basin", "subproject:B.basin", "basin:b3.downstream", "basin:b2.downstream")
    assert order.edges[0].facts == used


def test_catchments_tell_more_than_basins(small_county: Path) -> None:
    plan = planned(small_county, {"code": "A"}, {"code": "B"}, {"code": "C", "problems": POLLUTION})
    facts = [
        Fact("subproject:A.basin", "b2"), Fact("subproject:B.basin", "b1"), Fact("basin:b2.downstream", "b1"),
        Fact("field:catchments.content", "0"), Fact("subproject:B.drains_to", "A、C"),
    ]  # fmt: skip
    assert pairs(work_order(plan, Facts(facts))) == {("B", "A", "upstream")}


def test_safety_comes_first_on_its_ground(small_county: Path) -> None:
    plan = planned(
        small_county, {"code": "A"}, {"code": "S", "category": "地质灾害防治"}, {"code": "T", "category": "水环境治理"},
        {"code": "B"},
    )  # fmt: skip
    order = work_order(plan, Facts([Fact("subproject:S.overlapping", "A、T")]))
    assert pairs(order) == {("S", "A", "safety")}


def test_grounds_that_contradict_each_other_are_told(small_county: Path) -> None:
    """By its place A comes before C; but it was entered behind B, and B behind C."""
    plan = planned(
        small_county,
        {"code": "A", "position": "源头控制", "after": "B"},
        {"code": "B", "after": "C"},
        {"code": "C", "position": "末端治理"},
    )
    order = work_order(plan, Facts())
    assert pairs(order) == {("B", "A", "entered"), ("C", "B", "entered")}
    assert order.dropped == ((Edge("A", "C", "position"), ("A", "C", "B", "A")),)
    (finding,) = order_findings(plan, order)
    assert (finding.code, finding.got) == ("ORDER-CIRCLE", "A → C → B → A")
    assert order.ranks == {"C": 1, "B": 2, "A": 3}


def test_an_entered_circle_is_left_to_the_rule_that_tells_it(small_county: Path) -> None:
    plan = planned(
        small_county, {"code": "A", "after": "B"}, {"code": "B", "after": "A"}, {"code": "C", "after": "C、Z"}
    )
    order = work_order(plan, Facts())
    assert len(order.edges) == len(order.dropped) == 1
    assert list(order_findings(plan, order)) == []
    assert order.ranks["C"] == 1


def test_facts_say_what_comes_before_and_why(small_county: Path) -> None:
    plan = planned(small_county, {"code": "A"}, {"code": "B", "after": "A"}, {"code": "C", "after": "A"})
    facts = [Fact("field:catchments.content", "0"), Fact("subproject:B.drains_to", "C")]
    found = {fact.id: fact for fact in order_facts(plan, work_order(plan, Facts(facts)))}
    assert found["subproject:C.order.before"].value == "A、B"
    assert found["subproject:C.order.before.entered"].value == "A"
    assert found["subproject:C.order.before.upstream"].value == "B"
    assert found["subproject:C.order.before"].inputs == ("table:subprojects", "subproject:B.drains_to")
    assert "subproject:A.order.before" not in found
    assert [found[f"subproject:{code}.order.rank"].value for code in "ABC"] == [1, 2, 3]
    assert found["subproject:B.order.earliest"].value == 2021


def test_the_stage_states_the_order(small_county: Path) -> None:
    done = run(small_county, "survey", "layout")
    assert [done.facts.number(f"subproject:{code}.order.rank") for code in ("L-01", "L-02", "R-01")] == [1, 1, 1]


def test_where_the_water_of_basins_goes() -> None:
    """Basin 0 gives 9 to basin 1 and gets 5 from it: 0 flows into 1; 2 leaves."""
    at = np.array([0, 1, 1, 0, 2])
    down = np.array([1, -1, 3, -1, -1])
    assert flows(at, down, np.array([9.0, 9, 5, 5, 1])) == {0: 1}
    ring = flows(np.array([0, 1, 2, 0, 1, 2]), np.array([4, 5, 3, -1, -1, -1]), np.array([3.0, 2, 1, 0, 0, 0]))
    assert ring == {0: 1, 1: 2}


def test_what_drains_through_a_catchment() -> None:
    assert gathered(np.array([1.0, 2, 4, 8]), np.array([2, 2, 3, -1])).tolist() == [1, 2, 7, 15]


def test_which_place_lies_above_which() -> None:
    """Catchments 0 → 1 → 2, and 3 beside them; places: all of 0; a third of 1 and the rest of 3; half 2, half 3."""
    held = np.array([[10.0, 0, 0, 0], [0, 3, 0, 7], [0, 0, 5, 5], [0, 0, 0, 0]])
    found = above(held, np.array([1, 2, -1, -1]))
    assert np.argwhere(found).tolist() == [[0, 1], [0, 2]]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=15))
def test_order_never_goes_in_circles(links: list[tuple[int, int]]) -> None:
    at = np.array([first for first, _ in links] + [second for _, second in links] + [7])
    count = len(links)
    down = np.array([count + n for n in range(count)] + [-1] * (count + 1))
    found = flows(at, down, np.arange(2 * count + 1, dtype=float) + 1)
    for start in found:
        seen, basin = {start}, start
        while basin in found:
            basin = found[basin]
            assert basin not in seen
            seen.add(basin)
    assert set(found) <= {first for first, second in links if first != second}


def test_a_fact_of_nobody_is_no_order(small_county: Path) -> None:
    plan = planned(small_county, {"code": "A"}, {"code": "B"})
    facts = [Fact("field:catchments.content", "0"), Fact("subproject:A.drains_to", "Z")]
    assert pairs(work_order(plan, Facts(facts))) == set()
    with pytest.raises(KeyError):
        work_order(plan, Facts()).ranks["Z"]
