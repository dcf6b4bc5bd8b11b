"""No more is treated of a thing than there is, and where all is treated no less: 38处全部治理 where 33处 stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from shanshui.audit.amounts import shown
from shanshui.audit.check import check, fault
from shanshui.audit.facts import core, scope_of, year_of
from shanshui.audit.interval import interval, is_count, is_exact
from shanshui.audit.reading import Reading
from shanshui.audit.slips import near, slip
from shanshui.audit.wholes import above_region
from shanshui.claims.model import Claim
from shanshui.finding import Finding
from shanshui.quantity import printed
from shanshui.standard.language.cues import cues
from shanshui.standard.language.inclusions import inclusions
from shanshui.standard.language.wholes import general_words

_REACH = 16
_SUMMED = re.compile(r"累计|历年|先后|已(?:完成|治理|修复)")
"""What was treated since ever may be more than what is left."""
_ALL_BEFORE = re.compile(r"(?:全部|所有|全县|这|上述|以上)(?:的|共)?$")
_ALL_BEHIND = re.compile(r"(?:（[^（）]{1,12}）)?(?:已|将|要|得到|实现|予以){0,2}(?:全部|全面|全数|悉数|均|都|逐一)")
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


@check("AUDIT-STOCK-ALL", "AUDIT-STOCK-ALL-LIKELY")
def all_of_them(reading: Reading) -> Iterator[Finding]:
    """Where all of a thing is treated, that is as much as there is of it: 68个全面修复 of 86个.

    Notes
    -----
    Certain where two digits are exchanged; other amounts that are but a slip apart may be of fewer of them.
    """
    there = _stocks(reading)
    for claim in reading.claims:
        thing = _treated(claim, reading)
        if thing is None or not _all_of(claim, reading) or not is_exact(claim.quantity):
            continue
        whole = _only(claim, thing, there)
        if whole is None or not is_exact(whole.quantity) or claim.sentence == whole.sentence:
            continue
        fewer = interval(whole.quantity).surely_above(interval(claim.quantity))
        if fewer and near(claim.quantity, whole.quantity) and scope_of(claim, reading) == scope_of(whole, reading):
            numbers = (printed(side.quantity.low, 6) for side in (claim, whole))
            code = "AUDIT-STOCK-ALL" if slip(*numbers) == "exchange" else "AUDIT-STOCK-ALL-LIKELY"
            words = {
                "name": whole.of.text or whole.of.key,
                "difference": shown(whole.quantity.value - claim.quantity.value, claim.quantity),
            }
            spans = [claim.quantity.span, whole.quantity.span]
            yield fault(code, reading, spans, claim.quantity.text, whole.quantity.text, words)


def _only(claim: Claim, thing: str, there: Mapping[tuple[str, str, str], Claim]) -> Claim | None:
    """What there is of a thing: under its name, else most of what bears a name that ends so (矿山图斑 of 图斑)."""
    named = {
        name: whole
        for (name, attribute, dimension), whole in there.items()
        if name.endswith(thing) and (attribute, dimension) == (claim.attribute, claim.quantity.dimension)
    }
    return named.get(thing) or max(named.values(), key=lambda whole: whole.quantity.value, default=None)


def _all_of(claim: Claim, reading: Reading) -> bool:
    """Whether an amount is said to be all that there is: all of it before, or all treated behind it."""
    if claim.role == "part" or claim.phase in ("near", "far"):
        return False
    text = reading.document.text
    before = text[max(claim.sentence.start, claim.quantity.span.start - _REACH) : claim.quantity.span.start]
    end = max(claim.quantity.span.end, claim.of.span.end)
    behind = text[end : min(end + _REACH, claim.sentence.end)]
    return _ALL_BEFORE.search(before) is not None or _ALL_BEHIND.match(behind) is not None


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
