"""The words by which a list of parts begins and ends, and by which its parts and its sum are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from shanshui.claims.counting import NUMBER, small_number
from shanshui.claims.naming import attribute_at_end
from shanshui.claims.passages import SENTENCE, Told
from shanshui.standard.language.breakdown_words import breakdown_words

BY = re.compile(
    r"(?:[按从]|(?<![部区划细百])分(?![布别]))[^，。；：\d]{1,12}(?:分|划分|计|统计|来?看|归类)(?=[为成，,：:有]|$)"
    r"|分(?:乡镇|县|区|年度|期|片区|类型|类|区域|级|等级|项)[^，。；：\d]{0,4}(?=[为：:，,]|$)"
    r"|(?:来源|构成|组成)[^，。；：\d]{0,6}[为是：:]"
)
_HANDLED = re.compile("(?:下达|实施|安排|拨付|推进|到位|落实|解决|完成|兑付|考核|验收)$")
"""Ends of sentences that say how a thing is handled, and open no list: 资金分年度下达."""
_OF_THEM = re.compile(r"[一-龥](?<!问题)(?<!过程)(?<!工作)中[，,：:]?")
_COLON = re.compile(r"[：:](?=\s*[^\s\d约近])")
_ANNOUNCED = re.compile(rf"(?P<number>{NUMBER})(?:个|大|项|类|条|处|座|片|种|级|块|者|部分|支|家|期|批|标段)")
_EACH = ("分别", "依次为", "即")
"""Words that open a list even where the first amount follows at once."""
SOON = 12
"""Characters of a sentence within which a word stands that opens it."""
_LINKS = "约近达为是有至：: "
_SPLIT = re.compile(r"[、，,；;。！\n：:]")


def opening_of(one: Told) -> str:
    """Which kind of word opens a list right before an amount: ``all``, ``some`` or nothing.

    Notes
    -----
    Where a sentence has ended since the amount before, the word stands at its end (分为三类。) or near the beginning of
    the next: further on it opens a list of something else.
    """
    *earlier, words = re.split(
        r"[。；！\n]", one.words.rstrip(" \u3000\n") if one.words.rstrip().endswith("：") else one.words
    )
    ended = earlier[-1] or (earlier[-2] if len(earlier) > 1 else "") if earlier and one.level >= SENTENCE else ""
    reach = SOON if one.level >= SENTENCE else len(words)
    for kind in ("all", "some"):
        for hit in _pattern(kind).finditer(words):
            follows = words[hit.end() :].strip(_LINKS)
            if hit.start() <= reach and (follows or hit.group() in _EACH):
                return kind
    by = BY.search(words)
    told = BY.search(ended[-SOON:]) is not None and _HANDLED.search(ended) is None
    if (by is not None and by.start() <= reach) or _pattern("all").search(ended[-SOON:]) or told:
        return "all"
    if _OF_THEM.search(words) and _SPLIT.split(words)[0] != words:
        return "some"
    if (one.level or words.startswith(("：", ":"))) and _COLON.search(words):
        return "some"
    return ""


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    words = breakdown_words("all") if kind == "all" else breakdown_words("some")
    return re.compile("|".join(re.escape(word) for word in words))


def made_of(text: str, told: Sequence[Told], parts: Sequence[int]) -> str:
    """``all`` where a list stands between 由 and 构成."""
    end = told[parts[-1]].claim.quantity.span.end
    behind = text[end : end + 4].lstrip("等")
    return "all" if "由" in told[parts[0]].label and behind.startswith(breakdown_words("made")) else ""


def ends_list(one: Told) -> bool:
    """Whether an amount is no part any more: a sum of those before, or something beside them."""
    return bool(sum_word(one.label)) or one.label.startswith(breakdown_words("beside")) or "上述" in one.label


def sum_word(label: str) -> str:
    """The word by which a label calls its amount a sum (合计, 面积合计, 三区总长); nothing where it does not."""
    found = _sum_pattern().match(label)
    return found["word"] if found is not None else ""


@cache
def _sum_pattern() -> re.Pattern[str]:
    words = (*breakdown_words("total"), *breakdown_words("sum"))
    return re.compile(
        rf"(?:(?:以上)?{NUMBER}个?[一-龥]{{1,4}}?)?(?:规划期内?|全期|前后)?(?:面积|长度|投资|资金|规模|合同|工程|建设|费用)?(?P<word>{'|'.join(words)})"
    )


def announced(words: str) -> set[int]:
    """How many things some words say that there are: 三个标段, 分两期."""
    return {small_number(found["number"]) for found in _ANNOUNCED.finditer(words)}


def thing_of(label: str) -> str:
    """A label without its word for a sum, and without that of an attribute behind it."""
    bare = _sum_pattern().sub("", label, count=1) if sum_word(label) else label
    bare = bare.strip(_LINKS)
    found = attribute_at_end(bare)
    return bare.removesuffix(found.word) if found is not None and not found.kept else bare


def name_of(part: Told) -> str:
    """What a part is called: its label, or the clause before where the label is only 面积."""
    pieces = re.split(r"[，,]", re.split(r"[、；;。！\n]", part.words)[-1])
    return next((name for name in map(thing_of, reversed(pieces)) if name), "")
