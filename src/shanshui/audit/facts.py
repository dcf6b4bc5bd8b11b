"""Which claims of a document speak of one and the same fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shanshui.audit.interval import Interval, interval
from shanshui.audit.reading import Frame, Reading
from shanshui.audit.wholes import is_bare
from shanshui.claims.model import Claim
from shanshui.claims.naming import WHOLE, is_class
from shanshui.claims.phrases import AREA
from shanshui.standard.language.cues import cues
from shanshui.standard.language.wholes import general_words, region_words

_WORKS = ("建设", "造林", "育林", "还林", "还草", "补植", "封育", "新增")
"""Ends of names of works besides those of the treatment of ground."""
COUNTY = "全县"
"""Scope of what an implementation plan tells of the whole county."""
UNDERTAKINGS = ("工程", "项目", "建设", "治理", "修复", "整治", "行动")
"""Ends of the names of projects, by which they are told from zones and places."""
_PROPER = re.compile(
    r"[\u4e00-\u9fff]{1,12}(?:(?<!骨干)(?<!支流)(?<!中小)河|江|溪|川|[^人工]湖|水库|公园|自然保护区|林场)(?:境内|干流)?"
)
"""Names of single things that are the same wherever they are spoken of."""
_ALL_WORKS = re.compile(r"(?:生态|环境|综合|系统|一体化|国土空间|工程){0,2}(?:保护|修复|治理|整治|恢复|和|与|及){1,4}")
"""Names of all the works together, which are told now as 修复治理, now as 生态保护修复."""
_ENDINGS = {"area": ("总面积", "面积"), "length": ("总长度", "长度", "总长"), "money": ("总投资", "投资")}


@dataclass(frozen=True, slots=True)
class Fact:
    """What a claim speaks of, without its number.

    Parameters
    ----------
    key : str
        What it is of, synonyms replaced.
    attribute, dimension : str
        What of it, and in which unit.
    scope : str
        Where; a project that holds the claim where the claim itself does not say.
    goal : str
        ``increase`` where it is one, ``target`` where it is one without a year, else empty: what is and what shall be
        differ.
    year : int or None
        The year, or that of the end of the phase; None where nothing tells.
    whole : str
        Of a share, what it is a share of.
    """

    key: str
    attribute: str
    dimension: str
    scope: str
    goal: str
    year: int | None
    whole: str


def year_of(claim: Claim, frame: Frame) -> int | None:
    """The year that a claim holds for: its own, or the end of its phase."""
    if claim.last:
        return claim.last
    ends = {
        "base": frame.base_year,
        "near": frame.near[1] if frame.near else None,
        "far": frame.far[1] if frame.far else None,
        "end": frame.years[1] if frame.years else None,
    }
    return ends.get(claim.phase)


def of_far_term(claim: Claim) -> bool:
    """Whether an amount is of the far term alone (远期规模), and not what there is by its end."""
    return claim.phase == "far" and (claim.first is None or claim.first != claim.last)


def fact_of(claim: Claim, reading: Reading) -> Fact:
    """What a claim speaks of."""
    year = year_of(claim, reading.frame)
    goal = claim.role if claim.role == "increase" or (claim.role == "target" and year is None) else ""
    if year is None and claim.phase in ("near", "far", "end"):
        goal = goal or "target"
    base = reading.base_year
    if year is None and is_work(core(claim)) and reading.frame.nature == "implementation" and reading.frame.years:
        year = reading.frame.years[1]
    state = year is None and not is_work(core(claim))
    if core(claim) == WHOLE and claim.attribute == "area":
        year, goal, state = None, "", True
    if not goal and base is not None and (state or (claim.role == "base" and (year is None or year > base))):
        year = base
    return Fact(
        core(claim), claim.attribute, claim.quantity.dimension, scope_of(claim, reading), goal, year, claim.whole
    )


def is_work(key: str) -> bool:
    """Whether a key is of works (封山育林, 矿山修复): without a time they are of no year, least the base year."""
    return key.endswith((*cues("treat"), *_WORKS))


def is_general(fact: Fact) -> bool:
    """Whether only general words say what a fact is of, such as 项目 or 区域."""
    return fact.key in region_words() or fact.key in general_words()


def core(claim: Claim) -> str:
    """What a claim is of, without a word for an attribute that it has anyway: 水土流失面积 is 水土流失."""
    if not claim.of.key and claim.attribute == "count":
        return "" if is_class(claim.of.text) else claim.of.text
    endings = _ENDINGS.get(claim.attribute, ())
    if claim.role == "total" and _ALL_WORKS.fullmatch(claim.of.key):
        return "修复"
    ending = next((word for word in endings if claim.of.key.endswith(word) and claim.of.key != word), "")
    return claim.of.key.removesuffix(ending)


def scope_of(claim: Claim, reading: Reading) -> str:
    """Where a claim holds: as it says, else the project that it stands in; empty for the whole.

    Notes
    -----
    The whole of an implementation plan is the ground of its works, and what it says of the county is of more. The
    length of a river and the area of a park are the same in every project.
    """
    scope = claim.scope
    if reading.tells_ground:
        if scope == AREA:
            return ""
        if not scope and _of_county(claim, reading):
            return COUNTY
    if not scope:
        project = reading.project_at(claim.quantity.span.start)
        scope = (project.name.key or project.name.text) if project is not None else ""
    elif scope == reading.frame.region:
        return ""
    return "" if scope.endswith(UNDERTAKINGS) and _PROPER.fullmatch(claim.of.key) else scope


def _of_county(claim: Claim, reading: Reading) -> bool:
    """Whether the words before an amount speak of all the county: 全县耕地12万亩、林地30万亩."""
    told = reading.document.text[claim.sentence.start : claim.quantity.span.start]
    return any(word in told for word in cues("whole") if word.startswith(("全", "县", "市", "我", "本"))) or (
        bool(reading.frame.region) and reading.frame.region in told
    )


def in_project(claim: Claim, reading: Reading) -> bool:
    """Whether a claim stands among the contents of a project."""
    return reading.project_at(claim.quantity.span.start) is not None


def by_fact(claims: Iterable[Claim], reading: Reading) -> Mapping[Fact, tuple[Claim, ...]]:
    """Claims that have a subject, fact by fact, in the order of the document."""
    found: dict[Fact, list[Claim]] = {}
    for claim in claims:
        if core(claim) and not is_bare(claim):
            found.setdefault(fact_of(claim, reading), []).append(claim)
    return {fact: tuple(of) for fact, of in found.items()}


def parties(claims: Sequence[Claim]) -> tuple[tuple[Claim, ...], ...]:
    """Claims of one fact that agree with one another, the largest party first.

    Notes
    -----
    A claim joins the first party with each of whose members it agrees (intervals that meet two by two have something
    in common, which is all that need be kept); bounds and ranges come last, so that exact values found the parties.
    """
    found: list[tuple[Interval, list[Claim]]] = []
    for claim in sorted(claims, key=lambda c: (bool(c.quantity.bound) or c.quantity.is_range, c.quantity.span.start)):
        own = interval(claim.quantity)
        home = next((n for n, (common, _) in enumerate(found) if own.meets(common)), None)
        if home is None:
            found.append((own, [claim]))
        else:
            common, party = found[home]
            party.append(claim)
            found[home] = Interval(max(common.low, own.low), min(common.high, own.high)), party
    ordered = sorted((party for _, party in found), key=lambda party: (-len(party), party[0].quantity.span.start))
    return tuple(tuple(party) for party in ordered)


def in_table(claim: Claim, reading: Reading) -> bool:
    """Whether a claim stands in a table."""
    block = reading.document.block_at(claim.quantity.span.start)
    return block is not None and block.kind == "cell"
