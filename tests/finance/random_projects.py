"""Random plans: units, sub-projects, works with and without years, prices with gaps, fees, money, targets."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import strategies as st

from finance.plans import fee, make_plan, measure, money, price, sub, target, unit_, work
from shanshui.ledger import Basis, Fact, Facts
from shanshui.plan import Fee, Funding, Measure, Plan, Price, Subproject, Target, Work

FIRST = 2021
MODES = ("conservation", "natural_regeneration", "assisted_regeneration", "reconstruction", "")
PROBLEMS = ("soil_erosion", "water_pollution", "mine_damage", "farmland_degradation", "settlement_environment")
DEPARTMENTS = ("water", "forestry", "agriculture", "")
CATEGORIES = ("erosion", "forest", "mine", "other")
CURVES = ("", "even", "front", "back")
LEVELS = ("province", "prefecture", "county", "")
KINDS = (
    # code, unit of works, unit of price, indicator, measure of the library
    ("terrace", "hm2", "yuan/hm2", "farmland_restored", "坡改梯"),
    ("forest", "mu", "yuan/mu", "forest_new", "水土保持林"),
    ("orchard", "hm2", "wan_yuan/hm2", "farmland_restored", ""),
    ("bank", "km", "wan_yuan/km", "river_restoration", ""),
    ("drain", "m", "yuan/m", "river_restoration", ""),
    ("mine", "hm2", "wan_yuan/hm2", "mine_restoration", ""),
    ("cistern", "count", "wan_yuan/count", "", "蓄水池"),
    ("station", "count", "yuan/count", "monitor_points", ""),
)
"""What works are of: several units of measure of one indicator, one indicator of several measures, none."""
FEES = (
    ("survey", "preparation", "construction"),
    ("design", "preparation", "construction"),
    ("supervision", "supervision", "construction"),
    ("acceptance", "acceptance", "construction"),
    ("management", "management", "construction_and_fees"),
    ("monitoring", "monitoring", "construction"),
    ("contingency", "contingency", "construction_and_fees"),
)


def random_project(random: Random) -> tuple[Plan, Facts]:
    """A plan, and the facts of earlier stages that money and targets ask for.

    Parameters
    ----------
    random : random.Random
        Decides everything.
    """
    years = (FIRST, FIRST + random.randint(0, 4))
    units = [unit_(f"U{number}") for number in range(random.randint(1, 4))]
    codes = [f"S{number}" for number in range(random.randint(1, 9))]
    subs = [_subproject(random, code, random.choice(units).code, years) for code in codes]
    works = [w for number, code in enumerate(codes) for w in _works(random, code, years, 2 + 5 * number)]
    plan = make_plan(
        units=units,
        subprojects=subs,
        works=works,
        measures=_measures(random),
        prices=_prices(random),
        fees=_fees(random),
        funding=[m for code in codes for m in _funding(random, code, years)],
        targets=_targets(random, codes),
        years=years,
    )
    return plan, _areas(random, codes)


def projects() -> st.SearchStrategy[tuple[Plan, Facts]]:
    """Random plans with the facts of earlier stages."""
    return st.randoms(use_true_random=False).map(random_project)


def _amount(random: Random, most: int, places: int) -> Decimal:
    return Decimal(random.randint(0, most * 10**places)).scaleb(-places)


def _subproject(random: Random, code: str, unit: str, years: tuple[int, int]) -> Subproject:
    start = random.randint(*years)
    return replace(
        sub(code, unit, start, random.randint(start, years[1])),
        category=random.choice(CATEGORIES),
        department=random.choice(DEPARTMENTS),
        problems=tuple(random.sample(PROBLEMS, random.randint(0, 3))),
        townships=tuple(random.sample(("T1", "T2", "T3"), random.randint(0, 3))),
        progress=random.choice(CURVES),
    )


def _works(random: Random, code: str, years: tuple[int, int], row: int) -> list[Work]:
    found = []
    for number in range(random.randint(0, 4)):
        kind, unit, _, indicator, _ = random.choice(KINDS)
        year = random.choice((None, None, random.randint(*years)))
        quantity = _amount(random, 300, 0 if unit == "count" else random.randint(0, 4))
        named = indicator if random.random() < 0.8 else ""
        made = work(code, kind, quantity, unit, named, year, row + number)
        found.append(replace(made, mode=random.choice(MODES)))
    return found


def _measures(random: Random) -> list[Measure]:
    return [replace(measure(kind, unit), library=library) for kind, unit, _, _, library in KINDS]


def _prices(random: Random) -> list[Price]:
    return [
        price(kind, _amount(random, 20 if per.startswith("wan") else 40000, 2) + 1, per)
        for kind, _, per, _, _ in KINDS
        if random.random() < 0.85
    ]


def _fees(random: Random) -> list[Fee]:
    found = []
    for code, group, base in FEES:
        by = random.choice(("rate", "amount", "neither", "left out"))
        if by != "left out":
            rate = _amount(random, 5, 2) if by == "rate" else None
            amount = _amount(random, 200, random.randint(0, 2)) if by == "amount" else None
            found.append(fee(code, group, rate, amount, base))
    return found


def _funding(random: Random, code: str, years: tuple[int, int]) -> list[Funding]:
    found = []
    for source in random.sample(("central", "local", "social"), random.randint(0, 3)):
        for _ in range(random.randint(1, 3)):
            paid = money(code, random.randint(*years), source, _amount(random, 900, random.choice((0, 0, 2))))
            level = random.choice(LEVELS) if source == "local" else ""
            found.append(replace(paid, year=random.choice((paid.year, None)), level=level))
    return found


def _targets(random: Random, codes: list[str]) -> list[Target]:
    found = [target("scope", "quality_rate", Decimal(random.randint(80, 100)), unit="%")]
    found += [target(f"subproject:{c}", "quality_rate", Decimal(90), unit="%", aspect="quality") for c in codes[:2]]
    return found


def _areas(random: Random, codes: list[str]) -> Facts:
    areas = {code: _amount(random, 9_000_000, 3) for code in codes if random.random() < 0.9}
    whole = sum(areas.values(), Decimal(0))
    named = {f"subproject:{code}.area": area for code, area in areas.items()}
    named["implementation_area.area"] = round(whole * Decimal("0.97"), 3)
    named["scope.area"] = whole + _amount(random, 500_000_000, 3)
    return Facts(Fact(key, area, "m2", Basis.MEASURED, "layer", "areas", "5.3.2") for key, area in named.items())
