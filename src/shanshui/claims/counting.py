"""Small numbers as they stand before what they count: 四大任务, 3个片区, 三屏."""

from __future__ import annotations

from decimal import Decimal

from shanshui.claims.model import Quantity, Span

DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
NUMBER = (
    r"(?:十[一二三四五六七八九]?|[二三四五六七八九]十[一二三四五六七八九]?|[一二两三四五六七八九]"
    r"|(?<![\d.])\d{1,2}(?![\d.年月日%]))"
)


def small_number(words: str) -> int:
    """A whole number below a hundred, in digits or Chinese numerals.

    Examples
    --------
    >>> small_number("十二"), small_number("两"), small_number("35"), small_number("三十")
    (12, 2, 35, 30)
    """
    if words.isdecimal():
        return int(words)
    tens, ten, ones = words.partition("十")
    if not ten:
        return DIGITS[words]
    return 10 * DIGITS.get(tens, 1) + DIGITS.get(ones, 0)


def counted(text: str, number: Span, end: int) -> Quantity:
    """A count as a quantity: number, and the measure word that ends at a place."""
    words = text[number.start : number.end]
    value, one = Decimal(small_number(words)), Decimal(1)
    measure = text[number.end : end]
    span = Span(number.start, end)
    return Quantity(span, number, text[span.start : end], value, value, one, "", measure, measure, value, value, one)
