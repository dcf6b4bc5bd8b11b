"""What covers the ground: land use, ecosystems, slope, classes of a field."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import count, pairwise

from shanshui.dossier.dates import written_date
from shanshui.dossier.maps.sheet import Entry, Group
from shanshui.dossier.maps.themes.context import Context, Themed, areas
from shanshui.quantity import EMPTY
from shanshui.standard import ClassTable, Standard

ECOSYSTEMS = "hj1166"


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
    return Themed(colours, (areas(context, context.say("group.landuse"), entries),))


def landcover(context: Context) -> Themed:
    """Cells of land cover by classes of the first level of HJ 1166, with their areas."""
    table = context.standard.classes[ECOSYSTEMS]
    entries = []
    for c in table.level(1):
        fact = f"scope.indicator.013.{c.name_en}.area@{context.year}"
        if context.facts.number(fact):
            entries.append(Entry(context.fill(c.color), c.name, (context.area(fact),)))
    groups = (areas(context, context.say("group.landcover"), tuple(entries)),)
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


def vegetation(context: Context) -> Themed:
    """Cells of land cover by vegetation types, the second level of HJ 1166 where it tells them; then bare ground."""
    table = context.standard.classes[ECOSYSTEMS]
    green: list[Entry] = []
    bare: list[Entry] = []
    for first in table.level(1):
        entries = green if first.name_en in _GREEN else bare
        parts = [c for c in table.level(2) if c.level1 == first.code and first.name_en in _GREEN]
        told = [(c, fact) for c in parts if context.facts.number(fact := _composition(context, f"c{c.code}"))]
        told = told or [(first, _composition(context, first.name_en))]
        entries += [
            Entry(context.fill(c.color), c.name, (context.area(fact),))
            for c, fact in told
            if context.facts.number(fact)
        ]
    crosswalk = context.standard.crosswalks.get((context.layer.classes, ECOSYSTEMS))
    targets: Mapping[str, str] = crosswalk.codes() if crosswalk else {code: code for code in table.classes}
    colours = tuple((code, _type_colour(table, to)) for code, to in targets.items() if to in table.classes)
    groups = (
        areas(context, context.say("group.types"), tuple(green)),
        areas(context, context.say("group.bare"), tuple(bare)),
    )
    return Themed(colours, groups)


_GREEN = frozenset({"forest", "shrubland", "grassland", "cropland"})
"""Ecosystems whose types are types of vegetation."""


def _composition(context: Context, name: str) -> str:
    return f"scope.indicator.013.{name}.area@{context.year}"


def _type_colour(table: ClassTable, code: str) -> str:
    """Colour of a class of its own where it is vegetation, else of its first level."""
    first = table.classes[table.classes[code].level1]
    return table.classes[code].color if first.name_en in _GREEN else first.color


def planned(context: Context) -> Themed:
    """Polygons of a land use plan by classes of the first level, with their areas."""
    table = context.standard.classes[context.layer.classes or "mnr2023"]
    entries = []
    for number in count(1):
        stem = f"layer:{context.layer.role}.kind{number}"
        code = context.facts.text(f"{stem}.code")
        if not code:
            break
        c = table.classes[code]
        entries.append((code, Entry(context.fill(c.color), f"{c.code} {c.name}", (context.area(f"{stem}.area"),))))
    colours = tuple(
        (c.code, table.classes[c.level1].color) for c in table.classes.values() if c.level1 in table.classes
    )
    in_order = tuple(entry for _, entry in sorted(entries, key=lambda pair: pair[0]))
    return Themed(colours, (areas(context, context.say("group.planned"), in_order),))


def image(context: Context) -> Themed:
    """A satellite image: when it was taken, and how fine it is."""
    taken = written_date(context.layer.date, context.standard) or EMPTY
    resolution = context.facts.quote(f"layer:{context.layer.role}.resolution", "m", 1)
    entries = (
        Entry(None, context.say("image.taken").format(date=taken)),
        Entry(None, context.say("image.resolution"), (resolution,)),
    )
    return Themed((), (Group(context.say("group.image"), entries),))


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
    return Themed(codes, (areas(context, context.say("group.slope"), entries),))


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
    bare = (Entry(context.fill("#ffffff"), context.say("unclassed")),) if _leaves_out(context, entries) else ()
    whole = (*entries, *bare)
    return Themed(codes, (areas(context, title, whole) if entry.area else Group(title, whole),))


_REST = Decimal("0.005")
"""Share of the scope without a class from which the legend explains the ground that is left white."""


def _leaves_out(context: Context, entries: tuple[Entry, ...]) -> bool:
    """Whether the classes together cover clearly less than the scope."""
    scope = context.facts.number("scope.area") or Decimal(0)
    found = [context.facts.number(quote.fact) for entry in entries for quote in entry.told()]
    told = [area for area in found if area is not None]
    return bool(told) and sum(told) < (1 - _REST) * scope
