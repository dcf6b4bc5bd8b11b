"""How far each of an announced number of things has come: 共8项，提前完成3项，达到进度4项，滞后1项."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from shanshui.claims.model import Claim, Enumeration, Named, Span
from shanshui.claims.passages import SENTENCE, Told, passages, told_in
from shanshui.documents import Document
from shanshui.standard.language.families import word_of

_FEWEST = 2
_OPEN = ("未", "不", "滞后", "落后", "缓慢", "暂缓", "在建", "正在", "推进中")
"""Beginnings of words for what has not come to its end."""
_NESTED = "其中"


def state_lists(document: Document, claims: Sequence[Claim]) -> Iterator[Enumeration]:
    """Counts of things by how far they have come, with the number of all of them before.

    Parameters
    ----------
    document : Document
        The text.
    claims : sequence of Claim
        Its claims, in order.

    Notes
    -----
    Nothing is in two such states, one of which is that of what is not done yet. ``closed`` says that the states are
    more than there are things: fewer may leave some untold.
    """
    running = [claim for claim in claims if claim.quantity.word]
    for passage in passages(document):
        for told in told_in(document.text, passage, running):
            place = 1
            while place < len(told):
                states = _states(told, place)
                if states:
                    yield _enumeration(told[place - 1].claim, states)
                place += max(1, len(states))


def _states(told: Sequence[Told], first: int) -> Sequence[Told]:
    """The amounts from one on that are of states, each of another; nothing where they are no list."""
    words: list[str] = []
    for one in told[first:]:
        word = word_of(one.label, "progress")
        if not word or word in words or one.level >= SENTENCE or _NESTED in one.words:
            break
        words.append(word)
    whole = told[first - 1]
    unfinished = any(word.startswith(_OPEN) for word in words) and not all(word.startswith(_OPEN) for word in words)
    states = told[first : first + len(words)]
    smaller = all(one.claim.quantity.value <= whole.claim.quantity.value for one in states)
    counted = whole.claim.quantity.unit in ("", "count")
    return states if len(words) >= _FEWEST and unfinished and smaller and counted else ()


def _enumeration(whole: Claim, states: Sequence[Told]) -> Enumeration:
    claims = tuple(state.claim for state in states)
    items = tuple(Named(state.claim.of.span, state.label, "") for state in states)
    together = sum((claim.quantity.value for claim in claims), Decimal(0))
    span = Span(whole.quantity.span.start, claims[-1].quantity.span.end)
    return Enumeration(None, items, whole.of.text, together > whole.quantity.value, span, claims, whole)
