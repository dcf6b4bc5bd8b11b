import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.geo.grid import Grid, Window, covering

COORDINATE = st.floats(-1e6, 1e7, allow_nan=False, allow_subnormal=False)  # metres, not 5e-324 of one


@given(
    COORDINATE,
    COORDINATE,
    st.floats(0, 5e4, allow_subnormal=False),
    st.floats(0, 5e4, allow_subnormal=False),
    st.sampled_from([5.0, 10.0, 30.0, 12.5]),
)
def test_a_grid_covers_its_box_from_a_multiple_of_the_cell(
    west: float, south: float, width: float, height: float, cell: float
) -> None:
    grid = covering((west, south, west + width, south + height), cell, 4545)
    left, bottom, right, top = grid.bounds
    assert left <= west
    assert bottom <= south
    assert right >= west + width - 1e-6
    assert top >= south + height - 1e-6
    assert left % cell == 0
    assert top % cell == 0
    assert (right - left) - width < 2 * cell + 1e-6


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 25))
def test_windows_tile_the_grid(rows: int, cols: int, size: int) -> None:
    grid = Grid(4545, 30.0, 0.0, 0.0, cols, rows)
    seen = np.zeros(grid.shape, int)
    for w in grid.windows(size):
        seen[w.row : w.row + w.height, w.col : w.col + w.width] += 1
        part = grid.part(w)
        assert part.shape == w.shape
        assert (part.left, part.top) == (30.0 * w.col, -30.0 * w.row)
    assert (seen == 1).all()


def test_margin_and_transform() -> None:
    grid = covering((0, 0, 30, 30), 30.0, 4545, margin=2)
    assert grid.bounds == (-60, -60, 90, 90)
    assert grid.transform @ (2, 2) == (0, 30)
    assert Window(0, 0, 2, 3).grown(1) == Window(-1, -1, 4, 5)
    assert grid.moved(5, -5).bounds == (-55, -65, 95, 85)


@pytest.mark.parametrize("bad", [(0, 0, -1, 1), (0, 0, float("nan"), 1), (0, 5, 1, 4)])
def test_no_box(bad: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="no box"):
        covering(bad, 30.0, 4545)


def test_no_grid() -> None:
    with pytest.raises(ValueError, match="above 0"):
        Grid(4545, 0.0, 0, 0, 1, 1)
    with pytest.raises(ValueError, match="holds nothing"):
        Grid(4545, 30.0, 0, 0, 0, 1)
    with pytest.raises(ValueError, match="cover nothing"):
        list(Grid(4545, 30.0, 0, 0, 1, 1).windows(0))
