"""Documents spoilt by chance, read and audited one after the other: none may crash, hang, or reach for another file.

    python bench/fuzz_documents.py [--mutants 100000] [--seed 0] [--workers 2]

Prints how many of each format were read and refused, and the slowest. The exit code is 1 where one did anything but
answer or refuse within ten seconds; its number makes it again.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from documents.judging import Verdict, judge

MEMORY = 3 << 30
"""Bytes of address space that a worker may take."""

PORTION = 500


def portion(numbers: range) -> list[Verdict]:
    """Verdicts on some documents."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    return [judge(number) for number in numbers]


def main() -> int:
    """Read them all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--mutants", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0, help="number of the first")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    first, last = given.seed, given.seed + given.mutants
    portions = [range(n, min(n + PORTION, last)) for n in range(first, last, PORTION)]
    start = time.perf_counter()
    verdicts: list[Verdict] = []
    try:
        with ProcessPoolExecutor(given.workers) as pool:
            for found in pool.map(portion, portions):
                verdicts += found
    except BrokenProcessPool:
        print(f"a worker died after number {verdicts[-1].number if verdicts else first}")
        return 1
    report(verdicts, time.perf_counter() - start)
    return int(any(verdict.fault for verdict in verdicts))


def report(verdicts: list[Verdict], seconds: float) -> None:
    """Print what became of them."""
    every, refused = Counter(v.ending for v in verdicts), Counter(v.ending for v in verdicts if v.refused)
    print(f"{len(verdicts)} documents in {seconds:.0f} s")
    for ending, count in sorted(every.items()):
        slowest = max((v for v in verdicts if v.ending == ending), key=lambda v: v.seconds)
        print(f"{ending:6} {count:7} read {count - refused[ending]:7} refused {refused[ending]:7}"
              f"  slowest {slowest.seconds:5.2f} s (number {slowest.number})")  # fmt: skip
    faults = [verdict for verdict in verdicts if verdict.fault]
    print(f"faults: {len(faults)}")
    for verdict in faults[:20]:
        print(f"  number {verdict.number} {verdict.ending}: {verdict.fault}")


if __name__ == "__main__":
    sys.exit(main())
