"""``shanshui audit``: what it prints, what it writes, how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from audit.shown import PLAN
from shanshui.cli import app
from shanshui.errors import UsageError

CLEAN = PLAN.replace("1250", "1200")


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["audit", *map(str, words)])


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    (tmp_path / "规划.txt").write_text(PLAN, encoding="utf-8")
    return tmp_path / "规划.txt"


def test_errors_end_with_one_and_are_quoted_on_both_sides(faulty: Path) -> None:
    done = run(faulty)
    assert done.exit_code == 1, done.output
    assert "【1200平方千米】" in done.stdout
    assert "【1250平方千米】" in done.stdout


def test_a_clean_plan_ends_with_zero(tmp_path: Path) -> None:
    (tmp_path / "规划.txt").write_text(CLEAN, encoding="utf-8")
    done = run(tmp_path / "规划.txt")
    assert done.exit_code == 0, done.output


def test_json_stands_alone_and_quotes_what_text_prints(faulty: Path) -> None:
    data = json.loads(run(faulty, "--json").stdout)
    text = run(faulty, "--text").stdout_bytes.decode()
    assert set(data) == {"subject", "findings"}
    assert data["subject"] == "规划.txt"
    assert text == PLAN
    for finding in data["findings"]:
        for quote in finding["quotes"]:
            assert text[quote["start"] : quote["end"]] == quote["text"]


@pytest.mark.parametrize(
    "data", [("\ufeff" + PLAN).encode(), PLAN.encode("gb18030"), PLAN.replace("\n", "\r\n").encode()]
)
def test_text_is_the_decoded_file(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "规划.txt").write_bytes(data)
    shown = run(tmp_path / "规划.txt", "--text").stdout_bytes.decode()
    assert shown == PLAN.replace("\n", "\r\n" if b"\r\n" in data else "\n")


def test_all_files_are_written_and_the_same_each_time(tmp_path: Path) -> None:
    word = docx.Document()
    for line in PLAN.splitlines():
        if line:
            word.add_paragraph(line)
    word.save(str(tmp_path / "规划.docx"))
    for out in ("a", "b"):
        done = run(tmp_path / "规划.docx", "-o", tmp_path / out)
        assert done.exit_code == 1, done.output
        assert str(tmp_path / out / "findings.html") in done.output
    names = {path.name for path in (tmp_path / "a").iterdir()}
    assert names == {"findings.html", "findings.xlsx", "findings.json", "规划（批注）.docx"}
    assert all((tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes() for name in names)


def test_an_earlier_version_is_compared_with(faulty: Path, tmp_path: Path) -> None:
    (tmp_path / "新.txt").write_text(CLEAN, encoding="utf-8")
    data = json.loads(run(tmp_path / "新.txt", "--before", faulty, "--json").stdout)
    assert data["compared"]["before"] == "规划.txt"
    assert data["compared"]["mended"]
    assert data["compared"]["new"] == []


@pytest.mark.parametrize(
    ("words", "says"),
    [(("none.docx",), "neither a file nor a folder"), ((".",), "holds no report"), ((), "Missing argument")],
)
def test_wrong_usage_ends_with_two_and_one_message(tmp_path: Path, words: tuple[str, ...], says: str) -> None:
    command = [sys.executable, "-m", "shanshui", "audit", *words]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "规划.pdf").write_bytes(b"no pdf")
    done = run(tmp_path / "规划.pdf", "--json")
    assert done.exit_code == 1, done.output
    (finding,) = json.loads(done.stdout)["findings"]
    assert finding["code"].startswith("AUDIT-FILE")
    assert run(tmp_path / "规划.pdf", "--text").exit_code != 0


@pytest.mark.parametrize("place", ["报告", "dossier/报告", "build/dossier/报告"])
def test_of_a_folder_its_report_is_read(tmp_path: Path, place: str) -> None:
    word = docx.Document()
    word.add_paragraph("全县土地总面积1200平方千米。")
    (tmp_path / place).mkdir(parents=True)
    word.save(str(tmp_path / place / "某工程实施方案.docx"))
    data = json.loads(run(tmp_path, "--json").stdout)
    assert data["subject"] == "某工程实施方案.docx"


def test_places_of_a_list_are_known(faulty: Path, tmp_path: Path) -> None:
    (tmp_path / "地名.csv").write_text("name,township\n白石村,清溪镇\n", encoding="utf-8")
    faulty.write_text(PLAN + "\n在白石村开展治理。\n", encoding="utf-8")
    assert run(faulty, "--gazetteer", tmp_path / "地名.csv").exit_code == 1
    assert isinstance(run(faulty, "--gazetteer", tmp_path / "none.csv").exception, UsageError)


def test_the_command_loads_no_stage_of_the_build() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from shanshui.cli import app; "
        "CliRunner().invoke(app, ['audit', '--help']); "
        "print([m for m in sys.modules if m.startswith(('shanshui.pipeline', 'shanshui.geo', 'rasterio', 'pyogrio'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_how_to_write_is_told_only_where_nothing_was_written(faulty: Path, tmp_path: Path) -> None:
    assert "用 -o" in run(faulty).stdout
    assert "用 -o" not in run(faulty, "-o", tmp_path / "out").stdout
