"""The ecological index (EI) of HJ 192 of the scope: five indices, their sum, its grade and change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from shanshui.assess.ground import Ground, Missing, Wants
from shanshui.assess.landscape.ecosystems import compositions
from shanshui.assess.sums import found_in
from shanshui.assess.unknown import reason
from shanshui.finding import Finding, Place
from shanshui.geo.tallies import Codes, Values
from shanshui.indicators import ecological_index as formulas
from shanshui.indicators.uncertainty import Interval, first_order
from shanshui.ledger import Basis, Fact, fact_id
from shanshui.plan.choices import Chosen
from shanshui.quantity import exact, round_half_up
from shanshui.stage import StageResult
from shanshui.standard.method.ecological_index import coefficient, coefficients, habitat_weights
from shanshui.standard.method.grades import scale
from shanshui.workspace.layers import measured_on

CLAUSE = "HJ 192-2015"
GREENNESS, RAIN, GRASS = Values("ndvi"), Values("precipitation"), Codes("grass_cover_class")
LOADS = {
    "cod": "discharge_cod",
    "ammonia": "discharge_ammonia",
    "so2": "emission_so2",
    "dust": "emission_dust",
    "nox": "emission_nox",
    "solid": "solid_waste",
}
"""Choice that tells each pollutant."""

GRADES = {1: "excellent", 2: "good", 3: "fair", 4: "rather_poor", 5: "poor"}
"""Codes of the vocabulary ``ei_grade``."""

CHANGES = {1: "none", 2: "slight", 3: "clear", 4: "marked"}
"""Codes of the vocabulary ``ei_change``."""

_SPOILT = ("7", "82")
_PLACES = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One index on its way to a fact.

    Parameters
    ----------
    method : str
        Function of :mod:`shanshui.indicators.ecological_index`.
    value : float or None
        None where something is missing.
    gaps : tuple of Missing
        What that is.
    sources : tuple of str
        Layers and facts.
    choices : tuple of Chosen
        What was chosen.
    interval : (float, float) or None
        Of 95 %.
    """

    method: str
    value: float | None = None
    gaps: tuple[Missing, ...] = ()
    sources: tuple[str, ...] = ()
    choices: tuple[Chosen, ...] = ()
    interval: Interval | None = None


def wants(_: Ground) -> Wants:
    """Greenness, rain, and the density of grassland."""
    return Wants((GREENNESS, RAIN, GRASS))


def tells(ground: Ground) -> StageResult:
    """Every index that can be told, and what the others lack."""
    parts = indices(ground)
    facts = [_fact(ground, name, part) for name, part in parts.items()]
    whole = _whole(ground, parts)
    facts.append(_fact(ground, "", whole))
    facts += _judged(ground, whole)
    if whole.value is not None:
        return StageResult(tuple(facts))
    gaps = tuple(dict.fromkeys(gap for part in parts.values() for gap in part.gaps))
    words = {"why": reason(ground, gaps, "zh"), "why_en": reason(ground, gaps, "en")}
    finding = Finding("EI-ABSENT", Place(file="project.yaml", column="parameters"), subject="scope.ei", words=words)
    return StageResult(tuple(facts), findings=(finding,))


def indices(ground: Ground) -> Mapping[str, Part]:
    """The five indices by name."""
    return {
        "habitat": _habitat(ground),
        "vegetation": _vegetation(ground),
        "water": _water(ground),
        "stress": _stress(ground),
        "pollution": _pollution(ground),
    }


def _areas(ground: Ground) -> Mapping[str, Decimal]:
    """Area of each class of HJ 1166 in the scope [m2]; empty where the cover is not known."""
    name = f"ecosystem@{ground.year}"
    if Codes(name) not in ground.swept:
        return {}
    found = compositions(ground, ground.year).get("scope")
    return found.areas if found is not None else {}


def _role(ground: Ground) -> tuple[str, ...]:
    """Sources of the land cover."""
    return tuple(source for one in ground.below(f"ecosystem@{ground.year}") for source in one.sources)


def _size(ground: Ground) -> float:
    return float(ground.places.scope.area)


def _habitat(ground: Ground) -> Part:
    method, areas = "habitat", _areas(ground)
    if not areas:
        return Part(method, gaps=ground.missing("ecosystem") or (Missing(("landcover",)),))
    meadow = sum((area for code, area in areas.items() if code[0] == "3"), Decimal(0))
    dense: dict[int, float] = {}
    if meadow:
        for spot, counts, n in found_in(ground, GRASS):
            if spot.subject == "scope":
                cells = counts.of(n)
                dense = {code: count / sum(cells.values()) for code, count in cells.items()}
        if not dense:
            return Part(method, gaps=ground.missing("fvc") or (Missing(("fvc", "ndvi")),))
    chosen = {row.choice: ground.choice(row.choice) for row in habitat_weights() if row.choice}

    def index(*halves: float) -> float:
        share = dict(zip(chosen, halves, strict=True))
        parts = []
        for row in habitat_weights():
            size = float(meadow) * dense.get(row.cover, 0.0) if row.cover else float(areas.get(str(row.code), 0))
            within = row.share
            if row.choice:
                within = share[row.choice] * row.share + (1 - share[row.choice]) * row.other
            parts.append((size, row.weight * within))
        return formulas.habitat(parts, _size(ground), coefficient("norm.habitat"))

    values = [one.number for one in chosen.values()]
    ends = first_order(index, values, [_ends(one) for one in chosen.values()])
    sources = (*_role(ground), *(() if not meadow else tuple(s for f in ground.below("fvc") for s in f.sources)))
    return Part(method, index(*values), (), sources, tuple(chosen.values()), ends)


def _ends(chosen: Chosen) -> Interval | None:
    return None if chosen.low is None or chosen.high is None else (float(chosen.low), float(chosen.high))


def _vegetation(ground: Ground) -> Part:
    for spot, found, n in found_in(ground, GREENNESS):
        if spot.subject == "scope" and found.count[n]:
            value = formulas.vegetation(float(found.mean[n]), coefficient("norm.vegetation"))
            return Part("vegetation", value, (), tuple(s for f in ground.below("ndvi") for s in f.sources))
    return Part("vegetation", gaps=(Missing(("ndvi",)),))


def _water(ground: Ground) -> Part:
    year, mean = ground.choice("water_resources"), ground.choice("water_resources_mean")
    frame, areas = ground.layers.vector("rivers"), _areas(ground)
    gaps: tuple[Missing, ...] = (Missing(why="water_resources"),) if year.value is None else ()
    gaps += (Missing(("rivers",)),) if frame is None else ()
    gaps += (Missing(("landcover",)),) if not areas else ()
    if gaps or frame is None:
        return Part("water_network", gaps=gaps)
    length = float(frame.geometry.intersection(ground.places.scope.geometry).length.sum()) / 1e3
    surface = sum((area for code, area in areas.items() if code in ("4", "42", "43")), Decimal(0))
    usable = formulas.usable_water(year.number, None if mean.value is None else mean.number)
    value = formulas.water_network(length, float(surface) / 1e6, usable, _size(ground) / 1e6, coefficients("norm"))
    used = (year, mean) if mean.value is not None else (year,)
    return Part("water_network", value, (), ("layer:rivers", *_role(ground)), used)


def _stress(ground: Ground) -> Part:
    areas = _areas(ground)
    ids = {n: fact_id("scope", f"erosion.class{n}.area", ground.year) for n in (3, 4, 5, 6)}
    eroded = {n: ground.facts.number(one) for n, one in ids.items()}
    if not areas or None in eroded.values():
        gaps = (Missing(why="erosion"),) if None in eroded.values() else ()
        return Part("land_stress", gaps=(*gaps, *((Missing(("landcover",)),) if not areas else ())))
    spoilt = sum((area for code, area in areas.items() if code.startswith(_SPOILT)), Decimal(0))
    parts = {
        "severe": sum(float(eroded[n] or 0) for n in (4, 5, 6)),
        "moderate": float(eroded[3] or 0),
        "built": float(sum((area for code, area in areas.items() if code[0] == "6"), Decimal(0))),
        "other": float(spoilt),
    }
    value = formulas.land_stress(parts, _size(ground), coefficients("stress"), coefficient("norm.stress"))
    return Part("land_stress", value, (), (*_role(ground), *ids.values()))


def _pollution(ground: Ground) -> Part:
    chosen = {name: ground.choice(key) for name, key in LOADS.items()}
    gaps: tuple[Missing, ...] = (Missing(why="pollution"),) if any(one.value is None for one in chosen.values()) else ()
    rain = next((float(f.mean[n]) for s, f, n in found_in(ground, RAIN) if s.subject == "scope" and f.count[n]), None)
    gaps += (Missing(("precipitation",)),) if rain is None else ()
    if gaps or rain is None:
        return Part("pollution_load", gaps=gaps)
    loads = {name: one.number for name, one in chosen.items()}
    area = _size(ground) / 1e6
    value = formulas.pollution_load(loads, rain, area, coefficients("load"), coefficients("norm"))
    return Part("pollution_load", value, (), ("layer:precipitation",), tuple(chosen.values()))


def _whole(ground: Ground, parts: Mapping[str, Part]) -> Part:
    method = "ecological_index"
    gaps = tuple(dict.fromkeys(gap for part in parts.values() for gap in part.gaps))
    values = {name: part.value for name, part in parts.items() if part.value is not None}
    if len(values) < len(parts):
        return Part(method, gaps=gaps)
    limit = ground.choice("ei_restriction")
    weights = coefficients("weight")
    value = formulas.restricted(formulas.ecological_index(values, weights), int(limit.number))
    ids = tuple(fact_id("scope", f"ei.{name}", ground.year) for name in parts)
    return Part(method, value, (), ids, (limit,))


def _fact(ground: Ground, name: str, part: Part) -> Fact:
    attribute = f"ei.{name}" if name else "ei"
    method = f"indicators.ecological_index.{part.method}"
    if part.value is None:
        why = reason(ground, part.gaps)
        return Fact(
            fact_id("scope", attribute, ground.year),
            None,
            basis=Basis.MODELLED_UNCALIBRATED,
            method=method,
            clause=CLAUSE,
            inputs=("project",),
            reason=why,
        )
    roles = tuple(s for s in part.sources if s.startswith("layer:"))
    roles += ("project",) if any(one.own for one in part.choices) else ()
    known = tuple(s for s in part.sources if not s.startswith("layer:"))
    told = measured_on(ground.layers, roles, method, CLAUSE, (*known, "scope.area"), Basis.MODELLED_UNCALIBRATED)
    words = "；".join(f"{one.key}={one.word}（{one.source}）" for one in part.choices)
    told = replace(told, source="；".join(text for text in (told.source, words) if text))
    ends = part.interval
    interval = None if ends is None else (_rounded(max(ends[0], 0)), _rounded(min(ends[1], 100)))
    return told.fact("scope", attribute, _rounded(part.value), "1", ground.year, interval=interval)


def _rounded(value: float) -> Decimal:
    return round_half_up(exact(float(value)), _PLACES)


def _judged(ground: Ground, whole: Part) -> Iterator[Fact]:
    """Grade of the index, and its change against an earlier one that the project knows."""
    if whole.value is None:
        return
    of = fact_id("scope", "ei", ground.year)
    told = measured_on(ground.layers, (), "indicators.grading.graded", CLAUSE, (of,), Basis.MODELLED_UNCALIBRATED)
    yield told.fact("scope", "ei.grade", GRADES[scale("ei").of(whole.value).grade], "1", ground.year)
    earlier = ground.choice("ei_earlier")
    if earlier.value is None:
        return
    against = measured_on(
        ground.layers, ("project",), "indicators.grading.graded", CLAUSE, (of,), Basis.MODELLED_UNCALIBRATED
    )
    change = whole.value - earlier.number
    yield against.fact("scope", "ei.change", _rounded(change), "1", ground.year)
    yield against.fact("scope", "ei.change_grade", CHANGES[scale("ei_change").of(abs(change)).grade], "1", ground.year)


def shares(ground: Ground) -> Mapping[str, float]:
    """Shares of ground in the scope that sub-indices of HJ 192 use; empty where the cover is not known."""
    areas, size = _areas(ground), _size(ground)
    if not areas:
        return {}

    def of(*firsts: str) -> float:
        return float(sum((area for code, area in areas.items() if code[0] in firsts), Decimal(0))) / size

    forest, grass, wetland = of("1", "2"), of("3"), of("4")
    return {
        "forest_grass": forest + grass,
        "forest": forest,
        "grass": grass,
        "wetland": wetland,
        "cropland_built": of("5", "6"),
        "water_retention": 0.45 * wetland + 0.35 * forest + 0.20 * grass,
        "sandy": float(sum((area for code, area in areas.items() if code in ("71", "72")), Decimal(0))) / size,
    }
