"""What stands behind an amount and tells what it is of: 4个自然保护地, 946平方公里流域范围内."""

from __future__ import annotations

import re

from shanshui.claims.model import Named, Quantity, Span
from shanshui.claims.naming import WHOLE, key
from shanshui.claims.phrases import AREA, introduced, phrase_after, phrase_before
from shanshui.claims.setting import Amount, Setting
from shanshui.standard.language.cues import cues

_OWNER = re.compile(
    r"[\u4e00-\u9fff]{2,16}(?:保护区|公园|林场|风景区|风景名胜区|草原|湖|水库|红线|湿地)|[\u4e00-\u9fff]{0,4}永久基本农田"
)
_NO_OWNER = re.compile(r"[区内外周范管保核实缓流上中下岸段部生东西南北的等]")
"""What stands behind such a name where it is no name by itself: 生态保护红线管控区."""
_RIVER = re.compile(r"[\u4e00-\u9fff]{1,6}?(?:河|江|溪|川)(?![道流段岸谷口床槽滩堤网水汊湾沟两上中下沿源支干])")
"""A river that is named behind its length: 干流长38公里的青溪."""
_MEASURED = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:水位|水质|水量|流量|水环境|水生态)")
_STATED = re.compile(r"(?:尚未|未|已|需|待)[\u4e00-\u9fff]{2,4}的")
_DONE_TO = re.compile(r"的([\u4e00-\u9fff]{2,8}?)(?:任务|工作|工程|目标)")
_SOME_OF = re.compile(
    r"([\u4e00-\u9fff]{2,12}?)中(?![心型部央学小低高长远期下上游度等])[^。；\d]{0,30}?\d+([\u4e00-\u9fff])"
)
_REACHED = re.compile(
    r"的?(?:[\u4e00-\u9fff]{2}(?=流域))?(流域|工程|项目|实施|治理|规划|国土|县域|市域|辖区)(?:范围|区域?|面积)?(?:之?内|上)"
)
"""All the ground of the plan behind its area: 946平方公里流域范围内."""
_WORKED = ("流域", "工程", "项目", "实施", "治理")


def all_ground(setting: Setting, quantity: Quantity) -> tuple[Named, str] | None:
    """All the ground of plan or works, and its scope, where these words follow its area; else None."""
    reached = _REACHED.match(setting.text, quantity.span.end, setting.span.end)
    if reached is None or quantity.dimension != "m2":
        return None
    span = Span(*reached.span())
    return Named(span, setting.words(span), WHOLE), AREA if reached[1] in _WORKED else ""


def noun_after(text: str, quantity: Quantity, end: int) -> Span:
    """The noun behind an amount, without the attribute that the next amount tells of it: 9项工程|总投资18亿元.

    Notes
    -----
    Of a count that is followed by one of some of them (4268条侵蚀沟中危及村屯的860条) only what stands before 中.
    """
    start = quantity.span.end
    some = _SOME_OF.match(text, start, end)
    if some is not None and some[2] == quantity.word:
        return Span(start, some.end(1))
    stated = _STATED.match(text, start, end)
    span = phrase_after(text, stated.end() if stated is not None else start, end)
    span = Span(start, span.end) if stated is not None else span
    if not text[span.end : span.end + 1].isdigit():
        return span
    told = phrase_before(text, span.start, span.end)
    return told.span if told.attribute and told.span.start == span.start and not told.empty else span


def measured_things(text: str, span: Span) -> Span:
    """The things whose state is measured, of words such as 湖泊水质; empty where nothing is measured of them."""
    found = _MEASURED.search(text, span.start, span.end)
    measured = found is not None and found.end() == span.end
    return Span(span.start, found.start() if found is not None and measured else span.start)


def done_to(text: str, end: int) -> str:
    """What is done to a thing, told behind it: 42公里河道的生态治理任务; nothing where nothing is."""
    done = _DONE_TO.match(text, end)
    return done[1] if done is not None and done[1].endswith(cues("treat")) else ""


def owner_of(setting: Setting, amount: Amount) -> Named | None:
    """The named thing that has an area or a length: 面积为1200公顷的青山自然保护区, 干流长38公里的青溪."""
    quantity, phrase, text = amount.quantity, amount.phrase, setting.text
    if text[quantity.span.end : quantity.span.end + 1] != "的" or phrase.action or "rate" in phrase.marks:
        return None
    span = phrase_after(text, quantity.span.end + 1, setting.span.end)
    words = setting.words(span)
    long = amount.attribute.startswith("length")
    if long and (not phrase.attribute or "build" in phrase.marks):
        return None
    stem = setting.words(phrase.span) if long and setting.words(phrase.span) in cues("relational") else ""
    unnamed = phrase.empty or stem or introduced(text[amount.start : phrase.span.end])
    owner = (_RIVER if long else _OWNER).match(words)
    if owner is None or not unnamed or _NO_OWNER.match(words, owner.end()):
        return None
    return Named(Span(span.start, span.start + owner.end()), owner[0], key(owner[0] + stem))
