"""Which features of the map a finding speaks of."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from shanshui.finding import Finding
from shanshui.plan import Plan
from shanshui.standard import Standard

SUBJECTS: Mapping[str, str] = MappingProxyType({"units": "unit", "subprojects": "subproject", "townships": "township"})
"""Kind of subject that a layer, or an input table, has one feature or row each of."""

SCOPE = "scope"
_SUBJECT = re.compile(r"(?:unit|subproject|township):[^\s.@/|,;，；、]+")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Finds the features of findings.

    Parameters
    ----------
    known : collection of str
        Features that the map draws, as ``subproject:S1``, ``unit:U1``, ``landuse:77``, ``scope``.
    rows : mapping
        Feature that a row of an input table belongs to, by table and row.
    """

    known: Collection[str] = frozenset()
    rows: Mapping[tuple[str, int], tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def features(self, finding: Finding) -> tuple[str, ...]:
        """Features that a finding speaks of, each once; the first way that names one that is drawn decides.

        Parameters
        ----------
        finding : Finding
            Looked at in this order: layer and feature of its place, its subject, the row of its place, the subjects
            of its facts.
        """
        for named in (self._placed(finding), self._subjects(finding.subject), self._row(finding), self._facts(finding)):
            found = tuple(dict.fromkeys(name for name in named if name in self.known))
            if found:
                return found
        return ()

    def _placed(self, finding: Finding) -> Iterator[str]:
        layer, feature = finding.place.layer, finding.place.feature
        if feature:
            yield f"{SUBJECTS.get(layer, layer)}:{feature}"

    def _subjects(self, text: str) -> Iterator[str]:
        yield from _SUBJECT.findall(text)

    def _row(self, finding: Finding) -> Iterator[str]:
        if finding.place.sheet and finding.place.row is not None:
            yield from self.rows.get((finding.place.sheet, finding.place.row), ())

    def _facts(self, finding: Finding) -> Iterator[str]:
        for fact in finding.facts:
            yield from self._subjects(fact)
        if finding.place.layer in (SCOPE, "county") or any(fact.startswith("scope.") for fact in finding.facts):
            yield SCOPE


def gazetteer(known: Collection[str], plan: Plan | None, standard: Standard) -> Gazetteer:
    """Make one of the rows of the plan.

    Parameters
    ----------
    known : collection of str
        Features that the map draws.
    plan : Plan or None
        Its rows name units and sub-projects where their column refers to those tables.
    standard : Standard
        Which columns do.
    """
    rows: dict[tuple[str, int], tuple[str, ...]] = {}
    for table, records in plan.records.items() if plan else ():
        columns = {
            column.key: SUBJECTS[column.reference[0]]
            for column in standard.inputs[table].columns.values()
            if column.reference and column.reference[0] in SUBJECTS
        }
        if table in SUBJECTS:
            columns = {"code": SUBJECTS[table]}
        for record in records:
            named = tuple(f"{kind}:{code}" for key, kind in columns.items() for code in _codes(record[key]))
            if named and record.place.row is not None:
                rows[table, record.place.row] = named
    return Gazetteer(known, MappingProxyType(rows))


def _codes(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(code) for code in value) if isinstance(value, tuple) else (str(value),)
