"""What is done and left, rates of two amounts: reckoned in one passage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, permutations

from shanshui.audit.amounts import decimals, shown
from shanshui.audit.check import check, fault
from shanshui.audit.interval import Interval, interval, is_exact, total
from shanshui.audit.reading import Reading
from shanshui.audit.rows import by_sentence
from shanshui.claims.model import Quantity, Span
from shanshui.claims.sentences import sentences
from shanshui.finding import Finding
from shanshui.quantity import printed

_HUNDRED = Decimal(100)
_DONE = re.compile(r"已[^，。；、\d]{0,12}$|完成[^，。；、\d]{0,8}$")
_REST = re.compile(
    r"(?:尚有|尚余|尚未|剩余|余下|仍有|还有|其余|未完成|未治理|未修复|有待|待治理|待修复|余)[^，。；、\d]{0,12}$"
)
_REST_BEHIND = re.compile(r"(?:[^，。；、\d]{0,6})(?:尚未|未|有待|待)(?:完成|治理|修复|恢复|整治|实施|建设|开工|验收)")
_OTHERWISE = re.compile(r"新增|其中|在建|正在|较|比|同比|每年|年均|自然恢复|关闭|销号")
_RATE = re.compile(r"([一-龥]{2})(?:率|比例)(?:仅|只|约|已|达到|达|为|是|:|：)*$")
_CHANGE = re.compile(r"提高|提升|下降|降低|增长|增加|上升|减少|较|比上年|同比|目标|以上|到20\d\d年|力争")
_GOAL = re.compile(r"到20\d\d年|目标|规划期|计划|力争|拟|将达|新增")
_PART = re.compile(r"其中|已")
_DONE_OF_PLAN = "完成"
"""Of a rate that has what is planned for its whole."""
_GOOD = {"优良": ("优", "Ⅲ", "Ⅱ", "III"), "达标": ("达标", "Ⅲ", "III", "满足")}
_SMALL = 12


@check("AUDIT-REST", "AUDIT-REST-LIKELY")
def done_and_left(reading: Reading) -> Iterator[Finding]:
    """What is done and what is left make all that there was."""
    text = reading.document.text
    held = by_sentence(reading.quantities, sentences(reading.document))
    for sentence, own, alike in _groups(text, held):
        if not 3 <= len(alike) <= _SMALL // 2 or not all(is_exact(q) for q in alike):
            continue
        whole, *parts = alike
        rest = [q for q in parts if _is_left(text, q, own, sentence)]
        done = [q for q in parts if q not in rest and _DONE.search(_before(text, q, own, sentence))]
        if not done or len(rest) != 1 or done[0].span.start > rest[0].span.start:
            continue
        fits = any(
            _sum(parts_).meets(interval(one))
            for one in alike
            for size in range(2, len(alike))
            for parts_ in combinations([q for q in alike if q is not one], size)
        )
        if fits or _OTHERWISE.search(_before(text, rest[0], own, sentence)):
            continue
        first = min(whole.span.end, parts[0].span.end)
        sure = len(parts) == 2 and not _OTHERWISE.search(text, first, rest[0].span.start)
        left = whole.value - sum((q.value for q in parts if q is not rest[0]), Decimal(0))
        words = {
            "parts": "+".join(q.text for q in parts),
            "sum": shown(_sum(parts).middle, whole),
            "whole": whole.text,
        }
        spans = [rest[0].span, whole.span, *(q.span for q in parts if q is not rest[0])]
        code = "AUDIT-REST" if sure else "AUDIT-REST-LIKELY"
        yield fault(code, reading, spans, rest[0].text, shown(left, rest[0]), words)


@check("AUDIT-RATE", "AUDIT-RATE-LIKELY")
def rate_of_two_amounts(reading: Reading) -> Iterator[Finding]:
    """A rate told right behind two amounts of one kind is one of them over the other."""
    text = reading.document.text
    held = by_sentence(reading.quantities, sentences(reading.document))
    for place, (sentence, own) in enumerate(held):
        for number, rate in enumerate(own):
            named = _RATE.search(_before(text, rate, own, sentence)) if rate.dimension == "%" else None
            if named is None or not is_exact(rate):
                continue
            before, start = own[:number], sentence.start
            if not before and place and "\n" not in text[held[place - 1][0].start : rate.span.start]:
                before, start = held[place - 1][1], held[place - 1][0].start
            pair = _last_pair(before)
            if pair is None:
                continue
            whole, part = pair
            if _CHANGE.search(text, part.span.start, min(rate.span.end + 4, len(text))) or _fits(before, rate):
                continue
            between = text[whole.span.end : part.span.end + 8]
            said = any(word in between for word in _GOOD.get(named[1], (named[1],)))
            meant = named[1] != _DONE_OF_PLAN and _GOAL.search(text, start, rate.span.start) is not None
            if not said or meant or not (_PART.search(between) or named[1] in text[whole.span.end : part.span.start]):
                continue
            sure = len(before) == 2 and all(is_exact(q) for q in pair)
            share = part.value / whole.value * _HUNDRED
            want = f"{printed(share, max(decimals(rate), 1))}%"
            words = {"name": named[0].rstrip("为达到是约仅已只:："), "part": part.text, "whole": whole.text}
            code = "AUDIT-RATE" if sure else "AUDIT-RATE-LIKELY"
            yield fault(code, reading, [rate.span, part.span, whole.span], rate.text, want, words)


def _before(text: str, quantity: Quantity, own: Sequence[Quantity], sentence: Span) -> str:
    """The words before an amount, from the amount before it on."""
    ends = [q.span.end for q in own if q.span.end <= quantity.span.start]
    return text[max([sentence.start, *ends]) : quantity.span.start]


def _is_left(text: str, quantity: Quantity, own: Sequence[Quantity], sentence: Span) -> bool:
    before = _REST.search(_before(text, quantity, own, sentence))
    return before is not None or _REST_BEHIND.match(text, quantity.span.end, sentence.end) is not None


def _by_dimension(own: Sequence[Quantity]) -> list[list[Quantity]]:
    return [
        [q for q in own if q.dimension == of] for of in dict.fromkeys(q.dimension for q in own) if of not in ("%", "")
    ]


def _groups(
    text: str, held: Sequence[tuple[Span, Sequence[Quantity]]]
) -> Iterator[tuple[Span, Sequence[Quantity], list[Quantity]]]:
    """Amounts of one kind of a sentence, the whole first; with those of the sentence before where it tells the whole.

    Notes
    -----
    What is left may stand alone in its sentence, also on the next line, behind one of two amounts: what is done and the
    larger one that it is a share of.
    """
    for place, (sentence, own) in enumerate(held):
        before, earlier = held[place - 1] if place else (sentence, ())
        lines = text.count("\n", before.end, sentence.start)
        for told in _by_dimension(own):
            alike = [q for q in earlier if q.dimension == told[0].dimension]
            if len(told) == 2 and len(alike) == 1 and not lines:
                yield sentence, own, [*alike, *told]
            elif len(told) == 1 and len(alike) == 2 and lines <= 1:
                ordered = sorted(alike, key=lambda q: q.value, reverse=True)
                yield Span(before.start, sentence.end), (*earlier, *own), [*ordered, *told]
            else:
                yield sentence, own, told


def _sum(parts: Sequence[Quantity]) -> Interval:
    return total(interval(part) for part in parts)


def _last_pair(before: Sequence[Quantity]) -> tuple[Quantity, Quantity] | None:
    """The two amounts right before a rate, the larger first; None where they are not of one dimension."""
    if len(before) < 2 or before[-1].dimension != before[-2].dimension or before[-1].dimension in ("%", ""):
        return None
    whole, part = before[-2], before[-1]
    return (whole, part) if whole.value >= part.value > 0 else None


def _fits(before: Sequence[Quantity], rate: Quantity) -> bool:
    """Whether a rate is the share of any two amounts before it."""
    for one, other in permutations(before, 2):
        share = interval(one).over(interval(other)) if one.dimension == other.dimension else None
        if share is not None and share.times(_HUNDRED).meets(interval(rate)):
            return True
        if one.dimension == other.dimension and other.value and is_exact(one) and is_exact(other):
            exact = one.value / other.value * _HUNDRED
            if abs(exact - rate.value) <= rate.grain:
                return True
    return False
