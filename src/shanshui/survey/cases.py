"""Case studies (5.2.4): how like each is to the problems found here, attribute by attribute."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from shanshui.ledger import Basis, Fact, Facts
from shanshui.plan import Plan
from shanshui.plan.choices import choice
from shanshui.quantity import convert, exact, inner_unit, printed, round_half_up
from shanshui.standard import Record, Standard, find_term
from shanshui.standard.amounts import amounts_in
from shanshui.survey.forms import TABLE as FORMS
from shanshui.workspace.layers import Statement

TABLE = "cases"
ATTRIBUTES = ("problems", "region", "measure", "scale", "climate")
"""In what a case can be alike; the weight of each is the choice ``likeness_<attribute>``."""

MOISTURE = ("arid", "semi_arid", "semi_humid", "humid")
"""Codes of the vocabulary ``climate_zone`` from dry to wet."""

_BOUNDS = (200, 400, 800)
"""Annual precipitation between them [mm]."""

_PLACES = 4
_METHOD = "survey.cases.likeness_of"


@dataclass(frozen=True, slots=True)
class Here:
    """What cases are held against.

    Parameters
    ----------
    problems : frozenset of str
        Codes of the problems that units name or field forms found.
    region, climate : str
        Codes of natural region and climate; empty where nobody has told.
    quantities : mapping of measure to amounts by unit
        What the plan does of each measure [inner unit]; of one without quantity no amount.
    categories : mapping of measure to category
        Of all measures of the plan.
    """

    problems: frozenset[str]
    region: str
    climate: str
    quantities: Mapping[str, Mapping[str, Decimal]]
    categories: Mapping[str, str]


def case_facts(plan: Plan, facts: Facts, standard: Standard) -> Iterator[Fact]:
    """Likeness of each case, whole and by attribute, with its grounds in words.

    Parameters
    ----------
    plan : Plan
        Cases, works, measures, problems of units; the choices of weights, natural region and climate.
    facts : Facts
        ``layer:precipitation.mean``, which tells the climate where the project does not.
    standard : Standard
        Words of problems, regions and climates.

    Yields
    ------
    Fact
        ``case:<row>.likeness`` and ``.likeness.<attribute>`` between 0 and 1; ``.likeness.known``, the share of the
        weights whose attribute the case and the plan both tell; ``.likeness.grounds``, a text. An attribute that
        one of them does not tell has no fact, and counts for nothing; a case that does not say which problems it
        treated has no likeness, and the reason says so.
    """
    rows = plan.records.get(TABLE, ())
    if not rows:
        return
    here = _here(plan, facts, standard)
    weights = {name: choice(plan.project, f"likeness_{name}") for name in ATTRIBUTES}
    chosen = "；".join(f"{one.key}={one.word}（{one.source}）" for one in weights.values())
    inputs = ["table:cases", "project"]
    inputs += [f"table:{t}" for t in ("units", "works", "measures", FORMS) if plan.records.get(t)]
    if not choice(plan.project, "climate_zone").own and "layer:precipitation.mean" in facts:
        inputs.append("layer:precipitation.mean")
    told = Statement(f"tables/cases；{chosen}", _METHOD, "5.2.4 a", tuple(inputs), Basis.ENTERED)
    for row in rows:
        subject = f"case:{row.place.row}"
        alike = likeness_of(row, here)
        known = sum(weights[name].number for name in alike)
        for name, value in alike.items():
            yield told.fact(subject, f"likeness.{name}", round_half_up(exact(value), _PLACES))
        whole = sum(weights[name].number * value for name, value in alike.items())
        all_weights = sum(one.number for one in weights.values())
        if "problems" in alike and known > 0:
            yield told.fact(subject, "likeness", round_half_up(exact(whole / known), _PLACES))
            yield told.fact(subject, "likeness.known", round_half_up(exact(known / all_weights), _PLACES))
            yield told.fact(subject, "likeness.grounds", _grounds(row, alike, plan, standard))
        else:
            reason = standard.label("case.unknown")
            yield told.fact(subject, "likeness", None, reason=reason)


def likeness_of(row: Record, here: Here) -> dict[str, float]:
    """How like a case is in each attribute that both sides tell, from 0 to 1.

    Parameters
    ----------
    row : Record
        Of the table ``cases``.
    here : Here
        What it is held against.

    Returns
    -------
    dict
        ``problems``: share of the case's problems that were found here; ``region``: the same or not; ``measure``: 1
        where the plan does it, 0.5 where it does another of the same category; ``scale``: 1 less the decimal
        logarithm of the ratio of sizes, none below 0; ``climate``: 1 less a half for each class of moisture between.
    """
    measures: tuple[tuple[str, Callable[[Record, Here], float | None]], ...] = (
        ("problems", _problems),
        ("region", _region),
        ("measure", _measure),
        ("scale", _scale),
        ("climate", _climate),
    )
    found = {name: measure(row, here) for name, measure in measures}
    return {name: value for name, value in found.items() if value is not None}


def moisture(rain: float) -> str:
    """Class of moisture by annual precipitation [mm].

    Examples
    --------
    >>> moisture(1300), moisture(800), moisture(350)
    ('humid', 'humid', 'semi_arid')
    """
    return MOISTURE[sum(rain >= bound for bound in _BOUNDS)]


def _problems(row: Record, here: Here) -> float | None:
    own = set(row.items("problems"))
    return len(own & here.problems) / len(own) if own and here.problems else None


def _region(row: Record, here: Here) -> float | None:
    own = row.text("natural_region")
    return float(own == here.region) if own and here.region else None


def _measure(row: Record, here: Here) -> float | None:
    own = row.text("measure")
    if not own or not here.quantities:
        return None
    if own in here.quantities:
        return 1.0
    category = here.categories.get(own, "")
    return 0.5 if category and category in {here.categories.get(code) for code in here.quantities} else 0.0


def _scale(row: Record, here: Here) -> float | None:
    """Of the first amount in the unit in which the plan counts the measure."""
    for inner, planned in here.quantities.get(row.text("measure"), {}).items():
        sizes = amounts_in(row.text("scale"), inner)
        if sizes and sizes[0] > 0 and planned > 0:
            return max(0.0, 1.0 - abs(math.log10(float(sizes[0] / planned))))
    return None


def _climate(row: Record, here: Here) -> float | None:
    own = row.text("climate")
    if own not in MOISTURE or here.climate not in MOISTURE:
        return None
    return max(0.0, 1.0 - abs(MOISTURE.index(own) - MOISTURE.index(here.climate)) / 2)


def _here(plan: Plan, facts: Facts, standard: Standard) -> Here:
    amounts: dict[str, dict[str, Decimal]] = {}
    for work in plan.works:
        of_measure = amounts.setdefault(work.measure, {})
        if work.quantity is not None and work.unit:
            inner = inner_unit(work.unit)
            of_measure[inner] = of_measure.get(inner, Decimal(0)) + convert(work.quantity, work.unit, inner)
    region, climate = (choice(plan.project, key).word for key in ("natural_region", "climate_zone"))
    rain = facts.number("layer:precipitation.mean")
    if not climate and rain is not None:
        climate = moisture(float(rain))
    categories = {measure.code: measure.category for measure in plan.measures}
    return Here(_found(plan, standard), region, climate, amounts, categories)


def _found(plan: Plan, standard: Standard) -> frozenset[str]:
    """Codes of the problems that units name, and of those whose words stand in field forms."""
    vocabulary = standard.vocabularies["ecosystem_problem"]
    named = (find_term(vocabulary, problem) for unit_ in plan.units for problem in unit_.problems)
    told = "\n".join(row.text("problem") for row in plan.records.get(FORMS, ()))
    seen = (term for term in vocabulary.values() if any(word in told for word in (term.zh, *term.aliases)))
    return frozenset(term.code for term in (*named, *seen) if term is not None and term.code != "other")


def _grounds(row: Record, alike: Mapping[str, float], plan: Plan, standard: Standard) -> str:
    """The attributes with their values, and what the case tells of each."""
    parts = []
    for name, value in alike.items():
        number = printed(round_half_up(exact(value), 2), 2)
        parts.append(f"{standard.label(f'case.{name}')} {number}（{_stated(row, name, plan, standard)}）")
    return "；".join(parts)


def _stated(row: Record, name: str, plan: Plan, standard: Standard) -> str:
    """What the case tells of an attribute, in words."""
    if name == "problems":
        return "、".join(standard.word("ecosystem_problem", code) for code in row.items("problems"))
    if name == "region":
        return standard.word("natural_region", row.text("natural_region"))
    if name == "climate":
        return standard.word("climate_zone", row.text("climate"))
    measure = plan.measure(row.text("measure")) if name == "measure" else None
    return measure.name if measure is not None else row.text(name)
