"""The region that a document is of, as its claims state it, and what lies above it."""

from __future__ import annotations

from shanshui.audit.interval import Interval, interval
from shanshui.audit.reading import Reading
from shanshui.claims.model import Claim
from shanshui.standard.language.wholes import level_words, plain_words, region_words

_MARKS = "、，,；;：: \u3000"
_BARE = frozenset({"", "面积", "总面积", "占地面积", "用地面积", "规模", "长度", "总长度", "人口"})


def region_claims(reading: Reading) -> tuple[Claim, ...]:
    """Claims that state the area of the whole region.

    Notes
    -----
    Those that give the area which the document as a whole was found to have, by whatever name; where that is not known,
    those with words that can mean nothing else (县域面积, 国土总面积), else those of 区域面积 outside zones.
    """
    names = {reading.frame.region, *region_words()} - {""}
    claims = [
        claim
        for claim in reading.claims
        if claim.quantity.dimension == "m2"
        and claim.of.key in names
        and not is_bare(claim)
        and claim.attribute in ("area", "")
        and claim.scope in ("", reading.frame.region)
        and claim.role in ("amount", "total", "base")
    ]
    area = reading.frame.area
    areas = claims or [c for c in reading.claims if c.quantity.dimension == "m2" and c.role != "share"]
    known = [c for c in areas if area is not None and interval(c.quantity).meets(Interval(area, area))]
    plain = [c for c in claims if any(word in c.of.text for word in plain_words()) or c.of.key == reading.frame.region]
    return tuple(known or plain or claims)


def is_bare(claim: Claim) -> bool:
    """Whether a claim of the region shows no word for it, only one for the attribute: 、面积158.2公顷."""
    return claim.of.key in region_words() and claim.of.text.strip(_MARKS) in _BARE


def is_region(words: str, reading: Reading) -> bool:
    """Whether words stand for the region: 国土面积, 县域总面积, 锦屏县."""
    return words in region_words() or (bool(words) and words == reading.frame.region)


def above_region(claim: Claim, reading: Reading) -> bool:
    """Whether a claim is of more than the region: 全省, 全州, the prefecture by name."""
    scope = claim.scope
    named = any(name and name in (scope, claim.of.key) for name in reading.frame.above)
    return named or any(word in scope or claim.of.key.startswith(word) for word in level_words())
