"""Items told line by line make the total that stands above or below them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from shanshui.audit.amounts import decimals, factor, shown
from shanshui.audit.check import check, fault
from shanshui.audit.interval import interval, is_count, is_exact, total
from shanshui.audit.itemised import Itemised, counted, itemised
from shanshui.audit.reading import Reading
from shanshui.audit.slips import mended
from shanshui.claims.model import Span
from shanshui.claims.project_names import end_of_name
from shanshui.finding import Finding

_FEW = 2
"""Items that are missing or too many, at most, so that the list is surely the one that was counted."""
_NEAR = Decimal("0.5")
"""How far from its total a sum may be, as a share of it, so that it is a sum gone wrong and not something else."""


@check("AUDIT-ITEMS", "AUDIT-ITEMS-LIKELY")
def items_and_total(reading: Reading) -> Iterator[Finding]:
    """Amounts of items in lines below or above their total add up to it."""
    known = {listed.total.quantity.span for listed in reading.lists if listed.total is not None}
    for found in itemised(reading):
        whole, parts = found.whole, found.parts
        if whole.span in known:
            continue
        together = total(interval(part) for part in parts)
        if together.meets(interval(whole)) or not whole.value:
            continue
        if not _NEAR < together.middle / whole.value < 1 / _NEAR:
            continue
        exact = is_exact(whole) and all(is_exact(part) for part in parts)
        words = {
            "parts": "+".join(part.text for part in parts),
            "sum": shown(together.middle, whole),
            "difference": shown(abs(together.middle - whole.value), whole),
        }
        code = "AUDIT-ITEMS" if exact and _sure(found) else "AUDIT-ITEMS-LIKELY"
        yield fault(code, reading, [whole.span, *(p.span for p in parts)], whole.text, words["sum"], words)


@check("AUDIT-ITEMS-COUNT", "AUDIT-ITEMS-COUNT-LIKELY")
def items_and_count(reading: Reading) -> Iterator[Finding]:
    """There are as many items in lines as the line right below them says."""
    for found in counted(reading):
        there = len(found.items)
        if not is_exact(found.count) or found.count.value == there:
            continue
        code = "AUDIT-ITEMS-COUNT" if abs(found.count.value - there) <= _FEW else "AUDIT-ITEMS-COUNT-LIKELY"
        spans = [found.count.span, *(_opening(reading, item) for item in found.items)]
        yield fault(code, reading, spans, found.count.text, str(there), {"count": str(there)})


def _opening(reading: Reading, item: Span) -> Span:
    """The beginning of an item, as far as its name goes."""
    words = reading.document.text[item.start : item.end]
    return Span(item.start, item.start + max(2, end_of_name(words)))


def _sure(found: Itemised) -> bool:
    """Whether nothing but a slip can set items and total apart.

    Notes
    -----
    What stands below its items sums them up. What stands above them may be of more than is listed, or of ground that
    several items share: there parts that are more than the whole are told of money and of things that are counted.
    """
    whole, parts = found.whole, found.parts
    missing = whole.value - sum((part.value for part in parts), Decimal(0))
    if not found.before or mended([(whole.low, decimals(whole))], -missing / factor(whole)) is not None:
        return True
    return missing < 0 and (whole.dimension == "yuan" or is_count(whole))
