from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from finance.plans import make_plan, money, sub
from shanshui.finance.funds.funding import LEVELS, UNASSIGNED, financing
from shanshui.finance.funds.funding_facts import funding_facts
from shanshui.plan import FUNDING_SOURCES, Funding
from shanshui.quantity import round_half_up

D = Decimal
SUBS = [sub("A1"), sub("A2", progress="s_curve"), sub("B1", "B")]
YEARS = (2021, 2022, 2023, 2024, 2025)


def test_by_source_year_and_subject() -> None:
    found = financing(
        SUBS,
        [money("A1", 2021, "central", D(1)), money("A2", 2021, "local", D(2)), money("B1", 2022, "local", D(4))],
        YEARS,
    )
    assert found.amount("subproject:A1", "central") == 10000
    assert found.amount("subproject:A1", "local") == 0
    assert found.amount("unit:A", "total", 2021) == 30000
    assert found.amount("unit:A", "total", 2022) == 0
    assert found.amount("scope", "local") == 60000
    assert found.amount("scope", "total") == 70000


def test_nobody_gave() -> None:
    found = financing(SUBS, [money("A1", 2021, "central", D(1)), money("X9", 2021, "central", D(100))], YEARS)
    assert found.amount("subproject:A2", "total") is None
    assert found.amount("unit:B", "central") is None
    assert found.amount("scope", "total") == 10000


rows = st.builds(
    money,
    st.sampled_from(("A1", "A2", "B1")),
    st.sampled_from((*YEARS, None)),
    st.sampled_from(FUNDING_SOURCES),
    st.decimals(0, 10**6, places=2),
)


@given(st.lists(rows, min_size=1, max_size=20))
def test_sources_years_and_subjects_close(entered: list[Funding]) -> None:
    found = financing(SUBS, entered, YEARS)
    whole = found.amount("scope", "total")
    assert whole == round_half_up(sum((r.amount or D(0) for r in entered), D(0)), 0) * 10000
    assert whole == sum(found.amount("scope", s) or D(0) for s in FUNDING_SOURCES)
    assert whole == sum(found.amount("scope", "total", y) or D(0) for y in YEARS)
    assert whole == sum(found.amount(f"unit:{u}", "total") or D(0) for u in "AB")
    assert whole == sum(found.amount(f"subproject:{s.code}", "total") or D(0) for s in SUBS)
    for one in SUBS:
        own = sum((r.amount or D(0) for r in entered if r.subproject == one.code), D(0)) * 10000
        assert abs((found.amount(f"subproject:{one.code}", "total") or D(0)) - own) < 10000


def test_levels_of_local_money() -> None:
    rows = [
        money("A1", 2021, "local", D(5), "province"),
        money("A1", 2021, "local", D(3)),
        money("B1", None, "local", D(10), "county"),
        money("B1", 2021, "central", D(7), "county"),  # a level that only local money has
    ]
    found = financing(SUBS, rows, YEARS)
    assert [found.amount("scope", f"local.{level}") for level in (*LEVELS, UNASSIGNED)] == [50000, 0, 100000, 30000]
    assert [found.amount("unit:B", "local.county", year) for year in YEARS] == [20000] * 5
    assert not financing(SUBS, rows[1:2], YEARS).levels


def test_money_without_a_year_follows_the_works() -> None:
    one = sub("A1", progress="back")
    entered = [money("A1", 2021, "central", D(10)), money("A1", None, "local", D(10))]
    facts = {f.id: f for f in funding_facts(make_plan(subprojects=[one]), financing([one], entered, YEARS), str)}
    assert facts["scope.funding.total"].value == 200_000
    # 10 along t² is 0.4, 1.2, 2, 2.8, 3.6: the two units that are missing go to the largest remainders.
    assert [facts[f"scope.funding.local@{y}"].value for y in YEARS] == [0, 10_000, 20_000, 30_000, 40_000]
    assert [facts[f"scope.funding.share@{y}"].value for y in YEARS] == [D(n) / 100 for n in (50, 5, 10, 15, 20)]
