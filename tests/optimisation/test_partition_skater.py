"""Beside SKATER of spopt (BSD): the same ground, as many parts, the same score."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from partition_counties import by_skater, county, homogeneity
from shanshui.optimisation.partition import partition, score


@pytest.mark.parametrize(("seed", "parts"), [(11, 3), (12, 5)])
def test_units_score_better_than_those_of_skater(seed: int, parts: int):
    graph = county(60, seed)
    found = partition(graph, parts, gap=0.0, seed=seed)
    assert found.labels is not None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the peer's own making
        theirs = by_skater(graph, parts)
    assert theirs
    for labels in theirs:
        other = score(graph, labels)
        assert (other.parts, other.broken) == (parts, 0)
        assert found.bound <= found.objective < other.objective


def test_homogeneity_is_the_share_of_squares_between_parts():
    graph = county(40, 1)
    assert homogeneity(graph, np.zeros(len(graph), dtype=np.intp)) == pytest.approx(0)
    assert homogeneity(graph, np.arange(len(graph))) == pytest.approx(1)
