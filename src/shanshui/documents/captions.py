"""Lines that name what stands below or above them: 表1-1, 续表1-1, 图2-3, 专栏4.1, 附表2, 单位：公顷, 注：."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Names = Literal["table", "figure", "box"]

_LONGEST = 100
_FIRST = frozenset("续附表图专")
_NUMBER = (
    r"(?:[A-Z]?[\s　]?[.．]?[\s　]?\d{1,3}(?:[\s　]?[-—–－‐.．][\s　]?\d{1,3}){0,3}"
    r"|[A-Z](?![A-Za-z])|[一二三四五六七八九十]{1,3})"
)
_CAPTION = re.compile(
    rf"(续[\s　]?|附)?(表|图|专栏)[\s　]?附?({_NUMBER})([\s　]?[（(]续[表)）]{{0,2}}[)）]?)?[\s　:：.．、]{{0,4}}"
)
_BOX = re.compile(r"专栏[\s　:：]{0,3}(?=\S)")
_PREDICATE = re.compile(
    r"[为是、，,。）)]|附?[表图]\s?\d|所|列[出举]|给出|显示|可[知见以]|见|的|[和与及至](?:附?[表图]|专栏)|以及|反映|表明|说明了|表示|汇总了"
)
_JOINED = re.compile(r"中(?![央期远长部小心国华药型])|[列内以填由将已应]|规定|[和与及至]\d")
"""Beginnings that no title has where no blank parts it from the number."""

_UNIT = re.compile(
    r"(?:.{0,60}[\s　])?[（(\[【]?(?:计量|面积|数量|金额|资金|投资)?单[\s　]{0,2}位"
    r"[\s　]?[:：][\s　]?([^。；]{1,40}?)[)）\]】]?$"
)
_NOTE = re.compile(r"(?:备?注|资料来源|数据来源|来源|附注)[\s　]?\d{0,2}[\s　]?[:：.．]|注[\s　]?\d{1,2}[\s　、]")


@dataclass(frozen=True, slots=True)
class Caption:
    """A line that names a table, a figure or a box.

    Parameters
    ----------
    names : {"table", "figure", "box"}
        What.
    number : str
        Without blanks: 2-1, B.2, 4.1; empty where it has none.
    title : str
        What follows the number.
    continued : bool
        Whether it only goes on: 续表.
    """

    names: Names
    number: str
    title: str
    continued: bool = False


def caption(text: str) -> Caption | None:
    """The caption that a line is, None where it is a sentence or anything else."""
    if text[:1] not in _FIRST or not 2 <= len(text) <= _LONGEST or text[-1] in "。；，：、！？":
        return None
    found = _CAPTION.match(text)
    if not found:
        box = _BOX.match(text)
        return Caption("box", "", text[box.end() :]) if box and _title(text[box.end() :]) else None
    title = text[found.end() :].strip()
    parted = found[0][-1:] in " 　:：.．、"
    if not _title(title) or (not parted and _JOINED.match(title)):
        return None
    names: Names = {"表": "table", "图": "figure", "专栏": "box"}[found[2]]  # type: ignore[assignment]
    number = re.sub(r"[\s　]", "", found[3])
    continued = bool((found[1] and found[1].startswith("续")) or found[4]) or title.endswith(
        ("（续）", "(续)", "（续表）")
    )
    return Caption(names, number, title, continued)


def unit_line(text: str) -> str | None:
    """What a line says of the units of the table below it, None where it is no such line."""
    found = _UNIT.match(text) if len(text) <= _LONGEST and "位" in text else None
    return found[1].strip() if found else None


def is_note(text: str) -> bool:
    """Whether a line is a remark below a table."""
    return _NOTE.match(text) is not None


def _title(title: str) -> bool:
    return "。" not in title and not _PREDICATE.match(title)
