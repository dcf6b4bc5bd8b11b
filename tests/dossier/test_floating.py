"""Figures that do not fit what is left of a page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from shanshui.dossier.narrative.model import Block, Equation, FigureBlock, Heading, Paragraph, Words
from shanshui.dossier.office import Spot
from shanshui.dossier.report.floating import floated
from shanshui.dossier.report.layout import Held, block_names, heading_name, top_of
from shanshui.dossier.report.pictures import picture_size
from shanshui.dossier.report.writer import in_order
from shanshui.standard import load

TYPOGRAPHY = load().typography
PAGE = TYPOGRAPHY.page
ROOM = (PAGE.height - PAGE.top - PAGE.bottom) * 72 / 25.4
TOP = top_of(PAGE, False)
TEXT = Paragraph((Words("文"),))
CHAPTER, SECTION, ARTICLE = (Heading(n, "1", "题", f"h{n}") for n in (1, 2, 3))


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pictures") / "p.png"
    Image.new("L", (200, 150)).save(path)  # with its caption about half a page
    return path


def places(blocks: list[Block], heights: Mapping[int, float]) -> dict[str, Spot]:
    """Where the blocks stand if each is as high as told, and figures that do not fit begin a page."""
    found, page, filled, headings = {}, 0, 0.0, 0
    for n, block in enumerate(blocks):
        if isinstance(block, Heading):
            headings += 1
            page, filled = (page + 1, 0.0) if block.level == 1 else (page, filled)
            found[heading_name(headings)] = Spot(page, TOP + filled)
            filled += 30
        elif isinstance(block, FigureBlock):
            tall = picture_size(block.path, TYPOGRAPHY)[1].pt + 34
            page, filled = (page + 1, tall) if filled + tall > ROOM else (page, filled + tall)
        elif isinstance(block, Paragraph):
            found[block_names(n)[0]] = Spot(page, TOP + filled)
            filled += heights.get(n, 100.0)
            page, filled = page + int(filled // ROOM), filled % ROOM
            found[block_names(n)[1]] = Spot(page, TOP + filled - 20)
    return found


def held(blocks: list[Block], heights: Mapping[int, float]) -> Held:
    return floated(blocks, places(blocks, heights), TYPOGRAPHY)


def test_text_fills_the_page_before_a_figure_that_does_not_fit(picture: Path) -> None:
    figure = FigureBlock("f", "图", picture)
    assert held([CHAPTER, TEXT, figure, TEXT, TEXT, TEXT], {1: 450.0}).moved == {2: 4}
    assert held([CHAPTER, TEXT, figure, TEXT, TEXT], {1: 200.0}) == Held()  # it fits
    assert held([CHAPTER, TEXT, figure, TEXT, TEXT], {1: 640.0}) == Held()  # hardly anything stays empty


def test_a_figure_that_nearly_fits_is_set_smaller(picture: Path) -> None:
    found = held([CHAPTER, TEXT, FigureBlock("f", "图", picture), TEXT], {1: 335.0})
    assert found.moved == {}
    assert 0.8 <= found.scaled[2] < 1


def test_figures_keep_their_order_and_their_section(picture: Path) -> None:
    one, two = FigureBlock("a", "甲", picture), FigureBlock("b", "乙", picture)
    assert held([CHAPTER, TEXT, one, two, TEXT, SECTION, TEXT], {1: 450.0}).moved == {2: 4, 3: 4}
    assert held([CHAPTER, TEXT, one, SECTION, TEXT], {1: 450.0}) == Held()


def test_nothing_comes_between_a_lead_and_what_it_leads_to(picture: Path) -> None:
    figure, equation = FigureBlock("f", "图", picture), Equation("e", "a", ())
    assert held([CHAPTER, TEXT, figure, TEXT, TEXT, equation, TEXT], {1: 450.0, 4: 130.0}).moved == {2: 5}
    assert held([CHAPTER, TEXT, figure, TEXT, ARTICLE, TEXT, TEXT], {1: 450.0, 3: 150.0}).moved == {2: 5}
    assert held([CHAPTER, TEXT, figure], {1: 450.0}) == Held()


def test_a_file_that_is_no_picture_takes_a_line(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_text("no picture")
    blocks: list[Block] = [CHAPTER, TEXT, FigureBlock("f", "图", tmp_path / "x.png"), TEXT]
    spots = places([CHAPTER, TEXT, TEXT, TEXT], {1: 300.0})
    assert floated(blocks, spots, TYPOGRAPHY) == Held()
    assert floated(blocks, {}, TYPOGRAPHY) == Held()


@given(st.data())
def test_every_block_stands_once_and_text_and_figures_in_order(picture: Path, data: st.DataObject) -> None:
    kinds: list[Block] = [TEXT, FigureBlock("f", "图", picture), ARTICLE, SECTION, CHAPTER]
    blocks = [CHAPTER, *data.draw(st.lists(st.sampled_from(kinds), max_size=25))]
    heights = {n: data.draw(st.floats(20.0, 900.0)) for n in range(len(blocks))}
    found = held(blocks, heights)
    order = [n for n, _ in in_order(blocks, found.moved)]
    assert sorted(order) == list(range(len(blocks)))
    for figures in (True, False):
        one_kind = [n for n in order if isinstance(blocks[n], FigureBlock) is figures]
        assert one_kind == sorted(one_kind)
    assert all(behind > figure for figure, behind in found.moved.items())
    assert all(0.8 <= part <= 1 for part in found.scaled.values())
