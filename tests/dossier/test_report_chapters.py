"""Chapters laid out by themselves and put together again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from shanshui.dossier.narrative.model import Block, Document, Grid, GridCell, Heading, Paragraph, See, TableBlock, Words
from shanshui.dossier.report import Held, Layout, Title, chapters, joined, write_report
from shanshui.standard import load

_CELL = GridCell((Words("一"),))
_TABLE = TableBlock("t", "表", Grid(((_CELL,),), ((_CELL,),), ("body",), (1.0,)), "表1-1")
_BLOCKS: tuple[Block, ...] = (
    Heading(1, "1", "概况", "one", "1"),
    Paragraph((See("table", "t", "表2-1", there=True),)),
    _TABLE,
    Heading(1, "", "附录", "two", "2", new_page=False),
    Heading(1, "2", "诊断", "three", "3"),
    Heading(2, "2.1", "问题", "four", "3"),
    _TABLE,
    _TABLE,
)


def test_a_report_is_parted_where_a_chapter_begins_a_page() -> None:
    first, second = chapters(_BLOCKS)
    assert (first.first, first.headings, first.tables, first.counts) == (0, 0, 0, (2, 1))
    assert (second.first, second.headings, second.tables, second.counts) == (4, 2, 1, (2, 2))
    assert len(first.blocks) + len(second.blocks) == len(_BLOCKS)


def test_in_a_chapter_by_itself_references_lead_nowhere_and_read_the_same() -> None:
    (paragraph,) = (block for block in chapters(_BLOCKS)[0].blocks if isinstance(block, Paragraph))
    (run,) = paragraph.runs
    assert isinstance(run, See)
    assert (run.text, run.there) == ("表2-1", False)


def test_a_text_without_chapters_is_one_part() -> None:
    (only,) = chapters((Paragraph((Words("前言"),)), _TABLE))
    assert (only.first, only.counts) == (0, (0, 1))


def test_layouts_of_chapters_make_that_of_the_report() -> None:
    one = Layout({"_Toc000001": "1", "_Toc000002": "3"}, {0: (4,)}, frozenset(), Held({}, frozenset(), {1: 2}, {}))
    two = Layout({"_Toc000001": "1", "_Toc000002": "2"}, {1: (5, 9)}, frozenset({0}), Held({1: (5,)}, frozenset({0})))
    whole = joined(chapters(_BLOCKS), (one, two), (3, 7))
    assert whole.pages == {"_Toc000001": "1", "_Toc000002": "3", "_Toc000003": "4", "_Toc000004": "5"}
    assert (whole.breaks, whole.fresh) == ({0: (4,), 2: (5, 9)}, frozenset({1}))
    assert whole.held == Held({2: (5,)}, frozenset({1}), {1: 2}, {})


def test_chapters_are_written_side_by_side_as_one_after_the_other(tmp_path: Path) -> None:
    title = Title(("某县", "实施方案"), "某县工程", "某县", "某院", "2021年")

    def written(n: int) -> bytes:
        path = tmp_path / f"{n}.docx"
        write_report(Document(_BLOCKS[:1]), title, load(), path)
        return path.read_bytes()

    with ThreadPoolExecutor(4) as hands:
        assert len(set(hands.map(written, range(12)))) == 1
