"""Numbers as they are written: digits, full-width digits, groups of thousands, Chinese numerals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_WIDE = {ord(wide): plain for wide, plain in zip("０１２３４５６７８９．％＋／＊", "0123456789.%+/*", strict=True)}
"""Full-width signs of numbers and the plain ones; each stands for one code point."""

DIGIT = {
    c: n
    for n, cs in enumerate(("零〇○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for c in cs
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}

_GROUPED = r"[1-9]\d{0,2}(?:,\d{3})+(?![\d,])|[1-9]\d{0,2}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)"
_PARTED = r"(?<=[\u4e00-\u9fff：])[1-9]\d{0,2}(?: \d{3})+(?=\.\d| ?[\u4e00-\u9fffhkmt%])"
FIGURES = rf"(?:(?:{_GROUPED}|{_PARTED}|\d+)(?:\.\d+)?)"
"""Pattern of a number in digits, once :func:`plainly` has gone over the text."""

WIDE_GROUPS = r"[1-9]\d{0,2}(?:，\d{3})+(?!\d)(?:\.\d+)?"
"""Pattern of a number whose groups are parted by the comma of sentences."""

WORDS = "[" + "".join((*DIGIT, *_SMALL, *_LARGE)) + "]"
"""Pattern of one character of a Chinese numeral."""

POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
MULTIPLES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8}
MULTIPLES |= {"十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12}
MULTIPLE = "(?:" + "|".join(sorted(MULTIPLES, key=len, reverse=True)) + ")"
"""Pattern of the words that multiply a number in digits."""

_NOT_DIGITS = re.compile(r"[^\d.]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed.

    Parameters
    ----------
    value, step : Decimal
        The number; one in its last printed digit.
    """

    value: Decimal
    step: Decimal

    def times(self, factor: Decimal) -> Number:
        """The same so many times."""
        return Number(self.value * factor, self.step * factor)


def plainly(text: str) -> str:
    """Replace full-width signs of numbers by plain ones, code point by code point.

    Examples
    --------
    >>> plainly("１２．５％，")
    '12.5%，'
    """
    return text.translate(_WIDE)


def figures(text: str) -> Number:
    """Read a number in digits; group signs do not count.

    Examples
    --------
    >>> figures("1,234.50")
    Number(value=Decimal('1234.50'), step=Decimal('0.01'))
    """
    digits = _NOT_DIGITS.sub("", text)
    places = len(digits) - digits.index(".") - 1 if "." in digits else 0
    return Number(Decimal(digits), Decimal(1).scaleb(-places))


def words(text: str) -> Number | None:
    """Read a Chinese numeral.

    Parameters
    ----------
    text : str
        Characters of numerals only, with 点 before decimals.

    Returns
    -------
    Number or None
        None where the characters are no number that one writes so: 万, 百千, 二三.

    Examples
    --------
    >>> words("二百三十一").value, words("两万五").value, words("六十四点六四").step, words("二〇二一").value
    (Decimal('231'), Decimal('25000'), Decimal('0.01'), Decimal('2021'))
    """
    whole, dot, rest = text.partition("点")
    if dot and not (rest and all(c in DIGIT for c in rest)):
        return None
    value = _spelt(whole) if len(whole) > 2 and all(c in DIGIT for c in whole) else _reckoned(whole)
    if value is None:
        return None
    if dot:
        decimals = "".join(str(DIGIT[c]) for c in rest)
        return Number(Decimal(f"{value}.{decimals}"), Decimal(1).scaleb(-len(rest)))
    return Number(Decimal(value), Decimal(_LARGE.get(text[-1], 1)))


def _spelt(text: str) -> int | None:
    """Digit by digit: 二〇二一."""
    return int("".join(str(DIGIT[c]) for c in text))


def _reckoned(text: str) -> int | None:
    """By tens, hundreds, thousands: 二百三十一."""
    if not text or not any(c in DIGIT or c in "十拾" for c in text):
        return None
    total = section = 0
    digit: int | None = None
    last = 1
    lowest = 10**5
    for c in text:
        if c in DIGIT:
            if digit:
                return None
            digit = DIGIT[c]
            if not digit:
                last = 1
        elif c in _SMALL:
            if _SMALL[c] >= lowest or (not digit and c not in "十拾"):
                return None
            section += (digit or 1) * _SMALL[c]
            digit, last, lowest = None, _SMALL[c], _SMALL[c]
        else:
            if not section and not digit and not total:
                return None
            total = (
                (total + section + (digit or 0)) * _LARGE[c]
                if _LARGE[c] > 10**4
                else total + (section + (digit or 0)) * 10**4
            )
            section, digit, last, lowest = 0, None, _LARGE[c], 10**5
    if digit and last >= 100:
        digit *= last // 10
    return total + section + (digit or 0)
