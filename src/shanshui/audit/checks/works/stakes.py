"""Stretches between stakes (K0+350—K4+850): as long as is said, and none in two projects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from shanshui.audit.amounts import shown
from shanshui.audit.check import check, fault
from shanshui.audit.interval import Interval, interval, is_exact
from shanshui.audit.reading import Reading
from shanshui.audit.rows import by_sentence
from shanshui.claims.model import Quantity, Span
from shanshui.claims.sentences import sentences
from shanshui.finding import Finding

_STAKE = r"[KkＫ](\d{1,4})[+＋](\d{1,3}(?:\.\d{1,3})?)"
_STRETCH = re.compile(
    rf"{_STAKE}[\s，,]{{0,2}}(?:[—–\-~～至到]{{1,2}}|[^，。；\dK]{{0,4}}[终止]点[^，。；\dK]{{0,6}})\s?{_STAKE}"
)
_NAME = re.compile(r"[一-龥]{3,12}$")
_LONG = re.compile(r"长[度为约达共计：:]{0,4}$")
_KM = Decimal(1000)
_BOTH = 2
"""Banks of a stretch, both of which may be counted."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch between two stakes [m], and what lies there."""

    span: Span
    name: str
    first: Decimal
    last: Decimal

    @property
    def length(self) -> Decimal:
        return self.last - self.first


@check("AUDIT-STAKE", "AUDIT-STAKE-LIKELY")
def length_of_a_stretch(reading: Reading) -> Iterator[Finding]:
    """A stretch is as long as its stakes lie apart, or twice that where both banks are counted."""
    text = reading.document.text
    if _STRETCH.search(text) is None:
        return
    for sentence, own in by_sentence(reading.quantities, sentences(reading.document)):
        stretches = list(_stretches(text, sentence))
        for stretch in stretches:
            told = [q for q in own if _is_length(text, q, sentence) and q.span.start > stretch.span.end]
            wanted = [Interval(n * stretch.length, n * stretch.length) for n in range(1, _BOTH + 1)]
            if not told or any(interval(q).meets(length) for q in own if q.dimension == "m" for length in wanted):
                continue
            code = "AUDIT-STAKE" if len(stretches) == len(told) == 1 else "AUDIT-STAKE-LIKELY"
            words = {"stakes": text[stretch.span.start : stretch.span.end]}
            want = shown(stretch.length, told[0])
            yield fault(code, reading, (told[0].span, stretch.span), told[0].text, want, words)


@check("AUDIT-STAKE-TWICE")
def stretches_of_two(reading: Reading) -> Iterator[Finding]:
    """Stretches of one bank of one river in two sentences lie beside one another."""
    text = reading.document.text
    found: dict[str, list[_Stretch]] = {}
    for sentence in sentences(reading.document) if _STRETCH.search(text) is not None else ():
        for stretch in _stretches(text, sentence):
            if stretch.name:
                found.setdefault(stretch.name, []).append(stretch)
    for stretches in found.values():
        for one, other in combinations(stretches, 2):
            same = (one.first, one.last) == (other.first, other.last)
            if not same and one.first < other.last and other.first < one.last:
                common = min(one.last, other.last) - max(one.first, other.first)
                words = {"name": one.name, "length": f"{common.normalize():f}"}
                got, want = (text[s.span.start : s.span.end] for s in (other, one))
                yield fault("AUDIT-STAKE-TWICE", reading, (other.span, one.span), got, want, words)


def _stretches(text: str, sentence: Span) -> Iterator[_Stretch]:
    for found in _STRETCH.finditer(text, sentence.start, sentence.end):
        first, last = (Decimal(found[n]) * _KM + Decimal(found[n + 1]) for n in (1, 3))
        name = _NAME.search(text, max(sentence.start, found.start() - 12), found.start())
        if first < last:
            yield _Stretch(Span(found.start(), found.end()), name[0] if name else "", first, last)


def _is_length(text: str, quantity: Quantity, sentence: Span) -> bool:
    before = text[max(sentence.start, quantity.span.start - 6) : quantity.span.start]
    return quantity.dimension == "m" and is_exact(quantity) and _LONG.search(before) is not None
