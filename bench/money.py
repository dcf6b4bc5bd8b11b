"""Time and peak memory of money and targets on 5 000 sub-projects over 10 years.

    python bench/money.py [--subprojects 5000] [--years 10]

The plan is made up: units of 25 sub-projects in 40 townships, three works each, money of three sources by year and
level, prices of years before brought up by an index, fees by entered and by published rates, revenue of every fifth
sub-project with private money that it pays back, and effects of every third one. Budget on two cores: under 20 s and
4 GB. The exit code is 1 where it is missed.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from finance.plans import (  # noqa: E402
    at,
    fee,
    make_plan,
    measure,
    money,
    price,
    sub,
    target,
    unit_,
    work,
    workspace,
)
from shanshui.finance import run  # noqa: E402 - the path leads to it
from shanshui.ledger import Basis, Fact, Facts  # noqa: E402
from shanshui.plan import Plan, PriceIndex, PrivateFinance, Revenue  # noqa: E402
from shanshui.standard import load  # noqa: E402

SECONDS, GIB = 20, 4
IN_UNIT = 25
TOWNSHIPS = 40
EARNING, EFFECTIVE = 5, 3
"""Every how many-th sub-project has revenue, and effects."""


def main() -> int:
    """Make the plan, run the stage, and hold time and memory against the budget."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subprojects", type=int, default=5000)
    parser.add_argument("--years", type=int, default=10)
    given = parser.parse_args()
    plan, standard = made(given.subprojects, given.years), load()
    effects = Facts(_effects(given.subprojects))
    start = time.perf_counter()
    result = run(plan, workspace(effects), standard)
    seconds, peak = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    rows = sum(len(table.rows) for table in result.tables)
    print(
        f"{len(plan.works)} works, {len(plan.funding)} payments, {len(plan.revenues)} revenues, "
        f"{len(effects)} effects: {len(result.facts)} facts, {rows} rows of tables"
    )
    met = seconds < SECONDS and peak < GIB
    print(f"{'finance':20} {seconds:6.1f} s of {SECONDS} s, {peak:5.2f} GiB of {GIB}  {'ok' if met else 'MISSED'}")
    return 0 if met else 1


def made(subprojects: int, years: int) -> Plan:
    """A plan of so many sub-projects, each over all years."""
    first, last = 2021, 2020 + years
    codes = [f"S{n}" for n in range(subprojects)]
    kinds = (("forest", "hm2", "forest_new"), ("mine", "hm2", "mine_restoration"), ("cistern", "count", ""))
    subs = [
        replace(sub(code, f"U{n // IN_UNIT}", first, last), townships=(f"T{n % TOWNSHIPS}",), department="forestry")
        for n, code in enumerate(codes)
    ]
    plan = make_plan(
        units=[unit_(f"U{n}") for n in range(-(-subprojects // IN_UNIT))],
        subprojects=subs,
        works=[
            work(code, kind, Decimal(7 * n % 93 + 1) / 7, unit, indicator, row=2 + 3 * n + m)
            for n, code in enumerate(codes)
            for m, (kind, unit, indicator) in enumerate(kinds)
        ],
        measures=[measure(kind, unit) for kind, unit, _ in kinds],
        prices=[price(kind, Decimal(18000), f"yuan/{unit}", year=2018) for kind, unit, _ in kinds],
        fees=[
            fee("design", "preparation", Decimal("1.2")),
            replace(fee("supervision", "supervision"), name="工程监理费"),
            fee("contingency", "contingency", Decimal(3)),
        ],
        funding=[
            money(code, year, source, Decimal(n % 5 + 1), level)
            for n, code in enumerate(codes)
            for year in range(first, last + 1)
            for source, level in (("central", ""), ("local", ("province", "county")[n % 2]), ("social", ""))
            if source != "social" or n % EARNING == 0
        ],
        targets=[target(f"subproject:{code}", "quality_rate", Decimal(90), unit="%") for code in codes],
        years=(first, last),
    )
    indices = tuple(
        PriceIndex("", "", year, Decimal(102), False, "", at("price_indices", 2)) for year in (2019, first - 1)
    )
    earning = codes[::EARNING]
    return replace(plan, price_indices=indices, revenues=_revenues(earning), private_finance=_private(earning, years))


def _revenues(codes: Sequence[str]) -> tuple[Revenue, ...]:
    low, most, high = Decimal(8), Decimal(10), Decimal(13)
    return tuple(
        Revenue(code, "industry", "", most, low, high, None, None, "community", False, "", at("revenues", row))
        for row, code in enumerate(codes, start=2)
    )


def _private(codes: Sequence[str], years: int) -> tuple[PrivateFinance, ...]:
    amount, rate = Decimal(3 * years), Decimal(5)
    return tuple(
        PrivateFinance(
            f"F{row}", code, "", "enterprise", amount, None, 15, rate, "operation", "", False, "",
            at("private_finance", row),
        )
        for row, code in enumerate(codes, start=2)
    )  # fmt: skip


def _effects(subprojects: int) -> Iterator[Fact]:
    """What layout would tell of the effects of works."""
    quantities = {"soil_kept": "t/a", "sediment_kept": "t/a", "water_retention": "m3/a", "carbon": "t/a"}
    effective = [f"subproject:S{n}" for n in range(0, subprojects, EFFECTIVE)]
    for name, unit in quantities.items():
        for subject, size in ((subject, 100) for subject in effective):
            yield _effect(f"{subject}.effect.{name}", size, unit)
        yield _effect(f"scope.effect.{name}", 100 * len(effective), unit)


def _effect(key: str, size: int, unit: str) -> Fact:
    low, high = Decimal(size) / 2, Decimal(size) * 2
    basis = Basis.MODELLED_UNCALIBRATED
    return Fact(key, Decimal(size), unit, basis, "", "made up", "", (), True, "", low, high)


if __name__ == "__main__":
    sys.exit(main())
