"""Time and peak memory of money and targets on 5 000 sub-projects over 10 years.

    python bench/money.py [--subprojects 5000] [--years 10]

The plan is made up: units of 25 sub-projects, three works and two sources of money each. Budget on two cores: under
20 s and 4 GB. The exit code is 1 where it is missed.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from finance.plans import fee, make_plan, measure, money, price, sub, target, unit_, work, workspace  # noqa: E402
from shanshui.finance import run  # noqa: E402 - the path leads to it
from shanshui.plan import Plan  # noqa: E402
from shanshui.standard import load  # noqa: E402

SECONDS, GIB = 20, 4
IN_UNIT = 25


def main() -> int:
    """Make the plan, run the stage, and hold time and memory against the budget."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subprojects", type=int, default=5000)
    parser.add_argument("--years", type=int, default=10)
    given = parser.parse_args()
    plan, standard = made(given.subprojects, given.years), load()
    start = time.perf_counter()
    result = run(plan, workspace(), standard)
    seconds, peak = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    rows = sum(len(table.rows) for table in result.tables)
    print(f"{len(plan.works)} works, {len(plan.funding)} payments: {len(result.facts)} facts, {rows} rows of tables")
    met = seconds < SECONDS and peak < GIB
    print(f"{'finance':20} {seconds:6.1f} s of {SECONDS} s, {peak:5.2f} GiB of {GIB}  {'ok' if met else 'MISSED'}")
    return 0 if met else 1


def made(subprojects: int, years: int) -> Plan:
    """A plan of so many sub-projects, each over all years."""
    first, last = 2021, 2020 + years
    codes = [f"S{n}" for n in range(subprojects)]
    kinds = (("forest", "hm2", "forest_new"), ("mine", "hm2", "mine_restoration"), ("cistern", "count", ""))
    return make_plan(
        units=[unit_(f"U{n}") for n in range(-(-subprojects // IN_UNIT))],
        subprojects=[sub(code, f"U{n // IN_UNIT}", first, last) for n, code in enumerate(codes)],
        works=[
            work(code, kind, Decimal(7 * n % 93 + 1) / 7, unit, indicator, row=2 + 3 * n + m)
            for n, code in enumerate(codes)
            for m, (kind, unit, indicator) in enumerate(kinds)
        ],
        measures=[measure(kind, unit) for kind, unit, _ in kinds],
        prices=[price(kind, Decimal(18000), f"yuan/{unit}") for kind, unit, _ in kinds],
        fees=[fee("design", "preparation", Decimal("1.2")), fee("contingency", "contingency", Decimal(3))],
        funding=[
            money(code, year, source, Decimal(n % 5 + 1))
            for n, code in enumerate(codes)
            for year in range(first, last + 1)
            for source in ("central", "local")
        ],
        targets=[target(f"subproject:{code}", "quality_rate", Decimal(90), unit="%") for code in codes],
        years=(first, last),
    )


if __name__ == "__main__":
    sys.exit(main())
