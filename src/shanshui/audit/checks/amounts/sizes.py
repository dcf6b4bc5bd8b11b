"""Amounts far from what is usual for their thing, or beyond the earth: hauls of six metres, a hill of 9,350 metres."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from shanshui.audit.check import check, fault
from shanshui.audit.reading import Reading
from shanshui.claims.model import Quantity, Span
from shanshui.finding import Finding
from shanshui.standard.language.sizes import Size, sizes

_FILLER = re.compile(r"(?:约为|约|大约|仅为|仅|只有|为|达到|可达|达|有|是|按|高达|超过|：|:|\s)+$")
_BEFORE = 18
"""Characters before a number in which its word stands."""


@check("AUDIT-SIZE", "AUDIT-SIZE-LIKELY")
def beyond_all_sizes(reading: Reading) -> Iterator[Finding]:
    """An amount right behind the word of a thing lies where amounts of such things lie."""
    text = reading.document.text
    for quantity in reading.quantities:
        start = quantity.span.start
        before = _FILLER.sub("", text[max(0, start - _BEFORE) : start].rpartition("\n")[2])
        found = _size(before, quantity)
        if found is None:
            continue
        word, size = found
        if quantity.upper > size.most or quantity.value < size.least:
            span = Span(text.rfind(word, 0, start), quantity.span.end)
            code = "AUDIT-SIZE" if size.sure else "AUDIT-SIZE-LIKELY"
            yield fault(code, reading, (span,), quantity.text, words={"name": word})


def _size(before: str, quantity: Quantity) -> tuple[str, Size] | None:
    """The longest word with a size that a stretch ends with."""
    for length in range(min(_longest(), len(before)), 0, -1):
        word = before[-length:]
        size = _by_word().get((word, quantity.dimension))
        if size is not None:
            return None if size.not_after and before[:-length].endswith(size.not_after) else (word, size)
    return None


@cache
def _by_word() -> Mapping[tuple[str, str], Size]:
    return {(word, size.dimension): size for size in sizes() for word in size.words}


@cache
def _longest() -> int:
    return max(len(word) for size in sizes() for word in size.words)
