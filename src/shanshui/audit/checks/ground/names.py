"""Names of rivers, reservoirs, hills, reserves and parks that are one character from one that stands there often."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from shanshui.audit.check import check, fault
from shanshui.audit.endings import common_ending
from shanshui.audit.neighbours import is_quoted, sentence_of
from shanshui.audit.reading import Reading
from shanshui.claims.model import Span
from shanshui.finding import Finding
from shanshui.standard.language.confusables import are_alike, are_confusable
from shanshui.standard.language.departments import departments

_RESERVED = r"(?:国家级?|[省市州县]级)?(?:自然保护区|森林公园|湿地公园|地质公园|风景名胜区|自然公园|自然保护小区)"
_WATERS = re.compile(r"([㐀-鿿]{2}(?:江|河|溪|湖|水库))(?![江河湖])")
_RESERVES = re.compile(rf"([㐀-鿿]{{2}}{_RESERVED})")
_DIFFERENT = frozenset("大小上下东西南北前后新老旧内外左右中头尾高低长短一二三四五六七八九十省市县州国级")
_RANKED = re.compile(
    r"([㐀-鿿]{2,4}?)(国家级?|省级|自治区级|市级|州级|县级)"
    r"(自然保护区|森林公园|湿地公园|地质公园|风景名胜区|自然公园|水产种质资源保护区)"
)
_RAISED = re.compile("晋升|晋级|升级|升格|升为|申报|创建|争创|创成|批准为|拟建|调整为|降为|改为|更名")
_FUNCTION = frozenset("的了和与及在于为以从至到对由将把向经沿入自过是有等或各其本该区县市乡镇村全境内部、")
_ORGANISATIONS = ("合作社", "公司", "村委会", "居委会", "管理局", "管理处", "管委会", "人民政府")
_WORK = re.compile("建设|修复|治理|整治|改造|工程|项目|种植基地|提升")
_HILLS = re.compile(r"([㐀-鿿]{2}(?:山|峰|岭))(?![区水林地体脉川间峰岭])")
_LANDS = re.compile(
    r"([㐀-鿿]{2}(?:湾|岛|沟|峡|滩|泉|港|塬|洲|崖|寨|坝|沙地|草原|湿地|林场|盆地|山脉|古道))(?![区江河湖])"
)
_STREAMS = re.compile(
    r"([㐀-鿿][水江河溪川])(?=干支流|干流|支流|流域|水系|河道|河段|源头|两岸|沿岸|上中?游|中?下游|出境)"
)
"""Rivers of one character, told by what follows: 桃水流域."""
_OFTEN = 3
"""Times that a name must stand there before one that differs from it by a character is taken for a slip."""


@check("AUDIT-NAME-SLIP")
def slips_of_names(reading: Reading) -> Iterator[Finding]:
    """A name met once, one character from a name met often."""
    text = reading.document.text
    for pattern in (_WATERS, _RESERVES, _HILLS, _LANDS, _STREAMS):
        places: dict[str, list[Span]] = {}
        for found in pattern.finditer(text):
            places.setdefault(found[1], []).append(Span(found.start(1), found.end(1)))
        counts = Counter({name: len(spans) for name, spans in places.items()})
        named = counts.items() if pattern in (_WATERS, _RESERVES) else ()  # 荒山, 排水沟: what stands before is no name
        often = [name for name, times in named if times >= _OFTEN and _is_name(name)]
        for name, times in counts.items():
            near = next((other for other in often if times == 1 and _is_slip(name, other)), "")
            near = near or _miswritten(name, places, text)
            if near and _is_name(name):
                yield fault("AUDIT-NAME-SLIP", reading, (places[name][0], places[near][0]), name, near)


@check("AUDIT-NAME-RANK")
def ranks_of_reserves(reading: Reading) -> Iterator[Finding]:
    """One reserve or park that is of the state here and of the province there, with no word of its being raised."""
    text = reading.document.text
    met: dict[tuple[str, str], tuple[re.Match[str], str]] = {}
    for found in _RANKED.finditer(text):
        key = (found[1][-2:], found[3])
        own = found[2].removesuffix("级")
        first, rank = met.setdefault(key, (found, own))
        sides = Span(*found.span()), Span(*first.span())
        if rank != own and found[1][0] not in _FUNCTION and not _is_raised(text, sides):
            name = common_ending((found[1], first[1])) + found[3]
            yield fault("AUDIT-NAME-RANK", reading, sides, own, rank, {"name": name})


def _is_raised(text: str, spans: Iterable[Span]) -> bool:
    """Whether a sentence round one of the places tells that the rank was raised, or shall be."""
    return any(
        _RAISED.search(text, sentence.start, sentence.end) for sentence in (sentence_of(text, span) for span in spans)
    )


@check("AUDIT-NAME-DEPARTMENT")
def departments_of_old(reading: Reading) -> Iterator[Finding]:
    """A department that was merged into another one before the plan, or that stands beside that one."""
    text = reading.document.text
    years = reading.frame.years
    for old in departments():
        later = years is not None and years[0] > old.since + 2
        if old.name not in text or not (later or re.search(rf"[省市县区州旗]{old.successor}", text)):
            continue
        for found in re.finditer(rf"(?<!原)[省市县区州旗]({re.escape(old.name)})", text):
            sentence = sentence_of(text, Span(*found.span()))
            past = re.search(rf"原|现为|现{old.successor[:2]}|(?:19|20)\d\d年", text[sentence.start : sentence.end])
            if not past and not is_quoted(text, found.start()):
                yield fault("AUDIT-NAME-DEPARTMENT", reading, (Span(*found.span(1)),), found[1], old.successor)


@check("AUDIT-NAME-ORGANISATION")
def organisations_for_projects(reading: Reading) -> Iterator[Finding]:
    """A project whose name is that of an organisation."""
    for project in reading.projects:
        name = reading.document.text[project.name.span.start : project.name.span.end].strip()
        if name.endswith(_ORGANISATIONS) and not _WORK.search(name):
            yield fault("AUDIT-NAME-ORGANISATION", reading, (project.name.span,), name)


def _is_name(name: str) -> bool:
    """Whether the characters taken before an ending are those of a name and not of the sentence."""
    return name[0] not in _FUNCTION and (name[1] not in _FUNCTION or name[1] == "和")


def _miswritten(name: str, others: Mapping[str, Sequence[Span]], text: str) -> str:
    """A name met more often, or as often and before, which this one has another character of one look or sound of."""
    for other, spans in others.items():
        later = spans[0].start > others[name][0].start
        if len(spans) < len(others[name]) + later or not _is_slip(name, other):
            continue
        differ = next((a, b) for a, b in zip(name, other, strict=True) if a != b)
        often = len(spans) >= 2 * len(others[name])
        if _is_name(other) and (are_confusable(*differ) or (often and are_alike(*differ))):
            called = rf"(?:又[名称]|[亦也]称|别名|古称|俗称|原名|简称)“?(?:{name}|{other})"
            return "" if re.search(called, text) else other
    return ""


def _is_slip(one: str, other: str) -> bool:
    if len(one) != len(other) or one == other or one[-1] != other[-1]:  # a lake is no river of its name
        return False
    differ = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(differ) == 1 and not {*differ[0]} & _DIFFERENT
