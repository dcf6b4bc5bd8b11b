"""Sums that say of how many amounts they are, in whatever sentence of the paragraph those stand: 三项合计21015万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from shanshui.claims.counting import NUMBER, small_number
from shanshui.claims.model import Claim, Enumeration, Named, Span
from shanshui.claims.passages import BREAK, LINE, Told, passages, told_in
from shanshui.documents import Document

_SUM = re.compile(
    rf"^(?:以上|上述|前述|这|该)?(?P<number>{NUMBER})(?:个|大|项|类|条|处|座|片|种|块|者|部分|支|家|镇|乡|县|区|期|段)"
    r"[^，。；：、\d]{0,10}?(?:合计|共计|总计|总和|相加|累计|共)[^，。；：、\d]{0,8}$"
)
_NESTED = re.compile("其中|包括")
_MOST = 9
"""Amounts before a sum among which its parts are sought."""
_FEWEST = 2


def counted_sums(document: Document, claims: Sequence[Claim]) -> Iterator[Enumeration]:
    """Every amount that sums up as many amounts before it as it says.

    Parameters
    ----------
    document : Document
        The text.
    claims : sequence of Claim
        Its claims, in order.

    Notes
    -----
    The parts are the amounts of the paragraph where there are just as many, else those of them that are told by the
    same word (投资…；投资…), also in the paragraphs above; where others make the sum, it is theirs. Sums of what
    follows are left out.
    """
    running = [claim for claim in claims if claim.quantity.word]
    for passage in passages(document):
        for told in told_in(document.text, passage, running):
            for place in range(_FEWEST, len(told)):
                said = _SUM.match(BREAK.split(told[place].words)[-1].strip())
                parts = _parts(told, place, small_number(said["number"])) if said is not None else ()
                if parts:
                    yield _enumeration(told[place].claim, parts)


def _parts(told: Sequence[Told], place: int, number: int) -> Sequence[Told]:
    """What an amount sums up; nothing where that is not sure."""
    own = told[place].claim
    before = _before(told, place)
    if len(before) < number:
        before = _before(told, place, above=True)
        before = [one for one in before if one.label == before[-1].label]
    if not _FEWEST <= number <= len(before) or _makes(own, told[place + 1 : place + 1 + number]):
        return ()
    alike = [one for one in before if one.label == before[-1].label]
    for parts in (before, alike):
        if len(parts) == number:
            return parts
    made = (parts for parts in combinations(before, number) if _makes(own, parts))
    return next(made, ())


def _before(told: Sequence[Told], place: int, above: bool = False) -> list[Told]:
    """The amounts before one in its paragraph, or in the paragraphs above as well, those behind 其中 left out."""
    found: list[Told] = []
    for here in range(place - 1, max(-1, place - 1 - _MOST), -1):
        if told[here + 1].level >= LINE and not above:
            break
        if not _NESTED.search(told[here].words):
            found.append(told[here])
    return found[::-1]


def _makes(whole: Claim, parts: Sequence[Told]) -> bool:
    together = sum((part.claim.quantity.value for part in parts), Decimal(0))
    grains = sum((part.claim.quantity.grain for part in parts), whole.quantity.grain)
    return bool(parts) and abs(together - whole.quantity.value) <= grains / 2


def _enumeration(whole: Claim, parts: Sequence[Told]) -> Enumeration:
    claims = tuple(part.claim for part in parts)
    items = tuple(
        Named(claim.of.span, part.label or claim.of.text, claim.of.key)
        for claim, part in zip(claims, parts, strict=True)
    )
    first = min(claim.quantity.span.start for claim in claims)
    span = Span(first, whole.quantity.span.end)
    return Enumeration(None, items, whole.of.text, True, span, claims, whole)
