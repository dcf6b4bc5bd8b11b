"""Targets (5.3.3): who has them, and whether each can be measured, printed and held to account."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from shanshui.finding import Finding
from shanshui.ledger import Fact
from shanshui.plan import Target
from shanshui.quantity import EMPTY
from shanshui.review.amounts import shown
from shanshui.review.case import Case, grouped, project_place
from shanshui.review.listing import listed
from shanshui.review.rule import rule
from shanshui.standard import PerformanceIndicator

_WANTED = ("target", "year", "method", "point", "responsible")
_NO_STATE = frozenset({"quantity", "quality", "time", "cost", "social", "lasting", "satisfaction"})
"""Performance indicators that are no state of the ground: nothing is measured before the works, or at one point."""
_WANTED_OF_NUMBERS = ("unit",)
_WANTED_OF_STATES = ("baseline", "unit")
_OUTPUT, _SCALE = "output", "scale"
_BINDING, _GUIDING = "binding", "guiding"
_END, _LATER = "end", ("5", "10")
_SCOPE = "scope"
_DIGITS = re.compile(r"\d+")
_BETWEEN = re.compile(r"[、，,;；\s]+")


@rule("TARGET-NONE")
def no_targets(case: Case) -> Iterator[Finding]:
    """The plan has targets; says what works would bring, which nobody but the planner can promise."""
    if case.plan.subprojects and not case.plan.targets:
        works = dict.fromkeys(work.indicator for work in case.plan.works if work.indicator)
        words = {"brought": listed(brought(case, works)) or EMPTY}
        yield Finding("TARGET-NONE", case.table_place("targets"), "", "", "targets", (), words)


@rule("TARGET-OVERALL")
def overall_target(case: Case) -> Iterator[Finding]:
    """The project has an overall target."""
    if not case.plan.project.overall_target.strip():
        place = project_place("overall_target")
        yield Finding("TARGET-OVERALL", place, "", case.key_name("overall_target"), "project.overall_target")


@rule("TARGET-INCOMPLETE")
def incomplete(case: Case) -> Iterator[Finding]:
    """A target has a value, a year, a method, a point and somebody who answers for it; a number has a unit as well.

    What works put out has no base value, nor has a target in words: only a measured state must tell whence it starts.
    What files and questionnaires tell has no point either.
    """
    for target in case.plan.targets:
        spec = case.standard.performance.get(target.indicator)
        spared = ("baseline", "point") if spec is not None and spec.level2 in _NO_STATE else ()
        wanted = [key for key in (*_of_value(case, target), *_WANTED) if key not in spared]
        missing = [key for key in wanted if getattr(target, key) in (None, "")]
        if missing:
            place = replace(target.place, column=missing[0])
            want = case.headings("targets", missing)
            words = {"name": indicator_name(case, target), "missing": want}
            yield Finding("TARGET-INCOMPLETE", place, "", want, subject_of(target), words=words)


@rule("TARGET-SUBJECT")
def unknown_subject(case: Case) -> Iterator[Finding]:
    """A target belongs to the scope, a unit or a sub-project of the plan; no table prints any other."""
    for target in case.plan.targets:
        if target.subject not in case.subject_names:
            yield _cell("TARGET-SUBJECT", case, target, "subject", target.subject, "scope / unit: / subproject:")


@rule("TARGET-NAME")
def named_by_its_words(case: Case) -> Iterator[Finding]:
    """An indicator of tables C, D and E is given by its key; under its printed name no table finds it."""
    keys = {name: spec.key for spec in case.standard.performance.values() for name in _printed(spec)}
    keys |= {spec.name: code for code, spec in case.standard.indicators.items()}
    for target in case.plan.targets:
        if target.indicator in keys:
            yield _cell("TARGET-NAME", case, target, "indicator", target.indicator, keys[target.indicator])


@rule("TARGET-TWICE")
def twice(case: Case) -> Iterator[Finding]:
    """One indicator of one subject has one target for each horizon; an empty horizon is the end of works."""
    for targets in grouped(case.plan.targets, lambda t: f"{t.subject}\n{t.indicator}\n{t.horizon or _END}").values():
        for target in targets[1:]:
            if target.horizon != targets[0].horizon:
                got, want = _value(target), _value(targets[0])
                yield _cell("TARGET-TWICE", case, target, "horizon", got, want)


@rule("TARGET-TEXT")
def binding_without_number(case: Case) -> Iterator[Finding]:
    """A binding target of the whole project is a number, or one of the words that table D offers."""
    for target in case.plan.targets:
        spec = case.standard.performance.get(target.indicator)
        words = spec is not None and (bool(spec.choices) or "{before}" in spec.format_d)
        if target.subject == _SCOPE and target.kind == _BINDING and isinstance(target.target, str) and not words:
            yield _cell("TARGET-TEXT", case, target, "target", target.target, "")


@rule("TARGET-CHOICE")
def none_of_the_words(case: Case) -> Iterator[Finding]:
    """Where table D offers a few words, the target is one of them."""
    for target in case.plan.targets:
        spec = case.standard.performance.get(target.indicator)
        if spec is not None and spec.choices and target.target not in (None, ""):
            terms = case.standard.vocabularies[spec.choices]
            known = {word for term in terms.values() for word in (term.code, term.zh)}
            if str(target.target) not in known:
                want = " / ".join(term.zh for term in terms.values())
                yield _cell("TARGET-CHOICE", case, target, "target", _value(target), want)


@rule("TARGET-REQUIRED")
def required_by_table_d(case: Case) -> Iterator[Finding]:
    """Outputs that no works add up to have a target of their own: table D must be filled there."""
    given = {target.indicator for target in case.plan.targets if target.subject == _SCOPE}
    for spec in case.standard.performance.values() if case.plan.targets else ():
        if spec.required_d and not spec.additive and spec.key not in (_SCOPE, *given):
            place = case.table_place("targets")
            yield Finding("TARGET-REQUIRED", place, "", spec.name_d, f"scope.performance.{spec.key}")


@rule("TARGET-KIND")
def binding_beyond_the_works(case: Case) -> Iterator[Finding]:
    """What binds ends with the works; later targets guide."""
    for target in case.plan.targets:
        if target.kind == _BINDING and target.horizon in _LATER:
            got = case.term("target_horizon", target.horizon)
            yield _cell("TARGET-KIND", case, target, "kind", got, case.term("target_kind", _GUIDING))


@rule("TARGET-ASPECT")
def without_aspect(case: Case) -> Iterator[Finding]:
    """A binding target of a unit or sub-project names its column of table C."""
    for target in case.plan.targets:
        if target.subject in case.subject_names and target.subject != _SCOPE:
            if target.kind == _BINDING and target.horizon in ("", _END) and not target.aspect:
                terms = case.standard.vocabularies["target_aspect"].values()
                want = " / ".join(term.zh for term in terms)
                yield _cell("TARGET-ASPECT", case, target, "aspect", "", want)


@rule("TARGET-GUIDING")
def unit_without_guiding_target(case: Case) -> Iterator[Finding]:
    """Each unit has guiding targets for 5 and 10 years (note g of table C)."""
    for unit in case.plan.units if case.plan.targets else ():
        own = [t for t in case.plan.targets if t.subject == f"unit:{unit.code}" and t.kind == _GUIDING]
        if not any(target.horizon in _LATER for target in own):
            words = {"name": unit.name}
            yield Finding(
                "TARGET-GUIDING", replace(unit.place, column="code"), "", "", f"unit:{unit.code}", words=words
            )


@rule("TARGET-PAIR")
def half_a_pair(case: Case) -> Iterator[Finding]:
    """A guiding target for 5 years has one for 10 years beside it, and the other way round."""
    later = [t for t in case.plan.targets if t.kind == _GUIDING and t.horizon in _LATER]
    for targets in grouped(later, lambda t: f"{t.subject}\n{t.indicator}").values():
        missing = [horizon for horizon in _LATER if horizon not in {target.horizon for target in targets}]
        if missing:
            got, want = (case.term("target_horizon", h) for h in (targets[0].horizon, missing[0]))
            yield _cell("TARGET-PAIR", case, targets[0], "horizon", got, want)


@rule("TARGET-SUBPROJECT")
def subproject_without_target(case: Case) -> Iterator[Finding]:
    """A sub-project has a target, or works that count towards an indicator."""
    held = {target.subject for target in case.plan.targets}
    for sub in case.plan.subprojects if held else ():
        works = [work for work in case.works.get(sub.code, ()) if work.quantity]
        if f"subproject:{sub.code}" not in held and works and not any(work.indicator for work in works):
            words = {"name": sub.name}
            yield Finding(
                "TARGET-SUBPROJECT", replace(sub.place, column="code"), "", "", f"subproject:{sub.code}", words=words
            )


@rule("TARGET-UNTOLD")
def works_without_target(case: Case) -> Iterator[Finding]:
    """Says once to which indicators works count for which the project has no target, and what they add up to."""
    given = {target.indicator for target in case.plan.targets if target.subject == _SCOPE}
    worked = dict.fromkeys(work.indicator for work in case.plan.works if work.indicator)
    untold = brought(case, [key for key in worked if key not in given])
    if given and untold:
        place, words = case.plan.targets[0].place, {"count": str(len(untold))}
        yield Finding("TARGET-UNTOLD", replace(place, column="indicator"), listed(untold), "", "targets", (), words)


@rule("TARGET-POINT")
def unknown_point(case: Case) -> Iterator[Finding]:
    """A monitoring point that a target names by its code is in the table of monitoring."""
    codes = {row.text("code") for row in case.records("monitoring")}
    shapes = {_DIGITS.sub("0", code) for code in codes}
    for target in case.plan.targets if codes else ():
        named = [word for word in _BETWEEN.split(target.point) if word]
        unknown = [word for word in named if word not in codes and _DIGITS.sub("0", word) in shapes]
        if unknown:
            yield _cell("TARGET-POINT", case, target, "point", listed(unknown), listed(sorted(codes)))


@rule("TARGET-UNMONITORED")
def without_monitoring(case: Case) -> Iterator[Finding]:
    """An indicator of table B.2 that has a target is among those that are monitored."""
    rows = case.records("monitoring")
    watched = {row.text("indicator") for row in rows}
    told: set[str] = set()
    for target in case.plan.targets if rows else ():
        spec = case.standard.indicators.get(target.indicator)
        if spec is not None and not watched & {spec.code, spec.name} and spec.code not in told:
            told.add(spec.code)
            yield _cell("TARGET-UNMONITORED", case, target, "indicator", spec.name, "")


def brought(case: Case, indicators: Iterable[str]) -> list[str]:
    """Names of performance indicators, each with what the plan brings of it, where that is known."""
    found = []
    for key in indicators:
        spec = case.standard.performance.get(key)
        if spec is not None:
            fact = case.facts.get(f"{_SCOPE}.target.{key}.{_END}.expected")
            found.append(f"{spec.name_d or spec.name_c} {_amount(fact, spec)}".rstrip())
    return found


def subject_of(target: Target) -> str:
    """What a finding on a target is about."""
    return f"{target.subject}.performance.{target.indicator}.{target.horizon or target.kind}"


def indicator_name(case: Case, target: Target) -> str:
    """What a reader calls the indicator of a target."""
    spec, measured = case.standard.performance.get(target.indicator), case.standard.indicators.get(target.indicator)
    return spec.name_d or spec.name_c if spec else measured.name if measured else target.indicator


def _amount(fact: Fact | None, spec: PerformanceIndicator) -> str:
    """A fact with its interval, as table D prints its indicator; empty where it is not known."""
    if fact is None or not isinstance(fact.value, Decimal):
        return ""
    value, *ends = (
        shown(number, fact.unit, spec.unit, spec.decimals_d)
        for number in (fact.value, fact.low, fact.high)
        if number is not None
    )
    return f"{value}（{'～'.join(ends)}）" if ends else value


def _of_value(case: Case, target: Target) -> tuple[str, ...]:
    """What a target wants beside its value, by the kind of value."""
    if isinstance(target.target, str) and target.target:
        return ()
    indicator = case.standard.performance.get(target.indicator)
    output = indicator.level1 == _OUTPUT if indicator is not None else target.aspect == _SCALE
    return _WANTED_OF_NUMBERS if output else _WANTED_OF_STATES


def _printed(spec: PerformanceIndicator) -> tuple[str, ...]:
    return tuple(name for name in (spec.name_c, spec.name_d, spec.name_e1, spec.name_e2) if name)


def _value(target: Target) -> str:
    value = target.target
    return format(value, "f") if isinstance(value, Decimal) else value or ""


def _cell(code: str, case: Case, target: Target, column: str, got: str, want: str) -> Finding:
    words = {"name": indicator_name(case, target), "owner": case.subject_names.get(target.subject, target.subject)}
    return Finding(code, replace(target.place, column=column), got, want, subject_of(target), words=words)
