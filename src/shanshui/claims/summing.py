"""Amounts of one list with the amount said to be all of them: 其中, 合计."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from shanshui.claims.model import Claim, Enumeration, Span
from shanshui.documents import Document

_REST = ("其他", "其它", "其余", "剩余")


def sums(document: Document, claims: Sequence[Claim]) -> Iterator[Enumeration]:
    """Every group of claims that has a sum among them.

    Notes
    -----
    ``closed`` says that the words mean all parts: 合计, 共 behind the list, 分别 behind 其中, 其他 among the parts, or
    near and far term together. Parts behind 其中 alone may be some of many.
    """
    numbered = sorted((claim for claim in claims if claim.group), key=lambda claim: claim.group)
    for _, members in groupby(numbered, key=lambda claim: claim.group):
        group = sorted(members, key=lambda claim: claim.quantity.span.start)
        if all(claim.sentence == group[0].sentence for claim in group):
            yield from _sum_of(document, group)


def _sum_of(document: Document, group: Sequence[Claim]) -> Iterator[Enumeration]:
    total = _total(group)
    if total is None:
        return
    parts = [
        claim
        for claim in group
        if claim is not total
        and not _again(claim, total)
        and claim.quantity.dimension == total.quantity.dimension
        and (claim.attribute == total.attribute or total.of.key == "")
        and claim.role in ("part", "amount", "target", "base")
    ]
    parts = _one_unit_each(parts, total)
    if len(parts) < 2:
        return
    span = Span(min(claim.quantity.span.start for claim in group), max(claim.quantity.span.end for claim in group))
    closed = _exhaustive(document, parts, total)
    yield Enumeration(None, tuple(claim.of for claim in parts), total.of.text, closed, span, tuple(parts), total)


def _again(claim: Claim, total: Claim) -> bool:
    """Whether a claim is the sum once more, in another unit."""
    return claim.of.span == total.of.span and claim.role == total.role and claim.phase == total.phase


def _exhaustive(document: Document, parts: Sequence[Claim], total: Claim) -> bool:
    """Whether the words mean that the parts are all of them."""
    first, last = parts[0].quantity.span.start, total.quantity.span.end
    phases = {claim.phase for claim in parts}
    if len(parts) == len(phases) and {"near", "far"} <= phases:
        return True
    if all(one.last is not None and other.first == one.last + 1 for one, other in pairwise(parts)):
        return True
    if total.quantity.span.start > parts[-1].quantity.span.start or any(p.of.text.startswith(_REST) for p in parts):
        return True
    return "分别" in document.text[last:first]


def _total(group: Sequence[Claim]) -> Claim | None:
    """The sum among claims of a list: one that says so, else the one before the parts."""
    parts = [claim for claim in group if claim.role == "part"]
    before = [claim for claim in group if parts and claim.quantity.span.start < parts[0].quantity.span.start]
    if before:
        same = [claim for claim in before if claim.quantity.dimension == parts[0].quantity.dimension]
        return same[0] if same else None
    totals = [claim for claim in group if claim.role == "total"]
    return totals[-1] if len(totals) == 1 else None


def _one_unit_each(parts: Sequence[Claim], total: Claim) -> list[Claim]:
    """Of an amount that is given in two units, the one in that of the sum."""
    found: list[Claim] = []
    for part in parts:
        if (
            found
            and part.of.span == found[-1].of.span
            and part.scope == found[-1].scope
            and part.phase == found[-1].phase
        ):
            if part.quantity.unit == total.quantity.unit != found[-1].quantity.unit:
                found[-1] = part
            continue
        found.append(part)
    return found
