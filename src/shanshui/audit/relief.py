"""The lowest and the highest place of the whole that a document is of, as it tells them itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from shanshui.claims.heights import Relief, reliefs
from shanshui.documents import Document

Subject = Literal["whole", "terrain", "works", ""]
_WHOLE = "全[县市区域境旗]|[县市区旗][域境内]|境内|辖区|[本我该][县市旗]"
_WORKS = re.compile("(?:项目|工程|实施)(?:区域?|范围|地点|位于|地处|涉及|建设地点)|规划区")
_LIES = re.compile("位于|地处|处于|介于|隶属|坐落")
_TERRAIN = re.compile(
    r"地[势形貌]|地处|位于|隶属|[东西南北]{2}(?:最?[长宽]|高|低|倾)|总面积|地理坐标|东经|北纬|平均海拔|属.{1,12}(?:区|带)"
)
_CHAPTER = re.compile("地[势形貌]|自然(?:地理|概况|条件|环境|本底)|概况|区位|地理|基本情况|位置|气候|本底|现状")
"""Headings below which heights without a subject are those of the whole."""
_PART = re.compile(
    r"片区|分区|单元|流域|水系|保护区|保护地|公园|子项目|图斑|林场|景区|库区|核心区|缓冲区|实验区|治理区|修复区|小区|样[地区方点]|地块"
    r"|[东西南北中]部|[东西南北]{1,2}[侧麓坡缘翼]|[一-鿿]{1,4}[山岭峰坡梁塬沟河江湖库乡镇村](?:[：，]|地区|位于|$)|^(?:其中|该|主要分布)"
)
"""Subjects that are less than the whole."""
_GOVERNED = re.compile(r"^\s?(?:之间)?\s?(?:的|以[上下]|为[主宜]|处[有，]|地带|区域|范围内的|左右的|[）)])")
_BARE = re.compile(r"^\s?(?:地面|地形|地势|山体|区域|总体|境内|区内|其)?(?:海拔|高程)?\s?$")
_CLAUSE, _STOP = "，,：:", "。；\n"


def relief_of(document: Document, region: str, of_works: bool, of_part: set[int]) -> tuple[Decimal, Decimal] | None:
    """Lowest and highest place of the whole; None where the document does not tell both together.

    Parameters
    ----------
    document : Document
        Its text and blocks.
    region : str
        Name of its county.
    of_works : bool
        Whether it is of works, so that its project area is the whole where the county's heights are not told.
    of_part : set of int
        Beginnings of the headings that are about a part.

    Notes
    -----
    A statement is of the whole where its clause says so (全县海拔), or where it has no subject (海拔468—1926米) and the
    subject that goes on through its sentence, the sentences before it in the paragraph or the heading is the whole, or
    its terrain. What holds of a distribution (分布于海拔800—1200米的林地) tells nothing of the ground.
    """
    own = re.compile(f"{_WHOLE}|{re.escape(region)}" if region else _WHOLE)
    told: dict[Subject, list[Relief]] = {"whole": [], "terrain": [], "works": [], "": []}
    for relief in reliefs(document.text):
        path = document.path_at(relief.span.start)
        if not any(heading.start in of_part for heading in path) and not _GOVERNED.match(
            document.text, relief.span.end
        ):
            told[_subject(document, relief, own)].append(relief)
    found = _of_all(document, told["whole"], told["terrain"]) or next(iter(told["works"] if of_works else ()), None)
    return (found.low.value, found.high.value) if found else None


def _of_all(document: Document, stated: Sequence[Relief], terrain: Sequence[Relief]) -> Relief | None:
    """The statement that names the whole, or that of the terrain before it in its paragraph; else the only widest."""
    if stated:
        block = document.block_at(stated[0].span.start)
        return next((one for one in terrain if document.block_at(one.span.start) is block), stated[0])
    first = next(iter(terrain), None)
    apart = first and any(one.low.value < first.low.value or one.high.value > first.high.value for one in terrain)
    return None if apart else first


def _subject(document: Document, relief: Relief, own: re.Pattern[str]) -> Subject:
    """What a statement of heights is of: the whole by name, its terrain, the ground of the works, or something else."""
    text, start = document.text, relief.span.start
    line = text.rfind("\n", 0, start) + 1
    sentence = max((text.rfind(mark, line, start) for mark in _STOP), default=-1) + 1 or line
    clause = max((text.rfind(mark, sentence, start) for mark in _CLAUSE), default=-1) + 1 or sentence
    said = _named(text[clause:start], own)
    if said is not None or not _BARE.match(text[clause:start]):
        return said or ""
    opening = text[sentence:clause]
    before = [words for words in re.split("[。；]", text[line:sentence]) if words.strip()]
    for words in (opening, *reversed(before)):
        said = _named(re.split("[，,：:]", words.strip(), maxsplit=1)[0], own)
        if said is not None:
            return said
        if _TERRAIN.search(words):
            break
    headings = [document.words(heading).strip() for heading in document.path_at(start)]
    above = headings[-1] if headings else ""
    if _PART.search(above):
        return ""
    return "terrain" if _TERRAIN.search(opening) or _CHAPTER.search(above) else ""


def _named(words: str, own: re.Pattern[str]) -> Subject | None:
    """What the subject of a clause is; None where it has none that is known."""
    subjects: tuple[tuple[Subject, re.Pattern[str]], ...] = (("works", _WORKS), ("whole", own))
    for subject, pattern in subjects:
        if pattern.search(words):
            part = _PART.search(pattern.sub("", words)) and not _LIES.search(words)
            return "" if part else subject
    return "" if _PART.search(words) else None
