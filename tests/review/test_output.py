"""What the panel gets: JSON, page, comment matrix, clauses, console lines."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import openpyxl
import pytest

from review.correct_case import HM2, PLAN, at, case, changed, facts
from shanshui.finding import Finding, Place
from shanshui.ledger import Facts
from shanshui.plan import Plan, Ruling
from shanshui.review import counts, findings_json, run_rules, summary, write
from shanshui.review.output import place_text
from shanshui.standard import Record, load

KEYS = [
    "id", "code", "severity", "certainty", "discipline", "text", "remedy", "clause", "got", "want", "facts", "waived",
    "place", "quotes",
]  # fmt: skip
PLACES = ["file", "sheet", "row", "column", "layer", "feature", "page", "paragraph", "cell"]
WAIVER = Ruling("R9", "waiver", "UNIT-OVERLAP", "", "", "界线已协商", "某人", "2021-06-01", at("rulings", 2))
TWO, MORE = 2 * HM2, 10_100 * HM2
BROKEN = case(
    replace(PLAN, rulings=(WAIVER,)),
    [changed("scope.gap", TWO), changed("scope.unit_overlap", TWO), changed("scope.declared_area", MORE)],
)
FOUND = run_rules(BROKEN)
BOOKS = ("findings.xlsx", "clauses.xlsx")


def with_reply() -> Plan:
    (gap,) = (f for f in FOUND if f.code == "UNIT-GAP")
    values = {"finding": gap.id, "reply": "已补图 <b>", "status": "fixed", "by": "某人", "date": "", "note": ""}
    record = Record("replies", MappingProxyType(values), at("replies", 2))
    return replace(BROKEN.plan, records=MappingProxyType({"replies": (record,)}))


def written(folder: Path, lang: str = "zh", found: tuple[Finding, ...] = FOUND) -> Path:
    review = folder / "审查"
    write(review, "某县工程", found, load(), Facts(facts().values()), with_reply(), lang)
    return review


def test_json_has_the_agreed_shape() -> None:
    document = json.loads(findings_json("某县工程", FOUND, load(), BROKEN.plan))
    assert list(document) == ["subject", "findings"]
    assert [f["code"] for f in document["findings"]] == ["UNIT-GAP", "UNIT-OVERLAP", "SCOPE-AREA"]
    for finding in document["findings"]:
        assert list(finding) == KEYS
        assert list(finding["place"]) == PLACES
    gap, overlap, area = document["findings"]
    assert gap["waived"] is None
    assert overlap["waived"] == {"ruling": "R9", "reason": "界线已协商", "by": "某人", "date": "2021-06-01"}
    assert area["facts"] == ["scope.declared_area", "scope.area"]
    assert (gap["severity"], gap["discipline"], gap["clause"]) == ("error", "GIS", "5.4.1.1 a")


def test_waived_findings_do_not_count_as_errors() -> None:
    assert counts(FOUND) == {"error": 1, "warning": 1, "note": 0, "waived": 1}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_page_stands_alone_and_shows_everything(tmp_path: Path, lang: str) -> None:
    page = (written(tmp_path, lang) / "findings.html").read_text(encoding="utf-8")
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", page)
    assert "{{" not in page
    assert "已补图 &lt;b&gt;" in page
    for finding in FOUND:
        assert f'id="f-{finding.id}"' in page
        assert all(fact in page for fact in finding.facts)
    assert "界线已协商" in page


def test_page_without_findings_says_so(tmp_path: Path) -> None:
    page = (written(tmp_path, found=()) / "findings.html").read_text(encoding="utf-8")
    assert load().label("review.page.nothing") in page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_matrix_is_ready_for_the_panel(tmp_path: Path, lang: str) -> None:
    book = openpyxl.load_workbook(written(tmp_path, lang) / "findings.xlsx")
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[2]]
    if lang == "zh":
        assert " ".join(heads) == "编号 等级 专业 意见 位置 现状 要求 依据条款 处理建议 答复 状态 问题编号"
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:L5"
    assert sheet.page_setup.orientation == "landscape"
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert [row[11] for row in rows] == [f.id for f in FOUND]
    assert rows[0][9] == "已补图 <b>"
    assert rows[0][10] == load().term("reply_status", "fixed", lang)
    assert "界线已协商" in rows[1][9]


def test_clauses_show_how_each_duty_was_met(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(tmp_path) / "clauses.xlsx").worksheets[0]
    rows = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows(min_row=3)}
    standard = load()
    assert set(rows) == {c.number for c in standard.clauses.values() if c.act != "none"}
    assert rows["5.4.1.1 a"][1] == standard.label("review.met.open")
    assert rows["5.4.1.1 a"][7] == 1
    attested = next(c.number for c in standard.clauses.values() if c.act == "attest")
    assert rows[attested][1] == standard.label("review.met.unattested")


@pytest.mark.parametrize("name", [*BOOKS, "findings.html", "findings.json"])
def test_same_findings_give_the_same_bytes(tmp_path: Path, name: str) -> None:
    one, other = written(tmp_path / "a"), written(tmp_path / "b")
    assert (one / name).read_bytes() == (other / name).read_bytes()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_console_lists_some_and_counts_all(lang: str) -> None:
    lines = [line.plain for line in summary(FOUND, load(), BROKEN.plan, lang, limit=1)]
    assert "UNIT-GAP" in lines[0]
    assert not any("SCOPE-AREA" in line or "UNIT-OVERLAP" in line for line in lines)
    assert lines[-2] == load().label("review.more", lang).format(count=1)
    assert "1" in lines[-1]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(file="tables/works.csv", sheet="works", row=7, column="quantity"), "“工程量”表 第 7 行 “工程量”列"),
        (Place(file="plan.xlsx", sheet="works", row=7), "plan.xlsx “工程量”表 第 7 行"),
        (Place(file="报告/x.docx", paragraph=12), "报告/x.docx 第 12 段"),
        (Place(layer="units", feature="U1"), "“保护修复单元”图层 要素 U1"),
        (Place(file="project.yaml", column="base_year"), "project.yaml “基期年”列"),
        (Place(), ""),
    ],
)
def test_places_in_words(place: Place, words: str) -> None:
    assert place_text(place, load()) == words


def test_every_label_of_the_review_is_there_in_both_languages() -> None:
    labels = load().labels
    assert all(label["zh"] and label["en"] for key, label in labels.items() if key.startswith("review."))
