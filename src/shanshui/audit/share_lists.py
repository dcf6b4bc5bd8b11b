"""Shares of one whole that a sentence tells one after the other: 轻度占50%，中度占30%，重度占20%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from shanshui.audit.interval import Interval, interval, is_exact, total
from shanshui.claims.counting import NUMBER
from shanshui.claims.model import Quantity, Span
from shanshui.standard.language.breakdown_words import breakdown_words
from shanshui.standard.language.families import exclude_each_other

_SHARE = re.compile(
    r"(?P<name>[^，。；、：:（）()]{0,30}?)(?:约|仅|各|分别)?占(?!地|用|补)(?:到|了|比)?(?P<whole>[^，。；、：:]{0,30}?)的?[约近为达]*$"
)
_COMPOSED = re.compile(
    r"(?:结构|构成|组成|划分|分为)[^，。；：:、%]{0,8}(?:为|是|有|：|:)|由[^，。；：:]{2,40}(?:组成|构成)[，,]"
)
"""What opens a list of all that something is made of, whose shares need no 占: 土地利用结构为：林地70%."""
_NAMED = re.compile(r"(?:^|[：:、，,；为是]|以及|[和与及])(?P<name>[一-龥]{1,14}?)(?:约|仅)?(?P<whole>)$")
_NO_SHARES = re.compile(
    r"率$|度$|提高|提升|降低|下降|增长|增加|减少|受访|问卷|满意|支持|人口|各[一-龥]{0,3}[镇乡县区村河库年]"
)
_GIVEN_OUT = re.compile(
    rf"(?:{NUMBER}个?(?:片区|分区|单元|级|部分|区|镇|乡|县|流域|项|类|期|标段)"
    r"|[一二三四五六七八九十\d]{1,2}[至到—~～－-][一二三四五六七八九十\d]{1,2})"
    r"[^，。；\d]{0,12}(?:分别|依次|各自?)占(?P<whole>[^，。；、\d]{1,12}?)的?[约为]*$"
)
"""Shares of one whole that as many classes have one after the other: 三个片区（工程一至三）分别占30%、45%和25%."""
_JOINED = re.compile(r"\s*(?:、|，|和|与|及|以及)\s*")
_NESTED = re.compile(r"其中")
_GRADED = re.compile(
    r"轻度|微度|中度|重度|极?强烈|剧烈|[^占]*\d[^占]*(?:[°度米]|以[上下])|[一二三四五六ⅠⅡⅢⅣⅤⅥ\d]+[级类等]|(?:优|良|中|差)等?级?$|[高中低]等"
)
_DATED = re.compile(r"(?:19|20)\d\d年|近期|远期|[到至]20")
_MONEY = re.compile(r"投资|资金|财政|费|自筹|配套|补助")
_DIVIDED = re.compile(r"(?<!人口)(?:分为|构成|组成|划分|依次|结构|分级)")
_LAST = re.compile(r"其[他它余]")
_AMOUNT = re.compile(r"(?:面积|长度?|投资|资金)?[约为达]*\d.*$")
_FEWEST = 2
_REACH = 160
"""Characters before a share that may tell what it is of, at most."""
_ALL = Interval(Decimal(100), Decimal(100))


@dataclass(frozen=True, slots=True)
class ShareList:
    """Shares of one whole.

    Parameters
    ----------
    shares : tuple of Quantity
        In order.
    names : tuple of str
        What each is the share of.
    whole : str
        What they are shares of, as the first of them says; empty where it does not.
    apart : bool
        Whether nothing can be in two of them: degrees, money, what something is divided into.
    closed : bool
        Whether they are all that there are: 其他 is one, or they reach from …以下 to …以上.
    """

    shares: tuple[Quantity, ...]
    names: tuple[str, ...]
    whole: str
    apart: bool
    closed: bool


def share_lists(text: str, sentence: Span, own: Sequence[Quantity]) -> Iterator[ShareList]:
    """Lists of shares in a sentence.

    Notes
    -----
    Shares behind 其中 are of a part, and end a list; so does a share of another whole, and one without a name.
    """
    yield from _given_out(text, sentence, own)
    run: list[tuple[Quantity, str]] = []
    whole = ""
    lower = sentence.start
    for quantity in own:
        if quantity.dimension != "%":
            continue
        words = text[max(lower, quantity.span.start - _REACH) : quantity.span.start]
        lower = quantity.span.end
        found = _SHARE.search(words) or _composed(text, sentence, quantity, words)
        name = _name(words, found) if found is not None else ""
        breaks = run and (_NESTED.search(words) is not None or _DATED.search(words) is not None or _is_all(run))
        ends = found is None or not name or not is_exact(quantity) or breaks
        if run and (ends or (found is not None and found["whole"] not in ("", whole))):
            yield from _listed(text, sentence, run, whole)
            run = []
        if (ends and not breaks) or found is None or not name:
            continue
        whole = whole if run else found["whole"]
        run.append((quantity, name))
    yield from _listed(text, sentence, run, whole)


def _composed(text: str, sentence: Span, quantity: Quantity, words: str) -> re.Match[str] | None:
    """The name of a share behind words that open a list of all that something is made of."""
    told = text[sentence.start : quantity.span.start]
    return _NAMED.search(words) if _COMPOSED.search(told) and not _NO_SHARES.search(told) else None


def _given_out(text: str, sentence: Span, own: Sequence[Quantity]) -> Iterator[ShareList]:
    """Shares that so many classes have of one whole, told in one row without their names."""
    for place, first in enumerate(own):
        told = text[max(sentence.start, first.span.start - _REACH) : first.span.start]
        opened = _GIVEN_OUT.search(told) if first.dimension == "%" else None
        if opened is None:
            continue
        row = [first]
        for one, other in pairwise(own[place:]):
            if other.dimension != "%" or not _JOINED.fullmatch(text, one.span.end, other.span.start):
                break
            row.append(other)
        overlap = any(word in text[row[-1].span.end : sentence.end] for word in breakdown_words("overlap"))
        if len(row) > 1 and not overlap and all(is_exact(share) for share in row):
            yield ShareList(tuple(row), (), opened["whole"], True, False)


def _is_all(run: Sequence[tuple[Quantity, str]]) -> bool:
    """Whether shares make all already, so that the next is of something else."""
    return total(interval(quantity) for quantity, _ in run).meets(_ALL)


def _name(words: str, found: re.Match[str]) -> str:
    """What a share is of: before 占, or the clause before where its amount stands between."""
    name = found["name"].strip("，,；;、 的")
    if name and not name.isdigit():
        return name
    before = re.split(r"[，,；;。、（(]", words[: found.start()].rstrip("，,；;（( "))
    return _AMOUNT.sub("", before[-1]).strip()


def _listed(text: str, sentence: Span, run: Sequence[tuple[Quantity, str]], whole: str) -> Iterator[ShareList]:
    if len(run) < _FEWEST or _is_all(run):
        return
    names = tuple(name for _, name in run)
    told = text[sentence.start : run[0][0].span.start]
    grades = [found.group() for name in names if (found := _GRADED.search(name))]
    graded = len(set(grades)) == len(names)
    money = all(_MONEY.search(name) for name in names) or _MONEY.search(whole) or ("总投资" in told)
    apart = (
        graded
        or bool(money)
        or _DIVIDED.search(told) is not None
        or ((whole != "" or len(names) > _FEWEST) and exclude_each_other(names))
    )
    ends = "以下" in names[0] and "以上" in names[-1]
    yield ShareList(tuple(q for q, _ in run), names, whole, apart, ends or _LAST.search(names[-1]) is not None)
