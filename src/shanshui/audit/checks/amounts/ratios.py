"""Rates that by definition are one amount of the document over another, at one time: 森林覆盖率, 水土保持率."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from shanshui.audit.amounts import decimals
from shanshui.audit.check import check, fault
from shanshui.audit.facts import core, year_of
from shanshui.audit.interval import Interval
from shanshui.audit.reading import Reading
from shanshui.audit.slips import slip
from shanshui.audit.wholes import region_claims
from shanshui.claims.model import Claim
from shanshui.finding import Finding
from shanshui.quantity import printed
from shanshui.standard.language.ratios import Ratio, ratios

_HUNDRED = Decimal(100)
_REGION = "国土"
_COVER = "覆盖率"
"""What the name of a rate of cover ends in, which is no part of the key of what covers the ground."""
_LINKS = "约为达到是：:"
_ROUGH = Decimal("0.6")
"""Points by which such a rate may differ from its amounts, since they often stand for other surveys."""
_NEAR = 160
"""Characters between a rate and what it is made of for the two to be of one passage, at most."""


@check("AUDIT-RATIO", "AUDIT-RATIO-LIKELY")
def rates_by_definition(reading: Reading) -> Iterator[Finding]:
    """A rate is its part over its whole, where the document tells all three for one time."""
    told = _told(reading)
    for ratio in ratios():
        for rate in told.get(ratio.rate, ()):
            pairs = [pair for pair in _pairs(ratio, told, reading.document.text) if _at_one_time(rate, pair, reading)]
            made = [(part, whole, _rate(part, whole, ratio)) for part, whole in pairs]
            if made and not any(_agrees(rate, one) for _, _, one in made):
                yield _finding(rate, made, ratio, reading)


def _told(reading: Reading) -> Mapping[str, Sequence[Claim]]:
    """Claims of the whole by the thing or rate that they are of; the region's are those of its area and its people."""
    told: dict[str, list[Claim]] = {}
    for claim in reading.claims:
        if claim.scope or claim.role in ("share", "increase") or claim.quantity.is_range:
            continue
        rate = claim.quantity.dimension == "%"
        name = core(claim) + (_COVER if rate and claim.attribute == "cover" else "")
        if rate or name != _REGION or claim.attribute == "population":
            told.setdefault(name, []).append(claim)
    told.setdefault(_REGION, []).extend(region_claims(reading))
    return told


def _pairs(ratio: Ratio, told: Mapping[str, Sequence[Claim]], text: str) -> list[tuple[Claim, Claim]]:
    """What stands above and below the line, wherever the document tells it of the whole."""
    over = ratio.form == "over"
    wholes = [c for name, of in told.items() for c in of if _is_named(c, name, ratio.wholes, over, text)]
    parts = [c for name, of in told.items() for c in of if _is_named(c, name, ratio.parts, over, text)]
    parts = [claim for claim in parts if claim not in wholes]
    return [
        (part, whole)
        for part in parts
        for whole in wholes
        if part.quantity.dimension == whole.quantity.dimension != "%"
        and 0 < min(part.quantity.value, whole.quantity.value)
        and (part.quantity.value > whole.quantity.value if over else part.quantity.value < whole.quantity.value)
    ]


def _is_named(claim: Claim, name: str, names: Sequence[str], over: bool, text: str) -> bool:
    """Whether a claim is of one of some things; where a rate is of what is too much, by the words right before it."""
    if not over:
        return name in names
    return text[claim.sentence.start : claim.quantity.span.start].rstrip(_LINKS).endswith(tuple(names))


def _at_one_time(rate: Claim, pair: tuple[Claim, Claim], reading: Reading) -> bool:
    """Whether a part holds for the year of a rate; a whole that is land or coast is always the same."""
    base = reading.frame.base_year
    year, part = year_of(rate, reading.frame) or base, year_of(pair[0], reading.frame) or base
    return year == part and (rate.role == "target") == (pair[0].role == "target")


def _rate(part: Claim, whole: Claim, ratio: Ratio) -> Interval | None:
    share = _as_printed(part).over(_as_printed(whole))
    if share is None:
        return None
    made = share.times(_HUNDRED)
    if ratio.form == "over":
        return Interval(made.low - _HUNDRED, made.high - _HUNDRED)
    return Interval(_HUNDRED - made.high, _HUNDRED - made.low) if ratio.form == "rest" else made


def _as_printed(claim: Claim) -> Interval:
    """What an amount may be, bounds taken as they are printed: 不少于87公里 of 不低于42%."""
    quantity = claim.quantity
    return Interval(quantity.value - quantity.grain / 2, quantity.value + quantity.grain / 2)


def _agrees(rate: Claim, made: Interval | None) -> bool:
    told = _as_printed(rate)
    return made is None or Interval(made.low - _ROUGH, made.high + _ROUGH).meets(told)


def _finding(
    rate: Claim, made: Sequence[tuple[Claim, Claim, Interval | None]], ratio: Ratio, reading: Reading
) -> Finding:
    at = rate.quantity.span.start
    part, whole, ratio_made = min(made, key=lambda one: abs(one[0].quantity.span.start - at))
    middle = ratio_made.middle if ratio_made is not None else Decimal(0)
    places = decimals(rate.quantity)
    meant = slip(printed(rate.quantity.low, places), printed(middle, places)) is not None
    near = abs(part.quantity.span.start - at) < _NEAR and len(made) == 1
    words = {"name": ratio.rate, "part": part.quantity.text, "whole": whole.quantity.text}
    spans = [rate.quantity.span, part.quantity.span, whole.quantity.span]
    told = ratio.form == "over" and rate.sentence == part.sentence == whole.sentence
    code = "AUDIT-RATIO" if near and (meant or told) else "AUDIT-RATIO-LIKELY"
    want = f"{printed(middle, max(places, 1))}%"
    return fault(code, reading, spans, rate.quantity.text, want, words)
