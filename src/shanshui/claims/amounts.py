"""One number with what stands right behind it: power, multiple, unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from shanshui.claims.numerals import FIGURES, MULTIPLE, MULTIPLES, POWERS, WIDE_GROUPS, WORDS, Number, figures, words
from shanshui.claims.spelt import is_amount
from shanshui.claims.units import FoundUnit, unit_at

BARE = FoundUnit(0, "", "", "")
"""Unit of a number that none follows."""
OPEN, CLOSE = tuple("[〔［【"), tuple("]〕］】")
"""Brackets around amounts that are cumulative."""
LETTER = re.compile(r"[A-Za-zΦφØø_+/.\\]")
NUMBER = re.compile(rf"(?P<figures>{WIDE_GROUPS}|{FIGURES})|(?P<words>{WORDS}+(?:点[零〇一二三四五六七八九]+)?)")

_GAP = re.compile(r"[ \u00a0\u2009\u202f]{0,2}")
_POWER = re.compile(r"\s?[×xX*✕·]\s?10(?:\^?\s?(-?\d{1,2})(?!\d)|([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]{1,3}))")
_LOST_POWER = range(4, 9)
"""Exponents that ×104 may mean, where the superscript was lost."""
_MORE = re.compile("[余多来]")
_MULTIPLE = re.compile(MULTIPLE)
_FIGURES = re.compile(FIGURES)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what stands right behind it.

    Parameters
    ----------
    start, numeral_end, end : int
        Where the number begins and ends, and where its unit does.
    number : Number
        In the unit.
    unit : FoundUnit
        ``BARE`` where none follows.
    spelt : bool
        Whether it stands in Chinese characters.
    more : bool
        Whether 余 or 多 says that it is a little more.
    multiple : Decimal
        By what a word between number and unit multiplied it.
    pair : Number or None
        The other one of two neighbours: 三 of 二三个.
    """

    start: int
    numeral_end: int
    number: Number
    unit: FoundUnit
    end: int
    spelt: bool
    more: bool = False
    multiple: Decimal = Decimal(1)
    pair: Number | None = None

    @property
    def bare(self) -> bool:
        """Whether no unit follows."""
        return not self.unit.word


def amount_at(plain: str, match: re.Match[str]) -> Amount | None:
    """Read a number that :data:`NUMBER` found.

    Parameters
    ----------
    plain : str
        The text, with plain digits.
    match : re.Match
        Of ``NUMBER``.

    Returns
    -------
    Amount or None
        None where the characters are no number, or a Chinese numeral that is no amount.
    """
    if match["words"]:
        return _spelt_amount(plain, match)
    start, end = match.span()
    before = plain[start - 1 : start]
    if before and before in "._+\\/" and start > 1 and plain[start - 2].isalnum():
        return None
    written = match.group()
    if "，" in written and not _one_number(plain, match):
        narrow = _FIGURES.match(plain, start)
        assert narrow is not None  # the wide pattern begins with digits
        written, end = narrow.group(), narrow.end()
    return _with_unit(plain, start, end, figures(written))


def _one_number(plain: str, match: re.Match[str]) -> bool:
    """Whether commas of sentences part groups of one number: 1，234.5公顷."""
    if "分别" in plain[max(0, match.start() - 20) : match.start()] or LETTER.match(
        plain[match.start() - 1 : match.start()]
    ):
        return False
    groups = match.group().count("，")
    return "." in match.group() or groups > 1 or _unit_behind(plain, match.end()) is not None


def _unit_behind(plain: str, at: int) -> FoundUnit | None:
    gap = _GAP.match(plain, at)
    return unit_at(plain, gap.end() if gap else at)


def _with_unit(plain: str, start: int, end: int, number: Number) -> Amount:
    """A number in digits with the power, the multiple and the unit behind it."""
    at, power = end, _POWER.match(plain, end)
    if power is not None:
        exponent = int(power[1] or power[2].translate(POWERS))
        if power[2] or "^" in power.group() or (exponent in _LOST_POWER and _unit_behind(plain, power.end())):
            number, at = number.times(Decimal(1).scaleb(exponent)), power.end()
    if plain[start - 1 : start] in OPEN and plain[at : at + 1] in CLOSE:
        unit = _unit_behind(plain, at + 1)
        return Amount(start, end, number, unit or BARE, unit.end if unit else at, spelt=False)
    more = _MORE.match(plain, at) is not None
    unit = _unit_behind(plain, at + more)
    if unit is not None:
        return Amount(start, end, number, unit, unit.end, spelt=False, more=more)
    multiple = _MULTIPLE.match(plain, at + more)
    if multiple is None:
        return Amount(start, end, number, BARE, at, spelt=False)
    factor = Decimal(MULTIPLES[multiple.group()])
    late = _MORE.match(plain, multiple.end()) is not None
    unit = _unit_behind(plain, multiple.end() + late)
    if unit is None:
        return Amount(start, end, number.times(factor), BARE, multiple.end(), False, more, factor)
    return Amount(start, end, number.times(factor), unit, unit.end, False, more or late, factor)


def _spelt_amount(plain: str, match: re.Match[str]) -> Amount | None:
    """A Chinese numeral; what multiplies it is part of the numeral: 三万亩 is 30000亩."""
    start, end = match.span()
    number = words(match.group())
    if number is None:
        return _pair(plain, match)
    more = _MORE.match(plain, end) is not None
    unit = _unit_behind(plain, end + more)
    if not is_amount(plain, start, number.value, unit) or unit is None:
        return None
    return Amount(start, end, number, unit, unit.end, spelt=True, more=more)


def _pair(plain: str, match: re.Match[str]) -> Amount | None:
    """二三个: two or three."""
    written = match.group()
    if len(written) != len("二三"):
        return None
    low, high = words(written[0]), words(written[1])
    unit = _unit_behind(plain, match.end())
    if low is None or high is None or unit is None or high.value != low.value + 1:
        return None
    if not is_amount(plain, match.start(), high.value, unit):
        return None
    return Amount(match.start(), match.end(), low, unit, unit.end, spelt=True, pair=high)
