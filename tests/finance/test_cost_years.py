from collections import defaultdict
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from finance.plans import fee, make_plan, measure, money, price, sub, unit_, work
from shanshui.finance.estimate.costs import cost_works
from shanshui.finance.estimate.estimate import estimate
from shanshui.finance.funds.fund_facts import fund_facts
from shanshui.finance.schedule.cost_years import CostsByYear, costs_by_year
from shanshui.ledger import Facts
from shanshui.plan import FUNDING_SOURCES, Funding, Plan, Subproject, Work
from shanshui.standard import load

D = Decimal
WAN = 10_000
YEARS = (2021, 2022, 2023, 2024, 2025)
LEVELS = ("", "province", "prefecture", "county")
STANDARD = load()


def by_year(plan: Plan) -> CostsByYear:
    works = cost_works(plan)[0]
    return costs_by_year(plan, works, estimate(plan, works))


def stated(plan: Plan) -> dict[str, Decimal | str | None]:
    works = cost_works(plan)[0]
    found = fund_facts(plan, works, estimate(plan, works), Facts(), STANDARD)
    return {fact.id: fact.value for fact in found}


def plan_of(subs: list[Subproject], works: list[Work], funding: list[Funding], rate: str = "10") -> Plan:
    return make_plan(
        [unit_("A"), unit_("B")],
        subs,
        works,
        [measure("m", "hm2")],
        [price("m", D(10_000), "yuan/hm2")],
        [fee("design", "preparation", D(rate))],
        funding,
    )


def test_works_of_a_year_and_works_on_a_curve() -> None:
    plan = plan_of(
        [sub("A1", progress="back"), sub("B1", "B", 2022, 2023), sub("B2", "B")],
        [work("A1", "m", D(100), "hm2"), work("A1", "m", D(50), "hm2", year=2021), work("B1", "m", D(15), "hm2")],
        [],
    )
    found = by_year(plan)
    # 100 along t² is 4, 12, 20, 28, 36; of the fee of 16.5, rounded to 17, A1 has 17 × 150 / 165 = 15.
    assert found.construction["A1"] == tuple(WAN * D(n) for n in (54, 12, 20, 28, 36))
    assert sum(found.total["A1"]) == 165 * WAN
    assert found.total["B1"][0] == 0
    assert [sum(row) for row in (found.construction["B1"], found.total["B1"])] == [15 * WAN, 17 * WAN]
    assert "B2" not in found.total


def test_a_sub_project_that_costs_nothing_follows_its_curve() -> None:
    plan = plan_of([sub("A1", progress="front")], [work("A1", "m", D(0), "hm2")], [])
    assert by_year(plan).total == {"A1": (D(0),) * 5}


def test_gaps_by_year() -> None:
    plan = plan_of(
        [sub("A1", "A", 2021, 2022), sub("B1", "B", 2021, 2022)],
        [work("A1", "m", D(10), "hm2"), work("B1", "m", D(8), "hm2", year=2022)],
        [money("A1", 2021, "central", D(10)), money("B1", 2022, "local", D(6))],
        rate="0",
    )
    found = stated(plan)
    assert [found[f"subproject:A1.funding.gap@{y}"] for y in (2021, 2022)] == [-5 * WAN, 5 * WAN]
    assert found["subproject:A1.funding.gap"] == 0
    assert [found[f"scope.funding.gap.summed@{y}"] for y in (2021, 2022, 2025)] == [-5 * WAN, 2 * WAN, 2 * WAN]
    assert found["unit:B.funding.gap"] == found["scope.funding.gap"] == 2 * WAN


def test_the_gap_of_a_plan_without_money_is_its_cost() -> None:
    found = stated(plan_of([sub("A1")], [work("A1", "m", D(10), "hm2")], []))
    assert found["scope.funding.gap"] == 11 * WAN
    assert found["subproject:A1.funding.gap@2021"] == found["subproject:A1.cost.total@2021"]


subs = st.tuples(
    st.sampled_from(("A", "B")), st.integers(2021, 2025), st.integers(0, 4), st.sampled_from(("", "s_curve", "back"))
)
works_ = st.tuples(st.integers(0, 5), st.decimals(0, 10**4, places=2), st.sampled_from((None, 2021, 2024, 2031)))
payments = st.tuples(
    st.integers(0, 5),
    st.sampled_from((None, 2021, 2023, 2030)),
    st.sampled_from(FUNDING_SOURCES),
    st.decimals(0, 10**5, places=2),
    st.sampled_from(LEVELS),
)


@settings(max_examples=25)
@given(
    st.lists(subs, min_size=1, max_size=5),
    st.lists(works_, min_size=1, max_size=8),
    st.lists(payments, min_size=1, max_size=12),
)
def test_any_plan_closes(
    made: list[tuple[str, int, int, str]],
    done: list[tuple[int, Decimal, int | None]],
    paid: list[tuple[int, int | None, str, Decimal, str]],
) -> None:
    own = [
        sub(f"S{n}", unit, start, min(start + more, 2025), progress=curve)
        for n, (unit, start, more, curve) in enumerate(made)
    ]
    code = [one.code for one in own]
    plan = plan_of(
        own,
        [work(code[n % len(own)], "m", q, "mu", year=year, row=row) for row, (n, q, year) in enumerate(done, start=2)],
        [money(code[n % len(own)], year, source, a, level=level) for n, year, source, a, level in paid],
        rate="3.7",
    )
    works = cost_works(plan)[0]
    whole = estimate(plan, works)
    facts = {f.id: f.value for f in fund_facts(plan, works, whole, Facts(), STANDARD)}
    numbers = {key: value for key, value in facts.items() if isinstance(value, Decimal)}
    assert all(value % WAN == 0 for key, value in numbers.items() if ".share@" not in key)
    for subject, cost in [(f"subproject:{c}", whole.total[c]) for c in code] + [("scope", whole.scope_total)]:
        if cost is not None:
            assert sum(v for k, v in numbers.items() if k.startswith(f"{subject}.cost.total@")) == cost
    costed = all(cost is not None for cost in whole.total.values())
    _columns_close({key: value for key, value in numbers.items() if costed or ".gap" not in key}, own)
    _sources_close(numbers)


def _columns_close(numbers: dict[str, Decimal], own: list[Subproject]) -> None:
    """Sub-projects add up to their units and to the scope, in every year and in all."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    unit_of = {f"subproject:{one.code}": f"unit:{one.unit}" for one in own}
    for key, value in numbers.items():
        subject, _, rest = key.partition(".")
        if subject in unit_of and ".share@" not in key:
            sums[f"scope.{rest}"] += value
            sums[f"{unit_of[subject]}.{rest}"] += value
    assert sums
    for key, value in sums.items():
        assert numbers[key] == value, key


def _sources_close(numbers: dict[str, Decimal]) -> None:
    """Sources add up to the total, levels to local money, years to the whole, and the gap is what is left."""
    for key, value in numbers.items():
        subject, _, rest = key.partition(".")
        name, _, year = rest.partition("@")
        when = f"@{year}" if year else ""
        if name == "funding.total":
            assert value == sum(numbers[f"{subject}.funding.{source}{when}"] for source in FUNDING_SOURCES)
        if name == "funding.local" and f"{subject}.funding.local.county{when}" in numbers:
            levels = (*LEVELS[1:], "unassigned")
            assert value == sum(numbers[f"{subject}.funding.local.{level}{when}"] for level in levels)
        if name.startswith("funding.") and not year and name != "funding.gap.summed":
            assert value == sum(v for k, v in numbers.items() if k.startswith(f"{key}@")), key
