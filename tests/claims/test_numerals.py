from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.claims.numerals import figures, plainly, words

_DIGITS = "零一二三四五六七八九"


def spelt(number: int) -> str:
    """A number below ten thousand as it is spoken."""
    text, zero = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            text += ("零" if zero else "") + _DIGITS[digit] + unit
        zero = not digit and bool(text)
    return text.removeprefix("一") if text.startswith("一十") else text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("二百三十一", "231"),
        ("十", "10"),
        ("两千零五", "2005"),
        ("三万五", "35000"),
        ("一亿二千万", "120000000"),
        ("十二万三千", "123000"),
        ("六十四点六四", "64.64"),
        ("二〇三五", "2035"),
        ("贰佰", "200"),
    ],
)
def test_numerals_are_reckoned(text: str, wanted: str) -> None:
    number = words(text)
    assert number is not None
    assert number.value == Decimal(wanted)


@pytest.mark.parametrize("text", ["万", "百", "千万", "百千", "一二", "五六十", "点五", "三点", "零十百"])
def test_what_is_no_numeral_is_none(text: str) -> None:
    assert words(text) is None


@given(st.integers(1, 9999))
def test_spoken_numbers_are_read_back(number: int) -> None:
    read = words(spelt(number))
    assert read is not None
    assert read.value == number


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_digits_in_groups_are_read_back(value: Decimal) -> None:
    read = figures(f"{value:,.2f}")
    assert (read.value, read.step) == (value, Decimal("0.01"))


def test_full_width_signs_become_plain_ones_in_place() -> None:
    assert plainly("１２．５％、约３亩") == "12.5%、约3亩"
