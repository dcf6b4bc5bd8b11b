"""Land cover by the ecosystem classification of HJ 1166, year by year."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shanshui.assess.cover_years import LANDCOVER, cover_years
from shanshui.assess.fields.reading import layer, recode
from shanshui.assess.ground import Field, Ground, Missing, Recipe
from shanshui.geo.sweep import Step
from shanshui.workspace.layers import translation

ECOSYSTEM = "hj1166"


def landcover(ground: Ground, when: str) -> Field | Missing:
    """Codes as the layer of a year bears them; of the present where no year is named."""
    years = {str(year): role for role, year in cover_years(ground.layers, ground.base_year)}
    year = when or str(ground.year)
    return layer(ground, years[year]) if year in years else Missing((LANDCOVER if not when else f"{LANDCOVER}_{when}",))


def ecosystem(ground: Ground, when: str) -> Field | Missing:
    """Codes of HJ 1166, of level 2 where the land cover tells it; 0 for codes that nobody knows."""
    name = f"landcover@{when}" if when else "landcover"
    found = ground.find(name)
    if isinstance(found, Missing):
        return found
    role = found.sources[0].removeprefix("layer:")
    entry = ground.layers.entry(role)
    way = translation(entry.classes, ECOSYSTEM, ground.standard) if entry is not None else None
    if way is None:
        return Missing((role,))
    turn = recode({code: int(target) for code, target in way.numbers().items()})
    return Field(Step((name,), turn), method="assess.fields.cover.ecosystem", coded=True)


def first_level(codes: NDArray[np.int32]) -> NDArray[np.int32]:
    """First digit of each code of HJ 1166."""
    return np.where(codes >= 10, codes // 10, codes).astype(np.int32)


def ecosystem_class(ground: Ground, when: str) -> Field | Missing:
    """Codes of the first level of HJ 1166: 1 forest, 2 shrubland, ... 8 other."""
    return Field(
        Step((f"ecosystem@{when}" if when else "ecosystem",), first_level),
        method="assess.fields.cover.ecosystem_class",
        coded=True,
    )


RECIPES: dict[str, Recipe] = {"landcover": landcover, "ecosystem": ecosystem, "ecosystem_class": ecosystem_class}
