"""Equations in the finished Word file and PDF (H.3.3.5)."""

from __future__ import annotations

from pathlib import Path

import docx
import pypdf
import pytest
from lxml import etree

from dossier import report_case as rc
from shanshui.dossier import typeset as typesetting
from shanshui.dossier.formulas.omml import M
from shanshui.dossier.narrative.model import Document, Equation, Heading, Paragraph, Quoted, See, Words
from shanshui.dossier.narrative.numbering import numbered
from shanshui.dossier.office import make_pdf, missing, running, sets_formulas
from shanshui.dossier.report import title_of, write_report
from shanshui.dossier.report.styles import text_width
from shanshui.dossier.report.xml import w
from shanshui.ledger import Quote

AREA = Quoted(Quote("scope.area", rc.facts()["scope.area"].value, "m2", 0))
LONG = "很长的说明，" * 12
BLOCKS = (
    Heading(1, "3", "诊断", "diagnosis", "3"),
    Paragraph((Words("按式"), See("equation", "first"), Words("计算："))),
    Equation("first", r"A = \frac{a}{b}", (("A", (Words("面积，"), AREA)), (r"b_{\max}", (Words(LONG),)))),
    Equation("second", r"x = y \\ + z"),
    Heading(1, "4", "目标", "targets", "4"),
    Equation("third", "y"),
)


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("equations") / "report.docx"
    document = Document(numbered(BLOCKS, rc.STANDARD))
    write_report(document, title_of(rc.plan(), rc.STANDARD, False, False), rc.STANDARD, path)
    return path


@pytest.fixture(scope="module")
def body(word: Path) -> etree._Element:
    return docx.Document(str(word)).element.body


def styled(body: etree._Element, style: str) -> list[etree._Element]:
    return [
        p
        for p in body.iter(w("p"))
        if (s := p.find(f"{w('pPr')}/{w('pStyle')}")) is not None and s.get(w("val")) == style
    ]


def text(paragraph: etree._Element) -> str:
    return "".join(t.text or "" for t in paragraph.iter(w("t"), f"{{{M}}}t"))


def test_numbers_run_by_chapter_in_brackets_at_the_right(body: etree._Element) -> None:
    lines = styled(body, "Equation")
    assert [text(p).rpartition("（")[2] for p in lines if "（" in text(p)] == ["3-1）", "3-2）", "4-1）"]
    for line in lines:
        assert len(line.findall(f"{{{M}}}oMath")) == 1
        first = line.find(w("r"))
        assert first.find(w("tab")) is not None


def test_the_equation_stands_in_the_middle(word: Path) -> None:
    style = docx.Document(str(word)).styles["Equation"].element
    tabs = {tab.get(w("val")): int(tab.get(w("pos"))) for tab in style.iter(w("tab"))}
    width = text_width(rc.STANDARD.typography)
    assert tabs == {"center": width // 2, "right": width}
    assert style.find(f"{w('pPr')}/{w('ind')}").get(w("firstLine")) == "0"


def test_the_number_is_a_field_to_which_references_lead(body: etree._Element) -> None:
    line = styled(body, "Equation")[0]
    name = line.find(w("bookmarkStart")).get(w("name"))
    assert any("SEQ" in (code.text or "") for code in line.iter(w("instrText")))
    codes = [code.text for p in styled(body, "BodyText") for code in p.iter(w("instrText"))]
    assert [code for code in codes if code and name in code]


def test_symbols_begin_at_the_left_and_go_on_behind_the_dash(body: etree._Element) -> None:
    rows = styled(body, "EquationSymbols")
    assert [text(row) for row in rows] == ["式中：\u3000A——面积，1619150000；", f"bmax——{LONG}。"]
    size = 12 * 20
    for row in rows:
        indent, tabs = (
            row.find(f"{w('pPr')}/{w('ind')}"),
            [int(t.get(w("pos"))) for t in row.iter(w("tab")) if t.get(w("pos"))],
        )
        assert indent.get(w("left")) == indent.get(w("hanging"))  # the first line begins at the margin
        assert tabs[0] == 4 * size  # 式中： and one space
        assert int(indent.get(w("left"))) == tabs[1] + 2 * size  # behind the dash
        assert row.find(f"{{{M}}}oMath") is not None
    assert rows[0].find(f"{w('sdt')}/{w('sdtPr')}/{w('tag')}").get(w("val")) == "scope.area"


def test_an_equation_stays_with_its_sentence_and_its_symbols(body: etree._Element) -> None:
    kept = [p.find(f"{w('pPr')}/{w('keepNext')}") is not None for p in body.iter(w("p"))]
    texts = [text(p) for p in body.iter(w("p"))]
    first = next(n for n, words in enumerate(texts) if words.startswith("A=ab"))
    assert kept[first - 1 : first + 2] == [True, True, True]


@pytest.mark.skipif(bool(missing()) or not sets_formulas(), reason="needs LibreOffice with its formulas")
def test_the_pdf_shows_the_equation(word: Path, tmp_path: Path) -> None:
    pdf, findings = make_pdf(word, tmp_path / "r.pdf")
    assert findings == ()
    pages = "".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)
    assert "max" in pages
    assert "𝐴" in pages or "A" in pages.split("计算")[1][:20]


def test_an_office_without_formulas_is_a_finding(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fake = tmp_path / "soffice"
    fake.touch()
    monkeypatch.setenv("SHANSHUI_SOFFICE", str(fake))
    for cached in (running.soffice, running.sets_formulas):
        cached.cache_clear()
    try:
        found = list(typesetting._unseen(Document(BLOCKS), tmp_path / "r.docx"))
        assert [(f.code, f.place.file) for f in found] == [("DOSSIER-MATH", "r.pdf")]
        assert list(typesetting._unseen(Document(BLOCKS[:2]), tmp_path / "r.docx")) == []
    finally:
        monkeypatch.undo()
        for cached in (running.soffice, running.sets_formulas):
            cached.cache_clear()
