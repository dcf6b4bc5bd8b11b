"""Small covers by hand, and the problems of Marxan and prioritizr with proven optima."""

import csv
import itertools
import json
import math
from pathlib import Path

import numpy as np
import pytest
import rasterio
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from shanshui.optimisation.minimum_set import Borders, MinimumSet, minimum_set, objective, short

SHARED = Path(__file__).parents[3] / "shared" / "data" / "conservation_planning"
needs_data = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data folder is not beside this checkout")


def known(name: str) -> float:
    return float(json.loads((SHARED / "known_optima.json").read_text("utf-8"))[name]["objective"])


def sim(share: float, penalty: float = 0.0) -> MinimumSet:
    """The grid of 10 by 10 cells; targets are a share of what lies in cells with a cost."""
    with rasterio.open(SHARED / "sim" / "sim_pu_raster.tif") as source:
        costs = source.read(1, masked=True).filled(np.nan)
    with rasterio.open(SHARED / "sim" / "sim_features.tif") as source:
        features = source.read(masked=True).filled(0.0)
    there = np.isfinite(costs)
    number = np.full(costs.shape, -1)
    number[there] = np.arange(there.sum())
    amounts = np.nan_to_num(features[:, there])
    side, pairs = 0.1, []
    outer = np.full(there.sum(), 4 * side)
    for first, second in ((number[:, :-1], number[:, 1:]), (number[:-1], number[1:])):
        both = (first >= 0) & (second >= 0)
        pairs.append(np.column_stack([first[both], second[both]]))
    edges = np.concatenate(pairs)
    np.add.at(outer, edges.ravel(), -side)
    borders = Borders(edges, np.full(len(edges), side), outer)
    total = amounts.sum(axis=1)
    return MinimumSet(costs[there].astype(float), csr_array(amounts), share * total, borders=borders, penalty=penalty)


def tasmania(locks: bool) -> MinimumSet:
    """The sample of the Marxan course."""
    folder = SHARED / "marxan_tasmania"

    def rows(name: str, tab: bool = False) -> list[dict[str, str]]:
        with (folder / name).open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines, delimiter="\t" if tab else ","))

    units, features, held = rows("pu.dat"), rows("spec.dat"), rows("puvspr.dat")
    of_unit = {row["id"]: n for n, row in enumerate(units)}
    of_feature = {row["id"]: n for n, row in enumerate(features)}
    where = ([of_feature[row["species"]] for row in held], [of_unit[row["pu"]] for row in held])
    amounts = csr_array(([float(row["amount"]) for row in held], where), shape=(len(features), len(units)))
    targets = np.array([float(row["prop"]) for row in features]) * amounts.sum(axis=1)
    status = np.array([row["status"] for row in units])
    costs = np.array([float(row["cost"]) for row in units])
    return (
        MinimumSet(costs, amounts, targets, status == "2", status == "3")
        if locks
        else MinimumSet(costs, amounts, targets)
    )


@needs_data
def test_the_optimum_of_the_grid_is_reproduced() -> None:
    """That of 20 % takes half a minute on a busy machine; ``make bench-portfolio`` reproduces it too."""
    problem = sim(0.1)
    chosen = minimum_set(problem)
    assert chosen.status == "optimal"
    assert chosen.gap == pytest.approx(0, abs=1e-9)
    assert chosen.objective == pytest.approx(known("sim_minset_0.1"), rel=1e-9)
    assert chosen.sites is not None
    assert short(problem, chosen.sites) == ()


@needs_data
def test_the_optimum_with_a_penalty_on_edges_is_reproduced() -> None:
    problem = sim(0.1, 100.0)
    chosen = minimum_set(problem)
    assert chosen.status == "optimal"
    assert chosen.objective == pytest.approx(known("sim_minset_0.1_boundary_penalty_100_edge_factor_1.0"), rel=1e-9)
    assert chosen.sites is not None
    assert chosen.sites.sum() == 9
    assert problem.costs[chosen.sites].sum() == pytest.approx(1804.301498413086)


@needs_data
def test_the_optimum_of_tasmania_with_locks_is_reproduced() -> None:
    problem = tasmania(locks=True)
    chosen = minimum_set(problem)
    assert chosen.status == "optimal"
    assert chosen.gap < 1e-9
    assert chosen.objective == pytest.approx(known("marxan_tasmania_minset_prop0.3_with_locks"), rel=1e-9)
    assert chosen.sites is not None
    assert problem.locked_in is not None
    assert problem.locked_out is not None
    assert chosen.sites[problem.locked_in].all()
    assert not chosen.sites[problem.locked_out].any()
    assert short(problem, chosen.sites, 1e-6) == ()


def line(costs: list[float], penalty: float) -> MinimumSet:
    """Sites side by side, each one unit of the feature, each square of side 1."""
    count = len(costs)
    pairs = np.array([(n, n + 1) for n in range(count - 1)], dtype=int).reshape(-1, 2)
    outer = np.full(count, 2.0)
    outer[[0, -1]] += 1
    borders = Borders(pairs, np.ones(count - 1), outer)
    return MinimumSet(
        np.array(costs), csr_array(np.ones((1, count))), np.array([2.0]), borders=borders, penalty=penalty
    )


def test_a_penalty_on_edges_draws_sites_together() -> None:
    """Cheapest are the two ends, 1 + 1 with an edge of 8; side by side 1 + 2 with an edge of 6."""
    assert minimum_set(line([1.0, 2.0, 9.0, 1.0], 0.0)).objective == 2.0
    chosen = minimum_set(line([1.0, 2.0, 9.0, 1.0], 1.0))
    assert chosen.objective == pytest.approx(9.0)
    assert chosen.sites is not None
    assert chosen.sites.tolist() == [True, True, False, False]


def test_what_cannot_be_reached_is_told() -> None:
    problem = MinimumSet(np.ones(2), csr_array(np.ones((1, 2))), np.array([3.0]))
    chosen = minimum_set(problem)
    assert chosen.status == "infeasible"
    assert chosen.sites is None
    assert math.isinf(chosen.gap)


def test_locks_are_kept() -> None:
    problem = MinimumSet(
        np.array([1.0, 2, 3]),
        csr_array(np.ones((1, 3))),
        np.array([2.0]),
        np.array([False, False, True]),
        np.array([True, False, False]),
    )
    chosen = minimum_set(problem)
    assert chosen.sites is not None
    assert chosen.sites.tolist() == [False, True, True]
    assert short(problem, np.array([False, False, True])) == (0,)


def test_contradicting_input_is_refused() -> None:
    one = csr_array(np.ones((1, 2)))
    with pytest.raises(ValueError, match="amounts"):
        MinimumSet(np.ones(3), one, np.ones(1))
    with pytest.raises(ValueError, match="needs borders"):
        MinimumSet(np.ones(2), one, np.ones(1), penalty=1.0)
    with pytest.raises(ValueError, match="locked in and locked out"):
        MinimumSet(np.ones(2), one, np.ones(1), np.array([True, False]), np.array([True, False]))
    with pytest.raises(ValueError, match="pairs"):
        Borders(np.zeros((1, 3), int), np.ones(1), np.ones(2))


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=7),
    st.integers(0, 9),
    st.integers(0, 9),
    st.sampled_from([0.0, 0.5, 2.0]),
)
def test_every_cover_is_as_cheap_as_the_cheapest_of_all(
    sites: list[tuple[int, int, int]], first: int, second: int, penalty: float
) -> None:
    costs, *held = (np.array(part, dtype=float) for part in zip(*sites, strict=True))
    plain = line(costs.tolist(), penalty)
    problem = MinimumSet(
        costs, csr_array(np.array(held)), np.array([first, second], float), borders=plain.borders, penalty=penalty
    )
    subsets = [np.array(taken, bool) for taken in itertools.product((0, 1), repeat=len(sites))]
    lawful = [objective(problem, taken) for taken in subsets if not short(problem, taken)]
    chosen = minimum_set(problem)
    if not lawful:
        assert chosen.status == "infeasible"
    else:
        assert chosen.objective == pytest.approx(min(lawful))


def test_a_large_problem_is_searched_core_first() -> None:
    """Three targets, 200 sites: proven optimum, the same with half of the sites named twice over at a higher cost."""
    rng = np.random.default_rng(3)
    costs = rng.uniform(5, 20, 200)
    amounts = rng.uniform(0, 3, (3, 200)) * (rng.random((3, 200)) < 0.4)
    problem = MinimumSet(costs, csr_array(amounts), 0.3 * amounts.sum(axis=1))
    dear = MinimumSet(
        np.concatenate([costs, costs[:100] + 50]), csr_array(np.hstack([amounts, amounts[:, :100]])), problem.targets
    )
    one, two = minimum_set(problem, gap=1e-4), minimum_set(dear, gap=1e-4)
    assert one.status == two.status == "optimal"
    assert one.objective <= two.objective * (1 + 1e-4)
    assert two.objective <= one.objective * (1 + 1e-4)
