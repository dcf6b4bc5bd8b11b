"""Targets (5.3.3): complete, within reach of the works, and resting on values that may bear them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from shanshui.finding import Finding, Place
from shanshui.ledger import Basis
from shanshui.plan import Target, Work
from shanshui.quantity import convert, printed
from shanshui.quantity import unit as unit_of
from shanshui.review.case import Case, grouped
from shanshui.review.rule import rule

_WANTED = ("target", "year", "method", "responsible")
_WANTED_OF_NUMBERS = ("unit",)
_WANTED_OF_STATES = ("baseline", "unit")
_OUTPUT, _SCALE = "output", "scale"
_TARGET_TABLES = ("C", "D", "E.1")


@rule("TARGET-INCOMPLETE")
def incomplete(case: Case) -> Iterator[Finding]:
    """A target has a value, a year, a method and somebody who answers for it; a number has a unit as well.

    What works put out has no base value, nor has a target in words: only a measured state must tell whence it starts.
    """
    for target in case.plan.targets:
        missing = [key for key in (*_of_value(case, target), *_WANTED) if getattr(target, key) in (None, "")]
        if missing:
            place = replace(target.place, column=missing[0])
            want = case.headings("targets", missing)
            words = {"name": _name(case, target), "missing": want}
            yield Finding("TARGET-INCOMPLETE", place, "", want, _subject(target), words=words)


@rule("TARGET-SHORT")
def short(case: Case) -> Iterator[Finding]:
    """The works of a subject add up to no less than its target."""
    by_indicator = grouped((w for w in case.plan.works if w.indicator), lambda work: work.indicator)
    for target in case.plan.targets:
        indicator = case.standard.performance.get(target.indicator)
        if indicator is None or not indicator.additive or not isinstance(target.target, Decimal):
            continue
        works = [w for w in by_indicator.get(target.indicator, ()) if _belongs(case, w, target.subject)]
        done = _sum(works, target.unit)
        if works and done is not None and done < target.target:
            symbol = unit_of(target.unit).symbol
            words = {"name": indicator.name_d, "difference": f"{printed(target.target - done, None)} {symbol}"}
            got, want = f"{printed(done, None)} {symbol}", f"{printed(target.target, None)} {symbol}"
            place = replace(target.place, column="target")
            yield Finding("TARGET-SHORT", place, got, want, _subject(target), words=words)


@rule("FACT-UNCALIBRATED")
def uncalibrated(case: Case) -> Iterator[Finding]:
    """A value of a model that nobody calibrated enters a performance target only with a ruling."""
    ruled = {ruling.subject for ruling in case.plan.rulings}
    told: set[tuple[str, str]] = set()
    for fact, table in _performance(case).items():
        guilty = _uncalibrated_below(case, fact, ruled)
        once = (fact.partition("@")[0], guilty)
        if guilty and once not in told:
            told.add(once)
            key = fact.partition(".performance.")[2].partition("@")[0]
            spec = case.standard.performance.get(key)
            words = {"name": spec.name_d if spec else fact}
            facts = tuple(dict.fromkeys((fact, guilty)))
            yield Finding("FACT-UNCALIBRATED", Place(sheet=table), guilty, "", fact, facts, words)


def _performance(case: Case) -> Mapping[str, str]:
    """Performance facts that the target tables quote, each with the first table that does."""
    found: dict[str, str] = {}
    for key in _TARGET_TABLES:
        for quote in case.tables[key].quotes() if key in case.tables else ():
            if ".performance." in quote.fact:
                found.setdefault(quote.fact, key)
    return found


def _uncalibrated_below(case: Case, fact: str, ruled: Iterable[str]) -> str:
    """The first uncalibrated fact in a lineage that no ruling accepts, the fact itself included; else empty."""
    waiting, visited = [fact], set(ruled)
    while waiting:
        key = waiting.pop()
        node = case.facts.get(key) if key not in visited else None
        visited.add(key)
        if node is None:
            continue
        if node.basis is Basis.MODELLED_UNCALIBRATED:
            return key
        if node.basis is not Basis.RULED:
            waiting.extend(node.inputs)
    return ""


def _of_value(case: Case, target: Target) -> tuple[str, ...]:
    """What a target wants beside its value, by the kind of value."""
    if isinstance(target.target, str) and target.target:
        return ()
    indicator = case.standard.performance.get(target.indicator)
    output = indicator.level1 == _OUTPUT if indicator is not None else target.aspect == _SCALE
    return _WANTED_OF_NUMBERS if output else _WANTED_OF_STATES


def _belongs(case: Case, work: Work, subject: str) -> bool:
    kind, _, code = subject.partition(":")
    if kind == "scope":
        return True
    if kind == "subproject":
        return work.subproject == code
    sub = case.subprojects.get(work.subproject)
    return kind == "unit" and sub is not None and sub.unit == code


def _sum(works: Iterable[Work], unit: str) -> Decimal | None:
    """Quantities added up in a unit; None where one of them cannot be expressed in it."""
    total = Decimal(0)
    for work in works:
        try:
            total += convert(work.quantity or Decimal(0), unit_of(work.unit).code, unit_of(unit).code)
        except (KeyError, ValueError):
            return None
    return total


def _subject(target: Target) -> str:
    return f"{target.subject}.performance.{target.indicator}.{target.horizon or target.kind}"


def _name(case: Case, target: Target) -> str:
    indicator = case.standard.performance.get(target.indicator)
    return indicator.name_d if indicator else target.indicator
