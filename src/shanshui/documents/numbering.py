"""Numbers that stand before headings and items: 第一章, 第二节, 一、, （三）, 4., 5.2.1, H.1.3, 附录 A."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass

CHAPTER, SECTION = 1, 2
LETTER, RING = "a)", "①"
"""Ranks: 篇 0, 章 1, 节 2, 条 3, 5.2.1 3, 一、 5, （一） 6, 1、 7, （1） 8, ① 9; less stands above more."""

_HAN = "〇零一二三四五六七八九十百两"
_ORDER = rf"[{_HAN}\d０-９]{{1,5}}"
_WORD = re.compile(rf"第\s?({_ORDER})\s?(篇|编|部分|章|节|条)[\s　:：、.．]{{0,4}}")
_HAN_COMMA = re.compile(rf"([{_HAN}]{{1,4}})\s?[、.．][\s　]{{0,4}}")
_HAN_BRACKET = re.compile(rf"[（(]\s?([{_HAN}]{{1,4}})\s?[)）][\s　、.．]{{0,4}}")
_BRACKET = re.compile(r"(?:[（(]\s?(\d{1,3})\s?[)）]|(\d{1,3})[)）])[\s　、.．]{0,4}")
_LETTER = re.compile(r"([a-z])[)）.．][\s　]{0,4}")
_RING = re.compile(r"([①-⑳])[\s　、.．]{0,4}")
_DECIMAL = re.compile(r"(?:([A-Z])\s?[.．]\s?)?(\d{1,3})((?:\s?[.．-]\s?\d{1,3}){0,5})(?!\d)([、.．]?[\s　]{0,4})")
_ANNEX = re.compile(
    r"(附录|附件|附表|附图)[\s　]?([A-Z]|\d{1,2}|[一二三四五六七八九十]{1,3})?(?![\d.．-])[\s　:：、.．]{0,4}"
)
_ALONE = re.compile(
    r"(?:前\s*言|序\s*言?|目\s*录|目\s*次|摘\s*要|引\s*言|绪\s*论|参考文献|后\s*记|附\s*则|结\s*语|附\s*录|附\s*件|附\s*图|附\s*表|编制说明)$"
)
_FIRST = frozenset(
    "第（(前序目摘引绪参后附结编0123456789０１２３４５６７８９" + _HAN + string.ascii_letters
) | frozenset(map(chr, range(0x2460, 0x2474)))
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


@dataclass(frozen=True, slots=True)
class Marker:
    """The number before a heading or item.

    Parameters
    ----------
    rank : int
        How high it stands, 0 the highest.
    style : str
        Numbers of one sequence are of one style: ``章``, ``一、``, ``（一）``, ``1``, ``1、``, ``1.1``, ``附录``.
    numbers : tuple of int
        What it counts; of 5.2.1 all three, of H.1 the letter's place in the alphabet first.
    length : int
        Characters of the line that it takes, blanks behind it included.
    spaced : bool
        Whether a blank or a mark parts it from the words behind it.
    """

    rank: int
    style: str
    numbers: tuple[int, ...]
    length: int
    spaced: bool = True


def marker(text: str) -> Marker | None:
    """The number that a line begins with, None where it begins with none.

    Parameters
    ----------
    text : str
        The line without blanks before it.
    """
    if text[:1] not in _FIRST:
        return None
    for read in (_worded, _han, _bracketed, _decimal, _annex):
        if found := read(text):
            return found
    return None


def value_of(digits: str) -> int:
    """The number of a numeral up to 999: 12, 十二, 一百零三; -1 where it is none."""
    if digits.isdecimal():
        return int(digits)
    total = figure = 0
    for sign in digits:
        if sign in "十百":
            total += (figure or 1) * (10 if sign == "十" else 100)
            figure = 0
        elif sign in _DIGITS:
            figure = _DIGITS[sign]
        else:
            return -1
    return total + figure


def _worded(text: str) -> Marker | None:
    found = _WORD.match(text)
    if not found:
        return None
    word = found[2]
    rank = {"篇": 0, "编": 0, "部分": 0, "章": CHAPTER, "节": SECTION, "条": 3}[word]
    return Marker(rank, word, (value_of(found[1]),), found.end(), found[0][-1] != word)


def _han(text: str) -> Marker | None:
    if found := _HAN_COMMA.match(text):
        return Marker(5, "一、", (value_of(found[1]),), found.end())
    if found := _HAN_BRACKET.match(text):
        return Marker(6, "（一）", (value_of(found[1]),), found.end())
    return None


def _bracketed(text: str) -> Marker | None:
    if found := _BRACKET.match(text):
        return Marker(8, "（1）", (int(found[1] or found[2]),), found.end())
    if found := _LETTER.match(text):
        return Marker(9, LETTER, (ord(found[1]) - ord("a") + 1,), found.end())
    if found := _RING.match(text):
        return Marker(9, RING, (ord(found[1]) - ord("①") + 1,), found.end())
    return None


def _decimal(text: str) -> Marker | None:
    found = _DECIMAL.match(text)
    if not found:
        return None
    letter, first, further, mark = found.groups()
    numbers = (int(first), *map(int, re.findall(r"\d+", further)))
    if letter:
        numbers = (ord(letter) - ord("A") + 1, *numbers)
    if len(numbers) == 1:
        return Marker(7, f"1{mark.strip()}", numbers, found.end(), bool(mark))
    return Marker(min(len(numbers), 4), "1.1", numbers, found.end(), bool(mark))


def _annex(text: str) -> Marker | None:
    if _ALONE.match(text):
        return Marker(CHAPTER, "", (), len(text))
    found = _ANNEX.match(text)
    if not found or (found[1] != "附录" and not found[2]):
        return None
    sign = found[2] or ""
    number = ord(sign) - ord("A") + 1 if sign.isascii() and sign.isalpha() else value_of(sign) if sign else 0
    return Marker(CHAPTER, found[1], (number,), found.end())
