"""Units and measure words as they stand behind a number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import prod

from shanshui.quantity import INNER, convert, converted, inner_unit, units
from shanshui.standard.language.measure_words import MeasureWord, measure_words
from shanshui.standard.language.unit_words import written_units

_LATIN_END = r"(?![A-Za-z0-9²³^])"
_RISKY_AFTER_WORDS = frozenset("度 方 天 克 元 g L t m d h a 平方 立方 顷 升 圆 月".split())
"""Units that Chinese numerals seldom stand before, and other words often begin with."""
_GOES_ON: Mapping[str, str] = {
    "年": "级代鉴轮龄产",
    "元": "素旦",
    "方": "面向案式法位",
    "度": "量假",
    "万人": "次",
    "亿人": "次",
    "天": "然气麻",
    "米": "粉业",
}
"""What follows where the word is the beginning of another one: 年 in 年产."""
_SHARES = ("1", "%", "permille")


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """A unit behind a number.

    Parameters
    ----------
    end : int
        Where it ends in the text.
    word : str
        As it stands there.
    code : str
        Of ``units.csv``; empty where the list has none for it.
    dimension : str
        In what the same is reckoned everywhere; of counted things the measure word.
    measure : MeasureWord or None
        Where it is a measure word alone.
    scale : Decimal
        How many of its dimension one is, where the list has no code for it: 15/10000 株/m2 in one 株/亩.
    """

    end: int
    word: str
    code: str
    dimension: str
    measure: MeasureWord | None = None
    scale: Decimal = Decimal(1)

    def reckoned(self, amount: Decimal) -> Decimal:
        """An amount in its dimension."""
        if self.code in ("", "count", self.dimension):
            return amount * self.scale
        return convert(amount, self.code, self.dimension)


def unit_at(text: str, at: int) -> FoundUnit | None:
    """The unit that begins at a place of the text, the longest that does.

    Parameters
    ----------
    text : str
        With plain digits, as :func:`shanshui.claims.numerals.plainly` makes it.
    at : int
        Right behind a number.
    """
    found = _compound().match(text, at)
    if found is not None:
        return _composed(found)
    found = _simple().match(text, at)
    if found is None:
        return None
    word = found.group()
    code = _codes().get(word)
    if code is not None:
        return FoundUnit(found.end(), word, code, dimension(code))
    measure = _measures()[word]
    counted = measure.unit == "count"
    return FoundUnit(found.end(), word, measure.unit, word if counted else dimension(measure.unit), measure)


def after_words(unit: FoundUnit) -> bool:
    """Whether a Chinese numeral before the unit may be an amount: 三公里, 十二个; of measure words ask their record."""
    return unit.measure is not None or unit.word not in _RISKY_AFTER_WORDS


@cache
def dimension(code: str) -> str:
    """The code in which a unit is reckoned: that of :func:`shanshui.quantity.inner_unit`, else the first of its kind.

    Examples
    --------
    >>> dimension("wan_mu"), dimension("permille"), dimension("t/(hm2*a)"), dimension("m3/d")
    ('m2', '%', 't/(km2*a)', 'm3/a')
    """
    if code in _SHARES:
        return "%"
    inner = inner_unit(code)
    if inner in INNER:
        return inner
    same = (u.code for u in units() if u.code not in _SHARES and converted(Decimal(1), code, u.code) is not None)
    return next(same, code)


@cache
def _measures() -> Mapping[str, MeasureWord]:
    return {measure.word: measure for measure in measure_words() if measure.words != "slogan"}


@cache
def _codes() -> Mapping[str, str]:
    """Spelling of each unit, to its code; measure words are not among them."""
    codes = {written.word: written.unit for written in written_units()}
    for unit in units():
        for word in (unit.symbol, unit.name_zh, *unit.aliases, unit.code if unit.code[-1:].isdigit() else ""):
            if word and unit.code != "1" and word not in _measures():
                codes.setdefault(word, unit.code)
    return codes


@cache
def _alternatives(with_measures: bool) -> str:
    """Words of units, the longest first, each with what must not follow."""
    words = {word: _guard(word, tuple(_GOES_ON.get(word, ""))) for word in _codes()}
    if with_measures:
        words |= {word: _guard(word, measure.not_before) for word, measure in _measures().items()}
    return "|".join(
        re.escape(word) + guard for word, guard in sorted(words.items(), key=lambda pair: (-len(pair[0]), pair[0]))
    )


def _guard(word: str, not_before: tuple[str, ...]) -> str:
    guard = f"(?!{'|'.join(map(re.escape, not_before))})" if not_before else ""
    return guard + (_LATIN_END if word[-1].isascii() and word[-1].isalnum() else "")


@cache
def _simple() -> re.Pattern[str]:
    return re.compile(_alternatives(with_measures=True))


@cache
def _compound() -> re.Pattern[str]:
    """吨/（平方公里·年）, 万元/处, 株/亩."""
    every, unit = _alternatives(with_measures=True), _alternatives(with_measures=False)
    below = rf"(?P<below>{every})(?:(?P<dot>[·•・.*⋅∙/])(?P<then>{unit}))?"
    closed = below.replace("<below>", "<below2>").replace("<dot>", "<dot2>").replace("<then>", "<then2>")
    return re.compile(rf"(?P<above>{every})\s?(?:/|每)\s?(?:[(（]{closed}[)）]|{below})")


def _composed(found: re.Match[str]) -> FoundUnit:
    above = found["above"]
    below, then = found["below"] or found["below2"], found["then"] or found["then2"]
    whole = found.group()
    code = _codes().get(whole)
    parts = [_code_or_word(part) for part in (above, below, then) if part]
    if code is None:
        made = f"{parts[0]}/({parts[1]}*{parts[2]})" if len(parts) > 2 else f"{parts[0]}/{parts[1]}"
        code = made if made in _known_codes() else None
        if code is None:
            return _uncoded(found.end(), whole, parts)
    return FoundUnit(found.end(), whole, code, dimension(code))


def _uncoded(end: int, word: str, parts: Sequence[str]) -> FoundUnit:
    """A compound that the list does not know, in the dimensions of its parts, so that 株/亩 and 株/公顷 compare."""
    inner = [dimension(part) if part in _known_codes() else part for part in parts]
    above, *below = (
        convert(Decimal(1), part, of) if part != of else Decimal(1) for part, of in zip(parts, inner, strict=True)
    )
    made = f"{inner[0]}/({inner[1]}*{inner[2]})" if len(inner) > 2 else f"{inner[0]}/{inner[1]}"
    return FoundUnit(end, word, "", made, scale=above / prod(below))


def _code_or_word(word: str) -> str:
    measure = _measures().get(word)
    return measure.unit if measure is not None and measure.unit != "count" else _codes().get(word, word)


@cache
def _known_codes() -> frozenset[str]:
    return frozenset(unit.code for unit in units())
