"""Table B.3: problems and diagnosis of each assessment unit, as far as they are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from shanshui.ledger import Cell, Facts, Row, Table
from shanshui.plan import Plan, Unit
from shanshui.plan.choices import choice
from shanshui.standard import Standard, find_term
from shanshui.standard.method.diagnosis import load_drivers

TABLE = "B.3"
_DEGRADATION = ("none", "slight", "moderate", "severe", "extreme")
_ROMAN = ("", "I", "II", "III", "IV", "V")
_AREA_PLACES = 2


def table_b3(plan: Plan, names: Mapping[str, str], facts: Facts, standard: Standard) -> Table:
    """Fill table B.3.

    Parameters
    ----------
    plan : Plan
        Restoration units, which serve where there are no assessment units, with the problems that the planner names.
    names : mapping of subject to name
        The diagnosed places.
    facts : Facts
        What the assessment has told of them.
    standard : Standard
        Specification of the table, words.

    Returns
    -------
    Table
        One row for each main problem of a place; a place without any has one. What is not known is an empty cell.
    """
    spec = standard.tables[TABLE]
    most = round(choice(plan.project, "problems_per_unit").number)
    units = {f"unit:{unit.code}": unit for unit in plan.units}
    subjects = dict(names) or {subject: unit.name for subject, unit in units.items()}
    rows: list[Row] = []
    for subject, name in subjects.items():
        of_place = _of_place(subject, name, facts, standard)
        for problem in _problems(subject, units.get(subject), facts, standard, most) or [{}]:
            cells: dict[str, Cell] = {"ordinal": str(len(rows) + 1), **of_place, **problem}
            rows.append(Row.filled(spec.keys(), cells))
    return Table(TABLE, spec.title_for(project=plan.project.name), spec.keys(), tuple(rows))


def _of_place(subject: str, name: str, facts: Facts, standard: Standard) -> dict[str, Cell]:
    words = standard.vocabularies
    locations = [words["location_class"][code].zh for code in facts.codes(f"{subject}.location")]
    mode = facts.text(f"{subject}.recommended_mode")
    degradation = _grade(facts, f"{subject}.degradation")
    found: dict[str, Cell] = {
        "assessment_unit": name,
        "location_class": "、".join(locations),
        "degradation": words["degradation"][_DEGRADATION[degradation - 1]].zh if degradation else "",
        "resilience": _ROMAN[_grade(facts, f"{subject}.resilience")],
        "recommended_mode": words["mode"][mode].zh if mode else "",
    }
    if facts.text(f"{subject}.reference.goals"):
        found["reference_indicator"] = facts.quote(f"{subject}.reference.goals")
    return found


def _problems(subject: str, unit: Unit | None, facts: Facts, standard: Standard, most: int) -> list[dict[str, Cell]]:
    """Cells of the main problems of a place; of a restoration unit also those that the planner names besides."""
    terms = standard.vocabularies["ecosystem_problem"]
    found = facts.codes(f"{subject}.problems")
    rows = [_problem(f"{subject}.problem.{code}", terms[code].zh, facts, standard) for code in found[:most]]
    if unit is not None:
        named = dict.fromkeys(term.zh if (term := find_term(terms, word)) else word for word in unit.problems)
        rest = [word for word in named if word not in {terms[code].zh for code in found[:most]}]
        if rest:
            rows.append({"problem_type": "、".join(rest)})
    return rows


def _problem(stem: str, name: str, facts: Facts, standard: Standard) -> dict[str, Cell]:
    return {
        "problem_type": name,
        "area": facts.quote(f"{stem}.area", "hm2", _AREA_PLACES),
        "severity": _ROMAN[_grade(facts, f"{stem}.severity")],
        "drivers": "；".join(_drivers(facts.codes(f"{stem}.drivers"), standard)),
        "urgency": _ROMAN[_grade(facts, f"{stem}.urgency")],
    }


def _drivers(keys: tuple[str, ...], standard: Standard) -> Iterator[str]:
    """Natural causes, then human ones, each kind under its name."""
    known = load_drivers()
    for kind in ("natural", "human"):
        names = [known[key].name for key in keys if known[key].kind == kind]
        if names:
            yield standard.label(f"assess.driver.{kind}").format(names="、".join(names))


def _grade(facts: Facts, key: str) -> int:
    value = facts.number(key)
    return int(value) if isinstance(value, Decimal) else 0
