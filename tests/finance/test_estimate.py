from collections.abc import Iterable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finance.plans import fee, make_plan, measure, price, sub, unit_, work
from shanshui.finance.estimate.costs import cost_works
from shanshui.finance.estimate.estimate import Estimate, estimate
from shanshui.finance.estimate.fees import GROUPS, OTHER
from shanshui.finance.whole import WAN
from shanshui.plan import Fee, Plan
from shanshui.quantity import round_half_up

D = Decimal


def of(plan: Plan) -> Estimate:
    works, _ = cost_works(plan)
    return estimate(plan, works)


def two_units(areas: dict[str, str], fees: Iterable[Fee] = ()) -> Plan:
    """One measure at 1 万元/hm²; a sub-project's unit is the first letter of its code."""
    works = [work(code, "m", D(area), "hm2", row=n) for n, (code, area) in enumerate(areas.items(), start=2)]
    units = [unit_(u) for u in dict.fromkeys(code[0] for code in areas)]
    subs = [sub(code, code[0]) for code in areas]
    return make_plan(units, subs, works, [measure("m", "hm2")], [price("m", D(1), "wan_yuan/hm2")], fees)


def test_hand_computed() -> None:
    fees = [
        fee("a", "preparation", rate=D("1.5")),
        fee("b", "supervision", rate=D(2)),
        fee("c", "acceptance", amount=D("6.4")),
        fee("d", "management", rate=D(2), base="construction_and_fees"),
        fee("e", "monitoring", rate=D(1)),
        fee("f", "contingency", rate=D(3), base="construction_and_fees"),
    ]
    found = of(two_units({"A1": "100.4", "A2": "200.4", "B1": "99.4"}, fees))
    wan = {code: amount / WAN for code, amount in found.construction.items() if amount is not None}
    assert found.scope_construction == 400 * WAN  # 400.2
    assert wan == {"A1": 101, "A2": 200, "B1": 99}  # unit A 300.8 -> 301, unit B 99.4 -> 99; A1 first of two equals
    amounts = [line.amount and line.amount / WAN for line in found.fees]
    assert amounts == [6, 8, 6, 8, 4, 13]  # d: 2 % of 400 + 6 + 8 + 6 = 420; f: 3 % of 428 = 12.84
    assert [line.base and line.base / WAN for line in found.fees] == [400, 400, None, 420, 400, 428]
    assert found.other == 28 * WAN
    assert found.scope_total == 445 * WAN
    totals = {code: amount / WAN for code, amount in found.total.items() if amount is not None}
    assert totals == {"A1": 112, "A2": 223, "B1": 110}  # of 45: A 33.86 -> 34, B 11.14 -> 11; A1 11.4, A2 22.6


def test_what_has_no_price_is_left_out_and_counted() -> None:
    plan = make_plan(
        [unit_("A")],
        [sub("A1"), sub("A2"), sub("A3")],
        [work("A1", "m", D(5), "hm2", row=2), work("A1", "x", D(1), "hm2", row=3), work("A2", "x", D(1), "hm2", row=4)],
        [measure("m", "hm2"), measure("x", "hm2")],
        [price("m", D(1), "wan_yuan/hm2")],
        [fee("a", "preparation", rate=D(20))],
    )
    found = of(plan)
    assert found.construction == {"A1": 5 * WAN, "A2": None, "A3": None}
    assert found.uncosted == {"A1": 1, "A2": 1, "A3": 0}
    assert found.total == {"A1": 6 * WAN, "A2": None, "A3": None}
    assert found.scope_total == 6 * WAN


def test_nothing_is_known_of_a_plan_without_works() -> None:
    found = of(make_plan([unit_("A")], [sub("A1")], fees=[fee("a", "preparation", rate=D(1))]))
    assert found.scope_construction is None
    assert found.scope_total is None
    assert found.fees[0].amount is None
    assert of(make_plan()).scope_total is None


def test_works_that_cost_nothing_share_a_lump_evenly() -> None:
    found = of(two_units({"A1": "0", "A2": "0", "B1": "0"}, [fee("a", "preparation", amount=D(7))]))
    assert found.scope_construction == 0
    assert found.scope_total == 7 * WAN
    assert sum(amount or 0 for amount in found.total.values()) == 7 * WAN


@pytest.mark.parametrize(
    ("given_fee", "amount"),
    [
        (fee("a", "preparation"), None),
        (fee("a", "preparation", rate=D(0)), D(0)),
        (fee("a", "preparation", rate=D(3), amount=D(5)), 5 * WAN),
        (fee("a", "preparation", rate=D("0.5")), 1 * WAN),  # 0.50 万元 rounds up
        (fee("a", "preparation", rate=D("0.49")), D(0)),
        (fee("a", "contingency", rate=D(100), base="construction_and_fees"), 100 * WAN),
        (fee("a", "preparation", rate=D(1), base=""), 1 * WAN),
    ],
)
def test_fees_at_the_edge(given_fee: Fee, amount: Decimal | None) -> None:
    found = of(two_units({"A1": "100"}, [given_fee]))
    assert found.fees[0].amount == amount
    assert found.groups[given_fee.parent] == amount
    assert found.groups["monitoring"] is None


rates = st.decimals(0, 30, places=2)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from("ABC"), st.integers(0, 9)).map(lambda t: f"{t[0]}{t[1]}"),
        st.decimals(0, 99999, places=3).map(str),
        min_size=1,
        max_size=12,
    ),
    st.lists(
        st.builds(
            fee,
            st.sampled_from("abcdef"),
            st.sampled_from(GROUPS),
            rate=rates,
            base=st.sampled_from(("construction", "construction_and_fees")),
        ),
        max_size=6,
    ),
)
def test_any_estimate_closes(areas: dict[str, str], fees: list[Fee]) -> None:
    plan = two_units(areas, fees)
    found = of(plan)
    construction = [a for a in found.construction.values() if a is not None]
    exact = sum((D(a) for a in areas.values()), D(0))
    assert sum(construction) == found.scope_construction == round_half_up(exact, 0) * WAN
    assert sum(a for a in found.total.values() if a is not None) == found.scope_total
    amounts = [line.amount or D(0) for line in found.fees]
    assert found.scope_total == found.scope_construction + sum(amounts)
    assert (found.other or D(0)) == sum(f.amount or D(0) for f in found.fees if f.fee.parent in OTHER)
    assert all(amount % WAN == 0 for amount in (*construction, *amounts))
    for unit in plan.units:
        own = sum(found.construction[s.code] or D(0) for s in plan.subprojects if s.unit == unit.code)
        wanted = sum((D(a) for code, a in areas.items() if code[0] == unit.code), D(0))
        assert abs(own / WAN - wanted) < 1
    for code, amount in found.construction.items():
        assert abs((amount or D(0)) / WAN - D(areas[code])) < 2
