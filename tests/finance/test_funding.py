from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from finance.plans import make_plan, money, sub
from shanshui.finance.funds.funding import financing
from shanshui.finance.funds.funding_facts import funding_facts
from shanshui.plan import FUNDING_SOURCES, Funding

D = Decimal
SUBS = [sub("A1"), sub("A2"), sub("B1", "B")]


def test_by_source_year_and_subject() -> None:
    found = financing(
        SUBS,
        [money("A1", 2021, "central", D("1.5")), money("A2", 2021, "local", D(2)), money("B1", 2022, "local", D(4))],
    )
    assert found.amount("subproject:A1", "central") == 15000
    assert found.amount("subproject:A1", "local") == 0
    assert found.amount("unit:A", "total", 2021) == 35000
    assert found.amount("unit:A", "total", 2022) == 0
    assert found.amount("scope", "local") == 60000
    assert found.amount("scope", "total") == 75000


def test_nobody_gave() -> None:
    found = financing(SUBS, [money("A1", 2021, "central", D(1)), money("X9", 2021, "central", D(100))])
    assert found.amount("subproject:A2", "total") is None
    assert found.amount("unit:B", "central") is None
    assert found.amount("scope", "total") == 10000


rows = st.builds(
    money,
    st.sampled_from(("A1", "A2", "B1")),
    st.integers(2021, 2025),
    st.sampled_from(FUNDING_SOURCES),
    st.decimals(0, 10**6, places=2),
)


@given(st.lists(rows, min_size=1, max_size=30))
def test_sources_years_and_subjects_close(entered: list[Funding]) -> None:
    found = financing(SUBS, entered)
    whole = found.amount("scope", "total")
    assert whole == sum((r.amount or D(0) for r in entered), D(0)) * 10000
    assert whole == sum(found.amount("scope", s) or D(0) for s in FUNDING_SOURCES)
    assert whole == sum(found.amount("scope", "total", y) or D(0) for y in range(2021, 2026))
    assert whole == sum(found.amount(f"unit:{u}", "total") or D(0) for u in "AB")
    assert whole == sum(found.amount(f"subproject:{s.code}", "total") or D(0) for s in SUBS)


def test_money_without_a_year_has_no_share_of_years() -> None:
    entered = [money("A1", 2021, "central", D(10)), replace(money("A1", 2021, "local", D(10)), year=None)]
    facts = {f.id: f for f in funding_facts(make_plan(subprojects=[sub("A1")]), financing([sub("A1")], entered), str)}
    assert facts["scope.funding.total"].value == 200_000
    assert facts["scope.funding.total@2021"].value == 100_000
    assert not any(".funding.share@" in key for key in facts)
