"""The portfolio of 200 sub-projects, its front and its contradictions, and the minimum sets whose optima are known.

Each run prints what was found, the bound, the gap, time and peak memory; the exit code is 1 where a budget is missed.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from shanshui.optimisation.conflicts import conflict
from shanshui.optimisation.minimum_set import minimum_set
from shanshui.optimisation.portfolio import best_portfolio, feasible
from shanshui.optimisation.task import Cap, Floor, Option, Order, Place, Pool, Task
from shanshui.optimisation.verifier import verify

QUANTITIES = ("soil_kept", "cover", "water", "area")
CATEGORIES = ("erosion", "mine", "forest", "farmland", "water_environment", "river")
LEADING = ("water_environment", "mine")
YEARS = tuple(range(2021, 2026))
LONG = 300.0
"""Time for the problem whose optimum nobody has proven [s]."""

SHARED = Path(__file__).parents[2] / "shared" / "data" / "conservation_planning"


def made(places: int, measures: int, seed: int) -> Task:
    """A county made from a seed: units, a flow tree, funds with their categories, capacities, targets.

    Costs are log-normal; benefits follow costs with a spread of a factor two; of six measures two are one another's
    alternatives and a third are scalable; half of the money that everything would cost is there.
    """
    rng = np.random.default_rng(seed)
    names = [f"P{n:04d}" for n in range(places)]
    category = rng.choice(CATEGORIES, places)
    units = {name: n % 10 for n, name in enumerate(names)}
    barred = [frozenset({"central"}) if rng.random() < 0.05 else frozenset() for _ in names]
    spots = tuple(
        Place(name, str(category[n]), barred=barred[n], longest=int(rng.integers(3, 6))) for n, name in enumerate(names)
    )
    options, exclusions, works_order = [], [], []
    for name in names:
        size = rng.lognormal(13, 0.8)
        own = [f"{name}.{n}" for n in range(measures)]
        for n, option in enumerate(own):
            cost = size * rng.lognormal(0, 0.6)
            benefits = {q: cost * rng.lognormal(0, 0.7) * (rng.random() < 0.6) for q in QUANTITIES}
            pool = ("earthworks", "planting", "river_works")[n % 3]
            years = YEARS[:-1] if pool == "planting" else ()
            options.append(
                Option(option, name, cost, benefits, {pool: cost / 100}, years, n % 3 == 0, 0.2 * (n % 2), n == 0)
            )
        if measures > 3:
            exclusions.append((own[2], own[3]))
            works_order.append((own[0], own[1]))
    total = sum(option.cost for option in options)
    caps = []
    for fund, share, only in (
        ("central", 0.25, ()), ("local", 0.15, ()), ("social", 0.1, ("farmland", "forest", "river")),
    ):  # fmt: skip
        rhythm = rng.dirichlet(np.full(len(YEARS), 20.0))
        caps += [
            Cap(fund, total * share * part, year, frozenset(only)) for year, part in zip(YEARS, rhythm, strict=True)
        ]
    pools = [
        Pool(pool, 0.6 * sum(o.uses.get(pool, 0.0) for o in options) / len(YEARS))
        for pool in ("earthworks", "planting", "river_works")
    ]
    floors = []
    for unit in range(10):
        inside = frozenset(name for name in names if units[name] == unit)
        offered = sum(o.benefits["area"] for o in options if o.place in inside)
        floors.append(Floor(f"U{unit}", "area", 0.3 * offered, inside))
    orders = []
    for n in range(1, places):
        below = int(rng.integers(0, n))
        if rng.random() < 0.4:
            orders.append(
                Order(names[n], names[below], ends=bool(rng.random() < 0.5), binding=bool(rng.random() < 0.3))
            )
        elif category[n] in LEADING and category[below] not in LEADING:
            orders.append(Order(names[n], names[below]))
    weights = dict.fromkeys(QUANTITIES, 1 / len(QUANTITIES))
    worth = {year: 1.0 - 0.03 * n for n, year in enumerate(YEARS)}
    return Task(
        YEARS, spots, tuple(options), weights, worth, tuple(caps), tuple(pools), tuple(floors), tuple(orders),
        tuple(works_order), tuple(exclusions),
    )  # fmt: skip


def portfolio(places: int, measures: int, seed: int, gap: float, seconds: float) -> bool:
    """The best portfolio of a made county; whether it keeps within gap and time."""
    task = made(places, measures, seed)
    found = best_portfolio(task, gap=gap, seconds=seconds)
    broken = len(verify(task, found.schedule).broken) if found.schedule is not None else -1
    print(
        f"| {places} × {measures} × {len(YEARS)} × 3, seed {seed}, gap wanted {gap:.2%} | {found.objective:.5f} | "
        f"{found.bound:.5f} | {found.gap:.3%} | {found.seconds:.1f} s | {peak():.2f} GB | {broken} broken |",
        flush=True,
    )
    return found.gap <= gap and broken == 0


def contradiction(places: int, measures: int) -> bool:
    """A made county with too little money for its targets: the demands that contradict each other."""
    task = made(places, measures, 0)
    poor = replace(task, caps=tuple(replace(cap, amount=0.1 * cap.amount) for cap in task.caps))
    began = time.perf_counter()
    found = conflict(poor)
    seconds = time.perf_counter() - began
    lasting = feasible(poor, frozenset(found))
    spare = [demand for demand in found if feasible(poor, frozenset(found) - {demand}) is not True]
    print(f"a tenth of the money: {len(found)} demands of {len(list(poor.demands()))} contradict each other, "
          f"{len(spare)} to spare, {seconds:.1f} s", flush=True)  # fmt: skip
    return lasting is False and not spare


def sets(seconds: float) -> bool:
    """The problems of prioritizr and Marxan: our optimum beside the known one."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "optimisation"))
    from test_minimum_set import known, sim, tasmania

    problems = (
        ("sim_minset_0.1", sim(0.1)),
        ("sim_minset_0.2", sim(0.2)),
        ("sim_minset_0.1_boundary_penalty_100_edge_factor_1.0", sim(0.1, 100.0)),
        ("marxan_tasmania_minset_prop0.3_with_locks", tasmania(locks=True)),
        ("marxan_tasmania_minset_prop0.3_no_locks", tasmania(locks=False)),
    )
    good = True
    for name, problem in problems:
        best = known(name)
        found = minimum_set(problem, seconds=LONG if "no_locks" in name else seconds)
        print(f"| {name} | {best:.2f} | {found.objective:.2f} | {found.bound:.2f} | {found.gap:.3%} | "
              f"{found.seconds:.1f} s |", flush=True)  # fmt: skip
        good = good and found.objective <= best * (1 + 1e-9)
    return good


def peak() -> float:
    """Most memory that this process has taken [GB]."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--places", type=int, default=200)
    parser.add_argument("--measures", type=int, default=6)
    parser.add_argument("--seeds", type=int, nargs="*", default=[0, 1, 2])
    parser.add_argument("--gaps", type=float, nargs="*", default=[0.01, 0.001])
    parser.add_argument("--seconds", type=float, default=120.0)
    given = parser.parse_args()
    good = [
        portfolio(given.places, given.measures, seed, gap, given.seconds) for gap in given.gaps for seed in given.seeds
    ]
    good.append(contradiction(given.places, given.measures))
    if SHARED.is_dir():
        good.append(sets(given.seconds))
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
