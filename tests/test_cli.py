from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from shanshui.cli import app
from shanshui.cli.build import contents
from shanshui.cli.shared import words_in
from shanshui.standard import load
from shanshui.workspace import read_tables


def _run(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "shanshui", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(("options", "source"), [([], "plan.xlsx"), (["--csv"], "tables")])
def test_init_writes_a_skeleton_that_check_accepts_but_for_layers(
    tmp_path: Path, options: list[str], source: str
) -> None:
    folder = tmp_path / "new"
    assert CliRunner().invoke(app, ["init", str(folder), *options]).exit_code == 0
    assert {p.name for p in folder.iterdir()} == {"project.yaml", "catalog.yaml", "layers", "chapters", source}
    assert yaml.safe_load((folder / "project.yaml").read_text(encoding="utf-8"))["schema"] == 1
    result = CliRunner().invoke(app, ["check", str(folder), "--json"])
    assert result.exit_code == 1, result.stderr
    findings = json.loads(result.stdout)["findings"]
    errors = {f["code"] for f in findings if f["severity"] == "error"}
    assert "LAYER-MISSING" in errors
    assert errors <= {"LAYER-MISSING", "LAYER-NEEDED"}, errors
    assert "INPUT-EXAMPLE" in {f["code"] for f in findings}


def test_both_skeletons_hold_the_same_examples(tmp_path: Path) -> None:
    standard, read = load(), []
    for name, options in (("book", []), ("csv", ["--csv"])):
        assert CliRunner().invoke(app, ["init", str(tmp_path / name), *options]).exit_code == 0
        read.append(read_tables(tmp_path / name, standard))
    for table in standard.inputs:
        first, second = ([dict(r.values) for r in one.records[table]] for one in read)
        assert first == second
        assert len(first) >= 1, table
        assert all(r["synthetic"] is True for r in first if "synthetic" in r), table


def test_init_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    done = _run("init", tmp_path)
    assert done.returncode == 2
    assert "not empty" in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_json_stands_alone_on_standard_output(small_county: Path) -> None:
    done = _run("check", small_county, "--json")
    answer = json.loads(done.stdout)
    assert set(answer) == {"subject", "findings"}
    wanted = {"id", "code", "severity", "certainty", "discipline", "text", "remedy", "clause", "got", "want", "facts",
              "waived", "place", "quotes"}  # fmt: skip
    assert all(set(f) == wanted for f in answer["findings"])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["check", "no/such/folder"], "no folder"),
        (["build"], "Missing argument"),
        (["explain", ".", "scope.area"], "build first"),
        (["frobnicate"], "No such command"),
    ],
)
def test_wrong_usage_ends_with_two_and_one_message(words: list[str], says: str) -> None:
    done = _run(*words)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_without_project_is_wrong_usage(tmp_path: Path) -> None:
    done = _run("check", tmp_path)
    assert done.returncode == 2
    assert "shanshui init" in done.stderr


def test_tables_and_workbook_together_are_refused(small_county: Path) -> None:
    shutil.copy(small_county / "tables" / "units.csv", small_county / "plan.xlsx")
    done = _run("check", small_county)
    assert done.returncode == 2
    assert "plan.xlsx" in done.stderr


@pytest.mark.parametrize(("lang", "word"), [("zh", "项"), ("en", "errors")])
def test_messages_come_in_both_languages(small_county: Path, lang: str, word: str) -> None:
    assert word in CliRunner().invoke(app, ["check", str(small_county), "--lang", lang]).output


def test_a_dossier_is_listed_by_folders_and_their_main_files(tmp_path: Path) -> None:
    for name in (
        "报告/a.docx",
        "附图/b.tif",
        "附图/b.tfw",
        "附图/b.jpg",
        "数据库/shp/c.shp",
        "数据库/d.gpkg",
        "数据库/d.gpkg.xml",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    listed = list(contents(tmp_path, words_in("zh")))
    assert listed == [
        "  报告：1 个文件", f"    {tmp_path}/报告/a.docx",
        "  数据库：3 个文件", f"    {tmp_path}/数据库/d.gpkg",
        "  附图：3 个文件",
    ]  # fmt: skip
