"""Wording of another place, and places of a template that were never filled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanshui.audit.check import check, fault
from shanshui.audit.framing import is_of_part
from shanshui.audit.neighbours import is_quoted, is_said_of_others, sentence_of
from shanshui.audit.reading import Reading
from shanshui.claims.model import Span
from shanshui.claims.places import level_of
from shanshui.finding import Finding
from shanshui.standard.language.leftovers import SelfKind, SelfWord, remnants, self_words

_ENDINGS: tuple[tuple[str, SelfKind], ...] = (
    ("自治县", "county"),
    ("县", "county"),
    ("旗", "banner"),
    ("州", "prefecture"),
    ("盟", "prefecture"),
    ("地区", "prefecture"),
    ("市", "city"),
    ("区", "district"),
)
_CODES = {"self": "AUDIT-LEFTOVER-SELF", "that": "AUDIT-LEFTOVER-THAT", "all": "AUDIT-LEFTOVER-ALL"}
_AMONG = re.compile("其他|各县|县市|兄弟|率先|唯一|之一|首个|第[一二三]|市级|州级|市委|州委|市政府|州政府")
"""Words by which one speaks of the superior that one is a part of."""
_NOT_AFTER = "资基根日成标样文版原剧课完齐健"
"""Characters that make another word with what follows: 资本市场, 基本县情, 健全区域."""
_NOT_BEFORE = ("场", "民", "域", "间", "位", "划", "块", "段", "县", "级", "长", "政", "情", "值", "价")
_BLANK = re.compile(
    r"(?<![A-Za-z0-9])[XxＸ×]{2,4}(?=\s?(?:省|市|县|区|乡|镇|村|州|年|月|日|万|亿|元|公顷|平方|千米|公里|亩|米|个|处|项目|工程|流域|河|局|政府|单位|％|%|km|hm|m))"
    r"|_{3,}|＿{3,}|【[^】\n]{0,16}(?:填|此处|示例|待)[^】\n]{0,16}】|[?？]{3,}|�"
)
_ENGLISH = re.compile(r"(?<=[㐀-鿿”）]) ?\b(and|or|of|the|with|for)\b ?(?=[㐀-鿿“（])", re.ASCII)
_SOME = re.compile(r"(?<![一-鿿])某(?:某)?(?:省|市|县|区|乡|镇|村)")
_DESCRIBED = re.compile(
    r"(?:全县|县域|国土总?面积|土地总面积|总面积|人民政府(?:组织)?编制|自然资源局(?:组织)?编制|国土空间(?:总体规划|生态修复规划)(?!》)|(?:20\d\d年)?森林覆盖率)"
)
_OFFICE = re.compile(
    r"(?:人民政府|政府|县委|自然资源|林业|水务|水利|生态环境|农业农村|发展和?改革|财政|住房|交通|应急|文化|乡村振兴)(?:局|厅|主要|分管|统一|组织|公布|负责|批|办|和|会同|牵头|、|委|印)"
    r"|人民政府"
)
_TOGETHER = ("与", "、", "和", "同", "及", "向", "联合", "协调", "商", "由其")
_ACTS = re.compile(
    r"(?:推[动进]|促进|带动|惠及|造福|助力|提[升高]|改善|结合|立足|围绕|建设|实现|确保|保[障证]|开展|实施|优化|加快|全面|筑牢|统筹|完成|支撑)"
    r"[^，。；\n]{0,4}$|(?:由于|鉴于|随着|近年来|[因对使让把将为是以按])$"
)


@check("AUDIT-LEFTOVER-SELF", "AUDIT-LEFTOVER-THAT", "AUDIT-LEFTOVER-ALL")
def another_kind_of_place(reading: Reading) -> Iterator[Finding]:
    """我市, 本州, 该区 in the plan of a county."""
    own = _kind_of(reading.frame.region)
    if own is None or reading.frame.nature == "code":
        return
    text = reading.document.text
    for word in self_words():
        if word.kind == own or _is_superior(reading, word, own):
            continue
        for match in re.finditer(re.escape(word.word), text):
            if not _is_word(text, match.start(), match.end()) or is_quoted(text, match.start()):
                continue
            if word.use == "that" and _points_back(reading, match.start(), word):
                continue
            code = _CODES["that" if _may_be_superior(reading, match.start(), word) else word.use]
            yield fault(code, reading, (Span(*match.span()),), word.word, reading.frame.region)


@check("AUDIT-LEFTOVER-COUNTY", "AUDIT-LEFTOVER-COUNTY-LIKELY")
def another_county(reading: Reading) -> Iterator[Finding]:
    """Another county of which the text speaks as of its own."""
    region, text = reading.frame.region, reading.document.text
    own = level_of(region) or ("county" if region else None)
    if own is None or reading.frame.nature == "code":
        return
    inside = {p.text for p in reading.places if p.text.startswith(region)} | _subordinates(reading)
    if any(name != region and level_of(name) == "county" for name in inside):
        return
    for place in reading.places:
        if level_of(place.text) != own or place.text == region or place.key == region or place.text in inside:
            continue
        if (
            place.key in reading.frame.above
            or is_quoted(text, place.span.start)
            or is_said_of_others(reading, place.span, True)
        ):
            continue
        sentence = sentence_of(text, place.span)
        before, after = text[sentence.start : place.span.start].strip(), text[place.span.end : sentence.end]
        office = _OFFICE.match(after) and not before.endswith(_TOGETHER)
        acts = _ACTS.search(before) and not after.startswith(_TOGETHER)
        around = before.rpartition("，")[2] + after.partition("，")[0] if acts else before + after
        said_of_both = region in around or ("省" in before and own != "county")
        river = after.startswith(("境", "内", "域")) and text.count(place.text) == 1  # 渚水 in 渚水县境内
        if river or (said_of_both and not office):
            continue
        subject = not before or before.endswith(("，", "、", "）", "“"))
        if office or (not before and _DESCRIBED.match(after)):
            yield fault("AUDIT-LEFTOVER-COUNTY", reading, (place.span,), place.text, region)
        elif subject or acts:
            yield fault("AUDIT-LEFTOVER-COUNTY-LIKELY", reading, (place.span,), place.text, region)


@check("AUDIT-LEFTOVER-BLANK", "AUDIT-LEFTOVER-OPEN", "AUDIT-LEFTOVER-FIELD")
def never_filled_in(reading: Reading) -> Iterator[Finding]:
    """Places of a template, things left open, references that the word processor lost."""
    if reading.frame.nature == "code":
        return
    text = reading.document.text
    for match in _BLANK.finditer(text):
        yield fault("AUDIT-LEFTOVER-BLANK", reading, (Span(*match.span()),), _around(text, match.span()))
    codes = {"blank": "AUDIT-LEFTOVER-BLANK", "open": "AUDIT-LEFTOVER-OPEN", "field": "AUDIT-LEFTOVER-FIELD"}
    for remnant in remnants():
        for match in re.finditer(re.escape(remnant.word), text):
            yield fault(codes[remnant.kind], reading, (Span(*match.span()),), _around(text, match.span()))
    for match in _SOME.finditer(text):
        yield fault("AUDIT-LEFTOVER-OPEN", reading, (Span(*match.span()),), match.group())


@check("AUDIT-LEFTOVER-ENGLISH")
def english_between(reading: Reading) -> Iterator[Finding]:
    """An English conjunction between Chinese words."""
    for match in _ENGLISH.finditer(reading.document.text):
        yield fault("AUDIT-LEFTOVER-ENGLISH", reading, (Span(match.start(1), match.end(1)),), match[1])


def _kind_of(region: str) -> SelfKind | None:
    return next((kind for ending, kind in _ENDINGS if region.endswith(ending)), None)


def _is_superior(reading: Reading, word: SelfWord, own: SelfKind) -> bool:
    """Whether a word may be said of what the county lies in, or of one of its own parts."""
    above = reading.frame.above
    if word.kind == "district" and word.use != "that" and any(name.endswith("自治区") for name in above):
        return True
    if word.use == "self" or (word.kind in ("county", "banner") and own not in ("city", "prefecture")):
        return False
    if not any(level_of(name) == "prefecture" for name in above):
        return True
    if own in ("city", "prefecture") and word.use == "that":
        return True
    if word.kind == "city":
        return not above or any(name.endswith("市") for name in above)
    if word.kind == "prefecture":
        return not above or any(name.endswith(("州", "盟", "地区")) for name in above)
    return False


def _may_be_superior(reading: Reading, start: int, word: SelfWord) -> bool:
    """Whether 我州 in a county's plan may be the prefecture, of which the sentence makes it one among others."""
    endings = {"city": ("市",), "prefecture": ("州", "盟", "地区")}.get(word.kind, ())
    if word.use != "self" or not any(name.endswith(endings) for name in reading.frame.above if endings):
        return False
    sentence = sentence_of(reading.document.text, Span(start, start))
    return bool(_AMONG.search(reading.document.text, sentence.start, sentence.end))


def _subordinates(reading: Reading) -> frozenset[str]:
    """Counties that a city's plan names as its own parts."""
    text, found = reading.document.text, set[str]()
    for match in re.finditer("辖|所属|各县", text) if reading.frame.region.endswith(("市", "州", "盟", "区")) else ():
        sentence = sentence_of(text, Span(*match.span()))
        found.update(p.text for p in reading.places if p.span.within(sentence))
    return frozenset(found)


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether the characters are a word of their own."""
    return not (start and text[start - 1] in _NOT_AFTER) and not text.startswith(_NOT_BEFORE, end)


def _points_back(reading: Reading, start: int, word: SelfWord) -> bool:
    """Whether 该区 stands for a zone: under its heading, or after one named in the same paragraph."""
    document = reading.document
    ending = word.word[-1]
    block = document.block_at(start)
    if (block is not None and block.kind == "cell") or (ending == "区" and is_of_part(document, start)):
        return True
    line = document.text.rfind("\n", 0, start) + 1
    before = document.text[max(line, start - 120) : start]
    if ending != "区":
        return any(p.text.endswith(ending) for p in reading.places if line <= p.span.start < start)
    return bool(
        re.search(
            r"[一-鿿](?:片区|景区|林区|矿区|库区|灌区|园区|保护区|修复区|治理区|示范区|分区|功能区|湿地区|山区|项目区|水源区|新区|城区|镇区|牧区|农区)",
            before,
        )
    )


def _around(text: str, span: tuple[int, int]) -> str:
    line = text.rfind("\n", 0, span[0]) + 1
    return text[max(line, span[0] - 8) : span[1] + 8].split("\n")[0]
