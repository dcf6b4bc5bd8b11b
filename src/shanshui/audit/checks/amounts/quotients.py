"""Rates that are told with their division: 38.0‰（1086m/28.60km）, and the slope of a river by its fall and length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from shanshui.audit.amounts import decimals, factor
from shanshui.audit.check import check, fault
from shanshui.audit.interval import Interval, interval, is_exact
from shanshui.audit.reading import Reading
from shanshui.audit.rows import by_sentence
from shanshui.audit.slips import slip
from shanshui.claims.model import Quantity, Span
from shanshui.claims.numerals import plainly
from shanshui.claims.sentences import sentences
from shanshui.claims.units import unit_at
from shanshui.finding import Finding
from shanshui.quantity import printed

_NUMBER = r"\d{1,12}(?:\.\d{1,6})?"
_UNIT = r"[a-zA-Z\u4e00-\u9fff²³]{0,6}"
_DIVISION = re.compile(
    rf"\s?[（(][^（）()，。；\d\n]{{0,8}}(?P<part>{_NUMBER})\s?(?P<one>{_UNIT})\s?[/÷]\s?"
    rf"[^（）()，。；\d\n]{{0,8}}(?P<whole>{_NUMBER})\s?(?P<other>{_UNIT})[）)]"
)
_YEARS = re.compile(r"(?:19|20)\d\d")
_SLOPE = re.compile(r"(?:比降|坡降|纵坡)(?:约为|约|为|达|是|：|:)*$")
_FALL = re.compile(r"(?:落差|高差)(?:约为|约|为|达|是|：|:)*$")
_LENGTH = re.compile(r"长度?(?:约为|约|为|达|是|：|:)*$")
_WEIGHED = re.compile(r"加权|设计|河段|河底纵|护底|渠底")
_DIGITS = 3
"""Digits that a slope needs for one wrong digit to explain it."""
_HUNDRED = Decimal(100)


@check("AUDIT-QUOTIENT")
def rate_and_its_division(reading: Reading) -> Iterator[Finding]:
    """A rate is what the division in brackets behind it makes."""
    text = plainly(reading.document.text)
    for rate in reading.quantities:
        found = _DIVISION.match(text, rate.span.end) if rate.dimension == "%" and is_exact(rate) else None
        if found is None:
            continue
        part, whole = (_value(found[name], found[unit]) for name, unit in (("part", "one"), ("whole", "other")))
        years = _YEARS.fullmatch(found["part"]) or _YEARS.fullmatch(found["whole"])
        if part is None or whole is None or part[1] != whole[1] or (years and not found["other"]):
            continue
        made = part[0].over(whole[0])
        if made is not None and not made.times(_HUNDRED).meets(interval(rate)):
            spans = [Span(found.start(name), found.end(unit)) for name, unit in (("part", "one"), ("whole", "other"))]
            yield _finding("AUDIT-QUOTIENT", reading, rate, spans, made.middle)


@check("AUDIT-QUOTIENT", "AUDIT-QUOTIENT-LIKELY")
def slope_of_a_river(reading: Reading) -> Iterator[Finding]:
    """The mean slope is the fall over the length that its sentence tells, as far as a slip of the hand goes.

    Notes
    -----
    A slope that is weighed by stretches is another one, so that what merely differs is left alone.
    """
    text = reading.document.text
    for sentence, own in by_sentence(reading.quantities, sentences(reading.document)):
        slopes = _named(_SLOPE, "%", text, sentence, own)
        falls, lengths = (_named(words, "m", text, sentence, own) for words in (_FALL, _LENGTH))
        if not len(slopes) == len(falls) == len(lengths) == 1 or _WEIGHED.search(text, sentence.start, sentence.end):
            continue
        (slope,), (fall,), (length,) = slopes, falls, lengths
        made = fall.value / length.value * _HUNDRED / factor(slope)
        kind = slip(printed(slope.low, decimals(slope)), printed(made, decimals(slope)))
        apart = abs(made - slope.low) > 2 * slope.step
        told = kind in ("point", "exchange") or (kind is not None and len(str(slope.low).replace(".", "")) >= _DIGITS)
        if told and apart and _DIVISION.match(text, slope.span.end) is None:
            code = "AUDIT-QUOTIENT" if kind in ("point", "exchange") else "AUDIT-QUOTIENT-LIKELY"
            yield _finding(code, reading, slope, [fall.span, length.span], fall.value / length.value)


def _value(number: str, unit: str) -> tuple[Interval, str] | None:
    """What a number with its unit may stand for, in its dimension; None where the unit is none."""
    found = unit_at(unit, 0) if unit else None
    if unit and (found is None or found.end != len(unit)):
        return None
    value = Decimal(number)
    half = Decimal(1).scaleb(int(value.as_tuple().exponent)) / 2
    scale = found.reckoned(Decimal(1)) if found is not None else Decimal(1)
    return Interval(value - half, value + half).times(scale), found.dimension if found is not None else ""


def _named(
    words: re.Pattern[str], dimension: str, text: str, sentence: Span, own: Sequence[Quantity]
) -> list[Quantity]:
    """Amounts of one dimension that stand right behind certain words."""
    return [
        q
        for q in own
        if q.dimension == dimension
        and is_exact(q)
        and q.value > 0
        and words.search(text, sentence.start, q.span.start) is not None
    ]


def _finding(code: str, reading: Reading, rate: Quantity, terms: Sequence[Span], made: Decimal) -> Finding:
    part, whole = (reading.document.text[span.start : span.end] for span in terms)
    sign = "‰" if rate.text.endswith(("‰", "permille")) else "%"
    want = f"{printed(made * _HUNDRED / factor(rate), max(decimals(rate), 1))}{sign}"
    return fault(code, reading, [rate.span, *terms], rate.text, want, {"part": part, "whole": whole})
