"""Why sub-projects stand where they stand: diagnosed places, problems, what comes before, as templates see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from shanshui.ledger import Facts
from shanshui.plan import Plan, Subproject, Unit, Work
from shanshui.standard import Standard
from shanshui.standard.method.mode_choice import MODES

View = Mapping[str, object]

GROUNDS = ("entered", "safety", "position", "upstream")
"""Why one sub-project comes before another, as facts name it, the strongest first (``order.before.<ground>``)."""


def terms_of(codes: Iterable[str], vocabulary: str, head: str, standard: Standard) -> tuple[View, ...]:
    """Terms of a vocabulary with the subject that facts about them bear.

    Parameters
    ----------
    codes : iterable of str
        Codes of the terms, in the order wanted.
    vocabulary : str
        Whose terms they are.
    head : str
        Kind of the subject: ``problem`` for ``problem:<code>``.
    standard : Standard
        Words.
    """
    words = standard.vocabularies.get(vocabulary, {})
    return tuple(
        MappingProxyType({"key": code, "name": words[code].zh if code in words else code, "subject": f"{head}:{code}"})
        for code in codes
    )


def sited(sub: Subproject, plan: Plan, facts: Facts, standard: Standard) -> View:
    """What templates see of a sub-project beyond its own row: place, problems, what comes before it, why so strong.

    Parameters
    ----------
    sub : Subproject
        Which.
    plan : Plan
        Works with their reasons; names of what comes before.
    facts : Facts
        ``subproject:<code>.diagnosed_in``, ``.order.before.<ground>``.
    standard : Standard
        Words.
    """
    subject = f"subproject:{sub.code}"
    own = [work for work in plan.works if work.subproject == sub.code]
    return {
        "place": place_view(facts.text(f"{subject}.diagnosed_in"), facts),
        "problem_terms": terms_of(sub.problems, "ecosystem_problem", "problem", standard),
        "before": _before(subject, plan, facts, standard),
        "reasons": tuple(dict.fromkeys(work.reason for work in own if work.reason)),
        "stronger": "yes" if _stronger(own, facts.text(f"{subject}.mode.recommended")) else "",
        "category_code": sub.category,
    }


def place_view(subject: str, facts: Facts) -> View:
    """A diagnosed place with its name; empty where there is none or it has no name of its own."""
    name = facts.text(f"{subject}.name") if subject else ""
    return MappingProxyType({"subject": subject, "name": name}) if name else MappingProxyType({})


def _before(subject: str, plan: Plan, facts: Facts, standard: Standard) -> tuple[View, ...]:
    """Names of what comes before a sub-project, ground by ground."""
    names = {sub.code: sub.name for sub in plan.subprojects}
    found = []
    for ground in GROUNDS:
        codes = [code for code in facts.codes(f"{subject}.order.before.{ground}") if code in names]
        if codes:
            view = {"ground": standard.label(f"report.before.{ground}"), "names": tuple(names[code] for code in codes)}
            found.append(MappingProxyType(view))
    return tuple(found)


def _stronger(works: Sequence[Work], recommended: str) -> bool:
    """Whether a work is of a mode that goes further than the one recommended."""
    if recommended not in MODES:
        return False
    return any(work.mode in MODES and MODES.index(work.mode) > MODES.index(recommended) for work in works)


def gathered(unit: Unit, own: Sequence[View], facts: Facts, standard: Standard) -> View:
    """What templates see of a unit beyond its own row: diagnosed places of its sub-projects, modes, problems.

    Parameters
    ----------
    unit : Unit
        Which.
    own : sequence of View
        Its sub-projects.
    facts : Facts
        Whether the unit itself was diagnosed.
    standard : Standard
        Words.
    """
    places = {str(place["subject"]): place for sub in own if (place := _mapping(sub["place"]))}
    if facts.number(f"unit:{unit.code}.resilience") is not None:
        here = {"subject": f"unit:{unit.code}", "name": standard.label("report.this_unit")}
        places = {here["subject"]: MappingProxyType(here)}
    modes = [mode for sub in own for mode in _words(sub["modes"])]
    return {
        "places": tuple(places.values()),
        "problem_terms": terms_of(unit.problems, "ecosystem_problem", "problem", standard),
        "modes": tuple(dict.fromkeys(modes)),
        "categories": tuple(dict.fromkeys(str(sub["category"]) for sub in own)),
        "covers": _covers(f"unit:{unit.code}", standard),
    }


def _covers(subject: str, standard: Standard) -> tuple[View, ...]:
    """First-level classes of ecosystems of a subject, each as what its facts begin with."""
    return tuple(
        MappingProxyType({"name": one.name, "subject": f"{subject}.indicator.013.{one.name_en}"})
        for one in standard.classes["hj1166"].level(1)
    )


def _mapping(value: object) -> View:
    return value if isinstance(value, Mapping) else {}


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, tuple) else ()


def divisions(plan: Plan, subprojects: Sequence[View], facts: Facts, standard: Standard) -> Mapping[str, object]:
    """The sub-projects by category, by the problems that they are against, and by the water that comes to them.

    Parameters
    ----------
    plan : Plan
        Categories and problems in the order entered.
    subprojects : sequence of View
        As templates see them.
    facts : Facts
        ``subproject:<code>.drains_to``.
    standard : Standard
        Words.
    """
    kinds = dict.fromkeys(sub.category for sub in plan.subprojects if sub.category)
    problems = dict.fromkeys(code for sub in plan.subprojects for code in sub.problems)
    categories = tuple(
        MappingProxyType(
            {**kind, "subprojects": tuple(sub for sub in subprojects if sub["category_code"] == kind["key"])}
        )
        for kind in terms_of(kinds, "subproject_category", "category", standard)
    )
    treated = terms_of(problems, "ecosystem_problem", "problem", standard)
    return {
        "categories": categories,
        "treated": treated,
        "bolder": _bolder(treated, subprojects),
        "receiving": _receiving(subprojects, facts),
        "unwatched": _named(subprojects, facts.codes("scope.monitoring.without.subprojects")),
        "landuse_changes": tuple(
            MappingProxyType({"name": one.name, "subject": f"scope.landuse.{one.code}"})
            for one in standard.classes["gbt21010"].level(1)
        ),
    }


def _named(things: Sequence[View], codes: Iterable[str]) -> tuple[View, ...]:
    """Those of some units or sub-projects that are named by code, in their own order."""
    named = frozenset(codes)
    return tuple(thing for thing in things if thing["code"] in named)


def unwatched_units(units: Sequence[View], facts: Facts) -> tuple[View, ...]:
    """Units that no row of the table of monitoring is about."""
    return _named(units, facts.codes("scope.monitoring.without.units"))


def _receiving(subprojects: Sequence[View], facts: Facts) -> tuple[View, ...]:
    """Sub-projects that water from others comes to, those that it comes to from most others first."""
    above: dict[str, list[str]] = {}
    for sub in subprojects:
        for code in facts.codes(f"{sub['subject']}.drains_to"):
            above.setdefault(code, []).append(str(sub["number"]))
    found = [(len(above[code]), sub) for sub in subprojects if (code := str(sub["code"])) in above]
    return tuple(
        MappingProxyType({"name": sub["name"], "number": sub["number"], "above": "、".join(above[str(sub["code"])])})
        for _, sub in sorted(found, key=lambda pair: -pair[0])
    )


def _bolder(treated: Sequence[View], subprojects: Sequence[View]) -> tuple[View, ...]:
    """Problems against which works go further than recommended, with the numbers of the sub-projects."""
    found = []
    for problem in treated:
        whom = [
            str(sub["number"]) for sub in subprojects if sub["stronger"] and problem in _views(sub["problem_terms"])
        ]
        if whom:
            found.append(MappingProxyType({"name": problem["name"], "numbers": "、".join(whom)}))
    return tuple(found)


def _views(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()
