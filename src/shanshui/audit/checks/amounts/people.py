"""How many people there are, and what each of them has: nobody is reached who does not live there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from shanshui.audit.amounts import shown
from shanshui.audit.check import check, fault
from shanshui.audit.each import Each, each_of, words_before
from shanshui.audit.facts import year_of
from shanshui.audit.interval import interval, is_exact
from shanshui.audit.reading import Reading
from shanshui.audit.rows import by_sentence
from shanshui.audit.wholes import above_region
from shanshui.claims.model import Claim
from shanshui.claims.naming import WHOLE
from shanshui.claims.sentences import sentences
from shanshui.finding import Finding

_SOME = re.compile(r"受益|惠及|农业|农村|乡村|城镇|贫困|脱贫|搬迁|少数民族|劳动力|受灾|受影响|饮水|涉及|服务")
_INSIDE = re.compile(r"[县区市乡镇村域境地]内|全[县区市]|直接|其中|本[县区市]|农业|农村|乡村|城镇|少数民族|贫困|脱贫")
_OUTSIDE = re.compile(r"下游|周边|辐射|间接|累计|次|沿[江河线]|流域|游客|培训|人/")
_GENERAL = re.compile(r"^(?:全[县市区]|我[县市区]|本[县市区]|县域|区域|据统计)?(?:现状|目前|现有)?的?$")
_FILLER = re.compile(r"(?:仅|约|只有|为|达到|达|已|增加|提高|分别|：|占有)+$")
_BESIDE = re.compile(r"[，,、（(；;]\s?(?:人均|户籍人均|常住人均)(?:约|为|达|达到|占有|仅|耕地|林地|面积|占有量)*")
"""What stands between an amount and what each has of it."""
_DOUBLE = Decimal(2)
_ROUGH = Decimal("0.03")
_SHIFTS = tuple(Decimal(10) ** power for power in (-4, -3, -2, -1, 1, 2, 3, 4))
_SHORTEST = 3
"""Letters of what each has, at least."""
_CLAUSE = 20
"""Characters before an amount that are of its clause, at most."""


@check("AUDIT-PEOPLE", "AUDIT-PEOPLE-LIKELY")
def no_more_than_live_there(reading: Reading) -> Iterator[Finding]:
    """Those who benefit, farm or live in towns are no more than all who live in the same place."""
    people = [c for c in reading.claims if c.quantity.dimension == "person" and c.quantity.word.endswith("人")]
    wholes = [c for c in people if c.of.key == WHOLE and c.attribute == "population" and is_exact(c.quantity)]
    for claim in people:
        words = _words(claim, reading)
        if not _SOME.search(words) or _OUTSIDE.search(words) or above_region(claim, reading):
            continue
        same = [whole for whole in wholes if whole.scope == claim.scope and whole is not claim]
        if not same or any(not interval(claim.quantity).surely_above(interval(whole.quantity)) for whole in same):
            continue
        whole = min(same, key=lambda one: abs(one.quantity.span.start - claim.quantity.span.start))
        sure = _INSIDE.search(words) is not None and is_exact(claim.quantity) and len(same) == 1
        code = "AUDIT-PEOPLE" if sure else "AUDIT-PEOPLE-LIKELY"
        found = {"name": claim.of.text or claim.of.key, "whole": whole.quantity.text}
        spans = [claim.quantity.span, whole.quantity.span]
        yield fault(code, reading, spans, claim.quantity.text, whole.quantity.text, found)


@check("AUDIT-HEAD", "AUDIT-HEAD-LIKELY")
def one_amount_a_head(reading: Reading) -> Iterator[Finding]:
    """What each person has of one thing, at one place and time, is one amount throughout."""
    first: dict[tuple[str, str, str, int | None], tuple[Each, Claim]] = {}
    for each, claim in _heads(reading):
        key = (_FILLER.sub("", each.words), each.above, claim.scope, year_of(claim, reading.frame))
        before, _ = first.setdefault(key, (each, claim))
        if before is each or before.value.meets(each.value) or _near(before, each):
            continue
        words = {"name": f"人均{key[0]}", "other": before.quantity.text}
        spans = [each.quantity.span, before.quantity.span]
        sure = is_exact(each.quantity) and is_exact(before.quantity)
        code = "AUDIT-HEAD" if sure else "AUDIT-HEAD-LIKELY"
        yield fault(code, reading, spans, each.quantity.text, before.quantity.text, words)


@check("AUDIT-HEAD-ALL", "AUDIT-HEAD-ALL-LIKELY")
def all_over_those_who_live_there(reading: Reading) -> Iterator[Finding]:
    """What all have together over the population is what each is said to have right behind it.

    Notes
    -----
    Nobody tells whether 人均 is of residents or of farmers: it is an error only where the point has slipped, and likely
    where no population makes it half or double.
    """
    text = reading.document.text
    people = [c for c in reading.claims if c.quantity.dimension == "person" and c.attribute == "population"]
    people = [c for c in people if c.quantity.value > 0 and is_exact(c.quantity)]
    for sentence, own in by_sentence(reading.quantities, sentences(reading.document)) if people else ():
        for whole, quantity in pairwise(own):
            each = each_of(text, quantity, own, sentence)
            beside = _BESIDE.fullmatch(text, whole.span.end, quantity.span.start)
            if each is None or each.below != "person" or beside is None or whole.dimension != each.above:
                continue
            if not is_exact(whole) or not is_exact(quantity):
                continue
            times = [(whole.value / claim.quantity.value / each.value.middle, claim) for claim in people]
            if not times or any(_DOUBLE > rate > 1 / _DOUBLE for rate, _ in times):
                continue
            shifted = [one for one in times if any(abs(one[0] / shift - 1) < _ROUGH for shift in _SHIFTS)]
            _, claim = (shifted or times)[0]
            code = "AUDIT-HEAD-ALL" if shifted else "AUDIT-HEAD-ALL-LIKELY"
            words = {"whole": whole.text, "people": claim.quantity.text}
            want = shown(whole.value / claim.quantity.value, quantity)
            spans = [quantity.span, whole.span, claim.quantity.span]
            yield fault(code, reading, spans, quantity.text, want, words)


def _heads(reading: Reading) -> Iterator[tuple[Each, Claim]]:
    """Amounts for each person that are told of the whole: nothing else stands before 人均."""
    claims = {claim.quantity.span: claim for claim in reading.claims}
    text = reading.document.text
    for sentence, own in by_sentence(reading.quantities, sentences(reading.document)):
        for quantity in own:
            each = each_of(text, quantity, own, sentence)
            claim = claims.get(quantity.span)
            if each is None or claim is None or each.below != "person" or claim.role == "increase":
                continue
            before, _, noun = words_before(text, quantity, own, sentence).rpartition("人均")
            if len(_FILLER.sub("", noun)) >= _SHORTEST and _GENERAL.match(before):
                yield each, claim


def _near(one: Each, other: Each) -> bool:
    """Whether hedges explain that two amounts differ."""
    if is_exact(one.quantity) and is_exact(other.quantity):
        return False
    low, high = sorted((one.quantity.value, other.quantity.value))
    return high * 9 < low * 10


def _words(claim: Claim, reading: Reading) -> str:
    """The clause of an amount with what it is of."""
    text = reading.document.text
    begin = max(claim.sentence.start, claim.quantity.span.start - _CLAUSE)
    before = re.split(r"[，。；\n]", text[begin : claim.quantity.span.start])[-1]
    return claim.of.text + before + text[claim.quantity.span.start : claim.quantity.span.end + 2]
