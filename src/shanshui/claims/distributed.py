"""Lists that share their amounts: 甲、乙和丙面积分别为1、2和3公顷; 到2025年、2035年分别达到4%和5%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from shanshui.claims.context import beside
from shanshui.claims.listing import parted
from shanshui.claims.model import Quantity, Span
from shanshui.claims.phrases import Phrase, phrase_before
from shanshui.claims.shared_units import in_unit_of

_EACH = re.compile(r"分别|依次")
_JOINT = re.compile(r"^[\s、，,和与及以至达到为约近是占；;]*(?:以及|分别达到)?[\s约近]*$")
_DUAL = re.compile(r"^[\s）)]*[（(](?:约|合|折合|即|约合)*$")
_YEARS = re.compile(r"\d{4}年|近期|中远期|远期|中期|规划期末|基期|现状")
_GROUPED = re.compile(
    r"^(.{2,12}?)等?[两二三四五六七八九十\d]{1,2}个?(?:乡镇|街道|镇|乡|区|县|村|类|项|种|大|片区|流域|单元|分区|条河流|河)(?P<rest>.*)$"
)


@dataclass(frozen=True, slots=True)
class Distributed:
    """Amounts given out one by one.

    Parameters
    ----------
    quantities : tuple of Quantity
        In order; those without unit have taken that of the last.
    asides : tuple of (int, Quantity)
        Which amount another one repeats in brackets, in another unit.
    items : tuple of Span
        What each is of; empty where they go to years instead.
    whens : tuple of Span
        Words of the years or phases that each is of; empty where they go to things.
    phrase : Phrase
        What all of them share.
    taken : int
        How many amounts of the sentence it uses up.
    """

    quantities: tuple[Quantity, ...]
    asides: tuple[tuple[int, Quantity], ...]
    items: tuple[Span, ...]
    whens: tuple[Span, ...]
    phrase: Phrase
    taken: int


def distributed(
    text: str, sentence: Span, quantities: Sequence[Quantity], at: int, scopes: Sequence[str]
) -> Distributed | None:
    """Amounts given out one by one, from one on; None where 分别 does not stand before it.

    Parameters
    ----------
    text : str
        The document's text.
    sentence : Span
        The sentence.
    quantities : sequence of Quantity
        Its amounts.
    at : int
        Number of the first of them.
    scopes : sequence of str
        Names of the county and of what the sentence stands under.
    """
    lower = quantities[at - 1].span.end if at else sentence.start
    found = list(_EACH.finditer(text, max(lower, quantities[at].span.start - 16), quantities[at].span.start))
    each = found[-1] if found else None
    if each is None or any(mark in text[each.start() : quantities[at].span.start] for mark in "，；。："):
        return None
    lower = _over_counts(text, sentence, quantities, at, each.start())
    amounts, asides, taken = _run(text, quantities, at)
    start = beside(text, lower, quantities[at]).start
    before = Span(start, max(start, each.start()))
    verb = phrase_before(text, each.start(), quantities[at].span.start, scopes)
    phrase = phrase_before(text, before.start, before.end, scopes)
    phrase = replace(phrase, marks=phrase.marks | verb.marks, attribute=phrase.attribute or verb.attribute)
    whens = _whens(text, before, len(amounts)) or _whens(text, Span(lower, before.start), len(amounts))
    items: tuple[Span, ...] = ()
    if not whens:
        items = _items(text, phrase.span, len(amounts))
    if len(amounts) < 2 or not (items or whens):
        phrase = replace(phrase, sure=False)
    if whens and phrase.span.start < whens[-1].end <= phrase.span.end:
        phrase = replace(phrase, span=Span(min(whens[-1].end, phrase.span.end), phrase.span.end))
        phrase = phrase_with(text, phrase, scopes)
    return Distributed(_in_one_unit(amounts), asides, items, whens, phrase, taken)


def _over_counts(text: str, sentence: Span, quantities: Sequence[Quantity], at: int, each: int) -> int:
    """Where the words before 分别 may begin: a count that closes a list (甲、乙、丙三类) does not stand in the way."""
    while at and not any(mark in text[quantities[at - 1].span.end : each] for mark in "，；：。"):
        if quantities[at - 1].value > 20 or "、" in text[quantities[at - 1].span.end : each]:
            break
        at -= 1
    return quantities[at - 1].span.end if at else sentence.start


def phrase_with(text: str, phrase: Phrase, scopes: Sequence[str]) -> Phrase:
    """A phrase trimmed once more, with what was found of it before."""
    again = phrase_before(text, phrase.span.start, phrase.span.end, scopes)
    return replace(again, attribute=phrase.attribute or again.attribute, marks=phrase.marks | again.marks)


def _run(
    text: str, quantities: Sequence[Quantity], at: int
) -> tuple[tuple[Quantity, ...], tuple[tuple[int, Quantity], ...], int]:
    amounts, asides, last = [quantities[at]], [], quantities[at].span.end
    taken = 1
    for quantity in quantities[at + 1 :]:
        between = text[last : quantity.span.start]
        if _DUAL.match(between):
            asides.append((len(amounts) - 1, quantity))
        elif _JOINT.match(between.lstrip("）)")):
            amounts.append(quantity)
        else:
            break
        last = quantity.span.end
        taken += 1
    return tuple(amounts), tuple(asides), taken


def _in_one_unit(amounts: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Amounts without unit in that of the last."""
    return tuple(in_unit_of(amount, amounts[-1]) for amount in amounts)


def _whens(text: str, span: Span, wanted: int) -> tuple[Span, ...]:
    found = [Span(hit.start(), hit.end()) for hit in _YEARS.finditer(text, span.start, span.end)]
    return tuple(found) if len(found) == wanted and wanted > 1 else ()


def _items(text: str, span: Span, wanted: int) -> tuple[Span, ...]:
    grouped = _GROUPED.match(text[span.start : span.end].rsplit("、", 1)[-1])
    end = span.end
    if grouped is not None:
        end = span.end - len(text[span.start : span.end].rsplit("、", 1)[-1]) + grouped.end(1)
    items = parted(text, Span(span.start, end), wanted)
    return items if len(items) == wanted and wanted > 1 else ()
