"""Values of indicators against one another: base, near and far targets, and targets that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from shanshui.audit.check import check, fault
from shanshui.audit.interval import interval
from shanshui.audit.reading import Reading
from shanshui.claims.columns import is_nothing
from shanshui.claims.indicator_cells import Value, better, nature_cell, values_of, wordy
from shanshui.claims.model import Claim, Indicator, Span
from shanshui.finding import Finding

_HUNDRED = 100
_APART = 2
"""Years between two targets; those of one year after the other are amounts by year."""
_RATES = frozenset({"%", "permille"})
_CUMULATIVE = re.compile(r"累计")
_WORK = re.compile(r"修复|治理|整治|改造|复垦|复绿|恢复|处理")
_RATE_END = re.compile(r"(?:完成)?(?:率|比例|占比|面积|工程|项目|数量|任务)+\Z")
_GOAL_VAGUE = re.compile(r"[一-鿿]{2,14}(?:率|指数)(?:均|全部|基本)?(?:达标|保持良好|达到标准)(?=[，。；、\n]|\Z)")
_RATE_NAME = re.compile(r"(?:率|比例|占比|覆盖度)(?:[（(][^（）()]{0,12}[）)])?$")
_KEPT = re.compile(r"保有|覆盖|不降|不低于|不减|稳定|维持|保持")
_FLOOR = re.compile(r"红线|基本农田|保有")
_BROADER = re.compile(r"持续|长期|后续|巩固|管护")


@check("AUDIT-BASE-DONE")
def done_before_it_begins(reading: Reading) -> Iterator[Finding]:
    """Rates that are full in the base year, and shall be full again."""
    for indicator, base, targets in _rows(reading):
        full = [t for t in targets if t.claim is not None and _is_full(t.claim)]
        if base is None or base.claim is None or not _is_full(base.claim) or not full or len(full) < len(targets):
            continue
        words = {"name": indicator.name.text.strip(), **_years(*full)}
        spans = (base.claim.quantity.span, *(t.claim.quantity.span for t in full if t.claim))
        yield fault("AUDIT-BASE-DONE", reading, spans, f"{base.text}%".replace("%%", "%"), full[-1].text, words)


@check("AUDIT-BASE-SAME")
def same_from_beginning_to_end(reading: Reading) -> Iterator[Finding]:
    """Rates that should grow and whose base value is that of every target, where no word says that they are kept."""
    for indicator, base, targets in _rows(reading):
        claims = [target.claim for target in targets if target.claim is not None]
        if base is None or base.claim is None or len(claims) < len(targets) or not claims or _is_full(base.claim):
            continue
        if better(indicator.name.text) == "less" or not _RATE_NAME.search(indicator.name.text.strip()):
            continue
        told = [claim.quantity for claim in (base.claim, *claims)]
        plain = all(q.dimension in _RATES and not q.bound and not q.is_range for q in told)
        if plain and len({q.value for q in told}) == 1 and not _KEPT.search(indicator.name.text):
            spans = [claim.quantity.span for claim in (*claims, base.claim)]
            words = {"name": indicator.name.text.strip()}
            yield fault("AUDIT-BASE-SAME", reading, spans, told[0].text, base.text, words)


@check("AUDIT-BASE-WORKS")
def works_on_what_is_done(reading: Reading) -> Iterator[Finding]:
    """Projects that treat what an indicator counts as treated in the base year."""
    year = reading.frame.base_year
    for indicator, base, _ in _rows(reading):
        if base is None or base.claim is None or not _is_full(base.claim) or not _WORK.search(indicator.name.text):
            continue
        thing = _RATE_END.sub("", indicator.name.text.strip())
        for project in reading.projects:
            later = project.period is None or year is None or project.period.last > year
            if len(thing) >= 4 and later and thing in project.name.text and not _BROADER.search(project.name.text):
                words = {"name": indicator.name.text.strip(), "project": project.name.text}
                spans = (base.claim.quantity.span, project.name.span, *(c.quantity.span for c in project.claims[:1]))
                yield fault("AUDIT-BASE-WORKS", reading, spans, base.text, words=words)
                break


@check("AUDIT-TARGET-BELOW", "AUDIT-TARGET-BELOW-LIKELY")
def worse_than_the_base(reading: Reading) -> Iterator[Finding]:
    """Targets that fall behind the base value of what should grow, or exceed that of what should shrink.

    Notes
    -----
    Certain of rates only: areas to be kept (耕地保有量) are often set below what there is, and amounts of works count
    from the beginning of the plan.
    """
    for indicator, base, targets in _rows(reading):
        way = better(indicator.name.text)
        if base is None or base.claim is None or way is None:
            continue
        for target in targets:
            if target.claim is None or not _comparable(base.claim, target.claim):
                continue
            is_rate = target.claim.quantity.dimension in _RATES
            grows = way == "more" and not _FLOOR.search(indicator.name.text)
            if not is_rate and (target.claim.quantity.bracketed or target.claim.role == "increase" or grows):
                continue
            level = _worse(base.claim, target.claim, way)
            if level:
                words = {"name": indicator.name.text.strip(), **_years(target)}
                code = "AUDIT-TARGET-BELOW" if level == "surely" and is_rate else "AUDIT-TARGET-BELOW-LIKELY"
                spans = (target.claim.quantity.span, base.claim.quantity.span)
                yield fault(code, reading, spans, target.text, base.text, words)


@check("AUDIT-TARGET-FALLS", "AUDIT-TARGET-FALLS-LIKELY", "AUDIT-TARGET-SAME")
def targets_one_after_another(reading: Reading) -> Iterator[Finding]:
    """Later targets that fall behind earlier ones, and cumulative amounts that do not grow."""
    for indicator, _, targets in _rows(reading):
        way = better(indicator.name.text)
        dated = [t for t in targets if t.claim is not None and t.year is not None]
        for one, other in pairwise(dated):
            if one.claim is None or other.claim is None or not _comparable(one.claim, other.claim):
                continue
            if one.year is None or other.year is None or other.year - one.year < _APART:
                continue
            code = _order(indicator, one, other, way, reading)
            if code:
                words = {"name": indicator.name.text.strip(), "year": str(one.year), "later": str(other.year)}
                spans = (other.claim.quantity.span, one.claim.quantity.span)
                yield fault(code, reading, spans, other.text, one.text, words)


@check("AUDIT-BINDING-EMPTY", "AUDIT-BINDING-YEAR", "AUDIT-BINDING-BASE")
def binding_without_value(reading: Reading) -> Iterator[Finding]:
    """Binding indicators without a number: left to those above, or not filled in."""
    for indicator, base, targets in _rows(reading):
        if indicator.nature != "binding":
            continue
        words = {"name": indicator.name.text.strip()}
        empty = [t for t in targets if t.claim is None and (is_nothing(t.text) or wordy(t.text) == "postponed")]
        nature = nature_cell(reading.document, indicator)
        tail = (_stripped(reading, nature),) if nature else ()
        spans = tuple(_stripped(reading, t.span) for t in empty) or (indicator.name.span,)
        if empty and len(empty) == len(targets):
            spans = tuple(s for s in spans if s.start < s.end) or (indicator.name.span,)
            yield fault("AUDIT-BINDING-EMPTY", reading, (*spans, *tail), empty[0].text, words=words)
        elif empty:
            words["year"] = "、".join(str(t.year) for t in empty if t.year is not None) or empty[0].text
            spans = tuple(s for s in spans if s.start < s.end)
            yield fault("AUDIT-BINDING-YEAR", reading, (indicator.name.span, *spans, *tail), empty[0].text, words=words)
        elif base is not None and base.empty and any(t.claim is not None for t in targets):
            place = _stripped(reading, base.span)
            yield fault(
                "AUDIT-BINDING-BASE",
                reading,
                (place if place.start < place.end else indicator.name.span, *tail),
                words=words,
            )


@check("AUDIT-VAGUE")
def praise_without_measure(reading: Reading) -> Iterator[Finding]:
    """Targets in words where no base value tells what they are measured by."""
    for indicator, base, targets in _rows(reading):
        vague = [t for t in targets if t.claim is None and wordy(t.text) in ("vague", "kept")]
        if not vague or base is None or not base.empty:
            continue
        spans = [_stripped(reading, t.span) for t in vague]
        spans += [s for s in (_stripped(reading, base.span),) if s.start < s.end]
        yield fault("AUDIT-VAGUE", reading, spans, vague[0].text, words={"name": indicator.name.text.strip()})


@check("AUDIT-VAGUE-LIKELY")
def rates_without_value(reading: Reading) -> Iterator[Finding]:
    """Rates of running text that shall meet a standard which nobody names."""
    document = reading.document
    for block in document.blocks:
        if block.kind in ("paragraph", "box"):
            for found in _GOAL_VAGUE.finditer(document.text, block.start, block.end):
                yield fault("AUDIT-VAGUE-LIKELY", reading, (Span(*found.span()),), found.group())


def _years(*values: Value) -> dict[str, str]:
    """The years of targets as findings write them."""
    years = [str(value.year) for value in values if value.year]
    return {
        "year": f"{'、'.join(years)} 年" if years else "规划",
        "year_en": ", ".join(years) or "the target year",
    }


def _rows(reading: Reading) -> Iterator[tuple[Indicator, Value | None, tuple[Value, ...]]]:
    """Indicators with base value and targets."""
    for indicator in reading.indicators:
        values = values_of(reading.document, indicator, reading.frame.base_year)
        base = next((value for value in values if value.part == "base"), None)
        yield indicator, base, tuple(value for value in values if value.part == "target")


def _is_full(claim: Claim) -> bool:
    quantity = claim.quantity
    return (
        quantity.dimension == "%" and quantity.value == _HUNDRED and quantity.bound not in ("about", "at_most", "under")
    )


def _comparable(one: Claim, other: Claim) -> bool:
    same = one.quantity.dimension == other.quantity.dimension
    return same and not one.quantity.is_range and not other.quantity.is_range


def _worse(base: Claim, target: Claim, way: str) -> str:
    """``surely`` where every value of the target is worse, ``maybe`` where its bound allows a worse one."""
    one, other = interval(base.quantity), interval(target.quantity)
    surely = one.surely_above(other) if way == "more" else other.surely_above(one)
    if surely:
        return "surely"
    quantity = target.quantity
    floor = way == "more" and quantity.bound in ("at_least", "over") and quantity.value < base.quantity.value
    ceiling = way == "less" and quantity.bound in ("at_most", "under") and quantity.upper > base.quantity.upper
    exact = base.quantity.bound == ""
    return "maybe" if exact and (floor or ceiling) else ""


def _order(indicator: Indicator, one: Value, other: Value, way: str | None, reading: Reading) -> str:
    if one.claim is None or other.claim is None:
        return ""
    first, last = one.claim.quantity, other.claim.quantity
    if first.dimension in _RATES:
        worse = _worse(one.claim, other.claim, way) if way else ""
        return "AUDIT-TARGET-FALLS" if worse == "surely" else ""
    cumulative = (first.bracketed and last.bracketed) or bool(_CUMULATIVE.search(indicator.name.text))
    falls = interval(first).surely_above(interval(last))
    if falls and (cumulative or way == "more"):
        return "AUDIT-TARGET-FALLS" if cumulative else "AUDIT-TARGET-FALLS-LIKELY"
    measured = first.dimension in ("m2", "m", "m3", "yuan")
    return "AUDIT-TARGET-SAME" if cumulative and measured and first.value == last.value and first.value else ""


def _stripped(reading: Reading, span: Span) -> Span:
    text = reading.document.text[span.start : span.end]
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, max(start, span.start + len(text.rstrip())))
