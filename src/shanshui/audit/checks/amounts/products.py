"""So much for each one, times how many there are, makes what it is said to make together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from shanshui.audit.amounts import decimals, factor, shown
from shanshui.audit.check import check, fault
from shanshui.audit.each import Each, each_of, words_before
from shanshui.audit.interval import Interval, interval, is_exact, total
from shanshui.audit.reading import Reading
from shanshui.audit.rows import by_sentence
from shanshui.audit.slips import Slip, slip
from shanshui.claims.model import Quantity, Span
from shanshui.claims.sentences import sentences
from shanshui.finding import Finding
from shanshui.quantity import printed

_MANY = 8
"""Amounts of a passage, at most, among which those that belong together can be told."""
_CLOSE = 90
"""Characters from the first to the last of three amounts that belong together."""
_BACK, _REACH = 3, 300
"""Sentences, and characters, before an amount in which what it is multiplied with may stand."""
_SHIFTED = tuple(Decimal(10) ** power for power in (1, -1, 2, -2, 3, -3, 4, -4))
"""How far a slip of the point, or of 万, takes an amount."""
_ACRES = (Decimal(15), Decimal(1) / 15)
"""How far 亩 for 公顷 takes it."""
_EXACT = Decimal("0.003")
"""By how much of itself an amount may be off for a slip to explain it, at most."""
_DIGITS = 3
"""Digits that a whole needs for one wrong digit, or two exchanged, to explain it."""
_TOGETHER = re.compile(r"共|合计|总|累计|小计|需|计$|计约$")
_STOPS = re.compile(r"[，。；（(]")
_SUMMED = re.compile(r"共|合计|总计|累计|计[^，。；、]{0,8}$")
_AIDED = re.compile(r"补助|补偿|奖补|补贴|财政|自筹|中央|省级|市级|县级|贷款")
_AIDS = ("补助", "补偿", "奖补", "补贴")
_OF_WATER = re.compile(r"流域|集水|控制|灌溉|汇水|保护|水域|湖")
_YEARLY = re.compile(r"(?:全年|每?年(?:平均)?)(?:可|约|共|预计)?(?!均|度|末|底|初|内|间)[^，。；、\d\n]{0,12}$")
_ENDS = re.compile(r"总|面积|人均|数量|年|多年|平均|量$|约|为|达到|达")
_COSTS = re.compile(r"投资|费用|资金|造价|概算|成本|经费|费$")
_UPKEEP = re.compile(r"管护|运行|监测|维护|其中|前期|设计")
_PER_PERSON = ("person", "户")
_FLOW = re.compile(r"(?<!最大)(?<!最小)(?:年平均|年均|折合|相应|对应)[^，。；、\d\n]{0,6}流量|(?<![月日期季])平均流量")
"""A mean flow of all the year."""
_FOREIGN = re.compile(r"入境|过境|出境|外来")
_SPARE = re.compile(r"损耗|备用|富余|余量|备苗|损失")
"""What makes more of a thing needed than the work itself takes."""
_SIDES = re.compile(r"两岸|两侧|双侧|两旁|两边")
_ROUGH = Decimal("0.03")
"""By how much of itself a runoff may differ from what its mean flow makes in a year."""
_DAYS, _YEAR = 365, Decimal("365.25")
"""Days that plans reckon a year with, and those of the unit."""
_LABOUR, _INVESTED = "工日", "投资"
_BESIDE = 12
"""Characters from so many years to what they make together, at most."""
_NOUN = 8
"""Characters from a count to the noun that it counts, at most."""
_WORKS = ("m2", "m", "m3")


@dataclass(frozen=True, slots=True)
class _Terms:
    """What is multiplied.

    Parameters
    ----------
    each : Each
        So much for each.
    sizes, wholes : tuple of Quantity
        Amounts of which there may be so many, and what they may make together.
    close : bool
        Whether all stand in one group of clauses.
    mixed : bool
        Whether works of another kind stand there as well, which may be in the whole.
    loose : bool
        Whether the words of the whole do not say that it is of the same.
    """

    each: Each
    sizes: tuple[Quantity, ...]
    wholes: tuple[Quantity, ...]
    close: bool
    mixed: bool
    loose: bool


@dataclass(frozen=True, slots=True)
class _Try:
    """One way to multiply: these sizes make so much, where a whole is told."""

    sizes: tuple[Quantity, ...]
    whole: Quantity
    made: Interval


@check("AUDIT-TIMES", "AUDIT-TIMES-LIKELY")
def each_and_together(reading: Reading) -> Iterator[Finding]:
    """Price, density, depth, share of a head: times how much there is, it is the whole that is told beside it."""
    text = reading.document.text
    held = by_sentence(reading.quantities, sentences(reading.document))
    for place, (sentence, own) in enumerate(held):
        for part in _parts(text, sentence, own):
            found = [each for each in (each_of(text, q, part, sentence) for q in part) if each is not None]
            for each in found:
                alone = sum(one.above == each.above and one.below == each.below for one in found) == 1
                if not alone or not _is_told(each.quantity):
                    continue
                terms = _terms(text, sentence, each, part, [one.quantity for one in found], held[: place + 1])
                if terms is not None:
                    yield from _judged(terms, reading)


@check("AUDIT-TIMES")
def each_day_and_each_year(reading: Reading) -> Iterator[Finding]:
    """What is treated in a year is 365 times what is treated in a day, as far as the point goes; so is what flows."""
    text = reading.document.text
    daily: list[Each] = []
    for sentence, own in by_sentence(reading.quantities, sentences(reading.document)):
        flows: list[Each] = []
        runoffs: list[Quantity] = []
        for quantity in own:
            each = each_of(text, quantity, own, sentence)
            words = words_before(text, quantity, own, sentence)
            if each is not None and each.below == "a" and each.above in ("m3", "t") and _is_daily(each):
                daily = [*daily[-3:], each]
                flows += [each] if _FLOW.search(words) is not None else []
            yearly = _YEARLY.search(words)
            near = [d for d in daily if d.above == quantity.dimension and d.quantity is not quantity]
            close = near and quantity.span.start - near[-1].quantity.span.end <= _REACH
            if yearly is None:
                continue
            if "径流" in yearly.group() and quantity.dimension == "m3" and not (close and near[-1] not in flows):
                runoffs.append(quantity)
            elif close:
                yield from _of_a_year(quantity, near[-1], False, reading)
        if len(flows) == len(runoffs) == 1 and _FOREIGN.search(text, sentence.start, sentence.end) is None:
            yield from _of_a_year(runoffs[0], flows[0], True, reading)


def _of_a_year(quantity: Quantity, each: Each, flows: bool, reading: Reading) -> Iterator[Finding]:
    """What a day, or a mean flow, makes in a year, where something else is told; of a flow, by more than rounding."""
    made = each.value.middle * _DAYS / _YEAR
    apart = abs(made - quantity.value) > made * _ROUGH
    if is_exact(quantity) and (_shifted(made, quantity.value) or (flows and apart)):
        words = {"each": each.quantity.text, "times": f"{_DAYS}天", "product": shown(made, quantity)}
        spans = [quantity.span, each.quantity.span]
        yield fault("AUDIT-TIMES", reading, spans, quantity.text, words["product"], words)


def _is_told(quantity: Quantity) -> bool:
    """Whether an amount is one value above nothing, be it only about right."""
    return quantity.bound in ("", "about") and not quantity.is_range and quantity.value > 0


def _parts(text: str, sentence: Span, own: Sequence[Quantity]) -> Iterator[list[Quantity]]:
    """The amounts of a sentence, clause group by clause group: ； parts one work from the next."""
    part: list[Quantity] = []
    for quantity in own:
        if part and "；" in text[part[-1].span.end : quantity.span.start]:
            yield part
            part = []
        part.append(quantity)
    if part:
        yield part


def _terms(
    text: str,
    sentence: Span,
    each: Each,
    part: Sequence[Quantity],
    others: Sequence[Quantity],
    before: Sequence[tuple[Span, Sequence[Quantity]]],
) -> _Terms | None:
    """What belongs to an amount for each: beside it, else in the sentences shortly before."""
    sizes = [q for q in part if q not in others and _is_size(text, q, each)]
    wholes = [
        q
        for q in part
        if q.dimension == each.above
        and (q not in others or "/" in each.above)
        and q is not each.quantity
        and _is_whole(text, words_before(text, q, part, sentence), each)
    ]
    if each.below == "a" and wholes:
        sizes = [q for q in sizes if 0 <= wholes[0].span.start - q.span.end <= _BESIDE] or sizes
    if each.above != "yuan" and _SPARE.search(text, sentence.start, sentence.end):
        return None
    close = bool(sizes and wholes)
    if (
        each.below == "a"
        and not each.quantity.word.endswith(_LABOUR)
        and not (close and _follows(text, wholes, sizes, each, part, sentence))
    ):
        return None
    earlier = _earlier(text, each, before)
    if sizes and not wholes and each.noun == _INVESTED:
        wholes = [q for q, words in earlier if q.dimension == each.above and "总" + _INVESTED in words]
        close = len(wholes) == 1
    sizes = sizes or [q for q, _ in earlier if _is_size(text, q, each)]
    wholes = wholes or [q for q, words in earlier if q.dimension == each.above and _is_whole(text, words, each)]
    if not sizes or not wholes or len(sizes) + len(wholes) > _MANY:
        return None
    if not all(_is_told(q) for q in (*sizes, *wholes)):
        return None
    mixed = any(_is_other(q, each) and _is_listed(text, q, sizes) for q in part if q not in sizes)
    doubled = each.above == "m2" and _SIDES.search(text, sentence.start, sentence.end) is not None
    loose = doubled or not all(_agree(each, words_before(text, q, part, sentence)) for q in wholes)
    return _Terms(each, tuple(sizes), tuple(wholes), close, mixed, loose)


def _earlier(text: str, each: Each, before: Sequence[tuple[Span, Sequence[Quantity]]]) -> list[tuple[Quantity, str]]:
    """Amounts that stand shortly before one, and the words before each."""
    start = each.quantity.span.start
    return [
        (q, words_before(text, q, own, sentence))
        for sentence, own in before[-_BACK:]
        for q in own
        if start - _REACH < q.span.start < start and each_of(text, q, own, sentence) is None
    ]


def _is_daily(each: Each) -> bool:
    """Whether an amount is told for each day, and not for each year."""
    return each.value.low > 0 and not each.quantity.unit.endswith("/a") and not each.words.startswith("年")


def _is_size(text: str, quantity: Quantity, each: Each) -> bool:
    """Whether an amount says how many there are of what has so much each."""
    if quantity is each.quantity:
        return False
    if quantity.dimension == each.below:
        return not (each.above == "m2" and each.below == "m" and quantity.span.start > each.quantity.span.start)
    near = text[max(0, quantity.span.start - _NOUN) : quantity.span.end + _NOUN]
    return quantity.word == "个" and each.below in near


def _is_whole(text: str, words: str, each: Each) -> bool:
    """Whether an amount can be what all have together, by the words before it."""
    if each.below in _PER_PERSON and each.above not in ("yuan", "person"):
        noun = _ENDS.sub("", each.words)
        return bool(noun) and noun in _ENDS.sub("", words)
    if each.above == "m2":
        return _OF_WATER.search(words) is None
    if each.above != "yuan":
        return True
    aided = _AIDED.search(words) is not None
    if each.noun in _AIDS:
        return (
            aided
            or not words
            or ("需" in words or (_TOGETHER.search(words) is not None and _COSTS.search(words) is None))
        )
    return not aided


def _follows(
    text: str,
    wholes: Sequence[Quantity],
    sizes: Sequence[Quantity],
    each: Each,
    part: Sequence[Quantity],
    sentence: Span,
) -> bool:
    """Whether so many years and what they make together stand right behind each other: 5年共600万元."""
    if len(wholes) != 1 or len(sizes) != 1:
        return False
    words = words_before(text, wholes[0], part, sentence)
    near = (
        0 <= wholes[0].span.start - sizes[0].span.end <= _BESIDE
        and abs(each.quantity.span.start - wholes[0].span.start) <= 80
    )
    return near and _SUMMED.search(words) is not None


def _judged(terms: _Terms, reading: Reading) -> Iterator[Finding]:
    each = terms.each
    sums = [(terms.sizes, total(interval(q) for q in terms.sizes))] if len(terms.sizes) > 1 else []
    sizes = [*(((q,), interval(q)) for q in terms.sizes), *sums]
    tried = [_Try(of, whole, _product(each.value, size)) for (of, size), whole in product(sizes, terms.wholes)]
    factors = (*_SHIFTED, *_ACRES) if each.below == "m2" else _SHIFTED
    shifted = [one for one in tried if _shifted(one.made.middle, one.whole.value, factors)]
    exchanged = [one for one in tried if _slip(one, each) == "exchange"]
    mistyped = [one for one in tried if _slip(one, each) in ("digit", "dropped")] if len(terms.sizes) == 1 else []
    single = len(tried) == 1 and terms.close and not terms.mixed and not terms.loose
    meant = (shifted or exchanged or mistyped)[:1]
    found = (meant or tried)[0]
    fits = any(one.made.meets(interval(one.whole)) for one in tried if one not in exchanged)
    if fits or (len(terms.wholes) > 1 and _makes_all(each, terms)):
        sure, wrong = False, single and each.is_set and not _at_the_price(found, each)
    else:
        flat = (each.above, each.below) == ("m2", "m")
        plain = all(is_exact(q) for q in (each.quantity, found.whole, *found.sizes))
        sure, wrong = bool(meant) or (_is_compact(found, each) and not flat and plain), bool(meant) or single
    if not wrong:
        return
    spans = [found.whole.span, each.quantity.span, *(q.span for q in found.sizes)]
    words = {
        "each": each.quantity.text,
        "times": "+".join(q.text for q in found.sizes),
        "product": shown(found.made.middle, found.whole),
    }
    code = "AUDIT-TIMES" if sure else "AUDIT-TIMES-LIKELY"
    yield fault(code, reading, spans, found.whole.text, words["product"], words)


def _at_the_price(found: _Try, each: Each) -> bool:
    """Whether a price as it is printed, which nobody rounded, makes what is told."""
    return _product(each.printed, total(interval(q) for q in found.sizes)).meets(interval(found.whole))


def _slip(one: _Try, each: Each) -> Slip | None:
    """The slip that parts what is told from what is made, where the printed numbers make it to the last digit."""
    whole, places = one.whole, decimals(one.whole)
    made = _product(each.printed, total(Interval(q.value, q.value) for q in one.sizes)).low / factor(whole)
    stands, meant = printed(whole.low, places), printed(made, places)
    plain = is_exact(whole) and Decimal(meant) == made and len(stands.replace(".", "").strip("0")) >= _DIGITS
    return slip(stands, meant) if plain else None


def _is_compact(found: _Try, each: Each) -> bool:
    """Whether all three amounts stand close together."""
    spans = [found.whole.span, each.quantity.span, *(q.span for q in found.sizes)]
    return max(s.end for s in spans) - min(s.start for s in spans) <= _CLOSE


def _makes_all(each: Each, terms: _Terms) -> bool:
    """Whether the wholes together are what the sizes, or one of them, make."""
    told = total(interval(q) for q in terms.wholes)
    return any(_product(each.value, interval(q)).meets(told) for q in terms.sizes)


def _product(one: Interval, other: Interval) -> Interval:
    return Interval(one.low * other.low, one.high * other.high)


def _shifted(made: Decimal, told: Decimal, factors: Sequence[Decimal] = _SHIFTED) -> bool:
    """Whether a slip of the point or of the unit alone parts what is told from what is made."""
    return any(abs(made * by - told) <= told * _EXACT for by in factors)


def _agree(each: Each, words: str) -> bool:
    """Whether what is told in all is of the same as what is told of each."""
    if not words.strip("约为达、 ") or _TOGETHER.search(words):
        return True
    if each.above == "yuan" and _COSTS.search(words) and not _UPKEEP.search(words):
        return True
    if (each.above, each.below) == ("m2", "m"):
        return "面积" in words or "占地" in words
    return any(each.words[n : n + 2] in words for n in range(len(each.words) - 1))


def _is_listed(text: str, quantity: Quantity, sizes: Sequence[Quantity]) -> bool:
    """Whether an amount stands in one list with a size (蓄水池35口、沉沙池20座), or tells for how many years."""
    if quantity.dimension == "a":
        return True
    gaps = [sorted((quantity.span, size.span), key=lambda span: span.start) for size in sizes]
    return any("、" in (gap := text[one.end : other.start]) and _STOPS.search(gap) is None for one, other in gaps)


def _is_other(quantity: Quantity, each: Each) -> bool:
    """Whether an amount is one of works that are counted or measured in another way."""
    if quantity.dimension in (each.above, each.below) or quantity is each.quantity or "/" in quantity.dimension:
        return False
    return (
        quantity.dimension == "a"
        or quantity.dimension in _WORKS
        or (quantity.unit == "count" and quantity.word not in ("株", "倍", "人次"))
    )
