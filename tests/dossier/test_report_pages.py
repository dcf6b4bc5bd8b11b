"""The report as it is printed: pages of the PDF, and what the office makes of the Word file."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from lxml import etree

from dossier import printed_case as pc
from dossier import report_case as rc
from shanshui.dossier import fonts
from shanshui.dossier.narrative import Document
from shanshui.dossier.narrative.model import Grid, GridCell, Heading, Paragraph, TableBlock, Words, plain
from shanshui.dossier.office import missing, session
from shanshui.dossier.report import title_of, write_report
from shanshui.dossier.report.front import heading_words
from shanshui.dossier.report.layout import heading_name, part_names, printed_pages
from shanshui.dossier.report.xml import w
from shanshui.dossier.typeset import typeset
from shanshui.workspace.memo import Memo

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"{missing()} is not installed")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> pc.Printed:
    return pc.printed(tmp_path_factory)


def body(word: Path) -> Any:
    with zipfile.ZipFile(word) as package:
        return etree.fromstring(package.read("word/document.xml")).find(w("body"))


def text(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(w("t")))


def headings(printed: pc.Printed) -> list[tuple[str, str]]:
    """Bookmark and words of every heading."""
    found = [block for block in printed.document.blocks if isinstance(block, Heading)]
    return [(heading_name(n), heading_words(h, rc.STANDARD.typography)) for n, h in enumerate(found, start=1)]


def parts(printed: pc.Printed, key: str) -> Iterator[tuple[int, int]]:
    """First and last page of each part of a table."""
    table, _ = printed.table(key)
    n = 0
    while (names := part_names(table, n))[0] in printed.places:
        yield printed.places[names[0]].page, printed.places[names[1]].page
        n += 1


@pytest.mark.parametrize(("key", "unit"), [(pc.LONG, "单位：km2"), (pc.WIDE, "单位：hm2")])
def test_every_page_of_a_table_repeats_number_name_unit_and_heading(printed: pc.Printed, key: str, unit: str) -> None:
    _, table = printed.table(key)
    pages = [first for first, _ in parts(printed, key)]
    assert len(pages) > 1
    assert pages == list(range(pages[0], pages[0] + len(pages)))
    for n, page in enumerate(pages):
        caption = f"{'续' if n else ''}{table.number}{table.title}"
        assert printed.texts[page].count(caption) == 1
        assert unit in printed.texts[page]
        for cell in (c for row in table.grid.header for c in row if c is not None):
            assert plain(cell.runs) in printed.texts[page]
    assert f"续{table.number}" not in printed.texts[pages[0]]


def test_no_part_of_any_table_goes_over_a_page(printed: pc.Printed) -> None:
    for table in printed.document.tables():
        found = list(parts(printed, table.key))
        assert found, table.number
        assert all(first == last for first, last in found), table.number


def test_a_continued_table_names_what_its_lines_belong_to(printed: pc.Printed) -> None:
    _, table = printed.table(pc.LONG)
    for page, _ in list(parts(printed, pc.LONG))[1:]:
        lines = re.findall(r"(\d)-\d+", printed.texts[page].split(table.title)[1])
        assert f"单元{lines[0]}" in printed.texts[page]


def test_no_group_heading_ends_a_page_and_no_total_begins_one(printed: pc.Printed) -> None:
    starts = [page for page, _ in parts(printed, pc.LONG)]
    for page in starts[:-1]:
        assert not re.search(r"第\d组\d*$", printed.texts[page])
    assert "说明合计" not in printed.texts[starts[-1]]


def test_notes_stand_under_the_last_part_only(printed: pc.Printed) -> None:
    pages = [page for page, _ in parts(printed, pc.LONG)]
    assert [("第一条注" in printed.texts[page]) for page in pages] == [False] * (len(pages) - 1) + [True]


def test_contents_give_the_pages_on_which_headings_stand(printed: pc.Printed) -> None:
    pages = printed_pages(printed.places)
    start = next(n for n, t in enumerate(printed.texts) if "目录" in t)
    leaves = pypdf.PdfReader(printed.pdf).pages[start : printed.places[heading_name(1)].page]
    lines = ["".join(line.split()) for leaf in leaves for line in leaf.extract_text().splitlines()]
    assert len(pages) == len(headings(printed))
    for name, words in headings(printed):
        title, page = "".join(words.split()), printed.texts[printed.places[name].page]
        assert any(re.fullmatch(rf"{re.escape(title)}\.*{pages[name]}", line) for line in lines), words
        assert title in page
        assert page.endswith(pages[name]), words


def test_word_holds_the_same_contents(printed: pc.Printed) -> None:
    pages = printed_pages(printed.places)
    lines = [text(link) for link in body(printed.word).iter(w("hyperlink"))]
    assert lines == [f"{words}{pages[name]}" for name, words in headings(printed)]


def test_pdf_has_bookmarks_for_every_heading(printed: pc.Printed) -> None:
    def titles(entries: Any) -> Iterator[str]:
        for entry in entries:
            yield from titles(entry) if isinstance(entry, list) else ("".join(str(entry.title).split()),)

    reader = pypdf.PdfReader(printed.pdf)
    assert list(titles(reader.outline)) == ["".join(words.split()) for _, words in headings(printed)]
    assert reader.metadata is not None
    assert reader.metadata.title == f"{rc.PROJECT.name}实施方案"


def test_pdf_text_holds_the_numbers_of_each_table(printed: pc.Printed) -> None:
    for table in printed.document.tables():
        pages = {page for both in parts(printed, table.key) for page in both}
        words = "".join(printed.texts[page] for page in range(min(pages), max(pages) + 1))
        assert f"{table.number}{''.join(table.title.split())}" in words
        for run in table.grid.runs():
            if hasattr(run, "quote"):
                assert run.quote.text in words, (table.number, run.quote.text)


def test_captions_stand_with_what_they_name(printed: pc.Printed) -> None:
    for figure in printed.document.figures():
        page = next(n for n, t in enumerate(printed.texts) if f"{figure.number}{''.join(figure.title.split())}" in t)
        assert len(pypdf.PdfReader(printed.pdf).pages[page].images) >= 1, figure.number


def test_no_heading_ends_a_page(printed: pc.Printed) -> None:
    for name, words in headings(printed):
        page = printed.texts[printed.places[name].page]
        assert not re.search(rf"{re.escape(''.join(words.split()))}\d*$", page), words


def test_running_head_takes_one_line(printed: pc.Printed) -> None:
    head = "".join(pypdf.PdfReader(printed.pdf).pages[-1].extract_text().splitlines()[0].split())
    assert head == f"{rc.PROJECT.name}实施方案"


def test_pdf_is_set_in_the_fonts_wanted(printed: pc.Printed) -> None:
    resources: list[Any] = [page["/Resources"] for page in pypdf.PdfReader(printed.pdf).pages]
    faces = [font.get_object()["/BaseFont"] for held in resources for font in held.get("/Font", {}).values()]
    used = {str(face).split("+")[-1] for face in faces}
    config = printed.word.parent / "work" / "fonts" / "fonts.conf"
    if "FandolFang" in fonts.installed(str(config), "x"):
        assert any("FandolFang" in name for name in used)
    assert any("CJK" in name or "Hei" in name for name in used)


def test_the_office_updates_every_field_to_the_same_text(printed: pc.Printed, tmp_path: Path) -> None:
    again = tmp_path / "again.docx"
    with session(printed.word.parent / "work" / "fonts" / "fonts.conf") as office:
        office.run("resave", printed.word, again)
    before, after = ([line for line in map(flat, body(path).iter(w("p"))) if line] for path in (printed.word, again))
    assert after == before


def test_a_line_taller_than_a_page_is_a_finding(tmp_path: Path) -> None:
    cells = tuple(GridCell((Words(words),)) for words in ("甲", "很长的一格。" * 1500))
    grid = Grid((cells[:1] * 2,), (cells,), ("body",), (1.0, 1.0))
    document = Document((Heading(1, "1", "表", "x", "1"), TableBlock("t", "高行", grid, "表1-1")))
    title = title_of(rc.plan(), rc.STANDARD, False, False)
    findings = typeset(document, title, tmp_path / "r.docx", rc.STANDARD, Memo(tmp_path / "memo"), tmp_path)
    told = [(f.code, f.words["number"]) for f in findings if f.code != "DOSSIER-FONT"]
    assert told == [("DOSSIER-OVERFULL", "表1-1")]
    assert (tmp_path / "r.pdf").is_file()


def test_a_changed_number_keeps_the_ends_of_pages(printed: pc.Printed, tmp_path: Path) -> None:
    title, digits = title_of(rc.plan(), rc.STANDARD, False, True), str.maketrans("13579", "97531")
    changed = tuple(
        replace(b, runs=tuple(replace(r, text=r.text.translate(digits)) if isinstance(r, Words) else r for r in b.runs))
        if isinstance(b, Paragraph)
        else b
        for b in printed.document.blocks
    )
    assert changed != printed.document.blocks
    files = [tmp_path / "a.docx", tmp_path / "b.docx"]
    for blocks, file in zip((printed.document.blocks, changed), files, strict=True):
        write_report(Document(blocks, True), title, rc.STANDARD, file, purpose="measure")
    assert files[0].read_bytes() == files[1].read_bytes()


def flat(paragraph: Any) -> str:
    return "".join(text(paragraph).split())
