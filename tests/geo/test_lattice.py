import numpy as np
import pytest

from shanshui.geo.grid import Grid, Window
from shanshui.geo.lattice import Coordinate, Lattice, lattice_side

GRID = Grid(4545, 10.0, 1000.0, 2000.0, 5, 3)


def test_squares_are_numbered_row_by_row() -> None:
    with Lattice(GRID, 2).opened() as read:
        whole = read(Window(0, 0, 3, 5))
        assert whole.tolist() == [[1, 1, 2, 2, 3], [1, 1, 2, 2, 3], [4, 4, 5, 5, 6]]
        assert (read(Window(1, 2, 2, 3)) == whole[1:, 2:]).all()


def test_coordinates_are_those_of_the_middles_of_cells() -> None:
    for axis, values in (("x", [1005.0, 1015.0]), ("y", [1995.0, 1995.0])):
        with Coordinate(GRID, axis).opened() as read:  # type: ignore[arg-type]
            assert read(Window(0, 0, 1, 2)).tolist() == [values]


@pytest.mark.parametrize(("metres", "cell", "side"), [(2000, 30, 64), (2000, 10, 256), (2000, 5, 512), (10, 30, 1)])
def test_sides_divide_a_window(metres: float, cell: float, side: int) -> None:
    assert lattice_side(metres, cell, 512) == side
    assert np.log2(side) == int(np.log2(side))
