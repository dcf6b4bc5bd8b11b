"""The noun phrase that an amount is of: trimmed from both sides until the name of the thing is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from shanshui.claims.model import Span
from shanshui.claims.naming import attribute_at_end, key
from shanshui.standard.language.cues import cues

_BLANK = " \t\u3000\n：:，,、。；;“”‘’\"'《》〈〉)）]】·"
_TAIL_KINDS = ("from", "to", "total", "share", "target", "rise", "fall", "rate", "built", "link", "behind")
_HEAD_KINDS = ("grow", "rate", "negation", "compare", "whole", "local", "area", "here", "above", "lead")
_NOT_VERB = re.compile(
    r"措施|工程|项目|区|目标|任务|规模|成效|率|面积|资金|投资|用地|现状|标准|红线|重点|难度|内容|单元|总|和|与|及|、|"
    r"后|前|的|型|性|点|站|力度|潜力|空间|分区|修复|治理|整治|改造|提升|恢复|保护|能力|质量|难度|效果"
)
_TOWN = re.compile(r"[\u4e00-\u9fff]{2,3}(?:街道|镇|乡|村|县|州|市)")
_MARKER = re.compile(
    r"(?:\d{1,2}[.．、)）]|[（(][\d一二三四五六七八九十]{1,2}[)）]|[①-⑳]|[一二三四五六七八九十]是|[一二三四五六七八九十]、)(?!\d)"
)
_GUARDED = re.compile(
    r"较(?=大|小|高|低|好|差|多|少)|比(?=例|重|较|率)|占(?=地|比|用)|使(?=用)|有(?=林|效|机|毒|害|色|关|限|责|居民)|近(?=自然|郊|岸|海|零|源头)"
    r"|在(?=建|线)|对(?=外|口)|共(?=享|同|生|青)|为(?=主|辅)|由(?=于)|营造(?=林$)|建成(?=区)|可|与|和(?=平|谐)|达(?=标)|无(?=害|公害|序|人|居民|定)|未(?=治理|利用|修复|成林|完成|达标)|其(?=他|它|余)|自(?=然|来|治|产)|从(?=业|事)|非|以(?=[上下内外东西南北来工])|及(?=其)|或"
    r"|人均|日均|户均|平均|每(?=年|日)平均"
)
_PLACE = re.compile(
    r"(?!距|[与和及在对]|中.{1,2}村)[\u4e00-\u9fff]{2,3}(?:街道|镇|乡|村|县|州|市)(?=[\u4e00-\u9fff])(?!化|庄|寨|屯|级|域|区|庄|民|级|规|场|政|集|居|建|干|容|办|道路|等|林业|农业|自然|水利|财政|生态环境|人民|局|委|国有)"
)
_ZONE = re.compile(
    r"(?!重点|一般|主要|该|本)[\u4e00-\u9fff]{2,14}?(?:修复|保育|治理|提升|涵养|保持|提质|恢复|防治|管控)区(?=[\u4e00-\u9fff]{2})"
    r"|(?!重点|一般|主要|该|本|各|全)[\u4e00-\u9fff]{2,8}?(?:片区|小流域)(?=[\u4e00-\u9fff]{2})(?!综合|治理|生态|修复|建设|划分|内)"
    r"|(?:[东西南北中]{1,2}部|[上中下]游|沿[江河海湖])[\u4e00-\u9fff]{0,3}?(?:[牧农林山沙库矿城]区|地区|丘陵区|平原区)(?=[\u4e00-\u9fff]{2})"
)
"""A zone that stands before the thing that it holds: 高原草甸修复区退化草原."""
_COMMON_PLACE = re.compile(
    r".{0,2}(?:城镇|乡镇|小镇|集镇|农村|乡村|行政村|自然村|中心村|村镇|城市|县城|村庄|超市|门市|山村|贫困县|本县|全县|全市|各县|各乡|各镇|各村)"
)
_LOCATED = re.compile(
    r"(?:在|于|沿)[^，。；：\d]{2,24}?(?:建设|新建|修建|布设|设置|设立|建立|营造|建成|栽植|种植|安装|铺设|布置|开展|实施|完成)"
    r"(?!工程|项目|用地|规模|任务|标准|内容|期|条件)(?=[\u4e00-\u9fff]{2})"
)
"""The place of works before their name: 在入河口建设人工湿地."""
_LEADING_BRACKET = re.compile(r"[（(][^（）()]{0,80}[）)]")
_TRAILING_BRACKET = re.compile(r"[（(][^（）()]{0,80}[）)]$")
_YEARS = re.compile(
    r"(?:(?:规划|计划)(?=[到至]))?(?:到|至|截至|截止|截止到)?(?:\d{4}年?[—\-－–~～至]{1,2})?\d{4}年(?:底|末|初|前|以来|度|间)?|[“”十二三四五]{3,6}(?:时期|期间|末)?"
)
_BEFORE_WORKS = re.compile(
    r"(?<=[由从自])(?:本?(?:项目|工程|方案|规划))?(?:生态)?(?:实施|治理|修复|整治|改造|建设|施工|开工)之?前$"
)
"""What a change begins with, told by the works and not by a year: 由实施前的34%."""
_ENDING_YEAR = re.compile(
    r"(?:(?:\d{4}年?[—\-－–―~～至]{1,2})?\d{4}年(?:底|末|初)?|(?:\d{2}|二十)世纪[\d七八九]{1,2}0?十?年代)(?:初|末|中期)?$"
)
_SOURCE = re.compile(
    r"(?:以|据|根据|依据|按照?|经)[^，。；：、]{2,30}?(?:为准|为依据|调查|成果|数据|统计|测算|口径|核定|评估)(?:（[^（）]{1,12}）)?(?:为|达|是)?$"
)
_INVADED = re.compile(r"(?:侵占|入侵)(?:[\u4e00-\u9fff]{2,8})?$")
"""The ground that a species takes, of which the amount is not told: 互花米草侵占滩涂."""
_INSIDE = re.compile(r"(?:境|范围|辖区|片区|区域|流域|单元|县|区|市|域)内(?:有|现有|共有)?$|境内有?$")
_VERBAL = re.compile(
    r"分为|说明|填写|选填|优于|应当|不得|原则|由于|因此|导致|使得|并且|其(?![他它余中])|构建以|时间|依据"
)
_RIVER = re.compile(r"(?:内|流|段|^)$")
_CRITERION = re.compile(r"^(?:以上|以下|以内|及以上|及以下)的?|^的")
_LONGEST = 26
_NO_NAME = re.compile(r"以上|以下|以内|左右|可$|[^\u4e00-\u9fffA-Za-z0-9“《（]")


AREA = "工程区"
"""Scope of what holds for all the ground of the works: 工程范围, 项目区, 工程区."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase beside an amount.

    Parameters
    ----------
    span : Span
        The name of the thing; empty where the words name none.
    attribute : str
        What the word at its end tells: ``area``; empty where there is none.
    marks : frozenset of str
        Kinds of cues met: ``total``, ``share``, ``to``, ``rate``, ``negation``, ``whole``, ``here``…
    place : str
        Township or village that stands before the thing.
    action : str
        What is done with it: 建设, 治理; empty where it only is.
    sure : bool
        Whether the words are a name and nothing else, as far as words can tell.
    """

    span: Span
    attribute: str = ""
    marks: frozenset[str] = frozenset()
    place: str = ""
    action: str = ""
    sure: bool = True

    @property
    def empty(self) -> bool:
        """Whether it names nothing."""
        return self.span.start >= self.span.end

    def key(self, text: str) -> str:
        """The key of the thing, with what is done to it."""
        found = key(text[self.span.start : self.span.end])
        worked = self.action == "建设" and found.endswith(cues("treat"))
        if self.action and found and not found.endswith(self.action) and not worked:
            return key(found + self.action)
        return found


def phrase_before(
    text: str, start: int, end: int, scopes: Sequence[str] = (), percent: bool = False, attributed: bool = True
) -> Phrase:
    """The noun phrase that ends where an amount begins.

    Parameters
    ----------
    text : str
        The document's text.
    start, end : int
        From the boundary before it to the beginning of the amount.
    scopes : sequence of str
        Names of the county and of what the place stands under, which are no part of the name of a thing.
    percent : bool
        Whether the amount is a percentage: 提升 before it is a rise, before an area it may end a name.
    attributed : bool
        Whether the word of an attribute may end it: the 长 of 县级林长12名 is none.
    """
    marks: set[str] = set()
    end = _tail(text, start, end, marks, percent)
    attribute, end = _attribute(text, start, end, marks) if attributed else ("", end)
    if attribute:
        end = _tail(text, start, end, marks, False)
        _, end = _attribute(text, start, end, marks) if attribute == "share" else ("", end)
    invaded = _INVADED.search(text, min(start + 1, end), end)
    end = invaded.start() if invaded is not None else end
    return _trimmed(text, start, end, attribute, marks, scopes)


def _attribute(text: str, start: int, end: int, marks: set[str]) -> tuple[str, int]:
    word = attribute_at_end(text[max(start, end - 14) : end])
    if word is None:
        return "", end
    if word.word in cues("total_attribute"):
        marks.add("total")
    if word.key == "share":
        marks.add("share")
    if word.kept:
        return word.key, end
    if word.word == "河长" and not _RIVER.search(text[max(start, end - 6) : end - 2]):
        return word.key, end - 1
    end -= len(word.word)
    return word.key, _unquoted(text, start, end)


def _unquoted(text: str, start: int, end: int) -> int:
    while end > start and (text[end - 1] in _BLANK or text[end - 1] == "的"):
        closing = text[end - 1] in ")）" and _TRAILING_BRACKET.search(text, start, end)
        end = closing.start() if closing else end - 1
    return end


def _tail(text: str, start: int, end: int, marks: set[str], percent: bool) -> int:
    while True:
        end = _unquoted(text, start, end)
        sourced = _SOURCE.search(text, max(start, end - 40), end)
        if sourced is not None and attribute_at_end(text[start : sourced.start()]) is not None:
            end = sourced.start()
            continue
        begun = _BEFORE_WORKS.search(text, max(start, end - 14), end)
        if begun is not None:
            end = begun.start()
            marks.add("base")
            continue
        dated = _ENDING_YEAR.search(text[max(start, end - 14) : end])
        if dated is not None:
            end -= len(dated.group())
            marks.add("dated")
            continue
        for word, kind in _tails().get(text[end - 1] if end > start else "", ()):
            if kind in ("rise", "fall") and not percent and not _changes(text, start, end - len(word)):
                continue
            if text.startswith(word, max(start, end - len(word)), end) and end - len(word) >= start:
                marks.add("build" if kind == "built" else kind)
                if word in cues("target"):
                    marks.add("target")
                end -= len(word)
                break
        else:
            return end


def _changes(text: str, start: int, end: int) -> bool:
    """Whether 提升 or 减少 behind such words tells a change, and does not end the name of a work (耕地质量提升)."""
    before = text[start:end].rstrip(_BLANK)
    return not before or before.endswith(("年", "期", "末", "底", "比")) or attribute_at_end(before) is not None


@cache
def _tails() -> dict[str, tuple[tuple[str, str], ...]]:
    table: dict[str, list[tuple[str, str]]] = {}
    for kind in _TAIL_KINDS:
        for word in cues(kind):
            table.setdefault(word[-1], []).append((word, kind))
    return {last: tuple(sorted(words, key=lambda pair: -len(pair[0]))) for last, words in table.items()}


@cache
def _heads() -> dict[str, tuple[tuple[str, str], ...]]:
    table: dict[str, list[tuple[str, str]]] = {}
    for kind in (*_HEAD_KINDS, "build", "treat", "base", "near", "far", "end"):
        for word in cues(kind):
            table.setdefault(word[0], []).append((word, kind))
    return {first: tuple(sorted(words, key=lambda pair: -len(pair[0]))) for first, words in table.items()}


def _trimmed(text: str, start: int, end: int, attribute: str, marks: set[str], scopes: Sequence[str]) -> Phrase:
    phrase = Phrase(Span(start, end), attribute, frozenset())
    phrase = _head(text, phrase, marks, scopes)
    for _ in range(4):
        cut = _last_cut(text, phrase.span.start, phrase.span.end)
        if cut is None:
            break
        word, after = cut
        inside = _INSIDE.search(word)
        before = text[phrase.span.start : after - len(word)]
        if inside is not None and before:
            if not before.endswith(_ZONES):
                break
            phrase = replace(phrase, place=before)
        if word in cues("build"):
            marks.add("build")
        if word in cues("share"):
            marks.add("share")
        phrase = _head(text, replace(phrase, span=Span(after, phrase.span.end)), marks, scopes)
    span = _apposition(text, phrase.span)
    action = phrase.action or ("建设" if "build" in marks else "")
    sure = span.end - span.start <= _LONGEST and not _NO_NAME.match(text, span.start, span.end)
    sure = sure and _VERBAL.search(text, span.start, span.end) is None
    if text.startswith("距", span.start, span.end) and not attribute:
        phrase = replace(phrase, attribute="distance")
    return replace(phrase, span=span, marks=frozenset(marks), action=action, sure=sure)


def _head(text: str, phrase: Phrase, marks: set[str], scopes: Sequence[str]) -> Phrase:
    start, end, place, action = phrase.span.start, phrase.span.end, phrase.place, phrase.action
    while start < end:
        if text[start] in _BLANK or text[start] == "的":
            start += 1
        elif bracket := _LEADING_BRACKET.match(text, start, end):
            start = bracket.end()
        elif located := _LOCATED.match(text, start, end):
            marks.update({"build"} if located[0].endswith(cues("build")) else ())
            start = located.end()
        elif passed := _MARKER.match(text, start, end) or _YEARS.match(text, start, end):
            start = passed.end()
        elif own := next((scope for scope in scopes if scope and text.startswith(scope, start, end)), ""):
            marks.add("whole" if own == scopes[0] else "here")
            start += len(own)
        elif found := _head_word(text, start, end):
            word, kind = found
            if kind == "treat":
                action = word
            if kind in ("above", "area"):
                place = word if kind == "above" else AREA
            marks.add("rise" if kind == "grow" else kind)
            if word == "新增":
                marks.add("build")
            start += len(word)
        elif _TOWN.fullmatch(text, start, end) and not _COMMON_PLACE.match(text[start:end]):
            place, start = text[start:end], end
        elif (zone := _ZONE.match(text, start, end)) and _holds(text[zone.end() : end]):
            place, start = zone[0], zone.end()
        elif (town := _PLACE.match(text, start, end)) and not _COMMON_PLACE.match(town.group()):
            place = town.group()
            start = town.end()
        else:
            break
    return replace(phrase, span=Span(min(start, end), end), place=place, action=action)


def _holds(thing: str) -> bool:
    """Whether words behind the name of a zone are a thing in it, and no attribute or more of its name."""
    return attribute_at_end(thing) is None and not thing.endswith(("区", "单元", "带", "屏障"))


def _head_word(text: str, start: int, end: int) -> tuple[str, str] | None:
    for word, kind in _heads().get(text[start], ()):
        if not text.startswith(word, start, end):
            continue
        guard = _GUARDED.match(text, start, end)
        if guard is not None and len(guard.group()) >= len(word):
            return None
        after = start + len(word)
        if kind in ("treat", "build", "grow") and (after + 1 >= end or _NOT_VERB.match(text, after, end)):
            continue
        return word, kind
    return None


def _last_cut(text: str, start: int, end: int) -> tuple[str, int] | None:
    best: tuple[str, int] | None = None
    for found in _cut_pattern().finditer(text, start, end):
        guard = _GUARDED.match(text, found.start(), end)
        inside = text.count("（", start, found.start()) > text.count("）", start, found.start())
        if inside or (guard is not None and len(guard.group()) >= len(found.group())) or found.end() >= end:
            continue
        best = found.group(), found.end()
    return best


@cache
def _cut_pattern() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in cues("cut")))


_ZONES = ("镇", "乡", "街道", "村", "修复区", "片区", "治理区", "单元", "流域", "保护区", "公园", "区")
_CLASSED = re.compile(
    r"(?:国家|省|州|市|县)级(自然保护区|森林公园|湿地公园|风景名胜区|地质公园|自然公园|水产种质资源保护区)(?!\d)"
)


def _apposition(text: str, span: Span) -> Span:
    """Drop the class before a name that ends with it: 省级森林公园青山森林公园."""
    words = text[span.start : span.end]
    classed = _CLASSED.match(words)
    if classed is not None and words.endswith(classed.group(1)) and len(words) > 2 * len(classed.group(1)) + 1:
        return Span(span.start + classed.end(), span.end)
    for size in range(len(words) // 2, 2, -1):
        if words.endswith(words[:size]):
            return Span(span.start + size, span.end)
    return span


def phrase_after(text: str, start: int, end: int) -> Span:
    """The noun that follows its count or amount: 4个自然保护地; empty where none does."""
    while start < end and text[start] in " \t\u3000“‘《":
        start += 1
    stop = start
    while stop < end and text[stop] not in "，,；;：:。！？、（）()“”《》\n" and not text[stop].isdigit():
        stop += 1
    if _tail_pattern().match(text, start, stop):
        return Span(start, start)
    place = _PLACE_NOUN.match(text, start, stop)
    if place is not None:
        return Span(start, place.end())
    found = _tail_pattern().search(text, start + 1, stop) if stop > start + 1 else None
    if found is not None:
        stop = found.start()
    return Span(start, stop)


def introduced(words: str) -> bool:
    """Whether words before an amount only lead to it: 对上述, 依托, 行动将对全部.

    Examples
    --------
    >>> introduced("河网连通行动将对全部"), introduced("北部山区"), introduced("上述")
    (True, False, True)
    """
    plain = words.rstrip(_BLANK)
    while found := next((word for word in (*cues("determiner"), *cues("whole")) if plain.endswith(word)), ""):
        plain = plain.removesuffix(found)
    return not plain or plain.endswith(cues("governing"))


_PLACE_NOUN = re.compile(
    r"(?:乡镇|街道|行政村|自然村|建制村|社区|村民小组|村寨|镇|乡|村|县市|县区|县)(?!庄|级|集|域|城)"
)


def noun_end(text: str, start: int, end: int) -> int:
    """Where a noun ends that begins a stretch: at the first word that ends nouns."""
    found = _tail_pattern().search(text, start, end)
    return found.start() if found is not None else end


@cache
def _tail_pattern() -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<![高中初]){word}" if word == "等" else re.escape(word) for word in cues("tail")))


def criterion(text: str, start: int, end: int) -> bool:
    """Whether an amount is followed by words that make it a condition: 10公里以上的河流."""
    found = _CRITERION.match(text[start : min(end, start + 6)])
    return found is not None and (
        found.group().endswith("的") or text[start + found.end() : start + found.end() + 1] not in "，。；、"
    )
