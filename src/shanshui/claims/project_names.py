"""Names of projects: where one ends, several in one item, and the key by which the same project is found again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from shanshui.claims.model import Named, Span
from shanshui.claims.naming import key
from shanshui.standard.language.project_words import ProjectWordKind, project_words

LONGEST = 70
"""Characters of one name; a list of names in one item may be as much as ten times longer."""

_REGION = re.compile(
    r"(?:[\u3400-\u9fff]{2,8}?(?:省|自治区|自治州|州|市|地区|盟|自治县|县|旗)(?!场|政|域|民|级|内|乡|城|中心|委|容))"
)
_OPENERS, _CLOSERS = "（(〔[【《“", "）)〕]】》”"
_MARKS = re.compile(r"[。；;：:！？!?\n]")
_TAIL = re.compile(r"(?:建设)?(?:工程)?(?:子)?(?:项目|工程)?(?:建设)?$")
_QUOTES = re.compile(r"[“”‘’\"'·\s　]")
_NUMBERED = re.compile(r"^(?:第[一二三四五六七八九十\d]+[批期]|[一二三四五六七八九十]+期)")
_TRAILING = " \t　、，,：:；;。-—–"


def end_of_name(words: str) -> int:
    """Where the name at the beginning of a line ends: before the first mark outside brackets, else at its end.

    Examples
    --------
    >>> line = "沙河（上游、下游）整治工程。新建护岸3km。"
    >>> line[: end_of_name(line)]
    '沙河（上游、下游）整治工程'
    """
    depth = 0
    for place, sign in enumerate(words):
        if sign in _OPENERS:
            depth += 1
        elif sign in _CLOSERS:
            depth = max(0, depth - 1)
        elif depth == 0 and _MARKS.match(sign):
            return place
    return len(words)


def looks_like_project(words: str) -> bool:
    """Whether words end as names of projects do: 工程, 项目, 治理.

    Examples
    --------
    >>> looks_like_project("青石沟小流域治理工程（一期）"), looks_like_project("完成造林20公顷")
    (True, False)
    """
    return is_project_name(words) or _ends(words, "works")


def is_project_name(words: str) -> bool:
    """Whether words end in 工程, 项目 or another word that is said of projects only."""
    return _ends(words, "ending")


@cache
def _ends(words: str, kind: ProjectWordKind) -> bool:
    kept = re.sub(r"[（(][^（()）]{0,40}[）)]$", "", words.strip(_TRAILING)).strip(_TRAILING)
    if not 3 < len(kept) or kept.startswith(project_words("not_name")) or "，" in kept or "," in kept:
        return False
    return kept.endswith(project_words(kind))


def names_in(text: str, span: Span) -> tuple[Span, ...]:
    """The names that an item joins by 、, one where it names one project.

    Parameters
    ----------
    text : str
        Of the document.
    span : Span
        Of the names, without years and number.

    Notes
    -----
    A list is cut where each part could stand alone: most parts and the first end in 项目 or 工程, or all share a word
    of two characters or more in their latter half (…水库, …焚烧场). 水土流失、石漠化治理工程 is one name.
    """
    parts = tuple(_parts(text, span))
    if len(parts) < 2 or any(part.end - part.start < 4 for part in parts):
        return (span,)
    words = [re.sub(r"[（(][^（()）]{0,40}[）)]$", "", text[part.start : part.end]) for part in parts]
    ended = sum(word.endswith(("项目", "工程")) for word in words)
    if (5 * ended >= 3 * len(words) and ended > 1 and words[0].endswith(("项目", "工程"))) or (
        len(words) > 2 and _shared(words)
    ):
        return parts
    return (span,)


def _parts(text: str, span: Span) -> Iterator[Span]:
    depth, start = 0, span.start
    for place in range(span.start, span.end):
        sign = text[place]
        if sign in _OPENERS:
            depth += 1
        elif sign in _CLOSERS:
            depth = max(0, depth - 1)
        elif sign in "、;；" and depth == 0:
            yield Span(start, place)
            start = place + 1
    if start < span.end:
        yield Span(start, span.end)


def _shared(words: list[str]) -> bool:
    """Whether all words have two characters in common that stand in the latter half of each, and no verb."""
    pairs: set[str] | None = None
    works = project_words("works")
    for word in words:
        late = {word[i : i + 2] for i in range(len(word) // 2, len(word) - 1)}
        pairs = late if pairs is None else pairs & late
    return any(pair not in works for pair in pairs or ())


def project_name(text: str, span: Span) -> Named:
    """A name with the key by which the same project is found again."""
    words = text[span.start : span.end]
    return Named(span, words, project_key(words))


@cache
def project_key(words: str) -> str:
    """What of a name tells the project apart: without regions before it, and 建设, 工程, 项目 behind it.

    Examples
    --------
    >>> project_key("甲乙省丙丁县沙河镇供排水改造项目"), project_key("沙河镇供排水改造工程")
    ('沙河镇供排水改造', '沙河镇供排水改造')
    """
    kept = _QUOTES.sub("", words).strip(_TRAILING)
    for _ in range(3):
        found = _REGION.match(kept)
        if found is None or len(kept) - found.end() < 4:
            break
        kept = kept[found.end() :]
    plain = key(kept)
    short = _TAIL.sub("", plain)
    return short if len(short) > 2 else plain or key(words)
