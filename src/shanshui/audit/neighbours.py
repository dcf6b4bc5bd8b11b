"""Whether a sentence speaks of places outside the county: neighbours, superiors, examples, quotations."""

from __future__ import annotations

import re
from bisect import bisect_left

from shanshui.audit.reading import Reading
from shanshui.claims.model import Span
from shanshui.claims.places import level_of

_MARKS = "。；\n"
_BORDER = re.compile(
    r"邻|毗|接壤|交界|界[于临]|[东西南北]界|距|抵|[东西南北](?:连|接|靠|依|与)|相连|相接|流[入出至向经]|汇[入于]|注入|发源|源[于自]|出境|入境"
    r"|跨县|跨界|跨省|对口|帮扶|协作|联防|联治"
)
_WIDER = re.compile(
    r"以[东西南北]|经济圈|城市群|都市圈|借鉴|经验|案例|考察|共建|高速|铁路|航道|公路|国道|省道|通往|首府|省会|横贯|途经|横跨|上游|下游|流域"
    r"|涉及.{0,20}[县市]|等\d*个?[县市区]|[县市]、"
)
_REMARK = re.compile("误[录写印记差]|有误|笔误|勘误|更正|应为|超出|不符|矛盾|不一致")
_OPEN, _CLOSE = "《“「『", "》”」』"


def sentence_of(text: str, span: Span) -> Span:
    """The sentence (up to 。； or the line's end) that holds a place."""
    start = max(text.rfind(mark, 0, span.start) for mark in _MARKS) + 1
    ends = [end for mark in _MARKS if (end := text.find(mark, span.end)) >= 0]
    return Span(start, min(ends, default=len(text)))


def is_quoted(text: str, offset: int) -> bool:
    """Whether a place stands inside the title of a document, or inside quotation marks."""
    line = text.rfind("\n", 0, offset) + 1
    before = text[max(line, offset - 120) : offset]
    return any(before.rfind(one) > before.rfind(other) for one, other in zip(_OPEN, _CLOSE, strict=True))


def is_remarked_on(text: str, span: Span) -> bool:
    """Whether the sentence itself says that the words are wrong: 应为误录, 超出县界."""
    sentence = sentence_of(text, span)
    return bool(_REMARK.search(text, sentence.start, sentence.end))


def is_said_of_others(reading: Reading, span: Span, wider: bool = False) -> bool:
    """Whether a sentence has words for what lies outside, or names another county right before.

    Parameters
    ----------
    reading : Reading
        The document.
    span : Span
        The name in question.
    wider : bool
        Whether words count besides that speak of more than the county: 流域, 高速, 等县.
    """
    text = reading.document.text
    sentence = sentence_of(text, span)
    if _BORDER.search(text, sentence.start, sentence.end) or (
        wider and _WIDER.search(text, sentence.start, sentence.end)
    ):
        return True
    found = bisect_left(reading.places, span.start, key=lambda place: place.span.end)
    if found == len(reading.places) or reading.places[found].span.end != span.start:
        return False
    before = reading.places[found].text
    return before != reading.frame.region and level_of(before) == "county"
