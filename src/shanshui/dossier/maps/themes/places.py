"""Where things are: the scope among its townships, restoration units, points of monitoring."""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.dossier.maps.sheet import Entry, Group
from shanshui.dossier.maps.themes.context import Context, Themed, areas
from shanshui.dossier.maps.themes.kinds import PALETTE, ramp_colour
from shanshui.dossier.maps.themes.project import unit_colours

_DEGREE_PLACES = 4
_SIDES = ("west", "east", "south", "north")


def location(context: Context) -> Themed:
    """The scope with its extent in degrees, and the townships with their areas."""
    say, ramp = context.say, context.styles.palettes[PALETTE]
    whole = Entry(context.styles.symbols["scope"], say("scope"), (context.area("scope.area"),))
    sides = tuple(
        Entry(None, say(f"extreme.{side}"), (context.facts.quote(f"scope.{side}", "deg", _DEGREE_PLACES),))
        for side in _SIDES
    )
    towns = [fact.subject for fact in context.facts.starting("township:") if fact.attribute == "name" and not fact.when]
    codes = tuple((town.partition(":")[2], ramp_colour(ramp, n)) for n, town in enumerate(towns, start=1))
    entries = tuple(
        Entry(context.fill(colour), context.facts.text(f"{town}.name"), (context.area(f"{town}.area"),))
        for town, (_, colour) in zip(towns, codes, strict=True)
    )
    drawn = codes if context.layer.role == "townships" else ()
    return Themed(
        drawn,
        (
            areas(context, say("group.areas_whole"), (whole,)),
            Group(say("group.extremes"), sides, say("unit.deg")),
            areas(context, say("group.townships"), entries if drawn else ()),
        ),
        remark=say("no_neighbours"),
    )


def units(context: Context) -> Themed:
    """Restoration units with their areas, what they are for and which problems they have."""
    say, colours = context.say, unit_colours(context.plan, context.styles)
    terms = context.standard.vocabularies["ecosystem_problem"]
    whole = Entry(context.styles.symbols["scope"], say("scope"), (context.area("scope.area"),))
    each = tuple(
        Entry(context.fill(colours[u.code]), u.natural_unit, (context.area(f"unit:{u.code}.area"),))
        for u in context.plan.units
    )
    told = []
    for unit in context.plan.units:
        words = say("and").join(terms[code].zh if code in terms else code for code in unit.problems)
        lines = [say("unit_focus").format(focus=unit.focus)] if unit.focus else []
        lines += [say("unit_problems").format(problems=words)] if words else []
        told.append(Group(unit.name, tuple(Entry(None, line) for line in lines)))
    return Themed(tuple(colours.items()), (areas(context, say("group.units"), (whole, *each)), *told))


def monitoring(context: Context) -> Themed:
    """Points of monitoring with subject and frequency, and what is watched without a place of its own."""
    placed, everywhere = tuple(_watches(context, True)), tuple(_watches(context, False))
    colours = unit_colours(context.plan, context.styles) if context.layer.role == "units" else {}
    groups = (Group(context.say("group.monitored"), placed), Group(context.say("group.unplaced"), everywhere))
    return Themed(tuple(colours.items()), groups)


def _watches(context: Context, placed: bool) -> Iterator[Entry]:
    for number, row in enumerate(context.plan.records.get("monitoring", ()), start=1):
        if (row.number("longitude") is not None and row.number("latitude") is not None) is placed:
            indicator = row.text("indicator")
            known, made = context.standard.indicators.get(indicator), context.standard.performance.get(indicator)
            name = known.name if known else (made.name_d or made.name_c) if made else indicator
            words = {"indicator": name, "frequency": row.text("frequency")}
            sign = context.styles.symbols[f"monitoring_{row.text('scale')}"] if placed else None
            yield Entry(sign, context.say("monitored").format(n=number, name=row.text("name"), **words))
