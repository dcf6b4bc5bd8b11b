from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.claims.periods import periods


def read(text: str) -> list[tuple[int, int, str]]:
    return [(found.first, found.last, found.phase) for found in periods(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("到2025年", (2025, 2025, "")),
        ("2021年度", (2021, 2021, "")),
        ("2021年—2025年", (2021, 2025, "")),
        ("（2021-2025）", (2021, 2025, "")),
        ("2021～2025年", (2021, 2025, "")),
        ("2021至2035年", (2021, 2035, "")),
        ("２０２１—２０３５年", (2021, 2035, "")),
        ("2021—25年", (2021, 2025, "")),
        ("2025年—2021年", (2025, 2021, "")),
        ("2021年3月15日", (2021, 2021, "")),
        ("2021.3.15", (2021, 2021, "")),
        ("2021年3月至2023年10月", (2021, 2023, "")),
        ("二〇二一年", (2021, 2021, "")),
        ("“十四五”时期", (2021, 2025, "")),
        ("十三五末", (2020, 2020, "")),
        ("第十五个五年规划", (2026, 2030, "")),
        ("近期2021～2025年", (2021, 2025, "near")),
        ("近期（2021—2025年）", (2021, 2025, "near")),
        ("远期为2035年", (2035, 2035, "far")),
        ("规划基准年为2020年", (2020, 2020, "base")),
        ("近期投资", (0, 0, "near")),
        ("截至2020，", (2020, 2020, "")),
    ],
)
def test_a_period_is_read(text: str, wanted: tuple[int, int, str]) -> None:
    assert read(text) == [wanted]


@pytest.mark.parametrize(
    "text", ["2021公顷", "共2025个", "规划中期评估", "电话2021-20221234", "12021年", "近5年", "1:2000"]
)
def test_what_is_no_period_is_left_out(text: str) -> None:
    assert read(text) == []


def test_a_cell_of_a_year_is_a_period() -> None:
    assert read("现状\n2020\n2025\n380.18") == [(2020, 2020, ""), (2025, 2025, "")]


def test_a_phase_does_not_reach_over_a_line() -> None:
    assert read("近期\n2030年") == [(0, 0, "near"), (2030, 2030, "")]


def test_cells_with_a_dash_between_are_no_span_of_years() -> None:
    assert read("1800\n2036\n—\n2036\n") == [(2036, 2036, ""), (2036, 2036, "")]
    assert read("2031 — 2036年") == [(2031, 2036, "")]


@given(st.integers(1990, 2060), st.integers(1, 30), st.sampled_from("～~—–-至"), st.booleans(), st.booleans())
def test_spans_of_years_are_read_back(first: int, years: int, dash: str, twice: bool, wide: bool) -> None:
    text = f"实施期为{first}{'年' * twice}{dash}{first + years}年"
    if wide:
        text = text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert [(found.first, found.last) for found in periods(text)] == [(first, first + years)]


@given(st.text(alphabet="0123456789年月日-—～至到近远期十四五二〇（） \n", max_size=60))
def test_periods_of_any_text_stand_in_order_and_apart(text: str) -> None:
    found = periods(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
