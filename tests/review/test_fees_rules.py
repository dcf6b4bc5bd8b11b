"""What published rates allow for a fee: by hand, and by what must hold for any base."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.plan import FUNDING_SOURCES
from shanshui.review.ceilings import fee_ceiling
from shanshui.standard import load
from shanshui.standard.judging.fee_rates import fee_kind, load_fee_kinds, load_fee_rates

KINDS = sorted(load_fee_rates())
BASES = st.decimals(0, 500_000, places=2)


@pytest.mark.parametrize(
    ("kind", "base", "wanted"),
    [
        ("land_survey", 2000, "10"),  # 0.5 per cent
        ("design", 300, "14"),  # below the first point its amount holds
        ("design", 500, "14"),
        ("design", 2000, "39"),  # half way between 27 at 1000 and 51 at 3000
        ("design", 100_000, "1107"),
        ("design", 200_000, "2214"),  # 1.107 per cent
        ("tender", 1000, "5"),  # 0.5 per cent
        ("tender", 4000, "13"),  # 5 + 0.3 per cent of 2000 + 0.2 per cent of 1000
        ("management", 500, "14"),
        ("management", 1000, "27"),  # 14 + 2.6 per cent of 500
        ("contingency", 1000, "30"),
    ],
)
def test_ceilings_by_hand(kind: str, base: int, wanted: str) -> None:
    assert fee_ceiling(load_fee_rates()[kind], Decimal(base)) == Decimal(wanted)


def test_acceptance_is_the_sum_of_its_parts() -> None:
    parts = ("checking", "inspection", "audit", "registration", "marking")
    for base in map(Decimal, (100, 700, 5000, 60_000, 250_000)):
        assert fee_ceiling(load_fee_rates()["acceptance"], base) == sum(
            fee_ceiling(load_fee_rates()[part], base) for part in parts
        )


@given(st.sampled_from(KINDS), BASES, BASES)
def test_a_larger_base_never_allows_less(kind: str, one: Decimal, other: Decimal) -> None:
    rates, (low, high) = load_fee_rates()[kind], sorted((one, other))
    assert 0 <= fee_ceiling(rates, low) <= fee_ceiling(rates, high)


@given(st.sampled_from([kind for kind in KINDS if load_fee_rates()[kind][0].method == "slice"]), BASES)
def test_slices_join_without_a_step(kind: str, base: Decimal) -> None:
    rates, step = load_fee_rates()[kind], Decimal("0.01")
    top = max(rate.value for rate in rates) / 100
    assert fee_ceiling(rates, base + step) - fee_ceiling(rates, base) <= top * step


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("土地与生态现状调查费", "land_survey"),
        ("项目勘测费", "measuring"),
        ("勘测设计费", "measuring_and_design"),
        ("设计与预算编制费", "design"),
        ("工程监理费", "supervision"),
        ("竣工验收费", "acceptance"),
        ("工程验收费", "inspection"),
        ("决算编制与审计费", "audit"),
        ("不可预见费", "contingency"),
        ("实施方案编制费", None),
        ("后期管护费", None),
    ],
)
def test_a_fee_is_known_by_its_longest_word(name: str, kind: str | None) -> None:
    found = fee_kind(name)
    assert (found.key if found else None) == kind


def test_kinds_belong_to_groups_and_rates_to_kinds() -> None:
    groups, bases = load().vocabularies["fee_group"], load().vocabularies["fee_base"]
    assert all(kind.group in groups and kind.base in bases for kind in load_fee_kinds().values())
    assert set(load_fee_rates()) <= set(load_fee_kinds())
    assert all(rate.source for rates in load_fee_rates().values() for rate in rates)


def test_the_lines_of_a_rate_fit_together() -> None:
    for rates in load_fee_rates().values():
        methods = {rate.method for rate in rates}
        assert methods in ({"ceiling"}, {"slice"}, {"point", "beyond"})
        if methods == {"slice"}:
            assert [rate.upper for rate in rates[:-1]] == [rate.lower for rate in rates[1:]]
            assert rates[0].lower == 0
            assert rates[-1].upper is None


def test_sources_of_money_are_the_codes_of_their_vocabulary() -> None:
    assert set(FUNDING_SOURCES) == set(load().vocabularies["funding_source"])
