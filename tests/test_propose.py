"""``propose``: every real part on a small county, the folder that it leaves, and what happens when it is killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import county
from proposed import edit, held, proposal, rows
from shanshui import pipeline
from shanshui.cli import app
from shanshui.errors import UsageError
from shanshui.finding import Finding, Place
from shanshui.standard import load
from shanshui.workspace import alone, recover
from shanshui.workspace.proposals.report import PARTS, Effort
from shanshui.workspace.sheets import csv_sheets
from shanshui.workspace.tables import parsed

STANDARD = load()
QUICK = Effort(seconds=2)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], pipeline.Proposed, list[str]]:
    """The small county with a proposal, what its folder held before, how the command ended, what it reported."""
    root = county.write(tmp_path_factory.mktemp("propose") / "county")
    before, told = held(root), list[str]()
    done = pipeline.propose(root, effort=QUICK, progress=lambda stage, state: told.append(f"{stage} {state}"))
    return root, before, done, told


@pytest.fixture
def root(made: tuple[Path, dict[str, str], pipeline.Proposed, list[str]], tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(made[0], tmp_path / "county"))


def _record(root: Path) -> dict[str, object]:
    record: dict[str, object] = json.loads((proposal(root) / "proposal.json").read_text("utf-8"))
    return record


def test_the_project_is_only_read(made: tuple[Path, dict[str, str], pipeline.Proposed, list[str]]) -> None:
    root, before, done, told = made
    assert held(root, "build") == before
    assert done.folder == proposal(root)
    assert done.kept is None
    assert told[-2:] == ["propose.monitoring started", "propose.monitoring done"]
    assert [line for line in told if line.startswith("propose.") and line.endswith("done")] == [
        f"propose.{part} done" for part in PARTS
    ]


def test_every_part_accounts_for_itself(made: tuple[Path, dict[str, str], pipeline.Proposed, list[str]]) -> None:
    report = made[2].report
    assert [part.part for part in report.parts] == list(PARTS)
    assert all(part.said or part.findings for part in report.parts)
    known = set(report.stamp)
    for part in report.parts:
        assert all(fact.method and fact.clause for fact in part.facts), part.part
        assert all(fact.value is not None or fact.reason for fact in part.facts), part.part
    assert {"project", "layer:dem", "table:works"} <= known


def test_proposed_tables_are_tables_of_a_project(root: Path) -> None:
    tables = proposal(root) / "tables"
    read = csv_sheets(tables, "tables", STANDARD)
    assert read.findings == ()
    assert {"subprojects", "monitoring"} <= {sheet.table for sheet in read.sheets}
    for sheet in read.sheets:
        assert parsed(sheet, STANDARD)[1] == (), sheet.table
    assert [row["code"] for row in rows(tables / "subprojects.csv")[:3]] == ["L-01", "L-02", "R-01"]
    for path in tables.glob("*.csv"):
        entered = root / "tables" / path.name
        if entered.is_file():
            kept = path.read_text("utf-8-sig").splitlines()[0]
            assert kept.startswith(entered.read_text("utf-8").splitlines()[0])  # the planner's headings, in their order


def test_what_is_recorded_leads_from_the_entered_to_the_proposed(root: Path) -> None:
    record = _record(root)
    assert {change["table"] for change in record["changes"]} == {  # type: ignore[index,attr-defined]
        path.stem for path in (proposal(root) / "tables").glob("*.csv")
    }
    entered = {path.stem: path for path in (proposal(root) / "entered").glob("*.csv")}
    assert [r["code"] for r in rows(entered["subprojects"])] == ["L-01", "L-02", "R-01"]
    assert record["effort"] == {"seconds": 2, "gap": 0.01, "seed": 0}
    assert set(record["meta"]) == {"version", "seconds"}  # type: ignore[arg-type]


def test_the_same_sources_give_the_same_proposal(root: Path) -> None:
    before, record = held(proposal(root)), _record(root)
    pipeline.propose(root, effort=QUICK)
    after, again = held(proposal(root)), _record(root)
    assert {k: v for k, v in after.items() if k != "proposal.json"} == {
        k: v for k, v in before.items() if k != "proposal.json"
    }
    assert {k: v for k, v in again.items() if k != "meta"} == {k: v for k, v in record.items() if k != "meta"}


def test_an_edited_proposal_is_kept_when_it_is_computed_anew(root: Path) -> None:
    path = proposal(root) / "tables" / "monitoring.csv"
    edit(path, "frequency", {row["code"]: "每年两次" for row in rows(path)})
    edited = path.read_bytes()
    done = pipeline.propose(root, parts=("monitoring",), effort=QUICK)
    assert done.kept == root / "build" / "proposal.bak-1"
    assert (done.kept / "tables" / "monitoring.csv").read_bytes() == edited
    assert path.read_bytes() != edited
    assert [part.part for part in done.report.parts] == ["monitoring"]
    assert pipeline.propose(root, parts=("monitoring",), effort=QUICK).kept is None


def test_from_the_command_line(root: Path) -> None:
    command = ["propose", str(root), "--part", "monitoring", "--seconds", "2"]
    done = CliRunner().invoke(app, [*command, "--json"])
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["findings"] == []
    assert told["parts"]["monitoring"]["added"] > 0
    shown = CliRunner().invoke(app, [*command, "--lang", "en"])
    assert "The proposal is at" in shown.stdout
    assert "--accept" in shown.stdout
    assert '<html lang="en">' in (proposal(root) / "proposal.html").read_text("utf-8")


def test_an_error_in_a_proposal_makes_it_one_with_errors(
    made: tuple[Path, dict[str, str], pipeline.Proposed, list[str]],
) -> None:
    done = made[2]
    assert done.final
    fault = Finding("UNIT-GAP", Place(layer="units"), "2 公顷", subject="scope")
    assert not replace(done, report=replace(done.report, findings=(fault,))).final
    waived = replace(fault, waived="R-01")
    assert replace(done, report=replace(done.report, findings=(waived,))).final


def test_a_project_that_cannot_be_read_is_left_to_check(small_county: Path) -> None:
    (small_county / "project.yaml").write_text("schema: 1\n", encoding="utf-8")
    with pytest.raises(UsageError, match="shanshui check"):
        pipeline.propose(small_county)
    assert not proposal(small_county).exists()


def test_a_county_that_is_being_worked_on_is_left_alone(root: Path) -> None:
    with alone(root / "build"), pytest.raises(UsageError, match="another build"):
        pipeline.propose(root)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("event", ["propose.monitoring", "propose.publish"])
def test_killed_it_leaves_the_old_proposal_whole(root: Path, event: str) -> None:
    before, journal = held(proposal(root)), root / "build" / "journal.jsonl"
    size = journal.stat().st_size
    command = [sys.executable, "-m", "shanshui", "propose", str(root), "--part", "monitoring", "--seed", "1"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        if f'"event": "{event}", "outcome": "started"' in journal.read_bytes()[size:].decode(errors="ignore"):
            break
        time.sleep(0.002)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    recover(root / "build")
    after = held(proposal(root))
    if event == "propose.monitoring" or after == before:
        assert after == before
    written = _record(root)["files"]
    assert isinstance(written, dict)
    assert written == {
        name: content for name, content in after.items() if name.partition("/")[0] in ("tables", "layers")
    }
    assert not (root / "build" / "proposal.next").exists()
