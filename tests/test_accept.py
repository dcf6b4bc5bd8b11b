"""``propose --accept``: what becomes part of the project, what stays as it is, and what stands beside it afterwards."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

import county
from proposed import edit, held, proposal, rows
from shanshui import pipeline
from shanshui.cli import app
from shanshui.errors import UsageError
from shanshui.standard import load
from shanshui.workspace import book, read_catalog, read_tables
from shanshui.workspace.proposals.report import Effort
from shanshui.workspace.switch import settle

STANDARD = load()
PARTS = ("scope", "portfolio", "monitoring")
"""One that proposes a layer, one that changes what was entered, one that only adds."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = county.write(tmp_path_factory.mktemp("accept") / "county")
    county.edit(root / "catalog.yaml", "  dem:", "  # 高程\n  dem:")
    pipeline.propose(root, parts=PARTS, effort=Effort(seconds=2))
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "county"))


def _accept(root: Path, *options: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["propose", str(root), "--accept", *options])
    assert done.exception is None or isinstance(done.exception, SystemExit | UsageError), done.exception
    said = str(done.exception) if isinstance(done.exception, UsageError) else done.output
    return (2 if isinstance(done.exception, UsageError) else done.exit_code), said


def test_unnamed_only_what_replaces_nothing(root: Path) -> None:
    before = held(root / "tables")
    code, said = _accept(root)
    assert code == 0, said
    assert "监测布设" in said
    assert f"shanshui propose {root} --accept --part portfolio" in said
    assert f"shanshui propose {root} --accept --part scope" in said
    assert held(root / "tables.bak-1") == before
    now = held(root / "tables")
    assert {name for name in before if now[name] != before[name]} == {"subprojects.csv"}
    assert now.keys() - before.keys() == {"monitoring.csv"}
    kept = (root / "tables.bak-1" / "subprojects.csv").read_text("utf-8").splitlines()
    written = (root / "tables" / "subprojects.csv").read_text("utf-8").splitlines()
    assert [line.rstrip(",") for line in written[1:4]] == kept[1:4]
    assert written[4].startswith("L-JC01,")
    assert not (root / "layers" / "scope-2.gpkg").exists()


def test_what_was_accepted_is_checked_like_anything_entered(root: Path) -> None:
    before = {(f.code, f.subject) for f in pipeline.check(root).findings}
    _accept(root)
    after = {(f.code, f.subject) for f in pipeline.check(root).findings}
    assert not {code for code, _ in after - before if code.startswith("INPUT")}
    assert ("MONITOR-NONE", "monitoring") not in after


def test_a_second_acceptance_has_nothing_left_to_do(root: Path) -> None:
    _accept(root)
    before = held(root, "build")
    code, said = _accept(root)
    assert (code, "没有可以直接接受的部分" in said) == (0, True)
    assert held(root, "build") == before


def test_parts_are_accepted_one_after_the_other(root: Path) -> None:
    entered = {row["code"]: row for row in rows(root / "tables" / "subprojects.csv")}
    proposed = {row["code"]: row for row in rows(proposal(root) / "tables" / "subprojects.csv")}
    _accept(root)
    code, said = _accept(root, "--part", "portfolio")
    assert code == 0, said
    now = {row["code"]: row for row in rows(root / "tables" / "subprojects.csv")}
    assert now == {key: {**dict.fromkeys(now[key], ""), **row} for key, row in proposed.items()}
    assert any(now[key]["start"] != row["start"] or now[key]["end"] != row["end"] for key, row in entered.items())
    assert (root / "tables.bak-2").is_dir()


def test_a_layer_is_added_and_the_old_one_left_alone(root: Path) -> None:
    before, catalog = held(root / "layers"), (root / "catalog.yaml").read_text("utf-8")
    code, said = _accept(root, "--part", "scope", "--json")
    assert code == 0, said
    told = json.loads(said)
    assert told["accepted"] == ["scope"]
    assert told["tables"] == {}
    after = held(root / "layers")
    assert after.items() >= before.items()
    assert after.keys() - before.keys() == {"scope-2.gpkg"}
    text = (root / "catalog.yaml").read_text("utf-8")
    assert "  # 高程\n" in text
    assert "  # scope: {file: layers/scope.gpkg" in text
    entry = yaml.safe_load(text)["layers"]["scope"]
    assert (entry["file"], entry["kind"]) == ("layers/scope-2.gpkg", "vector")
    assert (root / "catalog.yaml.bak-1").read_text("utf-8") == catalog
    assert not (root / "tables.bak-1").exists()
    assert "LAYER-UNREADABLE" not in {f.code for f in pipeline.check(root).findings}
    again, _ = _accept(root, "--part", "scope")
    assert again == 0
    assert held(root / "layers") == after


def test_what_the_planner_edits_in_a_proposal_is_what_is_taken(root: Path) -> None:
    path = proposal(root) / "tables" / "monitoring.csv"
    edit(path, "frequency", {rows(path)[0]["code"]: "每季一次"})
    _accept(root)
    assert rows(root / "tables" / "monitoring.csv")[0]["frequency"] == "每季一次"


@pytest.mark.parametrize(
    ("table", "column", "cell", "code"),
    [
        ("monitoring", "start", "二零二一", "INPUT-DATE"),
        ("monitoring", "scale", "村", "INPUT-CHOICE"),
        ("monitoring", "longitude", "200", "INPUT-RANGE"),
        ("subprojects", "unit", "U9", "INPUT-REFERENCE"),
    ],
)
def test_a_bad_edit_is_told_and_nothing_changes(root: Path, table: str, column: str, cell: str, code: str) -> None:
    path = proposal(root) / "tables" / f"{table}.csv"
    last = rows(path)[-1]
    edit(path, column, {next(iter(last.values())): cell})
    before = held(root)
    exit_code, said = _accept(root, "--part", "monitoring", "--json")
    assert exit_code == 1
    (finding,) = (f for f in json.loads(said)["findings"] if f["code"] == code)
    file = f"build/proposal/tables/{table}.csv" if code != "INPUT-REFERENCE" else f"tables/{table}.csv"
    assert (finding["place"]["file"], finding["place"]["row"]) == (file, len(rows(path)) + 1)
    assert finding["place"]["column"]
    assert held(root) == before


def test_a_fault_that_stood_in_the_tables_before_is_no_hindrance(root: Path) -> None:
    edit(root / "tables" / "subprojects.csv", "end", {"R-01": "二零"})
    pipeline.propose(root, parts=("monitoring",), effort=Effort(seconds=2))
    code, said = _accept(root)
    assert code == 0, said
    assert [row["end"] for row in rows(root / "tables" / "subprojects.csv")][:3] == ["2022", "2023", "二零"]


def test_changed_sources_are_told_and_what_was_entered_since_stands(root: Path) -> None:
    changes = json.loads((proposal(root) / "proposal.json").read_text("utf-8"))["changes"]
    moved = next(c for c in changes if c["table"] == "subprojects" and c["part"] == "portfolio" and "end" in c["cells"])
    edit(root / "tables" / "subprojects.csv", "end", {moved["key"][0]: "2030"})
    before = held(root)
    code, said = _accept(root, "--part", "portfolio")
    assert code == 2
    assert "table:subprojects" in said
    assert "--stale-ok" in said
    assert held(root) == before
    code, said = _accept(root, "--part", "portfolio", "--stale-ok")
    assert code == 0, said
    assert f"子项目 {moved['key'][0]}：此后另填过“结束年份”，保持所填" in said
    assert {row["code"]: row["end"] for row in rows(root / "tables" / "subprojects.csv")}[moved["key"][0]] == "2030"
    code, _ = _accept(root, "--part", "monitoring")
    assert code == 2  # what had changed before stays changed


def test_a_workbook_is_written_anew_and_the_old_one_kept(root: Path) -> None:
    book.export_book(root, STANDARD)
    shutil.rmtree(root / "tables.bak-1")
    before = (root / "plan.xlsx").read_bytes()
    entered = read_tables(root, STANDARD).records
    pipeline.propose(root, parts=("monitoring",), effort=Effort(seconds=2))
    code, said = _accept(root)
    assert code == 0, said
    assert (root / "plan.xlsx.bak-1").read_bytes() == before
    assert not (root / "tables").exists()
    now = read_tables(root, STANDARD)
    assert len(now.records["monitoring"]) == len(rows(proposal(root) / "tables" / "monitoring.csv"))
    assert [r.values for r in now.records["works"]] == [r.values for r in entered["works"]]


def test_catalog_and_tables_change_together_when_a_kill_comes_between(root: Path) -> None:
    shutil.copytree(root / "tables", root / "tables.next")
    text = (root / "catalog.yaml").read_text("utf-8")
    (root / "catalog.yaml.next").write_text(text.replace("layers/units.gpkg", "layers/units-2.gpkg"), "utf-8")
    assert read_catalog(root, STANDARD)[0]["units"].file == "layers/units-2.gpkg"
    aside = settle(root)
    assert [path.name for path in aside] == ["catalog.yaml.bak-1", "tables.bak-1"]
    assert read_catalog(root, STANDARD)[0]["units"].file == "layers/units-2.gpkg"
    assert not list(root.glob("*.next"))


def test_a_catalog_whose_tables_were_never_completed_is_scrap(root: Path) -> None:
    (root / "catalog.yaml.next").write_text("schema: 1\nlayers: {}\n", "utf-8")
    assert "units" in read_catalog(root, STANDARD)[0]
    assert settle(root) == ()
    assert not (root / "catalog.yaml.next").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [(("--part", "units"), "has no part units"), ((), "no proposal lies in")],
)
def test_what_is_not_there_cannot_be_accepted(root: Path, options: tuple[str, ...], said: str) -> None:
    if not options:
        shutil.rmtree(proposal(root))
    assert _accept(root, *options)[0] == 2
    assert said in _accept(root, *options)[1]


def test_stale_ok_goes_with_accept(root: Path) -> None:
    done = CliRunner().invoke(app, ["propose", str(root), "--stale-ok"])
    assert isinstance(done.exception, UsageError)


def test_a_table_that_was_not_proposed_is_not_taken(root: Path) -> None:
    shutil.copy(root / "tables" / "prices.csv", proposal(root) / "tables" / "prices.csv")
    before = held(root)
    code, said = _accept(root)
    assert (code, "prices" in said) == (2, True)
    assert held(root) == before
