"""Whether the parts that a text tells of an amount are all of it, or surely only some."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from shanshui.claims.model import Claim
from shanshui.standard.language.breakdown_words import breakdown_words
from shanshui.standard.language.complements import are_complements
from shanshui.standard.language.fund_sources import sources_of

_OPENED = re.compile(r"^(?:包括|其中|包含|涵盖)?[：:，,\s]*")
_SO_FAR = re.compile(r"累计|以来|近[两三四五六七八九十\d]+年|历年|至今")
_STATE = frozenset({"central", "province", "prefecture", "county", "local"})
_FEW = 3


def all_told(labels: Sequence[str], claims: Sequence[Claim]) -> bool:
    """Whether the names of parts show that nothing is left beside them.

    Parameters
    ----------
    labels : sequence of str
        The words before each part.
    claims : sequence of Claim
        The parts.

    Notes
    -----
    A last 其他, near and far term, years in a row, what is there and what is new, two sides of one thing (有居民,
    无居民), money of the state and of others.
    """
    names = [_OPENED.sub("", label, count=1) for label in labels]
    if any(name.startswith(breakdown_words("rest")) for name in names):
        return True
    phases = {claim.phase for claim in claims}
    if len(claims) == len(phases) and {"near", "far"} <= phases:
        return True
    if all(one.last is not None and other.first == one.last + 1 for one, other in pairwise(claims)):
        return True
    if len(names) == 2:
        kept, new = names[0].startswith(breakdown_words("kept")), names[1].startswith(breakdown_words("new"))
        return (kept and new) or are_complements(*names)
    return are_all_sources([sources_of(name) for name in names])


def are_all_sources(sources: Sequence[frozenset[str]]) -> bool:
    """Whether money comes from the state on several levels, the county or 地方 among them, and from others."""
    every = frozenset().union(*sources)
    return all(sources) and bool(every - _STATE) and bool(every & {"county", "local"})


def of_some_years(whole: Claim, parts: Sequence[Claim], opened: str) -> bool:
    """Whether parts are of single years of an amount that is told of more of them.

    Parameters
    ----------
    whole : Claim
        The amount.
    parts : sequence of Claim
        What is told of it year by year.
    opened : str
        The words from the beginning of its sentence to the first part.
    """
    years = [claim for claim in parts if claim.first is not None and claim.first == claim.last and not claim.phase]
    if len(years) < len(parts):
        return False
    first, last = min(claim.first or 0 for claim in years), max(claim.last or 0 for claim in years)
    if whole.first is not None and whole.last is not None and whole.first < whole.last:
        return whole.first < first or last < whole.last
    return "其中" in opened and (len(parts) < _FEW or _SO_FAR.search(opened) is not None)
