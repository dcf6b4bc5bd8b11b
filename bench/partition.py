"""Units by the partition solver: how close the proof comes, and how it stands beside SKATER (spopt).

    python bench/partition.py [--counties 20] [--seconds 180] [--only proof|peer]

Counties are made up (``tests/partition_counties.py``): catchments on a lattice with six features that vary smoothly and
have noise. The proof: 150 and 2,000 catchments, each in a process of its own, with and without limits of size; the exit
code is 1 where 150 are not within 10 % of their bound in three minutes, or 2,000 have no bound by then. The peer:
SKATER on as many parts, with the best of four floors on the number of catchments to a part, scored by the objective at
the weights as shipped; the exit code is 1 where one county is lost. Beside it stands a measure that neither optimises:
(1 - sum of squares within parts over that of all, by area) times the mean of 4 pi area / perimeter^2, ours at the
weights as shipped, and the best of four weights of borders against the best of SKATER's four floors.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import numpy as np  # noqa: E402 - the path leads to what follows
from numpy.typing import NDArray  # noqa: E402

from partition_counties import by_skater, county, homogeneity  # noqa: E402
from shanshui.optimisation.partition import Graph, Limits, Weights, partition, score  # noqa: E402

CASES = ((150, 5, 0.0), (150, 5, 0.5), (150, 8, 0.5), (2000, 8, 0.0), (2000, 8, 0.5))
"""Catchments, parts, and how far a part may be from the mean size; 0 for no limits."""
GAP = 0.1
CATCHMENTS = 150
BORDERS = (0.03, 0.06, 0.2)
"""Weights of borders beside the one that is shipped."""


def main() -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counties", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=180.0)
    parser.add_argument("--only", choices=("proof", "peer"))
    parser.add_argument("--case", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.case is not None:
        return run(given.case, given.seconds)
    good = True
    if given.only != "peer":
        good = proof(given.seconds)
    if given.only != "proof":
        good = peer(given.counties) and good
    return 0 if good else 1


def proof(seconds: float) -> bool:
    """Objective, bound and gap of each case, with time and peak memory."""
    print("catchments parts size     objective   bound     gap      time   memory")
    good = True
    for number, (n, _, _) in enumerate(CASES):
        command = [sys.executable, __file__, "--case", str(number), "--seconds", str(seconds)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        line = process.stdout.readline() if process.stdout else "{}"
        _, status, usage = os.wait4(process.pid, 0)
        found = json.loads(line)
        met = os.waitstatus_to_exitcode(status) == 0 and found["seconds"] <= 1.1 * seconds
        met = met and found["lawful"] and (n > CATCHMENTS or found["gap"] <= GAP)
        good = good and met
        print(
            f"{n:10d} {found['parts']:5d} {found['size']:8s} {found['objective']:9.4f} {found['bound']:9.4f}"
            f" {found['gap']:7.2%} {found['seconds']:7.1f} s {usage.ru_maxrss / 1024**2:6.2f} GiB"
            f"  {'ok' if met else 'MISSED'}",
            flush=True,
        )
    return good


def run(number: int, seconds: float) -> int:
    """One case, as a line of JSON."""
    n, parts, slack = CASES[number]
    graph = county(n, 1)
    mean = graph.area / parts
    limits = Limits((1 - slack) * mean, (1 + slack) * mean) if slack else Limits()
    began = time.perf_counter()
    found = partition(graph, parts, limits, gap=0.0, seconds=seconds)
    lawful = found.labels is not None and score(graph, found.labels, limits).lawful
    size = f"±{slack:.0%}" if slack else "any"
    print(
        json.dumps(
            {
                "parts": parts, "size": size, "objective": found.objective, "bound": found.bound, "gap": found.gap,
                "seconds": time.perf_counter() - began, "lawful": lawful,
            }
        )
    )  # fmt: skip
    return 0


def peer(counties: int) -> bool:
    """Ours and SKATER's on made-up counties, and how many of them we win."""
    print("               objective            homogeneity x compactness              time")
    print("county parts   ours    SKATER       shipped  best of 4  SKATER        ours  SKATER")
    won, even = 0, np.zeros(2, dtype=int)
    times = np.zeros(2)
    for seed in range(1, counties + 1):
        graph, parts = county(CATCHMENTS, seed), 3 + seed % 4
        began = time.perf_counter()
        mine = divided(graph, parts, seed)
        middle = time.perf_counter()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = by_skater(graph, parts)
        spent = np.array([middle - began, time.perf_counter() - middle])
        objectives = score(graph, mine).objective, min(score(graph, labels).objective for labels in theirs)
        others = [divided(county(CATCHMENTS, seed, weights=Weights(border=w)), parts, seed) for w in BORDERS]
        shipped, best, skater = (max(_both(graph, one) for one in some) for some in ([mine], [mine, *others], theirs))
        won += objectives[0] < objectives[1]
        even += np.array([shipped > skater, best > skater])
        times += spent
        print(
            f"{seed:6d} {parts:5d}   {objectives[0]:.4f}  {objectives[1]:.4f}       {shipped:.4f}   {best:.4f}"
            f"     {skater:.4f}      {spent[0]:5.1f} s {spent[1]:5.1f} s",
            flush=True,
        )
    print(
        f"won {won} of {counties} by the objective; by the other measure {even[0]}, and {even[1]} at the best of four"
    )
    print(f"{times[0]:.1f} s against {times[1]:.1f} s")
    return won == counties


def divided(graph: Graph, parts: int, seed: int) -> NDArray[np.intp]:
    """Our parts."""
    found = partition(graph, parts, gap=0.0, seconds=60.0, seed=seed).labels
    if found is None:
        raise SystemExit("no partition without limits was found")
    return found


def _both(graph: Graph, labels: NDArray[np.intp]) -> float:
    return homogeneity(graph, labels) * score(graph, labels).compactness


if __name__ == "__main__":
    sys.exit(main())
