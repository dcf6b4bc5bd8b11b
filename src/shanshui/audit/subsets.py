"""Amounts that are only of some of a thing: of those that were treated, of those that are left, of another whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from shanshui.audit.facts import core
from shanshui.audit.interval import interval
from shanshui.audit.reading import Reading
from shanshui.claims.model import Claim

_COUNTED = re.compile(r"\d\s?[个座处条口眼株宗片块家项][^，。；\n\d]{1,12}中[，,]")
_DONE = r"(?:修复|治理|整治|改造|清理|恢复|退出|关闭|拆除|完成|新增|实施|抚育)"
_CHOSEN = re.compile(
    rf"(?:^|[，。；：])(?:(?:已|拟|待|未|尚未|计划|近期|远期|规划期内?){{0,3}}{_DONE}(?:的|了)?[^，。；\d的]{{2,12}}"
    rf"|[^，。；\d]{{0,12}}(?:已|拟|待|未|需){_DONE}的[^，。；\d]{{2,12}})(?<!过程)(?<!工作)中[，,]"
)
"""What opens a clause on some of a thing only: 修复废弃矿山中，…."""
_LEFT = re.compile(
    rf"(?:，?(?:面积|总面积|损毁面积|占地)?(?:约|共|合计)?[\d.]+(?:平方公里|公顷|亩|万亩|公里|米))?"
    rf"(?:均|都|尚|仍|还|有待|亟待|亟需|亟须)*(?:未|待|需|须){_DONE}"
)
"""What tells behind an amount that it is of what is left: 58处未治理."""
_FOREMOST = re.compile(
    r"(?:^|[，。；：])([^，。；：\d]{2,30}(?:单元|片区|分区|流域|[镇乡村区县河湖段]))(?:的[^，。；\d]{1,8})?为?"
    r"最[陡缓高低大小多少重轻密][^，。；\d]{0,4}，[^。；]*$"
)
"""A place that is told to be the first of several, of which the rest of the clauses is: 甲单元最陡，坡地占68%."""
_INSIDE = re.compile(r"(?:片区|[该本]?区|单元)内$|(?:^|[^部有述\d])(?:\d{1,3}|[一二两三四五六七八九十])[条座个处]$")
"""What before a thing says that it is that of one zone, or of so many things, not all: 区内沙化土地, 三条河."""
_PAID = re.compile(r"(?:完成|到位|落实|拨付)[^，。；、\d]{0,4}(?:投资|资金)[^，。；、\d]{0,2}$")


def of_some(claim: Claim, reading: Reading) -> bool:
    """Whether a claim is of some of the things only (53座病险坝中，大型坝11座), or of money that was paid so far."""
    text, start = reading.document.text, claim.quantity.span.start
    paid = claim.quantity.dimension == "yuan" and _PAID.search(text, max(claim.sentence.start, start - 16), start)
    told = text[claim.sentence.start : start]
    after = max(claim.quantity.span.end, claim.of.span.end)
    left = _LEFT.match(text, after, claim.sentence.end) if not claim.quantity.dimension == "%" else None
    behind = claim.of.span.start < start and not claim.scope
    inside = behind and _INSIDE.search(text, max(claim.sentence.start, claim.of.span.start - 8), claim.of.span.start)
    some = (
        inside
        or _counted_again(claim, text)
        or _COUNTED.search(told)
        or _CHOSEN.search(told)
        or _of_the_foremost(claim, told)
    )
    return bool(paid or left or some)


def _of_the_foremost(claim: Claim, told: str) -> bool:
    """Whether a claim that names no place stands behind that of which a clause says that it is the steepest."""
    found = _FOREMOST.search(told)
    return found is not None and not claim.scope and claim.of.text not in found[1]


def _counted_again(claim: Claim, text: str) -> bool:
    """Whether a count without a name of its own follows one of the same thing: 涵闸19座，目前仅5座能够开启."""
    if claim.attribute != "count":
        return False
    clause = max(text.rfind(mark, claim.of.span.end, claim.quantity.span.start) for mark in "，；")
    counted = re.compile(rf"\d\s?{re.escape(claim.quantity.dimension)}")
    return counted.search(text, claim.of.span.end, max(clause, claim.of.span.end)) is not None


def of_other_wholes(differing: Sequence[Sequence[Claim]], reading: Reading) -> bool:
    """Whether values that differ are parts of wholes that differ themselves: 采石场22处 of 36, and 31处 of 58.

    Notes
    -----
    Where no word says that they are parts, only the list that they stand in, the wholes are of other things too.
    """
    heads: dict[int, Claim] = {}
    for claim in reading.claims:
        if claim.group and claim.role not in ("part", "share"):
            heads.setdefault(claim.group, claim)
    said = [{heads.get(claim.group) if claim.role == "part" else None for claim in party} for party in differing[:2]]
    totals = {part.quantity: listed.total for listed in reading.lists for part in listed.amounts}
    listed_in = [{totals.get(claim.quantity) for claim in party} for party in differing[:2]]
    return _all_apart(said, both=True) or _all_apart(listed_in, both=False)


def _all_apart(wholes: Sequence[AbstractSet[Claim | None]], both: bool) -> bool:
    """Whether no whole of the one values is one of the others: of other name or amount, or (not ``both``) of both."""
    if any(None in of for of in wholes):
        return False
    pairs = ((one, other) for one in wholes[0] for other in wholes[1] if one is not None and other is not None)
    alike = ((core(a) == core(b), interval(a.quantity).meets(interval(b.quantity))) for a, b in pairs)
    return not any((name and amount) if both else (name or amount) for name, amount in alike)
