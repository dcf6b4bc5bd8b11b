"""What alternatives cost, reach and risk, how they rank, and what sets them apart: small plans by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layout.weighed_plans import (
    alternative,
    area,
    county,
    judged,
    judgement,
    loss,
    measure,
    other,
    price,
    project,
    target,
    values,
    work,
)
from shanshui.indicators.criteria import topsis
from shanshui.layout.alternatives.judgements import judges_of, weighting_of
from shanshui.layout.alternatives.target_reach import reached
from shanshui.layout.alternatives.weighing import weighed
from shanshui.ledger import Basis, Facts
from shanshui.standard import describe, load
from shanshui.standard.method.criteria import CRITERIA, load_yardsticks

STANDARD = load()
WAN = Decimal(10_000)


def test_no_alternatives_no_word() -> None:
    found = weighed(county(alternatives=()), Facts(), STANDARD)
    assert (found.facts, found.findings, found.tables) == ((), (), ())


def test_costs_and_reach_by_hand() -> None:
    told = values(weighed(county(), Facts(), STANDARD).facts)
    assert told["scope.alternatives.count"] == 3
    assert [told[f"alternative:{c}.investment"] for c in "ABC"] == [11 * WAN, 41 * WAN, 81 * WAN]
    assert [told[f"alternative:{c}.reach.forest_new"] for c in "ABC"] == [Decimal("0.25"), 1, 1]
    assert [told[f"alternative:{c}.target_reach"] for c in "ABC"] == [Decimal("0.625"), 1, 1]
    assert told["alternative:C.performance.forest_new"] == 40 * WAN  # m²
    assert told["alternative:B.artificial_share"] == pytest.approx(Decimal(2) / 3)
    assert told["alternative:B.proven_share"] == pytest.approx(Decimal(1) / 41)  # the price of planting is made up
    assert told["alternative:B.effect.area_treated"] == 30 * WAN
    assert told["alternative:B.cost_per_area"] == pytest.approx(Decimal(41) / 30)
    assert told["alternative:B.acceptance"] == Decimal("0.9")
    assert told["alternative:B.risk_grade"] == 1


def test_beside_the_chosen_one() -> None:
    told = values(weighed(county(), Facts(), STANDARD).facts)
    assert told["alternative:A.less.investment"] == 30 * WAN
    assert told["alternative:A.less.effect.area_treated"] == 15 * WAN
    assert told["alternative:A.marginal.area"] == 2
    assert told["alternative:C.more.investment"] == 40 * WAN
    assert told["alternative:C.marginal.area"] == 2
    assert "alternative:C.more.target_reach" not in told
    assert "alternative:C.less.target_reach" not in told
    assert not any(key.startswith(("alternative:B.more", "alternative:B.less")) for key in told)


def test_a_missing_price_leaves_no_cost_and_says_so_once() -> None:
    others = tuple(
        replace(row, measure="dear") if row.alternative == "A" else row for row in county().alternative_works
    )
    found = weighed(county(alternative_works=others), Facts(), STANDARD)
    facts = {fact.id: fact for fact in found.facts}
    assert facts["alternative:A.investment"].value is None
    assert "dear" in facts["alternative:A.investment"].reason
    assert "alternative:A.less.investment" not in facts
    (finding,) = found.findings
    assert (finding.code, finding.subject) == ("CRITERION-UNKNOWN", "criterion:investment")
    assert "dear" in finding.got
    assert "alternative:A.proven_share" in finding.facts
    assert facts["alternative:B.rank"].value is not None  # ranked by what is known


def test_a_price_that_the_plan_itself_lacks_is_told_there() -> None:
    plan = county(works=(work("S1", "dear", "10", "forest_improved"),))
    found = weighed(plan, Facts(), STANDARD)
    assert next(fact for fact in found.facts if fact.id == "alternative:B.investment").value is None
    assert found.findings == ()


def test_what_is_not_known_of_one_is_left_out() -> None:
    plan = county(alternatives=(alternative("A"), alternative("B", True, None), alternative("C")))
    found = weighed(plan, Facts(), STANDARD)
    told = values(found.facts)
    weight = next(fact for fact in found.facts if fact.id == "scope.criterion.acceptance.weight")
    assert weight.value is None
    assert weight.reason
    assert told["scope.criterion.risk.weight"] == pytest.approx(Decimal(1) / 3, abs=Decimal("1e-6"))
    assert "alternative:A.criterion.acceptance" not in told
    (finding,) = found.findings
    assert (finding.code, finding.subject) == ("CRITERION-UNKNOWN", "criterion:acceptance")
    assert "方案B" in describe(finding).text


def test_risk_from_the_library_by_cost() -> None:
    plan = county(
        alternatives=(alternative("A", risk=""), alternative("B", True, risk="high"), alternative("C", risk="")),
        measures=(
            replace(measure("closure"), library="closure"),
            replace(measure("planting", "planting"), library="protection_forest"),
        ),
    )
    told = values(weighed(plan, Facts(), STANDARD).facts)
    assert told["alternative:B.risk_grade"] == 3
    assert told["alternative:A.risk_grade"] == pytest.approx((1 * Decimal(1) + 10 * Decimal(2)) / 11)  # 1 and 10 万元


def test_risk_that_nobody_tells() -> None:
    plan = county(
        alternatives=(alternative("A", risk=""), alternative("B", True), alternative("C")),
        measures=(measure("closure"), measure("xyz", "planting")),
        works=(work("S1", "xyz", "1"),),
        alternative_works=(other("A", work("S1", "xyz", "1")), other("C", work("S1", "closure", "1"))),
        prices=(price("closure", "1"), price("xyz", "1")),
    )
    facts = {fact.id: fact for fact in weighed(plan, Facts(), STANDARD).facts}
    assert facts["alternative:A.risk_grade"].value is None
    assert facts["alternative:A.risk_grade"].reason


def test_effects_are_those_of_the_works() -> None:
    facts = Facts([area("S1", "100"), area("S2", "100"), loss("S1", "1000"), loss("S2", "1000")])
    found = weighed(county(), facts, STANDARD)
    told = {fact.id: fact for fact in found.facts}
    kept = told["alternative:B.effect.soil_kept"]
    assert isinstance(kept.value, Decimal)
    assert kept.value > 0
    assert kept.basis is Basis.MODELLED_UNCALIBRATED
    assert kept.low is not None
    assert kept.high is not None
    assert kept.low <= kept.value <= kept.high
    assert "subproject:S1.indicator.051@2020" in kept.inputs
    assert "table:alternative_works" in told["alternative:A.effect.soil_kept"].inputs
    cost = told["alternative:B.investment"].value
    assert told["alternative:B.cost_per_soil"].value == pytest.approx(cost / kept.value)
    assert "alternative:B.effect.soil_kept" in told["alternative:B.criterion.risk"].inputs


def test_made_up_where_a_work_or_a_price_is() -> None:
    facts = {fact.id: fact for fact in weighed(county(), Facts(), STANDARD).facts}
    assert facts["alternative:B.investment"].synthetic  # by a price
    assert not facts["alternative:B.target_reach"].synthetic


def test_ranks_are_those_of_the_matrix() -> None:
    found = weighed(county(), Facts(), STANDARD)
    told = values(found.facts)
    used = [one for one in load_yardsticks().values() if told.get(f"alternative:A.{one.key}") is not None]
    matrix = [[float(told[f"alternative:{c}.{one.key}"]) for one in used] for c in "ABC"]
    share = {key: 0.25 / sum(one.criterion == key for one in used) for key in CRITERIA}
    scores = topsis(matrix, [share[one.criterion] for one in used], [one.better == "more" for one in used])
    assert [float(told[f"alternative:{c}.score.topsis"]) for c in "ABC"] == pytest.approx(
        scores, abs=5e-4
    )  # three decimals
    order = sorted("ABC", key=lambda c: told[f"alternative:{c}.rank"])
    assert order == ["ABC"[n] for n in np.argsort(-scores)]
    assert told["scope.alternatives.first"] == order[0]
    shares = [told[f"alternative:{c}.first_share"] for c in "ABC"]
    assert float(sum(shares)) == pytest.approx(1, abs=2e-3)  # three shares of three decimals each


def test_the_same_plan_gives_the_same_facts() -> None:
    assert weighed(county(), Facts(), STANDARD) == weighed(county(), Facts(), STANDARD)


def test_a_dominated_one_is_told() -> None:
    plan = county(
        alternatives=(
            alternative("A", acceptance="95"),
            alternative("B", True, "90"),
            alternative("C", acceptance="70"),
        ),
        alternative_works=(
            other("A", work("S1", "closure", "10", "forest_improved")),
            other("A", work("S2", "closure", "20", "forest_new")),
            other("C", work("S2", "planting", "40", "forest_new", "assisted_regeneration")),
        ),
    )
    told = values(weighed(plan, Facts(), STANDARD).facts)
    assert told["alternative:B.dominated_by"] == "A"
    assert "alternative:A.dominated_by" not in told


def test_one_alternative_alone_is_not_ranked() -> None:
    plan = county(alternatives=(alternative("B", True),))
    told = values(weighed(plan, Facts(), STANDARD).facts)
    assert told["alternative:B.investment"] == 41 * WAN
    assert not any(".rank" in key or ".score" in key for key in told)


def test_two_that_are_alike_share_the_first_place() -> None:
    plan = county(alternatives=(alternative("B", True), alternative("D")))
    plan = replace(plan, alternative_works=tuple(other("D", w) for w in plan.works))
    told = values(weighed(plan, Facts(), STANDARD).facts)
    assert told["alternative:B.rank"] == told["alternative:D.rank"] == 1
    assert told["scope.alternatives.first"] == "B、D"
    assert told["alternative:B.first_share"] == Decimal("0.5")
    assert "scope.alternatives.tipping.weight" not in told


def test_an_alternative_without_works() -> None:
    facts = {f.id: f for f in weighed(county(alternative_works=()), Facts(), STANDARD).facts}
    assert facts["alternative:A.investment"].value is None
    assert facts["alternative:A.investment"].reason
    assert facts["alternative:A.target_reach"].value == 0


# targets


def test_reach_of_targets() -> None:
    targets = [
        target("scope", "forest_new", "600", "mu"),
        target("scope", "forest_improved", "30", baseline=Decimal(10)),
        target("scope", "river_restoration", "2", "hm2"),  # a length in hectares
        target("scope", "grass_new", "5", horizon="10"),
        target("scope", "implementation_area", "5"),
        target("scope", "satisfaction", "85", "%"),
        target("scope", "habitat_built", "0"),
        target("unit:U", "forest_new", "10"),
    ]
    works = [
        work("S", "a", "10", "forest_new"),
        work("S", "a", "30", "forest_improved"),
        work("S", "a", None, "forest_new"),
    ]
    found = reached("scope", works, targets, STANDARD.performance)
    assert list(found) == ["forest_new", "forest_improved"]
    assert found["forest_new"].wanted == 40
    assert found["forest_new"].share == Decimal("0.25")
    assert found["forest_improved"].wanted == 20
    assert found["forest_improved"].share == 1
    assert reached("unit:U", works, targets, STANDARD.performance)["forest_new"].share == 1
    assert reached("unit:V", works, targets, STANDARD.performance) == {}


def test_reach_of_units_is_told_by_their_number() -> None:
    plan = county(targets=(target("unit:U", "forest_new", "40"),))
    facts = {fact.id: fact for fact in weighed(plan, Facts(), STANDARD).facts}
    assert facts["alternative:B.reach.u1"].value == Decimal("0.5")
    assert facts["alternative:B.target_reach"].value is None
    assert facts["alternative:B.target_reach"].reason


# weights


def test_judgements_of_several() -> None:
    plan = county(judgements=(*judged(["2", "2", "2", "1", "1", "1"], "甲"), *judged(["1"] * 6, "乙")))
    told = values(weighed(plan, Facts(), STANDARD).facts)
    root = 2**0.5
    assert float(told["scope.criterion.target_reach.weight"]) == pytest.approx(root / (root + 3), abs=1e-6)
    assert told["scope.criterion.weighting"] == "judged"
    assert told["scope.judgement.j1.name"] == "甲"
    assert told["scope.judgement.j2.consistency"] == 0
    assert told["scope.criterion.consistency"] == pytest.approx(Decimal(0), abs=Decimal("1e-6"))


def test_who_misses_a_pair_does_not_count() -> None:
    plan = county(judgements=(*judged(["9"] * 6, "甲")[:5], *judged(["1"] * 6, "乙")))
    first, second = judges_of(plan.judgements, CRITERIA)
    assert first.missing == (("feasibility", "acceptance"),)
    assert second.missing == ()
    found = weighting_of(plan, CRITERIA, np.full(4, 0.25))
    assert found.weights == pytest.approx([0.25] * 4)
    assert [judge.name for judge in found.judges] == ["乙"]


def test_a_pair_told_backwards_and_twice() -> None:
    rows = [
        judgement("risk", "target_reach", "4"),
        judgement("target_reach", "risk", "3"),
        judgement("risk", "risk", "5"),
    ]
    (judge,) = judges_of(rows, ("target_reach", "risk"))
    assert judge.missing == ()
    assert judge.matrix(("target_reach", "risk")).tolist() == [[1, 0.25], [4, 1]]


@pytest.mark.parametrize(
    ("parameters", "by", "weights"),
    [
        ({"criterion_weighting": "equal"}, "equal", [0.25] * 4),
        ({"criterion_weighting": "entropy"}, "entropy", [0.1, 0.2, 0.3, 0.4]),
        ({"criterion_weighting": "entered"}, "entered", [0.25] * 4),
        (
            {"criterion_weighting": "entered", "criterion_weight_target_reach": Decimal(1)},
            "entered",
            [4 / 7, 1 / 7, 1 / 7, 1 / 7],
        ),
        ({"criterion_weighting": "entered", "criterion_weight_risk": Decimal(-1)}, "equal", [0.25] * 4),
    ],
)
def test_weights_as_the_project_wants_them(parameters: dict[str, Decimal | str], by: str, weights: list[float]) -> None:
    plan = county(project=project(**parameters))
    found = weighting_of(plan, CRITERIA, np.array([0.1, 0.2, 0.3, 0.4]))
    assert found.by == by
    assert found.weights == pytest.approx(weights)


def test_nobody_has_judged() -> None:
    found = weighting_of(county(judgements=()), ("risk", "acceptance"), np.array([0.5, 0.5]))
    assert (found.by, found.weights.tolist(), found.comparison) == ("equal", [0.5, 0.5], None)


def test_promethee_may_lead() -> None:
    plan = county(project=project(alternative_ranking="promethee"))
    told = values(weighed(plan, Facts(), STANDARD).facts)
    assert told["scope.alternatives.ranking"] == "promethee"
    assert [told[f"alternative:{c}.rank"] for c in "ABC"] == [told[f"alternative:{c}.rank.promethee"] for c in "ABC"]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 100)), min_size=3, max_size=3))
@settings(deadline=None, max_examples=25)
def test_any_quantities_are_weighed(rows: list[tuple[int, int, int]]) -> None:
    base = county()
    works = tuple(
        replace(row, quantity=Decimal(amount))
        for code, (one, two, _) in zip("ABC", rows, strict=True)
        for row, amount in (
            (work("S1", "closure", "0", "forest_improved"), one),
            (work("S2", "planting", "0", "forest_new"), two),
        )
        for row in (other(code, row),)
    )
    alternatives = tuple(alternative(c, acceptance=str(row[2])) for c, row in zip("ABC", rows, strict=True))
    plan = replace(base, works=(), alternatives=alternatives, alternative_works=works)
    told = values(weighed(plan, Facts(), STANDARD).facts)
    shares = [told[f"alternative:{c}.first_share"] for c in "ABC"]
    assert float(sum(shares)) == pytest.approx(1, abs=2e-3)  # three shares of three decimals each
    for code, (one, two, _) in zip("ABC", rows, strict=True):
        assert told[f"alternative:{code}.investment"] == one * 1000 + two * 20_000
        assert 0 <= float(told[f"alternative:{code}.target_reach"]) <= 1
        for above in str(told.get(f"alternative:{code}.dominated_by", "")).replace("、", ""):
            assert told[f"alternative:{above}.score.promethee"] >= told[f"alternative:{code}.score.promethee"]


def test_yardsticks_are_whole() -> None:
    terms = STANDARD.vocabularies["criterion"]
    assert set(CRITERIA) == set(terms)
    for one in load_yardsticks().values():
        assert one.criterion in terms
        assert 0 <= one.indifferent < one.preferred
        assert one.source
        assert one.clause
