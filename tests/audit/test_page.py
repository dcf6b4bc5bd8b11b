"""The page of an audit: the document letter for letter, marks at quoted words, and what was read, without a network."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.shown import PLAN, audited, plan
from shanshui.audit.auditing import Audited
from shanshui.audit.comparison import compare
from shanshui.audit.output.page import audit_page
from shanshui.audit.output.paper import Mark, Paper, Units, readable
from shanshui.audit.reading import Reading
from shanshui.documents import Block, Cell, Document, Table
from shanshui.standard import load

_SINGLE = ("meta", "input", "br", "link")


class Shown(HTMLParser):
    """Text of elements with ``data-s`` by that number, and of marks; fails where tags do not close."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, int | None]] = []
        self.blocks: dict[int, str] = {}
        self.marks: list[tuple[str, str, str]] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        self.tags.append((tag, values))
        if tag == "mark":
            self.marks.append((values["data-f"], values["class"], ""))
        if tag not in _SINGLE:
            self.open.append((tag, int(values["data-s"]) if "data-s" in values else None))
            if "data-s" in values:
                self.blocks[int(values["data-s"])] = ""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for tag, start in self.open:
            if start is not None:
                self.blocks[start] += data
            if tag == "mark":
                number, kind, text = self.marks[-1]
                self.marks[-1] = number, kind, text + data


def drawn(document: Document, marks: tuple[Mark, ...] = ()) -> Shown:
    return Shown("".join(Paper(document, marks, "第 {value} 页").leaves()))


def test_the_document_stands_there_letter_for_letter(tmp_path: Path) -> None:
    document = plan(tmp_path)
    shown = drawn(document)
    assert shown.blocks == {block.start: document.words(block) for block in document.blocks}
    assert {tag for tag, values in shown.tags if "data-s" in values} >= {"h2", "p"}


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40), st.integers(0, 5)), max_size=8), st.text(max_size=80))
def test_marks_change_no_letter(marks: list[tuple[int, int, int]], text: str) -> None:
    whole = text or "空"
    document = Document("甲.txt", "txt", whole, (Block("paragraph", 0, len(whole)),))
    placed = tuple(Mark(min(a, len(whole)), min(a + n, len(whole)), k, "error") for a, n, k in marks)
    shown = drawn(document, placed)
    assert shown.blocks == {0: readable(whole)}
    for number in {mark.number for mark in placed}:
        covered = {at for m in placed if m.number == number for at in range(m.start, m.end)}
        letters = "".join(readable(whole)[at] for at in sorted(covered))
        assert "".join(text for numbers, _, text in shown.marks if str(number) in numbers.split()) == letters


def test_words_of_several_findings_bear_all_of_them_and_the_worst_colour() -> None:
    document = Document("甲.txt", "txt", "一二三四五", (Block("paragraph", 0, 5),))
    shown = drawn(document, (Mark(0, 3, 0, "note"), Mark(2, 5, 1, "error")))
    assert shown.marks == [("0", "note", "一二"), ("0 1", "error", "三"), ("1", "error", "四五")]


def test_tables_keep_their_merged_cells_and_stand_once() -> None:
    text = "类\n值\n甲\n1\n2\n后文"
    cells = (Cell(0, 0, 0, 1, "类"), Cell(0, 1, 2, 3, "值"), Cell(1, 0, 4, 5, "甲", 2, 1), Cell(1, 1, 6, 7, "1"),
             Cell(2, 1, 8, 9, "2"))  # fmt: skip
    table = Table(0, "", "", 3, 2, 1, cells, 0, 9)
    blocks = tuple(Block("cell", c.start, c.end, table=0, row=c.row, column=c.column, page=1) for c in cells)
    shown = drawn(Document("甲.docx", "docx", text, (*blocks, Block("paragraph", 10, 12, page=2)), (table,)))
    assert [values.get("rowspan") for tag, values in shown.tags if tag in ("td", "th")] == [None, None, "2", None, None]
    assert [tag for tag, _ in shown.tags].count("tr") == 3
    assert "".join(shown.blocks.values()) == "类值甲12后文"
    assert sum(values.get("class") == "sheet" for _, values in shown.tags) == 2


def test_offsets_count_as_a_browser_does() -> None:
    text = "甲\U00020000乙\U0001f600丙"
    units = Units(text)
    assert [units.at(n) for n in range(len(text) + 1)] == [len(text[:n].encode("utf-16-le")) // 2 for n in range(6)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_ties_findings_to_words(tmp_path: Path, lang: str) -> None:
    one = audited(plan(tmp_path), ("1250平方千米", "1200平方千米"), ("66.67%",))
    page = audit_page(one, load(), None, lang)
    shown = Shown(page)
    assert {values["id"] for tag, values in shown.tags if tag == "article"} == {f"f-{f.id}" for f in one.findings}
    assert [text for _, _, text in shown.marks] == ["1200平方千米", "66.67%", "1250平方千米"]
    places = [values["data-at"] for tag, values in shown.tags if values.get("class") == "quote"]
    cut = [one.document.text[slice(*map(int, place.split()))] for place in places]
    assert cut == ["1250平方千米", "1200平方千米", "66.67%"]
    assert not re.search(r"""(?:src|href)=["'](?!#)""", page)
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


def test_every_extract_points_at_its_words(tmp_path: Path) -> None:
    one = audited(plan(tmp_path))
    (data,) = re.findall(
        r'<script type="application/json" id="data">(.*?)</script>', audit_page(one, load()), re.DOTALL
    )
    facts = json.loads(data)["facts"]
    words = {one.document.text[a:b] for _, _, _, *ends in facts for a, b in zip(ends[::2], ends[1::2], strict=True)}
    assert {"1200平方千米", "800平方千米", "66.67%", "300公顷"} <= words


def test_what_became_of_an_earlier_version_is_shown(tmp_path: Path) -> None:
    before = audited(plan(tmp_path, name="旧.txt"), ("1250平方千米", "1200平方千米"), ("300公顷",))
    after = audited(plan(tmp_path, PLAN.replace("1250", "1260")), ("1260平方千米", "1200平方千米"))
    shown = Shown(audit_page(after, load(), compare(before, after)))
    states = [values.get("data-state") for tag, values in shown.tags if tag == "article"]
    assert states == ["staying", None]  # the mended one stands in its own list


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "甲\x00\x0b乙\r\n丙", "&lt;b&gt; <b>"])
def test_hostile_words_stay_words(text: str) -> None:
    document = Document("<b>.txt", "txt", text, (Block("paragraph", 0, len(text)),))
    page = audit_page(Audited(document, Reading(document), ()), load())
    shown = Shown(page)
    assert sum(tag == "script" for tag, _ in shown.tags) == 2
    assert shown.blocks[0] == readable(text)
    assert "\x00" not in page
