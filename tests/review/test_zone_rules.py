"""Control zones: the strictest counts, room and reasons are seen, small sub-projects are not overlooked."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import whole
from shanshui.finding import Finding
from shanshui.ledger import Basis
from shanshui.review import Case
from shanshui.review.rules import land, zones
from whole import cell, fact


def put(case: Case, **areas: int) -> Case:
    """The ground of L-02 within control lines [hm²]."""
    for line, area in areas.items():
        case = fact(f"subproject:L-02.overlap.{line}.area", Decimal(area * 10_000), "m2")(case)
    return case


def mode(case: Case, code: str, mode: str, reason: str = "") -> Case:
    works = tuple(replace(w, mode=mode, reason=reason) if w.subproject == code else w for w in case.plan.works)
    return replace(case, plan=replace(case.plan, works=works))


def without_stated_land(case: Case) -> Case:
    return replace(case, plan=replace(case.plan, records={**case.plan.records, "occupations": ()}))


def told(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.subject for finding in findings]


def test_redline_around_a_core_counts_once(case: Case) -> None:
    inside = put(mode(case, "L-02", "reconstruction"), protected_core=42, ecological_redline=42)
    assert told(zones.mode_forbidden(inside)) == ["subproject:L-02.core_protected.reconstruction"]
    assert told(zones.mode_by_exception(inside)) == []
    beside = put(mode(case, "L-02", "reconstruction"), protected_core=20, ecological_redline=42)
    assert told(zones.mode_by_exception(beside)) == ["subproject:L-02.other_redline.reconstruction"]


def test_general_parts_of_reserves_are_as_the_redline(case: Case) -> None:
    inside = put(mode(case, "L-02", "reconstruction"), protected_general=42)
    assert told(zones.mode_by_exception(inside)) == ["subproject:L-02.other_redline.reconstruction"]


def test_a_stated_reason_answers_an_exception(case: Case) -> None:
    inside = put(case, protected_core=42)
    assert told(zones.mode_by_exception(inside)) == ["subproject:L-02.core_protected.assisted_regeneration"]
    assert zones.mode_by_exception(mode(inside, "L-02", "assisted_regeneration", "松材线虫病防治")) == ()


@pytest.mark.parametrize(("area", "found"), [(42, 1), (10, 0)])
def test_measures_that_find_room_elsewhere_are_fine(case: Case, area: int, found: int) -> None:
    measures = tuple(replace(m, category="farmland") if m.code == "thinning" else m for m in case.plan.measures)
    inside = put(mode(case, "L-02", "conservation"), protected_core=area)
    changed = replace(inside, plan=replace(inside.plan, measures=measures))
    assert len(zones.measure_forbidden(changed)) == found


def test_what_a_forbidden_mode_says_is_not_said_again_of_its_measure(case: Case) -> None:
    measures = tuple(replace(m, category="earthworks") if m.code == "thinning" else m for m in case.plan.measures)
    inside = put(mode(case, "L-02", "reconstruction"), protected_core=42)
    changed = replace(inside, plan=replace(inside.plan, measures=measures))
    assert len(zones.mode_forbidden(changed)) == 1
    assert zones.measure_forbidden(changed) == ()


def test_a_small_sub_project_in_the_core_is_seen(case: Case) -> None:
    small = fact("subproject:L-02.area", Decimal(3_000))(case)
    small = fact("subproject:L-02.overlap.protected_core.area", Decimal(3_000), "m2")(small)
    assert len(zones.mode_by_exception(small)) == 1


def test_a_guessed_boundary_makes_no_error(case: Case) -> None:
    inside = put(mode(case, "L-02", "reconstruction"), protected_core=42)
    guessed = fact("subproject:L-02.overlap.protected_core.area", 420_000, basis=Basis.MODELLED_UNCALIBRATED)(inside)
    assert [len(rule(inside)) for rule in (zones.mode_forbidden, zones.mode_to_keep_out)] == [1, 0]
    assert [len(rule(guessed)) for rule in (zones.mode_forbidden, zones.mode_to_keep_out)] == [0, 1]


@pytest.mark.parametrize(("code", "found"), [("L-01", ["subproject:L-01"]), ("R-01", [])])
def test_land_consolidation_belongs_on_farmland(code: str, found: list[str], case: Case) -> None:
    overlap = fact(f"subproject:{code}.overlap.permanent_farmland.area", 20_000, "m2")
    assert told(zones.on_farmland(overlap(without_stated_land(case)))) == found


def test_stated_land_answers_the_overlap_with_farmland(county: Path, tmp_path: Path, case: Case) -> None:
    overlap = fact("subproject:R-02.overlap.permanent_farmland.area", Decimal(40_000), "m2")
    assert told(zones.on_farmland(overlap(case))) == ["subproject:R-02"]
    root = whole.copied(county, tmp_path / "county")
    whole.added("occupations", subproject="R-02", land_area="0.1", farmland_taken="0")(root)
    assert zones.on_farmland(overlap(whole.case_of(root))) == ()


def test_arable_land_that_is_made_up_for_is_no_loss(county: Path, tmp_path: Path) -> None:
    root = whole.copied(county, tmp_path / "county")
    cell("landuse_changes", "R-01", after="0301")(root)
    assert [(f.got, f.want) for f in land.arable_land_kept(whole.case_of(root))] == [("0.30 hm²", "≥ 5.00 hm²")]
    cell("occupations", "R-01", arable_added="5.2")(root)
    assert land.arable_land_kept(whole.case_of(root)) == ()
