"""The proposal of measures on the whole county, from which works were taken away."""

from __future__ import annotations

from pathlib import Path

import pytest

import staged
import whole
from few_works import fact, ground, known, plan, price, sub
from shanshui import pipeline
from shanshui.layout.measures.candidates import candidates
from shanshui.layout.measures.untreated import remedies, spots
from shanshui.layout.proposals.measures import chosen_of, propose
from shanshui.layout.proposals.proposal import Effort, Proposal
from shanshui.plan import Plan
from shanshui.standard import describe, load
from shanshui.workspace import Memo, Workspace
from shanshui.workspace.proposals.report import sentence

STANDARD = load()


def proposed(root: Path) -> tuple[Proposal, Plan]:
    run = staged.run(root, "survey", "assess", "layout", "finance")
    workspace = Workspace(root, root / "work", root / "dossier", run.layers, Memo(root / "memo"), facts=run.facts)
    return propose(run.plan, workspace, STANDARD, Effort()), run.plan


@pytest.fixture(scope="module")
def without_works(tmp_path_factory: pytest.TempPathFactory) -> tuple[Proposal, Plan]:
    """A forest and a field have no measures any more."""
    root = whole.write(tmp_path_factory.mktemp("measures") / "county")
    whole.dropped("works", "L-02")(root)
    whole.dropped("works", "R-01")(root)
    return proposed(root)


def test_a_subproject_without_measures_is_given_some(without_works: tuple[Proposal, Plan]) -> None:
    proposal, entered = without_works
    new = [row for row in proposal.tables["works"] if row.get("quantity")]
    of_forest = [row for row in new if row["subproject"] == "L-02"]
    assert [(row["measure"], row["unit"], row["mode"]) for row in of_forest] == [
        ("forest_improvement", "公顷", "辅助再生")
    ]
    assert 0 < float(of_forest[0]["quantity"]) < 5, "the degraded part of 42 hm², no more"
    assert all(row["synthetic"] == "是" for row in new)
    old = [row for row in proposal.tables["works"] if not row.get("quantity")]
    assert [(row["subproject"], row["measure"]) for row in old] == [(w.subproject, w.measure) for w in entered.works]


def test_what_it_brings_along_says_where_it_comes_from(without_works: tuple[Proposal, Plan]) -> None:
    tables = without_works[0].tables
    measure = next(row for row in tables["measures"] if row["code"] == "forest_improvement")
    assert measure["library"] == "低效林改造"
    assert "措施库" in measure["source"]
    cost = next(row for row in tables["prices"] if row["measure"] == "forest_improvement")
    assert (cost["price"], cost["unit"], cost["synthetic"]) == ("45.5", "万元/km²", "是")
    assert "长汀县" in cost["source"]
    assert any(said.label == "proposal.measures.prices" for said in without_works[0].said)


def test_severe_problems_are_given_a_subproject(without_works: tuple[Proposal, Plan]) -> None:
    proposal, entered = without_works
    new = [row for row in proposal.tables["subprojects"] if len(row) > 1]
    assert [(row["code"], row["unit"], row["problems"]) for row in new] == [("R-P01", "R", "栖息地破碎")]
    assert new[0]["category"] == "生物多样性保护"
    assert float(new[0]["extent"]) > 0
    assert float(new[0]["longitude"]) == pytest.approx(109.13, abs=0.05)
    assert new[0]["code"] not in {one.code for one in entered.subprojects}


def test_it_says_what_it_chose_in_both_languages(without_works: tuple[Proposal, Plan]) -> None:
    for said in without_works[0].said:
        for lang in ("zh", "en"):
            told = sentence(said, STANDARD, lang)
            assert told
            assert "{" not in told
    labels = [said.label for said in without_works[0].said]
    assert labels[0] == "proposal.measures.filled"
    assert "proposal.measures.choice" in labels
    assert "proposal.measures.untreated" in labels


def test_what_finds_nothing_is_told(without_works: tuple[Proposal, Plan]) -> None:
    (finding,) = without_works[0].findings
    assert (finding.code, finding.subject) == ("PROPOSAL-NO-MEASURE", "subproject:R-01")
    assert "土地综合整治" in describe(finding).text


def test_ground_treated_and_untreated_makes_the_problem(without_works: tuple[Proposal, Plan]) -> None:
    facts = {one.id: one for one in without_works[0].facts}
    for key, one in facts.items():
        if key.startswith("scope.untreated."):
            rest = facts[key.replace("untreated", "treated")]
            parts = [facts[each].value for each in (*one.inputs, *rest.inputs)]
            assert sum(parts) == one.value + rest.value  # type: ignore[operator,arg-type]
    (chart,) = without_works[0].charts
    treated, left = chart.series
    assert len(chart.y_labels) == len(treated.width) == len(left.width) > 0
    assert left.x == treated.width


def test_a_whole_plan_is_left_alone(tmp_path: Path) -> None:
    proposal, _ = proposed(whole.write(tmp_path / "county"))
    assert proposal.said[0].label == "proposal.measures.complete"
    rows = [row for row in proposal.tables.get("works", ()) if row.get("quantity")]
    assert all(row["subproject"].startswith("R-P") for row in rows)
    assert proposal.findings == ()


def test_what_is_accepted_can_be_read(tmp_path: Path) -> None:
    root = whole.write(tmp_path / "county")
    whole.dropped("works", "L-02")(root)
    proposal, entered = proposed(root)
    for table, rows in proposal.tables.items():
        for row in rows:
            if len(row) > len([key for key, column in STANDARD.inputs[table].columns.items() if column.unique]):
                whole.added(table, **row)(root)
    found = [one for one in pipeline.check(root).findings if one.code.startswith(("INPUT", "MEASURE", "EFFECT"))]
    assert [(one.code, one.got) for one in found] == []
    assert len(staged.run(root, "survey").plan.works) > len(entered.works)


def test_measures_that_exclude_each_other_or_find_no_room_are_not_chosen_together() -> None:
    facts = known(
        ground("A", 100, 4000),
        fact("subproject:A.diagnosed_in", "unit:U"),
        fact("unit:U.problems", "soil_erosion、farmland_degradation"),
        *(fact(f"subproject:A.erosion.class{n}.area@2020", 150_000, "m2") for n in (3, 4, 5, 6)),
        fact("unit:U.problem.farmland_degradation.area", 500_000, "m2"),
        fact("unit:U.area", 1_000_000, "m2"),
        fact("subproject:A.indicator.013.c51.area@2020", 500_000, "m2"),
        fact("subproject:A.indicator.013.forest.area@2020", 500_000, "m2"),
    )
    one = plan([sub("A")], prices=[price("x", 1)])
    offers = candidates(one, facts)
    picked = chosen_of(facts, one.subprojects[0], offers)
    assert [each.problem for each in picked] == ["soil_erosion", "farmland_degradation"]
    assert sum(each.quantity for each in picked) <= 1_000_000
    assert not {each.library for each in picked} & {name for each in picked for name in each.excludes}


def test_untreated_ground_and_its_remedy() -> None:
    facts = known(
        fact("unit:U.problems", "soil_erosion"),
        fact("unit:U.area", 5_000_000, "m2"),
        fact("unit:U.problem.soil_erosion.area", 900_000, "m2"),
        fact("unit:U.problem.soil_erosion.severity", 4),
        *(fact(f"unit:U.erosion.class{n}.area@2020", 200_000, "m2") for n in (3, 4)),
        fact("unit:U.indicator.051@2020", 3000, "t/(km2*a)"),
        fact("unit:U.indicator.013.shrubland.area@2020", 300_000, "m2"),
    )
    (spot,) = spots(plan(), facts)
    assert (int(spot.area), int(spot.treated), int(spot.left)) == (400_000, 0, 400_000)
    assert (spot.unit, spot.severity) == ("U", 4)
    best = remedies(plan(), facts, [spot])["unit:U", "soil_erosion"]
    assert best.library == "closure"
    assert best.quantity == 300_000
    assert best.effects["soil_kept"].value == pytest.approx(0.3 * 3000 * 0.39)
    assert best.cost == 46500
