"""From plan, facts and standard to sheets: which base, which overlays, which words. Nothing is drawn here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from shanshui.dossier.dates import written_date
from shanshui.dossier.maps.sheet import Base, Composed, Entry, Group, HeldLayer, MapSheet, Overlay
from shanshui.dossier.maps.sheets import BaseEntry, OverlayEntry, SheetBook, SheetEntry
from shanshui.dossier.maps.styles import StyleBook, Symbol
from shanshui.dossier.maps.themes import (
    THEMES,
    Context,
    first_kind,
    period_colours,
    site_colours,
    unit_colours,
    years,
)
from shanshui.finding import Finding, Place
from shanshui.ledger import Facts
from shanshui.plan import Plan, Unit
from shanshui.quantity import EMPTY
from shanshui.standard import MapSpec, Standard

WORDS = ("legend", "north", "scale", "inset", "note.north", "convergence", "block")
"""Words of the furniture."""


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

    def bears(self, base: BaseEntry) -> bool:
        """Whether a base can be drawn, and with it what the map is about; kinds only where the survey found some."""
        if base.theme == "kinds" and not self.facts.text(first_kind(base.role)):
            return False
        return self.drawable(base.role) and (not base.needs or any(map(self.drawable, base.needs)))


def series(atlas: Atlas) -> Mapping[str, Composed]:
    """Every map that is known, in the standard's order; of one for each restoration unit all, as ``<key>_<code>``."""
    made: dict[str, Composed] = {}
    for spec in atlas.standard.maps:
        entry = atlas.book.maps.get(spec.key)
        if entry is not None and entry.each:
            made |= {f"{spec.key}_{unit.code}": compose(atlas, spec.key, unit) for unit in atlas.plan.units}
        elif entry is not None:
            made[spec.key] = compose(atlas, spec.key)
    return made


def compose(atlas: Atlas, key: str, unit: Unit | None = None) -> Composed:
    """Compose one map.

    Parameters
    ----------
    atlas : Atlas
        What all maps share.
    key : str
        Of the standard's map; must be in ``sheets.yaml``.
    unit : Unit, optional
        The restoration unit that it is framed to, of a map that there is for each.

    Returns
    -------
    Composed
        Without a sheet where no base can be drawn; the findings say why, and which layer stands in for which.
    """
    entry, spec = atlas.book.maps[key], atlas.standard.map(key)
    wanted = entry.bases[0]
    base = next(filter(atlas.bears, entry.bases), None)
    findings = _secret(atlas, entry)
    if base is None:
        return Composed(None, findings if spec.status == "optional" else (*findings, _missing(atlas, key, wanted)))
    if _stands_in(wanted, base):
        findings = (*findings, _substituted(atlas, key, wanted, base))
    return Composed(_sheet(atlas, spec, entry, base, unit), findings)


def _sheet(atlas: Atlas, spec: MapSpec, entry: SheetEntry, base: BaseEntry, unit: Unit | None) -> MapSheet:
    layer = atlas.held[base.role]
    year = shown_year(atlas.plan, layer)
    shown = {role: held for role, held in atlas.held.items() if atlas.drawable(role)}
    context = Context(atlas.plan, atlas.facts, atlas.standard, atlas.styles, entry, layer, year, shown, unit)
    themed = THEMES[base.theme](context)
    limits = themed.limits or entry.limits
    strength = entry.strength if base.strength is None else base.strength
    light = entry.light if base.light is None else base.light
    listed = (atlas.book.overlays[name] for name in (*base.overlays, *entry.overlays))
    drawn = tuple(one for one in listed if one.role in shown and one.unless not in shown)
    overlays = tuple(_overlay(atlas, one, unit) for one in drawn)
    shade = entry.shade if base.kind != "imagery" and atlas.drawable(entry.shade) else ""
    others = (*(o.role for o in overlays), *(line.role for line in themed.isolines))
    used = dict.fromkeys(role for role in (base.role, shade, *others) if role)
    project = atlas.plan.project.name
    title = spec.title.format(project=project, year=year, unit=unit.name if unit else "")
    told = _faded(themed.groups, themed.colours, strength)
    groups = (*told[:1], _signs(atlas, drawn, overlays, told), *told[1:])
    quotes = [q for group in groups for e in group.entries for q in e.told()]
    synthetic = any(atlas.held[r].synthetic for r in used) or any(
        (fact := atlas.facts.get(q.fact)) is not None and fact.synthetic for q in quotes
    )
    return MapSheet(
        key=spec.key,
        title=title,
        heading=(project, title) if unit else heading(title, project),
        year=year if "{year}" in spec.title else None,
        base=Base(base.kind, base.role, base.field, themed.colours, limits, shade, strength, light, entry.beyond),
        overlays=overlays,
        legend=trimmed(
            tuple(group for group in groups if group.entries), atlas.styles.page.legend_lines, atlas.say("more")
        ),
        notes=_notes(atlas, tuple(used)),
        synthetic=atlas.standard.label("stamp.synthetic") if synthetic else "",
        substitute=_stand_in(atlas, entry.bases[0], base) if _stands_in(entry.bases[0], base) else themed.remark,
        words={key: atlas.say(key) for key in WORDS},
        frame=unit.code if unit else "",
        isolines=themed.isolines,
    )


def _faded(groups: tuple[Group, ...], colours: tuple[tuple[str, str], ...], strength: float) -> tuple[Group, ...]:
    """The groups with the colours of the base as light as the base itself."""
    own = {colour for _, colour in colours}
    if strength == 1 or not own:
        return groups

    def lighter(entry: Entry) -> Entry:
        sign = entry.symbol
        if sign is None or sign.kind != "fill" or sign.size or sign.color not in own:
            return entry
        parts = (255 + (int(sign.color[i : i + 2], 16) - 255) * strength for i in (1, 3, 5))
        return replace(entry, symbol=replace(sign, color="#" + "".join(f"{round(part):02x}" for part in parts)))

    return tuple(replace(group, entries=tuple(map(lighter, group.entries))) for group in groups)


def trimmed(groups: tuple[Group, ...], most: int, more: str, dropped: int = 0) -> tuple[Group, ...]:
    """The groups cut so that the legend has at most ``most`` lines, headings among them.

    The longest group is cut where that is enough; else the last goes, and those before it of its kind, short ones.

    Parameters
    ----------
    groups : tuple of Group
        Top to bottom.
    most : int
        Lines that find room.
    more : str
        Words that say how many entries are left out, with ``{n}``.
    dropped : int
        Entries of groups that have gone.
    """
    over = sum(1 + len(g.entries) for g in groups) + (dropped > 0) - most
    if over <= 0 or not groups:
        return _ended(groups, dropped, more)
    at = max(range(len(groups)), key=lambda n: (len(groups[n].entries), n))
    longest = groups[at]
    kept = longest.entries[: max(len(longest.entries) - over - 1, 0)]
    goes_on = bool(dropped) and len(groups[-1].entries) < _SHORT
    if (not kept or goes_on) and len(groups) > 1:
        return trimmed(groups[:-1], most, more, dropped + len(groups[-1].entries))
    rest = Entry(None, more.format(n=len(longest.entries) - len(kept)))
    cut = (*groups[:at], replace(longest, entries=(*kept, rest)), *groups[at + 1 :])
    return _ended(cut, dropped, more)


_SHORT = 4
"""Fewer entries than this make a short group, such as the words that describe one unit."""


def _ended(groups: tuple[Group, ...], dropped: int, more: str) -> tuple[Group, ...]:
    """The groups, with a last line for the entries of those that have gone."""
    if not dropped:
        return groups
    *others, last = groups
    return (*others, replace(last, entries=(*last.entries, Entry(None, more.format(n=dropped)))))


def heading(title: str, project: str) -> tuple[str, ...]:
    """The title in lines: the project's name apart where the title begins with it.

    Examples
    --------
    >>> heading("某县修复工程范围坡度图", "某县修复工程"), heading("坡度图", "某县修复工程")
    (('某县修复工程', '范围坡度图'), ('坡度图',))
    """
    rest = title.removeprefix(project)
    return (project, rest) if rest != title and rest else (title,)


def shown_year(plan: Plan, layer: HeldLayer) -> int:
    """Year that a map shows: the one that its layer's role names, or its date; else that of the base values."""
    named = re.fullmatch(r".+_(\d{4})", layer.role) or re.match(r"(\d{4})(?!\d)", layer.date)
    return int(named.group(1)) if named else plan.project.base_year


def _overlay(atlas: Atlas, entry: OverlayEntry, unit: Unit | None) -> Overlay:
    return Overlay(
        entry.role, _symbols(atlas, entry, unit), entry.field, entry.label, entry.text, entry.rank, entry.least,
        entry.inner, _words(atlas.plan, entry.words), entry.around,
    )  # fmt: skip


def _symbols(atlas: Atlas, entry: OverlayEntry, unit: Unit | None) -> tuple[tuple[str, Symbol], ...]:
    """Signs by the value of the entry's field; one under an empty key serves all others, but those of other units."""
    symbol = atlas.styles.symbols[entry.symbol]
    if entry.symbols:
        return tuple((value, atlas.styles.symbols[name]) for value, name in entry.symbols.items())
    colours: Mapping[str, str] = {}
    if entry.colours == "unit_of_subproject":
        units = unit_colours(atlas.plan, atlas.styles)
        colours = {s.code: units[s.unit] for s in atlas.plan.subprojects if s.unit in units}
    elif entry.colours == "period_of_subproject":
        periods = period_colours(atlas.plan, atlas.styles)
        colours = {s.code: periods[s.start, s.end] for s in atlas.plan.subprojects}
    elif entry.colours == "subproject":
        colours = site_colours(atlas.plan, atlas.styles)
    if colours and unit is not None:
        own = [sub.code for sub in atlas.plan.subprojects if sub.unit == unit.code]
        return tuple((code, replace(symbol, color=colours[code])) for code in own)
    return (*((code, replace(symbol, color=colour)) for code, colour in colours.items()), ("", symbol))


def _words(plan: Plan, kind: str) -> tuple[tuple[str, str], ...]:
    """What a code of the layer is called on the map: a unit by its name, a sub-project by its number in the lists."""
    if kind == "units":
        return tuple((unit.code, unit.natural_unit) for unit in plan.units)
    if kind == "subprojects":
        return tuple((sub.code, str(n)) for n, sub in enumerate(plan.subprojects, start=1))
    if kind == "subproject_years":
        return tuple((sub.code, f"{n}｜{years(sub)}") for n, sub in enumerate(plan.subprojects, start=1))
    return ()


def _signs(
    atlas: Atlas, entries: tuple[OverlayEntry, ...], overlays: tuple[Overlay, ...], groups: tuple[Group, ...]
) -> Group:
    """Lines of the legend for what is drawn over the base, topmost first, but for signs that groups explain."""
    explained = {entry.symbol for group in groups for entry in group.entries}
    seen: dict[str, Entry] = {}
    for entry, overlay in reversed(tuple(zip(entries, overlays, strict=True))):
        if entry.colours:
            continue
        there = atlas.held[entry.role].values
        for value, symbol in reversed(overlay.symbols):
            key = f"{entry.role}.{value}" if value else entry.role
            if symbol not in explained and (not value or value in there):
                seen.setdefault(key, Entry(symbol, atlas.say(f"sign.{key}")))
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


def _stands_in(wanted: BaseEntry, base: BaseEntry) -> bool:
    """Whether a base stands in for another: what the map is about is not on it."""
    return wanted.subjects()[0] not in base.subjects()


def _stand_in(atlas: Atlas, wanted: BaseEntry, base: BaseEntry) -> str:
    return atlas.say("substitute").format(wanted=_role_name(atlas, wanted.subjects()[0]), used=_used(atlas, base))


def _used(atlas: Atlas, base: BaseEntry) -> str:
    """Names of the layers that stand in."""
    return atlas.say("and").join(_role_name(atlas, role) for role in base.subjects() if atlas.drawable(role))


def _role_name(atlas: Atlas, role: str) -> str:
    known, held = atlas.standard.role(role), atlas.held.get(role)
    label = atlas.standard.labels.get(f"map.{role}")
    return known.name if known else held.name if held else label["zh"] if label else role


def _substituted(atlas: Atlas, key: str, wanted: BaseEntry, base: BaseEntry) -> Finding:
    role = wanted.subjects()[0]
    return Finding(
        "MAP-SUBSTITUTE", Place(layer=role), got=_used(atlas, base), want=_role_name(atlas, role),
        subject=f"map:{key}", words={"map": _name(atlas, key)},
    )  # fmt: skip


def _missing(atlas: Atlas, key: str, wanted: BaseEntry) -> Finding:
    role = wanted.subjects()[0]
    return Finding(
        "MAP-MISSING", Place(layer=role), want=_role_name(atlas, role), subject=f"map:{key}",
        words={"map": _name(atlas, key)},
    )  # fmt: skip


def _secret(atlas: Atlas, entry: SheetEntry) -> tuple[Finding, ...]:
    """A finding for each layer of the map that is held back because it is classified."""
    names = [*entry.overlays, *(name for base in entry.bases for name in base.overlays)]
    roles = dict.fromkeys(
        [r for b in entry.bases for r in (b.role, *b.needs)] + [atlas.book.overlays[o].role for o in names]
    )
    return tuple(
        Finding("REVIEW-NUMBER", Place(layer=r), subject=f"layer:{r}", words={"name": atlas.held[r].name})
        for r in roles
        if r in atlas.held and not atlas.drawable(r)
    )


def _name(atlas: Atlas, key: str) -> str:
    return atlas.standard.map(key).title.format(project="", year=atlas.plan.project.base_year, unit="")
