"""One thing at several times in running text: rates that shall rise do not fall, what adds up does not shrink."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from shanshui.audit.check import check, fault
from shanshui.audit.facts import in_project, in_table, year_of
from shanshui.audit.interval import interval, is_exact
from shanshui.audit.reading import Reading
from shanshui.audit.same_things import Thing, thing_of
from shanshui.claims.indicator_cells import better
from shanshui.claims.model import Claim
from shanshui.finding import Finding

_ADDED_UP = re.compile(r"累计|共完成|总计")
_NEW = "新增"
_RISES = re.compile(r"提高|提升|增加|增长|上升|改善|高于")
_FALLS = re.compile(r"下降|降低|减少|压减|低于")
_BEFORE, _BEHIND = 24, 24
"""Characters around an amount in which words tell that it adds up, or which way it goes."""


@check("AUDIT-COURSE", "AUDIT-COURSE-LIKELY")
def against_its_course(reading: Reading) -> Iterator[Finding]:
    """A later amount does not go against what is said of it: 累计 below an earlier one, a rate that rises and is less.

    Notes
    -----
    At least one of the two amounts stands in running text; tables are looked over by the checks of indicators.
    """
    for thing, claims in _by_thing(reading).items():
        way = better(claims[0].of.text or thing.name)
        for one, other in combinations(claims, 2):
            first, last = sorted((one, other), key=lambda c: year_of(c, reading.frame) or 0)
            if year_of(first, reading.frame) == year_of(last, reading.frame):
                continue
            if in_table(first, reading) and in_table(last, reading):
                continue
            code = _code(first, last, way, thing, reading)
            if code:
                words = {"name": last.of.text or thing.name, "year": str(year_of(first, reading.frame)),
                         "later": str(year_of(last, reading.frame))}  # fmt: skip
                spans = [last.quantity.span, first.quantity.span]
                yield fault(code, reading, spans, last.quantity.text, first.quantity.text, words)
                break


def _by_thing(reading: Reading) -> Mapping[Thing, Sequence[Claim]]:
    found: dict[Thing, list[Claim]] = {}
    for claim in reading.claims:
        thing = thing_of(claim, reading) if is_exact(claim.quantity) and claim.quantity.dimension else None
        if thing is None or thing.scope or year_of(claim, reading.frame) is None or in_project(claim, reading):
            continue
        if claim.role != "part" and (claim.role != "increase" or _NEW in _said(claim, reading)):
            found.setdefault(thing, []).append(claim)
    return found


def _code(first: Claim, last: Claim, way: str | None, thing: Thing, reading: Reading) -> str:
    """Which rule a later amount breaks; empty where none."""
    fell = interval(first.quantity).surely_above(interval(last.quantity))
    rose = interval(last.quantity).surely_above(interval(first.quantity))
    said = _said(last, reading)
    if not thing.rate:
        adds = thing.work and _ADDED_UP.search(said.partition(last.quantity.text)[0]) is not None
        return "AUDIT-COURSE" if fell and adds and last.role != "base" else ""
    against = (fell and way == "more") or (rose and way == "less")
    if not against or last.role != "target":
        return ""
    told = _RISES.search(said) if way == "more" else _FALLS.search(said)
    return "AUDIT-COURSE" if told else "AUDIT-COURSE-LIKELY"


def _said(claim: Claim, reading: Reading) -> str:
    span, sentence = claim.quantity.span, claim.sentence
    start = max(sentence.start, span.start - _BEFORE)
    return reading.document.text[start : min(sentence.end, span.end + _BEHIND)]
