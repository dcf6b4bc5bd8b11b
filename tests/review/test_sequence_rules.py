"""The order of works: circles are found and nothing else is; what comes before what."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shanshui.finding import Place
from shanshui.ledger import Fact, Facts
from shanshui.plan import Plan, Project, Subproject
from shanshui.review import Case
from shanshui.review.rules import sequence
from shanshui.standard import load

PROJECT = Project("某县", "生态区", "流域", "工程", "000001", "某县", "某县", 2020, (2021, 2025))


def sub(code: str, start: int = 2021, end: int = 2023, **more: object) -> Subproject:
    blank: dict[str, object] = {
        "unit": "U", "region": f"某县{code}", "project_type": "项目", "category": "river", "department": "",
        "implementer": "", "townships": (), "sites": "", "care_years": None, "liable_party": "", "land_rights": "",
        "problems": ("soil_erosion",), "upper_plan": "", "longitude": None, "latitude": None, "extent": None,
        "content": "", "note": "", "place": Place(row=2),
    }  # fmt: skip
    return Subproject(code=code, start=start, end=end, **{**blank, **more})  # type: ignore[arg-type]


def case(*subs: Subproject, texts: Mapping[str, str] | None = None) -> Case:
    facts = Facts(Fact(key, value) for key, value in (texts or {}).items())
    return Case(Plan(PROJECT, subprojects=subs), facts, {}, load())


def chain(order: list[int], links: list[tuple[int, int]]) -> dict[str, tuple[str, ...]]:
    """Links that only lead back in an order: no circle can come of them."""
    rank = {number: at for at, number in enumerate(order)}
    after: dict[str, tuple[str, ...]] = {str(number): () for number in order}
    for one, other in links:
        if rank[one] > rank[other]:
            after[str(one)] += (str(other),)
    return after


PLANS = st.integers(2, 9).flatmap(
    lambda size: st.tuples(
        st.permutations(range(size)),
        st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=20),
    )
)


@given(PLANS)
def test_an_order_has_no_circle(plan: tuple[list[int], list[tuple[int, int]]]) -> None:
    subs = [sub(code, after=before) for code, before in chain(*plan).items()]
    assert sequence.order_without_end(case(*subs)) == ()
    assert sequence.start_after_predecessor(case(*subs)) == ()


@given(PLANS)
def test_a_link_back_closes_a_circle(plan: tuple[list[int], list[tuple[int, int]]]) -> None:
    order = plan[0]
    after = chain(order, [(b, a) for a, b in pairwise(order)])  # each after the one before it
    after[str(order[0])] = (str(order[-1]),)
    found = sequence.order_without_end(case(*(sub(code, after=before) for code, before in after.items())))
    assert len(found) == 1
    assert set(found[0].got.split(" → ")) == set(after)


def test_a_circle_of_others_is_told_of_them() -> None:
    found = sequence.order_without_end(case(sub("A", after=("B",)), sub("B", after=("C",)), sub("C", after=("B",))))
    assert [finding.subject for finding in found] == ["subproject:B"]


def test_the_source_comes_first_against_the_same_problem_only() -> None:
    late, early = sub("A", 2022, position="source"), sub("B", 2021, position="sink")
    assert [f.want for f in sequence.source_first(case(late, early))] == ["≤ 2021"]
    other = sub("B", 2021, position="sink", problems=("water_pollution",))
    assert sequence.source_first(case(late, other)) == ()
    assert sequence.source_first(case(late, sub("B", 2022, position="sink"))) == ()
    assert sequence.source_first(case(late, sub("B", 2021, position="sink", unit="V"))) == ()


def test_upstream_is_found_over_several_basins_and_round_ones_end() -> None:
    basins = {"basin:1.downstream": "2", "basin:2.downstream": "3", "basin:3.downstream": "1"}
    placed = {"subproject:A.basin": "1", "subproject:B.basin": "3"}
    upstream, done = sub("A", 2023, 2024), sub("B", 2021, 2022)
    found = sequence.upstream_first(case(upstream, done, texts=basins | placed))
    assert [(f.subject, f.want) for f in found] == [("subproject:A|subproject:B", "≤ 2022")]
    assert sequence.upstream_first(case(sub("A", 2022, 2024), done, texts=basins | placed)) == ()
    assert sequence.upstream_first(case(upstream, done, texts=placed)) == ()


def test_safety_comes_first_on_common_ground() -> None:
    meet = {"subproject:A.overlapping": "B"}
    slide, trees = sub("A", 2022, category="geohazard"), sub("B", 2021, category="forest")
    assert [f.want for f in sequence.safety_first(case(slide, trees, texts=meet))] == ["≤ 2021"]
    assert sequence.safety_first(case(slide, trees)) == ()
    assert sequence.safety_first(case(sub("A", 2021, category="geohazard"), trees, texts=meet)) == ()


def test_a_project_may_say_how_many_sub_projects_want_an_order() -> None:
    subs = [sub(str(number)) for number in range(5)]
    assert len(sequence.some_sequence(case(*subs))) == 1
    assert sequence.some_sequence(case(*subs[1:])) == ()
    assert sequence.some_sequence(case(*subs[1:], sub("5", after=("1",)))) == ()
