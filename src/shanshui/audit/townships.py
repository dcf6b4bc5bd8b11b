"""Townships as a document itself lists them, and names that are a slip from one another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from shanshui.audit.framing import is_of_part
from shanshui.claims.model import Named, Span
from shanshui.claims.numerals import figures, words
from shanshui.claims.places import level_of
from shanshui.documents import Document

_GLUE = re.compile(
    r"[、，,；;和与及\s]|以及|（[^（）]{0,12}）|\([^()]{0,12}\)"
    r"|(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?个?(?:民族)?(?:乡镇|镇|乡|街道)"
)
"""What stands between the names of a list, a number of those named so far included."""

_COUNTED = re.compile(
    r"(\d{1,2}|[一二三四五六七八九十]{1,3})\s?个?(?:民族)?(?:乡镇|乡（镇）|乡\(镇\)|镇|乡|街道)"
    r"|(?:乡镇|乡|镇|街道)(?:（[^（）]{1,8}）)?(?:共|有|为)?(\d{1,2}|[一二三四五六七八九十]{1,3})\s?个"
)
_OF_PART = re.compile(
    r"本区|该区|片区|[片带轴核屏廊](?:区)?(?:包括|涉及|涵盖|含|由|为|：)|组团|分区|单元|项目|工程|流域|石漠|流失|分布|集中|涉及"
)
_OF_ALL = re.compile(r"全[域境县市区旗]|县域|辖")
_TOWNS_AND = re.compile(
    r"[，,（(]?(?:共|合计|计|等)?\s?(\d{1,2}|[一二三四五六七八九十]{1,3})\s?个?[镇乡]、?(\d{1,2}|[一二三四五六七八九十]{1,3})\s?个?[镇乡]"
)
_OF_WORKS = re.compile(r"(?:项目|工程|方案|实施)(?:区|范围)?[^。；\n]{0,16}?(?:涉及|包括|位于|涵盖|覆盖|为)")
_SOME = re.compile(r"\s*等(?!\s*(?:\d|[一二三四五六七八九十]))")


@dataclass(frozen=True, slots=True)
class Established:
    """What a document itself tells of its townships.

    Parameters
    ----------
    names : tuple of str
        Townships that stand in its list.
    closed : bool
        Whether the list is said to be, by number or by word, that of all.
    span : Span
        The list.
    works : bool
        Whether the list is, by number, that of all in which an implementation plan works.
    """

    names: tuple[str, ...]
    closed: bool
    span: Span
    works: bool = False


def established(document: Document, places: Sequence[Named]) -> Established | None:
    """The longest list of townships in a document; None where it lists none.

    Notes
    -----
    A list is closed where a number beside it is that of its names and it is not of a part: no word for a part stands
    before it, and no other counted list has other names only, unless it has a word for the whole (辖, 全县).
    """
    towns = [place for place in places if level_of(place.text) == "township"]
    best: Established | None = None
    counted_lists = _counted_lists(document, towns)
    for group in _groups(document.text, towns):
        names = tuple(dict.fromkeys(place.text for place in group))
        span = Span(group[0].span.start, group[-1].span.end)
        if len(names) < 3 or (best is not None and (best.closed, len(best.names)) >= (True, 0) and best.closed):
            continue
        counted = _is_counted(document, span, len(names))
        others = any(not other & set(names) for other in counted_lists) and not _OF_ALL.search(_lead(document, span))
        closed = counted and not others and not _is_of_some(document, span)
        found = Established(names, closed, span, counted and _OF_WORKS.search(_lead(document, span)) is not None)
        if best is None or (found.closed, len(names)) > (best.closed, len(best.names)):
            best = found
    return best


def _counted_lists(document: Document, towns: Sequence[Named]) -> list[frozenset[str]]:
    """The names of each list that tells how many they are."""
    found = []
    for group in _groups(document.text, towns):
        names = frozenset(place.text for place in group)
        if len(names) > 1 and _is_counted(document, Span(group[0].span.start, group[-1].span.end), len(names)):
            found.append(names)
    return found


def _groups(text: str, towns: Sequence[Named]) -> Iterator[list[Named]]:
    """Runs of townships that follow each other with nothing but marks between."""
    group: list[Named] = []
    for town in towns:
        if group and _GLUE.sub("", text[group[-1].span.end : town.span.start]) not in ("", "等"):
            yield group
            group = []
        group.append(town)
    if group:
        yield group


def _lead(document: Document, span: Span) -> str:
    """The words of the sentence before a list."""
    text = document.text
    return text[max(text.rfind("。", 0, span.start), text.rfind("\n", 0, span.start)) + 1 : span.start][-70:]


def _is_of_some(document: Document, span: Span) -> bool:
    """Whether a list is that of a part of the county."""
    line = _lead(document, span)
    part = _OF_PART.search(line) and not _OF_ALL.search(line)
    return bool(part) or is_of_part(document, span.start)


def _is_counted(document: Document, span: Span, names: int) -> bool:
    """Whether a number beside a list is that of its names."""
    text, line = document.text, _lead(document, span)
    after = text[span.end : span.end + 24]
    if _SOME.match(after):
        return False
    told = [_number(one or other) for one, other in _COUNTED.findall(line + text[span.start : span.end])]
    following = re.match(r"[^。；\n\d]{0,6}?(\d{1,2}|[一二三四五六七八九十]{1,3})\s?个?(?:乡镇|镇|乡|街道)", after)
    told += [_number(following.group(1))] if following else []
    told += [_both(after)]
    return any(sum(told[n:]) == names or told[n] == names for n in range(len(told)))


def _both(after: str) -> int:
    """What 共3镇2乡 behind a list adds up to; nought where nothing of the kind stands there."""
    found = _TOWNS_AND.match(after)
    return sum(_number(part) for part in found.groups() if part) if found else 0


def _number(text: str) -> int:
    found = figures(text) if text.isdigit() else words(text)
    return int(found.value) if found is not None else 0


def one_slip(name: str, known: Iterable[str], frequency: Mapping[str, int] | None = None) -> str:
    """The known name of which another one is a slip of one character; empty where there is none, or several.

    Parameters
    ----------
    name : str
        As it stands in a text.
    known : iterable of str
        Names of the same ending.
    frequency : mapping, optional
        How often they stand there.

    Examples
    --------
    >>> one_slip("郭寨镇", ["敦寨镇", "平秋镇"]), one_slip("里乡", ["隆里乡"]), one_slip("河口乡", ["固本乡"])
    ('敦寨镇', '隆里乡', '')
    """
    near = [other for other in dict.fromkeys(known) if other != name and is_one_apart(name, other)]
    counts = frequency or Counter(near)
    near.sort(key=lambda other: -counts.get(other, 0))
    return near[0] if len(near) == 1 else ""


def is_one_apart(one: str, other: str) -> bool:
    """Whether two names differ by one character changed, left out or added, and share two at least.

    Examples
    --------
    >>> is_one_apart("新华乡", "新化乡"), is_one_apart("三江镇", "平秋镇"), is_one_apart("里乡", "隆里乡")
    (True, False, True)
    """
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 2:
        return False
    if len(one) == len(other):
        return len(one) >= 3 and sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return any(long[:n] + long[n + 1 :] == short for n in range(len(long)))
