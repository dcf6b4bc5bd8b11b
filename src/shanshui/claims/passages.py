"""Amounts of one kind in the order in which a passage tells them, with what stands between each and the one before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shanshui.claims.model import Claim, Span
from shanshui.claims.sentences import is_prose
from shanshui.documents import Document
from shanshui.standard.language.attributes import attribute_of_dimension
from shanshui.standard.language.breakdown_words import breakdown_words

ITEM, CLAUSE, GROUP, SENTENCE, LINE = 1, 2, 3, 4, 5
"""What ends between two amounts: 、 or 和, ，, ；, a sentence, a line."""
_LEVELS = {"、": ITEM, "，": CLAUSE, ",": CLAUSE, "；": GROUP, ";": GROUP, "。": SENTENCE, "！": SENTENCE, "\n": LINE}
_JOIN = re.compile(r"(?:以及|和|与|及|并|加)(?!其)")
_BRACKET = re.compile(r"[（(][^（）()]*[）)]")
_APART = re.compile("[、，,；;。！\n）)和与及]")
_STRAY = re.compile("[（()）]")
_ENDS = re.compile(r"[。！\n][。！\n\s]*")
BREAK = re.compile(r"[、，,；;。！\n]")
_ADDING = frozenset({"area", "length", "volume", "money", "population", "mass", "count"})
_NO_COUNTS = frozenset({"年", "月", "日", "天", "级", "度", "等", "倍", "成", "小时", "期", "类", "次", "度以上"})
_NO_AMOUNTS = ("elevation", "depth", "height", "width", "thickness", "relief", "distance", "rain", "share", "rate")
_CHANGED = re.compile(r"(?:增加|减少|提高|提升|下降|降低|增长|扩大|缩减|缩小|上升)(?:到|至|为|了)?[约近]?$")
_FROM = re.compile("[由从]")
_LONG_TERM = "多年平均"
"""Of an amount of every year, which adds up for all that."""
_ROW = re.compile(r"\s*(?:、|和|与|及|以及)\s*")
"""What stands between amounts given out in one row."""
_CRITERION = re.compile(r"(?:及)?以[上下]的|的[一-龥]")


@dataclass(frozen=True, slots=True)
class Told:
    """An amount and how it follows the one before of its kind.

    Parameters
    ----------
    claim : Claim
        The amount.
    level : int
        What ends between the two, the largest; 0 where nothing does.
    ends : int
        How many sentences and lines end between.
    words : str
        What stands between, brackets left out.
    """

    claim: Claim
    level: int
    ends: int
    words: str

    @property
    def label(self) -> str:
        """The words right before the amount, since whatever ended last."""
        return BREAK.split(self.words)[-1].strip()


def passages(document: Document) -> Iterator[Span]:
    """Stretches in which one amount may be taken apart: paragraphs up to the next heading, and each long cell.

    Parameters
    ----------
    document : Document
        The text.
    """
    begun: Span | None = None
    for block in document.blocks:
        running = block.kind == "paragraph" and is_prose(document, block)
        if running:
            begun = Span(begun.start if begun is not None else block.start, block.end)
            continue
        if begun is not None:
            yield begun
        begun = None
        if is_prose(document, block):
            yield Span(block.start, block.end)
    if begun is not None:
        yield begun


def told_in(text: str, passage: Span, claims: Sequence[Claim]) -> Iterator[tuple[Told, ...]]:
    """The amounts of a passage that may add up, kind by kind, and those of each bracket behind the one it explains.

    Parameters
    ----------
    text : str
        The document's text.
    passage : Span
        The passage.
    claims : sequence of Claim
        All claims, in order.
    """
    first = bisect_left(claims, passage.start, key=lambda claim: claim.quantity.span.start)
    last = bisect_left(claims, passage.end, key=lambda claim: claim.quantity.span.start)
    own = _adding(text, claims[first:last], passage)
    if len(own) < 2:
        return
    brackets = [Span(hit.start(), hit.end()) for hit in _BRACKET.finditer(text, passage.start, passage.end)]
    for dimension in dict.fromkeys(claim.quantity.dimension for claim in own):
        alike = [claim for claim in own if claim.quantity.dimension == dimension]
        held = [_holder(text, claim, alike, brackets) for claim in alike]
        yield _chain(text, passage.start, [c for c, bracket in zip(alike, held, strict=True) if bracket is None])
        for bracket in dict.fromkeys(one for one in held if one is not None):
            explained = [c for c, one in zip(alike, held, strict=True) if one == bracket]
            before = [c for c in alike if c.quantity.span.end <= bracket.start]
            if len(explained) > 1 and before:
                yield _chain(text, passage.start, [before[-1], *explained], bracket)


def _holder(text: str, claim: Claim, alike: Sequence[Claim], brackets: Sequence[Span]) -> Span | None:
    """The bracket that an amount stands in, where it explains an amount of its kind; a name's own amount is free."""
    place = bisect_left(brackets, claim.quantity.span.start, key=lambda bracket: bracket.start) - 1
    if place < 0 or not claim.quantity.span.within(brackets[place]):
        return None
    before = bisect_left(alike, brackets[place].start, key=lambda one: one.quantity.span.start) - 1
    told = alike[before].quantity.span.end if before >= 0 else -1
    explains = told >= 0 and not _APART.search(text, told, brackets[place].start)
    inside = [one for one in alike if one.quantity.span.within(brackets[place])]
    return brackets[place] if explains or len(inside) > 1 else None


def _chain(text: str, start: int, claims: Sequence[Claim], bracket: Span | None = None) -> tuple[Told, ...]:
    found: list[Told] = []
    begin = start
    for claim in claims:
        raw = text[begin : claim.quantity.span.start]
        words = raw if bracket is not None else _STRAY.sub("", _BRACKET.sub("", raw))
        found.append(Told(claim, _level(words, bool(found)), len(_ENDS.findall(words)), words))
        begin = claim.quantity.span.end
    return tuple(found)


def _level(words: str, follows: bool) -> int:
    marks = [_LEVELS[mark] for mark in words if mark in _LEVELS]
    joined = follows and _JOIN.match(words) is not None
    return max(marks, default=ITEM if joined else 0)


def _adding(text: str, claims: Sequence[Claim], passage: Span) -> list[Claim]:
    """Amounts that add up; of those in one row (平均产量分别为3吨、2吨和1吨) all, or none if the first does not."""
    found: list[Claim] = []
    last: Claim | None = None
    for claim in claims:
        row = last is not None and _ROW.fullmatch(text, last.quantity.span.end, claim.quantity.span.start) is not None
        alike = last is not None and last.quantity.dimension == claim.quantity.dimension
        if _adds(text, claim, passage) and not (row and alike and (not found or found[-1] is not last)):
            found.append(claim)
        last = claim
    return found


def _adds(text: str, claim: Claim, passage: Span) -> bool:
    """Whether an amount is one of those that add up: no height, no rate, no change, no condition."""
    quantity = claim.quantity
    kind = attribute_of_dimension().get(quantity.dimension, "count" if quantity.unit in ("", "count") else "")
    if kind not in _ADDING or not quantity.word or quantity.word in _NO_COUNTS or claim.role == "share":
        return False
    if claim.attribute.partition(".")[0] in _NO_AMOUNTS or _CRITERION.match(text, quantity.span.end):
        return False
    before = BREAK.split(text[max(passage.start, quantity.span.start - 30) : quantity.span.start])[-1]
    begins_change = claim.role == "base" and _FROM.search(before) is not None
    rated = any(word in before.replace(_LONG_TERM, "") for word in breakdown_words("rate"))
    return not (rated or begins_change or _CHANGED.search(before))
