"""Scores of drawn units: mixed or alike, on which lines, how compact."""

from __future__ import annotations

from math import pi
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

import county
from ground_of_units import STANDARD, ready, terraced
from shanshui.layout.ground import ground_of
from shanshui.layout.units.catchments import catchments
from shanshui.layout.units.unit_choices import weights_of
from shanshui.layout.units.unit_scores import graph_of, main_units, mixed, shared_areas, unit_score_facts
from shanshui.ledger import Facts
from shanshui.optimisation.partition_score import score
from shanshui.plan import Plan
from shanshui.workspace import Workspace
from staged import Run, run

Seen = tuple[Plan, Workspace, Run]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """The small county with valleys, assessed, and its units laid out."""
    root = county.write(tmp_path_factory.mktemp("seen") / "county")
    terraced(root)
    return ready(root, "survey", "assess", "layout", catchment_area="0.3, unit: km2")


def scores(seen: Seen, units: list[shapely.Polygon]) -> Facts:
    """Scores of other units on the same catchments."""
    plan, workspace, _ = seen
    ground = ground_of(plan, workspace.layers, workspace.facts)
    assert ground is not None
    codes = list(ground.units)
    other = {
        code: type(ground.units[code])(code, code, shape, "feature", ("layer:units",))
        for code, shape in zip(codes, units, strict=True)
    }
    drawn = type(ground)(ground.epsg, ground.scope, ground.scope_role, other, ground.subprojects, ground.areas)
    return Facts(unit_score_facts(plan, drawn, workspace, STANDARD))


def test_mixed_by_hand() -> None:
    features = np.array([[0.0], [0.0], [1.0], [1.0]])
    areas = np.array([1.0, 1.0, 1.0, 1.0])
    alike = mixed(features, np.array([[1.0, 1, 0, 0], [0, 0, 1, 1]]) * areas)
    assert alike.of([0])[1] == 0.0
    cross = mixed(features, np.array([[1.0, 0, 1, 0], [0, 1, 0, 1]]) * areas)
    assert cross.of([0])[1] == pytest.approx(1.0)
    # a unit that takes 3 of the first kind and 1 of the other: variance 3/16, the whole 1/4
    one = mixed(np.array([[0.0], [1.0]]), np.array([[3.0, 1.0], [1.0, 3.0]]))
    assert list(one.of([0])[0]) == pytest.approx([0.75, 0.75])


def test_nothing_differs_nothing_is_mixed() -> None:
    own, whole = mixed(np.ones((3, 2)), np.eye(3)).of([0, 1])
    assert (list(own), whole) == ([0.0, 0.0, 0.0], 0.0)
    own, whole = mixed(np.zeros((3, 0)), np.eye(3)).of([])
    assert (list(own), whole) == ([0.0, 0.0, 0.0], 0.0)


@given(st.integers(0, 10_000), st.integers(2, 12), st.integers(1, 4))
@settings(max_examples=50, deadline=None)
def test_units_are_no_more_mixed_than_the_whole(seed: int, count: int, parts: int) -> None:
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(count, 3))
    shares = rng.random((parts, count)) + 0.01
    _, whole = mixed(features, shares).of([0, 1, 2])
    assert 0 <= whole <= 1 + 1e-12


def test_the_score_of_whole_catchments_is_that_of_the_partition(seen: Seen) -> None:
    plan, workspace, done = seen
    found, ground = catchments(plan, workspace, STANDARD), ground_of(plan, workspace.layers, workspace.facts)
    assert found is not None
    assert ground is not None
    shares = shared_areas(found, ground)
    assert shares.sum() == pytest.approx(9e6)
    worth = score(graph_of(found, weights_of(plan.project)), main_units(shares))
    assert float(done.facts.number("scope.units.score.objective") or 0) == pytest.approx(worth.objective, abs=1e-6)
    assert 0 < float(done.facts.number("scope.units.score.objective.off_catchments") or 0) < 0.3


def test_units_along_a_divide_and_off_it(seen: Seen) -> None:
    # ridges run from north to south every 900 m, one of them in the middle; half way between them are valleys
    x, y, side = county.WEST, county.SOUTH, county.SIDE
    in_valley = [shapely.box(x, y, x + 1050, y + side), shapely.box(x + 1050, y, x + side, y + side)]
    on, off = scores(seen, [county.LEFT, county.RIGHT]), scores(seen, in_valley)
    for name in ("on_divides", "on_main_divides"):
        follows = [float(facts.number(f"scope.units.score.{name}") or 0) for facts in (on, off)]
        assert follows[0] > follows[1]
    assert float(on.number("scope.units.score.on_divides") or 0) > 0.6


def test_units_of_whole_catchments_put_none_into_another(seen: Seen) -> None:
    plan, workspace, _ = seen
    found = catchments(plan, workspace, STANDARD)
    assert found is not None
    west = found.places[:, 0] < county.WEST + 1500
    shapes = np.asarray(found.geometries, dtype=object)
    natural = scores(seen, [shapely.coverage_union_all(shapes[west]), shapely.coverage_union_all(shapes[~west])])
    assert float(natural.number("scope.units.score.objective.off_catchments") or 0) == pytest.approx(0, abs=1e-6)


def test_fields_and_forest_apart_are_alike(seen: Seen) -> None:
    # land cover changes at cell 55 of 120, 1350 m from the scope's western border
    x, y, side = county.WEST, county.SOUTH, county.SIDE
    by_cover = [shapely.box(x, y, x + 1350, y + side), shapely.box(x + 1350, y, x + side, y + side)]
    across = [shapely.box(x, y, x + side, y + 1500), shapely.box(x, y + 1500, x + side, y + side)]
    key = "scope.units.score.heterogeneity.ecosystem"
    alike, mixed_up = scores(seen, by_cover).number(key), scores(seen, across).number(key)
    assert alike is not None
    assert mixed_up is not None
    assert alike < 0.35
    assert mixed_up > 0.95


def test_compactness_is_that_of_a_circle_at_most(seen: Seen) -> None:
    facts = scores(seen, [county.LEFT, county.RIGHT])
    # two rectangles of 1500 m by 3000 m
    assert float(facts.number("unit:L.score.compactness") or 0) == pytest.approx(4 * pi * 4.5e6 / 9000**2, abs=1e-6)
    round_ = shapely.Point(0, 0).buffer(1000, quad_segs=64)
    facts = scores(seen, [round_, shapely.affinity.translate(round_, 3000, 0)])
    assert 0.999 < float(facts.number("unit:L.score.compactness") or 0) <= 1
    # which lie on no catchment: nothing is said of what they hold
    assert facts.number("scope.units.score.heterogeneity") is None


def test_sizes(seen: Seen) -> None:
    assert seen[2].facts.number("scope.units.score.size_spread") == pytest.approx(0, abs=1e-4)


def test_a_check_tells_what_lines_tell(small_county: Path) -> None:
    text = (small_county / "catalog.yaml").read_text(encoding="utf-8")
    (small_county / "catalog.yaml").write_text(text + "  townships: {file: layers/townships.gpkg}\n", encoding="utf-8")
    county.vector(small_county, "townships", [county.LEFT, county.RIGHT], code=["101", "102"], name=["甲乡", "乙乡"])
    facts = run(small_county, "survey", "layout").facts
    assert facts.number("scope.units.score.on_townships") == 1
    assert facts.number("unit:L.score.on_townships") == 1
    assert facts.number("unit:L.score.compactness") is not None
    assert facts.number("scope.units.score.heterogeneity") is None
    assert facts.number("scope.units.score.on_divides") is None


def test_a_single_unit_has_no_inner_border(small_county: Path) -> None:
    county.vector(small_county, "units", [county.SCOPE], code=["L"])
    facts = run(small_county, "survey", "layout").facts
    assert float(facts.number("unit:L.score.compactness") or 0) == pytest.approx(4 * pi * 9e6 / 12000**2, abs=1e-6)
    assert facts.number("scope.units.score.on_townships") is None
    assert facts.number("scope.units.score.size_spread") is None
