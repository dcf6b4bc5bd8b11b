"""Lists that the text counts or sums up: 4个自然保护地，分别为…; 甲、乙、丙三类; 三屏; 其中 and 合计."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shanshui.claims.breakdowns import breakdowns, counted_parts
from shanshui.claims.counted_sums import counted_sums
from shanshui.claims.counting import NUMBER, counted
from shanshui.claims.line_lists import line_lists
from shanshui.claims.listing import ATTRIBUTED, ended, parted
from shanshui.claims.model import Claim, Enumeration, Named, Quantity, Span
from shanshui.claims.naming import named
from shanshui.claims.ordinals import ordinal_items, ordinals_counted
from shanshui.claims.phrases import noun_end, phrase_before
from shanshui.claims.sentences import prose, sentences_of
from shanshui.claims.slogans import slogans
from shanshui.claims.state_lists import state_lists
from shanshui.documents import Document
from shanshui.standard.language.cues import cues

_MEASURE = r"(?:大类|大|个|项|类|种|条|处|座|片|级|方面|部分|阶段|片区|县|镇|乡|村|者|家|只|块|口|套|期|步|种类)"
_COUNT = re.compile(rf"(?P<number>{NUMBER})(?P<measure>{_MEASURE})(?P<noun>[\u4e00-\u9fff]{{0,14}})")
_LINK = re.compile(
    r"[，,]?(?P<word>分别为|分别是|分别指|依次为|依次是|即为|即|包括|包含|为|是指|是|有|分为)?(?P<colon>[：:]|——)?"
)
_NOUN_LINK = re.compile(r"(?:分别为|分别是|分别指|依次为|即为|即|包括|包含|涵盖|为|是)$")
_OF_THEM = re.compile(r"(?<=[一-龥])中[，,][^，,。；;：:、\d]{0,20}?(?P<word>依次为|依次是|分别为|分别是)")
_SUMMED = re.compile(r"[，,](?:总共|共计|合计|共有|共)$")
_NOT_COUNTED = re.compile(r"第$|[—\-~～]$|年$|《[^》]*$")
_CLOSED = ("分别为", "分别是", "分别指", "依次为", "依次是", "即为", "即", "为", "是指", "是", "分为")
_HAS = re.compile(r"(?:主要|分布|建|现|共|设|拥)?有(?!林|机|效|毒|害|色|关|限|责)|包括|包含|涵盖")
_BRACKET = re.compile(r"[（(](?P<items>[一-龥]{1,20}(?:、[一-龥]{1,20}){2,40})(?<!等)[）)]")
_GOES_ON = re.compile(r"(?:、|以及|[和与及])[^，。；、]{1,30}等")
"""What follows the noun of a count that stands inside a longer list: 甲工程、建成两个乙林场和丙治理等项目."""
_OF_KINDS = ("项", "类", "种", "大", "大类", "方面", "步", "期", "阶段", "者")
"""Measure words of what verbs may name as well: 封育、补植、抚育三项."""
_FEW = 8
_LONG_ITEM = 30
_CLAUSE = re.compile(r"[^，,。；;\n]+")
_PREDICATE = re.compile(r"[，,：:]|进行|实现|达到|建立健全|不断|有效|存在|导致|因此|由于|通过|以便")


def enumerations(document: Document, claims: Sequence[Claim]) -> tuple[Enumeration, ...]:
    """The lists of a document that it counts or sums up, in order.

    Parameters
    ----------
    document : Document
        The text.
    claims : sequence of Claim
        Its claims, for amounts of items and their sum.

    Notes
    -----
    Where items and count can be reckoned equal by taking 和 and 与 as joining items, or as standing inside of them,
    they are. Lists whose items are no names are left out.
    """
    text = document.text
    divided = tuple(breakdowns(document, claims))
    found = [*slogans(document), *divided, *line_lists(document)]
    for block in prose(document):
        found.extend(ordinals_counted(text, Span(block.start, block.end)))
        for sentence in sentences_of(text, block.start, block.end):
            found.extend(_counted_lists(text, sentence))
    found.extend(counted_parts(divided, claims))
    found.extend(counted_sums(document, claims))
    found.extend(state_lists(document, claims))
    return tuple(sorted(_once(found), key=lambda one: (one.span.start, one.span.end)))


def _once(found: Sequence[Enumeration]) -> Iterator[Enumeration]:
    """Each count once: the list with items before the one without; each sum once: as one that is closed if it can."""
    seen: dict[tuple[int, ...], Enumeration] = {}
    for one in found:
        if one.count is None:
            parts = (0, *(claim.quantity.span.start for claim in (one.total, *one.amounts) if claim is not None))
            if len(parts) == 1:
                yield one
            elif parts not in seen or (one.closed and not seen[parts].closed):
                seen[parts] = one
            continue
        place = (one.count.number.start, one.count.number.end)
        if place not in seen or (one.items and not seen[place].items):
            seen[place] = one
    yield from seen.values()


def _counted_lists(text: str, sentence: Span) -> Iterator[Enumeration]:
    for found in _COUNT.finditer(text, sentence.start, sentence.end):
        if _NOT_COUNTED.search(text[max(sentence.start, found.start() - 12) : found.start()]):
            continue
        number = Span(found.start("number"), found.end("number"))
        count = counted(text, number, found.end("measure"))
        if count.value < 2:
            continue
        yield from _after(text, sentence, count, Span(found.start("noun"), found.end("noun")))
        yield from _before(text, sentence, count, Span(found.start("noun"), found.end("noun")))


def _after(text: str, sentence: Span, count: Quantity, noun: Span) -> Iterator[Enumeration]:
    """A count whose list follows, also in brackets right behind its noun."""
    bracket = _BRACKET.match(text, noun.end, sentence.end)
    if bracket is not None:
        yield from _bracketed(text, count, noun, Span(bracket.start("items"), bracket.end("items")))
        return
    inner = _NOUN_LINK.search(text, noun.start, noun.end)
    word = ""
    if inner is not None:
        noun, word = Span(noun.start, inner.start()), inner.group()
        start = inner.end() + (1 if text[inner.end() : inner.end() + 1] in "：:" else 0)
    else:
        apart = _OF_THEM.search(text, noun.start, sentence.end)
        if apart is not None:
            noun = Span(noun.start, apart.start())
        link = _LINK.match(text, apart.start("word") if apart is not None else noun.end, sentence.end)
        if link is None or not (link.group("word") or link.group("colon")):
            return
        word, start = link.group("word") or "", link.end()
    items, open_end, end = _listed(text, Span(start, sentence.end), int(count.value))
    if len(items) < 2:
        return
    closed = not open_end and (word in _CLOSED or not word or int(count.value) <= _FEW)
    yield Enumeration(count, items, text[noun.start : noun.end], closed, Span(count.span.start, end))


def _bracketed(text: str, count: Quantity, noun: Span, inside: Span) -> Iterator[Enumeration]:
    """A count with the names of all that it counts in brackets: 3个乡镇（甲镇、乙镇、丙乡）."""
    items = parted(text, inside)
    words = [text[item.start : item.end] for item in items]
    if len(words) > 2 and len({word[-1] for word in words}) <= 2 and min(map(len, words)) > 1:
        names = tuple(named(text, item) for item in items)
        yield Enumeration(count, names, text[noun.start : noun.end], True, Span(count.span.start, inside.end))


def _listed(text: str, span: Span, wanted: int) -> tuple[tuple[Named, ...], bool, int]:
    """Items from a place on, whether more are meant, and where they end."""
    ordinal = ordinal_items(text, span)
    if ordinal:
        return tuple(named(text, item) for item in ordinal), False, ordinal[-1].end
    clauses = _clauses(text, span, wanted)
    if clauses:
        return tuple(named(text, item) for item in clauses), False, clauses[-1].end
    stretch, open_end = ended(text, span)
    items = tuple(_without_amount(text, item) for item in parted(text, stretch, wanted))
    words = [text[item.start : item.end] for item in items]
    if not words or any(len(word) > _LONG_ITEM or _PREDICATE.search(word) for word in words):
        return (), open_end, span.start
    return tuple(named(text, item) for item in items), open_end, stretch.end


def _clauses(text: str, span: Span, wanted: int) -> tuple[Span, ...]:
    """The beginnings of what ； parts, where that is as much as was announced: 三个方面：…，…；…；…."""
    ends = [hit.start() for hit in re.finditer("[；;]", text[span.start : span.end])]
    if len(ends) != wanted - 1:
        return ()
    starts = [span.start, *(span.start + end + 1 for end in ends)]
    last = [*(span.start + end for end in ends), span.end]
    cut = ((start, _CLAUSE.match(text, start, end)) for start, end in zip(starts, last, strict=True))
    return tuple(Span(start, hit.end()) for start, hit in cut if hit is not None)


def _quoted_list(text: str, span: Span) -> Span:
    """A list in quotes, without what stands before them: 实施“甲、乙、丙”."""
    words = text[span.start : span.end]
    opened = words.rfind("“")
    return Span(span.start + opened + 1, span.end - 1) if words.endswith("”") and opened >= 0 else span


def _named_first(text: str, items: tuple[Span, ...]) -> tuple[Span, ...]:
    """Items, the first without the verb before it."""
    if not items:
        return items
    has = _HAS.search(text, items[0].start, items[0].end)
    first = Span(has.end() if has is not None else items[0].start, items[0].end)
    phrase = phrase_before(text, first.start, first.end)
    start = phrase.span.start if not phrase.empty else text.rfind(phrase.place, first.start, first.end)
    return (
        (Span(start, first.end), *items[1:])
        if first.start <= start < first.end == phrase.span.end
        else (first, *items[1:])
    )


def _without_amount(text: str, item: Span) -> Span:
    """An item without the amount that stands behind it: 甲公园，面积3公顷."""
    amount = ATTRIBUTED.search(text, item.start, item.end)
    return Span(item.start, amount.start()) if amount is not None else item


def _before(text: str, sentence: Span, count: Quantity, noun: Span) -> Iterator[Enumeration]:
    """A count that its list stands before: 甲、乙、丙三类."""
    summed = _SUMMED.search(text, sentence.start, count.span.start)
    last = summed.start() if summed is not None else count.span.start
    start = last
    while start > sentence.start and text[start - 1] not in "，,；;。：:！？":
        start -= 1
    has = _HAS.search(text, start, last)
    if (
        noun.start == noun.end
        and has is None
        and count.word in ("个", "项", "条", "处", "座", "口", "套", "块", "种", "大")
    ):
        return
    stretch = Span(start, last)
    words = text[stretch.start : stretch.end]
    others = words.endswith("等")
    plain = words.removesuffix("等").rstrip("共")
    if "、" not in plain or "等" in plain or re.search(r"\d", plain) or plain.endswith(("、", "和", "及", "与", "的")):
        return
    stretch = _quoted_list(text, Span(start, start + len(plain)))
    items = _named_first(text, parted(text, stretch, int(count.value)))
    apart = summed is not None and any(text[item.end - 1] not in text[noun.start : noun.end] for item in items)
    end = noun_end(text, noun.start, noun.end)
    if "之一" in text[noun.start : noun.end + 2]:
        return
    if apart or any(item.end - item.start > _LONG_ITEM for item in items) or _GOES_ON.match(text, end, sentence.end):
        return
    names = tuple(named(text, item) for item in items)
    if count.word not in _OF_KINDS and _is_done(names):
        return
    closed = not others or len(names) >= count.value
    words = text[noun.start : end] or (text[start : has.start()] if has is not None else "")
    yield Enumeration(count, names, words, closed, Span(start, end))


def _is_done(names: Sequence[Named]) -> bool:
    """Whether what stands right before a count is the verb that governs it, and no item: 疏浚甲河、新建三座水闸."""
    verbs = (*cues("build"), *cues("treat"))
    return names[-1].text in verbs and not all(name.text in verbs for name in names)
