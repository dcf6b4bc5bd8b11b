"""How alike two names are once region, numbers and what every project is called are taken off."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_TAIL = re.compile(r"(?:(?:建设)?(?:工程|项目)|建设)+\Z")
_STAGE = re.compile(r"[（(][^（）()]{0,30}[）)]")
_MARKS = re.compile(r"[\s“”\"'‘’《》—–－\-·、，,。.:：]+")
_PLACE = re.compile(r"[一-鿿]{1,4}?(?:村|组|镇|乡|街道|县|市|区|社区|流域|水库|河|溪|江|湖|沟|片|号|期|段|标段)")
_NUMBERED = re.compile(r"[\d一二三四五六七八九十ⅠⅡⅢⅣIVX东西南北上中下]")
LEAST = 6
"""Letters of a name below which two names may well name two things."""


def core(name: str, region: str = "") -> str:
    """What of a project's name tells it from others.

    Parameters
    ----------
    name : str
        As it stands.
    region : str
        The county that the document is of, whose name adds nothing.

    Examples
    --------
    >>> core("云岭县高标准农田建设项目", "云岭县")
    '高标准农田'
    """
    bare = _MARKS.sub("", name)
    if region and bare.startswith(region) and len(bare) > len(region) + 2:
        bare = bare[len(region) :]
    cut = _TAIL.sub("", bare)
    return cut or bare


def near_name(first: str, second: str, region: str = "") -> bool:
    """Whether one name is the other with some words more, or with one letter wrong.

    Notes
    -----
    Names that differ in a place, a number, a part or a stage are names of two things.
    """
    one, other = (_STAGE.sub("", core(name, region)) for name in (first, second))
    if one == other or min(len(one), len(other)) < LEAST:
        return False
    if _signs(first) != _signs(second):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < 0.7:
        return False
    same = sum(block.size for block in matcher.get_matching_blocks())
    shorter, longer = sorted((len(one), len(other)))
    return same == shorter or (shorter == longer and same == shorter - 1 and shorter >= LEAST + 2)


def _signs(name: str) -> tuple[frozenset[str], str]:
    return frozenset(_PLACE.findall(name)), "".join(sorted(_NUMBERED.findall(name)))
