"""The amounts of one sentence, read from left to right: the subject is carried until a new one appears."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from shanshui.claims.context import beside, clause_between
from shanshui.claims.distributed import Distributed, distributed
from shanshui.claims.grouping import PART, grouped, head_of, join, part_mode
from shanshui.claims.model import NOBODY, Claim, Named, Quantity, Span
from shanshui.claims.naming import WHOLE, is_class, key, same_land
from shanshui.claims.phrases import Phrase, criterion, phrase_before
from shanshui.claims.roles import role_of
from shanshui.claims.scopes import zone_of
from shanshui.claims.setting import PERCENT, Amount, Setting, State, is_count
from shanshui.claims.subjects import PLAN, PROJECT, SHARE, subject_of, topic_of
from shanshui.claims.whens import Time
from shanshui.standard.language.attributes import attribute_of_dimension
from shanshui.standard.language.cues import cues

_HIGH = re.compile(r"(最高|最低|平均)(?:处|点|峰)?(?:海拔|高程)?")
_PLACED = re.compile(r"(?:最高|最低|平均)(?:处|点|峰)?(?:海拔|高程)?(?:（[^（）]{0,10}）)?(?=位于|在|为|是|出现|分布)")
_GOAL = re.compile(r"目标[是为：]|(?:^|[，。；：])[\s\u3000]?(?:预计|力争)?[到至]20\d\d年|力争|确保")
_KEPT = re.compile(r"严守|守住|守牢|严格保护")
_RATE = re.compile(r"人均|户均|亩均|日均|年均(?!气温|温|降|蒸发|径流|流量|日照)|每(?!年)|单位面积")
_COMPARED = re.compile(
    r"(?<!不)(?:高于|低于|高出|优于)[^，；]{2,16}$"
    r"|(?:比|较)(?!重|例)[^，；]{0,16}(?:高|低|多|少|提高|上升|下降|增加|减少|提升)(?:了|出)?$"
)
_PER = re.compile(r"每(?![年日月天])[^，。；]{0,12}$")
_CONDITION = re.compile(r"(?:以上|以下|以内|及以上|及以下)?的")
_RANGE = re.compile(r"\d[^，。；]{0,6}[至～~—–-]\d[^，。；]{0,8}$")
_SINCE = re.compile(r"((?:19|20)\d\d)年(?:以来|起|相比)|[较比与]((?:19|20)\d\d)年")
_THERE = re.compile(r"[对将把](?:(?:我|本|全)[县市旗域区](?:内|境内)?(?:现有|已有|全部|所有)?|现有|已有|现存)(?:的)?$")
"""Words before an amount of what there is, whatever is to be done with it: 近期对全县38处矿山…."""
_GRADE = re.compile(r"(?:及?以[上下内])的?[\u4e00-\u9fff]{2,12}")
_GRADED_NOUN = re.compile(r"[\u4e00-\u9fff]{2,12}")
_WORK = re.compile(r"[造育改退封种植栽补建治修整清拆]|抚育|恢复|提升|投资|资金|近期|远期|中期|\d年")
"""What tells that words are of a work of their own, or of none."""
_LENGTHS = ("length", "width", "height", "depth", "thickness")
_BOUNDS = ("大于", "小于", "超过", "高于", "低于", "≥", "≤", ">", "<", "＞", "＜", "以上", "以下", "不足")
_MORE = ("低", "高", "少", "多")
_ONLY_PERCENT = ("share", "cover", "rate")
_VARIANTS = {"最高": "elevation.highest", "最低": "elevation.lowest", "平均": "elevation.mean"}


def claims_of_sentence(setting: Setting, quantities: Sequence[Quantity], group: int) -> tuple[Claim, ...]:
    """The claims of a sentence, one for each amount with a unit.

    Parameters
    ----------
    setting : Setting
        The sentence and where it stands.
    quantities : sequence of Quantity
        Its amounts, in order.
    group : int
        The last number given to a group of claims.
    """
    state = State(group, topic_of(setting), place=zone_of(setting.text, setting.span.start, setting.span.end))
    lower, at = setting.span.start, 0
    while at < len(quantities):
        quantity = quantities[at]
        shared = distributed(setting.text, setting.span, quantities, at, setting.names)
        if shared is not None:
            _spread(setting, state, shared, quantity, lower)
            at += shared.taken
            lower = quantities[at - 1].span.end
            continue
        if _grades(setting.text, quantities[at : at + 2]):
            state.claims.append(Claim(quantity, NOBODY, sentence=setting.span))
            at += 1
            continue
        if quantity.word:
            _read(setting, state, quantity, lower)
        lower = max(quantity.span.end, state.named_to)
        at += 1
    return tuple(_dated(setting, state.claims))


def _grades(text: str, two: Sequence[Quantity]) -> bool:
    """Whether an amount only tells of which class the next one is: 25度以上坡耕地3万亩."""
    if len(two) < 2 or not two[0].word:
        return False
    between = text[two[0].span.end : two[1].span.start]
    return _GRADE.fullmatch(between) is not None or (
        two[0].dimension == "deg" and _GRADED_NOUN.fullmatch(between) is not None
    )


def _dated(setting: Setting, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Values that a change begins with, in the year from which it is told; without key where nothing tells it.

    Notes
    -----
    由…增加到… without a goal tells what was before: not the present state, as in 由…提高到… of a target. What a change
    begins with is not of the year in which it ends, and what it leads to from a known year on is still to come.
    """
    year = _since(setting)
    for before, claim, after in zip((None, *claims), claims, (*claims[1:], None), strict=False):
        if after is not None and claim.role == "base" and _one_change(claim, after):
            yield _begun(claim, after, year)
        elif before is not None and _ends_change(before, claim):
            yield replace(claim, role="target")
        else:
            yield claim


def _one_change(claim: Claim, after: Claim) -> bool:
    """Whether two amounts may be those of one change."""
    return claim.quantity.dimension == after.quantity.dimension


def _ends_change(before: Claim, claim: Claim) -> bool:
    """Whether an amount without a time is what the present one before it is to become."""
    begins = before.role == "base" and before.phase == "base" and _one_change(before, claim)
    return begins and claim.role == "amount" and claim.last is None and not claim.phase


def _begun(claim: Claim, after: Claim, year: int | None) -> Claim:
    """What a change begins with, in the year that it is of."""
    same = claim.last == after.last if claim.last is not None else claim.phase == after.phase != ""
    if after.role == "target" and same:
        return replace(claim, first=None, last=None, phase="base")
    if after.role != "amount" or claim.phase:
        return claim
    if year is not None:
        return replace(claim, first=year, last=year)
    return replace(claim, of=replace(claim.of, key="")) if claim.last is None else claim


def _read(setting: Setting, state: State, quantity: Quantity, lower: int) -> None:
    """One amount, with everything before it back to the amount before."""
    text = setting.text
    near = beside(text, lower, quantity)
    last = state.claims[-1] if state.claims else None
    if last is not None and near.aside and quantity.dimension == last.quantity.dimension:
        join(state)
        state.claims.append(replace(state.claims[-1], quantity=quantity))
        return
    if last is not None and near.share_aside and quantity.dimension in PERCENT:
        whole = _part_whole(state, last.quantity.dimension)
        state.claims.append(replace(last, quantity=quantity, attribute="share", role="share", whole=whole, group=0))
        return
    cut = PART.search(text, max(lower, near.start - 1), quantity.span.start)
    start = max(near.start, cut.end()) if cut is not None else near.start
    phrase, whole = _phrase(setting, state, quantity, start)
    phrase = _governed(setting, state, phrase, near.between)
    amount = Amount(quantity, phrase, near, start, lower)
    part_mode(state, amount)
    if "share" in phrase.marks and not whole and last is not None:
        whole = last.whole if last.role == "share" and "其中" not in near.between else ""
        whole = whole or _part_whole(state, "m2") or _shared_whole(state)
    grouped(setting, state, _claim(setting, state, amount, whole), amount)


def _phrase(setting: Setting, state: State, quantity: Quantity, start: int) -> tuple[Phrase, str]:
    """The words before an amount trimmed, and what it is a share of."""
    text, end = setting.text, quantity.span.start
    percent = quantity.dimension in PERCENT
    share = _last_share(text, start, end) if percent else None
    if share is not None:
        of_what = phrase_before(text, share.end, end, setting.names)
        owner = phrase_before(text, start, share.start, setting.names, percent)
        whole = _whole(setting, state, of_what, Span(share.end, end))
        return replace(owner, marks=owner.marks | {"share"}, attribute="share"), whole
    placed = _PLACED.search(text, start, end) if quantity.dimension == "m" else None
    phrase = phrase_before(text, start, placed.end() if placed is not None else end, setting.names, percent)
    if phrase.attribute in _LENGTHS and quantity.dimension != "m":
        phrase = phrase_before(text, start, end, setting.names, percent, attributed=False)
    if placed is not None:
        phrase = replace(phrase, span=Span(placed.start(), placed.start()), attribute="elevation")
    return phrase, ""


def _governed(setting: Setting, state: State, phrase: Phrase, between: str) -> Phrase:
    """A phrase with the verb of the amount before, where both stand in one list: 治理草原6万亩、沙地2万亩."""
    joined = between.lstrip("）) ").startswith(("、", "和", "及", "以及"))
    words = setting.words(phrase.span)
    bare = not phrase.empty and not phrase.action and not _WORK.search(words) and "build" not in phrase.marks
    if joined and bare and state.action and phrase.attribute in ("", "area", "length", "count"):
        phrase = replace(phrase, action=state.action)
    state.action = phrase.action if phrase.action in cues("treat") else ""
    return phrase


def _last_share(text: str, start: int, end: int) -> Span | None:
    found = list(SHARE.finditer(text, start, end))
    return Span(found[-1].start(), found[-1].end()) if found else None


def _whole(setting: Setting, state: State, phrase: Phrase, span: Span) -> str:
    """The key of what a share is a share of: a thing, a place for all its land, the plan for its money."""
    words = setting.words(phrase.span)
    if phrase.attribute == "money" and (phrase.empty or key(words) in cues("generic")):
        return PROJECT if setting.scope_kind == "project" else PLAN
    if phrase.empty and phrase.place:
        return phrase.place
    if phrase.empty and "here" in phrase.marks:
        last_scope = state.claims[-1].scope if state.claims else ""
        return last_scope or state.place or setting.scope or setting.words(span)
    if same_land(words) and (words or phrase.marks & {"whole", "local"} or phrase.attribute in ("area", "population")):
        return WHOLE
    if phrase.empty:
        last = next((claim for claim in reversed(state.claims) if claim.role != "share"), None)
        return _part_whole(state, last.quantity.dimension) if last is not None else ""
    return phrase.key(setting.text)


def _shared_whole(state: State) -> str:
    """What a share is a share of where only the one before says it: 占总投资的64%；地方配套8亿元，占26%."""
    if any(claim.role == "part" for claim in state.claims):
        return _part_whole(state, state.claims[-1].quantity.dimension)
    return next((claim.whole for claim in reversed(state.claims) if claim.role == "share"), "")


def _part_whole(state: State, dimension: str) -> str:
    """The thing whose parts are told, for a share that does not say what it is a share of."""
    head = head_of(state, dimension)
    return head.of.key if head is not None else ""


def _claim(setting: Setting, state: State, amount: Amount, whole: str) -> Claim:
    quantity, phrase = amount.quantity, amount.phrase
    time = _time(setting, state, amount)
    role = role_of(phrase.marks, quantity.dimension in PERCENT, state.part, time, _goal(setting, time))
    compared = _COMPARED.search(setting.text[amount.start : quantity.span.start].rstrip("约近 ")) is not None
    if compared:
        role = "increase"
    amount = replace(amount, attribute=_attribute(setting, state, amount, role), phase=time.phase)
    of, scope = subject_of(setting, state, amount)
    if not _sure(setting, amount, of) or (compared and "dated" not in phrase.marks):
        of = replace(of, key="")
    return Claim(quantity, of, amount.attribute, scope, time.first, time.last, time.phase, role, whole, 0, setting.span)


def _sure(setting: Setting, amount: Amount, of: Named) -> bool:
    """Whether an amount is a statement on its thing: no rate, no condition, no slogan, and measured so."""
    quantity, phrase, text = amount.quantity, amount.phrase, setting.text
    own = text[amount.start : quantity.span.start]
    if not _fits(amount.attribute, quantity) or phrase.marks & {"rate", "negation"}:
        return False
    if _RATE.search(own) and not (amount.attribute == "money" and "人均" in of.key):
        return False
    if is_count(quantity) and own.endswith("的") and own != "的":  # 威胁百人以上的12处 are some of them
        return False
    if before_quote(setting, quantity) or _of_a_list(quantity, of.text) or is_class(of.text):
        return False
    if quantity.dimension in PERCENT and of.text.endswith(_MORE):
        return False
    clause = max(text.rfind(stop, setting.span.start, amount.start) for stop in "，。；") + 1
    if _PER.search(text, max(clause, setting.span.start), amount.start):
        return False
    if amount.lower > setting.span.start and _CONDITION.match(text, amount.lower, quantity.span.start):
        told = text[max(clause, setting.span.start) : amount.lower]
        if told.endswith(("°", "度")) or _RANGE.search(told) or any(word in told for word in _BOUNDS):
            return False
    hedged = bool(quantity.bound) and text[quantity.span.end : quantity.span.end + 1] == "的"
    behind = of.span.start > quantity.span.end
    return not hedged and (behind or not criterion(text, quantity.span.end, setting.span.end))


def before_quote(setting: Setting, quantity: Quantity) -> bool:
    """Whether an amount stands in quotes, as in a slogan."""
    before = setting.text[setting.span.start : quantity.span.start]
    return before.count("“") > before.count("”")


def _of_a_list(quantity: Quantity, words: str) -> bool:
    """Whether a count in Chinese numerals closes a list: 农田、森林三类."""
    return not quantity.text[:1].isascii() and ("、" in words or "和" in words)


def _time(setting: Setting, state: State, amount: Amount) -> Time:
    words = setting.text[amount.start : amount.quantity.span.start]
    if "世纪" in words or _THERE.search(words):
        return Time()
    here = amount.quantity.span.start
    if "from" in amount.phrase.marks:
        state.changed = amount.start if amount.phrase.empty else amount.phrase.span.end
    elif "to" in amount.phrase.marks and "dated" not in amount.phrase.marks and state.changed:
        here = state.changed
    own = setting.calendar.before(setting.span, here)
    if "to" in amount.phrase.marks and own and _SINCE.search(setting.text, setting.span.start, here):
        own = Time(goal=own.goal) if own.last == _since(setting) else own
        return replace(own, goal=own.goal or setting.time.goal)
    return replace(own, goal=own.goal or setting.time.goal) if own else _of_head(state, amount) or setting.time


def _of_head(state: State, amount: Amount) -> Time:
    """The term of what a part is told of: 近期资金9亿元，其中中央财政4亿元; nothing where that is of no term."""
    head = head_of(state, amount.quantity.dimension) if state.part else None
    return Time(head.first, head.last, head.phase) if head is not None and head.phase in ("near", "far") else Time()


def _since(setting: Setting) -> int | None:
    """The year from which a sentence tells a change: 2010年以来, 与2010年相比."""
    since = _SINCE.search(setting.words(setting.span))
    return int(since[1] or since[2]) if since is not None else None


def _goal(setting: Setting, time: Time) -> bool:
    """Whether a sentence, or the lead-in that it stands under, speaks of what is to be reached, and not kept."""
    if time.first is None and _KEPT.search(setting.words(setting.span)) is not None:
        return False
    return time.goal or _GOAL.search(setting.words(setting.span)) is not None


def _attribute(setting: Setting, state: State, amount: Amount, role: str) -> str:
    quantity, phrase = amount.quantity, amount.phrase
    if role == "share":
        return "share"
    found = phrase.attribute
    if found == "elevation":
        return _elevation(setting, amount)
    if found and found not in ("share", "size"):
        return found
    last = state.claims[-1] if state.claims else None
    if phrase.empty and last is not None and last.quantity.dimension == quantity.dimension and role != "share":
        if last.role != "share" or "to" in phrase.marks:
            return last.attribute
    if quantity.dimension in PERCENT:
        return ""
    return attribute_of_dimension().get(quantity.dimension, "count" if is_count(quantity) else "")


def _elevation(setting: Setting, amount: Amount) -> str:
    """Which height: the last 最高, 最低 or 平均 in the words of an amount and in the clause before."""
    clause = clause_between(setting.text, amount.lower, amount.start)
    for span in (Span(amount.start, amount.quantity.span.start), clause):
        found = [hit.group(1) for hit in _HIGH.finditer(setting.text, span.start, span.end)]
        if found:
            return _VARIANTS[found[-1]]
    return "elevation"


def _fits(attribute: str, quantity: Quantity) -> bool:
    """Whether an attribute can be measured so: no money in hectares."""
    told = attribute_of_dimension().get(quantity.dimension)
    if quantity.dimension in PERCENT:
        return attribute not in ("area", "length", "money", "population", "count", "elevation")
    if told in ("area", "money", "population"):
        return attribute == told
    return attribute not in _ONLY_PERCENT


def _spread(setting: Setting, state: State, shared: Distributed, first: Quantity, lower: int) -> None:
    """Amounts that are given out one by one to things or years."""
    text = setting.text
    near = beside(text, lower, first)
    share = _last_share(text, near.start, first.span.start) if first.dimension in PERCENT else None
    phrase, whole = shared.phrase, ""
    if share is not None:
        of_what = phrase_before(text, share.end, first.span.start, setting.names)
        whole = _whole(setting, state, of_what, Span(share.end, first.span.start))
        phrase = replace(phrase, marks=(phrase.marks - {"whole", "total"}) | {"share"}, attribute="share")
    before = _owners(state, len(shared.quantities)) if phrase.empty and not shared.whens else ()
    part_mode(state, Amount(first, phrase, near, near.start, lower))
    head = head_of(state, first.dimension)
    state.group += 1
    group = state.group
    if head is not None:
        which = state.claims.index(head)
        state.claims[which] = replace(head, group=group)
    for number, quantity in enumerate(shared.quantities):
        if not quantity.word:
            continue
        own = _item_phrase(setting, shared, phrase, number)
        claim = _claim(setting, state, Amount(quantity, own, near, near.start, lower), whole)
        if shared.whens:
            when = shared.whens[number]
            time = setting.calendar.before(when, when.end)
            claim = replace(claim, first=time.first, last=time.last, phase=time.phase)
        if before:
            claim = replace(claim, of=before[number].of, scope=before[number].scope)
        elif not shared.phrase.sure or not (shared.items or shared.whens):
            claim = replace(claim, of=replace(claim.of, key=""))
        claim = replace(claim, group=group)
        state.claims.append(claim)
        state.claims.extend(replace(claim, quantity=aside) for which, aside in shared.asides if which == number)


def _owners(state: State, wanted: int) -> tuple[Claim, ...]:
    """The amounts before that shares are given out to: 甲3亿元、乙2亿元，分别占总投资的60%和40%."""
    found = [claim for claim in state.claims if claim.role != "share"][-wanted:]
    same = len({claim.quantity.dimension for claim in found}) == 1
    return tuple(found) if wanted > 1 and len(found) == wanted and same else ()


def _item_phrase(setting: Setting, shared: Distributed, phrase: Phrase, number: int) -> Phrase:
    if not shared.items:
        return phrase
    item = shared.items[number]
    own = phrase_before(setting.text, item.start, item.end, setting.names)
    attribute, action = own.attribute or phrase.attribute, own.action or phrase.action
    return replace(phrase, span=own.span, place=own.place, attribute=attribute, action=action)
