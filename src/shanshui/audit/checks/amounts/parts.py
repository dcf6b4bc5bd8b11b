"""A part is never more than its whole: of a thing in a zone, of a thing within another, of the region."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from shanshui.audit.amounts import added, shown, unit_word
from shanshui.audit.check import check, fault
from shanshui.audit.facts import Fact, by_fact, in_project, parties
from shanshui.audit.interval import Interval, interval, is_exact, total
from shanshui.audit.reading import Reading
from shanshui.audit.wholes import above_region, region_claims
from shanshui.claims.model import Claim
from shanshui.claims.naming import WHOLE
from shanshui.claims.places import level_of
from shanshui.finding import Finding
from shanshui.standard.language.families import word_of
from shanshui.standard.language.inclusions import inclusions
from shanshui.standard.language.places import LEVELS
from shanshui.standard.language.wholes import region_words

_ADDING = frozenset({"area", "length", "money", "count", "population"})
"""Attributes whose amounts in zones add up to that of the whole."""
_MEANS = ("cover", "rate", "elevation", "temperature", "slope", "depth", "width", "rain")
"""Attributes whose value for the whole lies between those of its parts."""

_ZONED = (
    *(
        "区",
        "片",
        "单元",
        "流域",
        "带",
        "廊道",
        "屏障",
        "镇",
        "乡",
        "村",
        "街道",
        "县",
        "市",
        "州",
        "场",
        "园",
        "地",
        "河",
        "库",
    ),
    *("湖", "溪", "江", "山", "部", "段", "社区", "上游", "中游", "下游", "两岸"),
)
"""Ends of names of zones; kinds of problems, works and years are none."""

_WIDER = re.compile(
    r"流域|集水|汇水|水系|控制面积|国家公园|山脉|高原|平原|盆地|林区|城市群|经济[区带]|示范区|跨|[全本][国省州市]"
)
"""Words of what may reach beyond the region."""
_INSIDE = re.compile(r"境内|县内|市内|区内|旗内|本[县市区旗]|全[县旗域]|县域|市域")
_PARTLY = re.compile(r"其中[^，。；\d]{0,8}(?:境内|县内|市内|区内|旗内|本[县市区旗]|我[县市区旗])")
_ALL_LAND = re.compile("土地总?|国土|[县市区旗]域|幅员|辖区|行政区")
"""Words for all the land of counties."""
_KINDS = ("种", "类", "科", "属")
"""Measure words of kinds, of which several zones may have the same."""
_SEVERAL = 2
_ALL = ("工程范围", "规划范围", "实施范围", "项目区", "工程区")
"""Ends of names for all that a project or plan covers, which is no zone."""


@check("AUDIT-PART", "AUDIT-PART-LIKELY")
def part_in_zone(reading: Reading) -> Iterator[Finding]:
    """What a zone holds of a thing is not more than all of that thing."""
    for whole, parts in _wholes_and_zones(reading):
        for part in parts:
            if _above(part, whole):
                sure = is_exact(part.quantity) and is_exact(whole.quantity)
                yield _finding("AUDIT-PART" if sure else "AUDIT-PART-LIKELY", part, whole, reading)


@check("AUDIT-ZONES", "AUDIT-ZONES-LIKELY")
def zones_together(reading: Reading) -> Iterator[Finding]:
    """What all zones hold of a thing is not more than all of that thing."""
    for whole, parts in _wholes_and_zones(reading):
        parts = _one_division(whole, parts, reading)
        shared = whole.quantity.dimension in _KINDS
        if shared or len(parts) < 2 or len({part.scope for part in parts}) < len(parts):
            continue
        together = total(interval(part.quantity) for part in parts)
        if together.surely_above(interval(whole.quantity)):
            sure = all(is_exact(claim.quantity) for claim in (whole, *parts))
            words = _sum_words(whole, parts, together)
            spans = [whole.quantity.span, *(part.quantity.span for part in parts)]
            code = "AUDIT-ZONES" if sure else "AUDIT-ZONES-LIKELY"
            yield fault(code, reading, spans, words["sum"], whole.quantity.text, words)


@check("AUDIT-WITHIN", "AUDIT-WITHIN-LIKELY")
def thing_within_thing(reading: Reading) -> Iterator[Finding]:
    """What is drawn from something else, such as basic farmland from farmland, is not more than that."""
    facts = {fact: of for fact, of in by_fact(reading.claims, reading).items() if fact.dimension != "%"}
    for inclusion in inclusions():
        wholes = [of[0] for fact, of in facts.items() if _is_whole(fact, inclusion.whole, inclusion.attribute)]
        parts = [
            c
            for fact, of in facts.items()
            if fact.key == inclusion.part or (not inclusion.strict and fact.key.startswith(inclusion.part))
            for c in of
        ]
        if not wholes:
            continue
        whole = max(wholes, key=lambda claim: claim.quantity.value)
        for part in parts:
            if part.quantity.dimension == whole.quantity.dimension and _above(part, whole):
                sure = inclusion.strict and is_exact(part.quantity) and is_exact(whole.quantity)
                yield _finding("AUDIT-WITHIN" if sure else "AUDIT-WITHIN-LIKELY", part, whole, reading)


@check("AUDIT-REGION", "AUDIT-REGION-LIKELY")
def within_region(reading: Reading) -> Iterator[Finding]:
    """No area in the region is larger than the region.

    Notes
    -----
    Where several are, the area of the region is wrong, which is told once, beside the largest of them.
    """
    regions = region_claims(reading)
    if not regions or len(parties(regions)) > 1:
        return
    found = tuple(_larger_than(regions, reading))
    if len(found) > _SEVERAL:
        found = (max(found, key=lambda pair: (pair[1], pair[0].quantity.value)),)
    for claim, sure in found:
        yield _finding("AUDIT-REGION" if sure else "AUDIT-REGION-LIKELY", claim, regions[0], reading)


def _larger_than(regions: Sequence[Claim], reading: Reading) -> Iterator[tuple[Claim, bool]]:
    """Areas larger than the region, and whether that is certain."""
    region = regions[0]
    for claim in reading.claims:
        other = claim.quantity.dimension == "m2" and claim not in regions
        if not other or claim.role == "share" or not _above(claim, region) or _shared_out(claim, reading):
            continue
        if above_region(claim, reading) and not in_project(claim, reading):
            continue
        if _may_reach_beyond(claim, reading) or _of_more(claim, region, reading):
            continue
        if _is_ground(region) and _ALL_LAND.search(claim.of.text):
            continue
        sure = claim.attribute == "area" and is_exact(claim.quantity) and claim.scope in ("", reading.frame.region)
        sure = sure and not in_project(claim, reading) and not _may_repeat(claim)
        yield claim, sure


def _is_ground(region: Claim) -> bool:
    """Whether the whole is the ground of works, which lies in counties that are larger."""
    return any(word in region.of.text for word in _ALL)


def _of_more(claim: Claim, region: Claim, reading: Reading) -> bool:
    """Whether a claim is told of the county by name, and the area of the region is not: that of a project is less."""
    told = [reading.document.text[c.sentence.start : c.quantity.span.start] for c in (claim, region)]
    names = {name for name in (reading.frame.region, "全县", "全市", "全旗") if name}
    return any(name in told[0] for name in names) and region.of.key not in (*names, WHOLE)


def _may_reach_beyond(claim: Claim, reading: Reading) -> bool:
    """Whether an area is of what lies in the region in part: a catchment, a national park, or what says 其中县内."""
    words = claim.of.text + claim.of.key
    told = reading.document.text[claim.quantity.span.end : claim.sentence.end]
    return (_WIDER.search(words) is not None and _INSIDE.search(words) is None) or _PARTLY.search(told) is not None


def _shared_out(claim: Claim, reading: Reading) -> bool:
    """Whether a claim is the whole of a share, and so of something larger: 占全县国土面积2480km²的50%."""
    return "占" in reading.document.text[max(claim.sentence.start, claim.of.span.start - 2) : claim.quantity.span.start]


@check("AUDIT-OF-WHICH", "AUDIT-OF-WHICH-LIKELY")
def of_which(reading: Reading) -> Iterator[Finding]:
    """After 其中 nothing is more than what it is part of."""
    for whole, parts in _groups(reading):
        for part in parts:
            if _above(part, whole) and not whole.attribute.startswith(_MEANS):
                sure = is_exact(part.quantity) and is_exact(whole.quantity)
                yield _finding("AUDIT-OF-WHICH" if sure else "AUDIT-OF-WHICH-LIKELY", part, whole, reading)


def _wholes_and_zones(reading: Reading) -> Iterator[tuple[Claim, tuple[Claim, ...]]]:
    """Each thing whose amount is told for the whole and for zones, with those of the zones; 轻度 alone names none."""
    projects = {project.name.key for project in reading.projects} | {p.name.text for p in reading.projects}
    facts = by_fact(reading.claims, reading)
    zones: dict[tuple[str, str, str, str, int | None], list[Claim]] = {}
    for fact, claims in facts.items():
        if fact.scope and fact.scope not in projects and not above_region(claims[0], reading):
            zones.setdefault(_bare(fact), []).append(claims[0])
    for fact, claims in facts.items():
        named = claims[0].of.key and word_of(fact.key, "degree") != fact.key
        if not fact.scope and fact.attribute in _ADDING and _bare(fact) in zones and named:
            whole = max(claims, key=lambda claim: claim.quantity.value)
            beside = [listed.amounts for listed in reading.lists if whole in listed.amounts]
            parts = tuple(
                part
                for part in zones[_bare(fact)]
                if _is_zone_of(part, whole, reading) and not any(part in amounts for amounts in beside)
            )
            if parts:
                yield whole, parts


def _one_division(whole: Claim, parts: Sequence[Claim], reading: Reading) -> tuple[Claim, ...]:
    """Zones of one division: those of the running text, or of the first table that has any; none where some make it.

    Notes
    -----
    Tables cut the same whole into townships, units and watersheds; amounts of several such cuts do not add up.
    """
    cuts: dict[int | None, list[Claim]] = {}
    for part in parts:
        block = reading.document.block_at(part.quantity.span.start)
        cuts.setdefault(block.table if block is not None else None, []).append(part)
    cuts = {place: _apart(cut) for place, cut in cuts.items()}
    for cut in cuts.values():
        size = Interval(Decimal(0), Decimal(0))
        for part in cut:
            size = size + interval(part.quantity)
            if size.meets(interval(whole.quantity)):
                return ()
    return max((tuple(cut) for cut in cuts.values()), key=len, default=())


def _apart(parts: Sequence[Claim]) -> list[Claim]:
    """Parts without those of zones that begin like one before (北部牧区, 北部修复区), which may be on its ground."""
    names: dict[str, str] = {}
    return [part for part in parts if names.setdefault(part.scope[:2], part.scope) == part.scope]


def _is_zone_of(part: Claim, whole: Claim, reading: Reading) -> bool:
    """Whether a claim is of one zone of a whole: not the whole once more, nor beside it in one table."""
    if not (part.scope.endswith(_ZONED) or part.scope in {place.text for place in reading.places}):
        return False
    level, region = level_of(part.scope), level_of(reading.frame.region)
    if level and region and LEVELS.index(level) <= LEVELS.index(region):  # no county is a part of another
        return False
    same = part.quantity.value == whole.quantity.value or part.scope in (part.of.text, part.of.key)
    if same or part.scope in region_words() or part.scope.endswith(_ALL):
        return False
    blocks = [reading.document.block_at(claim.quantity.span.start) for claim in (part, whole)]
    tables = {block.table if block is not None else None for block in blocks}
    return len(tables) > 1 or tables == {None}


def _bare(fact: Fact) -> tuple[str, str, str, str, int | None]:
    return fact.key, fact.attribute, fact.dimension, fact.goal, fact.year


def _is_whole(fact: Fact, key: str, attribute: str) -> bool:
    return fact.key == key and fact.attribute in (attribute, "") and not fact.scope and not fact.goal


def _groups(reading: Reading) -> Iterator[tuple[Claim, tuple[Claim, ...]]]:
    """Totals with the parts that are told of them after 其中, in their sentence or right behind it."""
    groups: dict[int, list[Claim]] = {}
    for claim in reading.claims:
        if claim.group:
            groups.setdefault(claim.group, []).append(claim)
    for members in groups.values():
        parts = tuple(claim for claim in members if claim.role == "part")
        wholes = [claim for claim in members if claim.role == "total"] or _heads(members, parts)
        if len(wholes) == 1 and parts and all(member.quantity.low >= 0 for member in members):
            alike = tuple(part for part in parts if part.quantity.dimension == wholes[0].quantity.dimension)
            yield wholes[0], alike
    for listed in reading.lists:
        if listed.total is not None and listed.items[0].text.startswith("其中"):
            yield listed.total, listed.amounts


def _heads(members: Sequence[Claim], parts: Sequence[Claim]) -> list[Claim]:
    """What stands before the parts of a group, of their dimension: a whole that is not called a total."""
    before = [claim for claim in members if parts and claim.quantity.span.end <= parts[0].quantity.span.start]
    return [
        c
        for c in before
        if c.quantity.dimension == parts[0].quantity.dimension and c.of.key and c.role in ("amount", "base")
    ]


def _above(part: Claim, whole: Claim) -> bool:
    return interval(part.quantity).surely_above(interval(whole.quantity))


def _may_repeat(claim: Claim) -> bool:
    """Whether it is of works that may be counted more than once on the same ground."""
    return any(claim.of.key.startswith(inclusion.part) for inclusion in inclusions() if not inclusion.strict)


def _finding(code: str, part: Claim, whole: Claim, reading: Reading) -> Finding:
    own, same = part.quantity.text, shown(part.quantity.value, whole.quantity)
    alike = unit_word(part.quantity) == unit_word(whole.quantity)
    words = {
        "name": part.of.text or part.of.key,
        "whole": whole.of.text or whole.of.key,
        "zone": part.scope,
        "difference": shown(part.quantity.value - whole.quantity.value, whole.quantity),
        "told": own if alike else f"{own}（即 {same}）",
        "told_en": own if alike else f"{own} ({same})",
    }
    return fault(code, reading, [part.quantity.span, whole.quantity.span], own, whole.quantity.text, words)


def _sum_words(whole: Claim, parts: Sequence[Claim], together: Interval) -> Mapping[str, str]:
    return {
        "name": whole.of.text or whole.of.key,
        "parts": added(parts),
        "sum": shown(together.middle, whole.quantity),
        "difference": shown(together.middle - whole.quantity.value, whole.quantity),
    }
