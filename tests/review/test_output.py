"""What the panel gets: JSON, page, comment matrix, clauses, console lines."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import openpyxl
import pypdf
import pytest

import whole
from shanshui.finding import NOWHERE, Finding, Place, TextQuote
from shanshui.ledger import Fact, Facts
from shanshui.plan import Plan, Ruling
from shanshui.remarks import counts, findings_json, place_text, summary
from shanshui.review import RULES, Case, run_rules, write
from shanshui.review.output.evidence import Evidence
from shanshui.review.output.printed_pages import pages_of
from shanshui.standard import Fulfilment, Record, load
from shanshui.workspace import codec

KEYS = [
    "id", "code", "severity", "certainty", "discipline", "text", "remedy", "clause", "got", "want", "facts", "waived",
    "place", "quotes",
]  # fmt: skip
PLACES = ["file", "sheet", "row", "column", "layer", "feature", "page", "paragraph", "cell"]
WAIVER = Ruling("R9", "waiver", "UNIT-OVERLAP", "", "", "界线已协商", "某人", "2021-06-01", NOWHERE)
AREAS = {"scope.gap": 2, "scope.unit_overlap": 2, "scope.declared_area": 910, "scope.area": 900}
FACTS = Facts(Fact(key, Decimal(hectares * 10_000), "m2") for key, hectares in AREAS.items())
BROKEN = Case(replace(whole.plan(), rulings=(WAIVER,)), FACTS, {}, load())
THREE = [rule for rule in RULES if rule.code in ("UNIT-GAP", "UNIT-OVERLAP", "SCOPE-AREA")]
FOUND = run_rules(BROKEN, THREE)
BOOKS = ("findings.xlsx", "clauses.xlsx")


def with_reply() -> Plan:
    (gap,) = (f for f in FOUND if f.code == "UNIT-GAP")
    reply = {
        "finding": gap.id,
        "reply": "已补图 <b>",
        "status": "fixed",
        "by": "某人",
        "date": date(2021, 7, 1),
        "note": "",
    }
    signed = {
        "clause": "4.1.4",
        "statement": "县政府组织编制",
        "by": "某县人民政府",
        "date": date(2021, 3, 1),
        "file": "",
    }
    records = {
        "replies": (Record("replies", MappingProxyType(reply), NOWHERE),),
        "attestations": (Record("attestations", MappingProxyType(signed), NOWHERE),),
    }
    return replace(BROKEN.plan, records=MappingProxyType(records))


def written(folder: Path, lang: str = "zh", found: tuple[Finding, ...] = FOUND) -> Path:
    review = folder / "审查"
    write(review, "某县工程", found, load(), FACTS, with_reply(), lang)
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


HEADS = "编号 专业 等级 意见 位置 现状 要求 依据条款 处理建议 答复 状态 答复人 日期 豁免裁定 问题编号"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_matrix_is_ready_for_the_panel(tmp_path: Path, lang: str) -> None:
    book = openpyxl.load_workbook(written(tmp_path, lang) / "findings.xlsx")
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[3]]
    if lang == "zh":
        assert " ".join(heads) == HEADS
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:O6"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert not [n for n, row in sheet.row_dimensions.items() if row.hidden]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    gap, overlap, area = FOUND
    assert [row[14] for row in rows] == [gap.id, area.id, overlap.id]  # what is waived comes last
    assert rows[0][9:13] == ["已补图 <b>", load().term("reply_status", "fixed", lang), "某人", "2021-07-01"]
    assert rows[2][13] == "界线已协商\n某人\n2021-06-01\nR9"
    assert rows[2][9] in (None, "")  # a ruling is no reply, and is not taken for one when the sheet comes back


def test_matrix_is_open_where_the_applicant_writes(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(tmp_path) / "findings.xlsx").worksheets[0]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert not sheet.protection.autoFilter  # in the file format, 0 means allowed
    assert not sheet.protection.sort
    open_columns = {cell.column for row in sheet.iter_rows(min_row=4) for cell in row if not cell.protection.locked}
    assert open_columns == {10, 11, 12, 13}
    (choice,) = sheet.data_validations.dataValidation
    assert str(choice.sqref) == "K4:K6"
    statuses = [term.zh for term in load().vocabularies["reply_status"].values()]
    assert choice.formula1 == f'"{",".join(statuses)}"'


def test_summary_counts_by_discipline_and_severity(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(tmp_path) / "findings.xlsx").worksheets[1]
    rows = {row[0].value: [cell.value for cell in row][1:] for row in sheet.iter_rows(min_row=4)}
    assert load().label("review.page.draft") in sheet["A2"].value
    assert rows["数据与制图"] == [1, 0, 0, 1, 0, 2]  # one error, which is answered, and one waived
    assert rows["国土空间与土地"] == [0, 1, 0, 0, 1, 1]
    assert rows["合计"] == [1, 1, 0, 1, 1, 3]


def test_clauses_show_how_each_duty_was_met(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path) / "clauses.xlsx")
    sheet = book.worksheets[0]
    rows = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows(min_row=4)}
    standard = load()
    assert set(rows) == {c.number for c in standard.clauses.values() if c.act != "none"}
    gap = rows["5.4.1.1 a"]
    assert gap[1] == standard.label("review.met.open")
    assert gap[9] == 1
    assert f"UNIT-GAP：1 条（{FOUND[0].id}）" in gap[8]
    assert "UNIT-OVERLAP" not in gap[8].split("\n")[0]
    assert rows["4.1.3"][1] == standard.label("review.met.unattested")
    signed = rows["4.1.4"]
    assert signed[1] == standard.label("review.met.met")
    assert "某县人民政府 2021-03-01" in signed[12]
    assert rows["H.1.10.1"][1] == standard.label("review.met.absent")  # no report stands in this folder
    assert sheet.page_setup.orientation == "landscape"


def test_clauses_are_summed_up_and_findings_listed_under_them(tmp_path: Path) -> None:
    _, summed, listed = openpyxl.load_workbook(written(tmp_path) / "clauses.xlsx").worksheets
    standard = load()
    bound = sum(clause.act != "none" for clause in standard.clauses.values())
    rows = [[cell.value for cell in row] for row in summed.iter_rows(min_row=4)]
    parties = next(n for n, row in enumerate(rows) if row[0] == standard.label("review.clauses.by_party"))
    assert sum(row[6] for row in rows[1:parties]) == bound
    assert all(sum(row[1:6]) == row[6] for row in rows if row[6] not in (None, ""))
    assert {row[0] for row in rows[parties + 1 :]} <= {term.zh for term in standard.vocabularies["party"].values()}
    under = [(row[0].value, row[7].value) for row in listed.iter_rows(min_row=3)]
    assert ("5.4.1.1 a", FOUND[0].id) in under
    order = list(standard.clauses)
    assert [order.index(number) for number, _ in under] == sorted(order.index(number) for number, _ in under)


def test_chapters_are_found_on_the_pages_of_the_report() -> None:
    pages = MappingProxyType({"5.2生态保护修复模式与措施优选": 25})
    evidence = Evidence(load(), files=("报告/x.docx", "报告/x.pdf"), pages=pages)
    found = evidence.look(Fulfilment("chapter", "units.modes"), "zh")
    assert (found.words, found.there) == ("报告 5.2 生态保护修复模式与措施优选 PDF 第 25 页", True)
    assert not evidence.look(Fulfilment("chapter", "finance.funding"), "zh").there
    unprinted = Evidence(load(), files=("报告/x.docx",)).look(Fulfilment("chapter", "units.modes"), "zh")
    assert unprinted.there
    assert unprinted.words.endswith("第 — 页")


def test_bookmarks_of_a_pdf_lead_to_pages(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    for _ in range(3):
        writer.add_blank_page(100, 100)
    above = writer.add_outline_item(title="1\u3000重要性", page_number=0)
    writer.add_outline_item(title="1.1\u3000必要性", page_number=2, parent=above)
    writer.write(tmp_path / "a.pdf")
    assert dict(pages_of(tmp_path)) == {"1重要性": 1, "1.1必要性": 3}
    (tmp_path / "a.pdf").write_bytes(b"no pdf")
    assert dict(pages_of(tmp_path)) == {}


@pytest.mark.parametrize("name", [*BOOKS, "findings.html", "findings.json", "findings.sarif"])
def test_same_findings_give_the_same_bytes(tmp_path: Path, name: str) -> None:
    one, other = written(tmp_path / "a"), written(tmp_path / "b")
    assert (one / name).read_bytes() == (other / name).read_bytes()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_console_lists_some_and_counts_all(lang: str) -> None:
    lines = [line.plain for line in summary(FOUND, load(), BROKEN.plan, lang, limit=1)]
    assert "UNIT-GAP" in lines[0]
    assert not any("SCOPE-AREA" in line for line in lines)
    assert load().label("review.more", lang).format(count=1) in lines
    waived = next(line for line in lines if "UNIT-OVERLAP" in line)
    assert waived.startswith(load().label("review.page.kind.waived", lang))
    assert waived.endswith("界线已协商 (某人, R9)")
    assert lines[-2] == load().label("review.look", lang)
    assert "1" in lines[-1]


def test_console_counts_by_discipline() -> None:
    lines = [line.plain for line in summary(FOUND, load(), BROKEN.plan, limit=0)]
    assert "  数据与制图: 错误 1, 已豁免 1" in lines
    assert "  国土空间与土地: 警告 1" in lines


def test_quotes_go_out_and_survive_the_memory() -> None:
    quote = TextQuote("面积一百公顷", 12, 18)
    finding = Finding("UNIT-GAP", quotes=(quote, TextQuote("面积一百二十公顷", 40, 48)))
    assert codec.loads(codec.dumps((finding,))) == (finding,)
    (entry,) = json.loads(findings_json("x", (finding,), load()))["findings"]
    assert entry["quotes"][0] == {"text": "面积一百公顷", "start": 12, "end": 18}
    assert len(entry["quotes"]) == 2


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
