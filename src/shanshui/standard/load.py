"""The one entry to the standard as data: :func:`load`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from shanshui.errors import DefectError, UsageError
from shanshui.standard.classes import (
    ClassTable,
    ClassTableEntry,
    Crosswalk,
    CrosswalkEntry,
    CrosswalkRow,
    LandClass,
)
from shanshui.standard.clauses import Clause, Concordance, clause_exists
from shanshui.standard.draft import CrossCheck, DraftError, Edition
from shanshui.standard.indicators import Indicator, PerformanceIndicator
from shanshui.standard.inputs import InputColumn, InputTable
from shanshui.standard.inventory import InventoryItem
from shanshui.standard.layers import LayerRole
from shanshui.standard.outline import Chapter, MapSpec, Outline, Typography
from shanshui.standard.project import ProjectSchema
from shanshui.standard.records import data_folder, keyed, read_csv, read_yaml
from shanshui.standard.rules import RuleRecord, load_rules
from shanshui.standard.tables import TableSpec
from shanshui.standard.vocabularies import Term, Vocabulary
from shanshui.standard.words import narrow

CURRENT = "edition.yaml"
"""The file that says, in ``standard/data``, which edition is in use, and in an edition's folder, what it is."""

T = TypeVar("T")
Cites = TypeVar("Cites", RuleRecord, LayerRole, InputColumn, Term)
"""A record that cites a clause."""


@dataclass(frozen=True, slots=True)
class Current:
    """Which edition is in use where nobody names one."""

    edition: str


@dataclass(frozen=True, slots=True)
class InputEntry:
    """A row of ``inputs.csv``: which input tables there are."""

    key: str
    name_zh: str
    name_en: str
    clause: str
    note: str


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A row of an edition's ``concordance.csv``: a clause as shared data cite it, and its number here."""

    cited: str
    here: str


@dataclass(frozen=True, slots=True)
class Label:
    """A row of ``labels.csv``: words of the program's own, in both languages."""

    key: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Standard:
    """One edition of the code, and what goes with it, as data.

    Parameters
    ----------
    edition : Edition
        Which text.
    clauses : mapping
        Clause number to what it asks.
    tables : mapping
        Table id (``C``, ``G.1``) to its specification; after the code's own those that the program adds (``S.1``).
    outline : tuple of Chapter
        Summary and ten chapters.
    typography : Typography
        How the report is set.
    maps : tuple of MapSpec
        The series, in order.
    indicators, performance : mapping
        Indicators of B.2 by code; performance indicators of C, D, E by key.
    classes, crosswalks : mapping
        Classifications by key; crosswalks by source and target.
    inputs : mapping
        Schemas of the input tables.
    project : ProjectSchema
        Keys of ``project.yaml``.
    layers : mapping
        Layer roles.
    inventory : mapping
        Materials of table A.1 by code.
    rules : mapping
        Wording of findings by code.
    vocabularies : mapping
        Terms by vocabulary and code.
    draft_errors, cross_checks : tuple
        Contradictions with our rulings; equalities between tables.
    labels : mapping
        Words of the program by key: ``{"zh": ..., "en": ...}``.
    digest : str
        SHA-256 over all data files, for the incremental build.
    concordance : Concordance
        This edition's numbers for clauses that shared data and the program cite.
    """

    edition: Edition
    clauses: Mapping[str, Clause]
    tables: Mapping[str, TableSpec]
    outline: tuple[Chapter, ...]
    typography: Typography
    maps: tuple[MapSpec, ...]
    indicators: Mapping[str, Indicator]
    performance: Mapping[str, PerformanceIndicator]
    classes: Mapping[str, ClassTable]
    crosswalks: Mapping[tuple[str, str], Crosswalk]
    inputs: Mapping[str, InputTable]
    project: ProjectSchema
    layers: Mapping[str, LayerRole]
    inventory: Mapping[str, InventoryItem]
    rules: Mapping[str, RuleRecord]
    vocabularies: Mapping[str, Vocabulary]
    draft_errors: tuple[DraftError, ...]
    cross_checks: tuple[CrossCheck, ...]
    labels: Mapping[str, Mapping[str, str]]
    digest: str
    concordance: Concordance = field(default_factory=Concordance)

    @property
    def code_tables(self) -> Mapping[str, TableSpec]:
        """Tables of the code itself."""
        return MappingProxyType({key: spec for key, spec in self.tables.items() if not spec.supplementary})

    def clause_exists(self, number: str) -> bool:
        """Whether a clause that somebody cites is one of the code's."""
        return clause_exists(number, self.clauses)

    def role(self, name: str) -> LayerRole | None:
        """The layer role of a name in a catalog; ``landcover_2015`` is a ``landcover_<year>``."""
        return self.layers.get(name) or next((r for r in self.layers.values() if r.matches(name)), None)

    def input_named(self, name: str) -> InputTable | None:
        """The input table of a file or sheet name: key, Chinese or English name."""
        wanted = narrow(name).strip().casefold()
        for table in self.inputs.values():
            if wanted in (table.key, table.name_zh.casefold(), table.name_en.casefold()):
                return table
        return None

    def map(self, key: str) -> MapSpec:
        """The map of a key."""
        return next(m for m in self.maps if m.key == key)

    def label(self, key: str, lang: str = "zh") -> str:
        """Words of the program; an unknown key is a defect."""
        if key not in self.labels:
            raise DefectError(f"label {key!r} is not in labels.csv")
        return self.labels[key][lang]

    def word(self, vocabulary: str, code: str, lang: str = "zh") -> str:
        """Printed word of a code that a planner wrote; the code itself where the vocabulary does not know it."""
        return self.term(vocabulary, code, lang) if code in self.vocabularies.get(vocabulary, {}) else code

    def term(self, vocabulary: str, code: str, lang: str = "zh") -> str:
        """Printed word of a term; an unknown code is a defect."""
        found = self.vocabularies.get(vocabulary, {}).get(code)
        if found is None:
            raise DefectError(f"vocabulary {vocabulary!r} has no term {code!r}")
        return found.zh if lang == "zh" else found.en


def editions(data: Path | None = None) -> tuple[str, ...]:
    """Keys of the editions that a data folder holds; of those that are shipped, where none is given."""
    folder = data or data_folder()
    return tuple(sorted(f.name for f in folder.iterdir() if f.joinpath(CURRENT).is_file()))


@cache
def load(edition: str = "", data: Path | None = None) -> Standard:
    """Load an edition; the second call returns the first one's value.

    Parameters
    ----------
    edition : str
        Name of a folder in the data folder that holds ``edition.yaml``; where empty, the one that the data folder's
        own ``edition.yaml`` names.
    data : Path, optional
        Another data folder than the one that is shipped.

    Raises
    ------
    UsageError
        Where there is no such edition.
    DefectError
        Where a data file breaks its schema; names file, row and key.

    Notes
    -----
    Rules, inputs, layers and vocabularies are shared by the editions, and cite clauses as the first one numbers them.
    An edition that numbers anew says so in ``concordance.csv``.
    """
    folder = data or data_folder()
    edition = edition or read_yaml(Current, folder / CURRENT).edition
    if edition not in editions(data):
        raise UsageError(f"edition {edition!r} is not there; known are {', '.join(editions(data))}")
    own = folder / edition
    concordance = _concordance(own / "concordance.csv")
    vocabularies = _vocabularies(folder, concordance)
    return Standard(
        edition=read_yaml(Edition, own / CURRENT),
        clauses=_keyed(Clause, own / "clauses.csv", "number"),
        tables=_with_supplement(_tables(own / "tables"), _tables(folder / "supplement" / "tables")),
        outline=read_yaml(Outline, own / "outline.yaml").chapters,
        typography=read_yaml(Typography, own / "typography.yaml"),
        maps=tuple(sorted(read_csv(MapSpec, own / "maps.csv"), key=lambda m: m.order)),
        indicators=_keyed(Indicator, own / "indicators.csv", "code"),
        performance=_keyed(PerformanceIndicator, own / "performance.csv", "key"),
        classes=_classes(folder / "classes"),
        crosswalks=_crosswalks(folder / "crosswalks"),
        inputs=_inputs(folder / "inputs", vocabularies, concordance),
        project=read_yaml(ProjectSchema, folder / "inputs" / "project.yaml"),
        layers=_here(_keyed(LayerRole, folder / "layers.csv", "key"), concordance),
        inventory=_keyed(InventoryItem, own / "inventory.csv", "code"),
        rules=_here(load_rules(data), concordance),
        vocabularies=vocabularies,
        draft_errors=read_csv(DraftError, own / "draft_errors.csv"),
        cross_checks=read_csv(CrossCheck, own / "cross_checks.csv"),
        labels=_labels(folder),
        digest=_digest(folder),
        concordance=concordance,
    )


def _concordance(file: Traversable) -> Concordance:
    rows = read_csv(Renumbered, file) if file.is_file() else ()
    return Concordance(MappingProxyType({row.cited: row.here for row in rows}))


def _here(records: Mapping[str, Cites], concordance: Concordance) -> Mapping[str, Cites]:
    """Records that cite clauses, with the numbers that this edition gives them."""
    if not concordance.numbers:
        return records
    return MappingProxyType({key: replace(r, clause=concordance.here(r.clause)) for key, r in records.items()})


def _keyed(cls: type[T], file: Traversable, attribute: str) -> Mapping[str, T]:
    return keyed(read_csv(cls, file), lambda row: str(getattr(row, attribute)), file.name)


def _tables(folder: Traversable) -> Mapping[str, TableSpec]:
    files = folder.iterdir() if folder.is_dir() else ()
    specs = [read_yaml(TableSpec, f) for f in files if f.name.endswith(".yaml")]
    return keyed(sorted(specs, key=lambda s: s.id), lambda s: s.id, "tables")


def _with_supplement(tables: Mapping[str, TableSpec], more: Mapping[str, TableSpec]) -> Mapping[str, TableSpec]:
    """The code's tables and, behind them, those that the program adds."""
    ours = [replace(spec, supplementary=True, annexed=False, mandatory=False) for spec in more.values()]
    return keyed([*tables.values(), *ours], lambda s: s.id, "tables")


def _classes(folder: Traversable) -> Mapping[str, ClassTable]:
    entries = read_csv(ClassTableEntry, folder / "classes.csv")
    return MappingProxyType(
        {
            e.key: ClassTable(e.key, e.name, e.name_en, e.source, _keyed(LandClass, folder / f"{e.key}.csv", "code"))
            for e in entries
        }
    )


def _crosswalks(folder: Traversable) -> Mapping[tuple[str, str], Crosswalk]:
    entries = read_csv(CrosswalkEntry, folder / "crosswalks.csv")
    return MappingProxyType(
        {
            (e.source, e.target): Crosswalk(e.source, e.target, _keyed(CrosswalkRow, folder / e.file, "code"))
            for e in entries
        }
    )


def _vocabularies(data: Traversable, concordance: Concordance) -> Mapping[str, Vocabulary]:
    found: dict[str, dict[str, Term]] = {}
    for term in read_csv(Term, data / "vocabularies.csv"):
        terms = found.setdefault(term.vocabulary, {})
        if term.code in terms:
            raise DefectError(f"vocabularies.csv: {term.vocabulary} has {term.code!r} twice")
        terms[term.code] = term
    return MappingProxyType({name: _here(MappingProxyType(terms), concordance) for name, terms in found.items()})


def _inputs(
    folder: Traversable, vocabularies: Mapping[str, Vocabulary], concordance: Concordance
) -> Mapping[str, InputTable]:
    found = {}
    for entry in read_csv(InputEntry, folder / "inputs.csv"):
        columns = _here(_keyed(InputColumn, folder / f"{entry.key}.csv", "key"), concordance)
        names = {"yes_no", *(c.vocabulary for c in columns.values() if c.vocabulary)}
        used = {name: vocabularies[name] for name in sorted(names) if name in vocabularies}
        found[entry.key] = InputTable(
            entry.key,
            entry.name_zh,
            entry.name_en,
            concordance.here(entry.clause),
            entry.note,
            columns,
            MappingProxyType(used),
        )
    return MappingProxyType(found)


def _labels(data: Traversable) -> Mapping[str, Mapping[str, str]]:
    rows = _keyed(Label, data / "labels.csv", "key")
    return MappingProxyType({k: MappingProxyType({"zh": r.zh, "en": r.en}) for k, r in rows.items()})


def _digest(folder: Traversable) -> str:
    whole = hashlib.sha256()
    for name, file in sorted(_files(folder, "")):
        whole.update(f"{name}\n".encode() + file.read_bytes())
    return whole.hexdigest()


def _files(folder: Traversable, above: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry, f"{above}{entry.name}/")
        else:
            yield f"{above}{entry.name}", entry
