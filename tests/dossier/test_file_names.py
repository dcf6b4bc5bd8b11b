"""Names of files, and what happens where fonts, office or room are missing."""

from __future__ import annotations

import os
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import matplotlib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier import report_case as rc
from shanshui.cli.shared import disk_full
from shanshui.dossier import fonts
from shanshui.dossier.file_names import LONGEST, file_name, name_findings
from shanshui.dossier.narrative.model import Document, Heading, Paragraph, Words
from shanshui.dossier.office import running
from shanshui.dossier.report import title_of
from shanshui.dossier.typeset import typeset
from shanshui.standard import describe
from shanshui.workspace import Memo

RESERVED = ("CON", "nul.txt", "com1", "LPT9 .md", "aux")


@given(st.one_of(st.text(max_size=400), st.sampled_from(RESERVED), st.text("锦屏", min_size=200, max_size=400)))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_any_title_becomes_a_name_that_every_file_system_takes(title: str) -> None:
    made = file_name(title)
    assert made
    assert len(made.encode()) <= LONGEST
    assert not set(made) & set('<>:"/\\|?*')
    assert made == made.strip(" .")
    assert made.isprintable()
    assert made.partition(".")[0].strip().casefold() not in {"con", "nul", "com1", "lpt9", "aux"}
    assert file_name(made) == made


def test_a_name_can_be_made_on_this_disk_and_maps_of_a_long_name_differ(tmp_path: Path) -> None:
    titles = [f"{'锦屏县' * 60}{name}" for name in ("土地利用现状图", "土地利用规划图")]
    for name in (*titles, "甲/乙: 图?\n.", "..隐藏"):
        (tmp_path / f"{file_name(name)}实施方案.docx.xml").touch()
    assert len(list(tmp_path.iterdir())) == 4


def test_a_name_that_files_cannot_bear_is_told() -> None:
    assert name_findings(rc.PROJECT) == ()
    (finding,) = name_findings(replace(rc.PROJECT, region="测试/县"))
    assert (finding.code, finding.place.file) == ("NAME-FILE", "project.yaml")
    assert "测试_县" in describe(finding).text


@pytest.mark.skipif(shutil.which("fc-list") is None, reason="needs fontconfig")
def test_the_face_that_stands_in_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only = tmp_path / "only"
    only.mkdir()
    shutil.copy(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf", only)
    monkeypatch.setattr(fonts, "SYSTEM", (only,))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SHANSHUI_FONTS", str(tmp_path / "none"))
    found = fonts.prepare(rc.STANDARD.typography, tmp_path / "made").findings()
    assert [(f.code, f.got, f.want) for f in found] == [
        ("DOSSIER-FONT", name, "DejaVu Sans") for name in ("Times New Roman", "仿宋", "黑体")
    ]


def test_without_an_office_there_is_the_word_file_and_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHANSHUI_SOFFICE", str(tmp_path / "none"))
    for cached in (running.soffice, running.sets_formulas):
        cached.cache_clear()
    try:
        document = Document((Heading(1, "1", "甲", "a", "1"), Paragraph((Words("乙"),))))
        title, word = title_of(rc.plan(), rc.STANDARD, False, False), tmp_path / "r.docx"
        found = typeset(document, title, word, rc.STANDARD, Memo(tmp_path / "memo"), tmp_path / "work")
    finally:
        monkeypatch.undo()
        for cached in (running.soffice, running.sets_formulas):
            cached.cache_clear()
    assert word.is_file()
    assert not word.with_suffix(".pdf").exists()
    assert "DOSSIER-PDF" in {f.code for f in found}


def test_a_full_disk_is_known_by_number_and_by_words() -> None:
    assert disk_full(OSError(28, os.strerror(28)))
    assert disk_full(sqlite3.OperationalError("database or disk is full"))
    wrapped = RuntimeError("could not write")
    wrapped.__cause__ = OSError(28, "No space left on device")
    assert disk_full(wrapped)
    assert not disk_full(ValueError("a bug"))
