"""Units that stand apart from their numbers: in the head of a column, a unit column, above a table, behind a name."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from shanshui.claims.model import Quantity
from shanshui.claims.quantities import quantities
from shanshui.documents import Table
from shanshui.standard.words import narrow

_IN_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】]{1,20})[)）\]】]")
_PARTS = re.compile(r"[、,，;；]|(?<=[^/])\s+(?=[^/])")
_LABEL = re.compile(
    r"(?:计量|面积|数量|金额|资金|投资|长度)?单\s{0,2}位\s?[:：]?\s?|(?:面积|数量|金额|资金|投资|长度)\s?[:：]\s?"
)
_BARE_UNIT = re.compile(r"(?:%|％|‰|(?<![单多公纪])元|[万亿千]元|hm²|hm2|km²|km2|ha|公顷|万亩|亩)$")


@lru_cache(maxsize=4096)
def unit_of(word: str) -> Quantity | None:
    """One of a unit, None where the word is no unit that is known or a measure word.

    Parameters
    ----------
    word : str
        As it stands beside: 公顷, km², 万元, 个.
    """
    kept = _LABEL.sub("", word.strip(), count=1).strip()
    if not kept or any(sign.isdigit() for sign in kept[:1]) or len(kept) > 16:
        return None
    found = quantities(f"1{kept}")
    if len(found) != 1 or not found[0].word or found[0].span.end < len(kept) + 1:
        return None
    return found[0]


def unit_in_brackets(text: str) -> str:
    """The unit that a head or a label states in brackets, or at its end; empty where it states none.

    Parameters
    ----------
    text : str
        面积（公顷）, 治理面积（公顷，累计）, 费用 万元, 比例/%.
    """
    for inside in _IN_BRACKETS.findall(text):
        if unit_of(inside) is not None:
            return str(_LABEL.sub("", inside.strip()))
        named = units_named(inside)
        if len(named) == 1:
            return named[0]
    plain = narrow(text).strip()
    for mark in ("/", " ", "\n", "\u3000"):
        if mark in plain and unit_of(plain.rpartition(mark)[2]) is not None:
            return plain.rpartition(mark)[2]
    found = _BARE_UNIT.search(plain)
    return found[0] if found and found.start() > 0 and unit_of(found[0]) is not None else ""


def units_named(text: str) -> tuple[str, ...]:
    """Units that a line above a table names: 单位：公顷、万元."""
    words = (_LABEL.sub("", part.strip()).strip() for part in _PARTS.split(_LABEL.sub("", text.strip(), count=1)))
    return tuple(word for word in words if unit_of(word) is not None)


def units_above(table: Table) -> str:
    """What is said above a table of its units: a line of their own, else the brackets of its caption.

    Parameters
    ----------
    table : Table
        As it was read: 表5-1 分年度投资计划（万元） where no line 单位：万元 stands below it.
    """
    inside = (words for words in _IN_BRACKETS.findall(table.caption) if units_named(words))
    return table.unit or "、".join(inside)


def in_unit(quantity: Quantity, word: str) -> Quantity:
    """A bare number with the unit that is stated beside it; one with a unit of its own stays as it is.

    Parameters
    ----------
    quantity : Quantity
        Of a cell.
    word : str
        The unit; empty where none is stated.
    """
    one = unit_of(word) if word and not quantity.word else None
    if one is None:
        return quantity
    times = one.value
    return replace(
        quantity,
        low=quantity.low,
        unit=one.unit,
        word=one.word,
        dimension=one.dimension,
        value=_plain(quantity.value * times),
        upper=_plain(quantity.upper * times),
        grain=_plain(quantity.grain * times),
    )


def _plain(value: Decimal) -> Decimal:
    return value.normalize() if value == value.to_integral_value() and value.as_tuple().exponent > 0 else value  # type: ignore[operator]
