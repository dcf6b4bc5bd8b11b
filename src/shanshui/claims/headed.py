"""What the head of a column says of the numbers below it: the thing, unit, years, whether they may be added up."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.claims.columns import Column, bare, head_kind, is_total, without_years
from shanshui.claims.model import NOBODY, Named, Period, Quantity, Span, When
from shanshui.claims.naming import attribute_at_end, key
from shanshui.claims.units_beside import unit_in_brackets, unit_of, units_named
from shanshui.documents import Cell, Table
from shanshui.standard.language.attributes import attribute_of_dimension
from shanshui.standard.language.column_heads import HeadKind, head_words

_CAPTION_YEAR = re.compile(r"(?<![\d—–\-~～至])((?:19|20)\d\d)年(?!\s?[—–\-~～至])")
_SHARE = re.compile(r"占比|比例|比重|构成|百分比|权重")
_MANY = re.compile(r"([一-鿿])数量?")
_MEAN = re.compile(r"(?:平均|最[高低大小])(?:值|数)?$|均值$")
_RISE = re.compile(r"新增|净增|增加|增减|减少|变化")
_NUMBER_OF = re.compile(r"(.{2,}?)[个处座条户株眼口块宗]?(?<![总指系倍天分基参度次])数")
"""A name with what tells that it is counted: 图斑数, 采坑个数."""
_GENERAL = (
    "amount",
    "base",
    "target",
    "total",
    "share",
    "serial",
    "unit",
    "note",
    "rate",
    "indicator",
    "money",
    "general",
)


@dataclass(frozen=True, slots=True)
class Headed:
    """The head of a column, understood.

    Parameters
    ----------
    kind : HeadKind or None
        What the column holds.
    noun : Named
        What its numbers are of, where the head names a thing and not only an attribute or a year.
    attribute : str
        Key of the attribute that it names.
    unit : str
        The unit that it states; empty where it states none.
    first, last : int or None
        Years.
    phase : When
        The same as phase.
    role : {"amount", "share", "target", "base", "increase"}
        What its numbers do.
    total : bool
        Whether the column is the sum of others.
    additive : bool
        Whether its numbers may be added up.
    mean : bool
        Whether they are means, highest or lowest values, in the unit of what they are of.
    """

    kind: HeadKind | None
    noun: Named
    attribute: str
    unit: str
    first: int | None
    last: int | None
    phase: When
    role: Literal["amount", "share", "target", "base", "increase"]
    total: bool
    additive: bool
    mean: bool

    def among(self, above: str) -> str:
        """The unit above the table that fits the head: money under 投资, else the first that is none."""
        named = units_named(above) if above else ()
        money = [word for word in named if (one := unit_of(word)) is not None and one.dimension == "yuan"]
        other = [word for word in named if word not in money]
        if self.kind in ("share", "serial") or not named or (self.kind == "rate" and not self.mean):
            return ""
        if self.attribute == "money" or self.kind in ("money", "source"):
            return money[0] if money else ""
        if len(named) == 1 and not money:
            return named[0]
        if len(named) == 1:
            return named[0] if self.attribute in ("", "money") and self.kind in ("total", "target", None) else ""
        return next((word for word in other if self._fits(word)), "")

    def takes(self, word: str) -> bool:
        """Whether a unit that stands beside a row may be that of the column: no 公顷 under 投资."""
        one = unit_of(word)
        return self.attribute != "money" or (one is not None and one.dimension.startswith("yuan"))

    def _fits(self, word: str) -> bool:
        one = unit_of(word)
        told = attribute_of_dimension().get(one.dimension, "") if one is not None else ""
        return not self.attribute or not told or told == self.attribute

    def settled(self, of: Named, attribute: str, quantity: Quantity) -> tuple[Named, str]:
        """The thing without the attribute that its name ends in, and the attribute."""
        name, own = split_attribute(of.key)
        told = attribute_of_dimension().get(quantity.dimension, "")
        if not told and is_counted(quantity):
            told = "count"
        if attribute in ("", "count") and own:
            attribute = own
        if told in ("area", "length", "money", "count") and attribute not in (told, "", "capacity"):
            attribute = attribute if _same_sort(attribute, told) else told
        if attribute == "count" and (many := _NUMBER_OF.fullmatch(name)):
            name = many[1]
        return Named(of.span, of.text, name or of.key), attribute or told


def headed(column: Column, table: Table, periods: Sequence[Period]) -> Headed:
    """Understand the head of a column.

    Parameters
    ----------
    column : Column
        With its heads.
    table : Table
        That it belongs to: its caption may name the year, the line above it the unit.
    periods : sequence of Period
        All of the text, in order.
    """
    first, last, phase = _when(column, table, periods)
    noun = _noun(column)
    attribute = next((a for cell in reversed(column.heads) if (a := split_attribute(bare(cell.text))[1])), "")
    if not attribute and (
        column.kind in ("money", "source") or any("资金" in c.text or "投资" in c.text for c in column.heads)
    ):
        attribute = "money"
    unit = next((found for cell in reversed(column.heads) if (found := unit_in_brackets(cell.text))), "")
    unit = unit or next((found for cell in reversed(column.heads) if (found := _counted_in(cell))), "")
    words = column.head
    total = is_total(column.leaf) or bare(column.leaf) in ("总额", "总投资", "投资总额", "总面积", "总量", "总数")
    role: Literal["amount", "share", "target", "base", "increase"] = "amount"
    if _SHARE.search(words):
        role = "share"
    elif phase == "base" or column.kind == "base":
        role, phase = "base", phase or "base"
    elif column.kind == "target" or any(word in words for word in ("目标", "规划")):
        role = "target"
    elif _RISE.search(column.leaf):
        role = "increase"
    additive = column.kind not in ("rate", "serial", "unit") and not re.search(r"单价|平均|率$|均值", bare(words))
    if column.kind == "share" and not unit:
        unit = "%"
    mean = _MEAN.search(bare(column.leaf)) is not None
    return Headed(column.kind, noun, attribute, unit, first, last, phase, role, total, additive, mean)


def _when(column: Column, table: Table, periods: Sequence[Period]) -> tuple[int | None, int | None, When]:
    first = last = None
    phase: When = ""
    for cell in reversed(column.heads):
        for period in _inside(cell, periods):
            phase = phase or period.phase
            if first is None and period.first:
                first, last = period.first, period.last
        phase = phase or ("base" if head_kind(cell.text) == "base" else "")
        if first is None and (found := re.search(r"(?<!\d)(20\d\d|19[5-9]\d)(?!\d)", cell.text)):
            first = last = int(found[1])
    if first is None:
        years = set(_CAPTION_YEAR.findall(table.caption))
        if len(years) == 1:
            first = last = int(years.pop())
    return first, last, phase


def _inside(cell: Cell, periods: Sequence[Period]) -> Iterator[Period]:
    begin = bisect_left(periods, cell.start, key=lambda period: period.span.start)
    for period in periods[begin:]:
        if period.span.start >= cell.end:
            return
        yield period


def _noun(column: Column) -> Named:
    """The thing that a head names, outermost first: 耕地 of 耕地/面积, 中央财政资金; none of 现状/2020年."""
    for cell in column.heads:
        words = without_years(bare(cell.text))
        if not words or words in _general() or is_total(words) or _counted_in(cell):
            continue
        name, _ = split_attribute(words)
        if name and name not in _general():
            return Named(Span(cell.start, cell.end), cell.text, name)
    return NOBODY


def _counted_in(cell: Cell) -> str:
    """The measure word of a head that is nothing but the number of them: 条 of 条数; empty for any other."""
    many = _MANY.fullmatch(bare(cell.text))
    return many[1] if many is not None and unit_of(many[1]) is not None else ""


@cache
def _general() -> frozenset[str]:
    """Heads that name no thing of their own."""
    return frozenset(bare(entry.word) for entry in head_words() if entry.kind in _GENERAL)


@cache
def split_attribute(words: str) -> tuple[str, str]:
    """The key of a name without the attribute that it ends in, and that attribute.

    Examples
    --------
    >>> split_attribute("水土保持林面积"), split_attribute("森林覆盖率"), split_attribute("面积")
    (('水保林', 'area'), ('森林', 'cover'), ('', 'area'))
    """
    entry = attribute_at_end(words)
    kept = words if entry is None or entry.kept else words[: -len(entry.word)]
    return key(kept), entry.key if entry is not None else ""


def is_counted(quantity: Quantity) -> bool:
    """Whether a quantity counts things by a measure word: 9口, 20个."""
    return bool(quantity.word) and quantity.dimension == quantity.word and quantity.word not in ("%", "‰")


def _same_sort(attribute: str, told: str) -> bool:
    groups = {
        "length": ("width", "height", "depth", "thickness", "distance", "relief", "elevation"),
        "area": ("share",),
        "money": (),
        "count": ("population", "rate", "capacity"),
    }
    return attribute.partition(".")[0] in groups.get(told, ())
