"""What a share is a share of, and the amount it is the share that is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from shanshui.audit.facts import core, scope_of, year_of
from shanshui.audit.reading import Frame, Reading
from shanshui.audit.wholes import is_region, region_claims
from shanshui.claims.model import Claim
from shanshui.claims.naming import WHOLE
from shanshui.claims.phrases import AREA
from shanshui.standard.language.wholes import general_words

_NEAR = 160
"""Characters between an amount and its share, at most."""
_PARAGRAPH = 300
"""Characters before a share in which its whole may stand where it does not name it."""
_FEW = 8
_BESIDE = 24
"""Characters between an amount and the share behind it, at most."""
_TOLD = re.compile(r"[，,（(]?(?:约|仅|大约|分别)?占(?![地比用补])[^，。；、：:（(]{0,16}$")
_ASIDE = re.compile(r"[%％点][（(]$")
"""What stands before an amount in brackets behind its own share: 占60%（3000万元）."""
_CATCHMENT = ("流域", "全流域")
"""What the ground of works is called where it is a catchment."""
_RATES = ("%", "permille")
_MONEY = ("投资", "资金", "费用", "估算", "概算")
_CLASS = 2
"""Letters of the name of a class (流域, 项目区), at least."""
_ENDINGS = ("总面积", "面积", "总长度", "总长", "总数", "总量", "总额", "数量")


@dataclass(frozen=True)
class Amounts:
    """The claims of a document, to be looked up by place and by name.

    Parameters
    ----------
    reading : Reading
        The document.
    claims : tuple of Claim
        In order; shares of one sentence that name no whole have that of the share before them.
    starts : tuple of int
        Where their quantities begin.
    named : mapping of str to tuple of Claim
        Amounts by what they are of.
    regions : tuple of Claim
        Those of the area of the whole region.
    totals : tuple of Claim
        Totals of money that are of no project.
    """

    reading: Reading
    claims: tuple[Claim, ...]
    starts: tuple[int, ...]
    named: Mapping[str, tuple[Claim, ...]]
    regions: tuple[Claim, ...]
    totals: tuple[Claim, ...]

    def between(self, first: int, last: int) -> Sequence[Claim]:
        """Claims that begin from one place up to another."""
        return self.claims[bisect_left(self.starts, first) : bisect_left(self.starts, last)]

    def shares(self) -> Iterator[Claim]:
        """Shares in per cent."""
        return (claim for claim in self.claims if claim.role == "share" and claim.quantity.dimension == "%")


def amounts_of(reading: Reading) -> Amounts:
    """The claims of a document in the form in which shares are looked up."""
    claims = tuple(_inheriting(reading.claims))
    named: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.role != "share" and claim.quantity.dimension not in _RATES and claim.of.key:
            named.setdefault(core(claim), []).append(claim)
    money = (c for c in claims if c.role == "total" and c.quantity.dimension == "yuan" and not scope_of(c, reading))
    return Amounts(
        reading,
        claims,
        tuple(claim.quantity.span.start for claim in claims),
        {key: tuple(of) for key, of in named.items()},
        region_claims(reading),
        tuple(money),
    )


def part_of(share: Claim, dimensions: Container[str], amounts: Amounts) -> Claim | None:
    """The amount that a share is the share of: of the same thing, nearest in its sentence, else shortly before it."""
    start, frame = share.quantity.span.start, amounts.reading.frame
    near = [
        claim
        for claim in amounts.between(start - _NEAR, start + _NEAR)
        if claim.of.key == share.of.key
        and claim.quantity.dimension in dimensions
        and claim.scope == share.scope
        and claim.role != "increase"
        and _now(claim, frame) == _now(share, frame)
    ]
    if not near:
        return _beside(share, dimensions, amounts)
    here = [claim for claim in near if claim.sentence == share.sentence or (share.group and claim.group == share.group)]
    before = [claim for claim in near if claim.quantity.span.start < start]
    return min(here or before or near, key=lambda claim: abs(claim.quantity.span.start - start), default=None)


def told_of(share: Claim, amounts: Amounts) -> Claim | None:
    """The amount that a share is told of right behind it, whatever the two are of: 68公顷，占全县的5%."""
    start = share.quantity.span.start
    before = amounts.between(share.sentence.start, start)
    if not before or before[-1].quantity.dimension in _RATES:
        return None
    between = amounts.reading.document.text[before[-1].quantity.span.end : start]
    return before[-1] if _TOLD.match(between) else None


def _now(claim: Claim, frame: Frame) -> int | None:
    """The year of a claim, the base year where nothing tells."""
    year = year_of(claim, frame)
    return frame.base_year if year is None else year


def _beside(share: Claim, dimensions: Container[str], amounts: Amounts) -> Claim | None:
    """The amount that stands right before a share where the sentence names no thing that it is of."""
    start = share.quantity.span.start
    before = amounts.between(share.sentence.start, start)
    if not before or before[-1].of.key or start - before[-1].quantity.span.end > _BESIDE:
        return None
    text, own = amounts.reading.document.text, before[-1].quantity.span.start
    if _ASIDE.search(text, max(share.sentence.start, own - 3), own):
        return None
    return before[-1] if before[-1].quantity.dimension in dimensions else None


def wholes_of(share: Claim, amounts: Amounts) -> tuple[Claim, ...]:
    """What a share may be of: the thing it names, or the region; where it names none, whatever stands before it."""
    if is_region(share.whole, amounts.reading):
        return amounts.regions
    start = share.quantity.span.start
    before = [c for c in amounts.between(start - _PARAGRAPH, start) if c.role != "share"]
    if not share.whole:
        summed = [c for c in amounts.between(start, share.sentence.end) if c.role == "total"]
        told = tuple(c for c in (*before, *summed) if c.of.key != share.of.key and c.quantity.dimension not in _RATES)
        return (*told, *amounts.regions, *amounts.totals)
    ending = next((word for word in _ENDINGS if share.whole.endswith(word) and share.whole != word), "")
    found = amounts.named.get(share.whole, ()) or amounts.named.get(share.whole.removesuffix(ending), ())
    zones = (AREA, share.whole) if share.whole in _CATCHMENT else (share.whole,)
    zone = (claim for claim in amounts.named.get(WHOLE, ()) if claim.scope in zones)
    scoped = (*(claim for claim in found if claim.scope in ("", share.scope)), *zone)
    scoped = scoped or _told_above(found, before) or _one_that_ends_in(share, amounts)
    total = tuple(c for c in scoped if c.role == "total" and c.sentence == share.sentence)
    if total:
        return total
    general = share.whole in general_words() or (not scoped and any(word in share.whole for word in _MONEY))
    if general:
        here = tuple(c for c in before if c.role == "total" and c.quantity.dimension == "yuan")
        same = tuple(c for c in here if c.sentence == share.sentence)
        return same or tuple(dict.fromkeys((*here, *scoped, *amounts.totals)))
    return scoped


def _told_above(found: Sequence[Claim], before: Sequence[Claim]) -> tuple[Claim, ...]:
    """The thing that a share names where the paragraph told it of a place that the share does not say again."""
    here = tuple(claim for claim in before if claim in found)
    return here if len({(claim.scope, claim.quantity.value) for claim in here}) == 1 else ()


def _one_that_ends_in(share: Claim, amounts: Amounts) -> tuple[Claim, ...]:
    """The one thing with an area whose name ends in the class that a share is of: 桃水流域 of 占流域面积.

    Notes
    -----
    The ground of the works may be such a thing itself: 工程范围为桃水流域，面积….
    """
    name = next((share.whole.removesuffix(e) for e in _ENDINGS if share.whole.endswith(e)), share.whole)
    if name not in general_words() or len(name) < _CLASS:
        return ()
    keys = [key for key in amounts.named if key.endswith(name)]
    claims = [claim for key in keys for claim in amounts.named[key]]
    told = [
        c
        for c in amounts.named.get(WHOLE, ())
        if name in amounts.reading.document.text[c.sentence.start : c.quantity.span.start]
    ]
    areas = tuple(claim for claim in claims or told if claim.quantity.dimension == "m2")
    return areas if len({claim.quantity.value for claim in areas}) == 1 else ()


def in_turn(amounts: Amounts) -> Iterator[tuple[Claim, ...]]:
    """Shares that stand one after the other in a sentence, without an amount between."""
    run: list[Claim] = []
    for claim in amounts.claims:
        share = claim.role == "share" and claim.quantity.dimension == "%" and not claim.quantity.bound
        if run and (not share or claim.sentence != run[-1].sentence):
            if len(run) > 1:
                yield tuple(run)
            run = []
        if share:
            run.append(claim)
    if len(run) > 1:
        yield tuple(run)


def parts_in_turn(shares: Sequence[Claim], amounts: Amounts) -> Iterator[tuple[Claim, Sequence[Claim]]]:
    """Each whole and as many amounts as there are shares, of one dimension and right before them."""
    first = shares[0].quantity.span.start
    before = [c for c in amounts.between(first - _PARAGRAPH, first) if c.quantity.dimension not in _RATES]
    if before:
        alike = [claim for claim in before if claim.quantity.dimension == before[-1].quantity.dimension]
        parts, earlier = alike[-len(shares) :], alike[: -len(shares)]
        others = (*amounts.regions, *amounts.totals)
        if len(parts) == len(shares):
            for whole in (*earlier, *(c for c in others if c.quantity.dimension == before[-1].quantity.dimension)):
                yield whole, parts


def before_in_paragraph(share: Claim, dimension: str, amounts: Amounts) -> Sequence[Claim]:
    """Amounts of one dimension shortly before a share, the last few of them."""
    start = share.quantity.span.start
    alike = [c for c in amounts.between(start - _PARAGRAPH, start) if c.quantity.dimension == dimension]
    return alike[-_FEW:]


def _inheriting(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Claims in order; 占总投资的43%；…占41%: the second share is of the same whole."""
    last: Claim | None = None
    for claim in claims:
        if claim.role == "share" and not claim.whole and last is not None and claim.sentence == last.sentence:
            claim = replace(claim, whole=last.whole)
        if claim.role == "share":
            last = claim
        yield claim
