"""What the land is: classes, periods, pattern, services and published figures, as templates see them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import count, takewhile
from types import MappingProxyType

from shanshui.dossier.narrative.symbols import CLOSE, GAP
from shanshui.ledger import Facts
from shanshui.standard import Standard
from shanshui.standard.judging.control_lines import load_control_lines
from shanshui.standard.judging.rule_words import rule_words
from shanshui.standard.method.published_themes import load_published_themes

View = Mapping[str, object]

_COUNTED = re.compile(r"（(?:(?P<more>[^（）]*)，)?(?P<unit>条|种|个|处|座|人|户|口|万人|亩)）$")
"""A unit that stands at the end of an indicator's name: 鸟类（种）."""
_WHOLE = Decimal("0.995")
"""Share of a township from which on it counts as lying in the scope as a whole."""
PATTERN = (
    ("np", "count", 0), ("pd", "count/km2", 2), ("mps", "hm2", 2), ("lpi", "%", 2), ("ed", "m/hm2", 2),
    ("enn", "m", 0), ("ai", "%", 2), ("cohesion", "%", 2), ("shdi", "", 3),
)  # fmt: skip
"""Landscape metrics of the report, with unit and decimals of print."""
LAYERS = ("soil", "geology", "hydrogeology", "vegetation", "landuse_plan")
"""Layers that tell kinds of ground apart."""
SERVICES = ("importance_water", "importance_soil_conservation", "ecological_importance")
SENSITIVITIES = ("sensitivity_soil_erosion", "sensitivity_rocky_desertification", "sensitivity_desertification")


def ground_names(facts: Facts, standard: Standard, base: int, before: str, zone: str) -> Mapping[str, object]:
    """Values on the land that every template may use.

    Parameters
    ----------
    facts : Facts
        What the stages found out.
    standard : Standard
        Classes and words.
    base : int
        Base year.
    before : str
        Earlier year of land cover; empty for none.
    zone : str
        The key ecological zone in the project's name.
    """
    found = _ecosystems(standard)
    present = tuple(c["key"] for c in found if facts.number(f"{c['subject']}.area@{base}"))
    period = f"{before}_{base}" if before else ""
    return {
        "ecosystems": found,
        "ecosystem_kinds": _kinds(facts, standard, base),
        "period": period if period and f"scope.change.degree@{period}" in facts else "",
        "present_classes": present,
        "transitions": tuple(one for one in found if period and _changes(facts, str(one["key"]), period)),
        "moves": tuple(_moves(found, facts, period)),
        "drawn_lines": tuple(k for k in load_control_lines() if facts.number(f"scope.overlap.{k}.area") is not None),
        "pattern_metrics": _metrics(facts, standard, base),
        "importances": _levels(SERVICES, facts, standard, base),
        "sensitivities": _levels(SENSITIVITIES, facts, standard, base),
        "land_classes": _land_classes(standard),
        "land_kinds": _land(facts, standard, base),
        "layer_kinds": MappingProxyType({role: _layer_kinds(role, facts) for role in LAYERS}),
        "reference_sites": _reference_sites(facts),
        "reference_classes": _reference_classes(facts, found),
        "national_zone": next((word for word in rule_words("ecological_zone") if word in zone), ""),
    }


def _ecosystems(standard: Standard) -> tuple[View, ...]:
    """First-level classes of ecosystems: key, name, and the subject that facts on their composition bear."""
    return tuple(
        MappingProxyType({"key": c.name_en, "name": c.name, "subject": f"scope.indicator.013.{c.name_en}"})
        for c in standard.classes["hj1166"].level(1)
    )


def _kinds(facts: Facts, standard: Standard, base: int) -> tuple[View, ...]:
    """Second-level classes that are there."""
    return tuple(
        MappingProxyType({"name": c.name, "key": f"c{c.code}", "subject": f"scope.indicator.013.c{c.code}"})
        for c in standard.classes["hj1166"].level(2)
        if facts.number(f"scope.indicator.013.c{c.code}.area@{base}")
    )


def _changes(facts: Facts, key: str, period: str) -> bool:
    """Whether any ground was, or became, of a class."""
    ends = (f"scope.change.{key}.", f".{key}.area@{period}")
    return any(
        fact.value and (fact.id.startswith(ends[0]) or fact.id.endswith(ends[1]))
        for fact in facts.starting("scope.change.")
        if fact.attribute.endswith(".area") and fact.when == period and "unknown" not in fact.attribute
    )


def _moves(ecosystems: Iterable[View], facts: Facts, period: str) -> Iterator[View]:
    """Changes from one class to another that there were."""
    classes = tuple(ecosystems)
    for one in classes:
        for other in classes:
            subject = f"scope.change.{one['key']}.{other['key']}"
            if one is not other and facts.number(f"{subject}.area@{period}"):
                yield MappingProxyType({"name": f"{one['name']}转为{other['name']}", "subject": subject})


def town_views(towns: Mapping[str, str], facts: Facts) -> tuple[View, ...]:
    """Townships that lie in the scope, in the order of their codes, and whether only in part."""
    return tuple(
        MappingProxyType(
            {
                "name": name,
                "subject": f"township:{code}",
                "partly": "yes" if (facts.number(f"township:{code}.inside.share") or 1) < _WHOLE else "",
            }
        )
        for code, name in towns.items()
        if facts.number(f"township:{code}.inside.area")
    )


def _metrics(facts: Facts, standard: Standard, base: int) -> tuple[View, ...]:
    return tuple(
        MappingProxyType(
            {"key": key, "stem": f"scope.pattern.{key}", "name": standard.label(f"report.pattern.{key}"), "unit": unit,
             "places": places}
        )
        for key, unit, places in PATTERN
        if facts.number(f"scope.pattern.{key}@{base}") is not None
    )  # fmt: skip


def _levels(keys: Iterable[str], facts: Facts, standard: Standard, base: int) -> tuple[View, ...]:
    """Gradings in three levels that tell more than one thing about the scope."""
    return tuple(
        MappingProxyType({"key": key, "name": standard.label(f"report.level.{key}"), "stem": f"scope.{key}"})
        for key in keys
        if any(facts.number(f"scope.{key}.level{n}.area@{base}") for n in (1, 2))
    )


def _land_classes(standard: Standard) -> tuple[View, ...]:
    """First-level classes of land use."""
    return tuple(MappingProxyType({"code": c.code, "name": c.name}) for c in standard.classes["gbt21010"].level(1))


def _land(facts: Facts, standard: Standard, base: int) -> tuple[View, ...]:
    """Classes of land use that are there: each first-level class, then its second-level ones."""
    classes = standard.classes["gbt21010"]
    ordered = []
    for first in classes.level(1):
        ordered.append((first, "yes"))
        ordered += [(c, "") for c in classes.level(2) if c.code.startswith(first.code)]
    return tuple(
        MappingProxyType(
            {"code": c.code, "name": c.name, "first": first, "group": c.code[:2], "subject": f"scope.landuse.{c.code}"}
        )
        for c, first in ordered
        if facts.number(f"scope.landuse.{c.code}.area@{base}")
    )


def _reference_classes(facts: Facts, ecosystems: Iterable[View]) -> tuple[View, ...]:
    """Classes with reference sites, and how many of these there are."""
    sites = [str(f.value) for f in facts.starting("reference_site:") if f.attribute == "class"]
    return tuple(
        MappingProxyType({"key": one["key"], "name": one["name"], "count": str(sites.count(str(one["key"])))})
        for one in ecosystems
        if one["key"] in sites
    )


def _layer_kinds(role: str, facts: Facts) -> tuple[View, ...]:
    """Kinds of ground that a layer tells apart, those of the most ground first; bare codes tell a reader nothing."""
    subjects = (f"layer:{role}.kind{n}" for n in count(1))
    there = takewhile(lambda subject: facts.number(f"{subject}.area") is not None, subjects)
    named = ((one, facts.text(f"{one}.name")) for one in there)
    return tuple(MappingProxyType({"name": name, "subject": one}) for one, name in named if not name.isdigit())


def _reference_sites(facts: Facts) -> tuple[View, ...]:
    """Reference sites in the order of their numbers, and whether most of one is protected."""
    told = [fact for fact in facts.starting("reference_site:") if fact.attribute == "class"]
    return tuple(
        MappingProxyType(
            {"subject": fact.subject, "guarded": "yes" if facts.text(f"{fact.subject}.guarded") == "yes" else ""}
        )
        for fact in told
    )


def published(rows: Iterable[View]) -> Mapping[str, tuple[View, ...]]:
    """Published figures by theme, with a unit that stands in the indicator's name put behind the number.

    Parameters
    ----------
    rows : iterable of view
        The table of society and economy.

    Returns
    -------
    mapping
        Theme to figures; every theme is there. A figure belongs to the first theme whose words it bears.
    """
    found: dict[str, list[View]] = {theme: [] for theme in load_published_themes()}
    for row in rows:
        theme = _theme(str(row["indicator"]))
        if theme:
            found[theme].append(_figure(row))
    return MappingProxyType({theme: tuple(figures) for theme, figures in found.items()})


def _theme(indicator: str) -> str:
    themes = load_published_themes()
    return next((theme for theme, words in themes.items() if any(word in indicator for word in words)), "")


def _figure(row: View) -> View:
    indicator = row["indicator"]
    kind = type(indicator) if isinstance(indicator, str) else str  # words that somebody made up stay such
    name, symbol = str(indicator), str(row["unit"])
    match = _COUNTED.search(name)
    if match is not None and not symbol:
        more = match["more"]
        name, symbol = name[: match.start()] + (f"（{more}）" if more else ""), match["unit"]
    gap = GAP if symbol[:1].isascii() and symbol[:1] not in CLOSE and symbol else ""
    return MappingProxyType({**row, "said": kind(f"{name}{row['value']}{gap}{symbol}")})
