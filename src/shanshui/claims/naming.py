"""By which key a thing is known: its words without brackets, quotes and scope, synonyms replaced."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from shanshui.claims.model import Named, Span
from shanshui.standard.language.attributes import AttributeWord, attribute_words
from shanshui.standard.language.cues import cues
from shanshui.standard.language.synonyms import synonyms

WHOLE = "国土"
"""Key of the land of the whole region, which texts call 国土, 土地, 县域 or 辖区 when they give its area."""

_BRACKETS = re.compile(r"\([^()]{0,80}\)|\[[^\[\]]{0,80}\]")
_DROPPED = re.compile(r"[\s“”‘’\"'《》〈〉「」『』,，、:：;；]|的")
_DASHES = re.compile(r"[‐-―－—−~～]+")
_LEVEL = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:国家|省|州|市|县)级(?=自然保护区|森林公园|湿地公园|风景名胜区|地质公园|自然公园)"
)
_CLASS = re.compile(r"[IVXⅠ-Ⅻ一二三四五六七八九十\d]+[级类等]|[^，。；]{0,40}(?:[前后]|以来|期间)")
_GRADE = re.compile(
    r"(?:轻微|[轻微中重]度|[极特较]重度?|极?强烈|极?强度|剧烈|极?严重|[高中低]等|[一二三四五六ⅠⅡⅢⅣⅤⅥ]级)(?:及?以[上下])?"
)
_LAND = frozenset(
    {
        "土地",
        "国土",
        "国土空间",
        "土地总",
        "辖区",
        "行政区域",
        "行政区",
        "区域",
        "县域",
        "市域",
        "幅员",
        "陆域国土",
        "国土总",
        "区域总",
        "县域总",
        "幅员总",
        "",
    }
)


def key(words: str) -> str:
    """The key of a noun phrase.

    Parameters
    ----------
    words : str
        As they stand in the text.

    Returns
    -------
    str
        Brackets with what they hold, quotes, blanks and 的 left out, dashes alike, synonyms replaced, the rank behind
        the name of a protected area (青山省级森林公园) left out; modifiers stay.

    Examples
    --------
    >>> key("水土保持林（含补植）"), key("“三北”工程的 林地")
    ('水保林', '三北工程林地')
    """
    plain = unicodedata.normalize("NFKC", words)
    plain = _DASHES.sub("-", _DROPPED.sub("", _BRACKETS.sub("", plain)))
    plain = _LEVEL.sub("", plain).replace("°", "度")
    return _synonym_pattern().sub(lambda found: _synonym_keys()[found.group()], plain)


def is_class(words: str) -> bool:
    """Whether words are no thing but a class or grade (IV级, 二类) or a time (竣工后)."""
    return _CLASS.fullmatch(words) is not None


def is_grade(words: str) -> bool:
    """Whether words only tell how much of something: 轻度, 强烈及以上, which are of the thing whose grades are told.

    Examples
    --------
    >>> is_grade("强烈及以上"), is_grade("轻度退化草原")
    (True, False)
    """
    return _GRADE.fullmatch(words) is not None


def same_land(words: str) -> bool:
    """Whether words, without 面积, mean all the land of the region: 国土, 土地总, 全县, 县域总."""
    return _without_whole(key(words)).removesuffix("总") in _LAND


def _without_whole(plain: str) -> str:
    for word in (*cues("whole"), *cues("local")):
        if plain.startswith(word) and word not in _LAND:
            return _without_whole(plain[len(word) :])
    return plain


def attribute_at_end(words: str) -> AttributeWord | None:
    """The word of an attribute that ends a noun phrase, the longest one; None where there is none."""
    for word in _attributes_by_last().get(words[-1:], ()):
        if words.endswith(word.word):
            return word
    return None


@cache
def _attributes_by_last() -> dict[str, tuple[AttributeWord, ...]]:
    found: dict[str, tuple[AttributeWord, ...]] = {}
    for word in attribute_words():
        found[word.word[-1]] = (*found.get(word.word[-1], ()), word)
    return found


def named(text: str, span: Span) -> Named:
    """A stretch of a text with its key."""
    words = text[span.start : span.end]
    return Named(span, words, key(words))


@cache
def _synonym_keys() -> dict[str, str]:
    return {synonym.word: synonym.key for synonym in synonyms()}


@cache
def _synonym_pattern() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(synonym.word) for synonym in synonyms()))
