"""What is said to be the most is not less than what comes next: 最大…其次…, 由大到小依次为."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from shanshui.audit.check import check, fault
from shanshui.audit.interval import interval, is_exact
from shanshui.audit.reading import Reading
from shanshui.audit.rows import by_sentence
from shanshui.claims.model import Enumeration, Named, Quantity, Span
from shanshui.claims.sentences import sentences
from shanshui.finding import Finding

_MOST = re.compile(r"最[大多高长广](?!限度|程度|化|值|日|月)")
_NEXT = re.compile(r"其次|次之|第二|再次")
_ORDERED = re.compile(r"[由从]?(?:[大多高]到[小少低]|高至低|大至小)[^，。；]{0,6}(?:依次|分别|排列|为)")
_NAMED_MOST = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,12}?)(?:的)?(?:面积|数量|投资|占比|规模|比例|长度|图斑)*(?:相对)?最[大多高长]"
)
_REACH = 160
"""Characters behind a list in which the most of it may be named."""


@check("AUDIT-RANK")
def most_and_next(reading: Reading) -> Iterator[Finding]:
    """After the most comes less, and what is told from large to small falls."""
    text = reading.document.text
    for sentence, own in by_sentence(reading.quantities, sentences(reading.document)):
        for row in _rows(text, sentence, own):
            for first, second in pairwise(row):
                if interval(second).surely_above(interval(first)):
                    words = {"first": first.text}
                    spans = [second.span, first.span]
                    yield fault("AUDIT-RANK", reading, spans, second.text, first.text, words)


@check("AUDIT-RANK")
def most_of_a_list(reading: Reading) -> Iterator[Finding]:
    """What is named as the most of a list has the largest amount there."""
    text = reading.document.text
    for listed in reading.lists:
        amounts = listed.amounts
        if len(amounts) < 2 or len(amounts) != len(listed.items) or not all(is_exact(c.quantity) for c in amounts):
            continue
        if len({claim.quantity.dimension for claim in amounts}) > 1:
            continue
        line = text.find("\n", listed.span.end)
        end = min(listed.span.end + _REACH, line if line >= 0 else len(text))
        said = _NAMED_MOST.search(text, listed.span.end, end)
        place = _item(said["name"], listed) if said is not None else None
        if said is None or place is None:
            continue
        own = amounts[place].quantity
        most = max((claim.quantity for claim in amounts), key=lambda q: q.value)
        if interval(most).surely_above(interval(own)):
            spans = [own.span, most.span, Span(*said.span())]
            yield fault("AUDIT-RANK", reading, spans, most.text, own.text, {"first": own.text})


def _rows(text: str, sentence: Span, own: Sequence[Quantity]) -> Iterator[list[Quantity]]:
    """Amounts of one kind that a sentence says to fall, in its order."""
    ordered = _ORDERED.search(text, sentence.start, sentence.end)
    for place, quantity in enumerate(own):
        later = [q for q in own[place:] if q.dimension == quantity.dimension and is_exact(q)]
        if len(later) < 2 or not is_exact(quantity) or quantity.dimension in ("a", ""):
            continue
        if ordered is not None and ordered.end() <= quantity.span.start:
            between = [text[a.span.end : b.span.start] for a, b in pairwise(later)]
            if all("，" not in gap and "；" not in gap for gap in between):
                yield later
            return
        start = own[place - 1].span.end if place else sentence.start
        following = text[quantity.span.end : later[1].span.start]
        if _MOST.search(text, start, quantity.span.start) and _NEXT.search(following):
            yield later[:2]


def _item(name: str, listed: Enumeration) -> int | None:
    """Which item of a list is meant by a name."""

    def meant(item: Named) -> bool:
        return len(item.text) > 1 and (name.endswith(item.text) or item.text.endswith(name))

    found = [place for place, item in enumerate(listed.items) if meant(item)]
    return found[0] if len(found) == 1 else None
