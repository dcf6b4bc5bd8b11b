"""What the assessment found: grades and problems of places, sites of the reference ecosystem."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fnmatch import fnmatchcase

from shanshui.dossier.maps.sheet import Entry, Group
from shanshui.dossier.maps.themes.context import Context, Themed, areas
from shanshui.dossier.maps.themes.cover import ECOSYSTEMS
from shanshui.ledger import Quote

_KIND: Mapping[str, str] = {"assessment_units": "assessment_unit", "units": "unit"}
"""Subjects that the areas of a layer are."""


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
    quotes = [_ground(context, f"{entry.palette}.grade{n}") for n in range(1, len(colours) + 1)]
    entries = tuple(
        Entry(context.fill(colour), name, quote) for name, colour, quote in zip(names, colours, quotes, strict=True)
    )
    return Themed(codes, (areas(context, context.say(f"group.{entry.palette}"), entries),))


def _ground(context: Context, what: str) -> tuple[Quote, ...]:
    """Area of the places of one class; none where there are no such places."""
    fact = f"scope.diagnosed.{what}.area"
    return (context.area(fact),) if context.facts.number(fact) is not None else ()


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
    entries = tuple(
        Entry(context.fill(colour_of[term.code]), term.zh, _ground(context, f"problem.{term.code}")) for term in met
    )
    codes = tuple((code, colour_of[problem]) for code, problem in found.items() if problem in colour_of)
    return Themed(codes, (areas(context, context.say("group.problems"), entries),))


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
