"""Numbers with their units, hedges and ranges, in running text and in cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from shanshui.claims.amounts import CLOSE, LETTER, NUMBER, OPEN, Amount, amount_at
from shanshui.claims.coordinates import coordinates
from shanshui.claims.hedging import bound_of
from shanshui.claims.model import Bound, Quantity, Span
from shanshui.claims.numerals import MULTIPLE, MULTIPLES, Number, plainly
from shanshui.claims.passed_over import Ranges, passed_over
from shanshui.claims.periods import periods
from shanshui.claims.shares import shares
from shanshui.claims.spelt import slogans
from shanshui.claims.units import FoundUnit

_MULTIPLE = re.compile(MULTIPLE)
_DASH = re.compile(r"[^\S\r\n\t]?(?:[～~〜\-－—–―−]{1,2}|至|到)[^\S\r\n\t]?")
_SURE_DASH = re.compile(r"[^\S\r\n\t]?(?:[～~〜]|至|到)[^\S\r\n\t]?")
_MINUS = frozenset("-－−–负")
_BEFORE_MINUS = re.compile(r"[\s：:（(，,；;、为约达温率是至到在低拔\[［]|^")
_NOT_COUNTED = frozenset("号级期月日时版楼届讲型岁路线度码")
"""What makes a name or an order of a number before it: 3号, 2级."""


def quantities(text: str) -> tuple[Quantity, ...]:
    """Find all amounts of a text.

    Parameters
    ----------
    text : str
        The whole text of a document.

    Returns
    -------
    tuple of Quantity
        In order, without overlap. Years, coordinates, list markers, numbers of clauses, tables, documents and standards
        are left out, and so is what stands between 《 and 》. A number alone in its line that may be a year is here and
        among the periods as well.

    Notes
    -----
    Numbers in digits are amounts with or without a unit; Chinese numerals only before a unit or measure word that
    admits them. Shares in words (三分之一, 百分之五, 五成) have the unit ``1`` or ``%``.

    Examples
    --------
    >>> [(q.text, q.low, q.dimension, q.bound) for q in quantities("表1：林地约3.6万亩，水池十二口。")]
    [('3.6万亩', Decimal('3.6'), 'm2', 'about'), ('十二口', Decimal('12'), '口', '')]
    """
    return tuple(_found(text, plainly(text)))


def _found(text: str, plain: str) -> list[Quantity]:
    ready = [*_shares(text, plain), *_slogans(text, plain)]
    return sorted((*ready, *_scan(text, plain, _closed(text, plain, ready))), key=lambda one: one.span.start)


def _closed(text: str, plain: str, ready: list[Quantity]) -> Ranges:
    """Where no amount is looked for."""
    years = ((p.span.start, p.span.end) for p in periods(text) if p.first and not _alone_in_line(plain, p.span))
    places = ((c.span.start, c.span.end) for c in coordinates(text))
    taken = ((one.span.start, one.span.end) for one in ready)
    return Ranges((*years, *places, *taken, *passed_over(plain)))


def _alone_in_line(plain: str, span: Span) -> bool:
    """Whether four digits fill a line, as a cell does."""
    if not plain[span.start : span.end].isdigit():
        return False
    start, end = plain.rfind("\n", 0, span.start) + 1, plain.find("\n", span.end)
    return plain[start : end if end >= 0 else len(plain)].strip() == plain[span.start : span.end]


def _shares(text: str, plain: str) -> Iterator[Quantity]:
    for share in shares(plain):
        amount = Amount(share.start, share.end, share.number, share.unit, share.end, spelt=True)
        yield _quantity(text, plain, amount, amount)


def _slogans(text: str, plain: str) -> Iterator[Quantity]:
    for one in slogans(plain):
        amount = Amount(one.start, one.numeral_end, one.number, one.unit, one.unit.end, spelt=True)
        yield _quantity(text, plain, amount, amount)


def _scan(text: str, plain: str, closed: Ranges) -> Iterator[Quantity]:
    at = 0
    while (match := NUMBER.search(plain, at)) is not None:
        start = match.start()
        behind = closed.hold(start)
        if behind:
            at = behind
            continue
        first = amount_at(plain, match)
        if first is None:
            at = match.end()
            continue
        last = _other_end(plain, first, closed)
        if last is None:
            at = first.end
            if _admitted(plain, first, first):
                yield _quantity(text, plain, first, first)
            continue
        at = last.end
        if last.bare and first.bare and not _sure_range(plain, first, last):
            continue
        yield _quantity(text, plain, first, last)


def _other_end(plain: str, first: Amount, closed: Ranges) -> Amount | None:
    """The end of a range that begins with an amount."""
    dash = _DASH.match(plain, first.end)
    if dash is None or (dash.group().strip() in "至到" and plain[first.start - 1 : first.start] in ("从", "由", "自")):
        return None
    match = NUMBER.match(plain, dash.end())
    if match is None or bool(match["words"]) != first.spelt or closed.hold(match.start()):
        return None
    last = amount_at(plain, match)
    if last is None or (
        not first.bare and (first.unit.code, first.unit.dimension) != (last.unit.code, last.unit.dimension)
    ):
        return None
    return last


def _sure_range(plain: str, first: Amount, last: Amount) -> bool:
    """Whether two bare numbers with a dash are a range, and not the number of a table or a clause."""
    dash = plain[first.end : last.start]
    if LETTER.match(plain[first.start - 1 : first.start]) or LETTER.match(plain[last.end : last.end + 1]):
        return False
    return (
        bool(_SURE_DASH.fullmatch(dash))
        or (first.number.step < 1 and last.number.step < 1)
        or _fills_line(plain, first.start, last.end)
    )


def _fills_line(plain: str, start: int, end: int) -> bool:
    line_start, line_end = plain.rfind("\n", 0, start) + 1, plain.find("\n", end)
    behind = plain[end : line_end if line_end >= 0 else len(plain)]
    return not plain[line_start:start].strip() and not behind.strip()


def _admitted(plain: str, first: Amount, last: Amount) -> bool:
    """Whether a number in digits without unit is an amount, and not part of a name or number of something."""
    before, behind = plain[first.start - 1 : first.start] if first.start else "", plain[last.end : last.end + 1]
    if before == "+" and not plain[max(0, first.start - 2) : first.start - 1].strip():
        before = ""
    if first.unit.word:
        return not (before and LETTER.match(before) and first.unit.measure is not None)
    if before and (LETTER.match(before) or (before in "-—–－" and plain[first.start - 2 : first.start - 1].strip())):
        return False
    if behind and (behind in _NOT_COUNTED or (behind.isascii() and (behind.isalpha() or behind in "_/#@:+*"))):
        return False
    begins_line = not plain[plain.rfind("\n", 0, first.start) + 1 : first.start].strip()
    return not (begins_line and "\u4e00" <= plain[last.end :].lstrip(" \u3000")[:1] <= "\u9fff")


def _quantity(text: str, plain: str, first: Amount, last: Amount) -> Quantity:
    unit = last.unit
    low, high = _low(first, last), last.number if last.pair is None else last.pair
    negative = _is_negative(plain, first.start, unit)
    if negative:
        low = low.times(Decimal(-1))
        high = low if first is last else high
    start, end = first.start - negative, last.end
    boxed = plain[start - 1 : start] in OPEN and any(plain[at : at + 1] in CLOSE for at in (last.numeral_end, end))
    around = start - boxed, max(end, last.numeral_end + boxed)
    whole = Span(*(around if boxed and end > last.numeral_end else (start, end)))
    least, most = sorted((low.value, high.value))
    step = max(abs(low.step), abs(high.step))
    return Quantity(
        span=whole,
        number=Span(start, last.numeral_end),
        text=text[whole.start : whole.end],
        low=least,
        high=most,
        step=step,
        unit=unit.code,
        word=unit.word,
        dimension=unit.dimension,
        value=unit.reckoned(least),
        upper=unit.reckoned(most),
        grain=unit.reckoned(step),
        bound=_bound(plain, first, last, around),
        bracketed=boxed,
    )


def _bound(plain: str, first: Amount, last: Amount, around: tuple[int, int]) -> Bound:
    if first.more or last.more:
        return "over"
    return "about" if last.pair is not None else bound_of(plain, *around)


def _low(first: Amount, last: Amount) -> Number:
    """The beginning of a range in the unit of its end: 3 and 3万 of 3～5万亩 and 3万～5万亩 are both 3 of 万亩."""
    if first is last or not first.bare:
        return first.number
    if first.multiple == 1:
        return first.number.times(last.multiple)
    inside = _MULTIPLE.match(last.unit.word) if last.multiple == 1 else None
    return first.number.times(1 / Decimal(MULTIPLES[inside.group()])) if inside else first.number


def _is_negative(plain: str, start: int, unit: FoundUnit) -> bool:
    sign = plain[start - 1 : start]
    if sign not in _MINUS or not sign:
        return False
    before = plain[start - 2 : start - 1] if start > 1 else ""
    return bool(_BEFORE_MINUS.match(before)) and (sign != "负" or bool(unit.word))
