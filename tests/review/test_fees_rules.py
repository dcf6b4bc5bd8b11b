"""What published rates allow for a fee: by hand, and by what must hold for any base."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.plan import FUNDING_SOURCES
from shanshui.standard import load
from shanshui.standard.judging.fee_rates import (
    FeeRate,
    fee_at,
    fee_kind,
    line_faults,
    load_fee_kinds,
    load_fee_rates,
)

D = Decimal
KINDS = sorted(load_fee_rates())
BASES = st.decimals(0, 500_000, places=2)


@pytest.mark.parametrize(
    ("kind", "base", "wanted"),
    [
        ("land_survey", 2000, "10"),  # 0.5 per cent
        ("design", 300, "14"),  # below the first point its amount holds
        ("land_survey", 0, "0"),
        ("land_survey", "0.01", "0.00005"),
        ("design", 499, "14"),
        ("design", 500, "14"),
        ("design", 501, "14.026"),  # 13 more over the next 500
        ("design", 999, "26.974"),
        ("design", 1000, "27"),
        ("design", 1001, "27.012"),  # 24 more over the next 2000
        ("design", 2000, "39"),  # half way between 27 at 1000 and 51 at 3000
        ("design", 3000, "51"),
        ("design", 3001, "51.0125"),
        ("design", 4999, "75.9875"),
        ("design", 5000, "76"),
        ("design", 5001, "76.013"),
        ("design", 8000, "115"),
        ("design", 8001, "115.013"),
        ("design", 10_000, "141"),
        ("design", 10_001, "141.0121"),
        ("design", 20_000, "262"),
        ("design", 20_001, "262.01125"),
        ("design", 40_000, "487"),
        ("design", 40_001, "487.0107"),
        ("design", 60_000, "701"),
        ("design", 60_001, "701.01025"),
        ("design", 80_000, "906"),
        ("design", 80_001, "906.01005"),
        ("design", 99_999, "1106.98995"),
        ("design", 100_000, "1107"),
        ("design", 100_001, "1107.01107"),  # 1.107 per cent of all of it
        ("design", 200_000, "2214"),
        ("tender", 0, "0"),
        ("tender", 999, "4.995"),
        ("tender", 1000, "5"),  # 0.5 per cent
        ("tender", 1001, "5.003"),
        ("tender", 2999, "10.997"),
        ("tender", 3000, "11"),
        ("tender", 3001, "11.002"),
        ("tender", 4000, "13"),  # 5 + 0.3 per cent of 2000 + 0.2 per cent of 1000
        ("tender", 4999, "14.998"),
        ("tender", 5000, "15"),
        ("tender", 5001, "15.001"),
        ("tender", 9999, "19.999"),
        ("tender", 10_000, "20"),
        ("tender", 10_001, "20.0005"),
        ("tender", 99_999, "64.9995"),
        ("tender", 100_000, "65"),
        ("tender", 100_001, "65.0001"),
        ("management", 499, "13.972"),
        ("management", 500, "14"),
        ("management", 501, "14.026"),
        ("management", 1000, "27"),  # 14 + 2.6 per cent of 500
        ("management", 100_000, "1454"),  # 14 + 13 + 48 + 44 + 95 + 640 + 600
        ("management", 100_001, "1454.008"),
        ("contingency", 1000, "30"),
        ("contingency", 1001, "30.03"),
    ],
)
def test_fees_by_hand(kind: str, base: int | str, wanted: str) -> None:
    assert fee_at(load_fee_rates()[kind], Decimal(base)) == Decimal(wanted)


def test_acceptance_is_the_sum_of_its_parts() -> None:
    parts = ("checking", "inspection", "audit", "registration", "marking")
    for base in map(Decimal, (100, 700, 5000, 60_000, 250_000)):
        assert fee_at(load_fee_rates()["acceptance"], base) == sum(
            fee_at(load_fee_rates()[part], base) for part in parts
        )


@given(st.sampled_from(KINDS), BASES, BASES)
def test_a_larger_base_never_allows_less(kind: str, one: Decimal, other: Decimal) -> None:
    rates, (low, high) = load_fee_rates()[kind], sorted((one, other))
    assert 0 <= fee_at(rates, low) <= fee_at(rates, high)


@given(st.sampled_from([kind for kind in KINDS if load_fee_rates()[kind][0].method == "slice"]), BASES)
def test_slices_join_without_a_step(kind: str, base: Decimal) -> None:
    rates, step = load_fee_rates()[kind], Decimal("0.01")
    top = max(rate.value for rate in rates) / 100
    assert fee_at(rates, base + step) - fee_at(rates, base) <= top * step


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
        ("后期管护费", "care"),
        ("法律咨询费", None),
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
    assert [kind for kind, rates in load_fee_rates().items() if line_faults(rates)] == []
    assert all(part in load_fee_kinds() for kind in load_fee_kinds().values() for part in kind.parts)


def lines(method: str, *rows: tuple[int, int | None, int]) -> list[FeeRate]:
    return [
        FeeRate("supervision", method, D(lower), D(value), "", "A", None if upper is None else D(upper))  # type: ignore[arg-type]
        for lower, upper, value in rows
    ]


JOINED = lines("slice", (0, 500, 2), (500, None, 1))
POINTS = lines("point", (500, None, 12), (1000, None, 22))


@pytest.mark.parametrize(
    ("rates", "wanted"),
    [
        (JOINED, []),
        (lines("slice", (0, 500, 2), (600, None, 1)), [(0, "edge", D(500), D(600))]),  # a gap
        (lines("slice", (0, 700, 2), (600, None, 1)), [(0, "edge", D(700), D(600))]),  # an overlap
        (lines("slice", (0, None, 2), (600, None, 1)), [(0, "edge", None, D(600))]),
        (lines("slice", (100, None, 2)), [(0, "edge", D(100), D(0))]),
        (lines("slice", (0, 500, 2)), [(0, "edge", D(500), None)]),  # nothing for larger bases
        (POINTS, []),
        ([*POINTS, *lines("beyond", (1000, None, 2))], []),
        ([*POINTS, *lines("beyond", (1200, None, 2))], [(2, "edge", D(1200), D(1000))]),
        (lines("point", (500, None, 12), (500, None, 13)), [(1, "edge", D(500), None)]),
        ([*POINTS, *lines("slice", (2000, None, 2))], [(2, "methods", None, None)]),
        ([*JOINED, *lines("beyond", (1000, None, 2))], [(2, "methods", None, None)]),
        (lines("beyond", (1000, None, 2)), [(0, "methods", None, None)]),
        (lines("ceiling", (0, None, 2)), []),
        (lines("ceiling", (0, None, 2), (500, None, 1)), [(1, "methods", None, None)]),
    ],
)
def test_lines_that_are_no_rate(rates: list[FeeRate], wanted: list[tuple[object, ...]]) -> None:
    assert [(f.line, f.kind, f.got, f.want) for f in line_faults(rates)] == wanted


def test_a_rate_in_points_without_a_line_beyond_stays_at_its_last_amount() -> None:
    assert [fee_at(POINTS, D(base)) for base in (400, 750, 1000, 9000)] == [12, 17, 22, 22]


def test_sources_of_money_are_the_codes_of_their_vocabulary() -> None:
    assert set(FUNDING_SOURCES) == set(load().vocabularies["funding_source"])
