"""The geometry of the sheet: scale, frame, coordinates, wrapping, placing of labels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.dossier.maps.labels import Wish, place
from shanshui.dossier.maps.legend import fit_legend
from shanshui.dossier.maps.paper import bar_length, graticule, round_scale, ticks, view_of
from shanshui.dossier.maps.render import layout_of
from shanshui.dossier.maps.styles import load_styles
from shanshui.dossier.maps.typeface import wrapped
from shanshui.geo.crs import CGCS2000, transformer

LAYOUT = layout_of(load_styles().page)


@given(st.floats(1e3, 3e5), st.floats(1e3, 3e5))
def test_the_ground_fits_into_the_frame_at_a_true_round_scale(width: float, height: float) -> None:
    view = view_of((0, 0, width, height), LAYOUT, 300)
    west, south, east, north = view.bounds
    assert west < 0 < width < east
    assert south < 0 < height < north
    assert view.metres * 300 / 0.0254 == pytest.approx(view.scale)
    assert view.scale == round_scale(view.scale)
    assert (west + east) / 2 == pytest.approx(width / 2)


def test_jinping_is_drawn_at_one_to_200_000() -> None:
    assert view_of((580_700, 2_920_000, 641_000, 2_963_500), LAYOUT, 300).scale == 200_000


def test_a_page_of_300_dpi_is_a3() -> None:
    assert view_of((0, 0, 1e4, 1e4), LAYOUT, 300).page == (4961, 3508)


def test_ground_without_extent_is_refused() -> None:
    with pytest.raises(ValueError, match="no extent"):
        view_of((0, 0, 0, 10), LAYOUT, 300)


@pytest.mark.parametrize(("scale", "length"), [(200_000, 10_000), (150_000, 5_000), (10_000, 500), (25_000, 1_000)])
def test_the_bar_has_a_round_length(scale: int, length: float) -> None:
    assert bar_length(scale, 52) == length


def test_ticks_lie_on_whole_minutes_and_pair_up() -> None:
    back = transformer(4545, CGCS2000)
    bounds = (580_000.0, 2_920_000.0, 641_000.0, 2_965_000.0)
    marks = ticks(bounds, lambda x, y: back.transform(x, y), 10)
    for mark in marks:
        x = {"left": bounds[0], "right": bounds[2]}.get(mark.side, mark.along)
        y = {"bottom": bounds[1], "top": bounds[3]}.get(mark.side, mark.along)
        degrees = back.transform(x, y)[1 if mark.side in ("left", "right") else 0]
        assert degrees * 60 == pytest.approx(mark.minutes, abs=1e-3)
    assert {m.minutes for m in marks if m.side == "top"} == {6540.0, 6530.0, 6550.0, 6560.0}
    assert len(graticule(bounds, marks)) == 4 + len([m for m in marks if m.side == "left"])


def test_labels_take_another_place_or_none() -> None:
    wish = Wish((50, 50), (30, 10), gap=5)
    placed = place([wish, wish], [], (0, 0, 100, 100))
    assert None not in placed
    assert placed[0] != placed[1]
    assert place([wish], [(0, 0, 100, 100)], (0, 0, 100, 100)) == (None,)


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 500), st.integers(0, 9)), max_size=40))
def test_no_two_labels_meet(anchors: list[tuple[float, float, int]]) -> None:
    wishes = [Wish((x, y), (60, 14), gap=4 * (rank % 2), rank=rank, reach=20) for x, y, rank in anchors]
    spots = [p for p in place(wishes, [], (0, 0, 500, 500)) if p is not None]
    for n, (x, y) in enumerate(spots):
        assert 30 <= x <= 470
        assert all(abs(x - u) >= 60 or abs(y - v) >= 14 for u, v in spots[:n])


def test_low_ranks_come_first() -> None:
    wishes = [Wish((50, 50), (30, 10), rank=9), Wish((50, 50), (30, 10), rank=1)]
    assert place(wishes, [], (0, 0, 100, 100)) == (None, (50, 50))


def test_a_long_legend_gets_lower_lines() -> None:
    short, long = fit_legend(lambda _: 8 + 2 * 1.35, 10.7, 180), fit_legend(lambda _: 45 + 3 * 1.35, 49.05, 180)
    assert short.line > long.line
    assert long.line * 49.05 <= 180


@given(st.text("坐标，。（）abc 12", max_size=60), st.integers(3, 20))
def test_wrapping_keeps_every_word(text: str, width: int) -> None:
    assert "".join(wrapped(text, width)).replace(" ", "") == text.replace(" ", "")


def test_marks_start_no_line() -> None:
    assert all(line[0] not in "，。）" for line in wrapped("坐标系，高程。基准（海）平面，" * 5, 4))
    assert np.all([len(line) <= 7 for line in wrapped("坐标系" * 9, 6)])
