"""What is told in an order, or taken up again: 一是、二是…, 由大到小, 上述三类, slogans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from shanshui.audit.check import check, fault
from shanshui.audit.interval import is_exact
from shanshui.audit.reading import Reading
from shanshui.audit.rows import by_sentence
from shanshui.claims.counting import NUMBER, small_number
from shanshui.claims.model import Enumeration, Quantity, Span
from shanshui.claims.sentences import sentences
from shanshui.finding import Finding

_RANKS = "一二三四五六七八九十"
_ORDINAL = re.compile(r"(?:^|(?<=[，,；;。：:\s]))([一二三四五六七八九十])是(?![指否])")
_AGAIN = re.compile(
    rf"(?:上述|以上|前述)(?P<number>{NUMBER})(?P<measure>个|大|类|项|种|条|处|座|片|级)(?P<noun>[\u4e00-\u9fff]{{2,14}})"
)
_FALLING = re.compile(r"[由从](?:大到小|高到低|多到少|大至小|高至低|多至少)")
_RISING = re.compile(r"[由从](?:小到大|低到高|少到多|小至大|低至高|少至多)")
_OTHERS = re.compile(r"国家|[省市州]级|全[省市州]|上级|上位|邻|周边|原|以往|上一轮|“十[二三]五”")
_NEAR = 600
"""Characters back within which stands what 上述 takes up."""
_BEFORE = 14


@check("AUDIT-ORDINAL")
def ordinals_in_sequence(reading: Reading) -> Iterator[Finding]:
    """一是, 二是, 三是: none is left out, none stands twice."""
    for marks in _ordinals(reading):
        for one, other in pairwise(marks):
            rank, next_ = (_RANKS.index(reading.document.text[span.start]) + 1 for span in (one, other))
            if next_ not in (1, rank + 1):
                want = f"{_RANKS[rank]}是" if rank < len(_RANKS) else ""
                yield fault(
                    "AUDIT-ORDINAL", reading, [other, one], reading.document.text[other.start : other.end], want
                )


@check("AUDIT-COUNT-AGAIN")
def taken_up_again(reading: Reading) -> Iterator[Finding]:
    """上述三类 takes up as many things as were listed before."""
    text = reading.document.text
    lists = [one for one in reading.lists if one.count is not None and one.items and one.noun]
    for found in _AGAIN.finditer(text):
        before = [one for one in lists if found.start() - _NEAR < one.span.start < one.span.end <= found.start()]
        alike = [one for one in before if _same_things(one, found["measure"], found["noun"])]
        said = small_number(found["number"])
        counts = {_count(one) for one in alike} | {len(one.items) for one in alike}
        if alike and said not in counts and len(counts) == 1:
            listed = alike[-1]
            span = Span(found.start("number"), found.end("measure"))
            words = {"noun": listed.noun, "items": "、".join(item.text for item in listed.items)}
            items = Span(listed.items[0].span.start, listed.items[-1].span.end)
            yield fault(
                "AUDIT-COUNT-AGAIN", reading, [span, items], text[span.start : span.end], str(_count(listed)), words
            )


@check("AUDIT-ORDER")
def in_the_order_said(reading: Reading) -> Iterator[Finding]:
    """Amounts that are said to fall (由大到小) or to rise do so."""
    text = reading.document.text
    for sentence, own in by_sentence(reading.quantities, sentences(reading.document)):
        said = _FALLING.search(text, sentence.start, sentence.end) or _RISING.search(text, sentence.start, sentence.end)
        if said is None or len(own) < 3:
            continue
        row = _row(text, own, said)
        signs = 1 if _FALLING.match(said.group()) else -1
        wrong = next((pair for pair in pairwise(row) if signs * (pair[1].value - pair[0].value) > 0), None)
        if wrong is not None:
            words = {"order": said.group(), "amounts": "、".join(quantity.text for quantity in row)}
            yield fault("AUDIT-ORDER", reading, [wrong[1].span, wrong[0].span], wrong[1].text, wrong[0].text, words)


@check("AUDIT-SLOGAN", "AUDIT-SLOGAN-LIKELY")
def one_slogan(reading: Reading) -> Iterator[Finding]:
    """A slogan counts the same wherever it stands: “一核两带四区” and “一核两带五区” are not both right."""
    told: dict[tuple[str, ...], list[Sequence[Enumeration]]] = {}
    for parts in _slogans(reading):
        told.setdefault(tuple(part.noun for part in parts), []).append(parts)
    for nouns, alike in told.items():
        first = {tuple(_count(part) for part in parts): parts for parts in reversed(alike)}
        for one, other in combinations(reversed(first.values()), 2):
            apart = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if _count(a) != _count(b)]
            if len(apart) != 1:
                continue
            sure = len(nouns) > 2 or all(len(noun) > 1 for noun in nouns)
            spans = [_counted(parts[apart[0]]) for parts in (other, one)]
            shown = [reading.document.text[span.start : span.end] for span in spans]
            code = "AUDIT-SLOGAN" if sure else "AUDIT-SLOGAN-LIKELY"
            yield fault(code, reading, spans, shown[0], shown[1])


def _ordinals(reading: Reading) -> Iterator[list[Span]]:
    """Ordinals of one sequence: those of a paragraph, or those that open consecutive lines."""
    opening: list[Span] = []
    tail = Span(0, 0)
    for block in reading.document.blocks:
        if block.kind not in ("paragraph", "box", "cell", "note"):
            continue
        marks = [
            Span(one.start(1), one.end()) for one in _ORDINAL.finditer(reading.document.text, block.start, block.end)
        ]
        opens = bool(marks) and not reading.document.text[block.start : marks[0].start].strip()
        if opening and not opens:
            yield opening
            opening = []
        if opens and opening and _goes_on(reading, tail, marks[0]):
            yield opening
            opening = []
        if opens:
            opening.append(marks[0])
            tail = marks[-1]
        if len(marks) > 1:
            yield marks
    yield opening


def _goes_on(reading: Reading, last: Span, first: Span) -> bool:
    """Whether a paragraph opens with the ordinal that follows the last one inside the paragraph before."""
    ranks = [_RANKS.index(reading.document.text[span.start]) for span in (last, first)]
    return ranks[1] == ranks[0] + 1


def _same_things(listed: Enumeration, measure: str, noun: str) -> bool:
    assert listed.count is not None  # the caller has asked
    return listed.count.word.endswith(measure) and listed.noun[-2:] in noun and len(listed.noun) > 1


def _row(text: str, own: Sequence[Quantity], said: re.Match[str]) -> list[Quantity]:
    """The amounts that an order is said of: all of one kind on one side of the words, exact and told one by one."""
    before = [q for q in own if q.span.end <= said.start()]
    behind = [q for q in own if q.span.start >= said.end()]
    side = (
        behind
        if len(behind) > 1 and re.match(r"[^，。；]{0,6}(?:为|是|有|：)", text[said.end() : said.end() + 8])
        else before
    )
    alike = len({q.dimension for q in side}) == 1 and all(is_exact(q) for q in side)
    joined = all(not re.search(r"[。；]", text[a.span.end : b.span.start]) for a, b in pairwise(side))
    return list(side) if len(side) > 2 and alike and joined else []


def _slogans(reading: Reading) -> Iterator[Sequence[Enumeration]]:
    """Slogans of two parts and more that are the document's own, part by part."""
    text = reading.document.text
    held: dict[int, list[Enumeration]] = {}
    for one in reading.lists:
        if one.count is not None and text[one.span.start] in '“"「':
            held.setdefault(one.span.start, []).append(one)
    for start, parts in held.items():
        if len(parts) > 1 and not _OTHERS.search(text, max(0, start - _BEFORE), start):
            yield sorted(parts, key=lambda part: _counted(part).start)


def _counted(part: Enumeration) -> Span:
    assert part.count is not None  # only such are slogans
    return part.count.span


def _count(part: Enumeration) -> int:
    assert part.count is not None  # only such are asked
    return int(part.count.value)
