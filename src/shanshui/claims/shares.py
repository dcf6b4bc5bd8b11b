"""Shares and halves in words: 百分之五, 千分之三, 三分之一, 五成, 一半."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from shanshui.claims.numerals import WORDS, Number, figures, words
from shanshui.claims.units import FoundUnit, dimension, unit_at

_NUMBER = rf"(?:\d+(?:\.\d+)?|{WORDS}{{1,8}}(?:点[零〇一二三四五六七八九]{{1,4}})?)"
_SHARE = re.compile(
    rf"(?P<per>[百千万])分之(?P<many>{_NUMBER})"
    rf"|(?P<below>[二三四五六七八九十]{{1,2}}|\d)分之(?P<above>[一二两三四五六七八九]|\d)"
    r"|(?<=[占近约为达])(?P<over>\d)/(?P<under>\d{1,2})(?![\d/.])"
    r"|(?<![完形构达])(?P<tenths>[一二三四五六七八九])成(?=以上|以下|左右|多|的|[，。；、）)\s])"
    r"|(?P<half>一半)(?!以)|(?P<most>一半)(?=以)"
    r"|(?<![一大前后对折])半(?=亩|年|公里|公顷|小时)"
)
_PER = {"百": "%", "千": "permille"}


@dataclass(frozen=True, slots=True)
class Share:
    """A share in words.

    Parameters
    ----------
    start, end : int
        Its words, with the unit of a half.
    number : Number
        In its unit.
    unit : FoundUnit
        ``1``, ``%`` or ``permille``; of half an amount its unit.
    """

    start: int
    end: int
    number: Number
    unit: FoundUnit


def shares(plain: str) -> Iterator[Share]:
    """All of them, in order."""
    for found in _SHARE.finditer(plain):
        share = _share(plain, found)
        if share is not None:
            yield share


def _share(plain: str, found: re.Match[str]) -> Share | None:
    start, end = found.span()
    if found["per"]:
        many = figures(found["many"]) if found["many"][0].isdigit() else words(found["many"])
        code = _PER.get(found["per"], "1")
        if many is None:
            return None
        number = many if code != "1" else many.times(Decimal("0.0001"))
        return Share(start, end, number, FoundUnit(end, found["per"] + "分之", code, "%"))
    if found["below"] or found["under"]:
        above, below = _whole(found["above"] or found["over"]), _whole(found["below"] or found["under"])
        if above is None or not below:
            return None
        return Share(start, end, Number(above / below, Decimal("0.05")), FoundUnit(end, "分之", "1", "%"))
    if found["tenths"]:
        tenths = _whole(found["tenths"]) or Decimal(0)
        return Share(start, end, Number(tenths / 10, Decimal("0.1")), FoundUnit(end, "成", "1", "%"))
    if found.group() == "一半":
        return Share(start, end, Number(Decimal("0.5"), Decimal("0.1")), FoundUnit(end, "半", "1", "%"))
    unit = unit_at(plain, end)
    if unit is None or not unit.code:
        return None
    half = Number(Decimal("0.5"), Decimal("0.5"))
    return Share(start, unit.end, half, FoundUnit(unit.end, unit.word, unit.code, dimension(unit.code)))


def _whole(text: str) -> Decimal | None:
    if text.isdigit():
        return Decimal(text)
    number = words(text)
    return number.value if number is not None else None
