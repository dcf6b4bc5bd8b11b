from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from dossier import report_case as rc
from shanshui.dossier import fonts
from shanshui.dossier.narrative import compose
from shanshui.dossier.office import OfficeError, make_pdf, missing, session
from shanshui.dossier.office import running as office_running
from shanshui.dossier.report import title_of, write_report

needs_office = pytest.mark.skipif(bool(missing()), reason=f"{missing()} is not installed")


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
    end = time.monotonic() + 20
    while _runs(office[0]) and time.monotonic() < end:
        time.sleep(0.05)
    assert not _runs(office[0])


def _runs(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


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
