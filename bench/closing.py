"""Whether the money tables of random projects close, and whether another program computes what they print.

    python bench/closing.py [--projects 200] [--first 0]

Each project is made from a seed (tests/finance/random_projects.py): every table of money and targets must add up as
printed (tests/finance/closing.py), and LibreOffice must compute from the workbooks' formulas what is printed. The exit
code is 1 where anything differs; without LibreOffice the second part is left out and said so.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from finance.closing import faults, whole_wan  # noqa: E402
from finance.plans import workspace  # noqa: E402
from finance.random_projects import random_project  # noqa: E402
from finance.recomputing import recomputed_differently  # noqa: E402
from shanshui.dossier.office import missing  # noqa: E402
from shanshui.finance import run  # noqa: E402
from shanshui.ledger import Table  # noqa: E402
from shanshui.standard import Standard, load  # noqa: E402

IN_BOOK = 20
"""Projects in one workbook."""


def main() -> int:
    """Run both parts and print what differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projects", type=int, default=200)
    parser.add_argument("--first", type=int, default=0)
    given = parser.parse_args()
    standard, start = load(), time.perf_counter()
    seeds = range(given.first, given.first + given.projects)
    tables: list[list[Table]] = []
    open_ends: list[str] = []
    for seed in seeds:
        plan, earlier = random_project(Random(seed))
        done = run(plan, workspace(earlier), standard)
        facts = earlier.with_more(done.facts)
        told = [*faults(plan, facts, done.tables, standard), *whole_wan(facts)]
        open_ends += [f"project {seed}: {fault}" for fault in told]
        tables.append(list(done.tables))
    cells = sum(len(row.cells) for own in tables for table in own for row in table.rows)
    print(f"{len(seeds)} projects, {sum(map(len, tables))} tables, {cells} cells: {len(open_ends)} do not close")
    count, differing = _recomputed(tables, standard)
    if missing():
        print(f"{missing()} is not installed: nothing recomputed")
    else:
        print(f"{count} formulas recomputed: {len(differing)} differ")
    for line in (*open_ends, *differing):
        print(line)
    print(f"{time.perf_counter() - start:.0f} s")
    return 1 if open_ends or differing else 0


def _recomputed(tables: list[list[Table]], standard: Standard) -> tuple[int, list[str]]:
    count, differing = 0, []
    for first in range(0, 0 if missing() else len(tables), IN_BOOK):
        with tempfile.TemporaryDirectory(prefix="closing-") as folder:
            batch = [table for own in tables[first : first + IN_BOOK] for table in own]
            more, found = recomputed_differently(batch, standard, Path(folder))
        count += more
        differing += [f"projects from {first}: {line}" for line in found]
    return count, differing


if __name__ == "__main__":
    sys.exit(main())
