"""Numbers that Word sets before paragraphs by itself: 第一章, 1.1, （二）."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shanshui.documents.word.text import attribute, child, local, switched_on

_HAN = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list.

    Parameters
    ----------
    start : int
        Its first number.
    form : str
        How numbers are written: ``decimal``, ``chineseCounting``…
    text : str
        Pattern: 第%1章, %1.%2.
    legal : bool
        Whether all numbers in it are Arabic.
    suffix : str
        What parts it from the words.
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    suffix: str = " "


@dataclass(slots=True)
class Numbering:
    """Lists of a document, and how far each was counted.

    Parameters
    ----------
    levels : mapping of str to mapping of int to Level
        By number of the list.
    abstract : mapping of str to str
        Lists that count together, by number of the list.
    styles : mapping of str to tuple of str and int
        List and level that a paragraph style brings with it by its list.
    """

    levels: Mapping[str, Mapping[int, Level]] = field(default_factory=dict)
    abstract: Mapping[str, str] = field(default_factory=dict)
    styles: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    def label(self, number: str, depth: int) -> str:
        """What stands before the next paragraph of a list, blank behind it included; empty for bullets."""
        levels = self.levels.get(number)
        if levels is None or depth not in levels:
            return ""
        counts = self._counts.setdefault(self.abstract.get(number, number), [None] * _LEVELS)
        before = counts[depth]
        counts[depth] = levels[depth].start if before is None else before + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        level = levels[depth]
        if level.form in ("bullet", "none") or not level.text:
            return ""
        label = level.text
        for upper in range(depth + 1):
            own = levels.get(upper, Level())
            count = counts[upper]
            form = "decimal" if level.legal else own.form
            label = label.replace(f"%{upper + 1}", written(own.start if count is None else count, form))
        return label + level.suffix


def numbering_of(tree: Any) -> Numbering:
    """Read the part ``numbering.xml``; an empty one where there is none."""
    if tree is None:
        return Numbering()
    abstracts: dict[str, dict[int, Level]] = {}
    styles: dict[str, tuple[str, int]] = {}
    levels: dict[str, Mapping[int, Level]] = {}
    abstract: dict[str, str] = {}
    styled: dict[str, list[tuple[str, int]]] = {}
    for element in tree:
        if local(element) == "abstractNum":
            name = attribute(element, "abstractNumId")
            abstracts[name] = dict(_levels(element))
            styled[name] = [(attribute(style, "val"), _depth(level)) for level in element if local(level) == "lvl"
                            and (style := child(level, "pStyle")) is not None]  # fmt: skip
        elif local(element) == "num":
            number = attribute(element, "numId")
            link = child(element, "abstractNumId")
            name = attribute(link, "val") if link is not None else ""
            levels[number] = abstracts.get(name, {}) | _overridden(element, abstracts.get(name, {}))
            abstract[number] = name
            styles |= {style: (number, depth) for style, depth in styled.get(name, ()) if style not in styles}
    return Numbering(levels, abstract, styles)


def written(number: int, form: str) -> str:
    """A number as a list writes it."""
    if form in ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital",
                "taiwaneseCounting", "taiwaneseCountingThousand"):  # fmt: skip
        return _han(number, _HAN)
    if form in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return _han(number, _FORMAL, "拾", "佰")
    if form in ("upperLetter", "lowerLetter") and number > 0:
        letter = chr(ord("A") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
        return letter if form == "upperLetter" else letter.lower()
    if form in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if form == "decimalZero":
        return f"{number:02d}"
    return str(number)


def _levels(element: Any) -> list[tuple[int, Level]]:
    return [(_depth(level), _level(level)) for level in element if local(level) == "lvl"]


def _depth(level: Any) -> int:
    return min(integer(attribute(level, "ilvl")), _LEVELS - 1)


def _level(element: Any, start: int | None = None) -> Level:
    def value(name: str, otherwise: str) -> str:
        found = child(element, name)
        return attribute(found, "val") if found is not None else otherwise

    suffix = "" if value("suff", "tab") == "nothing" else " "
    first = integer(value("start", "1"), 1) if start is None else start
    return Level(first, value("numFmt", "decimal"), value("lvlText", "")[:60], switched_on(element, "isLgl"), suffix)


def _overridden(number: Any, levels: Mapping[int, Level]) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for override in number:
        if local(override) != "lvlOverride":
            continue
        depth = _depth(override)
        start = child(override, "startOverride")
        first = integer(attribute(start, "val"), 1) if start is not None else None
        level = child(override, "lvl")
        if level is not None:
            found[depth] = _level(level, first)
        elif first is not None and depth in levels:
            old = levels[depth]
            found[depth] = Level(first, old.form, old.text, old.legal, old.suffix)
    return found


def integer(text: str, otherwise: int = 0) -> int:
    """A whole number of an attribute, of up to six digits; ``otherwise`` where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 6 else otherwise


def _han(number: int, digits: str, ten: str = "十", hundred: str = "百") -> str:
    if not 0 < number < 1000:
        return str(number)
    high, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{digits[high]}{hundred}" if high else ""
    if tens:
        words += ten if tens == 1 and not high and digits == _HAN else f"{digits[tens]}{ten}"
    elif high and ones:
        words += "零"
    return words + (digits[ones] if ones else "")


def _roman(number: int) -> str:
    words = ""
    for value, sign in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
                        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):  # fmt: skip
        words += sign * (number // value)
        number %= value
    return words
