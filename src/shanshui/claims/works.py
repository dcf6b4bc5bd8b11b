"""What kind of work an amount is of, so that targets and projects can be added up by it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from shanshui.claims.model import Claim
from shanshui.standard.language.synonyms import synonyms as known_synonyms

_BEFORE = 24
_MARK = re.compile(r"[，。；、：:,;！？\n\t（()）”“》《]|其中|分别|[\d%％]")
_HEAD = re.compile(
    r"^(?:\d+[.．])?(?:主要|内容|规模|为|是|包括|规划|计划|预计|力争|确保|全县|全市|全区|全域|累计|共|共计|完成|实施|开展|新建|修建|建设|营造|种植|新增|安排|达到|到期末)+"
)
_TAIL = re.compile(
    r"(?:建设|营造|种植|实施|措施|工程|项目|任务|总面积|面积|总长度|长度|规模|数量|达到|达|为|约|共|合计|累计|至|完成|控制|保持|不低于|不少于|在|的)+$"
)
LEAST = 2
"""Letters of a name below which it names no work."""


def works_key(claim: Claim, text: str, *, synonyms: bool = True) -> str:
    """The work an amount is of, by the words before it; what the grammar made of them where there are none.

    Parameters
    ----------
    claim : Claim
        An amount.
    text : str
        Of the document.
    synonyms : bool
        Whether words that mean the same become one.
    """
    start = max(0, claim.quantity.span.start - _BEFORE)
    words = text[start : claim.quantity.span.start]
    marks = list(_MARK.finditer(words))
    near = _bare(words[marks[-1].end() :] if marks else words)
    made = _bare(claim.of.key if synonyms else claim.of.text)
    chosen = near if len(near) >= LEAST and len(near) > len(made) else made or near
    return _keys().get(chosen, chosen) if synonyms else chosen


def _bare(words: str) -> str:
    return _TAIL.sub("", _HEAD.sub("", words.strip())) or words.strip()


@cache
def _keys() -> Mapping[str, str]:
    return {row.word: row.key for row in known_synonyms()}
