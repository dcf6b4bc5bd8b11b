"""Micro-catchments: cut and described by the assessment, read by whoever divides the ground."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely

import county
from ground_of_units import STANDARD, ready, terraced
from shanshui.layout.units.catchments import catchments, featured
from shanshui.plan import Plan, read_project
from shanshui.standard.method.catchments import GROUPS, load_features
from shanshui.standard.method.choices import load_choices
from shanshui.standard.method.diagnosis import load_problem_types
from shanshui.workspace import Workspace
from shanshui.workspace.catchments import FILE, read_catchments
from staged import Run, run


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, Workspace, Run]:
    """The small county with valleys, assessed."""
    root = county.write(tmp_path_factory.mktemp("seen") / "county")
    terraced(root)
    return ready(root, "survey", "assess")


def test_they_cover_the_scope_and_tell_what_lies_on_them(seen: tuple[Plan, Workspace, Run]) -> None:
    plan, workspace, done = seen
    found = catchments(plan, workspace, STANDARD)
    assert found is not None
    assert len(found) == done.facts.number("scope.catchments.count")
    assert len(found) > 5
    assert shapely.coverage_is_valid(np.asarray(found.geometries))
    # more corners on the scope's border: its straight edges in the plane bend a little on the ellipsoid
    assert found.areas.sum() == pytest.approx(float(done.facts.number("scope.area") or 0), rel=1e-8)
    assert found.areas.min() > 0.4 * 500_000 * 0.99
    kept = read_catchments(workspace.work, done.facts)
    assert kept is not None
    # the west is cropland, the east forest
    west = found.places[:, 0] < county.WEST + 800
    east = found.places[:, 0] > county.WEST + 2000
    share = {name: kept.values[name][kept.inside] for name in ("forest", "cropland")}
    assert (share["cropland"][west] > 0.9).all()
    assert (share["forest"][east] > 0.9).all()
    assert share["cropland"] + share["forest"] == pytest.approx(np.ones(len(found)))
    # what counts as farmed slopes is cropland
    farmed = found.affected("farmland_degradation", 2)
    assert (farmed <= share["cropland"] + 1e-9).all()
    assert farmed.max() > 0
    assert (found.affected("worst", 2) + 1e-9 >= farmed).all()


def test_features_are_deviations_in_spreads_weighted_by_group(seen: tuple[Plan, Workspace, Run]) -> None:
    plan, workspace, _ = seen
    found = catchments(plan, workspace, STANDARD)
    assert found is not None
    assert np.average(found.features, axis=0, weights=found.areas) == pytest.approx(0, abs=1e-9)
    spread = np.average(found.features**2, axis=0, weights=found.areas)
    groups = {key: one.group for key, one in load_features().items()}
    total = {
        group: sum(s for s, key in zip(spread, found.names, strict=True) if groups[key] == group) for group in GROUPS
    }
    assert total["relief"] == pytest.approx(0.2)
    assert total["ecosystem"] == pytest.approx(0.3)
    assert total["problem"] <= 0.5 + 1e-9


def test_borders_are_shared_with_neighbours_or_with_the_outside(seen: tuple[Plan, Workspace, Run]) -> None:
    plan, workspace, _ = seen
    found = catchments(plan, workspace, STANDARD)
    assert found is not None
    around = found.outside.copy()
    for (one, other), length in zip(found.pairs, found.borders, strict=True):
        around[[one, other]] += length
    assert around == pytest.approx(shapely.length(np.asarray(found.geometries)))
    assert found.outside.sum() == pytest.approx(4 * county.SIDE)
    assert all(found.downstream[n] < len(found) for n in range(len(found)))


def test_surroundings_are_those_that_are_surveyed(small_county: Path) -> None:
    terraced(small_county)
    text = (small_county / "catalog.yaml").read_text(encoding="utf-8")
    (small_county / "catalog.yaml").write_text(
        text + "  survey_area: {file: layers/survey_area.gpkg}\n", encoding="utf-8"
    )
    county.vector(small_county, "survey_area", [county.SCOPE.buffer(280, join_style="mitre")])
    plan, workspace, done = ready(small_county, "survey", "assess", catchment_area="0.3, unit: km2")
    inner = catchments(plan, workspace, STANDARD)
    every = catchments(plan, workspace, STANDARD, surroundings=True)
    assert inner is not None
    assert every is not None
    assert len(every) > len(inner)
    assert every.codes[: len(inner)] == inner.codes
    assert not every.inside[len(inner) :].any()
    # layers tell beyond the scope: fields in the west
    kept = read_catchments(workspace.work, done.facts)
    assert kept is not None
    outside = kept.values["cropland"][~kept.inside] + kept.values["forest"][~kept.inside]
    assert outside == pytest.approx(np.ones(outside.size))


def test_townships(small_county: Path) -> None:
    text = (small_county / "catalog.yaml").read_text(encoding="utf-8")
    (small_county / "catalog.yaml").write_text(text + "  townships: {file: layers/townships.gpkg}\n", encoding="utf-8")
    county.vector(small_county, "townships", [county.LEFT, county.RIGHT], code=["101", "102"], name=["甲乡", "乙乡"])
    plan, workspace, _ = ready(small_county, "survey", "assess")
    found = catchments(plan, workspace, STANDARD)
    assert found is not None
    middle = county.WEST + county.SIDE / 2
    for code, (x, _) in zip(found.townships, found.places, strict=True):
        if abs(x - middle) > 300:
            assert code == ("101" if x < middle else "102")
    assert ((found.towns >= 0) & (found.towns <= 1)).all()


def test_without_elevations_there_are_none(small_county: Path) -> None:
    plan, workspace, _ = ready(small_county, "survey", "assess")
    assert (workspace.work / FILE).exists()
    text = (small_county / "catalog.yaml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.strip().startswith("dem:")]
    (small_county / "catalog.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    plan, workspace, done = ready(small_county, "survey", "assess")
    assert catchments(plan, workspace, STANDARD) is None
    assert done.facts.number("scope.catchments.count") is None
    assert not (workspace.work / FILE).exists()


def test_a_check_has_none(small_county: Path) -> None:
    plan, workspace, _ = ready(small_county, "survey")
    assert catchments(plan, workspace, STANDARD) is None


def test_the_same_county_gives_the_same_content(small_county: Path) -> None:
    _, _, one = ready(small_county, "survey", "assess")
    two = run(small_county, "survey", "assess")
    key = "field:catchments.content"
    assert one.facts.text(key)
    assert one.facts.text(key) == two.facts.text(key)


def test_features_by_hand(small_county: Path) -> None:
    project, _ = read_project(small_county, STANDARD)
    assert project is not None
    values = {
        "forest": np.array([0.0, 1.0]),  # spread 0.5
        "wetland": np.array([0.0, 0.02]),  # spread 0.01, below the least of 0.02
        "urban": np.array([0.3, 0.3]),  # alike everywhere
        "slope": np.array([10.0, np.nan]),  # not known of one
        "mine_damage_2": np.zeros(2),
        "mine_damage_3": np.zeros(2),
        "mine_damage_4": np.array([0.0, 0.8]),  # degree 0.6
        "mine_damage_5": np.zeros(2),
    }
    names, features = featured(values, np.array([1.0, 1.0]), project)
    assert names == ("forest", "wetland", "mine_damage")
    assert features[1] == pytest.approx([np.sqrt(0.15), 0.5 * np.sqrt(0.15), np.sqrt(0.5)])
    assert features[0] == pytest.approx(-features[1])


def test_nothing_known_gives_no_features(small_county: Path) -> None:
    project, _ = read_project(small_county, STANDARD)
    assert project is not None
    names, features = featured({}, np.ones(3), project)
    assert names == ()
    assert features.shape == (3, 0)


def test_every_feature_is_one_of_a_group_with_a_weight() -> None:
    for key, one in load_features().items():
        assert f"feature_weight_{one.group}" in load_choices()
        if one.group == "problem":
            assert len(one.codes) == len(load_problem_types()[key].severities)
            assert set(one.grades.values()) <= {2, 3, 4, 5}
        assert bool(one.codes) == (one.group != "relief")
