"""Works along a river are not longer than the river: 廊道168公里 on 138.4公里."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from shanshui.audit.amounts import shown
from shanshui.audit.check import check, fault
from shanshui.audit.interval import interval
from shanshui.audit.reading import Reading
from shanshui.claims.model import Claim
from shanshui.finding import Finding

_RIVER = re.compile(r"([\u4e00-\u9fff]{1,8}(?<!干)(?<!支)[流河江溪川])(?:县?境内)?")
_ALONG = re.compile(r"岸线|河岸|护岸|堤|廊道|缓冲带|河道|河段|干流")
_MORE = re.compile(r"支流|流域|水系|沟渠|等")
_BANKS = 2
"""Sides of a river."""


@check("AUDIT-RIVER-LIKELY")
def works_along_a_river(reading: Reading) -> Iterator[Finding]:
    """What is done along a river is not longer than it is within the county, or twice that along both banks."""
    rivers = _rivers(reading)
    contents = (claim for project in reading.projects for claim in project.claims)
    for claim in {claim.quantity.span: claim for claim in (*contents, *reading.claims)}.values():
        words = f"{claim.scope}{claim.of.key}"
        if claim.attribute != "length" or claim.role == "share" or _ALONG.search(words) is None or _MORE.search(words):
            continue
        river = next((name for name in rivers if words.startswith(name) and claim.of.key != name), "")
        if not river or claim is rivers[river]:
            continue
        whole = rivers[river]
        sides = _BANKS if "两岸" in reading.document.text[claim.sentence.start : claim.quantity.span.end] else 1
        if interval(claim.quantity).low >= interval(whole.quantity).high * sides:
            words_of = {
                "name": claim.of.text or claim.of.key,
                "river": river,
                "difference": shown(claim.quantity.value - whole.quantity.value, claim.quantity),
            }
            spans = [claim.quantity.span, whole.quantity.span]
            yield fault("AUDIT-RIVER-LIKELY", reading, spans, claim.quantity.text, whole.quantity.text, words_of)


def _rivers(reading: Reading) -> Mapping[str, Claim]:
    """The length of each river: within the county where that is told, else all of it; the longest names first."""
    found: dict[str, Claim] = {}
    for claim in reading.claims:
        named = _RIVER.fullmatch(claim.of.key)
        if named is None or claim.attribute not in ("length", "length.full") or claim.role in ("share", "target"):
            continue
        inner = claim.of.key.endswith("境内")
        if named[1] not in found or (inner and not found[named[1]].of.key.endswith("境内")):
            found[named[1]] = claim
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))
