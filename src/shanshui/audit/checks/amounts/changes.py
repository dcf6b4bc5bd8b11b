"""How much something changes, and which way, held against the two amounts that it changes from and to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from shanshui.audit.amounts import decimals, shown
from shanshui.audit.check import check, fault
from shanshui.audit.each import words_before
from shanshui.audit.facts import core, year_of
from shanshui.audit.interval import Interval, interval, is_exact
from shanshui.audit.reading import Reading
from shanshui.audit.rows import by_sentence
from shanshui.claims.model import Claim, Quantity, Span
from shanshui.claims.sentences import sentences
from shanshui.finding import Finding
from shanshui.quantity import printed

_HUNDRED = Decimal(100)
_UP = "提高|增加|增长|上升|提升|扩大|增大|上涨|延长|抬升|抬高|攀升|扩展|加厚|增厚|加深|加宽|拓宽|加高|回升|恢复|增|升"
_DOWN = "减少|下降|降低|缩小|缩减|缩短|萎缩|压减|削减|减薄|变薄|变浅|收窄|回落|衰减|退缩|后退|流失|损失|消减|减|降"
_ADJUSTED = "调整|变更|修改|核减|核增|调增|调减|追加"
_VERB = f"(?:{_UP}|{_DOWN})"
_FROM = re.compile(r"[由从自](?!然|来|治|于)[^，。；、]{0,18}$")
_THAN = re.compile(r"[较比与](?!例|重|大|好|高|低|强|多|少)[^，。；、]{0,14}$")
_TO = re.compile(
    rf"[^，。；、]{{0,12}}?(?P<verb>{_VERB}|{_ADJUSTED})[^，。；、\d]{{0,3}}[到至为](?:(?:19|20)\d\d年[的末底]?)?[约近]?$"
)
_THEN = re.compile(
    r"[，,；;][^，。；、\d]{0,6}(?:19|20)\d\d年[末底]?(?P<name>[^，。；、\d]{0,12}?)"
    r"(?P<link>达到|达|增至|升至|增加到|提高到|降至|减少到|下降到|降到|为|)(?:了|约)?$"
)
_BEFORE = re.compile(r"(?:19|20)\d\d年|现状|基期|目前|现有")
_NOW = re.compile(r"[，,](?:现[为有]|目前为|降至|减少到|减至|增至|增加到|提高到|下降到|达到|达|为|剩余|仅剩|剩下)约?")
_BY = re.compile(rf"(?:{_VERB}(?:了|幅度|幅)?(?:达到|达|约|近)?|[增减降涨升]幅(?:度)?(?:达到|达|约|为)?)$")
_RISES = re.compile(rf"(?:相比)?{_VERB}")
_YEARLY = re.compile(r"年均|平均每年|每年")
_SINCE = re.compile(r"[较比与]((?:19|20)\d\d)年")
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_POINTS = ("百分点", "千分点")
_TIMES = "倍"
_INVERSE = re.compile(r"埋深|深度|位次|排名|名次|第$|位[由从]|分辨率|精度|误差|间隔|周期|频次|等级|时间|距离")
_IN_TURN = "分别"
_SHORT = ("天", "小时")
"""Lengths of time that are amounts and not terms."""
_PLAIN = re.compile(
    r"^(?:[，,（(\s]|[一二三四五六七八九十百\d]{1,4}年[来间内]?|期间|年均|平均|每年|累计|共计|总共|合计|净|共|总|年|面积|比例|占比|数量|长度|规模|"
    r"[较比与](?:(?:19|20)\d\d年|基期|基准年|现状|规划基期|之前|以前|治理前|实施前)(?:[末底]|相比)?|同比|相比|的)*"
)
_DIRECT = 8
"""Characters of a verb that alone stands between two amounts, at most."""
_LONGEST = 160
"""Characters from the first to the last of the amounts of one change, at most."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two amounts between which something changes.

    Parameters
    ----------
    before, after : Quantity
        What it was and what it is to be.
    verb : str
        Where the words tell which way it goes: 提高, 降.
    """

    before: Quantity
    after: Quantity
    verb: str = ""

    @property
    def span(self) -> Span:
        """From the first to the last of the two."""
        start = min(self.before.span.start, self.after.span.start)
        return Span(start, max(self.before.span.end, self.after.span.end))


@check("AUDIT-CHANGE", "AUDIT-CHANGE-LIKELY")
def change_between_two(reading: Reading) -> Iterator[Finding]:
    """What something rises or falls by lies between the two amounts it is said to go from and to."""
    text = reading.document.text
    for sentence, own in _sentences(reading):
        pairs = _pairs(text, sentence, own)
        for change in own:
            words = words_before(text, change, own, sentence)
            if not is_exact(change) or _BY.search(words) is None or any(change is p.after for p in pairs):
                continue
            pair = _pair_of(text, change, own, pairs) or _pair_around(text, change, own, sentence)
            pair = pair or _pair_of_base(change, words, own, reading)
            if pair is None or change in (pair.before, pair.after) or not _is_of(change, words, pair, text, sentence):
                continue
            years = _years(text, pair, own) if _YEARLY.search(words) else 1
            if years:
                yield from _judged(pair, change, years, reading)


@check("AUDIT-CHANGE-WAY", "AUDIT-CHANGE-NONE")
def the_way_it_is_said_to_go(reading: Reading) -> Iterator[Finding]:
    """What is raised is more than before, what is reduced is less."""
    text = reading.document.text
    for sentence, own in _sentences(reading):
        for pair in _pairs(text, sentence, own):
            one, other = interval(pair.before), interval(pair.after)
            if pair.verb in _ADJUSTED.split("|"):
                continue
            up = pair.verb in _UP.split("|")
            wrong = one.surely_above(other) if up else other.surely_above(one)
            if pair.verb and wrong and not _INVERSE.search(text, sentence.start, pair.before.span.start):
                words = {"before": pair.before.text, "verb": pair.verb}
                spans = [pair.after.span, pair.before.span]
                yield fault("AUDIT-CHANGE-WAY", reading, spans, pair.after.text, pair.before.text, words)
            elif pair.verb and pair.before.low == pair.after.low and pair.before.word == pair.after.word:
                words = {"before": pair.before.text, "verb": pair.verb}
                spans = [pair.after.span, pair.before.span]
                yield fault("AUDIT-CHANGE-NONE", reading, spans, pair.after.text, "", words)


def _is_of(change: Quantity, words: str, pair: Pair, text: str, sentence: Span) -> bool:
    """Whether a change is that of a pair: no thing of its own stands before it, or before the pair behind it."""
    if change.span.end <= pair.span.start:
        between = text[change.span.end : pair.span.start].lstrip("，,（( ")
        own = between[: at.start()] if (at := _FROM.search(between)) is not None else between
        return _IN_TURN not in between and own.strip() in words
    named = _BY.sub("", words)
    rest = named[match.end() :] if (match := _PLAIN.match(named)) else named
    around = text[sentence.start : max(pair.span.end, sentence.start)]
    return _IN_TURN not in around + words and (not rest or rest in around)


def _sentences(reading: Reading) -> Iterator[tuple[Span, list[Quantity]]]:
    """Sentences with their amounts, years and months left out."""
    for sentence, held in by_sentence(reading.quantities, sentences(reading.document)):
        own = [quantity for quantity in held if quantity.dimension != "a" or quantity.word in _SHORT]
        if len(own) > 1:
            yield sentence, own


def _pairs(text: str, sentence: Span, own: Sequence[Quantity]) -> list[Pair]:
    """Amounts of one kind that something goes from and to, or that are told of two years in turn."""
    found = []
    for before, after in pairwise(own):
        if before.dimension != after.dimension or not (is_exact(before) and is_exact(after)):
            continue
        between = text[before.span.end : after.span.start]
        went = _TO.search(between) if len(between) < 40 else None
        opened = _FROM.search(words_before(text, before, own, sentence)) is not None
        then = _THEN.fullmatch(between) if not opened and went is None else None
        if went is not None and (opened or (went.span() == (0, len(between)) and len(between) <= _DIRECT)):
            found.append(Pair(before, after, went["verb"]))
        elif then is not None and _told_again(text, sentence, before, then):
            found.append(Pair(before, after))
        elif went is not None and _BEFORE.search(text, sentence.start, before.span.start) and "，" in between:
            found.append(Pair(before, after))
        elif _THAN.search(words_before(text, after, own, sentence)) and _RISES.match(text, after.span.end):
            found.append(Pair(after, before))
    return found


def _told_again(text: str, sentence: Span, before: Quantity, then: re.Match[str]) -> bool:
    """Whether a second amount is of what the first is of, in a later year: by name, or by a verb alone."""
    words = text[sentence.start : before.span.start]
    name = then["name"].strip()
    return _BEFORE.search(words) is not None and (name in words if name else bool(then["link"]))


def _pair_around(text: str, change: Quantity, own: Sequence[Quantity], sentence: Span) -> Pair | None:
    """The two amounts on either side of a change: 较2015年的520公顷减少100公顷，现为420公顷."""
    place = own.index(change)
    if not 0 < place < len(own) - 1:
        return None
    before, after = own[place - 1], own[place + 1]
    same = before.dimension == after.dimension and is_exact(before) and is_exact(after)
    than = _THAN.search(words_before(text, before, own, sentence)) and _RISES.match(text, before.span.end)
    now = _NOW.fullmatch(text, change.span.end, after.span.start)
    return Pair(before, after) if same and than and now else None


def _pair_of(text: str, change: Quantity, own: Sequence[Quantity], pairs: Sequence[Pair]) -> Pair | None:
    """The pair that a change is told of: right before it, with other changes between at most, or right behind it."""
    place = own.index(change)
    for pair in reversed(pairs):
        last = max(own.index(pair.before), own.index(pair.after))
        first = min(own.index(pair.before), own.index(pair.after))
        between = own[last + 1 : place] if last < place else own[place + 1 : first]
        if abs(change.span.start - pair.span.start) > _LONGEST or any(
            change is one for one in (pair.before, pair.after)
        ):
            continue
        gap = text[pair.span.end : change.span.start] if last < place else text[change.span.end : pair.span.start]
        told = all(_BY.search(text[pair.span.end : q.span.start]) for q in between)
        if told and "；" not in gap and (last < place or not between):
            return pair
    return None


def _pair_of_base(change: Quantity, words: str, own: Sequence[Quantity], reading: Reading) -> Pair | None:
    """The amount right before a change, and what the same thing was in the year that it is compared with."""
    place = own.index(change)
    since = _SINCE.search(words)
    if since is None or not place:
        return None
    after = next((c for c in reading.claims if c.quantity is own[place - 1]), None)
    if after is None or not core(after) or not is_exact(after.quantity):
        return None
    then = [c for c in reading.claims if _is_earlier(c, after, int(since[1]), reading)]
    first = then[0].quantity if then else None
    same = first is not None and all(interval(c.quantity).meets(interval(first)) for c in then)
    return Pair(first, after.quantity) if same and first is not None else None


def _is_earlier(claim: Claim, after: Claim, year: int, reading: Reading) -> bool:
    """Whether a claim is of the same thing as another, in a year."""
    quantity = claim.quantity
    if quantity.dimension != after.quantity.dimension or quantity is after.quantity or not is_exact(quantity):
        return False
    alike = core(claim) == core(after) and claim.attribute == after.attribute and claim.scope == after.scope
    return alike and claim.role not in ("increase", "share", "target") and year_of(claim, reading.frame) == year


def _years(text: str, pair: Pair, own: Sequence[Quantity]) -> int:
    """How many years lie between two amounts; 0 where the words do not tell."""
    ends = [q.span.end for q in own if q.span.end <= pair.before.span.start]
    told = [int(y) for y in _YEAR.findall(text, max([pair.before.span.start - 20, *ends]), pair.after.span.start)]
    return told[-1] - told[0] if len(told) == 2 and told[-1] > told[0] else 0


def _judged(pair: Pair, change: Quantity, years: int, reading: Reading) -> Iterator[Finding]:
    wanted = _wanted(pair, change, years)
    if not wanted or any(one.meets(interval(change)) for one in wanted):
        return
    exact = abs(pair.after.value - pair.before.value)
    if change.dimension == pair.before.dimension:
        want = shown(exact / years, change)
    elif change.word == _TIMES:
        want = f"{printed(exact / pair.before.value, 2)}{_TIMES}"
    else:
        want = f"{printed(exact / pair.before.value * _HUNDRED, max(decimals(change), 1))}%"
    words = {"before": pair.before.text, "after": pair.after.text}
    code = "AUDIT-CHANGE-LIKELY" if change.word == _TIMES else "AUDIT-CHANGE"
    yield fault(code, reading, [change.span, pair.before.span, pair.after.span], change.text, want, words)


def _wanted(pair: Pair, change: Quantity, years: int) -> list[Interval]:
    """What the change may be: a difference, and where it is told in per cent a share of what was; none if neither."""
    one, other = interval(pair.before), interval(pair.after)
    if pair.after.value < pair.before.value:
        one, other = other, one
    whole = Interval(other.low - one.high, other.high - one.low)
    apart = Interval(whole.low / (years + (years > 1)), whole.high / years)
    found = [apart] if change.dimension == pair.before.dimension else []
    share = apart.over(interval(pair.before))
    if share is None:
        return found
    if change.dimension == "%" and not change.text.endswith(_POINTS):
        found.append(share.times(_HUNDRED))
        if years > 1 and pair.before.value > 0 and pair.after.value > 0:
            ratio = (pair.after.value / pair.before.value) ** (Decimal(1) / years)
            yearly, half = abs(ratio - 1) * _HUNDRED, change.grain
            found.append(Interval(yearly - half, yearly + half))
    if change.word == _TIMES:
        found.append(share)
    return found
