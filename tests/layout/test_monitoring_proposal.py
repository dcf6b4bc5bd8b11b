"""The proposal of monitoring on the whole county: rows that a planner could have entered, and what they show."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import shapely

import staged
import whole
from shanshui.geo import crs as reference
from shanshui.layout.proposals import Effort, Proposal
from shanshui.layout.proposals.entered_rows import as_entered
from shanshui.layout.proposals.monitoring import propose
from shanshui.ledger import Facts
from shanshui.plan import Plan
from shanshui.standard import load
from shanshui.workspace import Layers, Memo, Workspace
from shanshui.workspace.layers import subprojects, units

STANDARD = load()
Built = tuple[Path, Plan, Workspace]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The whole county with the fields of its assessment."""
    root = whole.write(tmp_path_factory.mktemp("monitoring") / "county")
    run = staged.run(root, "survey", "assess", "layout", "finance")
    space = Workspace(root, root / "work", root / "dossier", run.layers, Memo(root / "memo"), facts=run.facts)
    return root, run.plan, space


@pytest.fixture(scope="module")
def proposal(built: Built) -> Proposal:
    return propose(built[1], built[2], STANDARD, Effort())


def new_rows(proposal: Proposal) -> list[Mapping[str, str]]:
    return [row for row in proposal.tables["monitoring"] if row["code"].startswith("MP-")]


def test_entered_rows_stand_unchanged_above(built: Built, proposal: Proposal) -> None:
    entered = [as_entered(record, STANDARD) for record in built[1].records["monitoring"]]
    assert list(proposal.tables["monitoring"][: len(entered)]) == entered
    assert len(proposal.tables["monitoring"]) > len(entered)


def test_an_accepted_proposal_leaves_nothing_to_object_to(built: Built, proposal: Proposal, tmp_path: Path) -> None:
    root = tmp_path / "county"
    shutil.copytree(built[0], root, ignore=shutil.ignore_patterns("work", "memo", "dossier"))
    for table, rows in proposal.tables.items():
        with (root / "tables" / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            out = csv.DictWriter(file, list(STANDARD.inputs[table].columns))
            out.writeheader()
            out.writerows(rows)
    before = set(whole.codes_of(built[0]))
    codes = [code for code in whole.codes_of(root) if code not in before]
    # The proposed sub-project has no works, upper plan or effects yet: the planner completes it.
    assert [code for code in codes if code.startswith("MONITOR") or code.startswith("INPUT")] == []


def test_points_lie_where_they_belong(built: Built, proposal: Proposal) -> None:
    layers: Layers = built[2].layers
    shapes = {f"unit:{code}": shape.geometry for code, shape in units(built[1], layers).items()}
    shapes |= {f"subproject:{code}": shape.geometry for code, shape in subprojects(built[1], layers).items()}
    turn = reference.transformer(reference.CGCS2000, layers.crs or 0)
    placed = [row for row in new_rows(proposal) if row["longitude"]]
    assert len({tuple(row[key] for key in ("longitude", "latitude", "indicator", "subject")) for row in placed}) == len(
        placed
    )
    for row in placed:
        point = shapely.Point(*turn.transform(float(row["longitude"]), float(row["latitude"])))
        away = shapes[row["subject"]].distance(point)
        if "对照" in row["name"]:
            assert 50 < away < 2100
            assert all(not shape.contains(point) for key, shape in shapes.items() if key.startswith("subproject"))
        else:
            assert away < 50


def test_rows_are_whole(built: Built, proposal: Proposal) -> None:
    for row in new_rows(proposal):
        assert all(row[key] for key in ("name", "scale", "subject", "indicator", "method", "frequency", "responsible"))
        assert row["start"] == "2020"
        assert row["end"] == ("2025" if row["subject"].startswith("subproject:L-01") else row["end"])
        assert int(row["end"]) >= 2025


def test_every_unit_and_scale_is_watched(built: Built, proposal: Proposal) -> None:
    subjects = {row["subject"] for row in proposal.tables["monitoring"]}
    assert {"scope", *(f"unit:{unit.code}" for unit in built[1].units)} <= subjects
    assert {f"subproject:{sub.code}" for sub in built[1].subprojects} <= subjects


def test_the_plots_show_the_change_wanted(proposal: Proposal) -> None:
    facts = Facts(proposal.facts)
    for code in ("L", "R"):
        keys = ("power", "needed", "plots", "entered_power")
        power, needed, plots, entered = (facts.number(f"unit:{code}.proposed.monitoring.{key}") for key in keys)
        assert power is not None
        assert plots == needed
        assert power >= Decimal("0.8")
        assert entered == 0


def test_a_sub_project_of_monitoring_is_proposed_once(built: Built, proposal: Proposal) -> None:
    rows = proposal.tables["subprojects"]
    assert len(rows) == len(built[1].subprojects) + 1
    assert rows[-1]["category"] == "监测评估"
    own = replace(built[1].subprojects[0], category="monitoring")
    again = propose(replace(built[1], subprojects=(own, *built[1].subprojects[1:])), built[2], STANDARD, Effort())
    assert "subprojects" not in again.tables


def test_sentences_and_chart_can_be_printed(proposal: Proposal) -> None:
    for said in proposal.said:
        for lang in ("zh", "en"):
            text = STANDARD.labels[said.label][lang].format(**said.words)
            assert "{" not in text
    (chart,) = proposal.charts
    for label in (chart.title, chart.x_title, chart.y_title):
        assert label in STANDARD.labels
    for line in (one for one in chart.series if one.kind == "line"):
        assert list(line.y) == sorted(line.y)
        assert 0 <= line.y[0] <= line.y[-1] <= 1


def test_the_seed_decides(built: Built, proposal: Proposal) -> None:
    assert propose(built[1], built[2], STANDARD, Effort()).tables == proposal.tables
    assert propose(built[1], built[2], STANDARD, Effort(seed=5)).tables != proposal.tables


def test_without_an_assessment_there_is_a_finding(built: Built) -> None:
    found = propose(built[1], replace(built[2], facts=Facts()), STANDARD, Effort())
    assert [finding.code for finding in found.findings] == ["MONITOR-FRAME"]
    assert found.tables == {}
    assert found.said
