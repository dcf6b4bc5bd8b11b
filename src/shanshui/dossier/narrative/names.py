"""What templates may say: quotations of facts, words of the plan, tables, figures, conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from shanshui.dossier.narrative.gaps import Gaps
from shanshui.dossier.narrative.grid import grid_of
from shanshui.dossier.narrative.model import Equation, Figure, FigureBlock, Holding, Quoted, Run, See, TableBlock, Words
from shanshui.dossier.narrative.phrases import Phrases
from shanshui.dossier.narrative.sandbox import CLOSE, NOTHING, OPEN, current_line
from shanshui.dossier.narrative.source_views import Sample, Source
from shanshui.dossier.narrative.symbols import raised
from shanshui.dossier.narrative.text import Token
from shanshui.dossier.narrative.views import Views
from shanshui.finding import NOWHERE, Finding, Place
from shanshui.ledger import Basis, Facts, Quote, Table
from shanshui.plan import Plan
from shanshui.quantity import EMPTY, unit
from shanshui.standard import Standard, closest, spec_id
from shanshui.standard.method.equations import Symbol, load_equations

_STOPS = ("。", "！", "？", "；")
_MORE_PLACES = 6
"""So many places more than wanted an end of an interval may have."""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that the report may speak of.

    Parameters
    ----------
    plan : Plan
        What the planner entered.
    facts : Facts
        What the stages found out.
    tables : tuple of Table
        Computed tables of the code.
    figures : tuple of Figure
        Maps at hand.
    standard : Standard
        Outline, words and table specifications.
    sources : tuple of Source
        Files that facts come from, for the list of sources.
    townships : mapping
        Names of townships by code, as their layer gives them.
    holdings : tuple of Holding
        What the databases hold.
    """

    plan: Plan
    facts: Facts
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]
    standard: Standard
    sources: tuple[Source, ...] = ()
    townships: Mapping[str, str] = field(default_factory=dict)
    holdings: tuple[Holding, ...] = ()


@dataclass
class Names:
    """The functions of one template, and what they left behind.

    Parameters
    ----------
    material : Material
        What may be spoken of.
    views : Views
        The plan as plain values.
    file : str
        Path of the planner's own chapter; empty for the program's.
    offset : int
        Lines of the file above the template.
    own : frozenset of str
        Sections that the planner has written something for.
    """

    material: Material
    views: Views
    file: str = ""
    offset: int = 0
    own: frozenset[str] = frozenset()
    tokens: list[Token] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def all(self) -> Mapping[str, object]:
        """Every name that a template may use."""
        functions = (
            self.fact, self.number, self.known, self.words, self.label, self.term, self.unit_name, self.table,
            self.figure, self.see_table, self.see_figure, self.has_table, self.has_figure, self.ranked, self.compare,
            self.positive, self.worded, self.coded, self.says, self.interval, self.found,
            self.terms, self.peak, self.equation, self.see_equation, self.has_equation, self.computed, self.cell,
            self.exceeds, self.published, self.further_figures, self.entered, self.stated, self.modelled,
        )  # fmt: skip
        named: dict[str, object] = {function.__name__: function for function in functions}
        phrases = Phrases(self.material.facts, self.wrap, self.fact)
        gaps = Gaps(self.material.standard, self.own, self.findings, self.wrap)
        return MappingProxyType(
            {**self.views.names, **named, **phrases.all(), "missing": gaps.missing, "nothing": NOTHING}
        )

    def wrap(self, value: object) -> str:
        """What an expression prints: marks of functions as they are, everything else as plain words."""
        if isinstance(value, str) and OPEN in value:
            return value
        text = str(value) if value is not None else ""
        return self._mark(Words(text or EMPTY, synthetic=isinstance(value, Sample)))

    def _mark(self, token: Token) -> str:
        self.tokens.append(token)
        return f"{OPEN}{len(self.tokens) - 1}{CLOSE}"

    def fact(self, key: str, unit: str = "", places: int | None = None) -> str:
        """Value and unit symbol of a fact."""
        return self._quote(key, unit, places, symbol=True)

    def number(self, key: str, unit: str = "", places: int | None = None) -> str:
        """Value of a fact without its unit."""
        return self._quote(key, unit, places, symbol=False)

    def interval(self, key: str, unit: str = "", places: int | None = None) -> str:
        """The interval of a fact in brackets, as ``（12～34）``; nothing where it has none.

        An end that is not 0 is given as many places more as it needs not to look like 0.
        """
        keys = (f"{key}~low", f"{key}~high")
        if not self.known(*keys):
            return NOTHING
        ends = (self._quote(end, unit, self._telling(end, unit, places), symbol=False) for end in keys)
        return f"（{'～'.join(ends)}）"

    def cell(self, key: str, unit: str = "", places: int | None = None) -> str:
        """Value of a fact for a cell of a table; a dash, and no finding, where a thing may well be without it."""
        return self._quote(key, unit, places, symbol=False) if self.known(key) else EMPTY

    def exceeds(self, key: str, limit: float) -> bool:
        """Whether a fact is a number above a limit, in its inner unit."""
        value = self.material.facts.number(key)
        return value is not None and value > limit

    def published(self, *themes: str) -> str:
        """Published figures of themes of table A.1 in a row, each with its unit; nothing where there is none."""
        rows = [row for theme in themes for row in self.views.published[theme]]
        return "，".join(self.wrap(row["said"]) for row in rows) or NOTHING

    def found(self, things: Sequence[Mapping[str, object]], attribute: str) -> tuple[Mapping[str, object], ...]:
        """Units or sub-projects that have a value of one of their facts, in their own order."""
        facts = self.material.facts
        return tuple(t for t in things if (fact := facts.get(f"{t['subject']}.{attribute}")) and fact.value is not None)

    def _telling(self, key: str, code: str, places: int | None) -> int | None:
        """The least places, from those wanted on, with which a number that is not 0 shows a digit."""
        value = self.material.facts.number(key)
        if places is None or not value:
            return places
        return next(
            (n for n in range(places, places + _MORE_PLACES) if self._shows(key, code, n)), places + _MORE_PLACES
        )

    def _shows(self, key: str, code: str, places: int) -> bool:
        try:
            return bool(self.material.facts.quote(key, _unit_code(code), places).value)
        except (KeyError, ValueError):
            return True  # the quotation itself tells of a wrong unit

    def _quote(self, key: str, code: str, places: int | None, symbol: bool) -> str:
        facts = self.material.facts
        found = facts.get(key)
        if found is None or found.value is None:
            self._absent(key, found.reason if found is not None else "")
        try:
            quote = facts.quote(key, _unit_code(code), places)
        except (KeyError, ValueError) as error:
            self._report("NARRATIVE-SYNTAX", got=str(error.args[0] if error.args else code), subject=key)
            quote = Quote(key, None, "1", places)
        return self._mark(Quoted(quote, symbol, found is not None and found.synthetic))

    def _absent(self, key: str, reason: str) -> None:
        known = key in self.material.facts
        if self.file and not known:
            self._report("NARRATIVE-FACT", got=key, subject=key, known=self.material.facts)
        else:
            words = {"fact": key}
            finding = Finding("FACT-MISSING", NOWHERE, got=reason, subject=key, facts=(key,), words=words)
            self.findings.append(finding)

    def _report(self, code: str, got: str, subject: str, known: Iterable[str] = ()) -> None:
        place = Place(file=self.file, row=self.offset + current_line()) if self.file else NOWHERE
        words = {"near": closest(got, known) or EMPTY} if known else {}
        self.findings.append(Finding(code, place, got=got, subject=f"{self.file}:{subject}", words=words))

    def known(self, *keys: str) -> bool:
        """Whether all these facts have values."""
        facts = self.material.facts
        return all((found := facts.get(key)) is not None and found.value is not None for key in keys)

    def words(self, path: str) -> str:
        """Words of ``project.yaml`` by key: ``project.name``; a dash and a finding where they are missing."""
        value = self.views.word(path)
        if not value:
            if self.file and not self.views.has_word(path):
                self._report("NARRATIVE-FACT", got=path, subject=path, known=self.views.all_words())
            else:
                reason, words = self.material.standard.label("report.not_entered"), {"fact": path}
                self.findings.append(Finding("FACT-MISSING", NOWHERE, got=reason, subject=path, words=words))
        return self._mark(Words(value or EMPTY))

    def entered(self, path: str) -> bool:
        """Whether words of ``project.yaml`` are there."""
        return bool(self.views.word(path))

    def stated(self, path: str) -> str:
        """Words of ``project.yaml`` as a sentence: with a full stop, whether or not it was typed."""
        stop = "" if self.views.word(path).endswith(_STOPS) else "。"
        return self.words(path) + stop

    def modelled(self, *keys: str) -> bool:
        """Whether any of these facts comes from a model that nobody calibrated."""
        found = (self.material.facts.get(key) for key in keys)
        return any(fact is not None and fact.basis is Basis.MODELLED_UNCALIBRATED for fact in found)

    def label(self, key: str) -> str:
        """Words of the program by key."""
        return self._mark(Words(self.material.standard.label(key)))

    def term(self, vocabulary: str, code: str) -> str:
        """Printed word of a vocabulary's term; the code itself where it is not one."""
        found = self.material.standard.vocabularies.get(vocabulary, {}).get(str(code))
        return self._mark(Words(found.zh if found is not None else str(code) or EMPTY))

    def coded(self, key: str, vocabulary: str) -> str:
        """A fact whose value is a code, as the printed word of a vocabulary's term."""
        facts = self.material.facts
        found = facts.get(key)
        if found is None or not isinstance(found.value, str):
            return self._quote(key, "", None, symbol=False)
        term = self.material.standard.vocabularies.get(vocabulary, {}).get(found.value)
        quote = Quote(key, term.zh if term is not None else found.value, "1", None)
        return self._mark(Quoted(quote, False, found.synthetic))

    def says(self, key: str, *codes: str) -> bool:
        """Whether a fact is one of some codes."""
        return self.material.facts.text(key) in codes

    def terms(self, vocabulary: str) -> tuple[Mapping[str, str], ...]:
        """Terms of a vocabulary in its order: key, name, and the subject that facts about the term bear."""
        found = self.material.standard.vocabularies.get(vocabulary, {})
        return tuple(
            MappingProxyType({"key": code, "name": term.zh, "subject": f"{vocabulary}:{code}"})
            for code, term in found.items()
        )

    def peak(self, stem: str, years: Sequence[str]) -> str:
        """The year in which a fact by year is greatest; empty where it is known of no year."""
        known = {year: value for year in years if (value := self.material.facts.number(f"{stem}@{year}")) is not None}
        return max(known, key=lambda year: known[year], default="")

    def unit_name(self, code: str) -> str:
        """How a unit is written in running text: 公顷."""
        try:
            return self._mark(Words(unit(code).name_zh))
        except KeyError:
            return self._mark(Words(str(code)))

    def table(self, key: str) -> str:
        """The tables of this id, or drawn up from this form, each in its place; nothing where there is none."""
        material = self.material
        spec = material.standard.tables.get(spec_id(key))
        found = [t for t in self._tables(key) if t.rows or spec is None or not spec.supplementary]
        if spec is None or not found:
            return NOTHING
        ordinals = material.standard.label("report.ordinals").split("|")
        patterns = {p.name_d: p.format_d for p in material.standard.performance.values()} if key == "D" else {}
        marks = []
        for n, table in enumerate(found):
            grid = grid_of(table, spec, self._synthetic, ordinals, patterns)
            name = key if n == 0 else f"{key}#{n + 1}"
            marks.append(self._mark(TableBlock(name, table.title, grid)))
        return "\n\n".join(marks)

    def _synthetic(self, key: str) -> bool:
        found = self.material.facts.get(key)
        return found is not None and found.synthetic

    def figure(self, key: str) -> str:
        """The map of this key in its place; nothing where there is none."""
        for figure in self.material.figures:
            if figure.key == key:
                mark = figure.synthetic and not figure.marked
                title = figure.title.removeprefix(self.material.plan.project.name) or figure.title
                return self._mark(FigureBlock(key, title, figure.path, mark=mark))
        return NOTHING

    def see_table(self, key: str) -> str:
        """The number of a table: 表4-1."""
        return self._mark(See("table", key))

    def see_figure(self, key: str) -> str:
        """The number of a figure: 图2-1."""
        return self._mark(See("figure", key))

    def equation(self, key: str) -> str:
        """An equation that the program computes by, with its symbols, in its place."""
        found = load_equations().get(key)
        if found is None and self.file:
            self._report("NARRATIVE-NAME", got=key, subject=f"equation:{key}", known=load_equations())
            return NOTHING
        if found is None:
            raise KeyError(f"there is no equation {key!r}")
        where = tuple((one.symbol, _explained(one)) for one in found.where)
        return self._mark(Equation(key, found.latex, where))

    def see_equation(self, key: str) -> str:
        """The number of an equation: （4-1）."""
        return self._mark(See("equation", key))

    def computed(self, fact: str, key: str) -> bool:
        """Whether a fact has a value that an equation gave, or took part in."""
        found, equation = self.material.facts.get(fact), load_equations().get(key)
        if found is None or found.value is None or equation is None:
            return False
        return equation.gives(found.method, found.attribute, found.source)

    def has_equation(self, key: str) -> bool:
        """Whether the program has an equation of this key."""
        return key in load_equations()

    def has_table(self, key: str) -> bool:
        """Whether a table of the code has been computed and has rows."""
        return any(t.rows for t in self._tables(key))

    def _tables(self, key: str) -> list[Table]:
        """Tables of an id (``F.1@scope``), or all that are drawn up from a form (``F.1``)."""
        return [t for t in self.material.tables if key in (t.id, spec_id(t.id))]

    def has_figure(self, key: str) -> bool:
        """Whether a map is at hand."""
        return any(f.key == key for f in self.material.figures)

    def further_figures(self, clause: str, named: Sequence[str]) -> tuple[str, ...]:
        """Keys of the maps at hand that a clause asks for, other than those that the chapter names itself."""
        asked = {one.key for one in self.material.standard.maps if clause in one.clause.split("；")}
        return tuple(f.key for f in self.material.figures if f.key in asked and f.key not in named)

    def ranked(self, things: Sequence[Mapping[str, object]], attribute: str) -> tuple[Mapping[str, object], ...]:
        """Units or sub-projects by the value of one of their facts, largest first; those without are left out."""
        return tuple(sorted(self._valued(things, attribute), key=lambda thing: -self._value(thing, attribute)))

    def _valued(self, things: Sequence[Mapping[str, object]], attribute: str) -> list[Mapping[str, object]]:
        return [t for t in things if self.material.facts.number(f"{t['subject']}.{attribute}") is not None]

    def _value(self, thing: Mapping[str, object], attribute: str) -> Decimal:
        return self.material.facts.number(f"{thing['subject']}.{attribute}") or Decimal(0)

    def positive(self, key: str) -> bool:
        """Whether a fact is a number above 0."""
        return (self.material.facts.number(key) or Decimal(0)) > 0

    def worded(self, key: str) -> str:
        """The value of a fact that is a code or words, to look something up by; empty where it has none."""
        return self.material.facts.text(key)

    def compare(self, first: str, second: str) -> int:
        """1 where the first fact is greater, -1 where it is less, 0 where they are equal or one is unknown."""
        a, b = self.material.facts.number(first), self.material.facts.number(second)
        return 0 if a is None or b is None else (a > b) - (a < b)


def _explained(one: Symbol) -> tuple[Run, ...]:
    """What a symbol stands for, with its unit."""
    return (*raised(one.zh), *(raised(f"，{one.unit}") if one.unit else ()))


def _unit_code(name: str) -> str:
    return unit(name).code if name else ""
