"""Layouts that cannot be right, on real folders: each is told by ``check`` or ``propose`` with its place and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

import whole
from county import RIGHT
from shanshui import pipeline
from shanshui.finding import Finding
from shanshui.standard import describe
from shanshui.workspace.proposals.report import Effort
from whole import added, cell, dropped, rows, shapes
from whole.layers import SITES, at

FAR = at(4000, 100, 4600, 800)
"""Ground outside every unit, and outside the scope."""

FAULTS = {
    "UNIT-OVERLAP": ((shapes("units", [at(0, 0, 1550, 3000), RIGHT], code=["L", "R"]),), "units", "scope"),
    "SUBPROJECT-OUTSIDE": (
        (shapes("subprojects", [FAR, *list(SITES.values())[1:]], code=list(SITES)),),
        "subprojects",
        "subproject:L-01",
    ),
    "UNIT-EMPTY": (
        (
            dropped("subprojects", "R-02", "R-01"),
            shapes("subprojects", list(SITES.values())[:2], code=list(SITES)[:2]),
        ),
        "units",
        "unit:R",
    ),
    "PRICE-MISSING": (
        (dropped("prices", "bank"), dropped("cases", "邻县河岸修复工程")),  # a case would do for a price
        "works",
        "bank",
    ),
    "SEQ-CYCLE": ((cell("subprojects", "L-01", after="R-02"),), "subprojects", "subproject:L-01"),
    "BUDGET-SUM": (
        (
            added("budgets", source="中央财政", amount="1", basis="县财政"),
            added("budgets", source="中央财政", year="2021", amount="100", basis="县财政"),
        ),
        "budgets",
        "budget:central",
    ),
}


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return whole.write(tmp_path_factory.mktemp("bad_layout") / "county")


def _told(found: Finding) -> None:
    for lang in ("zh", "en"):
        said = describe(found, lang)
        assert said.text
        assert said.remedy
        assert "{" not in said.text + said.remedy


@pytest.mark.parametrize("code", FAULTS)
def test_a_layout_that_cannot_be_right_is_told_by_check(code: str, county: Path, tmp_path: Path) -> None:
    edits, where, subject = FAULTS[code]
    root = whole.copied(county, tmp_path / "county")
    for edit in edits:
        edit(root)
    found = [f for f in pipeline.check(root).findings if f.code == code]
    assert found
    assert subject in found[0].subject
    assert where in (found[0].place.layer, found[0].place.sheet)
    _told(found[0])


def test_all_of_it_at_once_still_gives_a_proposal(county: Path, tmp_path: Path) -> None:
    root = whole.copied(county, tmp_path / "county")
    for edit in (FAULTS["UNIT-OVERLAP"][0][0], FAULTS["PRICE-MISSING"][0][0], FAULTS["SEQ-CYCLE"][0][0]):
        edit(root)
    FAULTS["SUBPROJECT-OUTSIDE"][0][0](root)
    done = pipeline.propose(root, effort=Effort(seconds=2))
    for finding in done.report.findings:
        _told(finding)
    assert len(done.report.parts) == 6
    assert all(part.said or part.findings for part in done.report.parts)


def test_a_budget_that_cannot_do_names_the_demands_that_cannot_be_had_together(county: Path, tmp_path: Path) -> None:
    root = whole.copied(county, tmp_path / "county")
    rows("budgets", ["地方财政", "", "0.5", "", "否", "县财政", ""])(root)
    done = pipeline.propose(root, parts=("portfolio",), effort=Effort(seconds=2))
    conflicts = [f for f in done.report.findings if f.code == "PORTFOLIO-CONFLICT"]
    assert conflicts
    for conflict in conflicts:
        _told(conflict)
    assert any("地方财政" in conflict.words["demands"] for conflict in conflicts)
