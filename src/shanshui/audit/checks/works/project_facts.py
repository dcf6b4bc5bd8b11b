"""One project, one cost, one size, one place: what lists, tables and sentences tell of the same project agrees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from shanshui.audit.amounts import shown
from shanshui.audit.check import check, fault
from shanshui.audit.facts import in_project, in_table
from shanshui.audit.interval import interval, is_exact, total
from shanshui.audit.reading import Reading
from shanshui.audit.tellings import Telling, alike, tellings, works_of
from shanshui.claims.model import Claim, Project
from shanshui.documents import Block
from shanshui.finding import Finding

_MOST_TOLD, _MOST_WORKS = 20, 40
"""Tellings of one project, and works of each, that are compared; nobody's plan has more."""
_LEAST = 2
"""Letters of a thing, and of what a project's name puts before it."""


@check(
    "AUDIT-PROJECT-COST",
    "AUDIT-PROJECT-COST-LIKELY",
    "AUDIT-PROJECT-WORKS",
    "AUDIT-PROJECT-WORKS-LIKELY",
    "AUDIT-PROJECT-PLACE",
)
def told_alike(reading: Reading) -> Iterator[Finding]:
    """A project costs and builds the same, and lies in one place, wherever the document tells of it."""
    for one, other in _pairs(reading):
        yield from _costs(one, other, reading)
        yield from _works(one, other, reading)
        yield from _places(one, other, reading)


def _costs(one: Telling, other: Telling, reading: Reading) -> Iterator[Finding]:
    if one.cost is not None and other.cost is not None and not _agree(one.cost, other.cost):
        sure = is_exact(one.cost.quantity) and is_exact(other.cost.quantity)
        code = "AUDIT-PROJECT-COST" if sure else "AUDIT-PROJECT-COST-LIKELY"
        yield _finding(code, reading, one, one.cost, other.cost)


def _works(one: Telling, other: Telling, reading: Reading) -> Iterator[Finding]:
    """Works of one thing; a sentence that gives less than the entry does may be of a part of it."""
    for first, second, named in _of_one_thing(one.works[:_MOST_WORKS], other.works[:_MOST_WORKS]):
        if in_table(first, reading) and in_table(second, reading) and first.of.span.within(one.name):
            continue  # the ground of a project in one table, its works in the other
        if _agree(first, second) or _summed(first, other.works) or _summed(second, one.works):
            continue
        less = one if first.quantity.value < second.quantity.value else other
        sure = named and less.entry and is_exact(first.quantity) and is_exact(second.quantity)
        code = "AUDIT-PROJECT-WORKS" if sure else "AUDIT-PROJECT-WORKS-LIKELY"
        yield _finding(code, reading, one, first, second)


def _places(one: Telling, other: Telling, reading: Reading) -> Iterator[Finding]:
    """Townships and villages of two entries, which have none in common."""
    if one.places and other.places and not one.places & other.places:
        got, want = "、".join(sorted(one.places)), "、".join(sorted(other.places))
        words = {"name": reading.document.text[one.name.start : one.name.end]}
        yield fault("AUDIT-PROJECT-PLACE", reading, (one.name, other.name), got, want, words)


@check("AUDIT-PROJECT-NAMED-LIKELY")
def named_in_the_text(reading: Reading) -> Iterator[Finding]:
    """What the text tells of a thing by its full name, a project tells of it by its short one.

    Notes
    -----
    酸性涌水处理站 of the text is the 处理站 of 酸性涌水治理项目. The text may be of some of them, so that it is only
    likely.
    """
    told = [c for c in reading.claims if c.of.text and not in_table(c, reading) and not in_project(c, reading)]
    for project in reading.projects:
        for work in works_of(project, reading):
            same = [claim for claim in told if _full_name(claim, work, project)]
            if not same or any(_agree(claim, work) for claim in same) or _summed(work, same):
                continue
            words = {"name": project.name.text, "thing": same[0].of.text}
            spans = (same[0].quantity.span, work.quantity.span)
            code = "AUDIT-PROJECT-NAMED-LIKELY"
            yield fault(code, reading, spans, same[0].quantity.text, work.quantity.text, words)


def _full_name(claim: Claim, work: Claim, project: Project) -> bool:
    """Whether a thing of the text is a project's thing, named after the project."""
    short, full = work.of.text.strip(), claim.of.text.strip()
    before = full.removesuffix(short)
    named = len(short) >= _LEAST and len(before) >= _LEAST and before != full and before in project.name.text
    return named and claim.quantity.dimension == work.quantity.dimension


@check("AUDIT-PROJECT-TABLE-LIKELY")
def text_and_its_table(reading: Reading) -> Iterator[Finding]:
    """A table that says what works cost holds as many of them as the text of its own section."""
    path = reading.document.path_at
    money = [claim for claim in reading.claims if claim.quantity.dimension == "yuan"]
    costed = {block.table for claim in money if (block := _cell(claim, reading)) is not None}
    told = [c for c in reading.claims if c.role == "amount" and not c.scope and not c.phase and c.first is None]
    texts = [claim for claim in told if not in_table(claim, reading) and is_exact(claim.quantity)]
    for row in told:
        block = _cell(row, reading)
        if block is None or block.table not in costed or row.quantity.dimension in ("", "%", "yuan"):
            continue
        above = path(block.start)
        same = [c for c in texts if _same_thing(c, row) and path(c.quantity.span.start) == above]
        if same and is_exact(row.quantity) and not any(_agree(claim, row) for claim in same) and not _summed(row, same):
            got, want = same[0].quantity, row.quantity
            words = {"thing": row.of.text, "difference": shown(abs(got.value - want.value), want)}
            yield fault("AUDIT-PROJECT-TABLE-LIKELY", reading, (got.span, want.span), got.text, want.text, words)


def _cell(claim: Claim, reading: Reading) -> Block | None:
    block = reading.document.block_at(claim.quantity.span.start)
    return block if block is not None and block.table is not None else None


def _same_thing(claim: Claim, row: Claim) -> bool:
    return len(row.of.text) > 1 and claim.of.text == row.of.text and claim.quantity.dimension == row.quantity.dimension


def _pairs(reading: Reading) -> Iterator[tuple[Telling, Telling]]:
    """Every later telling of a project beside the first that it may contradict: of the same years, where both say."""
    for told in tellings(reading).values():
        for other, one in combinations(told[:_MOST_TOLD], 2):
            if (one.entry or other.entry) and not _of_two_stages(one, other):
                yield one, other


def _of_two_stages(one: Telling, other: Telling) -> bool:
    if one.period is None or other.period is None:
        return False
    return one.period.last < other.period.first or other.period.last < one.period.first


def _agree(one: Claim, other: Claim) -> bool:
    return interval(one.quantity).meets(interval(other.quantity))


def _of_one_thing(one: Sequence[Claim], other: Sequence[Claim]) -> Iterator[tuple[Claim, Claim, bool]]:
    """Works of two tellings that are of one thing, and whether both give it the same name."""
    for first in one:
        own = [c for c in one if alike(c, first)]
        theirs = [c for c in other if alike(c, first)]
        if len(own) == 1 and len(theirs) == 1 and sum(alike(c, theirs[0]) for c in one) == 1:
            yield first, theirs[0], bool(first.of.key) and first.of.key == theirs[0].of.key


def _summed(whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether an amount is what the other telling gives piece by piece."""
    own = [c.quantity for c in parts if c.quantity.dimension == whole.quantity.dimension]
    return len(own) > 1 and total(interval(quantity) for quantity in own).meets(interval(whole.quantity))


def _finding(code: str, reading: Reading, telling: Telling, one: Claim, other: Claim) -> Finding:
    words = {
        "name": reading.document.text[telling.name.start : telling.name.end],
        "thing": one.of.text if one.of.key and not one.of.span.within(telling.name) else "",
        "difference": shown(abs(one.quantity.value - other.quantity.value), other.quantity),
    }
    return fault(code, reading, (one.quantity.span, other.quantity.span), one.quantity.text, other.quantity.text, words)
