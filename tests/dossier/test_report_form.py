"""Clauses of H.3.3 and the fields of the Word file, one test each, on a report whose tables go over pages."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from dossier import printed_case as pc
from dossier import report_case as rc
from shanshui.dossier.narrative.model import Document, See
from shanshui.dossier.report import Layout, title_of, write_report
from shanshui.dossier.report.pages import running_title
from shanshui.dossier.report.xml import number_runs, reference_name, w
from shanshui.review.recount.docx import docx_prints
from shanshui.review.recount.judge import judge

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return pc.composed(tmp_path_factory.mktemp("form"))


@pytest.fixture(scope="module")
def package(document: Document, tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """The Word file, the two long tables in three parts and in two."""
    path = tmp_path_factory.mktemp("word") / "r.docx"
    long = next(n for n, table in enumerate(document.tables()) if table.key == pc.LONG)
    layout = Layout({}, {long: (30, 60), long + 1: (40,)}, frozenset({long + 1}))
    assert write_report(document, title_of(rc.plan(), rc.STANDARD, False, True), rc.STANDARD, path, layout) == ()
    with zipfile.ZipFile(path) as found:
        yield found


@pytest.fixture(scope="module")
def body(package: zipfile.ZipFile) -> Any:
    return etree.fromstring(package.read("word/document.xml")).find(w("body"))


def text(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(w("t")))


def style(element: Any) -> str:
    found = element.find(f"{w('pPr')}/{w('pStyle')}")
    return found.get(w("val")) if found is not None else ""


def texts(body: Any, name: str) -> list[str]:
    return [text(p) for p in body.iter(w("p")) if style(p) == name]


def fields(element: Any) -> Iterator[tuple[str, str]]:
    """Instruction and cached result of each field that holds no other one."""
    code, result, in_result = "", "", False
    for run in element.iter(w("r")):
        for part in run:
            kind = part.get(w("fldCharType")) if part.tag == w("fldChar") else ""
            if kind == "begin":
                code, result, in_result = "", "", False
            elif kind == "separate":
                in_result = True
            elif kind == "end":
                if code:
                    yield code.strip(), result
                code = ""
            elif part.tag == w("instrText"):
                code += part.text or ""
            elif part.tag == w("t") and in_result:
                result += part.text or ""


def bookmarks(body: Any) -> dict[str, str]:
    """Text that stands within each bookmark."""
    found: dict[str, str] = {}
    for paragraph in body.iter(w("p")):
        inside: dict[str, str] = {}
        for part in paragraph:
            if part.tag == w("bookmarkStart"):
                inside[part.get(w("id"))] = part.get(w("name"))
                found[part.get(w("name"))] = ""
            elif part.tag == w("bookmarkEnd"):
                inside.pop(part.get(w("id")), None)
            else:
                for name in inside.values():
                    found[name] += text(part)
    return found


def test_h_3_3_1_a_numbers_go_on_one_gap_before_the_title(body: Any) -> None:
    parents = {"Heading2": "Heading1", "Heading3": "Heading2"}
    above: dict[str, str] = {}
    last: Counter[tuple[str, str]] = Counter()
    for paragraph in body.iter(w("p")):
        level, words = style(paragraph), text(paragraph)
        if level not in ("Heading1", "Heading2", "Heading3") or not words[0].isdigit():
            continue
        number, title = words.split("\u3000", 1)
        prefix = f"{above[parents[level]]}." if level in parents else ""
        last[level, prefix] += 1
        assert number == f"{prefix}{last[level, prefix]}", words
        assert title == title.strip()
        above[level] = number


def test_h_3_3_1_a_items_are_lettered_and_subitems_numbered(body: Any) -> None:
    expected = {"Item": 0, "SubItem": 0}
    for paragraph in body.iter(w("p")):
        kind, words = style(paragraph), text(paragraph)
        if kind == "Item":
            assert words.startswith(f"{LETTERS[expected['Item']]})"), words
            expected = {"Item": expected["Item"] + 1, "SubItem": 0}
        elif kind == "SubItem":
            assert words.startswith(f"{expected['SubItem'] + 1})"), words
            expected["SubItem"] += 1
        elif kind.startswith("Heading") or kind == "BodyText":
            expected = {"Item": 0, "SubItem": 0}


def test_h_3_3_1_d_no_item_stands_right_under_a_chapter_or_section(body: Any) -> None:
    heading = ""
    for paragraph in body.iter(w("p")):
        kind = style(paragraph)
        heading = kind if kind.startswith("Heading") else heading
        assert kind not in ("Item", "SubItem") or heading == "Heading3", text(paragraph)


def test_h_3_3_2_no_run_is_set_in_another_face(body: Any) -> None:
    own = {name for fonts in body.iter(w("rFonts")) for name in fonts.attrib}
    assert own <= {w("hint"), w("ascii"), w("hAnsi"), w("eastAsia"), w("cs")}
    faces = {fonts.get(w(name)) for fonts in body.iter(w("rFonts")) for name in ("ascii", "eastAsia")} - {None}
    assert faces <= {"Cambria Math", "仿宋", "Times New Roman"}


def test_h_3_3_3_a_every_table_is_mentioned(document: Document, body: Any) -> None:
    mentioned = "".join(text(p) for p in body.iter(w("p")) if style(p) in ("BodyText", "Item", "SubItem", "Dash"))
    for table in document.tables():
        if "#" not in table.key:
            assert table.number in mentioned, table.number


@pytest.mark.parametrize(("name", "label"), [("TableCaption", "表"), ("FigureCaption", "图")])
def test_h_3_3_3_b_and_h_3_3_4_numbers_go_on_within_the_chapter(body: Any, name: str, label: str) -> None:
    last: Counter[str] = Counter()
    for caption in texts(body, name):
        if caption.startswith("续"):
            continue
        chapter, number, title = re.fullmatch(rf"{label}(\d+|附\d+)-(\d+)\u3000(\S.*)", caption).groups()  # type: ignore[union-attr]
        last[chapter] += 1
        assert int(number) == last[chapter], caption
        assert title
    assert len(last) > 2


def test_h_3_3_3_b_each_part_has_caption_unit_and_heading(document: Document, body: Any) -> None:
    children = list(body)
    starts = [n for n, child in enumerate(children) if style(child) == "TableCaption" and "很长的表" in text(child)]
    assert [text(children[n]) for n in starts] == ["表11-1\u3000很长的表", *["续表11-1\u3000很长的表"] * 2]
    for n in starts:
        assert text(children[n + 1]) == "示例数据单位：km2"
        rows = list(children[n + 2].iter(w("tr")))
        assert [text(cell) for cell in rows[0].iter(w("tc"))] == ["单元", "编号", "面积", "说明"]
        assert rows[0].find(f"{w('trPr')}/{w('tblHeader')}") is not None
    breaks = [children[n].find(f"{w('pPr')}/{w('pageBreakBefore')}") is not None for n in starts]
    assert breaks == [False, True, True]
    assert [style(children[n + 3]) for n in starts] == ["TableCaption", "TableCaption", "TableNote"]


def test_h_3_3_3_d_notes_begin_with_the_word_and_end_with_a_stop(body: Any) -> None:
    at = [n for n, child in enumerate(body) if style(child) == "TableNote"]
    for n in at:
        words, first, last = text(body[n]), n - 1 not in at, n + 1 not in at
        assert re.match(r"注：[①-⑳]" if first else r"[①-⑳]", words), words
        assert not last or words.endswith("。"), words


def test_h_3_3_3_e_table_text_is_not_larger_than_the_body(package: zipfile.ZipFile, body: Any) -> None:
    of_style = {s.get(w("styleId")): int(s.find(f"{w('rPr')}/{w('sz')}").get(w("val"))) for s in _sized(package)}
    names = {name.get(w("val")) for cell in body.iter(w("tc")) for name in cell.iter(w("pStyle"))}
    sizes = {of_style[name] for name in names if name.startswith("TableText")}
    assert len(sizes) > 1
    assert max(sizes) <= 21
    assert min(sizes) >= 13
    assert not [size for cell in body.iter(w("tc")) for size in cell.iter(w("sz"))]


def _sized(package: zipfile.ZipFile) -> list[Any]:
    styles = etree.fromstring(package.read("word/styles.xml"))
    return [style for style in styles.iter(w("style")) if style.find(f"{w('rPr')}/{w('sz')}") is not None]


def test_h_3_3_3_f_a_cut_merged_cell_repeats_its_words(body: Any) -> None:
    second = next(n for n, c in enumerate(body) if style(c) == "TableCaption" and text(c).startswith("续表11-1"))
    line = list(body[second + 2].iter(w("tr")))[1]
    first = next(line.iter(w("tc")))
    assert text(first) == "单元1"
    assert first.find(f"{w('tcPr')}/{w('vMerge')}").get(w("val")) == "restart"


def test_captions_count_by_one_sequence_for_each_kind_and_chapter(body: Any) -> None:
    counted: Counter[str] = Counter()
    for paragraph in body.iter(w("p")):
        if style(paragraph) not in ("TableCaption", "FigureCaption") or text(paragraph).startswith("续"):
            continue
        ((code, result),) = fields(paragraph)
        sequence = re.fullmatch(r"SEQ ([表图][0-9附]+) \\\* ARABIC", code)
        assert sequence, code
        counted[sequence.group(1)] += 1
        assert result == str(counted[sequence.group(1)])
        assert text(paragraph).startswith(f"{sequence.group(1)}-{result}\u3000")


def test_references_are_fields_that_say_what_their_bookmarks_hold(document: Document, body: Any) -> None:
    held = bookmarks(body)
    found = [(code.split()[1], result) for code, result in fields(body) if code.startswith("REF ")]
    wanted = [r for block in document.blocks for r in getattr(block, "runs", ()) if not callable(r)]
    assert len(found) >= len([r for r in wanted if isinstance(r, See) and r.there]) > 10
    assert not [(name, result) for name, result in found if held.get(name) != result]


def test_page_references_lead_to_bookmarks(body: Any) -> None:
    held = bookmarks(body)
    named = [code.split()[1] for code, _ in fields(body) if code.startswith("PAGEREF ")]
    assert named
    assert set(named) <= set(held)


def test_bookmarks_are_named_once_and_shortly(body: Any) -> None:
    names = [start.get(w("name")) for start in body.iter(w("bookmarkStart"))]
    ids = [start.get(w("id")) for start in body.iter(w("bookmarkStart"))]
    assert len(set(names)) == len(names)
    assert len(set(ids)) == len(ids)
    assert max(map(len, names)) <= 40
    assert all(name.startswith("_") for name in names)  # hidden in Word's own list


def test_pictures_have_ids_of_their_own(body: Any) -> None:
    ids = [e.get("id") for e in body.iter() if etree.QName(e).localname == "docPr"]
    assert len(ids) > 1
    assert len(set(ids)) == len(ids)


def test_the_recount_reads_cut_tables_as_it_reads_whole_ones(document: Document, tmp_path: Path) -> None:
    title, path = title_of(rc.plan(), rc.STANDARD, False, True), tmp_path / "r.docx"
    known = {fact.id: fact for fact in rc.facts().starting("")}
    tables = {table.id: table for table in rc.tables(rc.facts())}
    read = []
    for layout in (Layout(), Layout({}, {n: (1, 2, 4) for n in range(len(document.tables()))})):
        write_report(document, title, rc.STANDARD, path, layout)
        prints = tuple(docx_prints(path, "r.docx", known))
        told = {(f.code, f.got, f.want) for f in judge(prints, known, tables)}
        read.append(({(p.fact, p.text, p.tabular) for p in prints}, told, len(prints)))
    whole, cut = read
    assert cut[:2] == whole[:2]
    assert cut[2] >= whole[2] > 100


@pytest.mark.parametrize(
    ("number", "kind", "code"),
    [
        ("表2-13", "table", "SEQ 表2 \\* ARABIC"),
        ("图附1-2", "figure", "SEQ 图附1 \\* ARABIC"),
        ("（3-4）", "equation", "SEQ 式3 \\* ARABIC"),
    ],
)
def test_a_number_is_written_as_a_field(number: str, kind: str, code: str) -> None:
    runs = number_runs(number, kind)
    assert "".join(text(run) for run in runs) == number
    assert [i.text.strip() for run in runs for i in run.iter(w("instrText"))] == [code]


def test_names_of_references_depend_on_kind_and_key_only() -> None:
    names = {reference_name(kind, key) for kind in ("table", "figure") for key in ("B.3", "C", "长" * 99)}
    assert len(names) == 6
    assert max(map(len, names)) <= 40


def test_a_long_title_loses_its_first_parts_in_the_running_head() -> None:
    typography = rc.STANDARD.typography
    assert running_title(("甲省乙县", "丙工程", "实施方案"), typography) == "甲省乙县丙工程实施方案"
    assert running_title(("甲" * 60, "丙工程", "实施方案"), typography) == "丙工程实施方案"
    assert running_title(("丙" * 90,), typography) == "丙" * 90
