from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.dossier.narrative.model import Grid, GridCell, GridRow, RowKind, Words, plain
from shanshui.dossier.office import Spot
from shanshui.dossier.report.layout import (
    Held,
    Layout,
    layout_of,
    line_name,
    overfull,
    part_names,
    printed_pages,
    recut,
)
from shanshui.dossier.report.parting import parted
from shanshui.dossier.report.together import staying
from shanshui.standard import Page

PAGE = Page(width=210, height=297, top=25.4, bottom=25.4, left=31.7, right=25.4)


def cell(text: str, across: int = 1, down: int = 1) -> GridCell:
    return GridCell((Words(text),), across=across, down=down)


def grid(body: list[GridRow], kinds: tuple[RowKind, ...] = (), **more: object) -> Grid:
    columns = len(body[0])
    header = (tuple(cell(f"h{n}") for n in range(columns)),)
    return Grid(header, tuple(body), kinds or ("body",) * len(body), (1.0,) * columns, **more)  # type: ignore[arg-type]


def spread(laid: Grid) -> list[list[str]]:
    """The text that covers each place of the body; None stands nowhere where all is covered."""
    found: list[list[str]] = [[""] * len(laid.widths) for _ in laid.body]
    for n, row in enumerate(laid.body):
        for m, one in enumerate(row):
            if one is not None:
                for down in range(one.down):
                    for across in range(one.across):
                        assert found[n + down][m + across] == "", "two cells cover one place"
                        found[n + down][m + across] = plain(one.runs)
    assert all(text for line in found for text in line)
    return found


@st.composite
def bodies(draw: st.DrawFn) -> Grid:
    """Tables whose first columns are merged downwards, and some lines across."""
    lines, columns = draw(st.integers(1, 14)), draw(st.integers(2, 4))
    body: list[list[GridCell | None]] = [[None] * columns for _ in range(lines)]
    wide = set(draw(st.lists(st.integers(0, lines - 1), max_size=3)))
    for column in range(columns):
        line = 0
        while line < lines:
            if line in wide:
                body[line][column] = cell(f"w{line}", columns) if column == 0 else None
                line += 1
                continue
            room = next((n for n in range(line, lines) if n in wide), lines) - line
            down = draw(st.integers(1, room))
            body[line][column] = cell(f"{line}.{column}", down=down)
            line += down
    return grid([tuple(row) for row in body])


@given(bodies(), st.lists(st.integers(-2, 20), max_size=5))
def test_parts_cover_what_the_table_covers(table: Grid, breaks: list[int]) -> None:
    parts = parted(table, breaks)
    assert [line for part in parts for line in spread(part)] == spread(table)
    assert [kind for part in parts for kind in part.kinds] == list(table.kinds)
    assert all(part.header == table.header and part.body for part in parts)


def test_a_merged_cell_is_closed_and_opened_again_with_its_text() -> None:
    body: list[GridRow] = [(cell("单元", down=3), cell("a")), (None, cell("b")), (None, cell("c"))]
    first, second = parted(grid(body), (2,))
    assert first.body == ((cell("单元", down=2), cell("a")), (None, cell("b")))
    assert second.body == ((cell("单元"), cell("c")),)


def test_head_block_stands_first_and_notes_last() -> None:
    above: tuple[GridRow, ...] = ((cell("名称"), cell("甲")),)
    notes = (("①", (Words("注"),)),)
    parts = parted(
        grid([(cell("a"), cell("b"))] * 3, above=above, notes=notes, foot=("填表人",), unit_note="km²"), (1, 2)
    )
    assert [bool(part.above) for part in parts] == [True, False, False]
    assert [bool(part.notes) and bool(part.foot) for part in parts] == [False, False, True]
    assert {part.unit_note for part in parts} == {"km²"}


def test_lines_that_stay_together() -> None:
    lines: list[GridRow] = [(cell("x"), cell(str(n))) for n in range(12)]
    lines[4] = (cell("组", across=2), None)
    kinds: tuple[RowKind, ...] = (*("body",) * 7, "subtotal", *("body",) * 3, "total")
    stays = staying(grid(lines, kinds), 10.5, (100.0, 100.0))
    assert stays == {0, 4, 6, 9, 10}  # first two; group; before the subtotal; the last three
    assert staying(grid(lines[:5]), 10.5, (100.0, 100.0)) == {0, 1, 2, 3}


def test_a_merged_cell_is_not_cut_where_its_text_has_no_room() -> None:
    body: list[GridRow] = [(cell("很长的说明文字" * 3, down=12), cell("0"))]
    body += [(None, cell(str(n))) for n in range(1, 12)]
    stays = staying(grid(body), 10.0, (75.0, 200.0))  # three lines of seven letters
    assert {0, 1} <= stays
    assert not {2, 3, 4, 5, 6, 7} & stays


def test_breaks_are_read_from_the_pages_of_lines() -> None:
    places = {line_name(0, n): Spot(4 + n // 3, 100.0) for n in range(8)}
    places |= {"_Toc000001": Spot(3, 80.0), "_Toc000002": Spot(5, 80.0), part_names(0, 0)[0]: Spot(4, 76.0)}
    found = layout_of(places, (8, 2), PAGE)
    assert found == Layout({"_Toc000001": "1", "_Toc000002": "3"}, {0: (3, 6)}, frozenset({0}))
    assert printed_pages({}) == {}


@pytest.mark.parametrize(("below", "wide", "fresh"), [(76.0, False, True), (100.0, False, False), (94.0, True, True)])
def test_a_caption_at_the_top_begins_a_page(below: float, wide: bool, fresh: bool) -> None:
    found = layout_of({part_names(0, 0)[0]: Spot(4, below, wide)}, (1,), PAGE)
    assert (0 in found.fresh) is fresh


def test_a_table_whose_head_block_was_parted_from_its_lines_begins_a_page() -> None:
    places = {part_names(0, 0)[0]: Spot(4, 600.0), line_name(0, 0): Spot(5, 120.0), line_name(0, 1): Spot(5, 140.0)}
    assert layout_of(places, (2,), PAGE).fresh == {0}
    assert layout_of({**places, part_names(0, 0)[0]: Spot(5, 100.0)}, (2,), PAGE).fresh == frozenset()


def test_a_part_that_does_not_keep_to_its_page_is_told() -> None:
    layout = Layout({}, {1: (2,)})
    names = [part_names(table, part) for table, part in ((0, 0), (1, 0), (1, 1))]
    good = {name: Spot(page, 0.0) for page, pair in enumerate(names) for name in pair}
    assert overfull(good, layout, (3, 5)) == {}
    assert overfull({**good, names[2][1]: Spot(9, 0.0)}, layout, (3, 5)) == {1: 1}
    assert overfull({k: v for k, v in good.items() if k != names[0][1]}, layout, (3, 5)) == {0: 0}


def test_a_torn_table_is_held_to_begin_a_page_or_to_end_its_part_sooner() -> None:
    lines: list[GridRow] = [(cell("a"), cell("b")) for _ in range(9)]
    group: list[GridRow] = [*lines[:3], (cell("组", across=2), None), *lines[:5]]
    grids = [grid(lines), grid(lines), grid(lines, above=(lines[0],)), grid(group), grid(lines)]
    layout = Layout({}, {1: (3, 6), 2: (5,), 3: (5,), 4: (4,)}, frozenset({1}))
    held = recut(layout, {0: 0, 1: 1, 2: 0, 3: 0, 4: 1}, grids)
    assert held == Held({1: (3, 5), 3: (3,), 4: (4, 7)}, frozenset({0, 2}))  # uncut, or with a head block
    assert held.layout().breaks == held.breaks
    assert recut(Layout(held=Held({}, frozenset({0}))), {0: 0}, [grid(lines[:1])]) == Held({}, frozenset({0}))
