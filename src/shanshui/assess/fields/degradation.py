"""Degradation of ground, cell by cell: rocky desertification, sand, salt, forest, grassland."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

import numpy as np
from numpy.typing import NDArray

from shanshui.assess.fields.quality import spreads
from shanshui.assess.fields.reading import layer
from shanshui.assess.ground import Field, Ground, Missing, Recipe
from shanshui.geo.sweep import Input, Step
from shanshui.geo.zonal import Zones
from shanshui.indicators.degradation import Combination, karst_grade, within
from shanshui.indicators.grading import graded
from shanshui.ledger import Basis
from shanshui.plan.choices import Chosen
from shanshui.standard.method.cover_groups import cover_group
from shanshui.standard.method.grades import scale
from shanshui.standard.method.problems import karst_word

OFFICIAL, ROCKS = "rocky_desertification", "geology"
NO_CARBONATE = 6
FOREST, GRASS = 1, 3
"""First-level classes of HJ 1166."""

PROBLEMS = (
    "rocky_desertification",
    "desertification",
    "salinisation",
    "forest_degradation",
    "grass_degradation",
)
"""Fields of this module that hold grades, 1 (none) to 5 (extreme)."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """Codes of polygons by their number; those beside all polygons get one too.

    Parameters
    ----------
    codes : tuple of int
        By the polygon's number from 1.
    outside : int
        Code of the ground that lies in no polygon.
    """

    codes: tuple[int, ...]
    outside: int

    def __call__(self, numbers: NDArray[np.int32]) -> NDArray[np.int32]:
        """Every cell turned."""
        table = np.array([self.outside, *self.codes], np.int32)
        return table[numbers]


def _polygons(ground: Ground, role: str) -> Field | Missing:
    frame = ground.layers.vector(role)
    if frame is None:
        return Missing((role,))
    source = Zones(list(frame.geometry), ground.grid)
    return Field(Input(source), "1", "geo.zonal.Zones", (f"layer:{role}",), coded=True)


def _texts(ground: Ground, role: str, fields: Sequence[str]) -> list[str]:
    frame = ground.layers.vector(role)
    if frame is None:
        return []
    there = [name for name in fields if name in frame.columns]
    return [" ".join(str(value) for value in row) for row in frame[there].to_numpy(dtype=object)] if there else []


def karst_patches(ground: Ground, _: str) -> Field | Missing:
    """Number of the mapped patch of rocky desertification."""
    return _polygons(ground, OFFICIAL)


def rock_units(ground: Ground, _: str) -> Field | Missing:
    """Number of the mapped unit of rock."""
    return _polygons(ground, ROCKS)


def official_grades(ground: Ground) -> tuple[tuple[int, ...], bool]:
    """Grade of every mapped patch, and whether any of them tells no grade."""
    present = int(ground.choice("karst_present_grade").number)
    texts = _texts(ground, OFFICIAL, ("grade",))
    told = [karst_word("grade", text) for text in texts]
    return tuple(present if grade is None else grade for grade in told), None in told


def karst_rock(ground: Ground, _: str) -> Field | Missing:
    """Grade of carbonate rock, 1 to 5; 6 for other rock."""
    if ground.missing("rock_units"):
        return Missing((ROCKS,))
    texts = _texts(ground, ROCKS, ("unit", "lithology", "name"))
    grades = tuple(karst_word("rock", text) or NO_CARBONATE for text in texts)
    return Field(Step(("rock_units",), Numbered(grades, 0)), method="standard.method.problems.karst_word", coded=True)


def _graded(name: str, of: str) -> Field:
    found = scale(name)
    split = partial(graded, limits=found.limits, numbers=found.numbers, closed=found.closed)
    return Field(Step((of,), split), method="indicators.grading.graded", coded=True)


def karst_slope(_: Ground, __: str) -> Field:
    """Grade of the slope in rocky desertification."""
    return _graded("karst_slope", "slope")


def karst_cover(_: Ground, __: str) -> Field:
    """Grade of the vegetation cover in rocky desertification."""
    return _graded("karst_cover", "fvc")


def rocky_desertification(ground: Ground, _: str) -> Field | Missing:
    """Grade of rocky desertification: as surveyed, else from slope, cover and rock."""
    if not ground.missing("karst_patches"):
        grades, vague = official_grades(ground)
        used = (ground.choice("karst_present_grade"),) if vague else ()
        turn = Numbered(grades, 1)
        method = "assess.fields.degradation.official_grades"
        return Field(Step(("karst_patches",), turn), method=method, choices=used, coded=True)
    if ground.missing("karst_rock"):
        return Missing((OFFICIAL, ROCKS))
    combination = ground.choice("karst_combination")
    return Field(
        Step(
            ("karst_slope", "karst_cover", "karst_rock"),
            partial(karst_grade, combination=cast(Combination, combination.word)),
        ),
        method="indicators.degradation.karst_grade",
        choices=(combination,),
        basis=Basis.MODELLED_UNCALIBRATED,
        coded=True,
    )


def desertification(_: Ground, __: str) -> Field:
    """Grade of desertification: sandy ground by its vegetation cover, all other ground has none."""
    found = scale("desertification")
    judge = partial(
        within, of=tuple(sorted(cover_group("sandy"))), limits=found.limits, numbers=found.numbers, others=1
    )
    return Field(Step(("ecosystem", "fvc"), judge), method="indicators.degradation.within", coded=True)


def soil_salt(ground: Ground, _: str) -> Field | Missing:
    """Salt of the soil [g/kg]."""
    return layer(ground, "soil_salt", "permille")


def salinisation(ground: Ground, _: str) -> Field:
    """Grade of salinisation."""
    chosen = ground.choice("salinisation_scheme")
    found = scale(f"salinisation_{chosen.word}")
    split = partial(graded, limits=found.limits, numbers=found.numbers, closed=found.closed)
    return Field(Step(("soil_salt",), split), method="indicators.grading.graded", choices=(chosen,), coded=True)


def biomass(ground: Ground, _: str) -> Field | Missing:
    """Biomass of the ground [t/hm2]."""
    return layer(ground, "biomass", "t/hm2")


def forest_degradation(ground: Ground, _: str) -> Field | Missing:
    """Grade of degradation of forest: its biomass beside that of the climax."""
    if ground.missing("biomass"):
        return Missing(("biomass",))
    climax = ground.choice("climax_biomass")
    if climax.value is None:
        return Missing(why="climax_biomass")
    return _beside("biomass", "forest_degradation", FOREST, climax.number, (climax,))


def grass_degradation(ground: Ground, _: str) -> Field | Missing:
    """Grade of degradation of grassland: its cover beside the best of its kind."""
    if ground.missing("fvc"):
        return Missing(("fvc", "ndvi"))
    full = ground.choice("grass_full_cover")
    if full.value is not None:
        return _beside("fvc", "grass_degradation", GRASS, full.number, (full,))
    wish = spreads(ground).get("fvc")
    found = ground.swept.get(wish) if wish is not None else None
    best = found[0].quantile(0, GRASS, 0.99) if found is not None else float("nan")
    if not best > 0:
        return Missing(why="grassland")
    return _beside("fvc", "grass_degradation", GRASS, best, ())


def _beside(values: str, name: str, code: int, best: float, choices: tuple[Chosen, ...]) -> Field:
    found = scale(name)
    judge = partial(within, of=(code,), limits=tuple(limit * best for limit in found.limits), numbers=found.numbers)
    return Field(
        Step(("ecosystem_class", values), judge),
        method="indicators.degradation.within",
        choices=choices,
        basis=Basis.MODELLED_UNCALIBRATED,
        coded=True,
    )


RECIPES: dict[str, Recipe] = {
    "karst_patches": karst_patches,
    "rock_units": rock_units,
    "karst_rock": karst_rock,
    "karst_slope": karst_slope,
    "karst_cover": karst_cover,
    "rocky_desertification": rocky_desertification,
    "desertification": desertification,
    "soil_salt": soil_salt,
    "salinisation": salinisation,
    "biomass": biomass,
    "forest_degradation": forest_degradation,
    "grass_degradation": grass_degradation,
}
