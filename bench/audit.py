"""Faults that the auditor finds: a thousand invented plans of varied wording, each spoilt by one fault of some kind.

    python bench/audit.py [--plans 1000] [--seed 1] [--kind NAME] [--verbose]

Recall is the share of plans of which an error or warning quotes the planted fault; a false alarm is an error or warning
on a plan before anything was planted, or one on the spoilt plan that quotes nothing of the fault. The exit code is 1
where recall is below 95 %, or there is more than one false alarm per plan.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from audit.plans.trial import LEAST_RECALL, MOST_ALARMS, Trial, tried  # noqa: E402 - the path leads to it


@dataclass(frozen=True, slots=True)
class Task:
    """A plan to be spoilt and judged."""

    seed: int
    kind: str


def judged(task: Task) -> Trial | None:
    """Spoil a plan and audit it, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        return tried(task.seed, task.kind, Path(folder))


def main(arguments: Sequence[str]) -> int:
    """Run the bench and print recall by kind."""
    from audit.plans import KINDS

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=KINDS)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args(arguments)
    kinds = [options.kind] if options.kind else KINDS
    tasks = [Task(options.seed + n, kinds[n % len(kinds)]) for n in range(options.plans)]
    begun = time.monotonic()
    with ProcessPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        trials = [trial for trial in pool.map(judged, tasks, chunksize=4) if trial is not None]
    return report(trials, time.monotonic() - begun, options.verbose)


def report(trials: Sequence[Trial], seconds: float, verbose: bool) -> int:
    """Print what came of it."""
    if verbose:
        for trial in trials:
            if not trial.found or trial.alarms:
                print(f"{trial.seed:6} {trial.kind:12} {'found' if trial.found else 'MISSED':7} {trial.words}")
                for alarm in trial.alarms:
                    print(f"{'':21}{alarm}")
    print(f"{'kind':12} {'plans':>6} {'found':>6} {'recall':>7}  codes that found it")
    for kind in dict.fromkeys(trial.kind for trial in trials):
        of = [trial for trial in trials if trial.kind == kind]
        found = sum(trial.found for trial in of)
        codes = Counter(code for trial in of for code in trial.codes)
        named = ", ".join(f"{code} {n}" for code, n in codes.most_common(3))
        print(f"{kind:12} {len(of):6} {found:6} {found / len(of):7.1%}  {named}")
    recall = sum(trial.found for trial in trials) / len(trials)
    alarms = sum(len(trial.alarms) for trial in trials) / len(trials)
    print(f"{'all':12} {len(trials):6} {sum(t.found for t in trials):6} {recall:7.1%}")
    codes = Counter(alarm.split()[0] for trial in trials for alarm in trial.alarms)
    print(f"false alarms per plan: {alarms:.3f}" + "".join(f"\n  {code} {n}" for code, n in codes.most_common()))
    print(f"{seconds:.0f} s, {seconds / len(trials):.2f} s a plan")
    return int(recall < LEAST_RECALL or alarms > MOST_ALARMS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
