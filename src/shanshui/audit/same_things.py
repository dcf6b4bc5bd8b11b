"""Whether two claims speak of one thing in other words: 整治河道 and 河道整治长度, 新增封山育林 and 封山育林."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from shanshui.audit.facts import core, is_work, scope_of
from shanshui.audit.reading import Reading
from shanshui.claims.columns import bare
from shanshui.claims.headed import split_attribute
from shanshui.claims.model import Claim
from shanshui.claims.naming import key
from shanshui.standard.language.cues import cues

_LEAD = re.compile(
    r"^(?:(?:项目|工程)?(?:实施|建设|治理|修复|规划)(?:期末|末|后)|期末|竣工[时后]|内(?=治理|修复|完成|建设|新增|整治|累计)|现有|现状|共有|累计|规划|计划|完成|实施|开展|新增|全部|各类|主要)+"
)
_LAND = "用地"
_UNDERTAKING = ("子项目", "工程项目", "项目", "工程", "行动")
_KEPT = 2
"""Letters that a name keeps at least."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What a claim is of, whatever the order of its words.

    Parameters
    ----------
    name : str
        The thing without verbs and attribute.
    work : bool
        Whether something is done to it, and it is not only there.
    dimension : str
        Unit in which it is reckoned.
    rate : str
        Of a rate, which: cover, rate.
    scope : str
        Where.
    """

    name: str
    work: bool
    dimension: str
    rate: str
    scope: str


def thing_of(claim: Claim, reading: Reading) -> Thing | None:
    """What a claim is of; None where it names nothing."""
    words = core(claim) or claim.of.key
    name, work = _plain(words)
    dimension = claim.quantity.dimension
    percent = dimension in ("%", "permille")
    if len(name) < _KEPT or claim.role == "share" or (percent and claim.role == "increase"):
        return None
    work = work or is_work(words) or is_new(claim)
    rate = claim.attribute if percent else ""
    scope = scope_of(claim, reading)
    return Thing(name, work, dimension, rate, "" if scope and _plain(scope)[0] == name else scope)


def names_its_project(claim: Claim, reading: Reading) -> bool:
    """Whether a claim is of what the project that it stands in is named after: 人工湿地5处 of 人工湿地建设工程."""
    scope, words = scope_of(claim, reading), core(claim) or claim.of.key
    return bool(scope) and _plain(scope)[0] == _plain(words)[0]


def is_new(claim: Claim) -> bool:
    """Whether a claim counts only what is new, not what was there before."""
    return claim.role == "increase" or "新增" in claim.of.text or claim.of.key.startswith("新增")


@cache
def _plain(words: str) -> tuple[str, bool]:
    """A name without what is done to it, and whether anything is."""
    name = _LEAD.sub("", key(bare(words)))
    name = split_attribute(name)[0] or name
    name = next((rest for end in _UNDERTAKING if len(rest := name.removesuffix(end)) in range(_KEPT, len(name))), name)
    for verb in sorted((*cues("treat"), *cues("build")), key=len, reverse=True):
        rest = name.removeprefix(verb)
        if _KEPT <= len(rest) < len(name) and not rest.startswith(_LAND):
            return split_attribute(rest)[0] or rest, True
        if len(name) >= len(verb) + _KEPT and name.endswith(verb):
            return name.removesuffix(verb), True
    return name, False
