"""Heights above the sea: single ones, lowest, highest and mean ones, and ranges from one to another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from shanshui.claims.headed_cells import headed_cells
from shanshui.claims.model import Span
from shanshui.documents import Document

Kind = Literal["lowest", "highest", "mean", "place"]
UNIT = r"\s?(?:m(?![²³2-9a-z])|ｍ|米(?!²|³))"
_DIGITS = r"(\d,\d{3}(?:\.\d{1,3})?|\d{1,4}(?:\.\d{1,3})?)"
NUMBER = rf"(?<![-−－]){_DIGITS}"
_DASH = r"(?:[-–—－―~～]{1,2}|(?:逐渐|逐步)?(?:上升|下降|抬升|降低|升高|升|降)?[至到]|[和与])"
_SAID = re.compile(
    rf"(?:(最低|最高|平均)(?:点|处|峰|海拔高度|海拔|高程|标高)*[^。；\n\d]{{0,24}}?"
    rf"|(?:海拔|高程|标高)(?:高度)?(?:约|为|达|约为|在|是|：|:|仅|仅为|只有|高达)?){NUMBER}{UNIT}"
)
_RANGE = re.compile(
    rf"(?:海拔|高程)(?:高度|高程|范围|区间|跨度)?(?:一般|总体|大致|大体|多|普遍|主要)?"
    rf"(?P<lead>(?:介于|处于|分布于|变化于|在|约|为|由|从|：|:)*)\s?{NUMBER}(?:{UNIT})?\s?(?P<to>{_DASH})\s?{_DIGITS}{UNIT}"
)
_HEIGHT = re.compile(r"海拔|高程|标高|(?:最高|最低)(?:点|峰|处)")
_NOT_GROUND = re.compile(
    r"坝|堤|水位|路面|桥|渠|塔|楼|建筑|库水|蓄水|洪水|管(?![护理控])|井|墙|巷道|开采|钻孔|孔[口底]|隧[道洞]|水深|气温|流量|潮位|槽|底板|基[础底]|护岸|涵|[闸泵]|水口[高标]"
)
_NAMED_AFTER = re.compile(r"[坝堤桥渠塔楼井槽闸泵](?=[\u4e00-\u9fff]?(?:盆地|草?原|[山岭峰梁沟河镇乡村寨]))")
"""Such a word in the name of a place: 沙井盆地, 塔子山, 石桥镇."""
_CALLED = re.compile(r"[，,]?(?:为|是|系|属)[^，。；\n\d]{0,12}?(最低|最高)(?:点|处|峰)")
"""What stands behind a height that is the lowest or the highest one: 海拔1588米，为工程范围最高点."""
_CALLS = re.compile("最低|最高|平均")
_APART = re.compile("高差|相对高|落差")
_MOSTLY = re.compile("多|一般|普遍|主要")
"""Hedges of a range that leaves the lowest and the highest place out."""
_SITE = re.compile(r"(?:位于|地处|坐落|处于|处在|建在|设在|布设|选址|分布|所在|场地?|址)[^。；\n\d]{0,12}$")
"""Words that put a thing on the ground: 井场位于海拔968米 is of the ground, 井口高程968米 is of the well."""
_HEAD = re.compile(r"海拔|高程(?=[（(/]?m|[（(]?米|$)")
_CELL = re.compile(rf"{NUMBER}(?:{UNIT})?")
_KINDS: dict[str, Kind] = {"最低": "lowest", "最高": "highest", "平均": "mean"}
_PAIRED = 120
"""Characters between the lowest and the highest place of one ground."""


@dataclass(frozen=True, slots=True)
class Height:
    """A height above the sea as a text tells it [m].

    Parameters
    ----------
    kind : Kind
        Whether it is called the lowest, the highest or the mean one.
    value, step : Decimal
        As printed, and one in its last printed digit.
    span : Span
        The number with its unit.
    """

    kind: Kind
    value: Decimal
    step: Decimal
    span: Span


@dataclass(frozen=True, slots=True)
class Relief:
    """The lowest and the highest place of some ground.

    Parameters
    ----------
    low, high : Height
        Its ends.
    span : Span
        From the first word of the statement to its last.
    """

    low: Height
    high: Height
    span: Span


def heights(text: str) -> tuple[Height, ...]:
    """Heights above the sea in a text, those of dams, dikes and water levels left out.

    Examples
    --------
    >>> [(h.kind, str(h.value)) for h in heights("海拔320～1,180米，平均海拔640.5米；坝顶高程412米")]
    [('place', '320'), ('place', '1180'), ('mean', '640.5')]
    """
    found, taken = [height for relief in _ranges(text) for height in (relief.low, relief.high)], 0
    inside = {height.span.start for height in found}
    ends = {height.span.end for height in found}
    for match in _SAID.finditer(text):
        words = text[max(0, match.start() - 8) : match.start(2)]
        if match.start(2) in inside or match.end() in ends or match.start() < taken:
            continue
        named = _HEIGHT.search(text, max(0, match.start() - 24), match.end())
        if named is None or _APART.search(match.group()) or (_is_built(words) and not _is_site(words)):
            continue
        behind = _CALLED.match(text, match.end())
        before = _CALLS.findall(text, match.start(), match.start(2))
        called = before[-1] if before else behind[1] if behind is not None else ""
        found.append(_height(_KINDS.get(called, "place"), match, 2))
        taken = match.end()
    return tuple(sorted(found, key=lambda height: height.span.start))


def heights_of_tables(document: Document) -> tuple[Height, ...]:
    """Heights of the ground in columns that are headed so, in order.

    Notes
    -----
    Each is that of a place, also below 最低海拔: what its row is of need not be the whole.
    """
    found = []
    for head, cell in headed_cells(document, _HEAD):
        number = _CELL.fullmatch(cell.text.strip())
        if number is not None and not _is_built(head.string):
            start = cell.start + document.text[cell.start : cell.end].index(number[1])
            value = Decimal(number[1].replace(",", ""))
            step = Decimal(1).scaleb(int(value.as_tuple().exponent))
            found.append(Height("place", value, step, Span(start, start + len(number[1]))))
    return tuple(sorted(found, key=lambda height: height.span.start))


def reliefs(text: str) -> tuple[Relief, ...]:
    """Statements of a lowest and a highest place together, in order: ranges, and 最低…最高… near each other.

    Examples
    --------
    >>> [(str(r.low.value), str(r.high.value)) for r in reliefs("海拔由1926米降至468米。最高点1926米，最低点468米。")]
    [('468', '1926'), ('468', '1926')]
    """
    found = [one for one in _ranges(text) if not _MOSTLY.search(text, one.span.start, one.low.span.start)]
    ends = [height for height in heights(text) if height.kind in ("lowest", "highest")]
    for one, other in pairwise(ends):
        if one.kind != other.kind and other.span.start - one.span.end < _PAIRED:
            low, high = (one, other) if one.kind == "lowest" else (other, one)
            found.append(Relief(low, high, Span(_opening(text, one), other.span.end)))
    return tuple(sorted(found, key=lambda relief: relief.span.start))


def _ranges(text: str) -> Iterator[Relief]:
    for match in _RANGE.finditer(text):
        words = text[max(0, match.start() - 8) : match.start()]
        two_places = match["to"] in "和与" and "介于" not in match["lead"]
        if two_places or (_is_built(words) and not _is_site(words)):
            continue
        one, other = _height("place", match, 2), _height("place", match, 4)
        low, high = sorted((one, other), key=lambda height: height.value)
        yield Relief(low, high, Span(*match.span()))


def _opening(text: str, height: Height) -> int:
    """Where the word begins that calls a place the lowest or the highest; the height itself where it stands behind."""
    word = next(word for word, kind in _KINDS.items() if kind == height.kind)
    found = text.rfind(word, max(0, height.span.start - _PAIRED // 2), height.span.start)
    return found if found >= 0 else height.span.start


def _is_built(words: str) -> bool:
    """Whether words before a height are of a structure or of water, and not of a place named after one."""
    return _NOT_GROUND.search(_NAMED_AFTER.sub("", words)) is not None


def _is_site(words: str) -> bool:
    return _SITE.search(words.removesuffix("海拔").removesuffix("高程")) is not None


def _height(kind: Kind, match: re.Match[str], group: int) -> Height:
    value = Decimal(match[group].replace(",", ""))
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    last = group == match.re.groups
    return Height(kind, value, step, Span(match.start(group), match.end() if last else match.end(group)))
