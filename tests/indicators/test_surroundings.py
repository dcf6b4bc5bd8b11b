import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra.numpy import arrays

from shanshui.indicators.surroundings import largest_patches, share_around


def test_share_by_hand() -> None:
    marked = np.array([[1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1]], bool)
    known = np.array([[1, 1, 1, 1], [1, 1, 0, 1], [1, 1, 1, 1]], bool)
    # two inner cells: the left one sees 4 of 8 known cells, the right one is not known itself
    found = share_around(marked, known, 1)
    assert found.shape == (1, 2)
    assert found[0, 0] == pytest.approx(4 / 8)
    assert np.isnan(found[0, 1])


@given(arrays(bool, (9, 9)), arrays(bool, (9, 9)))
def test_shares_are_those_of_a_plain_count(marked: np.ndarray, known: np.ndarray) -> None:
    found = share_around(marked, known, 2)
    for row in range(5):
        for col in range(5):
            box = np.s_[row : row + 5, col : col + 5]
            if known[row + 2, col + 2]:
                assert found[row, col] == pytest.approx((marked & known)[box].sum() / known[box].sum())
            else:
                assert np.isnan(found[row, col])


def test_the_largest_patch_of_each_kind_and_square() -> None:
    kinds = np.array(
        [
            [1, 0, 1, 2],
            [1, 0, 2, 2],
            [0, 1, 0, 0],
            [3, 3, 3, 3],
        ]
    )
    squares = np.repeat(np.repeat([[1, 2], [3, 4]], 2, axis=0), 2, axis=1)
    found = largest_patches(kinds, squares, 2)
    # kind 1 of square 2 is one cell only; what touches by corners only within another square is cut by the border
    assert found.tolist() == [
        [11, 0, 0, 22],
        [11, 0, 22, 22],
        [0, 0, 0, 0],
        [33, 33, 43, 43],
    ]


def test_corners_join_within_a_square_and_the_first_of_equals_counts() -> None:
    kinds = np.array([[1, 0, 0, 1], [0, 1, 0, 1]])
    found = largest_patches(kinds, np.full((2, 4), 7), 1)
    assert found.tolist() == [[71, 0, 0, 0], [0, 71, 0, 0]]


def test_too_many_kinds() -> None:
    with pytest.raises(ValueError, match="kinds above 9"):
        largest_patches(np.full((2, 2), 10), np.ones((2, 2), int), 1)
