from __future__ import annotations

import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Pt
from lxml import etree

from dossier import report_case as rc
from shanshui.dossier.narrative import Document, Figure, Material, compose
from shanshui.dossier.narrative.model import Grid, GridCell, Heading, Paragraph, Quoted, TableBlock, Words
from shanshui.dossier.report import Layout, printed_in, title_of, write_report
from shanshui.dossier.report.fitting import fit
from shanshui.dossier.report.layout import heading_name
from shanshui.dossier.report.xml import tag_of, w

TYPOGRAPHY = rc.STANDARD.typography


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return compose(rc.material(tmp_path_factory.mktemp("figures")))[0]


@pytest.fixture(scope="module")
def word(document: Document, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("word") / "报告.docx"
    assert write_report(document, title_of(rc.plan(), rc.STANDARD, True, True), rc.STANDARD, path) == ()
    return path


@pytest.fixture(scope="module")
def opened(word: Path) -> Any:
    return docx.Document(str(word))


def xml(word: Path, part: str = "word/document.xml") -> Any:
    with zipfile.ZipFile(word) as package:
        return etree.fromstring(package.read(part))


def paragraphs(opened: Any, style: str) -> list[str]:
    return [text(p._p) for p in opened.paragraphs if p.style.style_id == style]


def text(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(w("t")))


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("Heading 1", "黑体", 16),
        ("Heading 2", "黑体", 15),
        ("Heading 3", "黑体", 14),
        ("Body Text", "仿宋", 12),
        ("Item", "仿宋", 12),
        ("Dash", "仿宋", 12),
        ("TableCaption", "黑体", 10.5),
        ("FigureCaption", "黑体", 10.5),
        ("TableText", "仿宋", 10.5),
        ("CoverTitle", "黑体", 26),
        ("CoverLine", "黑体", 15),
        ("TitlePageTitle", "黑体", 22),
        ("TitlePageLine", "仿宋", 14),
    ],
)
def test_fonts_and_sizes_of_h_3_3_2(opened: Any, style: str, font: str, size: float) -> None:
    found = opened.styles[style]
    fonts = found.element.rPr.rFonts
    assert fonts.get(w("eastAsia")) == font
    assert fonts.get(w("ascii")) == fonts.get(w("hAnsi")) == "Times New Roman"
    assert not [a for a in fonts.attrib if a.endswith("Theme")]
    assert found.font.size == Pt(size)


def test_no_style_is_held_by_the_theme(word: Path) -> None:
    styles = xml(word, "word/styles.xml")
    assert not [f for f in styles.iter(w("rFonts")) for a in f.attrib if a.endswith("Theme")]


def test_chapter_centred_others_flush_left(opened: Any) -> None:
    align = {n: opened.styles[f"Heading {n}"].paragraph_format.alignment for n in (1, 2, 3)}
    assert [str(align[n]).split(" ")[0] for n in (1, 2, 3)] == ["CENTER", "LEFT", "LEFT"]


def test_body_is_indented_by_two_characters_at_one_and_a_half(opened: Any) -> None:
    style = opened.styles["Body Text"]
    assert style.element.pPr.find(w("ind")).get(w("firstLineChars")) == "200"
    assert style.paragraph_format.line_spacing == 1.5


def test_headings_are_numbered_as_text_without_punctuation(opened: Any) -> None:
    chapters = [h for h in paragraphs(opened, "Heading1") if h[0].isdigit()]
    assert [h.split("\u3000")[0] for h in chapters] == [str(n) for n in range(1, 11)]
    sections = paragraphs(opened, "Heading2")
    assert [s for s in sections if re.match(r"2\.1\u3000工程范围及期限$", s)]
    assert [s for s in paragraphs(opened, "Heading3") if re.match(r"5\.1\.1\u3000", s)]
    for heading in (*chapters, *sections, *paragraphs(opened, "Heading3")):
        assert heading[-1] not in "。，；：.,;:"


def test_order_cover_title_page_contents_text_annexes(opened: Any) -> None:
    styles = [p.style.style_id for p in opened.paragraphs]
    first = [styles.index(s) for s in ("CoverTitle", "TitlePageTitle", "ContentsTitle", "Heading1")]
    assert first == sorted(first)
    headings = paragraphs(opened, "Heading1")
    assert headings[0] == "摘要"
    assert headings[-1].startswith("附件")


def test_cover_and_title_page(opened: Any) -> None:
    cover = "".join(paragraphs(opened, "CoverTitle"))
    assert cover == f"{rc.PROJECT.name}实施方案"
    assert paragraphs(opened, "CoverLine") == [
        "申报单位：锦屏县人民政府（公章）", "编制单位：示例编制组（公章）", "2021年3月15日",
    ]  # fmt: skip
    assert paragraphs(opened, "TitlePageLine")[0] == f"工程名称：{rc.PROJECT.name}"
    assert paragraphs(opened, "Stamp") == ["示例", "草案"]
    assert paragraphs(opened, "Notice") == [rc.PROJECT.notice]


def test_no_stamp_on_a_final_report_of_real_data() -> None:
    assert title_of(rc.plan(), rc.STANDARD, False, False).stamps == ()


def test_contents_is_a_field_that_lists_every_heading(word: Path, document: Document) -> None:
    root = xml(word)
    instructions = [i.text.strip() for i in root.iter(w("instrText"))]
    assert instructions[0].startswith("TOC")
    marks = {b.get(w("name")) for b in root.iter(w("bookmarkStart"))}
    links = [h.get(w("anchor")) for h in root.iter(w("hyperlink"))]
    assert len(links) == sum(isinstance(b, Heading) for b in document.blocks)
    assert set(links) <= marks
    kinds = [c.get(w("fldCharType")) for c in root.iter(w("fldChar"))]
    assert kinds.count("begin") == kinds.count("end") == kinds.count("separate")


def test_contents_shows_the_page_numbers_given(document: Document, tmp_path: Path) -> None:
    headings = sum(isinstance(block, Heading) for block in document.blocks)
    pages = {heading_name(n): str(n) for n in range(1, headings + 1)}
    path = tmp_path / "r.docx"
    write_report(document, title_of(rc.plan(), rc.STANDARD, False, True), rc.STANDARD, path, Layout(pages))
    lines = [text(h) for h in xml(path).iter(w("hyperlink"))]
    assert lines[0] == "摘要1"
    assert lines[-1].endswith(str(len(pages)))


def tables(word: Path) -> Iterator[tuple[str, Any]]:
    """Caption and table of each numbered table; a head block goes with its table."""
    caption = ""
    for element in xml(word).find(w("body")):
        style = element.find(f"{w('pPr')}/{w('pStyle')}")
        if style is not None and style.get(w("val")) == "TableCaption":
            caption = text(element)
        elif element.tag == w("tbl"):
            yield caption, element


def test_tables_have_a_closed_solid_frame_and_full_width(word: Path) -> None:
    width = round((TYPOGRAPHY.page.width - TYPOGRAPHY.page.left - TYPOGRAPHY.page.right) * 1440 / 25.4)
    side = round((TYPOGRAPHY.page.height - TYPOGRAPHY.page.top - TYPOGRAPHY.page.bottom) * 1440 / 25.4)
    for caption, table in tables(word):
        assert re.match(r"表(\d+|附\d)-\d+\u3000\S", caption), caption
        borders = table.find(f"{w('tblPr')}/{w('tblBorders')}")
        assert {b.get(w("val")) for b in borders} == {"single"}
        assert len(borders) == 6
        columns = sum(int(c.get(w("w"))) for c in table.iter(w("gridCol")))
        assert columns in (width, side), caption


def test_no_cell_is_empty_and_none_says_as_above(word: Path) -> None:
    for caption, table in tables(word):
        for cell in table.iter(w("tc")):
            merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
            if merge is None or merge.get(w("val")) == "restart":
                assert text(cell), caption
                assert text(cell) not in ("同上", "同左")
        assert not [d for d in table.iter(w("tl2br"), w("tr2bl"))]


def test_heading_rows_repeat_and_rows_do_not_break(word: Path) -> None:
    for caption, table in tables(word):
        rows = list(table.iter(w("tr")))
        assert all(row.find(f"{w('trPr')}/{w('cantSplit')}") is not None for row in rows)
        heads = [row.find(f"{w('trPr')}/{w('tblHeader')}") is not None for row in rows]
        first = text(next(rows[0].iter(w("tc"))))
        head_block = first in ("生态功能定位", "项目名称")
        assert heads[0] != head_block, caption


def test_cells_of_each_row_cover_the_grid(word: Path) -> None:
    for caption, table in tables(word):
        columns = len(list(table.iter(w("gridCol"))))
        for row in table.iter(w("tr")):
            spans = [c.find(f"{w('tcPr')}/{w('gridSpan')}") for c in row.iter(w("tc"))]
            assert sum(1 if s is None else int(s.get(w("val"))) for s in spans) == columns, caption


def test_table_d_marks_what_does_not_apply_with_a_slash(word: Path) -> None:
    body = [t for c, t in tables(word) if c.endswith("绩效目标推荐指标")][1]
    row = next(r for r in body.iter(w("tr")) if "海岸带" in text(r))
    assert text(list(row.iter(w("tc")))[-1]) == "/"
    quality = next(r for r in body.iter(w("tr")) if "工程质量合格率" in text(r))
    assert text(list(quality.iter(w("tc")))[-1]) == "≥90%"


def test_table_c_has_spanners_and_merged_units(word: Path) -> None:
    body = [t for c, t in tables(word) if c.endswith("基本信息表")][1]
    rows = list(body.iter(w("tr")))
    spanner = next(c for c in rows[0].iter(w("tc")) if "资金预算" in text(c))
    assert spanner.find(f"{w('tcPr')}/{w('gridSpan')}").get(w("val")) == "4"
    merged = [t for t in body.iter(w("tc")) if t.find(f"{w('tcPr')}/{w('vMerge')}") is not None]
    assert any("清水江" in text(c) for c in merged)
    assert "156.50\u00a0hm2" in text(body)


def test_unit_note_and_sample_mark_above_the_table(opened: Any) -> None:
    lines = paragraphs(opened, "TableUnit")
    assert any(line.endswith("单位：km2") for line in lines)
    assert any(line.startswith("示例数据") for line in lines)
    assert not [line for line in lines if not line.startswith(("示例数据", "单位"))]


def test_table_notes(opened: Any) -> None:
    notes = paragraphs(opened, "TableNote")
    assert any(n.startswith("注：①") for n in notes)
    assert any(n.startswith("②") for n in notes)


def test_figure_caption_below_its_picture(word: Path) -> None:
    body = list(xml(word).find(w("body")))
    pictures = [n for n, e in enumerate(body) if e.find(f".//{w('drawing')}") is not None]
    assert len(pictures) == 6
    for n in pictures:
        assert re.match(r"图\d+-\d+\u3000\S", text(body[n + 1]))
        inline = next(e for e in body[n].iter() if etree.QName(e).localname == "inline")
        assert inline.get("distL") == "0"


def test_content_controls_carry_the_ids_of_facts(word: Path, document: Document) -> None:
    root = xml(word)
    tags = [t.get(w("val")) for t in root.iter(w("tag"))]
    assert tags == [tag_of(q.fact) for q in document.quotes() if q.fact]
    ids = [i.get(w("val")) for i in root.iter(w("id")) if i.getparent().tag == w("sdtPr")]
    assert len(ids) == len(set(ids))
    control = next(s for s in root.iter(w("sdt")) if s.find(f".//{w('tag')}").get(w("val")) == "scope.area")
    assert text(control) == "1619.15"


def test_long_ids_fit_into_a_tag() -> None:
    key = "subproject:" + "很长的编码" * 20 + ".cost.total"
    assert len(tag_of(key)) == 64
    assert tag_of(key) != tag_of(key + "x")


def test_wide_tables_lie_on_landscape_pages_that_go_on_counting(word: Path) -> None:
    sections = list(xml(word).iter(w("sectPr")))
    sizes = [s.find(w("pgSz")).get(w("orient")) for s in sections]
    assert "landscape" in sizes
    numbering = [s.find(w("pgNumType")) for s in sections]
    formats = [n.get(w("fmt")) for n in numbering if n is not None]
    assert formats == ["lowerRoman", "decimal"]


def test_two_reports_are_equal_byte_for_byte(document: Document, word: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.docx"
    write_report(document, title_of(rc.plan(), rc.STANDARD, True, True), rc.STANDARD, again)
    assert again.read_bytes() == word.read_bytes()


def test_a_picture_that_is_none_is_a_finding(tmp_path: Path) -> None:
    broken = tmp_path / "slope.png"
    broken.write_bytes(b"no picture")
    made = rc.material(tmp_path)
    figures = tuple(Figure(f.key, f.title, broken if f.key == "slope" else f.path) for f in made.figures)
    document, _ = compose(Material(made.plan, made.facts, made.tables, figures, rc.STANDARD))
    broken.write_bytes(b"no picture")
    title = title_of(rc.plan(), rc.STANDARD, True, True)
    findings = write_report(document, title, rc.STANDARD, tmp_path / "r.docx")
    assert [(f.code, f.subject) for f in findings] == [("DOSSIER-FIGURE", "figure:slope")]


def test_a_thousand_rows_stay_linear(tmp_path: Path) -> None:
    def seconds(rows: int) -> float:
        body = tuple(tuple(GridCell((Words(f"{n}-{m}"),)) for m in range(10)) for n in range(rows))
        header = (tuple(GridCell((Words("列"),)) for _ in range(10)),)
        grid = Grid(header, body, tuple("body" for _ in body), (1.0,) * 10)
        document = Document(
            (Heading(1, "1", "表", "x", "1"), Paragraph((Words("见"),)), TableBlock("t", "表", grid, "表1-1"))
        )
        start = time.perf_counter()
        write_report(document, title_of(rc.plan(), rc.STANDARD, False, False), rc.STANDARD, tmp_path / "t.docx")
        return time.perf_counter() - start

    short, long = seconds(250), seconds(1000)
    assert long < 12 * short
    assert long < 10


def test_printed_places_name_section_and_table(document: Document) -> None:
    places = {place for fact, place, _ in printed_in(document, "报告.docx") if fact == "scope.cost.total"}
    assert "报告.docx 8.1" in places
    assert {p for p in places if p.startswith("报告.docx 表8-")}


def test_text_shrinks_before_a_number_breaks() -> None:
    header = (tuple(GridCell((Words("列"),)) for _ in range(16)),)
    body = (tuple(GridCell((Words("123456.78"),)) for _ in range(16)),)
    size, widths = fit(Grid(header, body, ("body",), (1.0,) * 16), 700)
    assert size < 10.5
    assert sum(widths) == pytest.approx(700)
    assert min(widths) >= 9 * 0.5 * size


def test_a_tall_heading_gets_room_from_columns_with_long_text() -> None:
    names = ["序号", "实施地点", *["重要物种栖息地（含生态廊道）建设面积"] * 12]
    header = (tuple(GridCell((Words(name),)) for name in names),)
    body = tuple(tuple(GridCell((Words(w),)) for w in ("1", "甲村、乙村、丙村" * 4, *["—"] * 12)) for _ in range(20))
    size, widths = fit(Grid(header, body, ("body",) * 20, (1.0, *[9.0], *[1.0] * 12), landscape=True), 500)
    assert min(widths[2:]) >= 3 * size
    assert sum(widths) == pytest.approx(500)


def test_quotation_without_fact_is_plain_text(document: Document) -> None:
    assert all(isinstance(q.fact, str) for q in document.quotes())
    assert any(isinstance(r, Quoted) for t in document.tables() for r in t.grid.runs())
