"""Amounts that are told for each one of something: 亩均投资2000元, 每口1.2万元, 3.5吨/公顷, 年均减少4.2万吨."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from shanshui.audit.interval import Interval
from shanshui.claims.model import Quantity, Span
from shanshui.claims.units import FoundUnit, dimension, unit_at
from shanshui.quantity import convert, units

_EVERY = re.compile(r"(?:平均)?(?:每一?个?|单(?=[座口个处村户株项眼台套条段块片]))(?=[^，。；、\d\n]{1,24}$)")
_MEAN = re.compile(
    r"(公顷|亩|户|人|村|年|日|县|乡镇)均(?!匀|衡)(?=[^，。；、\d\n]{0,20}$)"
    r"|(日)(?=(?:处理|处置|供水|产|排放|取水|节水|用水)[^，。；、\d\n]{0,12}$)"
)
_WIDE = re.compile(r"(?:宽度?|均宽)(?:约?为|约|达)?$")
_THICK = re.compile(r"(?<!土层)(?:厚度?|深度?)(?:约?为|约|达|按)?$")
_VERBS = "补助|补偿|奖补|补贴|投资|投入|费用|造价|成本|单价|资金|增收|收入|产量|产值|节约|治理|减少|增加|固碳"
_NOUN = re.compile(_VERBS)
_MEANT = re.compile(r"均|约")
_BOUNDS = re.compile(r"以上|以下|以内|不[低高少超]")


@dataclass(frozen=True, slots=True)
class Each:
    """So much for each one.

    Parameters
    ----------
    quantity : Quantity
        As printed.
    above : str
        Dimension of what there is for each.
    below : str
        Dimension of that of which it is each one: ``m2``, ``a``, a measure word.
    value : Interval
        How much of the one for one of the other, both in the units of their dimensions.
    words : str
        What stands behind the measure: 投资 of 亩均投资.
    clause : str
        All that stands before it, from the amount or the comma before on.
    """

    quantity: Quantity
    above: str
    below: str
    value: Interval
    words: str
    clause: str

    @property
    def noun(self) -> str:
        """The word that tells what there is for each: 投资, 补助; empty where none of those known stands there."""
        found = _NOUN.findall(self.clause)
        return found[-1] if found else ""

    @property
    def is_set(self) -> bool:
        """Whether it is a price that is set, and not a mean that was reckoned out of others and rounded."""
        return self.above == "yuan" and _MEANT.search(self.clause) is None

    @property
    def printed(self) -> Interval:
        """The value as it is printed, as if it had no further digits."""
        return Interval(self.value.middle, self.value.middle)


def each_of(text: str, quantity: Quantity, own: Sequence[Quantity], sentence: Span) -> Each | None:
    """An amount as one for each, where its unit or the words before it say so.

    Parameters
    ----------
    text : str
        The document's text.
    quantity : Quantity
        The amount.
    own : sequence of Quantity
        All amounts of its sentence.
    sentence : Span
        The sentence.
    """
    before = words_before(text, quantity, own, sentence)
    told = _told(before)
    above, slash, below = quantity.dimension.partition("/")
    if slash and (told is None or told[0].dimension == below):
        if "(" in below:
            return None
        dimensions, scale = _inner(above, below)
        return Each(quantity, *dimensions, _rounded(quantity).times(scale), before, before)
    if told is not None:
        unit, rest = told
        if _BOUNDS.search(rest) or quantity.dimension in ("%", "", unit.dimension):
            return None
        one = unit.reckoned(Decimal(1))
        below = unit.dimension.partition("/")[0]
        return Each(quantity, quantity.dimension, below, _rounded(quantity).times(1 / one), rest, before)
    if quantity.dimension == "m" and _WIDE.search(before):
        return Each(quantity, "m2", "m", _rounded(quantity), before, before)
    if quantity.dimension == "m" and _THICK.search(before):
        return Each(quantity, "m3", "m2", _rounded(quantity), before, before)
    return None


def words_before(text: str, quantity: Quantity, own: Sequence[Quantity], sentence: Span) -> str:
    """The clause that ends with an amount, from the amount before it on."""
    ends = [q.span.end for q in own if q.span.end <= quantity.span.start]
    before = text[max([sentence.start, *ends]) : quantity.span.start]
    return before[max(before.rfind(stop) for stop in "，,。；;、（(：:") + 1 :]


def _told(before: str) -> tuple[FoundUnit, str] | None:
    """The unit that words tell an amount for each of, and what they say behind it."""
    every = _EVERY.search(before)
    if every is not None:
        unit = unit_at(before, every.end()) or unit_at(before, every.end() - 1)
        return (unit, before[unit.end :]) if unit is not None else None
    mean = _MEAN.search(before)
    if mean is None:
        return None
    unit = unit_at(mean[1] or mean[2], 0)
    return (unit, before[mean.end() :]) if unit is not None else None


def _rounded(quantity: Quantity) -> Interval:
    """What a mean may be: half of its last digit on either side, of counted things too."""
    half = quantity.grain / 2
    return Interval(quantity.value - half, quantity.upper + half)


@cache
def _inner(above: str, below: str) -> tuple[tuple[str, str], Decimal]:
    """Dimensions of the parts of a unit, and what one of it is in them: person/km2 is 10⁻⁶ person for each m2."""
    known = {unit.code for unit in units()}
    inner, scale = [], [Decimal(1), Decimal(1)]
    for place, part in enumerate((above, below)):
        of = dimension(part) if part in known else part
        inner.append(of)
        scale[place] = convert(Decimal(1), part, of) if of != part else Decimal(1)
    return (inner[0], inner[1]), scale[0] / scale[1]
