"""What is done on the ground of something comes after it: nobody revises on opinions that are asked for later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from shanshui.audit.check import check, fault
from shanshui.audit.reading import Reading
from shanshui.claims.model import Span
from shanshui.claims.stretches import Moment, before, moments
from shanshui.finding import Finding
from shanshui.standard.language.grounds import Ground, grounds

_ACTS = r"(?:根据|依据|按照|结合|吸收|采纳|遵照|凭)(?P<by>[^，。；\n]{0,14}?)"
_UPON = r"在(?P<upon>[^，。；\n]{0,14}?)"
_OF_ITSELF = ("意见", "稿")
"""Ends of grounds that are of one paper even where nobody is named who gives them."""
_GIVER = re.compile("国家|[省市州盟县旗区部镇乡]|专家|公众")
_AGAIN = re.compile("再次|再度|重新|第[二三四]次|二次")
_STOP = re.compile("[。；\n]")
_NEAR = 400
"""Characters between what is done and what it rests on, at most."""


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date with the words behind it, up to the next one or the end of the clause group."""

    when: Moment
    span: Span
    words: str


@check("AUDIT-SCHEDULE-GROUND")
def grounds_before_acts(reading: Reading) -> Iterator[Finding]:
    """What one acts on is there by then, wherever near that the text dates it.

    Notes
    -----
    Where one of several things of its kind lies before, that may be the one; nothing is told then.
    """
    dated = tuple(_dated(reading.document.text))
    for place, act in enumerate(dated):
        ground = _ground_of(act.words)
        if ground is None:
            continue
        phrase = _phrase(act.words, ground)
        near = [
            one
            for one in dated[max(0, place - 8) : place + 8]
            if one is not act and abs(one.span.start - act.span.start) < _NEAR and _gives(one.words, ground, phrase)
        ]
        if near and all(before(act.when, one.when) for one in near):
            text = reading.document.text
            got, want = (text[one.span.start : one.span.end] for one in (act, near[0]))
            yield fault("AUDIT-SCHEDULE-GROUND", reading, [act.span, near[0].span], got, want, {"name": ground.ground})


def _dated(text: str) -> Iterator[_Dated]:
    found = list(moments(text, 0, len(text)))
    for place, (span, when) in enumerate(found):
        end = found[place + 1][0].start if place + 1 < len(found) else span.end + _NEAR
        stop = _STOP.search(text, span.end, min(end, span.end + _NEAR))
        end = stop.start() if stop is not None else min(end, span.end + _NEAR, len(text))
        end = span.start + len(text[span.start : end].rstrip("，,、 "))
        yield _Dated(when, Span(span.start, end), text[span.end : end])


def _ground_of(words: str) -> Ground | None:
    return next((one for one in grounds() if _pattern(one.ground).search(words)), None)


@cache
def _pattern(ground: str) -> re.Pattern[str]:
    name = re.escape(ground)
    return re.compile(rf"{_ACTS}{name}|{_UPON}{name}的?基础上")


def _phrase(words: str, ground: Ground) -> str:
    """The words between the verb and the ground: 省厅 of 依据省厅批复, 专家 of 在专家论证意见基础上."""
    found = _pattern(ground.ground).search(words)
    return (found["by"] or found["upon"] or "") if found is not None else ""


def _gives(words: str, ground: Ground, phrase: str) -> bool:
    """Whether words tell of what a ground comes from, by whom it is said to be given, and not of acting on it."""
    if re.search(ground.source, words) is None or _pattern(ground.ground).search(words) or _AGAIN.search(words):
        return False
    givers = set(_GIVER.findall(phrase))
    if not givers:
        return ground.ground.endswith(_OF_ITSELF)
    return bool(givers & set(_GIVER.findall(words)))
