"""Faults that ``check`` finds: a thousand correct counties, each spoilt by one fault of some kind.

    python bench/rules.py [--mutants 1000] [--seed 1] [--kind NAME] [--verbose]

Recall is the share of mutants of which a new finding names the fault at its place; a false alarm is a new finding
that neither names the fault nor follows from it, or any finding on a correct or harmlessly changed county. The exit
code is 1 where recall is below 98 % or there is more than one false alarm per county.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import mutants  # noqa: E402 - the path leads to it
from shanshui import pipeline  # noqa: E402
from shanshui.finding import Finding  # noqa: E402

LEAST_RECALL, MOST_ALARMS = 0.98, 1.0
TILES = (1, 1, 1, 2, 3, 4, 6, 8, 10)
"""Sizes of the counties in turn, in tiles of four sub-projects."""


@dataclass(frozen=True, slots=True)
class Task:
    """One mutant to be judged."""

    kind: int
    tiles: int
    seed: int


@dataclass(frozen=True, slots=True)
class Score:
    """How it was judged: codes of false alarms, and of all that was said."""

    task: Task
    found: bool
    alarms: tuple[str, ...]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Correct:
    """A correct county, and what is said of it all the same."""

    root: Path
    known: tuple[Finding, ...]


COUNTIES: dict[int, Correct] = {}
"""By their tiles; known to the processes that judge."""


def main() -> int:
    """Judge the mutants and print what came of each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=1000, help="how many in all")
    parser.add_argument("--seed", type=int, default=1, help="of all dice")
    parser.add_argument("--kind", default="", help="only kinds whose name holds this")
    parser.add_argument("--verbose", action="store_true", help="name each mutant that was missed or gave an alarm")
    given = parser.parse_args()
    start = time.perf_counter()
    kinds = [n for n, kind in enumerate(mutants.KINDS) if given.kind in kind.name]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        counties = {
            tiles: Correct(root / str(tiles), written(root / str(tiles), tiles)) for tiles in sorted(set(TILES))
        }
        tasks = list(drawn(kinds, given.mutants, given.seed))
        with ProcessPoolExecutor(os.cpu_count(), initializer=COUNTIES.update, initargs=(counties,)) as pool:
            scores = list(pool.map(judged, tasks, chunksize=4))
    correct = sum(len(county.known) for county in counties.values())
    alarms = correct + sum(len(score.alarms) for score in scores)
    recall = report(scores, given.verbose)
    share = alarms / (len(scores) + len(counties))
    print(f"\ncorrect counties of {', '.join(str(4 * n) for n in counties)} sub-projects: {correct} findings")
    print(f"recall {recall:.2%} (at least {LEAST_RECALL:.0%}), false alarms per county {share:.3f}", end=" ")
    print(f"(at most {MOST_ALARMS:g}), seed {given.seed}, {time.perf_counter() - start:.0f} s")
    return 0 if recall >= LEAST_RECALL and share <= MOST_ALARMS and not correct else 1


def written(root: Path, tiles: int) -> tuple[Finding, ...]:
    """Write a correct county; what is said of it all the same."""
    findings = pipeline.check(mutants.write(root, tiles)).findings
    for finding in findings[:10]:
        print(f"correct county of {4 * tiles}: {finding.code} {finding.subject} {finding.got} | {finding.want}")
    return findings


def drawn(kinds: Sequence[int], count: int, seed: int) -> Iterator[Task]:
    """Each kind in turn, each time in a county of another size."""
    for number in range(count):
        turn, place = divmod(number, len(kinds))
        yield Task(kinds[place], TILES[(turn + place) % len(TILES)], seed * 1_000_003 + number)


def judged(task: Task) -> Score:
    """Judge one mutant of a correct county."""
    county = COUNTIES[task.tiles]
    try:
        verdict = mutants.judge(mutants.KINDS[task.kind], county.root, task.seed, county.known)
    except Exception as error:  # a check that breaks down has found nothing, and the bench goes on
        return Score(task, False, (f"{type(error).__name__}: {error}",), ("broken down",))
    return Score(task, verdict.found, tuple(f.code for f in verdict.alarms), tuple(f.code for f in verdict.new))


def report(scores: Sequence[Score], verbose: bool) -> float:
    """Print a line for each kind; recall over all mutants that have a fault."""
    print(f"{'kind of fault':34}{'mutants':>8}{'found':>7}{'recall':>9}{'false alarms':>14}{'told each':>11}")
    for number, kind in enumerate(mutants.KINDS):
        own = [score for score in scores if score.task.kind == number]
        if own:
            found, alarms = sum(score.found for score in own), sum(len(score.alarms) for score in own)
            share = "harmless" if kind.harmless else f"{found / len(own):.1%}"
            print(f"{kind.name:34}{len(own):8}{found:7}{share:>9}{alarms:14}{told(own):11.1f}")
    for score in scores if verbose else ():
        if score.alarms or not score.found:
            name = mutants.KINDS[score.task.kind].name
            said = " ".join(sorted(set(score.said))) or "nothing"
            print(f"{name}, seed {score.task.seed}, {score.task.tiles} tiles: found {score.found}, said {said};",
                  f"alarms {' '.join(sorted(set(score.alarms))) or 'none'}")  # fmt: skip
    faulty = [score for score in scores if not mutants.KINDS[score.task.kind].harmless]
    recall = sum(score.found for score in faulty) / len(faulty) if faulty else 1.0
    print(f"{'all with a fault':34}{len(faulty):8}{sum(s.found for s in faulty):7}{recall:9.1%}"
          f"{sum(len(s.alarms) for s in faulty):14}{told(faulty):11.1f}")  # fmt: skip
    return recall


def told(scores: Sequence[Score]) -> float:
    """New findings per mutant, with all that follow from the fault."""
    return sum(len(score.said) for score in scores) / len(scores) if scores else 0.0


if __name__ == "__main__":
    sys.exit(main())
