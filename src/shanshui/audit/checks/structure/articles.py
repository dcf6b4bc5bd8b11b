"""Articles (第五条) that a document refers to within itself: there, and about what they are said to be about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from shanshui.audit.check import check, fault
from shanshui.audit.neighbours import is_quoted
from shanshui.audit.reading import Reading
from shanshui.claims.model import Span
from shanshui.claims.numerals import figures, words
from shanshui.finding import Finding

_NUMBER = r"([一二三四五六七八九十百零]{1,6}|\d{1,3})"
_ARTICLE = re.compile(rf"^[ \t　]*第{_NUMBER}条(?=[ \t　]|[㐀-鿿])", re.M)
_REFERENCE = re.compile(
    rf"(?:(?:本|该)(?:规划|方案|办法|文本|规程|细则)|(?:按照?|依照?|依据|根据|见|符合|与)(?:前述|上述)?)(?:文本)?第{_NUMBER}条"
    r"(?:(?:中|所)?(?:规定|确定|明确|列明|提出|载明|所列|所述|所称)?(?:的)([㐀-鿿]{2,8}))?"
)
_TOPIC = 4
"""Characters of what an article is said to be about by which it is known again."""
_LEAST = 3
"""Articles that a document must have to be written in articles."""


@check("AUDIT-ARTICLE-MISSING", "AUDIT-ARTICLE-OTHER")
def articles_referred_to(reading: Reading) -> Iterator[Finding]:
    """An article that is not there, or that another one than the one named is about."""
    text, articles = reading.document.text, _articles(reading.document.text)
    if len(articles) < _LEAST:
        return
    for found in _REFERENCE.finditer(text):
        number, span = _value(found[1]), Span(*found.span())
        if is_quoted(text, found.start()):
            continue
        if number not in articles:
            if number > max(articles) and found[0].startswith("本"):
                yield fault("AUDIT-ARTICLE-MISSING", reading, (span,), f"第{found[1]}条", f"第{max(articles)}条")
            continue
        topic, place = _told_elsewhere(text, articles, number, found)
        if place is not None:
            line = text.find("\n", place.start)
            there = Span(place.start, line if 0 <= line < place.end else place.end)
            got, want = f"第{found[1]}条", _name(text, place)
            yield fault("AUDIT-ARTICLE-OTHER", reading, (span, there), got, want, {"name": topic})


def _told_elsewhere(
    text: str, articles: Mapping[int, Span], number: int, found: re.Match[str]
) -> tuple[str, Span | None]:
    """What a reference says its article is about, and the one other article that has these words; None for none."""
    said, own = found[2] or "", articles[number]
    others = [
        place for other, place in articles.items() if other != number and not place.start <= found.start() < place.end
    ]
    if len(said) < _TOPIC or said[:_TOPIC] in text[own.start : own.end]:
        return said, None
    for length in range(len(said), _TOPIC - 1, -1):
        having = [place for place in others if said[:length] in text[place.start : place.end]]
        if having:
            return said[:length], having[0] if len(having) == 1 else None
    return said, None


def _articles(text: str) -> Mapping[int, Span]:
    """Where every article begins and ends, by its number; of two with one number the first."""
    starts = list(_ARTICLE.finditer(text))
    ends = (*(start.start() for start in starts[1:]), len(text))
    found: dict[int, Span] = {}
    for start, end in zip(starts, ends, strict=False):
        found.setdefault(_value(start[1]), Span(start.start(1) - 1, end))
    return found


def _value(number: str) -> int:
    read = figures(number) if number.isdigit() else words(number)
    return int(read.value) if read is not None else 0


def _name(text: str, article: Span) -> str:
    return text[article.start : text.find("条", article.start) + 1]
