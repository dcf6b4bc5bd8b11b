"""Targets against what the plan brings of them (5.3.3.3): too far, too near, in another unit, from another base."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from shanshui.finding import Finding
from shanshui.ledger import Basis, Fact, fact_id
from shanshui.plan import Target
from shanshui.plan.limits import limit
from shanshui.quantity import convert, printed, unit
from shanshui.review.amounts import shown
from shanshui.review.case import Case
from shanshui.review.listing import listed
from shanshui.review.rule import rule
from shanshui.review.rules.attainment import fed_by_works
from shanshui.review.rules.targets import brought, indicator_name, subject_of
from shanshui.review.target_slips import money_slip, share_slip, works_slip
from shanshui.standard.method.target_effects import load_target_effects

_END, _BINDING = "end", "binding"
_OUTPUT = "output"
_UNREACHED = ("unlikely", "short")
_SURE = ("reached", "likely")
_PERCENT = "%"


@rule("TARGET-UNLIKELY")
def unlikely(case: Case) -> Iterator[Finding]:
    """A state that a target promises is not missed more likely than reached; works too few are told by themselves."""
    for target in case.plan.targets:
        spec = case.standard.performance.get(target.indicator)
        told = case.facts.text(_key(target, "verdict"))
        likely, expected = case.number(_key(target, "probability")), case.facts.get(_key(target, "expected"))
        if told not in _UNREACHED or expected is None or (spec is not None and spec.level1 == _OUTPUT):
            continue
        if share_slip(case, target) is not None:
            continue
        chance = case.standard.label("targets.no_chance") if likely is None else shown(likely, "1", "%", 0)
        words = {**_named(case, target), "expected": _with_interval(case, target, expected), "chance": chance}
        yield _finding("TARGET-UNLIKELY", target, words["expected"], (expected.id,), words)


@rule("TARGET-UNMOVED")
def without_works(case: Case) -> Iterator[Finding]:
    """A binding change of a state has works that are known to move it; what only guides may come by itself."""
    for target in case.plan.targets:
        relation, value, base = load_target_effects().get(target.indicator), target.target, target.baseline
        if relation is None or target.kind != _BINDING or not isinstance(value, Decimal):
            continue
        wanted = relation.works or tuple(filter(None, (relation.adds.partition("performance.")[2],)))
        change = relation.sign * (value - base) if isinstance(base, Decimal) else Decimal(1)
        if wanted and change > 0 and not _indicators_of(case, target.subject) & set(wanted):
            words = {**_named(case, target), "wanted": listed(brought(case, wanted))}
            yield _finding("TARGET-UNMOVED", target, "", (), words)


@rule("TARGET-EASY")
def easy(case: Case) -> Iterator[Finding]:
    """A target asks for no less than a fair part of what the works bring anyhow."""
    most = limit(case.plan.project, "target_easy_reach")
    slips = {subject_of(target) for target, works in fed_by_works(case) if works_slip(case, target, works)}
    for target in case.plan.targets:
        way, told = case.number(_key(target, "reach")), case.facts.text(_key(target, "verdict"))
        expected = case.facts.get(_key(target, "expected"))
        if way is None or expected is None or way < most or told not in _SURE or subject_of(target) in slips:
            continue
        if share_slip(case, target) is None:
            words = {**_named(case, target), "times": printed(way.quantize(Decimal("0.1")), 1)}
            yield _finding("TARGET-EASY", target, _with_interval(case, target, expected), (expected.id,), words)


@rule("TARGET-PERCENT")
def percentage_or_fraction(case: Case) -> Iterator[Finding]:
    """A share is given in percent where its unit is percent, and as a fraction where its unit is 1."""
    for target in case.plan.targets:
        fixed = share_slip(case, target)
        if fixed is not None:
            want = f"{printed(fixed, None)} {_PERCENT}"
            yield _finding("TARGET-PERCENT", target, want, (), _named(case, target))


@rule("TARGET-SLIP")
def other_unit(case: Case) -> Iterator[Finding]:
    """A target's number is not that of its works, or of unit prices, in another unit than the one beside it."""
    for target, works in fed_by_works(case):
        other = works_slip(case, target, works)
        if other and isinstance(target.target, Decimal):
            fixed = convert(target.target, other, target.unit)
            words = {**_named(case, target), "factor": _factor(target.target, fixed)}
            yield _finding("TARGET-SLIP", target, f"{printed(target.target, None)} {unit(other).symbol}", (), words)
    for target in case.plan.targets:
        money = money_slip(case, target)
        if money is not None and isinstance(target.target, Decimal):
            words = {**_named(case, target), "factor": _factor(target.target, money)}
            yield _finding("TARGET-SLIP", target, f"{printed(money, None)} {_symbol(target)}", (), words)


@rule("TARGET-BASE")
def base_value_beside_assessment(case: Case) -> Iterator[Finding]:
    """A base value that was entered is the one that the assessment found; says once for each indicator of a subject.

    What a model tells that nobody calibrated is no measure for it.
    """
    share, told = limit(case.plan.project, "observed_share"), set[tuple[str, str]]()
    for target in case.plan.targets:
        fact, once = case.facts.get(_key(target, "assessed")), (target.subject, target.indicator)
        if fact is None or fact.basis is Basis.MODELLED_UNCALIBRATED or once in told or share_slip(case, target):
            continue
        difference = case.number(_key(target, "baseline_difference"))
        if difference is None or not isinstance(fact.value, Decimal):
            continue
        entered = fact.value + difference
        low = fact.value - share * abs(fact.value) if fact.low is None else fact.low
        high = fact.value + share * abs(fact.value) if fact.high is None else fact.high
        if not low <= entered <= high:
            told.add(once)
            want, got = (shown(v, fact.unit, target.unit or "1", 2) for v in (fact.value, entered))
            place = replace(target.place, column="baseline")
            yield Finding("TARGET-BASE", place, got, want, subject_of(target), (fact.id,), _named(case, target))


@rule("TARGET-SUGGEST")
def benefits_without_target(case: Case) -> Iterator[Finding]:
    """Says once which benefits of table D the works bring, and the project has no target of, with what they bring."""
    given = {target.indicator for target in case.plan.targets if target.subject == "scope"}
    facts = {
        spec.key: key
        for spec in (case.standard.performance.values() if given else ())
        if spec.key not in given
        and not spec.additive
        and case.number(key := fact_id("scope", f"target.{spec.key}.{_END}.expected")) is not None
    }
    if facts:
        place = replace(case.plan.targets[0].place, column="indicator")
        want = listed(brought(case, facts))
        yield Finding("TARGET-SUGGEST", place, "", want, "targets.benefits", tuple(facts.values()))


def _indicators_of(case: Case, subject: str) -> set[str]:
    """Performance indicators that the works of a subject add to."""
    units = {sub.code: sub.unit for sub in case.plan.subprojects}
    return {
        work.indicator
        for work in case.plan.works
        if work.quantity and subject in ("scope", f"subproject:{work.subproject}", f"unit:{units.get(work.subproject)}")
    }


def _key(target: Target, attribute: str) -> str:
    """A fact of a target whose indicator the standard knows."""
    return f"{target.subject}.target.{target.indicator}.{target.horizon or _END}.{attribute}"


def _named(case: Case, target: Target) -> dict[str, str]:
    return {
        "name": indicator_name(case, target),
        "owner": case.subject_names.get(target.subject, target.subject),
        "year": str(target.year or case.plan.project.build_years[1]),
    }


def _with_interval(case: Case, target: Target, fact: Fact) -> str:
    """What is expected, in the unit of the target, with its interval."""
    if not isinstance(fact.value, Decimal):
        return ""
    spec, measured = case.standard.performance.get(target.indicator), case.standard.indicators.get(target.indicator)
    places = spec.decimals_d if spec is not None else measured.decimals if measured is not None else 2
    amount = shown(fact.value, fact.unit, target.unit or "1", places)
    interval = case.facts.text(_key(target, "interval"))
    return f"{amount}（{interval}）" if interval else amount


def _symbol(target: Target) -> str:
    return unit(target.unit).symbol if target.unit else ""


def _factor(value: Decimal, fixed: Decimal) -> str:
    """How many times two numbers differ, as a whole number where it is near one."""
    ratio = max(value / fixed, fixed / value)
    return printed(ratio.quantize(Decimal(1)), 0)


def _finding(code: str, target: Target, want: str, facts: tuple[str, ...], words: dict[str, str]) -> Finding:
    got = f"{printed(target.target, None)} {_symbol(target)}".strip() if isinstance(target.target, Decimal) else ""
    return Finding(code, replace(target.place, column="target"), got, want, subject_of(target), facts, words)
