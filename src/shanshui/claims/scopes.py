"""Where a statement holds: the zone, place or project whose heading, title or lead-in it stands under."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from shanshui.claims.sentences import is_prose
from shanshui.documents import Block, Document
from shanshui.standard.language.cues import cues

_NUMBER = re.compile(
    r"^[\s\u3000]*(?:第[一二三四五六七八九十百\d]+[章节条部分篇]+|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+[、.．]"
    r"|\d+(?:[.．]\d+)*(?:[、.．]|(?!\d|年|月|个|处|[、.．]))|专栏[\d.．\-—]+|[①-⑳]|(?:工程|项目|行动|专项)[一二三四五六七八九十\d]{1,3}[：:])[\s\u3000]*"
)
_BRACKET = re.compile(r"[（(][^（）()]{0,40}[）)]")
_PROJECT = re.compile(r"(?:工程|项目|子项目|建设|治理|修复|整治)$")
_GENERIC_ZONE = re.compile(
    r"(?:布局|格局|重点区|重点区域|区域|地区|园区|(?<![\u4e00-\u9fff]{5})保护区|功能区|规划区|项目区|工程区|灌区|社区|林区|矿区|库区|自然保护地|划区)$"
)
_NO_NAME = re.compile(
    r"(?:国土|空间|主要|重点|生态|格局|布局|总体|划分|规划|保护|修复|治理|综合|整治|系统|一体化|山水林田湖草沙|工程|实施|管控|基本|各|的|和|与|及)*"
    r"(?:分区|片区|单元|流域|廊道|屏障|区|带)"
)
_DATED = re.compile(r"[（(][^（）()]{0,6}20\d\d年?[^（）()]{1,12}[）)](?:[（(][^（）()]{0,30}[）)])?$")
_COUNTY = re.compile(r"[县市旗]")
_TOWNSHIP = re.compile(r"(?!重点|中心|特色|一般|各|建制|小城|美丽)[\u4e00-\u9fff]{2,4}(?<![城乡村集])(?:镇|乡|街道)")
_LOCAL = re.compile(
    r"[\u4e00-\u9fff]{2,3}(?:镇|乡|村|街道)(?!化|级)[\u4e00-\u9fff]{2,}(?:建设|治理|修复|整治|改造|恢复)"
)
_OF_ZONE = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．])?\s?(?!全|本|该|各|其中|主要)([\u4e00-\u9fff]{2,18}?)"
    r"(?:主要|共)?(?:包括|涉及|涵盖|包含|包有|覆盖|辖|位于|地处|范围(?:为|包括)|由[\u4e00-\u9fff、]{2,60}组成|总?面积|现有|有)"
)
"""How a sentence begins that is about a zone: 西北涵养片包括甲镇、乙乡，有林地…."""
_HOLDER = re.compile(
    r"(?:(?!国家级?|省级|市级|县级|国有|自然|湿地|森林|地质|风景|名胜|水源|重点|主要|全部|各类|饮用水|水土流失|基本|永久|一级|二级)"
    r"[\u4e00-\u9fff]){2}[\u4e00-\u9fff]{0,12}(?:(?:修复|治理|保育|提质|涵养|保持|防护|治沙|恢复|提升|防治|[农牧林山丘灌])区"
    r"|片区|单元|林场|公园|自然保护区)(?=(?:经营|管护|管理|规划|批复)?$)"
)
_NAME_LIMIT = 200
_OPENING = 90
_BEGUN = re.compile(
    r"((?:[（(][\d一二三四五六七八九十]{1,2}[)）]|(?:工程|项目|行动|专项)[一二三四五六七八九十\d]{1,3}[：:])?[^。：:，；、！？\n（(]{3,40}(?:[（(][^（）()\n]{1,40}[）)])?)[。：:]"
)


@dataclass(frozen=True, slots=True)
class Scopes:
    """The scopes of a document, by the place where each begins."""

    starts: tuple[int, ...]
    names: tuple[str, ...]
    kinds: tuple[str, ...]

    def at(self, offset: int) -> str:
        """The scope that a place stands under; empty for the whole region."""
        found = bisect_right(self.starts, offset) - 1
        return self.names[found] if found >= 0 else ""

    def kind_at(self, offset: int) -> str:
        """``project``, ``zone`` or nothing."""
        found = bisect_right(self.starts, offset) - 1
        return self.kinds[found] if found >= 0 else ""


def scopes(document: Document) -> Scopes:
    """The scopes of a document.

    Notes
    -----
    A heading whose words are the name of a zone (清水河流域修复区, 南部片区) or of a project gives its scope to all
    below it; so does a short line with a number and the name of a project, until the next one or the next heading.
    """
    found: list[tuple[int, str, str]] = [(0, "", "")]
    above: list[tuple[int, str, str]] = []
    for block in document.blocks:
        if block.kind == "heading":
            above = [outer for outer in above if outer[0] < block.level]
            name, kind = _titled(document.words(block))
            above.append((block.level, name, kind))
            inherited = next(((n, k) for _, n, k in reversed(above) if n), ("", ""))
            found.append((block.start, *inherited))
            continue
        title = _title(document, block)
        if title is not None:
            inherited = next(((n, k) for _, n, k in reversed(above) if n), ("", ""))
            found.append((block.start, *(title if title[0] else inherited)))
            continue
        opening = _opening(document, block)
        if opening[0]:
            found.extend([(block.start, *opening), (block.end, *found[-1][1:])])
    return Scopes(tuple(s for s, _, _ in found), tuple(n for _, n, _ in found), tuple(k for _, _, k in found))


def zone_of(text: str, start: int, end: int) -> str:
    """The zone or township that a sentence is about from its first words on; empty where it is about none.

    Examples
    --------
    >>> zone_of("北部涵养片包括甲镇、乙乡，有林地300公顷", 0, 21), zone_of("全县耕地面积300公顷", 0, 11)
    ('北部涵养片', '')
    """
    found = _OF_ZONE.match(text, start, end)
    name, kind = _titled(found[1]) if found is not None else ("", "")
    return name if kind == "zone" else ""


def is_title(document: Document, block: Block) -> bool:
    """Whether a line of running text is the numbered name of a project or a zone, and no sentence."""
    title = _title(document, block)
    return title is not None and title[0] != ""


def _title(document: Document, block: Block) -> tuple[str, str] | None:
    """The scope that a line of running text opens: a numbered name of a project, or a numbered zone."""
    if not (is_prose(document, block) or block.kind == "cell") or block.end - block.start > 260:
        return None
    words = document.words(block).strip()
    number = _NUMBER.match(words)
    if number is None or words.endswith(("。", "；", "：", ";")) or re.search(r"[，。；]", words):
        return None
    return _titled(words)


def _opening(document: Document, block: Block) -> tuple[str, str]:
    """The zone or project that a paragraph begins with, as its own title: 北部水源涵养修复区。包括…."""
    if not is_prose(document, block):
        return "", ""
    words = document.text[block.start : min(block.end, block.start + _OPENING)].lstrip()
    begun = _BEGUN.match(words)
    if begun is None or begun.end() >= len(words):
        return "", ""
    plain = title_name(begun[1])
    return (plain, "project") if _LOCAL.fullmatch(plain) and _NUMBER.match(words) else _titled(begun[1])


def holder_of(words: str) -> str:
    """The name of one zone, park or forest farm, behind whose area is told what it holds; empty where it is none.

    Examples
    --------
    >>> holder_of("北部草原修复区"), holder_of("红旗林场经营"), holder_of("国家级自然保护区")
    ('北部草原修复区', '红旗林场', '')
    """
    found = _HOLDER.match(words)
    return found[0] if found is not None else ""


def title_name(words: str) -> str:
    """The name in a heading, without its number and brackets."""
    return _BRACKET.sub("", _NUMBER.sub("", words.strip())).strip(" \u3000。：:")


def _titled(words: str) -> tuple[str, str]:
    plain = title_name(words)
    if not 3 <= len(plain) <= _NAME_LIMIT:
        return "", ""
    if plain.endswith(cues("zone")) and not (_GENERIC_ZONE.search(plain) or _NO_NAME.fullmatch(plain)):
        return plain, "zone"
    if _TOWNSHIP.fullmatch(plain):
        return plain, "zone"
    if _DATED.search(words) and not plain.startswith((*cues("near"), *cues("far"))):
        return plain, "project"
    if (
        _PROJECT.search(plain)
        and (_BRACKET.search(_NUMBER.sub("", words.strip())) or plain.endswith(("工程", "项目")))
        and not re.search(r"重点|重大|任务|部署|措施|安排|布局|专栏", plain)
    ):
        return plain, "project"
    return "", ""


def region_of(document: Document) -> str:
    """The county, city or banner that a document is of: the one whose name stands there most often.

    Returns
    -------
    str
        Its name; empty where none stands there three times, or twice when the beginning names it.
    """
    text = document.text
    windows: Counter[str] = Counter()
    for found in _COUNTY.finditer(text):
        words = text[max(0, found.start() - 2) : found.end()]
        if len(words) == 3 and all("\u4e00" <= mark <= "\u9fff" for mark in words):
            windows[words] += 1
    for name, often in windows.most_common(5):
        if (often >= 3 or (often >= 2 and name in text[:200])) and not re.match(
            r"全|本|各|我|该|邻|[和与及在对是于的]", name
        ):
            return _longer(text, name, often)
    return ""


def _longer(text: str, name: str, often: int) -> str:
    """The name with what nearly always stands before it."""
    for _ in range(8):
        before = Counter(text[found.start() - 1] for found in re.finditer(re.escape(name), text) if found.start())
        mark, times = before.most_common(1)[0] if before else ("", 0)
        if times < 0.8 * often or not "\u4e00" <= mark <= "\u9fff":
            break
        name = mark + name
    return name
