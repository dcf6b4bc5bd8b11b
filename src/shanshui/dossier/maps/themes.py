"""What the single maps are about: colours of the base and lines of the legend, one small function each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fnmatch import fnmatchcase
from itertools import pairwise

from shanshui.dossier.maps.sheet import Entry, Group, HeldLayer
from shanshui.dossier.maps.sheets import SheetEntry
from shanshui.dossier.maps.styles import StyleBook, Symbol
from shanshui.ledger import Facts, Quote
from shanshui.plan import Plan
from shanshui.standard import ClassTable, Standard

AREA_UNIT, AREA_PLACES = "km2", 2
SITE_UNIT = "hm2"
ECOSYSTEMS = "hj1166"


@dataclass(frozen=True, slots=True)
class Context:
    """What a theme may look at.

    Parameters
    ----------
    plan, facts, standard, styles
        As everywhere.
    entry : SheetEntry
        The map.
    layer : HeldLayer
        The base layer that is drawn.
    year : int
        Year that the map shows.
    """

    plan: Plan
    facts: Facts
    standard: Standard
    styles: StyleBook
    entry: SheetEntry
    layer: HeldLayer
    year: int

    def say(self, key: str) -> str:
        """Words of the program under ``map.``."""
        return self.standard.label(f"map.{key}")

    def area(self, fact: str, unit: str = AREA_UNIT) -> Quote:
        """An area as maps print it."""
        return self.facts.quote(fact, unit, AREA_PLACES)

    def fill(self, color: str) -> Symbol:
        """A filled box in a colour."""
        return replace(self.styles.symbols["area"], color=color)


@dataclass(frozen=True, slots=True)
class Themed:
    """Colours of the base by code, and the first groups of the legend."""

    colours: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]


Theme = Callable[[Context], Themed]


def landuse(context: Context) -> Themed:
    """Parcels by classes of the first level of GB/T 21010, with their areas."""
    table = context.standard.classes[context.layer.classes or "gbt21010"]
    found = [c for c in table.level(1) if context.facts.number(f"scope.landuse.{c.code}.area@{context.year}")]
    entries = tuple(
        Entry(
            context.fill(c.color), f"{c.code} {c.name}", (context.area(f"scope.landuse.{c.code}.area@{context.year}"),)
        )
        for c in found
    )
    colours = tuple(
        (c.code, table.classes[c.level1].color) for c in table.classes.values() if c.level1 in table.classes
    )
    return Themed(colours, (_areas(context, context.say("group.landuse"), entries),))


def landcover(context: Context) -> Themed:
    """Cells of land cover by classes of the first level of HJ 1166, with their areas."""
    table = context.standard.classes[ECOSYSTEMS]
    entries = []
    for c in table.level(1):
        fact = f"scope.indicator.013.{c.name_en}.area@{context.year}"
        if context.facts.number(fact):
            entries.append(Entry(context.fill(c.color), c.name, (context.area(fact),)))
    groups = (_areas(context, context.say("group.landcover"), tuple(entries)),)
    return Themed(ecosystem_colours(context.standard, context.layer.classes), groups)


def ecosystem_colours(standard: Standard, classes: str) -> tuple[tuple[str, str], ...]:
    """Colour of each code of a land cover, by the first-level ecosystem it means.

    Parameters
    ----------
    standard : Standard
        Classifications and crosswalks.
    classes : str
        Key of the layer's classification; ecosystems themselves where empty or unknown.
    """
    table = standard.classes[ECOSYSTEMS]
    crosswalk = standard.crosswalks.get((classes, ECOSYSTEMS))
    targets: Mapping[str, str] = crosswalk.codes() if crosswalk else {code: code for code in table.classes}
    return tuple((code, _first_level(table, target)) for code, target in targets.items() if target in table.classes)


def _first_level(table: ClassTable, code: str) -> str:
    return table.classes[table.classes[code].level1].color


def slope(context: Context) -> Themed:
    """Five classes of slope with their areas."""
    colours = context.styles.palettes["slope"]
    limits = [f"{limit:g}" for limit in context.entry.limits]
    names = [f"≤{limits[0]}°", *(f"{a}°–{b}°" for a, b in pairwise(limits)), f">{limits[-1]}°"]
    entries = tuple(
        Entry(context.fill(colour), name, (context.area(f"scope.slope.class{number}.area"),))
        for number, (name, colour) in enumerate(zip(names, colours, strict=True), start=1)
    )
    codes = tuple((str(n), colour) for n, colour in enumerate(colours, start=1))
    return Themed(codes, (_areas(context, context.say("group.slope"), entries),))


def classes(context: Context) -> Themed:
    """Classes of a palette by their numbers, with their areas."""
    entry = context.entry
    colours = tuple(enumerate(context.styles.palettes[entry.palette], start=1))
    entries = tuple(
        Entry(
            context.fill(colour),
            context.say(f"class.{entry.palette}.{n}"),
            (context.area(entry.area.format(n=n, year=context.year)),) if entry.area else (),
        )
        for n, colour in colours
    )
    codes = tuple((str(n), colour) for n, colour in colours)
    title = context.say(f"group.{entry.palette}")
    return Themed(codes, (_areas(context, title, entries) if entry.area else Group(title, entries),))


def graded(context: Context) -> Themed:
    """Assessment units, or restoration units, by the grade that a fact tells of each."""
    entry = context.entry
    colours = context.styles.palettes[entry.palette]
    found: dict[str, int] = {}
    for fact in context.facts.starting(f"{_KIND[context.layer.role]}:"):
        if isinstance(fact.value, Decimal) and fnmatchcase(fact.attribute, entry.grade):
            code = fact.subject.partition(":")[2]
            found[code] = max(found.get(code, 0), int(fact.value))
    codes = tuple((code, colours[grade - 1]) for code, grade in found.items())
    names = tuple(context.say(f"class.{entry.palette}.{n}") for n in range(1, len(colours) + 1))
    entries = tuple(Entry(context.fill(colour), name) for name, colour in zip(names, colours, strict=True))
    return Themed(codes, (Group(context.say(f"group.{entry.palette}"), entries),))


def main_problem(context: Context) -> Themed:
    """Assessment units, or restoration units, by the gravest of their problems."""
    palette, terms = context.styles.palettes["problems"], context.standard.vocabularies["ecosystem_problem"]
    colour_of = {term.code: palette[n % len(palette)] for n, term in enumerate(terms.values())}
    kind = _KIND[context.layer.role]
    found = {}
    for fact in context.facts.starting(f"{kind}:"):
        problems = context.facts.codes(fact.id) if fact.attribute == "problems" else ()
        if problems:
            found[fact.subject.partition(":")[2]] = problems[0]
    met = [term for term in terms.values() if term.code in found.values()]
    entries = tuple(Entry(context.fill(colour_of[term.code]), term.zh) for term in met)
    codes = tuple((code, colour_of[problem]) for code, problem in found.items() if problem in colour_of)
    return Themed(codes, (Group(context.say("group.problems"), entries),))


def reference(context: Context) -> Themed:
    """Candidate sites of the reference ecosystem by the ecosystem they belong to."""
    table = {c.name_en: c for c in context.standard.classes[ECOSYSTEMS].level(1)}
    found = {
        fact.subject.partition(":")[2]: table[str(fact.value)]
        for fact in context.facts.starting("reference_site:")
        if fact.attribute == "class" and fact.value in table
    }
    met = [c for c in table.values() if c in found.values()]
    entries = tuple(Entry(context.fill(c.color), c.name) for c in met)
    codes = tuple((number, c.color) for number, c in found.items())
    return Themed(codes, (Group(context.say("group.reference"), entries),))


_KIND = {"assessment_units": "assessment_unit", "units": "unit"}
"""Subjects that the areas of a layer are."""


def layout(context: Context) -> Themed:
    """Scope, implementation area and units with their areas; sub-projects by unit with theirs."""
    say, fill = context.say, context.fill
    colours = unit_colours(context.plan, context.styles)
    whole = (
        Entry(context.styles.symbols["scope"], say("scope"), (context.area("scope.area"),)),
        Entry(
            replace(context.styles.symbols["subproject_area"], color="#bdbdbd"),
            say("implementation_area"),
            (context.area("implementation_area.area"),),
        ),
    )
    units = tuple(
        Entry(fill(colours[u.code]), u.natural_unit, (context.area(f"unit:{u.code}.area"),)) for u in context.plan.units
    )
    sites = tuple(
        Entry(
            replace(context.styles.symbols["subproject_area"], color=colours.get(s.unit, "#cccccc")),
            f"{n} {s.project_type}",
            (context.area(f"subproject:{s.code}.area", SITE_UNIT),),
        )
        for n, s in enumerate(context.plan.subprojects, start=1)
    )
    return Themed(
        (),
        (
            _areas(context, say("group.areas"), (*whole, *units)),
            Group(say("group.subprojects"), sites, say("unit.hm2")),
        ),
    )


def layout_on_landcover(context: Context) -> Themed:
    """The layout over land cover."""
    return replace(layout(context), colours=ecosystem_colours(context.standard, context.layer.classes))


def unit_colours(plan: Plan, styles: StyleBook) -> Mapping[str, str]:
    """Colour of each restoration unit, by its place in the table."""
    palette = styles.palettes["units"]
    return {unit.code: palette[n % len(palette)] for n, unit in enumerate(plan.units)}


def _areas(context: Context, title: str, entries: tuple[Entry, ...]) -> Group:
    return Group(title, entries, context.say("unit.km2"))


THEMES: Mapping[str, Theme] = {
    "graded": graded,
    "main_problem": main_problem,
    "reference": reference,
    "classes": classes,
    "landuse": landuse,
    "landcover": landcover,
    "slope": slope,
    "layout": layout,
    "layout_on_landcover": layout_on_landcover,
}
