from __future__ import annotations

import os
import time
from pathlib import Path

import pypdf
import pytest

from dossier import report_case as rc
from shanshui.dossier import fonts
from shanshui.dossier.narrative import Document, compose
from shanshui.dossier.office import OfficeError, make_pdf, missing, page_numbers, session
from shanshui.dossier.office import running as office_running
from shanshui.dossier.report import headings_of, title_of, write_report

needs_office = pytest.mark.skipif(bool(missing()), reason=f"{missing()} is not installed")


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, Path, Path, dict[str, str]]:
    """Document, Word file, PDF and page numbers."""
    folder = tmp_path_factory.mktemp("office")
    document, _ = compose(rc.material(folder))
    title = title_of(rc.plan(), rc.STANDARD, False, True)
    word, pdf = folder / "报告.docx", folder / "报告.pdf"
    write_report(document, title, rc.STANDARD, word)
    found, findings = make_pdf(word, pdf, fonts.prepare(rc.STANDARD.typography, folder / "fonts").config)
    assert (found, findings) == (pdf, ())
    pages = page_numbers(pdf, headings_of(document, rc.STANDARD))
    write_report(document, title, rc.STANDARD, word, pages)
    return document, word, pdf, pages


@needs_office
def test_pdf_has_bookmarks_for_every_heading(laid_out: tuple[Document, Path, Path, dict[str, str]]) -> None:
    document, _, _, pages = laid_out
    assert set(pages) == {name for name, _ in headings_of(document, rc.STANDARD)}


@needs_office
def test_contents_of_word_and_pdf_agree(laid_out: tuple[Document, Path, Path, dict[str, str]]) -> None:
    document, _, pdf, pages = laid_out
    reader = pypdf.PdfReader(pdf)
    texts = ["".join(page.extract_text().split()) for page in reader.pages]
    start = next(n for n, t in enumerate(texts) if "目录" in t)
    contents = "".join(texts[start : start + 4])
    for name, words in headings_of(document, rc.STANDARD):
        line = "".join(words.split())
        place = contents.find(line)
        assert place >= 0, words
        rest = contents[place + len(line) :].lstrip(".")
        assert rest.startswith(pages[name]), (words, pages[name], rest[:10])


@needs_office
def test_pdf_prints_page_numbers_that_the_contents_give(
    laid_out: tuple[Document, Path, Path, dict[str, str]],
) -> None:
    document, _, pdf, pages = laid_out
    reader = pypdf.PdfReader(pdf)
    front = len(reader.pages) - max(int(p) for p in pages.values())
    for name, words in headings_of(document, rc.STANDARD)[::9]:
        found = [
            n for n, page in enumerate(reader.pages) if "".join(words.split()) in "".join(page.extract_text().split())
        ]
        printed = int(pages[name])
        assert any(n >= front - 20 and reader.pages[n].extract_text().split()[-1] == str(printed) for n in found), words


@needs_office
def test_pdf_text_holds_the_numbers_of_each_table(laid_out: tuple[Document, Path, Path, dict[str, str]]) -> None:
    document, _, pdf, _ = laid_out
    text = "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(pdf).pages)
    for table in document.tables():
        assert table.number in text
        for run in table.grid.runs():
            if hasattr(run, "quote"):
                assert run.quote.text in text, (table.number, run.quote.text)


@needs_office
def test_pdf_is_set_in_the_fonts_wanted(laid_out: tuple[Document, Path, Path, dict[str, str]]) -> None:
    _, _, pdf, _ = laid_out
    used: set[str] = set()
    for page in pypdf.PdfReader(pdf).pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[union-attr]
            used.add(str(font.get_object()["/BaseFont"]).split("+")[-1])
    if "FandolFang" in fonts.installed(str(pdf.parent / "fonts" / "fonts.conf"), "x"):
        assert any("FandolFang" in name for name in used)
    assert any("CJK" in name or "Hei" in name for name in used)


@needs_office
def test_too_long_a_layout_is_a_finding_and_leaves_no_process(tmp_path: Path) -> None:
    document, _ = compose(rc.material(tmp_path))
    word = tmp_path / "r.docx"
    write_report(document, title_of(rc.plan(), rc.STANDARD, False, True), rc.STANDARD, word)
    found, findings = make_pdf(word, tmp_path / "r.pdf", timeout=0.2)
    assert found is None
    assert [f.code for f in findings] == ["DOSSIER-PDF-FAILED"]
    assert not (tmp_path / "r.pdf").exists()


@needs_office
def test_a_file_that_is_no_document_is_a_finding(tmp_path: Path) -> None:
    word = tmp_path / "r.docx"
    word.write_bytes(b"PK\x03\x04 broken")
    found, findings = make_pdf(word, tmp_path / "r.pdf", timeout=60)
    assert found is None
    assert [f.code for f in findings] == ["DOSSIER-PDF-FAILED"]


@needs_office
def test_the_office_is_gone_after_an_error() -> None:
    office: list[int] = []

    def fail() -> None:
        with session() as running:
            office.append(running._office.pid)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    time.sleep(0.1)
    with pytest.raises(ProcessLookupError):
        os.killpg(office[0], 0)


def test_without_an_office_there_is_a_finding_and_no_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHANSHUI_SOFFICE", str(tmp_path / "none"))
    office_running.soffice.cache_clear()
    try:
        found, findings = make_pdf(tmp_path / "r.docx", tmp_path / "r.pdf")
        assert found is None
        assert [f.code for f in findings] == ["DOSSIER-PDF"]
        with pytest.raises(OfficeError, match="LibreOffice"), session():
            pass
    finally:
        monkeypatch.undo()
        office_running.soffice.cache_clear()


def test_missing_fonts_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "installed", lambda config, digest: frozenset({"DejaVu Sans"}))
    found = fonts.prepare(rc.STANDARD.typography, tmp_path)
    assert found.missing == ("Times New Roman", "仿宋", "黑体")
    assert {f.code for f in found.findings()} == {"DOSSIER-FONT"}


def test_font_file_is_well_formed_and_names_stand_ins(tmp_path: Path) -> None:
    from lxml import etree

    config = etree.parse(fonts.prepare(rc.STANDARD.typography, tmp_path).config)
    names = {a.findtext("family"): [f.text for f in a.iter("family")][1:] for a in config.iter("alias")}
    assert names["仿宋_GB2312"][0] == "仿宋"
    assert "FandolFang" in names["仿宋"]
    assert "Liberation Serif" in names["Times New Roman"]
