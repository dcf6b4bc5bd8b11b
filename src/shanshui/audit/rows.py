"""Amounts sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence

from shanshui.claims.model import Quantity, Span


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
