"""Zones into which something is divided make up all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from shanshui.audit.amounts import shown
from shanshui.audit.check import check, fault
from shanshui.audit.divisions import Division, divisions
from shanshui.audit.interval import interval, is_exact, total
from shanshui.audit.reading import Reading
from shanshui.audit.wholes import region_claims
from shanshui.claims.model import Claim
from shanshui.finding import Finding

_NEAR = Decimal("0.1")
"""How far from the whole its zones may be, as a share of it, so that they are surely meant to be all of it."""
_FAR = Decimal("0.3")
_ALL = re.compile("全[县域区市旗州盟境]|县域|区域|工程范围|规划范围|实施范围|项目区|工程区")
_SCOPES = re.compile(r"(?:工程|规划|实施|项目|治理|修复)(?:区|范围)?(?:总|涉及|区域|国土|范围)*面积[^，。；\d]{0,6}$")
_WINDOW = 60


@check("AUDIT-ZONING", "AUDIT-ZONING-LIKELY", "AUDIT-COUNT-LIKELY")
def zones_make_the_whole(reading: Reading) -> Iterator[Finding]:
    """The areas of the zones make that of what is divided."""
    wholes = [*region_claims(reading), *_scopes(reading)]
    text = reading.document.text
    for division in divisions(reading):
        if division.count.value != len(division.amounts):
            yield _miscounted(division, reading)
            continue
        own = {amount.span for amount in division.amounts}
        others = [claim for claim in wholes if claim.quantity.span not in own]
        together = total(interval(amount) for amount in division.amounts)
        if not others or any(together.meets(interval(claim.quantity)) for claim in others):
            continue
        whole = min(others, key=lambda claim: abs(claim.quantity.value - together.middle))
        apart = abs(whole.quantity.value - together.middle) / whole.quantity.value
        if apart > _FAR:
            continue
        opening = text[max(0, division.span.start - _WINDOW) : division.span.end]
        exact = all(is_exact(amount) for amount in (*division.amounts, whole.quantity))
        sure = exact and apart <= _NEAR and _ALL.search(opening) is not None
        words = {
            "count": str(len(division.amounts)),
            "parts": "+".join(amount.text for amount in division.amounts),
            "sum": shown(together.middle, whole.quantity),
            "difference": shown(abs(together.middle - whole.quantity.value), whole.quantity),
        }
        spans = [whole.quantity.span, *(amount.span for amount in division.amounts)]
        code = "AUDIT-ZONING" if sure else "AUDIT-ZONING-LIKELY"
        yield fault(code, reading, spans, words["sum"], whole.quantity.text, words)


def _miscounted(division: Division, reading: Reading) -> Finding:
    """More or fewer zones stand in a row with their areas than are announced."""
    words = {"counted": division.count.text, "items": "、".join(amount.text for amount in division.amounts)}
    spans = [division.count.span, *(amount.span for amount in division.amounts)]
    return fault("AUDIT-COUNT-LIKELY", reading, spans, division.count.text, str(len(division.amounts)), words)


def _scopes(reading: Reading) -> list[Claim]:
    """Areas of all that a project or plan covers."""
    text = reading.document.text
    return [
        claim
        for claim in reading.claims
        if claim.quantity.dimension == "m2"
        and claim.role != "share"
        and _SCOPES.search(text, max(0, claim.quantity.span.start - 24), claim.quantity.span.start)
    ]
