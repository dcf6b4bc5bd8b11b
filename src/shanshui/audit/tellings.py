"""All that a document tells of one project, wherever: in lists, in tables, in sentences that name it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from shanshui.audit.reading import Reading
from shanshui.claims.columns import without_years
from shanshui.claims.contents import amounts
from shanshui.claims.model import Claim, Period, Project, Span
from shanshui.documents import Block
from shanshui.standard.language.cues import cues
from shanshui.standard.language.project_words import project_words

LEAST = 5
"""Letters of a project's name below which it may well be that of another."""
_WORD = 2
"""Letters of a thing's name by which it is known in a longer one."""
_LONGEST = 90
"""Characters behind a name in which a sentence still speaks of it."""
_ENDING = re.compile(r"(?:建设)?(?:子|总)?(?:项目|工程)(?:建设)?")
_END = re.compile(r"[。；;\n！？!?]|合计|总计|共计|以上(?=[各两三四五六七八九十\d])|其他|其余|另")
_JOINED = re.compile(r"[“”（）()\s]*(?:、|和|与|及|以及|等)")
_OPENED = re.compile(r"(?:[、和与及除]|以及)[“\s]*$")
_LONGER = re.compile(r"(?:[镇乡村县市区州旗河江湖库山沟岭溪口部段片期]|街道|流域|林场)$")
_PREFIX = 12
_SENTENCE_ENDS = "。；;\n"
_SOMEWHERE = re.compile("在[一-龥]{1,8}(?:乡|镇|村|街道)(?!级)")
_BRACKETS = "（("
_BEHIND = frozenset("（(：:")
_MONTH = re.compile(r"(?:\d{1,2}月)?(?:上半年|下半年|[年月]?底|[年月]?末|[年月]?初)?(?:前|起)?(?:全面|正式|全部)?")
_OF_WORKS = re.compile("其中[^；。]{0,80}，(?=[^，]{0,12}$)")
"""What takes works apart before the cost of all: 治理90公顷，其中造林60公顷，投资8亿元."""
_YEARLY = re.compile(r"年度|分年|(?<!\d)20\d\d年(?![—–\-~～至])")


@dataclass(frozen=True, slots=True)
class Telling:
    """What one passage tells of a project.

    Parameters
    ----------
    name : Span
        Where it is named.
    table : int or None
        Number of the table; None for running text.
    entry : bool
        Whether it is an item of a list or a row of a table, and not a sentence that names it.
    cost : Claim or None
        What it costs altogether.
    works : tuple of Claim
        What is built or done: amounts of all of the project, no money and no shares.
    period : Period or None
        Its years.
    places : frozenset of str
        Townships and villages of an entry.
    group : str
        Heading of the list or table that an entry stands in.
    """

    name: Span
    table: int | None
    entry: bool
    cost: Claim | None
    works: tuple[Claim, ...]
    period: Period | None
    places: frozenset[str] = frozenset()
    group: str = ""


def tellings(reading: Reading) -> Mapping[str, tuple[Telling, ...]]:
    """What is told of each project, by the key of its name, in the order of the document.

    Notes
    -----
    A project that has several rows in one table, as one row for each stage or township has, is left out: what one of
    its rows holds is not all of it.
    """
    entries: dict[str, list[Project]] = {}
    for project in reading.projects:
        if len(project.name.key) >= LEAST:
            entries.setdefault(project.name.key, []).append(project)
    found: dict[str, list[Telling]] = {}
    for key, projects in entries.items():
        told = [_of_entry(project, reading) for project in projects]
        tables = [telling.table for telling in told if telling.table is not None]
        if len(set(tables)) == len(tables):
            found[key] = told
    for key, telling in _of_sentences(reading, found):
        found[key].append(telling)
    return {key: tuple(sorted(told, key=lambda one: one.name.start)) for key, told in found.items()}


def cost_of(project: Project, reading: Reading) -> Claim | None:
    """What a project costs by its entry: the one amount of money that is of all of it, or that is called its total."""
    money = [
        claim
        for claim in project.claims
        if claim.quantity.dimension == "yuan" and _of_itself(claim, project.name.span) and _whole(claim, reading)
    ]
    told = [claim for claim in money if claim.role == "total"] or money
    return told[0] if len(told) == 1 else None


def works_of(project: Project, reading: Reading) -> tuple[Claim, ...]:
    """What a project builds or treats by its entry, money and shares left out."""
    return tuple(claim for claim in project.claims if _is_work(claim, reading))


def alike(one: Claim, other: Claim) -> bool:
    """Whether two amounts are of one thing, by its name or by one that ends in it (处理站, 酸性涌水处理站)."""
    if one.quantity.dimension != other.quantity.dimension:
        return False
    short, long = sorted((one.of.key, other.of.key), key=len)
    return short == long or (len(short) >= _WORD and long.endswith(short))


def _of_entry(project: Project, reading: Reading) -> Telling:
    block = reading.document.block_at(project.name.span.start)
    table = block.table if block is not None and block.kind == "cell" else None
    yearly = table is not None and _YEARLY.search(reading.document.tables[table].caption) is not None
    cost = cost_of(project, reading)
    if cost is not None and yearly and cost.role != "total":
        cost = None
    works = () if yearly else works_of(project, reading)
    places = frozenset(place.key for place in project.places)
    return Telling(project.name.span, table, True, cost, works, project.period, places, project.group)


def _of_itself(claim: Claim, name: Span) -> bool:
    """Whether an amount is of the project itself and of no source of money, part or piece."""
    return not claim.of.key or claim.of.key in project_words("field") or claim.of.span.within(name)


def _is_work(claim: Claim, reading: Reading) -> bool:
    counted = claim.quantity.dimension not in ("yuan", "%", "") and not claim.quantity.dimension.startswith("yuan/")
    return counted and _whole(claim, reading) and not _of_a_year(claim, reading)


def _whole(claim: Claim, reading: Reading) -> bool:
    """Whether an amount is of all of the project: of no year, stage or part, and nothing that is there already."""
    if claim.phase or claim.first is not None:
        return False
    text, place = reading.document.text, claim.quantity.span.start
    words = text[claim.sentence.start : place]
    if _YEARLY.search(words) or any(word in words for word in project_words("partly")):
        return False
    block = reading.document.block_at(place)
    start = max(block.start if block is not None else 0, *(text.rfind(mark, 0, place) for mark in _SENTENCE_ENDS))
    said = text[start:place].rpartition(claim.scope)[2] if claim.scope else text[start:place]
    if claim.quantity.dimension == "yuan" and "元" not in said:
        said = _OF_WORKS.sub("", said)
    return not any(word in said for word in project_words("some")) and _SOMEWHERE.search(said) is None


def _of_a_year(claim: Claim, reading: Reading) -> bool:
    """Whether an amount stands in a column that a year or a phase heads."""
    block = reading.document.block_at(claim.quantity.span.start)
    if block is None or block.table is None or block.column is None:
        return False
    table = reading.document.tables[block.table]
    heads = [cell.text for row in range(table.heads) if (cell := table.at(row, block.column)) is not None]
    return any(without_years(head) != head or head.startswith((*cues("near"), *cues("far"))) for head in heads)


def _of_sentences(reading: Reading, known: Mapping[str, object]) -> Iterator[tuple[str, Telling]]:
    """Sentences of running text that name a project which an entry is of."""
    text = reading.document.text
    named = _mentions(reading, known)
    for place, (span, key) in enumerate(named):
        block = reading.document.block_at(span.start)
        if block is None or block.kind not in ("paragraph", "box", "note") or _OPENED.search(text[: span.start][-3:]):
            continue
        end = _end(text, span, named[place + 1][0].start if place + 1 < len(named) else len(text), block)
        stretch = Span(span.end, end)
        if stretch.start >= stretch.end or _JOINED.match(text, span.end, end):
            continue
        claims = amounts(text, stretch, text[span.start : span.end])
        cost = _cost_told(claims, stretch, reading)
        works = tuple(claim for claim in claims if _is_work(claim, reading))
        yield key, Telling(span, None, False, cost, works, _period_told(stretch, reading))


def _mentions(reading: Reading, known: Mapping[str, object]) -> list[tuple[Span, str]]:
    """Places outside of entries where a project is named in full, in order and apart from one another."""
    text, region = reading.document.text, reading.frame.region
    starts = [project.span.start for project in reading.projects]
    forms = {(form, project.name.key) for project in reading.projects for form in (project.name.text, project.name.key)}
    found: list[tuple[Span, str]] = []
    for form, key in forms:
        if key not in known or len(form) < LEAST:
            continue
        start = text.find(form)
        while start >= 0:
            ending = _ENDING.match(text, start + len(form))
            end = ending.end() if ending else start + len(form)
            at = bisect_right(starts, start) - 1
            around = reading.projects[at] if at >= 0 and start < reading.projects[at].span.end else None
            inside = around is not None and (around.name.key == key or start < around.name.span.end)
            whole = _begins(text, start, region) and (ending is None or "子" not in ending[0] or "子" in form)
            closed = ending is not None or form.endswith(("项目", "工程")) or text[end : end + 1] in _BEHIND
            if not inside and whole and closed:
                found.append((Span(start, end), key))
            start = text.find(form, end)
    apart: list[tuple[Span, str]] = []
    for span, key in sorted(found, key=lambda one: (one[0].start, -one[0].end)):
        if not apart or span.start >= apart[-1][0].end:
            apart.append((span, key))
    return apart


def _begins(text: str, start: int, region: str) -> bool:
    """Whether a name begins here and is not the end of a longer one, such as that of a part in one township."""
    before = text[max(0, start - _PREFIX) : start]
    return not _LONGER.search(before) or (bool(region) and before.endswith(region))


def _end(text: str, name: Span, following: int, block: Block) -> int:
    """Where a sentence ends to speak of a project: before the next one, at its own end, or after some words."""
    most = min(following, block.end, name.end + _LONGEST)
    found = _END.search(text, name.end, most)
    return found.start() if found else most


def _cost_told(claims: Sequence[Claim], stretch: Span, reading: Reading) -> Claim | None:
    text = reading.document.text
    for claim in claims:
        start = claim.quantity.span.start
        if claim.quantity.dimension != "yuan" or not _whole(claim, reading):
            continue
        words = text[max(stretch.start, claim.sentence.start) : start]
        if not words.strip(_BRACKETS + " ") or _costs().search(words):
            return claim
    return None


@cache
def _costs() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in project_words("cost"))
    return re.compile(rf"(?:{words})[^，。；、\d]{{0,4}}$")


def _period_told(stretch: Span, reading: Reading) -> Period | None:
    """The years behind a word such as 实施期限, or from that in which it is begun to that in which it is finished."""
    text, words = reading.document.text, project_words("period")
    inside = [p for p in reading.periods if stretch.start <= p.span.start and p.span.end <= stretch.end and p.first]
    for period in inside:
        before = text[max(stretch.start, period.span.start - 12) : period.span.start].rstrip(" 　:：为是（(安排")
        if before.endswith(words) or period.text.startswith(words):
            return period
    begun = [p for p in inside if _followed(text, p, stretch, project_words("begun"))]
    ended = [p for p in inside if _followed(text, p, stretch, project_words("finished"))]
    if len(begun) == 1 and len(ended) == 1 and begun[0].span.end < ended[0].span.start:
        span = Span(begun[0].span.start, ended[0].span.end)
        return Period(span, text[span.start : span.end], begun[0].first, ended[0].last)
    return None


def _followed(text: str, period: Period, stretch: Span, words: Sequence[str]) -> bool:
    """Whether one of some words stands right behind a year: 2022年3月启动, 2024年底前完工."""
    behind = _MONTH.match(text, period.span.end, stretch.end)
    return behind is not None and text.startswith(tuple(words), behind.end(), stretch.end)
