"""What is of another province: its parts called our own, its regulations obeyed, its offices in our affairs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from shanshui.audit.check import check, fault
from shanshui.audit.neighbours import is_quoted, is_remarked_on, is_said_of_others, sentence_of
from shanshui.audit.reading import Reading
from shanshui.claims.model import Named, Span
from shanshui.claims.places import level_of
from shanshui.finding import Finding
from shanshui.standard.language.places import region_names, region_parts, regions, river_basins

_ISSUED = re.compile(
    r"[^《》\n]{0,40}?(?:条例|办法|规定|细则|规划|方案|标准|意见|导则|规程|规范|通知|清单|纲要|计划|公告)"
    r"(?:[（(][^《》\n]{1,20}[）)])?》"
)
_OBEYED = re.compile("贯彻|落实|根据|依据|按照?|依照|遵照|执行|遵守|遵循|符合|依法|对照|衔接|严格")
_BASIS = re.compile("依据|法规|法律|政策|规范性|标准规范|技术标准")
_LEARNT = re.compile("借鉴|参考|参照|对标|学习|经验|做法|邻|互认|上下游|例如|比如|类似|相比|比较|对比")
_WITH = re.compile("(?:[与同]|联合|协调|对接|商请?|联系)$")
"""What stands before the name of those with whom one works together."""
_OFFICE = re.compile(
    r"(?P<office>(?:人民政府|自然资源|规划|林业|草原|水利|水务|生态环境|农业农村|发展和?改革|财政|住房|城乡建设|应急管理|审计)"
    r"[㐀-鿿]{0,6}?(?:厅|局|委员会|委|(?<=人民政府)))(?P<branch>[㐀-鿿]{0,5}分局)?"
)
_RULED = re.compile(r"(?:根据|按照|依据|遵照|落实|贯彻|经|报|报经|由|向|接受|请)$")
_ORDERS = re.compile(r"[^，。；\n]{0,24}?(?:部署|要求|决策|精神|安排|任务分解)")
_OBEYS = re.compile(r"(?:根据|按照|依据|遵照|落实|贯彻)[^，。；\n]{0,10}$")
_WITHIN = re.compile(r"(?:[本我][县市区旗州]|县域)(?:现|今)?(?:隶属|属|位于|地处)于?[^，。；\n]{0,6}$")
_ONCE = re.compile("曾|原|历史|时期|划归|改属|改隶")
_AFFAIR = re.compile(
    "成员单位|领导小组|指挥部|专班|牵头|负责|建设单位|责任单位|实施单位|实施主体|主管部门|编制单位|项目法人|业主|验收|备案|批准|批复|审批|考核|组织实施|拨付|下达|监管|补助|指导|督导"
)
_BASIN = re.compile(
    r"(?:筑牢|位于|地处|处于|属于?|守护|保障|作为|是)[^，。；\n]{0,6}(?P<river>"
    + "|".join(river_basins())
    + r")(?:流域|水系)?(?:上中?游|中?下游|中上?游|源头|干流|[一二三]级支流|流域|水系)"
)
_LIES = re.compile(r"(?:位于|地处|处于|属于|属)[㐀-鿿]{0,6}$")
_SELVES = ("本县", "我县", "全县", "县域", "县境", "项目区", "工程区", "规划区")
_BETWEEN = re.compile("交界|过渡|交汇|结合部|连接|之间|[东南西北]部?与|、")
_TOGETHER = frozenset(
    (("重庆市", "四川省"), ("四川省", "重庆市"), ("北京市", "河北省"), ("天津市", "河北省"), ("上海市", "江苏省"))
)
"""Provinces of which one lies in the ground that is called by the other's name."""


@check("AUDIT-LEFTOVER-ABOVE", "AUDIT-LEFTOVER-ABOVE-LIKELY")
def offices_of_another_superior(reading: Reading) -> Iterator[Finding]:
    """The office of a province or prefecture, as of the county's own, that it does not lie in."""
    text = reading.document.text
    for place, own in _foreign(reading):
        sentence = sentence_of(text, place.span)
        before = text[sentence.start : place.span.start]
        within = _WITHIN.search(before) and not _ONCE.search(text, sentence.start, sentence.end)
        if is_quoted(text, place.span.start) or (not within and _is_of_others(reading, place.span)):
            continue
        office, orders = _OFFICE.match(text, place.span.end), _ORDERS.match(text, place.span.end)
        joint = text.find(own, sentence.start, sentence.end) >= 0 and not (office and office["branch"])
        if joint and not within:
            continue
        if within:
            code, end = "AUDIT-LEFTOVER-ABOVE", place.span.end
        elif office is not None and (_RULED.search(before) or (office["branch"] or "").startswith(_stem(reading))):
            code, end = "AUDIT-LEFTOVER-ABOVE", office.end()
        elif office is not None and _AFFAIR.search(text, sentence.start, sentence.end):
            code, end = "AUDIT-LEFTOVER-ABOVE-LIKELY", office.end()
        elif orders is not None and _OBEYS.search(before):
            code, end = "AUDIT-LEFTOVER-ABOVE", place.span.end
        else:
            continue
        yield fault(code, reading, (Span(place.span.start, end),), text[place.span.start : end], own)


@check("AUDIT-LEFTOVER-RULES", "AUDIT-LEFTOVER-RULES-LIKELY")
def rules_of_another_province(reading: Reading) -> Iterator[Finding]:
    """What another province or prefecture issued, obeyed or among the grounds of the plan."""
    document = reading.document
    for place, own in _foreign(reading):
        if not document.text.endswith(("《", "《关于印发"), 0, place.span.start):
            continue
        title = _ISSUED.match(document.text, place.span.end)
        if title is None or is_remarked_on(document.text, place.span) or _is_learnt(reading, place.span):
            continue
        span = Span(place.span.start, title.end() - 1)
        sentence = sentence_of(document.text, place.span)
        if _OBEYED.search(document.text, sentence.start, place.span.start):
            code = "AUDIT-LEFTOVER-RULES"
        elif any(_BASIS.search(document.words(block)) for block in document.path_at(place.span.start)):
            code = "AUDIT-LEFTOVER-RULES-LIKELY"
        else:
            continue
        yield fault(code, reading, (span,), document.text[span.start : span.end], own)


@check("AUDIT-LEFTOVER-PART", "AUDIT-LEFTOVER-PART-LIKELY")
def parts_of_another_province(reading: Reading) -> Iterator[Finding]:
    """我省陕北 in a plan of Gansu; a county that lies in a part of another province."""
    text, own = reading.document.text, _province(reading)
    if not own or reading.frame.nature == "code":
        return
    for match in _parts().finditer(text):
        province = _province_of(match[0])
        if province == own or (own, province) in _TOGETHER or is_quoted(text, match.start()):
            continue
        span = Span(*match.span())
        sentence = sentence_of(text, span)
        before = text[sentence.start : span.start]
        if re.search(r"(?:我|本|全)省的?$|省内的?$", before):
            yield fault("AUDIT-LEFTOVER-PART", reading, (span,), match[0], own, {"name": province})
        elif _LIES.search(before) and _is_of_county(reading, before) and match[0] in region_parts():
            among = _BETWEEN.search(text, span.end, sentence.end) or is_said_of_others(reading, span)
            if not among:
                yield fault("AUDIT-LEFTOVER-PART-LIKELY", reading, (span,), match[0], own, {"name": province})


@check("AUDIT-LEFTOVER-BASIN")
def basins_of_others(reading: Reading) -> Iterator[Finding]:
    """A county on a great river that does not reach its province."""
    text, own = reading.document.text, _province(reading)
    if not own or reading.frame.nature == "code":
        return
    basins = river_basins()
    for match in _BASIN.finditer(text):
        river = match["river"]
        clause = text[match.start() : match.end() + 8]
        several = any(other in clause for other in basins if other != river)
        elsewhere = is_quoted(text, match.start("river")) or _is_learnt(reading, Span(*match.span("river")))
        if own not in basins[river] and not several and not elsewhere:
            yield fault("AUDIT-LEFTOVER-BASIN", reading, (Span(*match.span("river")),), river, own)


def _foreign(reading: Reading) -> Iterator[tuple[Named, str]]:
    """Provinces and prefectures that the county does not lie in, each with the one of its level that it does."""
    own = {level_of(name): name for name in reading.frame.above}
    region = reading.frame.region
    if not region or not own or reading.frame.nature == "code":
        return
    for place in reading.places:
        known, level = regions().get(place.key), level_of(place.text)
        if known is None or place.key == region or place.key in own.values():
            continue
        if level == "province" and own.get("province", place.key) != place.key:
            yield place, own["province"]
        elif level == "prefecture" and own.get("province", known.within) != known.within:
            yield place, own.get("prefecture", own["province"])
        elif level == "prefecture" and "prefecture" in own and level_of(region) == "county":
            yield place, own["prefecture"]


def _province(reading: Reading) -> str:
    return next((name for name in reading.frame.above if level_of(name) == "province"), "")


@cache
def _parts() -> re.Pattern[str]:
    """Parts of provinces, and prefectures by full and by short name; the longest first."""
    names = {name for name, region in region_names().items() if region.level == "prefecture"} | set(region_parts())
    return re.compile("|".join(sorted(names, key=len, reverse=True)))


def _province_of(name: str) -> str:
    region = region_names().get(name)
    return region.within if region is not None else region_parts()[name]


def _is_of_others(reading: Reading, span: Span) -> bool:
    return is_said_of_others(reading, span, wider=True) or _is_learnt(reading, span)


def _stem(reading: Reading) -> str:
    """The county's name without the word for what it is."""
    return reading.frame.region[:-1]


def _is_of_county(reading: Reading, before: str) -> bool:
    """Whether the words before speak of the county itself."""
    return before.strip().startswith((reading.frame.region, *_SELVES))


def _is_learnt(reading: Reading, span: Span) -> bool:
    """Whether the sentence speaks of what is done elsewhere, or of working together: 借鉴, 会同."""
    text = reading.document.text
    sentence = sentence_of(text, span)
    with_others = _WITH.search(text, sentence.start, span.start)
    return with_others is not None or _LEARNT.search(text, sentence.start, sentence.end) is not None
