"""Soil loss by water: erosivity, cover factor, potential and actual loss, its classes, retention (HJ 1173)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from shanshui.assess.cover_years import LANDCOVER
from shanshui.assess.fields.cover import ECOSYSTEM
from shanshui.assess.fields.reading import at, layer, recode
from shanshui.assess.ground import Field, Ground, Missing, Recipe
from shanshui.geo.raster import head
from shanshui.geo.sweep import Input, Step
from shanshui.indicators.grading import graded
from shanshui.indicators.rainfall_erosivity import annual, monthly
from shanshui.indicators.soil_loss import actual_loss, cover_factor, potential_loss, retained
from shanshui.ledger import Basis
from shanshui.plan.choices import Chosen
from shanshui.quantity import exact, round_half_up
from shanshui.standard.method.cover_kinds import COVER_LIMITS, DRY, load_cover_codes, load_cover_kinds
from shanshui.standard.method.grades import Scale, scale
from shanshui.workspace.layers import translation

MODULUS = "t/(km2*a)"
MONTHS = "monthly_precipitation"
MONTHS_OF_YEAR = 12
PARCELS = "landuse"
_MONTH = "monthly_rain"


def everywhere(cells: NDArray[np.float64], value: float) -> NDArray[np.float64]:
    """One value wherever another field has one."""
    return np.where(np.isnan(cells), np.nan, value)


def monthly_rain(ground: Ground, when: str) -> Field | Missing:
    """Mean rain of a month [mm], 1 to 12 after ``@``: a band of the layer."""
    raster = ground.layers.raster(MONTHS)
    if raster is None or head(raster.path).bands != MONTHS_OF_YEAR:
        return Missing((MONTHS,))
    return Field(Input(replace(raster, band=int(when))), "mm", "workspace.layers", (f"layer:{MONTHS}",))


def rain(ground: Ground, _: str) -> Field | Missing:
    """Mean annual rain [mm]."""
    return layer(ground, "precipitation", "mm")


def rainfall_erosivity(ground: Ground, _: str) -> Field | Missing:
    """R [MJ·mm/(hm²·h·a)]: of the layer, of the stations, from monthly or annual rain, as the project chooses."""
    chosen, value = ground.choice("erosivity_method"), ground.choice("rainfall_erosivity")
    ways = ("layer", "value", "monthly", "annual") if chosen.word == "auto" else (chosen.word,)
    for way in ways:
        if way == "layer" and ground.layers.usable("rainfall_erosivity"):
            return _lawful(ground)
        if way == "value" and value.value is not None:
            step = Step(("elevation",), partial(everywhere, value=value.number))
            method = "indicators.rainfall_erosivity.daily"
            return Field(step, "1", method, choices=(chosen, value), basis=Basis.ENTERED)
        months = tuple(f"{_MONTH}@{n}" for n in range(1, MONTHS_OF_YEAR + 1))
        if way == "monthly" and not isinstance(ground.find(months[0]), Missing):
            method = "indicators.rainfall_erosivity.monthly"
            return Field(Step(months, _of_months), "1", method, choices=(chosen,), basis=Basis.MODELLED_UNCALIBRATED)
        if way == "annual" and not isinstance(ground.find("rain"), Missing):
            method = "indicators.rainfall_erosivity.annual"
            return Field(Step(("rain",), annual), "1", method, choices=(chosen,), basis=Basis.MODELLED_UNCALIBRATED)
    gaps = {"layer": "rainfall_erosivity", "monthly": MONTHS, "annual": "precipitation", "value": "rainfall_erosivity"}
    return Missing(("rainfall_erosivity", "precipitation") if chosen.word == "auto" else (gaps[chosen.word],))


def _lawful(ground: Ground) -> Field:
    step = Step(("erosivity_layer",), _not_negative)
    return Field(step, "1", "workspace.layers")


def erosivity_layer(ground: Ground, _: str) -> Field | Missing:
    """R as the layer holds it."""
    return layer(ground, "rainfall_erosivity")


def cover_kind(ground: Ground, when: str) -> Field | Missing:
    """Kinds of land that erosion tells apart, by the codes of the land cover."""
    name = at(LANDCOVER, when)
    found = ground.find(name)
    if isinstance(found, Missing):
        return found
    role = found.sources[0].removeprefix("layer:")
    entry = ground.layers.entry(role)
    way = translation(entry.classes, ECOSYSTEM, ground.standard) if entry is not None else None
    if entry is None or way is None:
        return Missing((role,))
    kinds = load_cover_codes()
    numbers = {}
    for code, target in way.numbers().items():
        kind = kinds.get((entry.classes, code)) or kinds.get((ECOSYSTEM, int(target)))
        if kind is not None:
            numbers[code] = kind.number
    return Field(Step((name,), recode(numbers)), method="assess.fields.soil_loss.cover_kind", coded=True)


def cover_of(ground: Ground, when: str) -> str:
    """Field of vegetation cover that C of a time goes by; empty where the assumed cover has to do."""
    return at("fvc", when) if ground.has(at("fvc", when)) else ""


def paddy_share(ground: Ground) -> Chosen:
    """Share of paddy in cropland that is not told apart: the project's, else that of the land-use parcels."""
    chosen = ground.choice("paddy_share")
    frame, entry = ground.layers.vector(PARCELS), ground.layers.entry(PARCELS)
    if chosen.own or frame is None or entry is None or "class" not in frame.columns:
        return chosen
    codes = frame["class"].astype(str).str[:4]
    sizes = frame.geometry.area.to_numpy()
    by_key = load_cover_codes()
    known = {c: by_key[entry.classes, _int(c)].key for c in codes.unique() if (entry.classes, _int(c)) in by_key}
    keys = codes.map(known).to_numpy()
    wet, dry = (float(sizes[keys == name].sum()) for name in ("paddy", DRY))
    if wet + dry <= 0:
        return chosen
    share = round_half_up(exact(wet / (wet + dry)), 4)
    return Chosen(chosen.key, share, ground.layers.name(PARCELS), "A")


def cover_c(ground: Ground, when: str) -> Field | Missing:
    """C by kind of land and vegetation cover; where no cover is known at all, by one that is assumed everywhere."""
    cover, paddy = cover_of(ground, when), paddy_share(ground)
    if not cover and when and cover_of(ground, ""):
        return Missing((f"fvc_{when}", f"ndvi_{when}"))  # with two kinds of cover, years would not compare
    kinds = load_cover_kinds()
    table = np.zeros((max(kind.number for kind in kinds.values()) + 1, len(COVER_LIMITS) + 1))
    for kind in kinds.values():
        table[kind.number] = kind.factors
    lookup = partial(cover_factor, table=table, limits=COVER_LIMITS, dry=kinds[DRY].number, paddy_share=paddy.number)
    choices: tuple[Chosen, ...] = (paddy, ground.choice("erosion_error_c"))
    if cover:
        step = Step((at("cover_kind", when), cover), lookup)
    else:
        assumed = ground.choice("cover_assumed")
        step = Step((at("cover_kind", when),), partial(_assuming, cover=assumed.number, lookup=lookup))
        choices += (assumed,)
    return Field(
        step,
        "1",
        "indicators.soil_loss.cover_factor",
        (f"layer:{PARCELS}",) if paddy.certainty == "A" else (),
        choices,
        Basis.MODELLED_UNCALIBRATED,
    )


def erosion_potential(ground: Ground, _: str) -> Field:
    """Loss from bare ground R·K·LS [t/(km²·a)]."""
    factor = ground.choice("erosion_calibration")
    errors = tuple(ground.choice(f"erosion_error_{part}") for part in ("r", "k", "ls"))
    needs = ("rainfall_erosivity", "soil_erodibility", "ls")
    return Field(
        Step(needs, partial(potential_loss, factor=factor.number)),
        MODULUS,
        "indicators.soil_loss.potential_loss",
        choices=(factor, *errors),
        basis=Basis.MODELLED_CALIBRATED if factor.own else Basis.MODELLED_UNCALIBRATED,
    )


def erosion(ground: Ground, when: str) -> Field:
    """Loss R·K·LS·C·P [t/(km²·a)]."""
    practice = ground.choice("support_practice")
    return Field(
        Step(("erosion_potential", at("cover_factor", when)), partial(actual_loss, practice=practice.number)),
        MODULUS,
        "indicators.soil_loss.actual_loss",
        choices=(practice,),
        basis=Basis.MODELLED_UNCALIBRATED,
    )


def soil_retention(_: Ground, when: str) -> Field:
    """Potential less actual loss [t/(km²·a)]."""
    return Field(Step(("erosion_potential", at("erosion", when)), retained), MODULUS, "indicators.soil_loss.retained")


def intensities(ground: Ground) -> Scale:
    """Classes of intensity of SL 190 in the region of the project."""
    return scale(f"water_erosion_{ground.choice('erosion_region').word}")


def erosion_class(ground: Ground, when: str) -> Field:
    """Classes of intensity, 1 slight to 6 severe."""
    found = intensities(ground)
    split = partial(graded, limits=found.limits, numbers=found.numbers, closed=found.closed)
    choices = (ground.choice("erosion_region"),)
    return Field(Step((at("erosion", when),), split), "1", "indicators.grading.graded", choices=choices, coded=True)


def _int(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _not_negative(cells: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(cells >= 0, cells, np.nan)


def _of_months(*months: NDArray[np.float64]) -> NDArray[np.float64]:
    return monthly(months)


def _assuming(kinds: NDArray[np.int32], cover: float, lookup: partial[NDArray[np.float64]]) -> NDArray[np.float64]:
    return lookup(kinds, np.full(kinds.shape, cover))


RECIPES: dict[str, Recipe] = {
    "monthly_rain": monthly_rain,
    "rain": rain,
    "rainfall_erosivity": rainfall_erosivity,
    "erosivity_layer": erosivity_layer,
    "cover_kind": cover_kind,
    "cover_factor": cover_c,
    "erosion_potential": erosion_potential,
    "erosion": erosion,
    "soil_retention": soil_retention,
    "erosion_class": erosion_class,
}
