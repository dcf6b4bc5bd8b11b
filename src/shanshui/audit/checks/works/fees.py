"""What is so many per cent of something else: 预备费按施工费与其他费用之和的5%计取; 按平均流量的10%确定生态流量."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from shanshui.audit.amounts import shown
from shanshui.audit.check import check, fault
from shanshui.audit.interval import interval, is_exact, total
from shanshui.audit.reading import Reading
from shanshui.audit.rows import by_sentence
from shanshui.claims.model import Quantity, Span
from shanshui.claims.sentences import sentences
from shanshui.finding import Finding

_BY = re.compile(
    r"(?P<fee>[一-龥]{2,12})?[：:，,]?(?:[^，。；：\d]{0,4})按照?(?P<base>[一-龥、（）()]{2,40}?)(?:(?:之|的?总)和|合计)?的$"
)
_BEHIND = re.compile(
    r"(?:计取|计算|计列|计提|测算|估算|取费|控制|安排|提取|确定|核定|计|取)?[一-龥]{0,16}[，,（(]?(?:为|计|即|共|合计|约|需|=|＝)*"
)
_JOIN = re.compile(r"[、和与及]|以及")
_NAMED = re.compile(r"[^，。；\d]{0,6}$")
_LARGEST = 4
"""Things of which one may be a share, and different amounts of one of them, at most."""
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Fee:
    """A fee with the costs that it is reckoned from."""

    rate: Quantity
    amount: Quantity
    bases: tuple[tuple[Quantity, ...], ...]


@check("AUDIT-FEE", "AUDIT-FEE-LIKELY")
def rate_and_fee(reading: Reading) -> Iterator[Finding]:
    """A fee is its rate times the costs that it is said to be reckoned from, wherever these stand.

    Notes
    -----
    A rate of fees is set by somebody and not rounded: 5% is no 5.4%.
    """
    for fee in _fees(reading):
        chosen = [choice for choice in product(*fee.bases)]
        share = fee.rate.value / _HUNDRED
        made = [total(interval(base) for base in choice).times(share) for choice in chosen]
        if any(one.meets(interval(fee.amount)) for one in made):
            continue
        words = {
            "rate": fee.rate.text,
            "bases": "+".join(base.text for base in chosen[0]),
            "product": shown(made[0].middle, fee.amount),
        }
        spans = [fee.amount.span, fee.rate.span, *(base.span for base in chosen[0])]
        code = "AUDIT-FEE" if len(chosen) == 1 else "AUDIT-FEE-LIKELY"
        yield fault(code, reading, spans, fee.amount.text, words["product"], words)


def _fees(reading: Reading) -> Iterator[_Fee]:
    text = reading.document.text
    if not any(_is_rate(q) and text.endswith("的", 0, q.span.start) for q in reading.quantities):
        return
    amounts = [q for q in reading.quantities if q.word and q.dimension != "%" and is_exact(q)]
    for sentence, own in by_sentence(reading.quantities, sentences(reading.document)):
        for number, rate in enumerate(own):
            found = _BY.search(text, sentence.start, rate.span.start) if _is_rate(rate) else None
            if found is None:
                continue
            behind = [q for q in own[number + 1 : number + 2] if _BEHIND.fullmatch(text, rate.span.end, q.span.start)]
            told = [q for q in behind if q in amounts] or _of(found["fee"] or "", amounts, text, sentence)
            if len({q.dimension for q in told}) != 1:
                continue
            alike = [q for q in amounts if q.dimension == told[0].dimension]
            bases = tuple(_of(name, alike, text, sentence) for name in _JOIN.split(found["base"]) if name)
            known = 0 < len(bases) <= _LARGEST and all(0 < len(base) <= _LARGEST for base in bases)
            if len({q.value for q in told}) == 1 and known:
                yield _Fee(rate, told[0], bases)


def _is_rate(quantity: Quantity) -> bool:
    return quantity.dimension == "%" and is_exact(quantity) and quantity.value > 0


def _of(name: str, amounts: Sequence[Quantity], text: str, near: Span) -> tuple[Quantity, ...]:
    """The amounts that stand right behind a name, each once, the nearest first."""
    found: dict[Decimal, Quantity] = {}
    for quantity in sorted(amounts, key=lambda one: abs(one.span.start - near.start)) if len(name) > 1 else ():
        start = text.rfind(name, max(0, quantity.span.start - len(name) - 6), quantity.span.start)
        if start >= 0 and _NAMED.fullmatch(text, start + len(name), quantity.span.start):
            found.setdefault(quantity.value, quantity)
    return tuple(found.values())
