"""When a number in Chinese characters is an amount, and slogans that count: “三屏、两廊、三区”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from shanshui.claims.numerals import Number, words
from shanshui.claims.units import FoundUnit, after_words
from shanshui.standard.language.measure_words import measure_words

_NO_NUMBER_AFTER = frozenset("第初其统之每逐数几唯单同万进专归不划合某另")
"""Characters that make another word of a numeral behind them: 统一, 数十, 第三."""
_COUNTING = frozenset("共辖有及等的括含为计达由全各")
_MAKING = frozenset("建设置计共购增成修立")
_ONE_OF_A_KIND = frozenset(
    ("种", "次", "批", "方面", "面", "起", "道", "层", "大", "步", "份", "门", "类", "例", "场", "家")
)
_NAMED = re.compile("[石沟山坡岭坪塘湾泉井桥湖溪洞](?:村|乡|镇|社区|水库|林场|组|屯|寨)")
_MOST_TITLES = 12
"""Of 四大任务; 二十大 is a congress."""
_HAN = re.compile("[\u4e00-\u9fff]")
_COUNT = "[一二两三四五六七八九十]{1,2}"


@dataclass(frozen=True, slots=True)
class Slogan:
    """One counted word of a slogan.

    Parameters
    ----------
    start, numeral_end : int
        Its numeral.
    number : Number
        How many.
    unit : FoundUnit
        Of what.
    """

    start: int
    numeral_end: int
    number: Number
    unit: FoundUnit


def is_amount(plain: str, start: int, value: Decimal, unit: FoundUnit | None) -> bool:
    """Whether a Chinese numeral and what follows it are an amount.

    Parameters
    ----------
    plain : str
        The text.
    start : int
        Where the numeral begins.
    value : Decimal
        What it says.
    unit : FoundUnit or None
        What follows.
    """
    if unit is None or (start and plain[start - 1] in _NO_NUMBER_AFTER):
        return False
    measure = unit.measure
    if measure is None:
        return after_words(unit) and not (value == 1 and unit.word == "年")
    if measure.words == "never":
        return False
    before, behind = plain[start - 1 : start], plain[unit.end : unit.end + 1]
    if measure.words == "titles":
        return 1 < value <= _MOST_TITLES and bool(_HAN.match(behind))
    if value == 1:
        return measure.word not in _ONE_OF_A_KIND and (
            before in _MAKING or bool(_HAN.match(before) and not _HAN.match(behind))
        )
    if measure.words == "guarded":
        return before in _COUNTING
    return not _NAMED.match(plain, unit.end)


@cache
def _slogans() -> re.Pattern[str]:
    nouns = "".join(
        m.word for m in measure_words() if len(m.word) == 1 and (m.words == "slogan" or m.word in "区片点面块")
    )
    one = f"{_COUNT}[{nouns}]"
    several = rf"(?<=[“‘「『\"、，（(成以建])(?:{one}[、，]?){{2,9}}(?=[”’」』\"）)多的为，。；格结空生])"
    alone = rf"(?<=[“‘「『\"]){one}(?=[”’」』\"](?:分别|是指|即|指|为|包括|：|:))"
    return re.compile(f"{several}|{alone}")


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(f"({_COUNT})([\u4e00-\u9fff])")


def slogans(plain: str) -> Iterator[Slogan]:
    """Counted words of slogans, in order: 三屏, 两廊 and 三区 of “三屏、两廊、三区”."""
    for found in _slogans().finditer(plain):
        for part in _counted().finditer(plain, found.start(), found.end()):
            number = words(part[1])
            if number is not None:
                yield Slogan(part.start(), part.end(1), number, FoundUnit(part.end(), part[2], "count", part[2]))
