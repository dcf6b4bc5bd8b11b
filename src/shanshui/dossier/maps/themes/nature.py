"""The lay of the land and its climate."""

from __future__ import annotations

from itertools import pairwise

from shanshui.dossier.maps.sheet import Entry, Group, Isolines
from shanshui.dossier.maps.surface import round_levels
from shanshui.dossier.maps.themes.context import Context, Themed

CLIMATE = ("precipitation", "temperature")
"""Layers that isolines are drawn of: the first is tinted as well."""

_TINT = {"precipitation": "rain", "temperature": "warmth"}


def climate(context: Context) -> Themed:
    """Rainfall in classes, with its isolines and those of temperature; temperature alone where rainfall is missing."""
    role = context.layer.role
    ramp = context.styles.palettes[_TINT[role]]
    limits = round_levels(*_span(context, role), classes=len(ramp))
    colours = _spread(ramp, len(limits) + 1)
    entries = tuple(Entry(context.fill(colour), name) for colour, name in zip(colours, _ranges(limits, 4), strict=True))
    lines = tuple(
        Isolines(
            one,
            limits if one == role else round_levels(*_span(context, one), classes=9),
            context.styles.symbols[f"isoline_{one}"],
            f"isoline_{one}",
        )
        for one in CLIMATE
        if one in context.held and context.held[one].span is not None
    )
    signs = tuple(Entry(line.symbol, context.say(f"isoline.{line.role}")) for line in lines)
    codes = tuple((str(n), colour) for n, colour in enumerate(colours, start=1))
    groups = Group(context.say(f"group.{role}"), entries), Group(context.say("group.isolines"), signs)
    return Themed(codes, groups, limits, lines, context.say("no_warmth_sum"))


def block(context: Context) -> Themed:
    """Heights in classes, for a view of the land from above."""
    low, high = (float(context.facts.number(f"scope.elevation.{end}") or 0) for end in ("min", "max"))
    ramp = context.styles.palettes["heights"]
    limits = round_levels(low, high, classes=len(ramp))
    colours = _spread(ramp, len(limits) + 1)
    entries = tuple(
        Entry(context.fill(colour), name)
        for colour, name in reversed(list(zip(colours, _ranges(limits, 0), strict=True)))
    )
    codes = tuple((str(n), colour) for n, colour in enumerate(colours, start=1))
    groups = (Group(context.say("group.heights"), entries),) if limits else ()  # no facts of heights, no classes
    return Themed(codes, groups, limits)


def _span(context: Context, role: str) -> tuple[float, float]:
    return context.held[role].span or (0.0, 0.0)


def _spread(ramp: tuple[str, ...], number: int) -> tuple[str, ...]:
    """So many colours of a ramp at even distances; the middle one for one alone."""
    last = len(ramp) - 1
    return tuple(ramp[round(last * n / (number - 1))] for n in range(number)) if number > 1 else (ramp[last // 2],)


def _ranges(limits: tuple[float, ...], places: int) -> tuple[str, ...]:
    """Classes in words: below the first limit, between two, from the last on."""
    if not limits:
        return ("",)
    told = [f"{round(limit, places):g}" for limit in limits]
    return (f"<{told[0]}", *(f"{a}～{b}" for a, b in pairwise(told)), f"≥{told[-1]}")
