"""Proposal of units on a small county: gapless, lawful, named, with its bound, held against the units entered."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, box

import county
from ground_of_units import STANDARD, ready, terraced
from shanshui.finding import Finding
from shanshui.layout.ground import ground_of
from shanshui.layout.proposals import Effort, Proposal
from shanshui.layout.proposals.unit_rows import coded, natural_names, problems_of
from shanshui.layout.proposals.units import propose
from shanshui.layout.units.catchments import Catchments, catchments
from shanshui.layout.units.unit_choices import wanted, weights_of
from shanshui.layout.units.unit_scores import graph_of, main_units, shared_areas
from shanshui.ledger import Facts
from shanshui.optimisation.partition import Limits, Weights, score
from shanshui.plan import Plan
from shanshui.standard import describe
from shanshui.workspace import Workspace
from shanshui.workspace.layers import Shape, Shapes
from shanshui.workspace.proposals.report import sentence

EFFORT = Effort(seconds=20.0)
FINE = {"catchment_area": "0.3, unit: km2"}

Seen = tuple[Proposal, Plan, Workspace]


def proposed(root: Path, **choices: str) -> Seen:
    plan, workspace, _ = ready(root, "survey", "assess", "layout", **{**FINE, **choices})
    return propose(plan, workspace, STANDARD, EFFORT), plan, workspace


def without_units(root: Path) -> None:
    """Nothing has been decided yet: no unit, and nothing that hangs on one."""
    for name in ("units", "subprojects", "works"):
        county.table(root, name, county.TABLES[name][:1])
    for name in ("units", "subprojects"):
        unregister(root, name)


def unregister(root: Path, role: str) -> None:
    path = root / "catalog.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(f"  {role}:")), encoding="utf-8")


def said(proposal: Proposal, lang: str = "zh") -> str:
    """All sentences."""
    return "\n".join(sentence(one, STANDARD, lang) for one in proposal.said)


def number(proposal: Proposal, key: str) -> float:
    found = Facts(proposal.facts).number(key)
    assert found is not None, key
    return float(found)


def ground(plan: Plan, workspace: Workspace) -> tuple[Catchments, Shapes]:
    found, own = catchments(plan, workspace, STANDARD), ground_of(plan, workspace.layers, workspace.facts)
    assert found is not None
    assert own is not None
    return found, own.units


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """Two units were drawn, a northern and a southern one, though fields in the west and forest in the east differ."""
    root = county.write(tmp_path_factory.mktemp("units") / "county")
    terraced(root)
    w, s, side = county.WEST, county.SOUTH, county.SIDE
    halves = [box(w, s + side / 2, w + side, s + side), box(w, s, w + side, s + side / 2)]
    county.vector(root, "units", halves, code=["L", "R"])
    return proposed(root)


def test_units_cover_the_scope_edge_to_edge(seen: Seen) -> None:
    proposal, plan, workspace = seen
    frame = proposal.layers["units"]
    shapes = frame.geometry.to_numpy()
    assert shapely.coverage_is_valid(shapes)
    assert all(shape.geom_type == "Polygon" for shape in shapes)
    assert shapely.union_all(shapes).symmetric_difference(county.SCOPE).area == pytest.approx(0, abs=1.0)
    assert list(frame["code"]) == ["L", "R"]
    limits = wanted(plan.project, float(sum(catchment_areas(plan, workspace)))).limits
    for code in frame["code"]:
        assert limits.least <= number(proposal, f"unit:{code}.proposal.area") <= limits.most


def catchment_areas(plan: Plan, workspace: Workspace) -> np.ndarray:
    return ground(plan, workspace)[0].areas


def test_what_was_entered_is_scored_by_the_same_formula_and_has_its_price(seen: Seen) -> None:
    proposal, plan, workspace = seen
    found = catchments(plan, workspace, STANDARD)
    own = ground_of(plan, workspace.layers, workspace.facts)
    assert found is not None
    assert own is not None
    theirs = score(graph_of(found, weights_of(plan.project)), main_units(shared_areas(found, own)))
    entered = number(proposal, "scope.proposal.units.entered.objective")
    assert entered == pytest.approx(theirs.objective, abs=1e-6)
    assert float(workspace.facts.number("scope.units.score.objective") or 0) == pytest.approx(entered, abs=1e-6)
    objective, bound = (number(proposal, f"scope.proposal.units.{key}") for key in ("objective", "bound"))
    assert 0 < bound <= objective < entered
    assert number(proposal, "scope.proposal.units.gap") == pytest.approx(1 - bound / objective, abs=1e-5)
    assert number(proposal, "scope.proposal.units.entered.price") == pytest.approx(entered / objective - 1, abs=1e-5)
    assert number(proposal, "scope.proposal.units.entered.price_most") == pytest.approx(entered / bound - 1, abs=1e-5)
    weights = weights_of(plan.project)
    terms = {key: number(proposal, f"scope.proposal.units.{key}") for key in ("heterogeneity", "distance", "border")}
    whole = terms["heterogeneity"] + weights.distance * terms["distance"] + weights.border * terms["border"]
    assert whole == pytest.approx(objective, abs=1e-5)


def test_rows_keep_what_the_planner_wrote_and_change_only_the_unit_of_subprojects(seen: Seen) -> None:
    proposal, plan, workspace = seen
    rows = {row["code"]: row for row in proposal.tables["units"]}
    assert [unit.code for unit in plan.units] == list(rows)
    for unit in plan.units:
        assert rows[unit.code]["goal"] == unit.goal
        assert set(unit.problems) <= set(rows[unit.code]["problems"].split("、"))
    shapes = dict(zip(proposal.layers["units"]["code"], proposal.layers["units"].geometry, strict=True))
    own = ground_of(plan, workspace.layers, workspace.facts)
    assert own is not None
    entered = {record.text("code"): record for record in plan.records["subprojects"]}
    assert [row["code"] for row in proposal.tables["subprojects"]] == list(entered)
    for row in proposal.tables["subprojects"]:
        place = own.subprojects[row["code"]].geometry
        assert row["unit"] == max(shapes, key=lambda code: shapes[code].intersection(place).area)
        assert row["project_type"] == entered[row["code"]].text("project_type")
        assert row.keys() == entered[row["code"]].values.keys()


def test_sentences_and_chart_tell_numbers_tried_and_those_entered(seen: Seen) -> None:
    proposal, _, _ = seen
    for lang in ("zh", "en"):
        words = said(proposal, lang)
        assert "{" not in words
    assert "填报划法的代价" in said(proposal)
    (chart,) = proposal.charts
    found, bound, chosen, entered = chart.series
    assert found.x == bound.x
    assert all(b <= f + 1e-9 for f, b in zip(found.y, bound.y, strict=True))
    assert (chosen.x, chosen.kind) == ((2.0,), "marks")
    assert entered.y[0] > chosen.y[0]
    assert proposal.findings == ()


def test_without_units_the_number_with_the_least_objective_is_proposed(small_county: Path) -> None:
    terraced(small_county)
    without_units(small_county)
    proposal, _, _ = proposed(small_county, units_count_most="4, unit: count")
    rows = proposal.tables["units"]
    assert list(proposal.tables) == ["units"]
    found = proposal.charts[0].series[0]
    best = int(found.x[int(np.argmin(found.y))])
    assert len(rows) == best == number(proposal, "scope.proposal.units.count")
    assert max(found.x) <= 4
    assert [row["code"] for row in rows] == [f"U{n}" for n in range(1, best + 1)]
    names = [row["natural_unit"] + row["focus"] for row in rows]
    assert len(set(names)) == best
    assert all(row["natural_unit"].rstrip("12345") in ("东部", "西部", "南部", "北部", "中部") for row in rows)
    assert all(name.endswith("保护修复单元") for name in proposal.layers["units"]["name"])
    assert "scope.proposal.units.entered.price" not in Facts(proposal.facts)
    assert any(row["problems"] == "" for row in rows) or all("farmland" in row["problems"] for row in rows)


def test_limits_that_leave_no_division_are_told(small_county: Path) -> None:
    terraced(small_county)
    without_units(small_county)
    proposal, _, _ = proposed(small_county, units_share_most="0.001", units_share_least="0")
    assert [finding.code for finding in proposal.findings] == ["UNITS-NONE"]
    assert "project.yaml" in proposal.findings[0].place.file
    assert proposal.tables == {}
    assert proposal.layers == {}
    told(proposal.findings)


def test_without_elevations_nothing_is_proposed(small_county: Path) -> None:
    unregister(small_county, "dem")
    proposal, _, _ = proposed(small_county)
    assert [finding.code for finding in proposal.findings] == ["UNITS-NO-CATCHMENTS"]
    assert proposal.tables == {}
    told(proposal.findings)
    assert said(proposal)


def told(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        words = describe(finding)
        assert words.text
        assert words.remedy
        assert "{" not in words.text + words.remedy


def shaped(**shapes: shapely.Geometry) -> Shapes:
    return {code: Shape(code, code, shape, "feature", ("layer:units",)) for code, shape in shapes.items()}


def test_codes_stay_with_the_ground_and_names_with_what_is_much_alike() -> None:
    new = np.array([box(0, 0, 4, 10), box(4, 0, 10, 6), box(4, 6, 10, 10)], dtype=object)
    codes, kept = coded(new, shaped(A=box(5, 0, 10, 10), B=box(0, 0, 5, 10)))
    assert codes == ("B", "A", "U1")
    assert kept == ("B", "A", "")  # 40 of 50, 30 of 56
    assert coded(new[[0, 2]], shaped(A=box(5, 0, 10, 10), B=box(0, 0, 5, 10))) == (("B", "A"), ("B", ""))  # 20 of 54
    codes, kept = coded(new, {})
    assert set(codes) == {"U1", "U2", "U3"}
    assert codes[2] == "U1"  # the northernmost
    assert kept == ("", "", "")
    assert coded(new[:1], shaped(U1=box(20, 20, 30, 30)))[0] == ("U2",)


def test_rivers_give_names_and_courses(small_county: Path) -> None:
    w, s, side = county.WEST, county.SOUTH, county.SIDE
    lines = [
        LineString([(w, s + 100), (w + side, s + 100)]),
        LineString([(w + 100, s + 1600), (w + 100, s + 2900)]),
        LineString([(w + 2900, s + 200), (w + 2900, s + 2900)]),
    ]
    county.vector(small_county, "rivers", lines, name=["大河", "小溪", "支流1"])
    with (small_county / "catalog.yaml").open("a", encoding="utf-8") as catalog:
        catalog.write('  rivers: {file: layers/rivers.gpkg, kind: vector, date: "2020-12-31", provider: 测试}\n')
    _, workspace, _ = ready(small_county, "survey")
    half = side / 2
    west, east = box(w, s, w + half, s + side), box(w + half, s, w + side, s + side)
    quarters = [box(w + x, s + y, w + x + half, s + y + half) for x, y in ((0, 0), (half, 0), (0, half), (half, half))]

    def names(shapes: list[shapely.Geometry], *heights: float, kept: list[str] | None = None) -> tuple[str, ...]:
        return natural_names(
            np.array(shapes, dtype=object), np.array(heights), kept or [""] * len(shapes), workspace.layers, STANDARD
        )

    assert names([west, east], 0, 1) == ("小溪", "大河")
    assert names(quarters, 1, 0, 2, 3) == ("大河上游", "大河下游", "小溪", "东部")
    assert names([west, east], 0, 1, kept=["", "大河干流"]) == ("小溪", "大河干流")
    assert names([west, east], 0, 1, kept=["小溪与大河", ""]) == ("小溪与大河", "东部")
    thirds = [box(w + x, s, w + x + side / 3, s + side / 3) for x in (0, side / 3, 2 * side / 3)]
    assert names(thirds, 3, 2, 1) == ("大河上游", "大河中游", "大河下游")


def test_problems_are_told_by_the_ground_they_take(seen: Seen) -> None:
    _, plan, workspace = seen
    found, _ = ground(plan, workspace)
    west = np.flatnonzero(found.places[:, 0] < county.WEST + 1200)
    shares = dict(problems_of(found, west))
    assert shares["farmland_degradation"] == pytest.approx(
        float(found.affected("farmland_degradation", 3)[west] @ found.areas[west] / found.areas[west].sum())
    )
    assert list(shares.values()) == sorted(shares.values(), reverse=True)


def test_choices_begin_as_the_weights_do(seen: Seen) -> None:
    assert weights_of(seen[1].project) == Weights()


def test_choices_of_a_project_count(small_county: Path) -> None:
    plan, _, _ = ready(
        small_county, "survey", units_weight_border="0.4", units_spared_ridge="0.9", units_share_least="0.2",
        units_share_most="0.5", units_count_least="3, unit: count",
    )  # fmt: skip
    assert weights_of(plan.project) == Weights(0.2, 0.4, 0.9, 0.3)
    found = wanted(plan.project, 100.0)
    assert found.limits == Limits(20.0, 50.0)
    assert (found.least, found.most) == (3, 8)
