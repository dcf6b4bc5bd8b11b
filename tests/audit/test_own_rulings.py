"""A document that speaks of contradictions itself: what it settles is waived by its own ruling, what it tells of others
is no claim."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from audit.shown import audited
from shanshui.audit.auditing import Audited
from shanshui.audit.own_rulings import settled
from shanshui.documents import read

ROWS = (
    ("编号", "对象", "取值", "理由"),
    ("C-1", "基本农田面积", "140 km²", "基本农田140 km²大于耕地121.00 km²，含可调整地类，按规划采用"),
    ("C-2", "红线的目标值", "上级下达", "上级没有给数，照录文字"),
)


def written(folder: Path, heading: str = "附件2 裁定事项") -> Path:
    word = docx.Document()
    word.add_heading("第一章 现状", 1)
    for text in (
        "基本农田面积140平方千米。",
        "耕地面积12099公顷。",
        "园地面积90公顷，林地面积95公顷。",
        "目标由上级下达。",
    ):
        word.add_paragraph(text)
    word.add_heading(heading, 1)
    table = word.add_table(len(ROWS), 4)
    for line, cells in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(line.cells, cells, strict=True):
            cell.text = text
    word.add_heading("第二章 其他", 1)
    word.add_paragraph("草地面积7公顷。")
    word.save(str(folder / "方案.docx"))
    return folder / "方案.docx"


def found(path: Path, *words: str, name: str = "基本农田") -> Audited:
    one = audited(read(path), words)
    finding = one.findings[0]
    told = type(finding)(
        finding.code,
        finding.place,
        finding.got,
        finding.want,
        finding.subject,
        words={"name": name},
        quotes=finding.quotes,
    )
    return Audited(one.document, one.reading, settled(one.reading, (told,)))


def test_a_ruling_that_names_both_amounts_settles_it_in_any_unit(tmp_path: Path) -> None:
    (finding,) = found(written(tmp_path), "140平方千米", "12099公顷").findings
    assert finding.waived == "C-1"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("140平方千米", "90公顷"), "基本农田"),  # the ruling knows nothing of the second
        (("140平方千米", "12099公顷"), "水土流失面积"),  # equal numbers of something else
        (("园地面积90公顷", "林地面积95公顷"), "基本农田"),
    ],
)
def test_another_contradiction_stands(tmp_path: Path, words: tuple[str, ...], name: str) -> None:
    (finding,) = found(written(tmp_path), *words, name=name).findings
    assert finding.waived == ""


def test_words_without_number_are_settled_word_for_word(tmp_path: Path) -> None:
    (finding,) = found(written(tmp_path), "上级下达", name="红线的目标").findings
    assert finding.waived == "C-2"
    (finding,) = found(written(tmp_path), "目标由上级", name="红线的目标").findings
    assert finding.waived == ""


@pytest.mark.parametrize("heading", ["附件2 裁定事项", "专家意见采纳情况", "勘误"])
def test_what_speaks_of_faults_is_no_claim(tmp_path: Path, heading: str) -> None:
    path = written(tmp_path, heading)
    assert found(path, "121.00 km²", "12099公顷").findings == ()
    assert len(found(path, "草地面积7公顷", "90公顷").findings) == 1  # the next chapter is one again


def test_a_common_heading_settles_nothing(tmp_path: Path) -> None:
    (finding,) = found(written(tmp_path, "第三章 指标"), "140平方千米", "12099公顷").findings
    assert finding.waived == ""
