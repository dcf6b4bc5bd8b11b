"""Amounts that stand in a row with what is said to be their total, before or behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shanshui.audit.interval import is_exact
from shanshui.claims.model import Quantity, Span
from shanshui.standard.language.totals import total_cues

_OF_WHICH = re.compile(r"^[\s\u3000]*(?:其中|包括|分别|按[^，。；：]{1,12}[分计划][，：:])")
_WINDOW = 14
"""Characters before a total in which its word may stand."""
_SHOWN = re.compile(r"其中|分别|包括|：|:|由|[按分][^，。；：]{1,8}[看计分]|元中|中，|即")


@dataclass(frozen=True, slots=True)
class Row:
    """A total and the amounts in a row beside it.

    Parameters
    ----------
    wholes : tuple of Quantity
        The total; several where one of them is it.
    parts : tuple of Quantity
        Those of its dimension, the nearest to it first.
    after : bool
        Whether the total stands behind them.
    """

    wholes: tuple[Quantity, ...]
    parts: tuple[Quantity, ...]
    after: bool


def rows(text: str, quantities: Sequence[Quantity], sentences: Sequence[Span]) -> Iterator[Row]:
    """Totals with the amounts beside them, sentence by sentence.

    Notes
    -----
    Behind the amounts: a word such as 合计 stands right before the total. Before them: a word such as 其中 or a colon
    stands between, or opens the next sentence.
    """
    held = by_sentence(quantities, sentences)
    for place, (sentence, own) in enumerate(held):
        for number, whole in enumerate(own):
            start = own[number - 1].span.end if number else sentence.start
            clause = text[max(start, whole.span.start - _WINDOW) : whole.span.start]
            alike = tuple(q for q in own if q.dimension == whole.dimension and is_exact(q) and q is not whole)
            if _totals(clause):
                before = tuple(q for q in reversed(alike) if q.span.start < whole.span.start)
                yield Row((whole,), before, True)
            later = tuple(q for q in alike if q.span.start > whole.span.start)
            if later and _SHOWN.search(text, whole.span.end, later[0].span.start):
                yield Row((whole,), later, False)
        if place + 1 < len(held) and own and _follows(text, sentence, held[place + 1][0]):
            next_ = held[place + 1][1]
            for dimension in dict.fromkeys(q.dimension for q in own):
                parts = tuple(q for q in next_ if q.dimension == dimension and is_exact(q))
                yield Row(tuple(q for q in own if q.dimension == dimension), parts, False)


def _totals(clause: str) -> bool:
    """Whether the words before an amount call it a total."""
    cues = total_cues("behind")
    return any(clause.endswith(cue) if len(cue) == 1 else cue in clause for cue in cues)


def _follows(text: str, sentence: Span, following: Span) -> bool:
    """Whether the next sentence goes into what one has said."""
    near = "\n" not in text[sentence.end : following.start]
    return near and _OF_WHICH.match(text[following.start : following.start + 24]) is not None


def by_sentence(quantities: Sequence[Quantity], sentences: Sequence[Span]) -> list[tuple[Span, list[Quantity]]]:
    """Amounts sentence by sentence, in order; sentences without any have an empty list."""
    found: list[tuple[Span, list[Quantity]]] = []
    place = 0
    for sentence in sentences:
        while place < len(quantities) and quantities[place].span.start < sentence.start:
            place += 1
        own = []
        while place < len(quantities) and quantities[place].span.end <= sentence.end:
            own.append(quantities[place])
            place += 1
        found.append((sentence, own))
    return found
