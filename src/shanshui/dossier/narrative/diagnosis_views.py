"""Places of the diagnosis and the problems found in them, as templates see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from shanshui.ledger import Facts
from shanshui.standard import Standard
from shanshui.standard.method.diagnosis import load_drivers

View = Mapping[str, object]

ROMAN = ("", "I", "II", "III", "IV", "V")
DEGREES = ("", "none", "slight", "moderate", "severe", "extreme")
"""Codes of the vocabulary ``degradation`` by grade."""
_KINDS = ("assessment_unit", "unit")


def named_problems(problems: Sequence[Iterable[str]]) -> tuple[View, ...]:
    """Problems that the planner names, those of as many units together, the most widespread first.

    Parameters
    ----------
    problems : sequence of iterables of str
        Printed names, unit by unit.
    """
    counts = Counter(name for of_unit in problems for name in dict.fromkeys(of_unit))
    return tuple(
        MappingProxyType(
            {
                "names": tuple(name for name, n in counts.items() if n == count),
                "count": str(count),
                "everywhere": "yes" if 1 < len(problems) == count else "",
            }
        )
        for count in sorted(set(counts.values()), reverse=True)
    )


def diagnosis_names(names: Mapping[str, str], facts: Facts, standard: Standard) -> Mapping[str, object]:
    """Values of the diagnosis that every template may use.

    Parameters
    ----------
    names : mapping of subject to name
        Restoration units, which are diagnosed themselves where there are no assessment units.
    facts : Facts
        What the assessment has told.
    standard : Standard
        Words of grades, problems and modes.
    """
    subjects = _diagnosed(facts)
    places = tuple(_place(subject, names, facts, standard) for subject in subjects)
    return {
        "places": places,
        "degrees": _counted(places, "degradation", (standard.word("degradation", code) for code in DEGREES[1:])),
        "resiliences": _counted(places, "resilience", ROMAN[1:]),
        "urgencies": _counted(places, "urgency", ROMAN[1:]),
        "modes_advised": _counted(places, "mode", (term.zh for term in standard.vocabularies["mode"].values())),
        "problems": _problems(subjects, facts, standard),
    }


def _diagnosed(facts: Facts) -> tuple[str, ...]:
    """Subjects with a grade of degradation or a problem, in the order of their codes."""
    for kind in _KINDS:
        told = {f.subject for f in facts.starting(f"{kind}:") if f.attribute in ("degradation", "problems")}
        if told:
            return tuple(sorted(told))
    return ()


def _place(subject: str, names: Mapping[str, str], facts: Facts, standard: Standard) -> View:
    problems = facts.codes(f"{subject}.problems")
    grade = _grade(facts, f"{subject}.degradation")
    mode = facts.text(f"{subject}.recommended_mode")
    return MappingProxyType(
        {
            "subject": subject,
            "name": facts.text(f"{subject}.name") or names.get(subject, subject.partition(":")[2]),
            "degradation": standard.word("degradation", DEGREES[grade]) if grade else "",
            "resilience": ROMAN[_grade(facts, f"{subject}.resilience")],
            "urgency": ROMAN[max((_grade(facts, f"{subject}.problem.{p}.urgency") for p in problems), default=0)],
            "mode": standard.word("mode", mode) if mode else "",
            "several": "yes" if len(problems) > 1 else "",
        }
    )


def _counted(places: Sequence[View], key: str, words: Iterable[str]) -> tuple[View, ...]:
    """How many places bear each word, in the order of the words; words that none bears are left out."""
    counts = Counter(str(place[key]) for place in places)
    return tuple(MappingProxyType({"name": word, "count": str(counts[word])}) for word in words if counts[word])


def _problems(subjects: Sequence[str], facts: Facts, standard: Standard) -> tuple[View, ...]:
    """Problems of the scope, those urgent on most ground first, then by area."""
    keys = {f.attribute.split(".")[1] for f in facts.starting("scope.problem.") if f.attribute.endswith(".places")}

    def weight(key: str) -> tuple[object, ...]:
        stem = f"scope.problem.{key}"
        return -(facts.number(f"{stem}.urgent_area") or 0), -(facts.number(f"{stem}.area") or 0), key

    return tuple(_problem(key, subjects, facts, standard) for key in sorted(keys, key=weight))


def _problem(key: str, subjects: Sequence[str], facts: Facts, standard: Standard) -> View:
    stems = [f"{subject}.problem.{key}" for subject in subjects]
    causes = Counter(driver for stem in stems for driver in facts.codes(f"{stem}.drivers"))
    held = sorted(
        (s for s in subjects if facts.number(f"{s}.problem.{key}.area")),
        key=lambda s: (-(facts.number(f"{s}.problem.{key}.area") or 0), s),
    )
    return MappingProxyType(
        {
            "key": key,
            "name": standard.word("ecosystem_problem", key),
            "stem": f"scope.problem.{key}",
            "severity": ROMAN[max((_grade(facts, f"{stem}.severity") for stem in stems), default=0)],
            "urgency": ROMAN[max((_grade(facts, f"{stem}.urgency") for stem in stems), default=0)],
            "everywhere": "yes" if 1 < len(subjects) == facts.number(f"scope.problem.{key}.places") else "",
            "natural": _causes(causes, "natural"),
            "human": _causes(causes, "human"),
            "most": tuple(f"{subject}.problem.{key}" for subject in held[:3]),
            "most_names": tuple(facts.text(f"{subject}.name") for subject in held[:3] if facts.text(f"{subject}.name")),
        }
    )


def _causes(counts: Counter[str], kind: str) -> tuple[str, ...]:
    """Names of the causes of a kind, the most frequent first."""
    known = load_drivers()
    ordered = sorted((key for key in counts if known[key].kind == kind), key=lambda key: (-counts[key], key))
    return tuple(known[key].name for key in ordered)


def _grade(facts: Facts, key: str) -> int:
    return int(facts.number(key) or 0)
