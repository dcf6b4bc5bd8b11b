"""Facts in words: what a fact is about, which property it gives, of when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from shanshui.ledger import Fact, of_end
from shanshui.ledger.fact import split_id
from shanshui.plan import Plan
from shanshui.standard import Standard
from shanshui.standard.method.restoration_standards import load_restoration_standards

_COUNTED = re.compile(r"(class|grade|level|row|p|b)(\d+)")
_CODE = re.compile(r"\d+|[A-Z]\w*")
"""What stands for itself: numbers of rows and classes, codes of items."""

_NAMED = (
    "ecosystem_problem",
    "performance",
    "effect_quantity",
    "benefit_quantity",
    "funding_source",
    "control_zone",
    "consequence",
)
"""Vocabularies whose codes are names of properties."""

_SILENT = "indicator"
"""What needs no word: the name of the indicator follows."""

_SUBJECTS = {
    "problem": "ecosystem_problem",
    "category": "subproject_category",
    "department": "department",
    "mode": "mode",
    "benefit": "benefit_quantity",
}
"""Vocabulary of the codes of a kind of subject."""


class Namer:
    """Names facts in words as far as their parts are known.

    Parameters
    ----------
    plan : Plan
        Its units, sub-projects, measures and alternatives have names.
    townships : mapping
        Names of townships by code.
    standard : Standard
        Words of properties: ``fact.<part>`` of ``labels.csv``, indicators, vocabularies.
    """

    def __init__(self, plan: Plan, townships: Mapping[str, str], standard: Standard) -> None:
        self._standard = standard
        self._names = {
            **{f"unit:{unit.code}": unit.name for unit in plan.units},
            **{f"subproject:{sub.code}": sub.name for sub in plan.subprojects},
            **{f"measure:{measure.code}": measure.name for measure in plan.measures},
            **{f"township:{code}": name for code, name in townships.items()},
        }
        self._standards = {one.key: one.name for one in load_restoration_standards()}
        self._part = cache(self._found)

    def name(self, fact: Fact) -> str:
        """Subject and property of a fact, with the time it holds for; empty where part of it has no words.

        Parameters
        ----------
        fact : Fact
            Of the ledger.
        """
        key, end = of_end(fact.id)
        about, attribute, when = split_id(key)
        subject, said = self.subject(about), self._attribute(attribute)
        if not subject or not said:
            return ""
        ending = f"·{self._standard.label(f'fact.{end}')}" if end else ""
        return f"{subject}　{said}{ending}{f'（{self._when(when)}）' if when else ''}"

    def subject(self, subject: str) -> str:
        """What a fact is about, in words; the code where only the kind of thing is known."""
        if subject in self._names:
            return self._names[subject]
        kind, _, code = subject.partition(":")
        label = self._standard.labels.get(f"fact.subject.{kind}")
        if kind in _SUBJECTS:
            return self._standard.word(_SUBJECTS[kind], code)
        return f"{label['zh']}{f' {code}' if code else ''}" if label is not None else ""

    def _attribute(self, attribute: str) -> str:
        parts = attribute.split(".")
        said = [self._part(parts[n - 1] if n else "", part) for n, part in enumerate(parts)]
        return "·".join(word for word in said if word) if all(word is not None for word in said) else ""

    def _found(self, before: str, part: str) -> str | None:
        """Words of one part of a property; None where there are none."""
        standard = self._standard
        if part == _SILENT:
            return ""
        if before in (_SILENT, "observed") and part in standard.indicators:
            return standard.indicators[part].name
        if before == "standard" and part in self._standards:
            return self._standards[part]
        keys = (f"fact.{before}.{part}", f"fact.{part}", f"line.{part}")
        label = next((standard.labels[key] for key in keys if key in standard.labels), None)
        if label is not None:
            return label["zh"]
        if part in standard.performance:
            return standard.performance[part].name_e1 or standard.performance[part].name_d
        for vocabulary in _NAMED:
            if part in standard.vocabularies.get(vocabulary, {}):
                return standard.term(vocabulary, part)
        counted = _COUNTED.fullmatch(part)
        if counted is not None:
            return standard.label(f"fact.counted.{counted[1]}").format(n=counted[2])
        return part.replace("_", "-") if _CODE.fullmatch(part) else None

    def _when(self, when: str) -> str:
        label = self._standard.labels.get(f"fact.when.{when}")
        return label["zh"] if label is not None else when.replace("_", "–")
