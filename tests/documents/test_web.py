from __future__ import annotations

from pathlib import Path

import pytest

from documents.judging import broken_word
from documents.test_plain import grid, kinds
from shanshui.documents import Document, read
from shanshui.errors import DataError


def page(tmp_path: Path, text: str, encoding: str = "utf-8") -> Document:
    path = tmp_path / "plan.html"
    path.write_bytes(text.encode(encoding))
    document = read(path)
    assert broken_word(document) == ""
    return document


def test_headings_paragraphs_and_tables_with_spans(tmp_path: Path) -> None:
    rows = (
        "<thead><tr><th rowspan=2>乡镇</th><th colspan=2>面积</th></tr>"
        "<tr><th>2025年</th><th>2035年</th></tr></thead>"
        "<tbody><tr><td>甲乡</td><td>12</td><td>30</td></tr></tbody>"
    )
    document = page(
        tmp_path,
        "<title>x</title><nav>导航</nav><h1>第一章 <b>总则</b></h1><p>面积12 km<sup>2</sup>，\n林地多。</p>"
        f"<div>单位：公顷<table><caption>表1 面积</caption>{rows}</table></div>"
        "<p hidden>藏</p><script>1</script>",
    )
    assert kinds(document) == [
        ("heading", "第一章 总则"),
        ("paragraph", "面积12 km²，林地多。"),
        ("caption", "单位：公顷"),
        ("caption", "表1 面积"),
    ]
    (table,) = document.tables
    assert (table.caption, table.heads) == ("表1 面积", 2)
    assert grid(table) == [["乡镇", "面积", "面积"], ["乡镇", "2025年", "2035年"], ["甲乡", "12", "30"]]


def test_levels_follow_the_tags(tmp_path: Path) -> None:
    document = page(tmp_path, "<h1>规划</h1><h2><div>总则</div></h2><h2>目标</h2><h3>近期</h3><p>甲<br>乙</p>")
    assert [block.level for block in document.headings()] == [1, 2, 2, 3]
    assert kinds(document)[-2:] == [("paragraph", "甲"), ("paragraph", "乙")]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    named = "gb2312" if encoding == "gb18030" else encoding
    assert page(tmp_path, f"<meta charset='{named}'><p>面积</p>", encoding).text == "面积\n"


def test_frames_of_one_cell_are_boxes(tmp_path: Path) -> None:
    document = page(tmp_path, "<table><tr><td><p>专栏1 造林</p><p>造林12亩。</p></td></tr></table><p>正文。</p>")
    assert kinds(document) == [("box", "专栏1 造林"), ("box", "造林12亩。"), ("paragraph", "正文。")]


def test_nesting_without_end_is_refused_or_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    path.write_text("<div>" * 5000 + "深", encoding="utf-8")
    with pytest.raises(DataError) as error:
        read(path)
    assert error.value.problem in ("AUDIT-FILE", "AUDIT-FILE-EMPTY")
