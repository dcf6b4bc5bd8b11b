from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.claims.coordinates import coordinates

TOLERANCE = Decimal("1e-20")


@pytest.mark.parametrize(
    ("text", "axis", "low", "high"),
    [
        ("东经101°30′～102°15′", "longitude", "101.5", "102.25"),
        ("北纬25°30'36\"—26°15'", "latitude", "25.51", "26.25"),
        ("101°30′E", "longitude", "101.5", "101.5"),
        ("E101.41°", "longitude", "101.41", "101.41"),
        ("N25°30′～N26°", "latitude", "25.5", "26"),
        ("东经101度30分36秒", "longitude", "101.51", "101.51"),
        ("101°30′～102°15′", "longitude", "101.5", "102.25"),
        ("北纬26°15′~25°30′", "latitude", "26.25", "25.5"),
        ("东经101.41～102.5", "longitude", "101.41", "102.5"),
        ("南纬25°30′", "latitude", "-25.5", "-25.5"),
    ],
)
def test_a_place_is_read(text: str, axis: str, low: str, high: str) -> None:
    (found,) = coordinates(text)
    assert (found.axis, found.low, found.high) == (axis, Decimal(low), Decimal(high))


@pytest.mark.parametrize("text", ["坡度25°以上", "15°～25°", "气温25℃", "长度30分米", "北纬95°30′", "高程101.5米"])
def test_other_angles_are_left_out(text: str) -> None:
    assert coordinates(text) == ()


def test_the_step_is_that_of_the_last_part() -> None:
    steps = [found.step for found in coordinates("北纬26°，北纬26°15′，北纬26°15′30″，北纬26.15°")]
    assert steps == [1, Decimal(1) / 60, Decimal(1) / 3600, Decimal("0.01")]


@given(st.integers(73, 135), st.integers(0, 59), st.integers(0, 59), st.sampled_from(["′″", "'\"", "分秒"]))
def test_degrees_are_read_back(degree: int, minute: int, second: int, marks: str) -> None:
    (found,) = coordinates(f"位于东经{degree}°{minute}{marks[0]}{second}{marks[1]}处")
    wanted = Fraction(degree) + Fraction(minute, 60) + Fraction(second, 3600)
    assert abs(found.low - Decimal(wanted.numerator) / wanted.denominator) < TOLERANCE
