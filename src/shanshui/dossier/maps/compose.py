"""From plan, facts and standard to sheets: which base, which overlays, which words. Nothing is drawn here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from shanshui.dossier.maps.sheet import Base, Composed, Entry, Group, HeldLayer, MapSheet, Overlay
from shanshui.dossier.maps.sheets import BaseEntry, OverlayEntry, SheetBook, SheetEntry
from shanshui.dossier.maps.styles import StyleBook, Symbol
from shanshui.dossier.maps.themes import THEMES, Context, unit_colours
from shanshui.dossier.dates import written_date
from shanshui.finding import Finding, Place
from shanshui.ledger import Facts
from shanshui.plan import Plan
from shanshui.quantity import EMPTY
from shanshui.standard import MapSpec, Standard

DRAWN_KINDS = ("parcels", "areas", "cells", "values", "slope", "relief", "none")


@dataclass(frozen=True, slots=True)
class Atlas:
    """What all maps of a project share.

    Parameters
    ----------
    plan, facts, standard : Plan, Facts, Standard
        As everywhere.
    styles, book : StyleBook, SheetBook
        Signs and page; what each map draws.
    held : mapping of role to HeldLayer
        Layers that can be drawn.
    zone : int
        Number of the 3° zone.
    """

    plan: Plan
    facts: Facts
    standard: Standard
    styles: StyleBook
    book: SheetBook
    held: Mapping[str, HeldLayer]
    zone: int

    def say(self, key: str) -> str:
        """Words of the program under ``map.``."""
        return self.standard.label(f"map.{key}")

    def drawable(self, role: str) -> bool:
        """Whether a layer is held and may be shown: a classified one only with a map review number."""
        layer = self.held.get(role)
        return layer is not None and not (layer.secret and not self.plan.project.map_review_number)


def compose(atlas: Atlas, key: str) -> Composed:
    """Compose one map.

    Parameters
    ----------
    atlas : Atlas
        What all maps share.
    key : str
        Of the standard's map; must be in ``sheets.yaml``.

    Returns
    -------
    Composed
        Without a sheet where no base can be drawn; the findings say why, and which layer stands in for which.
    """
    entry, spec = atlas.book.maps[key], atlas.standard.map(key)
    wanted = entry.bases[0]
    base = next((b for b in entry.bases if b.kind in DRAWN_KINDS and atlas.drawable(b.role)), None)
    findings = _secret(atlas, entry)
    if base is None:
        return Composed(None, findings if spec.status == "optional" else (*findings, _missing(atlas, key, wanted)))
    if base is not wanted:
        findings = (*findings, _substituted(atlas, key, wanted, base))
    return Composed(_sheet(atlas, spec, entry, base), findings)


def _sheet(atlas: Atlas, spec: MapSpec, entry: SheetEntry, base: BaseEntry) -> MapSheet:
    layer = atlas.held[base.role]
    year = shown_year(atlas.plan, layer, spec)
    context = Context(atlas.plan, atlas.facts, atlas.standard, atlas.styles, entry, layer, year)
    themed = THEMES[base.theme](context)
    overlays = tuple(
        _overlay(atlas, atlas.book.overlays[name])
        for name in entry.overlays
        if atlas.drawable(atlas.book.overlays[name].role)
    )
    shade = entry.shade if atlas.drawable(entry.shade) else ""
    used = dict.fromkeys(r for r in (base.role, shade, *(o.role for o in overlays)) if r)
    title = spec.title.format(project=atlas.plan.project.name, year=year)
    groups = (*themed.groups[:1], _signs(atlas, overlays, themed.groups), *themed.groups[1:])
    quotes = [q for group in groups for e in group.entries for q in e.quotes]
    synthetic = any(atlas.held[r].synthetic for r in used) or any(
        (fact := atlas.facts.get(q.fact)) is not None and fact.synthetic for q in quotes
    )
    stands_in = base is not entry.bases[0]
    return MapSheet(
        key=spec.key,
        title=title,
        heading=heading(title, atlas.plan.project.name),
        year=year if "{year}" in spec.title else None,
        base=Base(base.kind, base.role, base.field, themed.colours, entry.limits, shade, entry.strength, entry.light),
        overlays=overlays,
        legend=trimmed(
            tuple(group for group in groups if group.entries), atlas.styles.page.legend_lines, atlas.say("more")
        ),
        notes=_notes(atlas, tuple(used)),
        synthetic=atlas.standard.label("stamp.synthetic") if synthetic else "",
        substitute=_stand_in(atlas, entry.bases[0], base) if stands_in else "",
        words={key: atlas.say(key) for key in ("legend", "north", "scale")},
    )


def trimmed(groups: tuple[Group, ...], most: int, more: str) -> tuple[Group, ...]:
    """The groups with the last one cut so that the legend has at most ``most`` entries.

    Parameters
    ----------
    groups : tuple of Group
        Top to bottom.
    most : int
        Entries that find room.
    more : str
        Words that say how many entries are left out, with ``{n}``.
    """
    over = sum(len(g.entries) for g in groups) - most
    if over <= 0 or not groups:
        return groups
    *others, last = groups
    kept = last.entries[: max(len(last.entries) - over - 1, 0)]
    rest = Entry(None, more.format(n=len(last.entries) - len(kept)))
    return (*others, replace(last, entries=(*kept, rest)))


def heading(title: str, project: str) -> tuple[str, ...]:
    """The title in lines: the project's name apart where the title begins with it.

    Examples
    --------
    >>> heading("某县修复工程范围坡度图", "某县修复工程"), heading("坡度图", "某县修复工程")
    (('某县修复工程', '范围坡度图'), ('坡度图',))
    """
    rest = title.removeprefix(project)
    return (project, rest) if rest != title and rest else (title,)


def shown_year(plan: Plan, layer: HeldLayer, spec: MapSpec) -> int:
    """Year that a map shows: that of the base values; that of the layer where its role names one."""
    named = re.fullmatch(r".+_(\d{4})", layer.role)
    return int(named.group(1)) if named and "{year}" in spec.title else plan.project.base_year


def _overlay(atlas: Atlas, entry: OverlayEntry) -> Overlay:
    symbol = atlas.styles.symbols[entry.symbol]
    words = _words(atlas.plan, entry.words)
    symbols: tuple[tuple[str, Symbol], ...] = (("", symbol),)
    if entry.colours == "unit_of_subproject":
        colours = unit_colours(atlas.plan, atlas.styles)
        own = [(s.code, replace(symbol, color=colours[s.unit])) for s in atlas.plan.subprojects if s.unit in colours]
        symbols = (*own, *symbols)
    return Overlay(
        entry.role, symbols, entry.field, entry.label, entry.text, entry.rank, entry.least, entry.inner, words
    )


def _words(plan: Plan, kind: str) -> tuple[tuple[str, str], ...]:
    """What a code of the layer is called on the map: a unit by its name, a sub-project by its number in the lists."""
    if kind == "units":
        return tuple((unit.code, unit.natural_unit) for unit in plan.units)
    if kind == "subprojects":
        return tuple((sub.code, str(n)) for n, sub in enumerate(plan.subprojects, start=1))
    return ()


def _signs(atlas: Atlas, overlays: tuple[Overlay, ...], groups: tuple[Group, ...]) -> Group:
    """Lines of the legend for what is drawn over the base, topmost first, but for signs that groups explain."""
    explained = {entry.symbol for group in groups for entry in group.entries}
    seen: dict[str, Entry] = {}
    for overlay in reversed(overlays):
        if len(overlay.symbols) == 1 and overlay.symbols[0][1] not in explained:
            seen.setdefault(overlay.role, Entry(overlay.symbols[0][1], atlas.say(f"sign.{overlay.role}")))
    return Group(atlas.say("group.signs"), tuple(seen.values()))


def _notes(atlas: Atlas, roles: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    project, say = atlas.plan.project, atlas.say
    sources: dict[str, list[str]] = {}
    for role in roles:
        layer = atlas.held[role]
        words = {"provider": layer.provider or EMPTY, "date": written_date(layer.date, atlas.standard) or EMPTY}
        kind = "source_made_up" if layer.synthetic else "source_parts"
        origin = say(kind if layer.date else f"{kind}_undated").format(**words)
        sources.setdefault(origin, []).append(layer.name)
    lines = [say("source").format(names=say("and").join(names), origin=origin) for origin, names in sources.items()]
    return (
        (say("note.sources"), say("then").join(lines)),
        (say("note.crs"), say("crs").format(zone=atlas.zone, meridian=3 * atlas.zone)),
        (say("note.height"), project.height_datum),
        (say("note.compiler"), project.compiler or EMPTY),
        (say("note.date"), written_date(project.submitted, atlas.standard) or EMPTY),
        (say("note.review"), project.map_review_number or EMPTY),
    )


def _stand_in(atlas: Atlas, wanted: BaseEntry, base: BaseEntry) -> str:
    return atlas.say("substitute").format(wanted=_role_name(atlas, wanted.role), used=_role_name(atlas, base.role))


def _role_name(atlas: Atlas, role: str) -> str:
    known = atlas.standard.role(role)
    return known.name if known else role


def _substituted(atlas: Atlas, key: str, wanted: BaseEntry, base: BaseEntry) -> Finding:
    return Finding(
        "MAP-SUBSTITUTE", Place(layer=wanted.role), got=_role_name(atlas, base.role),
        want=_role_name(atlas, wanted.role), subject=f"map:{key}", words={"map": _name(atlas, key)},
    )  # fmt: skip


def _missing(atlas: Atlas, key: str, wanted: BaseEntry) -> Finding:
    return Finding(
        "MAP-MISSING", Place(layer=wanted.role), want=_role_name(atlas, wanted.role), subject=f"map:{key}",
        words={"map": _name(atlas, key)},
    )  # fmt: skip


def _secret(atlas: Atlas, entry: SheetEntry) -> tuple[Finding, ...]:
    """A finding for each layer of the map that is held back because it is classified."""
    roles = dict.fromkeys([b.role for b in entry.bases] + [atlas.book.overlays[o].role for o in entry.overlays])
    return tuple(
        Finding("REVIEW-NUMBER", Place(layer=r), subject=f"layer:{r}", words={"name": atlas.held[r].name})
        for r in roles
        if r in atlas.held and not atlas.drawable(r)
    )


def _name(atlas: Atlas, key: str) -> str:
    return atlas.standard.map(key).title.format(project="", year=atlas.plan.project.base_year)
