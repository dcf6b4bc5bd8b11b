"""Whether an amount is rough or a bound, by the words right before and behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from shanshui.claims.model import Bound
from shanshui.standard.language.hedges import Hedge, hedges

_LINK = r"(?:占|为|有|达到|达|合|计|需|在|至|到|人民币|投资|的)?[ ：:]{0,2}$"
_REACH = 14
"""Characters before an amount that a hedge may stand in."""
_INCLUDED = r"\s?(?:[（(]不?含[^（）()]{0,6}[）)])?\s?"


def bound_of(plain: str, start: int, end: int) -> Bound:
    """How an amount is hedged.

    Parameters
    ----------
    plain : str
        The text, with plain digits.
    start, end : int
        From the number, with its sign or bracket, to the end of its unit.
    """
    behind = _after().match(plain, end)
    if behind is not None:
        return _bounds()[behind["hedge"]]
    ahead = _before().search(plain[max(0, start - _REACH) : start])
    return _bounds()[ahead["hedge"]] if ahead is not None else ""


@cache
def _bounds() -> Mapping[str, Bound]:
    return {hedge.word: hedge.bound for hedge in hedges()}


@cache
def _before() -> re.Pattern[str]:
    return re.compile(f"(?P<hedge>{_any('before')}){_LINK}")


@cache
def _after() -> re.Pattern[str]:
    return re.compile(f"{_INCLUDED}(?P<hedge>{_any('after')})")


def _any(place: str) -> str:
    words = sorted((hedge for hedge in hedges() if hedge.place == place), key=lambda hedge: -len(hedge.word))
    return "|".join(_guarded(hedge) for hedge in words)


def _guarded(hedge: Hedge) -> str:
    ahead = f"(?<![{hedge.not_after}])" if hedge.not_after else ""
    behind = f"(?!{'|'.join(hedge.not_before)})" if hedge.not_before else ""
    return ahead + re.escape(hedge.word) + behind
