"""The ecological network as a graph: indices and kept links by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.indicators.network import alpha_index, beta_index, components, gamma_index, kept_links, resistance


def test_resistance() -> None:
    """By hand for shape 1: 1 - e^-0.5 is 0.393469, 1 - e^-1 is 0.632121."""
    assert resistance([0.0, 0.5, 1.0], 11, 1).tolist() == pytest.approx(
        [11, 11 - 10 * 0.393469 / 0.632121, 1], rel=1e-5
    )
    assert resistance([0.25], 101, 0).tolist() == [76.0]
    assert np.isnan(resistance([np.nan], 100, 8)).all()
    for most, shape in ((0.5, 1), (100, -1)):
        with pytest.raises(ValueError, match="at least 1"):
            resistance([0.5], most, shape)


@pytest.mark.parametrize(
    ("nodes", "links", "parts", "alpha", "beta", "gamma"),
    [
        (5, 4, 1, 0.0, 0.8, 4 / 9),  # a tree
        (5, 5, 1, 1 / 5, 1.0, 5 / 9),  # a ring
        (5, 9, 1, 1.0, 1.8, 1.0),  # no room for another link
        (3, 3, 1, 1.0, 1.0, 1.0),
        (6, 4, 2, 0.0, 4 / 6, 4 / 12),  # two trees
        (2, 1, 1, None, 0.5, None),
        (0, 0, 0, None, None, None),
    ],
)
def test_indices(
    nodes: int, links: int, parts: int, alpha: float | None, beta: float | None, gamma: float | None
) -> None:
    for found, want in zip(
        (alpha_index(nodes, links, parts), beta_index(nodes, links), gamma_index(nodes, links)),
        (alpha, beta, gamma),
        strict=True,
    ):
        assert found == (None if want is None else pytest.approx(want))


def test_parts_that_nothing_joins() -> None:
    assert components([1, 2, 3], []) == 3
    assert components([1, 2, 3, 4, 5], [(1, 2), (4, 5), (2, 1)]) == 3
    assert components([], []) == 0


def test_a_loop_that_spares_a_long_way_round_is_kept() -> None:
    ring = [(1, 2, 1.0), (2, 3, 1.0), (3, 4, 1.0), (1, 4, 1.1)]  # 3 the long way round
    assert kept_links(ring, 2.0) == (0, 1, 2, 3)
    assert kept_links(ring, 3.0) == (0, 1, 2)
    assert kept_links([], 2.0) == ()
    with pytest.raises(ValueError, match="at least 1"):
        kept_links(ring, 0.5)


@given(
    st.lists(st.tuples(st.integers(1, 6), st.integers(7, 9), st.floats(0.1, 9)), max_size=14, unique_by=lambda x: x[:2])
)
def test_what_can_be_joined_stays_joined(links: list[tuple[int, int, float]]) -> None:
    nodes = range(1, 10)
    every = components(nodes, [link[:2] for link in links])
    counts = []
    for detour in (1.0, 1.5, 3.0, 1e9):
        kept = kept_links(links, detour)
        assert components(nodes, [links[n][:2] for n in kept]) == every
        counts.append(len(kept))
    assert counts[-1] == 9 - every  # a tree of each part
