"""Writing a plan down: sentences with named numbers, whose places are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from audit.plans.wording import FILLERS
from audit.plans.world import World
from shanshui.quantity import convert

SPELLINGS = {
    "km2": ("km²", "km2", "平方公里", "平方千米"),
    "hm2": ("公顷", "hm²", "公顷", "公顷"),
    "公顷": ("公顷", "hm²", "公顷", "公顷"),
    "公里": ("公里", "km", "千米", "公里"),
    "km": ("公里", "km", "千米", "公里"),
    "m": ("米", "m", "m", "米"),
    "mm": ("毫米", "mm", "mm", "毫米"),
    "wan_person": ("万人",) * 4,
    "degC": ("℃",) * 4,
    "mu": ("亩",) * 4,
}
_FIELD = re.compile(r"\{([^{}>]+)(?:>(\w+))?\}")
_COUNTS, _WORDS = ("个", "项"), "零一二三四五六七八九"
_ORDER = "一二三四五六七八九十"
_FEWEST, _THOUSAND, _SELDOM, _OFTEN = 2, 1000, 0.2, 0.7
_LARGE = ("money", "money.near", "money.far")
"""Facts that a plan may print in 亿元."""
_OF = {"公顷": "hm2", "公里": "km", "万元": "wan_yuan", "亩": "mu"}


@dataclass(frozen=True, slots=True)
class Slot:
    """A number as printed: key of its fact, place of number and unit, unit in which it stands."""

    key: str
    start: int
    middle: int
    end: int
    unit: str
    section: str

    def text(self, whole: str) -> str:
        """Its words."""
        return whole[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that a fault may be planted in, by what it is."""

    kind: str
    key: str
    start: int
    end: int


class Writer:
    """Puts a plan together; ``{key}`` in a template is a number with unit, ``{key>mu}`` the same in another unit."""

    def __init__(self, world: World) -> None:
        self.world, self.random = world, world.random
        self.style = self.random.randrange(4)
        self.dash = self.random.choice(("—", "-", "～", "至"))
        self.pieces: list[str] = []
        self.length = 0
        self.slots: list[Slot] = []
        self.marks: list[Mark] = []
        self.section = ""
        self.grouped = self.random.random() < _SELDOM
        self.in_words = self.random.random() < _SELDOM
        self.large = self.random.random() < _SELDOM
        self.chapter = 0
        self.extents = self.random.random() < _OFTEN
        self.dual = self.random.random() < 0.5
        self.fillers = iter(self.random.sample(FILLERS, len(FILLERS)))
        self.blocks: list[tuple[str, int, int]] = []

    def raw(self, text: str) -> None:
        """Append plain words."""
        self.pieces.append(text)
        self.length += len(text)

    def mark(self, kind: str, key: str, text: str) -> None:
        """Append words and remember them."""
        self.marks.append(Mark(kind, key, self.length, self.length + len(text)))
        self.raw(text)

    def number(self, key: str, unit: str = "", bare: bool = False) -> None:
        """Append a fact: its number, and its unit where the number is not bare."""
        fact = self.world.facts[key]
        if self.large and not unit and not bare and key in _LARGE:
            unit = "yi_yuan"
        value, target = fact.value, unit or fact.unit
        if unit and unit != fact.unit:
            value = turned(fact.value, fact.unit, unit)
        number = self._dressed(key, value, target, bare)
        start = self.length
        self.raw(number)
        middle = self.length
        if not bare:
            self.raw(self.spelt(target))
        self.slots.append(Slot(key, start, middle, self.length, target, self.section))

    def _dressed(self, key: str, value: Decimal, unit: str, bare: bool) -> str:
        """A number as this plan prints it: with groups of thousands, or small counts in words."""
        if unit in _COUNTS and not bare and self.in_words and _FEWEST <= value < len(_WORDS):
            return _WORDS[int(value)]
        return f"{value:,f}" if self.grouped and value >= _THOUSAND and not bare else f"{value:f}"

    def spelt(self, unit: str) -> str:
        """A unit as this plan writes it."""
        words = SPELLINGS.get(unit)
        return words[self.style] if words else {"wan_mu": "万亩", "yi_yuan": "亿元"}.get(unit, unit)

    def say(self, template: str, **words: str) -> None:
        """Append a sentence; names in capitals stand for words, all else for numbers."""
        at = 0
        for field in _FIELD.finditer(template):
            self.raw(template[at : field.start()])
            name, unit = field.groups()
            if name in words and words[name] in self.world.facts:
                self.number(words[name], unit or "")
            elif name in words:
                self.raw(words[name])
            else:
                self.number(name, unit or "")
            at = field.end()
        self.raw(template[at:])

    def any(self, templates: tuple[str, ...], **words: str) -> None:
        """Append one of several ways to say it."""
        self.say(self.random.choice(templates), **words)

    def begin(self, kind: str) -> int:
        """Begin a block."""
        self.blocks.append((kind, self.length, -1))
        return len(self.blocks) - 1

    def finish(self) -> None:
        """End the block that was begun last."""
        kind, start, _ = self.blocks[-1]
        self.blocks[-1] = kind, start, self.length
        self.raw("\n")

    def heading(self, text: str, level: int = 1) -> None:
        """A line of its own; sections of a plan with numbered chapters are numbered as well."""
        if self.chapter and level > 1:
            number, _, title = text.partition("节 ")
            text = f"{self.chapter}.{_ORDER.index(number[-1]) + 1} {title}"
        self.begin(f"h{level}")
        self.raw(text)
        self.finish()
        self.section = text

    def text(self) -> str:
        """All of it."""
        return "".join(self.pieces)

    def span(self, first: int, last: int) -> str:
        """Years from one to another."""
        style = self.random.randrange(3) if self.dash != "至" else 1
        return (f"{first}{self.dash}{last}年", f"{first}年{self.dash}{last}年", f"{first}{self.dash}{last}年")[style]


def turned(value: Decimal, source: str, target: str) -> Decimal:
    """A fact in another unit, as somebody prints it: with two decimals, money with four, mu whole."""
    places = {"yi_yuan": 4, "mu": 0, "亩": 0}.get(target, 2)
    amount = convert(value, _OF.get(source, source), _OF.get(target, target))
    return amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def degrees(seconds: Decimal, marks: str) -> str:
    """Seconds of arc as degrees, minutes and seconds."""
    whole = int(seconds)
    return f"{whole // 3600}°{whole // 60 % 60}{marks[0]}{whole % 60}{marks[1]}"
