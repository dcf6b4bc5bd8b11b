"""Announced counts and the lists that belong to them; the same list in two places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from shanshui.audit.check import check, fault
from shanshui.audit.endings import common_ending
from shanshui.audit.interval import is_count, is_exact
from shanshui.audit.reading import Reading
from shanshui.claims.counting import NUMBER, small_number
from shanshui.claims.model import Claim, Enumeration, Named, Span
from shanshui.finding import Finding

_JOINING = ("和", "与", "及", "、", "以及")
_GRADES = ("级", "度", "等")
"""Measure words of grades, which count nothing."""
_TOWNS = frozenset({"镇", "乡", "街道", "个镇", "个乡", "个街道"})
"""What townships are counted by, one kind after the other."""

_EACH = re.compile(r"各(?:见于|有|为|占|涉及|分布|建|设)")
_AND = re.compile("以及|[和与及]")
_COUNT = re.compile(rf"(?P<number>{NUMBER})(?P<word>[一-龥]{{1,2}})$")
"""A count at the end of an item."""
_SHORT = 2
_BESIDE = 16
"""Characters between two counts of one list, at most."""


@check("AUDIT-COUNT", "AUDIT-COUNT-LIKELY")
def announced_and_listed(reading: Reading) -> Iterator[Finding]:
    """A list has as many items as it says, those that bear a count of their own taken as so many: 甲3处、乙1处."""
    for listed in reading.lists:
        if listed.count is None or len(listed.items) < 2 or not is_exact(listed.count) or not _whole(listed):
            continue
        lines = "\n" in reading.document.text[listed.items[0].span.end : listed.items[-1].span.start]
        items = [item for item in listed.items if lines or not item.text[:1].isdigit()]
        twins = 0 if lines else _surely_two(items, listed.noun)
        carried = [_carried(item, listed.count.word) for item in items]
        said, there = int(listed.count.value), sum(carried) + twins
        joined = sum(_joined(item) for item, number in zip(items, carried, strict=True) if number == 1)
        most = there if lines else there + joined - twins
        if there <= said <= most or (not listed.closed and said > there):
            continue
        if there < 2 or _another_count(listed, reading):
            continue
        if listed.count.word in _GRADES or _EACH.search(items[-1].text):
            continue
        sure = listed.closed and most == there and abs(said - there) <= max(2, said // 2)
        yield _miscounted("AUDIT-COUNT" if sure else "AUDIT-COUNT-LIKELY", listed, reading, there)


@check("AUDIT-LIST")
def other_members(reading: Reading) -> Iterator[Finding]:
    """A list that is given twice has the same members in both places."""
    closed = [listed for listed in reading.lists if listed.closed and listed.noun and len(listed.items) > 1]
    for first, second in combinations(closed, 2):
        if first.noun != second.noun or _count(first) != _count(second) or _count(first) is None:
            continue
        here = [item for item in first.items if not _among(item, second.items)]
        there = [item for item in second.items if not _among(item, first.items)]
        shared = len(first.items) - len(here)
        if (here or there) and 2 * shared >= len(first.items):
            sides = [*(item.span for item in there or here), first.span if there else second.span]
            got = "、".join(item.text for item in there) or "—"
            want = "、".join(item.text for item in here) or "—"
            yield fault("AUDIT-LIST", reading, sides, got, want, {"noun": first.noun})


@check("AUDIT-COUNT-INDICATOR")
def indicator_and_list(reading: Reading) -> Iterator[Finding]:
    """An indicator that counts what a slogan counts has the same number."""
    for listed in reading.lists:
        said = _count(listed)
        ending = common_ending([item.text for item in listed.items])
        if said is None or said != len(listed.items) or len(ending) <= _SHORT:
            continue
        for indicator in reading.indicators:
            claims = [claim for _, _, claim in indicator.values if claim is not None]
            fits = ending in indicator.name.text and claims and _counts_things(claims)
            if fits and max(claim.quantity.value for claim in claims) != said:
                last = claims[-1].quantity
                spans = [*(claim.quantity.span for claim in reversed(claims)), listed.span]
                assert listed.count is not None  # said is its value
                words = {"name": indicator.name.text, "noun": ending}
                yield fault("AUDIT-COUNT-INDICATOR", reading, spans, last.text, listed.count.text, words)


def _another_count(listed: Enumeration, reading: Reading) -> bool:
    """Whether a count beside that of the list is the one of its items, alone or with it: 2镇5乡，即…."""
    assert listed.count is not None  # the caller has asked
    start, items = listed.count.span.start, len(listed.items)
    beside = [
        quantity
        for quantity in reading.quantities
        if quantity.span != listed.count.span
        and is_count(quantity)
        and abs(quantity.span.start - start) < _BESIDE
        and not any(quantity.span.end == item.span.end for item in listed.items)
    ]
    towns = listed.count.word in _TOWNS
    ahead = sum(q.value for q in beside if towns and q.word in _TOWNS and q.span.start < start)
    return any(quantity.value == items for quantity in beside) or (ahead > 0 and ahead + listed.count.value == items)


def _whole(listed: Enumeration) -> bool:
    return listed.count is not None and listed.count.value == listed.count.value.to_integral_value()


def _count(listed: Enumeration) -> int | None:
    return int(listed.count.value) if listed.count is not None and _whole(listed) else None


def _carried(item: Named, word: str) -> int:
    """How many things an item stands for: the count at its end, in the measure word of the list, else 1."""
    found = _COUNT.search(item.text)
    return small_number(found["number"]) if found is not None and found["word"] == word else 1


def _joined(item: Named) -> int:
    """How many more items one may be, read otherwise: 封育与补植 may be one or two."""
    return sum(item.text.count(word) for word in _JOINING)


def _surely_two(items: Sequence[Named], noun: str) -> int:
    """1 where the last item is surely two: each side of 和 ends, as all the other items do, in what is counted."""
    sides = _AND.split(items[-1].text) if items else []
    ends = [*(item.text for item in items[:-1]), *sides]
    return int(len(items) > 2 and bool(noun) and len(sides) == 2 and all(_is_one(end, noun) for end in ends))


def _is_one(text: str, noun: str) -> bool:
    return text.endswith(noun) and len(text) >= len(noun) + 2


def _among(item: Named, others: Sequence[Named]) -> bool:
    """Whether an item is one of others, by a longer or shorter name."""
    return any(item.key == other.key or item.text in other.text or other.text in item.text for other in others)


def _counts_things(claims: Sequence[Claim]) -> bool:
    return all(
        claim.quantity.dimension not in ("%", "m2", "m", "yuan") and claim.quantity.value == int(claim.quantity.value)
        for claim in claims
    )


def _counted(listed: Enumeration) -> str:
    """What is announced, with the noun in quotes where the count does not say it (三廊, 3项“工程”)."""
    assert listed.count is not None  # the caller has asked
    said = listed.count.text
    return said if not listed.noun or said.endswith(listed.noun) else f"{said}“{listed.noun}”"


def _miscounted(code: str, listed: Enumeration, reading: Reading, there: int) -> Finding:
    assert listed.count is not None  # the caller has asked
    words = {"counted": _counted(listed), "items": "、".join(item.text for item in listed.items)}
    items = Span(listed.items[0].span.start, listed.items[-1].span.end)
    spans = [listed.count.span, *([items] if items.start < items.end else []), *_slogan(listed, reading)]
    return fault(code, reading, spans, listed.count.text, str(there), words)


def _slogan(listed: Enumeration, reading: Reading) -> list[Span]:
    """The part of the slogan that a list explains, where it stands apart from it."""
    counts = [
        one.count
        for one in reading.lists
        if one.count is not None and not one.items and one.noun == listed.noun and one.span.end <= listed.span.start
    ]
    return [count.span for count in counts if listed.count is not None and count.text == listed.count.text][-1:]
