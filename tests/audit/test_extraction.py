import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from shanshui.audit.auditing import understand
from shanshui.audit.extracted import write_extract
from shanshui.audit.extraction import TABLES, Extract, extract
from shanshui.cli import app
from shanshui.documents import read
from shanshui.errors import UsageError
from shanshui.standard import load
from shanshui.workspace.tables import read_tables

PLANS = Path(__file__).parents[1] / "claims" / "plans"
NAMES = ("qingshan", "heishui", "tuolin")


def taken(name: str) -> Extract:
    return extract(understand(read(PLANS / f"{name}.txt")))


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["extract", *arguments], catch_exceptions=True)
    if isinstance(result.exception, UsageError):
        return 2, str(result.exception)
    return result.exit_code, result.output


def test_projects_with_years_and_places() -> None:
    rows = taken("qingshan").rows["upper_projects"]
    assert [(r["code"], r["name"], r["first"], r["last"]) for r in rows[:3]] == [
        ("P001", "石门乡坡耕地治理工程", "2021", "2023"),
        ("P002", "云台镇小流域综合治理工程", "2022", "2025"),
        ("P003", "两河镇崩岗防治工程", "2026", "2030"),
    ]
    assert [row["places"] for row in rows[:3]] == ["石门乡", "云台镇", "两河镇"]
    assert rows[0]["group"] == "专栏1 水土流失治理重点工程"


def test_quantities_with_units() -> None:
    rows = taken("qingshan").rows["upper_quantities"]
    first = [(r["item"], r["attribute"], r["quantity"], r["unit"], r["word"]) for r in rows if r["project"] == "P001"]
    assert first == [
        ("坡改梯", "area", "3.2", "km²", "平方公里"),
        ("蓄水池", "count", "42", "个", "口"),
        ("沉砂池", "count", "40", "个", "座") if rows[2]["word"] == "座" else ("沉砂池", "count", "40", "个", "口"),
        ("机耕道", "length", "12.6", "km", "公里"),
    ]


def test_indicators_at_each_time() -> None:
    rows = taken("qingshan").rows["upper_indicators"]
    forest = [(r["role"], r["year"], r["value"], r["kind"]) for r in rows if r["indicator"] == "森林覆盖率"]
    assert forest == [
        ("现状", "2020", "58.2", "约束性"),
        ("目标", "2025", "60.0", "约束性"),
        ("目标", "2035", "62.5", "约束性"),
    ]
    assert all(row["value"] != "—" for row in rows)


def test_money_of_the_plan_and_of_its_projects() -> None:
    rows = taken("qingshan").rows["upper_money"]
    whole = [(r["amount"], r["phase"]) for r in rows if r["subject"] == "scope"]
    assert [(Decimal(amount), phase) for amount, phase in whole] == [
        (94200, ""), (41500, "近期"), (52700, "中远期"),
    ]  # fmt: skip
    assert {r["subject"]: Decimal(r["amount"]) for r in rows if r["subject"] != "scope"} == {
        "P001": 860, "P002": 1420, "P004": 2690,
    }  # fmt: skip


def test_zones_with_their_area_and_townships() -> None:
    rows = taken("qingshan").rows["upper_units"]
    assert [(r["name"], r["area"], r["places"]) for r in rows] == [
        ("北部中山水源涵养修复区", "512.3", "云台镇、石门乡"),
        ("中部河谷综合整治区", "448.1", "青杉镇、两河镇、新田镇"),
    ]


def test_a_project_in_text_and_table_is_one_row() -> None:
    rows = taken("heishui").rows["upper_projects"]
    assert [row["name"] for row in rows] == ["上游封山育林子项目", "中游河道修复子项目", "监测评估子项目"]


@pytest.mark.parametrize("name", NAMES)
def test_every_row_quotes_the_document(name: str) -> None:
    text = read(PLANS / f"{name}.txt").text
    for rows in taken(name).rows.values():
        for row in rows:
            assert " ".join(text[int(row["start"]) : int(row["end"])].split()) == row["quote"]
            assert row["source"] == f"{name}.txt"


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_reads_as_input_tables(name: str, tmp_path: Path) -> None:
    standard = load()
    written = write_extract(tmp_path / "county", taken(name), standard)
    assert [path.stem for path in written] == list(TABLES)
    tables = read_tables(tmp_path / "county", standard)
    assert tables.findings == ()
    assert {key: len(rows) for key, rows in taken(name).rows.items() if rows} == {
        key: len(tables.records[key]) for key in TABLES if tables.records[key]
    }


def test_files_bear_the_mark_of_their_encoding(tmp_path: Path) -> None:
    for path in write_extract(tmp_path / "county", taken("qingshan"), load()):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        assert next(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "upper_money.csv").write_text("mine", encoding="utf-8")
    code, said = run(str(PLANS / "qingshan.txt"), "-o", str(tmp_path))
    assert code == 2
    assert "upper_money.csv" in said
    assert [path.name for path in folder.iterdir()] == ["upper_money.csv"]
    assert (folder / "upper_money.csv").read_text(encoding="utf-8") == "mine"


def test_other_tables_stay(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "units.csv").write_text("mine", encoding="utf-8")
    code, _ = run(str(PLANS / "qingshan.txt"), "-o", str(tmp_path))
    assert code == 0
    assert sorted(path.name for path in folder.iterdir()) == sorted([*(f"{key}.csv" for key in TABLES), "units.csv"])


def test_a_project_that_keeps_a_workbook_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(b"")
    code, said = run(str(PLANS / "qingshan.txt"), "-o", str(tmp_path))
    assert (code, "plan.xlsx" in said) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["plan.xlsx"]


@pytest.mark.parametrize(("name", "content"), [("absent.txt", None), ("plan.xyz", b"x"), ("plan.docx", b"no zip")])
def test_a_file_that_cannot_be_read_is_told(name: str, content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    code, said = run(str(file), "-o", str(tmp_path / "out"))
    assert code == 2
    assert said
    assert not (tmp_path / "out").exists()


def test_the_verb_tells_what_it_wrote(tmp_path: Path) -> None:
    code, said = run(str(PLANS / "qingshan.txt"), "-o", str(tmp_path / "county"))
    assert code == 0
    assert "upper_projects.csv" in said
    code, said = run(str(PLANS / "qingshan.txt"), "-o", str(tmp_path / "other"), "--json")
    assert len(json.loads(said)["tables"]["upper_projects"]) == 5
