"""What a table tells of the places in its rows, as its caption says: 各片区水土流失强度分级."""

from __future__ import annotations

import re

from shanshui.claims.columns import bare, without_years
from shanshui.claims.headed import split_attribute
from shanshui.standard.language.cues import cues

_NUMBER = re.compile(r"^(?:续?附?表)?\s?[\d一二三四五六七八九十A-Z]{0,3}(?:[-—–.．]\d{1,3}){0,3}\s?")
_PLACES = r"(?:乡镇|镇乡|镇街|街道|行政村|单元|片区|分区|小?流域|区域|修复区|治理区|区)"
_LEAD = re.compile(
    rf"^(?:[\u4e00-\u9fff]{{2,6}}?[县市旗](?=[\u4e00-\u9fff]{{2}})|[全本我][县市域旗]|[各分按]{_PLACES}(?:街道)?|主要|现状)+"
)
_END = re.compile(
    r"(?:统计|基本信息|信息|汇总|一览|明细|情况|概况|表|现状|分布|结构|构成|分级|强度|程度|等级|分类|类型|数量|规模|占比|比例|调查|成果|数据"
    r"|[及与和]|[按分各](?:乡镇|镇街|行政村|单元|片区|小?流域|区域)|(?<!修复)(?<!治理)(?<!功能)(?<!生态)(?<!保护)分区)$"
)
_OF_PLACES = re.compile(rf"(?:土地|国土|用地|土地利用|区划|行政|布局|格局|划分|范围|面积|基本|土地资源|{_PLACES})$")
_DOING = re.compile(r"(?:生态|国土|空间|系统|综合|重点|保护|修复|治理|整治)*")
_LIVED_IN = ("镇", "乡", "街道", "苏木", "村", "林场", "农场", "牧场")


def thing_told(caption: str) -> str:
    """The key of what a table tells of the places in its rows; empty where that is the places themselves, or unknown.

    Parameters
    ----------
    caption : str
        Name of the table with its number.

    Examples
    --------
    >>> thing_told("表2-1 水土流失强度分级（2020年，平方公里）"), thing_told("表3 各乡镇废弃矿点统计表")
    ('水土流失', '废弃矿点')
    >>> thing_told("表5-1 修复分区面积"), thing_told("表1 土地利用现状表")
    ('', '')
    """
    words = _LEAD.sub("", without_years(bare(_NUMBER.sub("", caption.strip()))))
    for _ in range(len(words)):
        shorter = _END.sub("", words)
        if shorter == words:
            break
        words = shorter
    words, _ = split_attribute(words)
    while words != (shorter := _END.sub("", words)):
        words = shorter
    return "" if len(words) < 2 or _OF_PLACES.search(words) or _DOING.fullmatch(words) else words


def is_place(label: str) -> bool:
    """Whether the label of a row is the name of a place: 库区片区, 清水镇.

    Examples
    --------
    >>> is_place("库区片区"), is_place("清水镇"), is_place("乔木林地")
    (True, True, False)
    """
    return bare(label).endswith((*cues("zone"), *_LIVED_IN))
