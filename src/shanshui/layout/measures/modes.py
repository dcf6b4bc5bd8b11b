"""Modes of sub-projects: what their ground needs and what its control zone permits (clauses 5.4.4.1 a–h)."""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.ledger import Basis, Fact, Facts, fact_id
from shanshui.ledger.fact import listed
from shanshui.plan import Plan, Subproject
from shanshui.standard.method.mode_choice import MODES, Modes, permitted

_MOST = 5


def place_of(facts: Facts, sub: Subproject) -> str:
    """Subject of the diagnosed place that a sub-project lies in; its unit where the assessment names none."""
    return facts.text(f"subproject:{sub.code}.diagnosed_in") or f"unit:{sub.unit}"


def zone_of(facts: Facts, sub: Subproject) -> str:
    """Control zone of a sub-project, the strictest it touches; that of its place where none is known; else empty."""
    return facts.text(f"subproject:{sub.code}.zone") or facts.text(f"{place_of(facts, sub)}.location.zone")


def modes_of(facts: Facts, sub: Subproject, problem: str = "") -> Modes:
    """Modes that a sub-project's ground needs and may have.

    Parameters
    ----------
    facts : Facts
        Of assessment and layout.
    sub : Subproject
        With its unit.
    problem : str
        Code of the vocabulary ``ecosystem_problem``, for exceptions that are meant for some problems only.
    """
    return permitted(zone_of(facts, sub), *grades_of(facts, place_of(facts, sub)), problem)


def grades_of(facts: Facts, place: str) -> tuple[int, int]:
    """Degradation and resilience of a diagnosed place; 0 where they are not known."""
    return _grade(facts, f"{place}.degradation"), _grade(facts, f"{place}.resilience")


def mode_facts(plan: Plan, facts: Facts) -> Iterator[Fact]:
    """Modes of each sub-project; nothing where neither its zone nor a diagnosis is known."""
    for sub in plan.subprojects:
        subject, place = f"subproject:{sub.code}", place_of(facts, sub)
        told = (f"{subject}.zone", f"{place}.location.zone", f"{place}.degradation", f"{place}.resilience")
        inputs = tuple(key for key in told if (fact := facts.get(key)) is not None and fact.value is not None)
        if inputs[1:] and f"{subject}.zone" in inputs:
            inputs = tuple(key for key in inputs if key != f"{place}.location.zone")
        if not inputs:
            continue
        found = modes_of(facts, sub)
        values = {
            "mode.needed": found.need,
            "mode.recommended": found.recommended,
            "mode.status": found.status if found.recommended else "",
            "mode.allowed": listed(found.allowed),
            "mode.exceptional": listed(found.exceptional),
            "mode.entered": listed(
                mode for mode in MODES if any(w.mode == mode and w.subproject == sub.code for w in plan.works)
            ),
        }
        guessed = any(facts[key].basis is Basis.MODELLED_UNCALIBRATED for key in inputs)
        basis = Basis.MODELLED_UNCALIBRATED if guessed else Basis.MEASURED
        for attribute, value in values.items():
            if value:
                own = attribute == "mode.entered"
                yield Fact(
                    fact_id(subject, attribute),
                    value,
                    "1",
                    Basis.ENTERED if own else basis,
                    "" if own else "need_modes.csv；zone_modes.csv",
                    "entered" if own else "standard.method.mode_choice.permitted",
                    found.clause,
                    ("table:works",) if own else inputs,
                )


def _grade(facts: Facts, key: str) -> int:
    value = facts.number(key)
    return int(value) if value is not None and 1 <= value <= _MOST else 0
