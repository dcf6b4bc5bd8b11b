"""Proposal of a scope on a small county: closed, along catchments, explained, held against what was entered."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely

import county
from ground_of_units import STANDARD, ready, terraced
from shanshui.finding import Finding
from shanshui.layout.proposals import Effort, Proposal
from shanshui.layout.proposals.scope import closed, propose
from shanshui.layout.units.catchments import catchments
from shanshui.ledger import Facts
from shanshui.plan import Plan
from shanshui.standard import describe
from shanshui.workspace import Workspace
from shanshui.workspace.proposals.report import sentence

FINE = {"catchment_area": "0.2, unit: km2", "scope_severity": "3", "scope_urgency": "1"}
"""Catchments that fit a small county, and any fields on slopes over 15° as a problem, however urgent."""


def said(proposal: Proposal) -> str:
    """All sentences, in both languages; each can be put into words."""
    texts = [sentence(one, STANDARD, lang) for lang in ("zh", "en") for one in proposal.said]
    for finding in proposal.findings:
        assert "{" not in describe(finding).text
    return "\n".join(texts)


def proposed(root: Path, **choices: str) -> tuple[Proposal, Plan, Workspace]:
    plan, workspace, _ = ready(root, "survey", "assess", "layout", **{**FINE, **choices})
    return propose(plan, workspace, STANDARD, Effort()), plan, workspace


def number(facts: Facts, key: str) -> float:
    return float(facts.number(key) or 0)


def test_the_fields_of_the_west_and_what_belongs_to_them(small_county: Path) -> None:
    terraced(small_county)
    proposal, plan, workspace = proposed(small_county)
    (whole,) = proposal.layers["scope"].geometry
    assert whole.geom_type == "Polygon"
    assert whole.is_valid
    assert not whole.interiors
    found = catchments(plan, workspace, STANDARD, surroundings=True)
    assert found is not None
    facts = Facts(proposal.facts)
    reasons = {f.subject.partition(":")[2]: f.value for f in proposal.facts if f.attribute == "scope.reason"}
    assert facts.number("scope.proposal.catchments") == len(reasons)
    taken = np.isin(found.codes, list(reasons))
    shapes = np.asarray(found.geometries, dtype=object)
    # its border is that of the catchments chosen
    assert shapely.union_all(shapes[taken]).symmetric_difference(whole).area < 1e-3
    farmed = found.affected("farmland_degradation", 3) >= 0.25
    assert farmed.any()
    assert all(reasons[code] == "problem" for code, ill in zip(found.codes, farmed, strict=True) if ill)
    # R-01 lies in the forest of the east
    works = [n for n, shape in enumerate(shapes) if shape.intersection(county.SCOPE).area and not farmed[n]]
    assert any(reasons.get(found.codes[n]) == "works" for n in works)
    words = said(proposal)
    assert all(code in words for code in reasons)
    assert "“耕地质量下降”" in words
    assert "for degraded farmland" in words


def test_what_was_entered_is_held_against_it(small_county: Path) -> None:
    terraced(small_county)
    proposal, _, workspace = proposed(small_county)
    facts = Facts(proposal.facts)
    entered = float(workspace.facts.number("scope.area") or 0)
    shared, missing, rest = (number(facts, f"scope.proposal.{k}.area") for k in ("shared", "missing", "superfluous"))
    assert shared + rest == pytest.approx(entered, rel=1e-7)
    assert shared + missing == pytest.approx(number(facts, "scope.proposal.proposed.area"), rel=1e-7)
    ill = {k: number(facts, f"scope.proposal.{k}.problem.area") for k in ("entered", "shared", "superfluous")}
    assert ill["shared"] + ill["superfluous"] == pytest.approx(ill["entered"], abs=1e-3)
    assert ill["shared"] > 0.9 * ill["entered"]
    assert "scope" not in proposal.tables


def test_problems_beyond_the_entered_scope_are_missed(small_county: Path) -> None:
    terraced(small_county)
    x, y, side = county.WEST, county.SOUTH, county.SIDE
    text = (small_county / "catalog.yaml").read_text(encoding="utf-8")
    (small_county / "catalog.yaml").write_text(text + "  county: {file: layers/county.gpkg}\n", encoding="utf-8")
    county.vector(small_county, "county", [county.SCOPE], code=["000001"], name=["测试县"])
    small = shapely.box(x + 700, y, x + side, y + side)
    county.vector(small_county, "scope", [small])
    county.vector(small_county, "units", [small], code=["L"])
    sites = [shapely.box(x + 2000, y + 900, x + 2600, y + 1600)]
    county.vector(small_county, "subprojects", sites, code=["R-01"])
    proposal, _, _ = proposed(small_county, scope_upstream_share="1")
    facts = Facts(proposal.facts)
    assert number(facts, "scope.proposal.missing.area") > 1e6
    assert number(facts, "scope.proposal.missing.problem.area") > 2e5
    (whole,) = proposal.layers["scope"].geometry
    assert whole.difference(county.SCOPE).area < 1
    assert proposal.facts[0].inputs


@pytest.mark.parametrize(("beyond", "out"), [("none", False), ("affected", True)])
def test_beyond_the_county(small_county: Path, beyond: str, out: bool) -> None:
    terraced(small_county)
    text = (small_county / "catalog.yaml").read_text(encoding="utf-8")
    (small_county / "catalog.yaml").write_text(
        text + "  survey_area: {file: layers/survey_area.gpkg}\n", encoding="utf-8"
    )
    county.vector(small_county, "survey_area", [county.SCOPE.buffer(290, join_style="mitre")])
    proposal, _, _ = proposed(
        small_county, scope_beyond=beyond, scope_upstream_share="0.01", catchment_area="0.15, unit: km2"
    )
    (whole,) = proposal.layers["scope"].geometry
    assert (whole.difference(county.SCOPE).area > 1e4) == out
    assert ("相关县" in said(proposal)) == out


def test_without_catchments_it_says_why(small_county: Path) -> None:
    plan, workspace, _ = ready(small_county, "survey")
    proposal = propose(plan, workspace, STANDARD, Effort())
    assert [finding.code for finding in proposal.findings] == ["SCOPE-NO-CATCHMENTS"]
    assert not proposal.layers
    assert "高程" in said(proposal)


def test_where_nothing_is_wrong_nothing_is_proposed(small_county: Path) -> None:
    county.table(small_county, "subprojects", [county.TABLES["subprojects"][0]])
    county.table(small_county, "works", [county.TABLES["works"][0]])
    codes = np.full((120, 120), 12, "uint8")
    county.raster(small_county, "landcover", codes)
    proposal, _, _ = proposed(small_county)
    assert [finding.code for finding in proposal.findings] == ["SCOPE-NOTHING"]
    assert isinstance(proposal.findings[0], Finding)
    assert "没有" in said(proposal)


def test_the_same_county_gives_the_same_proposal(small_county: Path) -> None:
    terraced(small_county)
    proposal, plan, workspace = proposed(small_county)
    again = propose(plan, workspace, STANDARD, Effort(seed=5))
    assert again.facts == proposal.facts
    assert again.said == proposal.said
    assert shapely.equals_exact(again.layers["scope"].geometry.iloc[0], proposal.layers["scope"].geometry.iloc[0])


def test_townships_are_listed_with_their_share(small_county: Path) -> None:
    terraced(small_county)
    text = (small_county / "catalog.yaml").read_text(encoding="utf-8")
    (small_county / "catalog.yaml").write_text(text + "  townships: {file: layers/townships.gpkg}\n", encoding="utf-8")
    county.vector(small_county, "townships", [county.LEFT, county.RIGHT], code=["101", "102"], name=["甲乡", "乙乡"])
    proposal, _, _ = proposed(small_county)
    assert "甲乡 4.50 km²（100.0 %）" in said(proposal)


def test_closed_fills_openings_and_keeps_the_largest_part() -> None:
    ring = [shapely.box(x, y, x + 1, y + 1) for x in range(3) for y in range(3) if (x, y) != (1, 1)]
    assert closed(ring).area == 9.0
    assert closed([*ring, shapely.box(9, 9, 10, 10)]).equals(shapely.box(0, 0, 3, 3))
    assert closed(ring[:1]).area == 1.0
