"""No more is treated of a thing than there is: 38处全部治理 where 33处 stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from shanshui.audit.amounts import shown
from shanshui.audit.check import check, fault
from shanshui.audit.facts import core, scope_of, year_of
from shanshui.audit.interval import interval, is_count, is_exact
from shanshui.audit.reading import Reading
from shanshui.audit.wholes import above_region
from shanshui.claims.model import Claim
from shanshui.finding import Finding
from shanshui.standard.language.cues import cues
from shanshui.standard.language.inclusions import inclusions
from shanshui.standard.language.wholes import general_words

_REACH = 16
_SUMMED = re.compile(r"累计|历年|先后|已(?:完成|治理|修复)")
"""What was treated since ever may be more than what is left."""
_ENOUGH = 2
"""Letters of a name below which it names nothing."""


@check("AUDIT-STOCK", "AUDIT-STOCK-LIKELY")
def treated_and_there(reading: Reading) -> Iterator[Finding]:
    """What is treated of a thing is not more than all that there is of it."""
    there = _stocks(reading)
    known = {inclusion.part for inclusion in inclusions()}
    for claim in reading.claims:
        thing = _treated(claim, reading)
        if thing is None or claim.of.key in known:
            continue
        whole = there.get((thing, claim.attribute, claim.quantity.dimension))
        if whole is None or not interval(claim.quantity).surely_above(interval(whole.quantity)):
            continue
        if not _earlier(claim, whole, reading) and not _wider(claim, thing, there):
            yield _finding(claim, whole, reading)


def _wider(claim: Claim, thing: str, there: Mapping[tuple[str, str, str], Claim]) -> bool:
    """Whether there is enough of what bears the name with something before it: 沉陷区 of 采煤沉陷区."""
    alike = (
        whole
        for (name, attribute, dimension), whole in there.items()
        if name.endswith(thing) and (attribute, dimension) == (claim.attribute, claim.quantity.dimension)
    )
    return not all(interval(claim.quantity).surely_above(interval(whole.quantity)) for whole in alike)


def _stocks(reading: Reading) -> Mapping[tuple[str, str, str], Claim]:
    """The largest amount that is said to be there, by thing, attribute and dimension."""
    found: dict[tuple[str, str, str], Claim] = {}
    for claim in reading.claims:
        thing = core(claim)
        named = len(thing) >= _ENOUGH and thing not in general_words() and bool(claim.of.key)
        if not named or claim.role in ("share", "increase", "target") or _treated(claim, reading) is not None:
            continue
        place = thing, claim.attribute, claim.quantity.dimension
        if not claim.quantity.dimension or above_region(claim, reading):
            continue
        if place not in found or found[place].quantity.upper < claim.quantity.upper:
            found[place] = claim
    return found


def _treated(claim: Claim, reading: Reading) -> str | None:
    """The thing that a claim says is treated: by its verb before, or by the one behind; None where it is not."""
    if claim.role == "share":
        return None
    action = next((word for word in cues("treat") if claim.of.key.endswith(word)), "")
    thing = claim.of.key.removesuffix(action)
    if action:
        return thing if len(thing) >= _ENOUGH else None
    end = max(claim.quantity.span.end, claim.of.span.end)
    behind = _behind().match(reading.document.text, end, min(end + 2 * _REACH, claim.sentence.end))
    return core(claim) if behind is not None and len(core(claim)) >= _ENOUGH else None


@cache
def _behind() -> re.Pattern[str]:
    verbs = "|".join(re.escape(word) for word in cues("treat"))
    led = "已|将|要|予以|进行|实施|开展|得到|完成|实现|全部|全数|均|全面|基本|有效"
    return re.compile(rf"(?:（[^（）]{{1,24}}）)?(?:{led}){{1,4}}(?:{verbs})")


def _earlier(claim: Claim, whole: Claim, reading: Reading) -> bool:
    """Whether works are told beside what is there, of a time before it was counted, or added up since ever."""
    clause = re.split(r"[，；。]", reading.document.text[claim.sentence.start : claim.quantity.span.start])[-1]
    if _SUMMED.search(clause) or claim.role == "base" or claim.sentence == whole.sentence:
        return True
    own, other = year_of(claim, reading.frame), year_of(whole, reading.frame)
    return own is not None and other is not None and own <= other


def _finding(claim: Claim, whole: Claim, reading: Reading) -> Finding:
    sides: Sequence[Claim] = (claim, whole)
    scopes = {scope_of(side, reading) for side in sides if side.scope}
    projects = {project.name.key for project in reading.projects}
    sure = is_count(claim.quantity) and all(is_exact(side.quantity) for side in sides)
    sure = sure and scopes <= projects and not scope_of(whole, reading)
    words = {
        "name": whole.of.text or whole.of.key,
        "difference": shown(claim.quantity.value - whole.quantity.value, claim.quantity),
    }
    spans = [side.quantity.span for side in sides]
    code = "AUDIT-STOCK" if sure else "AUDIT-STOCK-LIKELY"
    return fault(code, reading, spans, claim.quantity.text, whole.quantity.text, words)
