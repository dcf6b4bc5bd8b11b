"""What an amount is of and where: its own words, the noun behind it, or the subject carried from before."""

from __future__ import annotations

import re

from shanshui.claims.behind import all_ground, done_to, measured_things, noun_after, owner_of
from shanshui.claims.context import clause_between
from shanshui.claims.grouping import head_of, summed
from shanshui.claims.model import NOBODY, Named, Span
from shanshui.claims.naming import WHOLE, is_grade, key, same_land
from shanshui.claims.phrases import AREA, introduced, phrase_before
from shanshui.claims.scopes import holder_of, title_name
from shanshui.claims.setting import PERCENT, Amount, Setting, State, is_count
from shanshui.standard.language.attributes import attribute_of_dimension
from shanshui.standard.language.cues import cues

PLAN, PROJECT = "规划", "项目"
"""Keys of the plan, and of the project that a sentence stands under, where its words are 总投资 and no more."""

SHARE = re.compile(r"占(?!地|比|用|补)(?:到|了)?")
_CIRCUMSTANCE = re.compile(
    r"(?:[中上下时后来看]|方面|表明|显示|以来|前|统计|测算|计算|区内|境内|县内|流域内|单元内)$|^(?:包括|涉及|涵盖|范围)"
)
_OF_THE_LAND = (
    "area",
    "population",
    "elevation",
    "temperature",
    "rain",
    "evaporation",
    "sunshine",
    "relief",
    "runoff",
    "share",
    "cover",
)
_NEVER_CARRIED = ("population", "temperature", "rain", "evaporation", "sunshine", "relief")
_PLACES = (
    "镇",
    "乡",
    "村",
    "县",
    "乡镇",
    "街道",
    "行政村",
    "自然村",
    "建制村",
    "社区",
    "县市",
    "县区",
    "村民小组",
    "村寨",
    "乡（镇）",
)
_TOPIC = re.compile(
    r"(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、])?\s?(?!全|本|该|主要|[县市省]内|境内)"
    r"([\u4e00-\u9fff]{1,14}?(?:河|江|溪|川|湖|水库|灌区|矿区|林场|公园|保护区|风景区|风景名胜区))"
    r"(?:为|是|属|系|发源|源于|位于|地处|流经|自(?!然)|由|横贯|纵贯|贯穿|始建|建于)"
)
_EXTENT = re.compile(r"(?:本次|本)?(?:规划|方案|工程|项目){1,2}(?:实施|建设)?(?:范围|区)(?:为|是|包括|涵盖|涉及|位于)")
_STATE = re.compile(r"(?:尚未|未|已|需|待|拟)[\u4e00-\u9fff]{2,4}")
_LIES = re.compile(
    r"(?:主要|大多|多|均|集中|零星|广泛)?(?:分布|散布|位于|坐落|地处|集中|出现|(?<=[\u4e00-\u9fff])布)(?:于|在)?(?=[\u4e00-\u9fff])"
)
"""Where a clause begins to tell the place of its subject: 矿山集中分布在北部山区."""
_SOME = re.compile(r"[一二三四五六七八九]成|大部|多数|半数|部分|一半|分之|\d%")
_HOLDING = ("保护区", "公园", "林场", "风景区", "名胜区", "灌区", "矿区", "园区", "库区", "流域", "片区", "红线")
"""Ends of names of what holds other things: 公园面积520公顷，其中红树林116公顷."""
_KINDS = ("级", "型", "类", "等")
_USED = re.compile("压占|占用|占压|挖损|损毁|塌陷|沉陷|复垦|破坏|污染|侵占|征[收用]|流转|盘活|影响")
_PLANS = ("规划", "本规划", "工程", "本工程", "方案", "本方案")
_ALL = re.compile(r"规划(?!区)|方案|本工程|工程总投资|全部(?:工程|项目)")
_MONEY = re.compile(r"资金|投资|经费|概算|估算|匡算|成本")
_PROJECTS = re.compile(r"\d个?(?:子)?项目|项目\d")
_PEAKS = ("最高", "最低")
_GOVERNS = re.compile(r"辖|共有|现有|划分")
_LIST_HEAD = re.compile(r"(?:主要|分布|建|现|共|设|拥)?有(?!林|机|效|毒|害|色|关|限|责)|分别为|包括")
_ZONES = ("修复区", "片区", "治理区", "单元", "流域", "镇", "乡", "街道", "村", "保育区", "提质区", "涵养区", "保持区")


def subject_of(setting: Setting, state: State, amount: Amount) -> tuple[Named, str]:
    """What an amount is of, with an empty key where that is not sure; and where."""
    scope = _scope(setting, state, amount)
    if (ground := all_ground(setting, amount.quantity)) is not None:
        return ground
    after = _after(setting, state, amount)
    if after is not None:
        state.named_to = after.span.end
        if after.text not in _PLACES:
            state.subject = after
        return after, scope
    if not amount.phrase.empty:
        return _own(setting, state, amount, scope)
    return _unnamed(setting, state, amount, scope)


def topic_of(setting: Setting) -> Named:
    """What a sentence is about from its first words on (青河为境内第一大河，…，境内河长…); else nobody."""
    found = _TOPIC.match(setting.text, setting.span.start, setting.span.end)
    if found is None:
        return NOBODY
    span = Span(found.start(1), found.end(1))
    return Named(span, found[1], key(found[1]))


def is_generic(found: str) -> bool:
    """Whether a key names nothing by itself: 项目, 子项目建设."""
    return found in cues("generic") or found.removesuffix("建设") in cues("generic")


def _scope(setting: Setting, state: State, amount: Amount) -> str:
    """Where an amount holds: a place named before it, also one before the amounts before, else that of the heading."""
    phrase = amount.phrase
    state.adrift = state.adrift or ("here" in phrase.marks and not setting.scope)
    if phrase.place:
        state.place = phrase.place
    elif "whole" in phrase.marks and not (
        setting.scope_kind == "zone" and amount.own_words(setting.text).text.startswith("国土")
    ):
        state.place = ""
        return ""
    elif "here" in phrase.marks or ("；" in amount.near.between and not state.place.endswith(_ZONES)):
        state.place = ""
    return state.place or setting.scope


def _after(setting: Setting, state: State, amount: Amount) -> Named | None:
    """The thing that follows its amount: 4个自然保护地, 3万亩高标准农田."""
    quantity, phrase, text = amount.quantity, amount.phrase, setting.text
    told = attribute_of_dimension().get(quantity.dimension)
    if told in ("area", "length") and (owner := owner_of(setting, amount)) is not None:
        return owner
    if quantity.dimension in PERCENT or told in ("money", "temperature", "rain", "population", "duration"):
        return None
    span = noun_after(text, quantity, setting.span.end)
    words, before = setting.words(span), setting.words(phrase.span)
    if (len(words) < 2 and words not in _PLACES) or phrase.attribute:
        return None
    if not re.match(r"[\u4e00-\u9fffA-Za-z“]", words):
        return None
    things = measured_things(text, span)
    if is_count(quantity) and things.start < things.end:  # perhaps of some of them only
        return Named(things, setting.words(things), "")
    listed = "、" in before and is_count(quantity)
    unnamed = phrase.empty or introduced(text[amount.start : quantity.span.start])
    if not unnamed and not listed and not is_count(quantity):
        return None
    of_zone = phrase.marks & {"link", "total"} and before.endswith(_ZONES)
    if len(words) > 20 or listed or not (unnamed or of_zone):
        return Named(span, words, "")
    if _STATE.fullmatch(words):
        return Named(span, words, "")
    if words in _PLACES:
        governed = _GOVERNS.search(amount.near.between) is not None or phrase.place != "" or state.place == AREA
        follows = bool(state.claims) and state.claims[-1].of.key in _PLACES
        return Named(span, words, key(words) if governed or follows or setting.scope_kind == "zone" else "")
    built = "建设" if "build" in phrase.marks and not words.endswith("建设") else ""
    found = key(words + (phrase.action or built or done_to(text, span.end)))
    return Named(span, words, "" if is_generic(found) else found)


def _own(setting: Setting, state: State, amount: Amount, scope: str) -> tuple[Named, str]:
    """An amount whose own words name the thing."""
    phrase, words = amount.phrase, setting.words(amount.phrase.span)
    found = phrase.key(setting.text) if phrase.sure else ""
    head = head_of(state, amount.quantity.dimension)
    if same_land(words) and amount.attribute in ("area", "population"):
        found = found if _is_used(setting, amount) else WHOLE
    elif (words in cues("here") and scope) or (amount.attribute.startswith("elevation.") and words.startswith(_PEAKS)):
        found = WHOLE
    elif is_generic(found):
        found = _generic(setting, amount)
    elif _STATE.fullmatch(words):
        state.subject = Named(phrase.span, words, words + head.of.key if head is not None and head.of.key else "")
        return state.subject, scope
    elif words in cues("relational"):
        found = state.subject.key + found if state.subject.key else found if setting.scope else ""
        of = Named(phrase.span, words, found)
        state.subject = state.subject if state.subject.key else of
        return of, scope
    elif is_count(amount.quantity) and "、" in words:
        return _list_counted(setting, state, amount), scope
    if head is not None and head.of.key and is_grade(words):
        return Named(phrase.span, words, found + head.of.key), scope
    if head is not None and words.endswith(_KINDS) and found and is_count(amount.quantity):
        return Named(phrase.span, words, found + head.of.key), scope
    if head is not None and words.endswith(_ZONES) and words not in _PLACES and not phrase.attribute:
        return Named(phrase.span, words, head.of.key), words
    if head is not None and (work := _worked(head.of.key, found)):
        found += work
    state.subject = Named(phrase.span, words, "" if "rate" in phrase.marks else found)
    if head is None and amount.attribute == "area" and not phrase.action and (holder := holder_of(words)):
        state.place = "" if _listed(setting, amount) else holder
        return state.subject, setting.scope
    within = head.of.key if head is not None and head.of.key.endswith(_HOLDING) else ""
    return state.subject, scope or within


def _is_used(setting: Setting, amount: Amount) -> bool:
    """Whether something is done to the land that is told of, so that it is not all there is: 压占土地, 治理土地."""
    return bool(amount.phrase.action) or _USED.search(setting.text, amount.start, amount.phrase.span.start) is not None


def _listed(setting: Setting, amount: Amount) -> bool:
    """Whether an amount is one of a list with 、 between."""
    behind = setting.text[amount.quantity.span.end : amount.quantity.span.end + 1]
    return behind in ("、", "和", "与") or amount.near.between.startswith(("、", "和", "与"))


def _worked(whole: str, part: str) -> str:
    """What is done to a part of what is treated: 修复矿山92处，其中历史遗留矿山64处; nothing where its name says so."""
    work = next((word for word in cues("treat") if whole.endswith(word)), "")
    thing = whole.removesuffix(work)
    return work if work and thing and part.endswith(thing) else ""


def _list_counted(setting: Setting, state: State, amount: Amount) -> Named:
    """The head of a list that a count closes: 河流 of 主要河流有甲、乙和丙3条."""
    span = amount.phrase.span
    has = _LIST_HEAD.search(setting.text, span.start, span.end)
    if has is None:
        words = setting.words(span)
        joint = amount.quantity.text[:1].isascii() and len(words) < 16
        return Named(span, words, amount.phrase.key(setting.text) if joint and not words.endswith("等") else "")
    phrase = phrase_before(setting.text, span.start, has.start(), setting.names)
    state.subject = Named(phrase.span, setting.words(phrase.span), phrase.key(setting.text))
    return state.subject


def _generic(setting: Setting, amount: Amount) -> str:
    """The key of a word that names nothing by itself: the project that it stands under, the plan."""
    if setting.scope_kind == "project":
        return PROJECT
    whole = amount.attribute == "money" and "total" in amount.phrase.marks
    if whole and (setting.words(amount.phrase.span) in _PLANS or _of_all(setting)):
        return PLAN
    return _section(setting) if amount.attribute == "money" else ""


def _section(setting: Setting) -> str:
    """The works that a section is headed by, for the money of all its projects: 共3个项目，总投资….

    Notes
    -----
    Empty where the sentence counts no projects, or the heading is of money and not of works.
    """
    counted = _PROJECTS.search(setting.words(setting.span)) is not None
    return "" if not counted or _MONEY.search(setting.title) else key(title_name(setting.title))


def _of_all(setting: Setting) -> bool:
    """Whether money without a name is that of the whole plan: the sentence or its heading says so."""
    return (
        _ALL.search(setting.words(setting.span)) is not None
        or _MONEY.search(setting.title) is not None
        or (not setting.title)
    )


def _unnamed(setting: Setting, state: State, amount: Amount, scope: str) -> tuple[Named, str]:
    """An amount without a name of its own."""
    phrase, own = amount.phrase, amount.own_words(setting.text)
    head = head_of(state, amount.quantity.dimension)
    if head is not None and not head.of.key and "share" not in phrase.marks:
        return own, scope
    if (
        head is not None
        and "share" not in phrase.marks
        and (phrase.place or phrase.marks & {"near", "far", "end", "dated"})
    ):
        return Named(own.span, own.text, head.of.key), scope
    if summed(setting, state, amount):
        return own, scope
    if amount.attribute == "money":
        return Named(own.span, own.text, _money(setting, state, amount)), scope
    if _several(setting, state, amount):
        return own, scope
    carried = _carried(setting, state, amount)
    if carried is not None:
        inner = "境内" in own.text and amount.attribute.startswith("length") and carried.key
        works = carried.key == WHOLE and _EXTENT.match(carried.text) and re.search("工程|项目", carried.text)
        of = Named(carried.span, carried.text, carried.key + "境内") if inner else carried
        return of, AREA if works else scope
    if _is_whole(state, amount):
        state.subject = Named(own.span, own.text, WHOLE)
        return state.subject, scope
    lone = setting.scope_kind == "project" and "rate" not in phrase.marks
    return Named(own.span, own.text, PROJECT if lone else ""), scope


def _several(setting: Setting, state: State, amount: Amount) -> bool:
    """Whether a sum is of several things before it: A 1个、B 3个，面积共计12公顷."""
    if "total" not in amount.phrase.marks or len(state.claims) < 2:
        return False
    last = state.claims[-1]
    return last.group > 0 and any(one.group == last.group and one.of.key != last.of.key for one in state.claims[:-1])


def _money(setting: Setting, state: State, amount: Amount) -> str:
    """The key of money without a name: the project, the plan where nothing else was named before, else nothing."""
    if "rate" in amount.phrase.marks:
        return ""
    if setting.scope_kind == "project":
        return PROJECT
    carried = _carried(setting, state, amount)
    if carried is not None and carried.span.start > amount.lower:
        return carried.key
    named = any(claim.of.key and not is_generic(claim.of.key) for claim in state.claims)
    told = amount.phrase.marks & {"total", "end"} or amount.phase in ("near", "far", "end")
    if not named and ((told and _of_all(setting)) or setting.scope_kind == "zone" or _of_phase(setting, amount)):
        return PLAN
    return _section(setting) if not named else ""


def _of_phase(setting: Setting, amount: Amount) -> bool:
    """Whether money is all of a phase: 近期共需投入资金; not where the heading is of works."""
    all_of = "total" in amount.phrase.marks and amount.phase in ("near", "far", "end")
    return all_of and not setting.scope and not any(word in setting.title for word in (*cues("treat"), "工程", "建设"))


def _is_whole(state: State, amount: Amount) -> bool:
    """Whether an amount without any name is of the land or the people of the whole, or of the zone at hand."""
    if state.adrift and "whole" not in amount.phrase.marks:
        return False
    return amount.attribute.split(".")[0] in _OF_THE_LAND and amount.phrase.attribute not in ("", "size")


def _carried(setting: Setting, state: State, amount: Amount) -> Named | None:
    """The subject of the clause before; None where no clause before has one."""
    text, here = setting.text, amount.start
    whole = amount.phrase.marks & {"whole", "local", "here"} and amount.attribute.split(".")[0] in _OF_THE_LAND
    if (whole or amount.phrase.place) and "share" not in amount.phrase.marks and amount.phrase.attribute:
        return None
    extent = _EXTENT.match(text, setting.span.start, here) if not state.claims else None
    if extent is not None and amount.attribute in _OF_THE_LAND:
        return Named(Span(extent.start(), extent.end()), extent[0], WHOLE)
    while True:
        clause = clause_between(text, amount.lower, here)
        if clause.start >= clause.end:
            break
        words = setting.words(clause)
        if amount.attribute.startswith("elevation.") and any(peak in words for peak in _PEAKS):
            return None
        lies = _LIES.search(words)
        share = SHARE.search(text, clause.start, clause.end)
        end = clause.start + lies.start() if lies else share.start() if share else clause.end
        phrase = phrase_before(text, clause.start, end, setting.names)
        if phrase.empty or _CIRCUMSTANCE.search(words) or is_generic(phrase.key(text)):
            here = clause.start
            continue
        name = setting.words(phrase.span)
        if _SOME.search(name):
            return Named(phrase.span, name, "")
        of_it = phrase.attribute in ("", amount.attribute)
        if phrase.sure and of_it and (phrase.attribute or name.endswith(cues("noun_ending"))) and "、" not in name:
            return Named(phrase.span, name, phrase.key(text))
        return Named(phrase.span, name, "")
    if amount.attribute.split(".")[0] in (*_NEVER_CARRIED, "duration") or amount.attribute in ("elevation.mean",):
        return None
    if amount.attribute == "share" and state.claims and not state.claims[-1].group == 0:
        return state.claims[-1].of
    return state.subject if state.subject.span.end else None
