"""The plan as plain values: what templates see of units, sub-projects, works and input tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from types import MappingProxyType

from shanshui.dossier.dates import written_date
from shanshui.dossier.narrative.control_views import consequences, control_lines, split_lines
from shanshui.dossier.narrative.diagnosis_views import diagnosis_names, named_problems
from shanshui.dossier.narrative.ground_views import ground_names, published, town_views
from shanshui.dossier.narrative.money_views import money_names
from shanshui.dossier.narrative.source_views import Sample, Source, source_view
from shanshui.dossier.narrative.standard_views import shared, standards_of
from shanshui.dossier.narrative.work_views import divisions, gathered, sited, unwatched_units
from shanshui.ledger import Facts
from shanshui.plan import Plan, Subproject, Unit, Work
from shanshui.quantity import EMPTY, printed, round_half_up, unit
from shanshui.standard import Record, Standard
from shanshui.standard.method.reference import load_attributes

View = Mapping[str, object]


_PLACES = {"targets": 2}
"""Decimals up to which an input table's numbers are printed, where not 4."""


_LOOK_BACK = 40
"""Years before the base year in which an earlier land cover is looked for."""


@dataclass(frozen=True)
class Views:
    """The plan as templates see it: mappings of words, numbers only as counts and years.

    Parameters
    ----------
    plan : Plan
        What the planner entered.
    facts : Facts
        For names that a layer brings.
    standard : Standard
        Words of vocabularies and headings.
    sources : tuple of Source
        The list of sources.
    towns : mapping
        Names of townships by code.
    """

    plan: Plan
    facts: Facts
    standard: Standard
    sources: tuple[Source, ...] = ()
    towns: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def names(self) -> Mapping[str, object]:
        """Values that every template may use."""
        project = self.plan.project
        lines = control_lines(self.standard)
        apart, unknown = split_lines(lines, self.subprojects, self.facts)
        return {
            "units": self.units,
            "subprojects": self.subprojects,
            "rows": self.rows,
            "base": str(project.base_year),
            "years_before": self._year_before(),
            "years": tuple(str(year) for year in project.years),
            "first_year": str(project.years[0]) if project.years else "",
            "last_year": str(project.years[-1]) if project.years else "",
            "rulings": self.rulings,
            "sources": tuple(source_view(source, self.standard) for source in self.sources),
            "townships": self.towns,
            "towns": town_views(self.towns, self.facts),
            "reference_attributes": self._reference_attributes(),
            "control_lines": lines,
            "apart_lines": apart,
            "unknown_lines": unknown,
            "consequences": consequences(self.standard),
            "performance": self._performance(),
            "standards": self.standards,
            "site_standards": self._site_standards(),
            **ground_names(self.facts, self.standard, project.base_year, self._year_before(), project.ecological_zone),
            "named_problems": named_problems(
                [self._terms("units", "problems", one.problems) for one in self.plan.units]
            ),
            **diagnosis_names({str(one["subject"]): str(one["name"]) for one in self.units}, self.facts, self.standard),
            "unwatched_units": unwatched_units(self.units, self.facts),
            **divisions(self.plan, self.subprojects, self.facts, self.standard),
            **money_names(self.plan, self.facts, self.standard, self.towns),
        }

    @cached_property
    def standards(self) -> Mapping[str, tuple[View, ...]]:
        """What the scope, units and sub-projects have to reach (5.4.3)."""
        subjects = ("scope", *(str(one["subject"]) for one in (*self.units, *self.subprojects)))
        return standards_of(subjects, self.facts, self.standard)

    def _site_standards(self) -> tuple[View, ...]:
        """Standards of sub-projects, those alike together."""
        numbers = {str(sub["subject"]): str(sub["number"]) for sub in self.subprojects}
        return shared(self.standards, numbers, self.facts)

    def _year_before(self) -> str:
        """The earliest year before the base year for which the composition of ecosystems is known; empty for none."""
        base = self.plan.project.base_year
        years = (str(year) for year in range(base - _LOOK_BACK, base))
        return next((year for year in years if f"scope.indicator.031@{year}" in self.facts), "")

    def _reference_attributes(self) -> tuple[View, ...]:
        """Key attributes of the reference ecosystem (5.3.1.2), with the unit and decimals to print."""
        return tuple(
            MappingProxyType(
                {
                    "key": one.key,
                    "name": one.name,
                    "group_name": self.standard.label(f"wheel.{one.group}"),
                    "unit": printed_in,
                    "symbol": unit(printed_in).symbol if printed_in != "1" else EMPTY,
                    "places": one.places,
                    "subject": f"scope.gap.{one.key}",
                    "gap": "yes" if self.facts.number(f"scope.gap.{one.key}.state") is not None else "",
                }
            )
            for one in load_attributes().values()
            for printed_in in ("%" if one.unit == "1" and one.places == 0 else one.unit,)
        )

    def _performance(self) -> tuple[View, ...]:
        """Performance indicators with the unit and decimals that tables C and E print."""
        return tuple(
            MappingProxyType(
                {
                    "key": p.key,
                    "name": self._indicator_name(p.key),
                    "unit": p.unit,
                    "places": p.decimals,
                    "kind": p.level2 if p.level1 == "output" else p.level1,
                }
            )
            for p in self.standard.performance.values()
        )

    @cached_property
    def published(self) -> Mapping[str, tuple[View, ...]]:
        """Figures of the table of society and economy, by theme of table A.1."""
        return published(self.rows("socioeconomy"))

    def word(self, path: str) -> str:
        """Words by path; empty where there are none."""
        value = getattr(self.plan.project, path.removeprefix("project."), "") if self.has_word(path) else ""
        return "" if value is None else str(value)

    def has_word(self, path: str) -> bool:
        """Whether a path names something of the project that is words."""
        return path in self.all_words()

    def all_words(self) -> frozenset[str]:
        """Every path that names something of the project that is words."""
        words = {f.name for f in fields(self.plan.project)} | {"name"}
        return frozenset(f"project.{name}" for name in words - {"parameters", "build_years"})

    @cached_property
    def units(self) -> tuple[View, ...]:
        """Restoration units with their sub-projects."""
        return tuple(self._unit(unit, n) for n, unit in enumerate(self.plan.units, start=1))

    @cached_property
    def subprojects(self) -> tuple[View, ...]:
        """Sub-projects with their works."""
        works: dict[str, list[View]] = {}
        for work in self.plan.works:
            works.setdefault(work.subproject, []).append(self._work(work))
        return tuple(
            self._subproject(s, n, tuple(works.get(s.code, ()))) for n, s in enumerate(self.plan.subprojects, 1)
        )

    def _township_names(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Names of townships; of those that no layer names nothing, for a code is no name."""
        return tuple(self.towns[code] for code in codes if code in self.towns)

    def _unit(self, unit: Unit, number: int) -> View:
        own = tuple(s for s in self.subprojects if s["unit"] == unit.code)
        return MappingProxyType(
            {
                "number": str(number),
                "code": unit.code,
                "subject": f"unit:{unit.code}",
                "name": unit.name,
                "natural_unit": unit.natural_unit,
                "focus": unit.focus,
                "townships": self._township_names(unit.townships),
                "goal": unit.goal,
                "standard": unit.standard,
                "problems": self._terms("units", "problems", unit.problems),
                "note": unit.note,
                "subprojects": own,
                **gathered(unit, own, self.facts, self.standard),
            }
        )

    def _subproject(self, sub: Subproject, number: int, works: tuple[View, ...]) -> View:
        measures = tuple(dict.fromkeys(str(work["measure"]) for work in works))
        modes = tuple(dict.fromkeys(str(work["mode"]) for work in works if work["mode"]))
        unit = self.plan.unit_of(sub.unit)
        return MappingProxyType(
            {
                "number": str(number),
                "code": sub.code,
                "subject": f"subproject:{sub.code}",
                "name": sub.name,
                "unit": sub.unit,
                "unit_name": unit.name if unit is not None else sub.unit,
                "region": sub.region,
                "project_type": sub.project_type,
                "category": self._term("subprojects", "category", sub.category),
                "department": sub.department,
                "implementer": sub.implementer,
                "townships": self._township_names(sub.townships),
                "sites": sub.sites,
                "start": str(sub.start),
                "end": str(sub.end),
                "care_years": str(sub.care_years) if sub.care_years is not None else "",
                "liable_party": sub.liable_party,
                "land_rights": sub.land_rights,
                "problems": self._terms("subprojects", "problems", sub.problems),
                "upper_plan": sub.upper_plan,
                "content": sub.content,
                "note": sub.note,
                "works": works,
                "measures": measures,
                "modes": modes,
                **sited(sub, self.plan, self.facts, self.standard),
            }
        )

    def _work(self, work: Work) -> View:
        measure = self.plan.measure(work.measure)
        fact = f"subproject:{work.subproject}.work.{work.place.row}"
        return MappingProxyType(
            {
                "measure": measure.name if measure is not None else work.measure,
                "mode": self._term("works", "mode", work.mode),
                "quantity": f"{fact}.quantity",
                "cost": f"{fact}.cost",
                "unit": work.unit,
                "year": str(work.year or ""),
            }
        )

    @property
    def rulings(self) -> tuple[View, ...]:
        """Rulings as entered."""
        return self.rows("rulings")

    def rows(self, table: str) -> tuple[View, ...]:
        """Rows of an input table, each cell as words; empty where there are none."""
        return tuple(self._record(table, record) for record in self.plan.records.get(table, ()))

    def _record(self, table: str, record: Record) -> View:
        made_up = record.values.get("synthetic") is True
        kind = Sample if made_up else str
        cells: dict[str, object] = {key: kind(self._cell(table, key, record)) for key in record.values}
        if table == "targets":
            cells["about"], _, _ = record.text("subject").partition(":")
            cells["fact"] = self._target_fact(record)
            cells["number"] = "yes" if self.facts.number(self._target_fact(record)) else ""
        if table == "cases":
            cells["subject"] = f"case:{record.place.row}"
        return MappingProxyType(cells)

    def _target_fact(self, record: Record) -> str:
        """Id of the fact that a target became: by its indicator, else by its row."""
        subject, horizon = record.text("subject"), record.text("horizon") or "end"
        ids = (f"{subject}.target.{key}.{horizon}" for key in (record.text("indicator"), f"row{record.place.row}"))
        return next((key for key in ids if key in self.facts), "")

    def _cell(self, table: str, key: str, record: Record) -> str:
        number = record.number(key)
        value = record.values[key]
        if isinstance(value, bool):
            return self.standard.label("report.yes") if value else ""
        if number is not None:
            return printed(round_half_up(number, _PLACES.get(table, 4)), None)
        if isinstance(value, tuple):
            return "、".join(self._terms(table, key, value))
        words = "" if value is None else str(value)
        if key == "date":
            return written_date(words, self.standard)
        if key == "unit" and words:
            return _symbol(words)
        if key == "indicator" and words in self.standard.indicators:
            return self.standard.indicators[words].name
        if key == "indicator" and words in self.standard.performance:
            return self._indicator_name(words)
        if key == "subject":
            return self._subject(words)
        return self._term(table, key, words)

    def _indicator_name(self, key: str) -> str:
        found = self.standard.performance[key]
        return found.name_d or found.name_e1 or found.name_c

    def _term(self, table: str, key: str, code: str) -> str:
        schema = self.standard.inputs.get(table)
        column = schema.columns.get(key) if schema is not None else None
        vocabulary = self.standard.vocabularies.get(column.vocabulary, {}) if column is not None else {}
        term = vocabulary.get(code)
        if term is not None:
            return term.zh
        return self._referenced(column.vocabulary, code) if column is not None and column.reference else code

    def _referenced(self, vocabulary: str, code: str) -> str:
        """The name of a unit, sub-project or measure that a cell names by code."""
        if vocabulary.startswith("table:subprojects."):
            sub = self.plan.subproject(code)
            return sub.name if sub is not None else code
        if vocabulary.startswith("table:units."):
            found = self.plan.unit_of(code)
            return found.name if found is not None else code
        measure = self.plan.measure(code) if vocabulary.startswith("table:measures.") else None
        return measure.name if measure is not None else code

    def _subject(self, subject: str) -> str:
        """The name of what a fact or target is about."""
        kind, _, code = subject.partition(":")
        if kind == "unit":
            return self._referenced("table:units.code", code)
        if kind == "subproject":
            return self._referenced("table:subprojects.code", code)
        key = f"report.subject.{kind}"
        return self.standard.labels[key]["zh"] if key in self.standard.labels else subject

    def _terms(self, table: str, key: str, codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._term(table, key, code) for code in codes)


def _symbol(code: str) -> str:
    try:
        return unit(code).symbol or ""
    except KeyError:
        return code
