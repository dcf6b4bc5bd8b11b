"""Habitats: what threatens them, how far they are degraded, and their quality, year by year of the land cover."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shanshui.assess.cover_years import cover_years
from shanshui.assess.fields.cover import ECOSYSTEM
from shanshui.assess.ground import Field, Ground, Missing, Recipe
from shanshui.geo.around import Beyond, Drawn
from shanshui.geo.sweep import Input, Step
from shanshui.geo.tallies import Values
from shanshui.indicators.habitat import Decay, degradation, habitat_quality, pressure, reach_cells
from shanshui.ledger import Basis
from shanshui.plan.choices import Chosen
from shanshui.standard.judging.control_lines import in_core
from shanshui.standard.method.habitat import HabitatThreat, load_habitat_suitability, load_habitat_threats
from shanshui.workspace.layers import translation

RULE, HALF, LARGEST = "habitat_half_saturation_rule", "habitat_half_saturation", "half_of_greatest"
LATER = "later_pass"
"""Why a field cannot be had yet: it needs sums of an earlier pass."""
ACCESS = "habitat_access_core"
PROTECTED = "protected_areas"

_CODES = 100
"""Above every code of HJ 1166."""


@dataclass(frozen=True, slots=True)
class Active:
    """A threat as it stands in this county.

    Parameters
    ----------
    threat : HabitatThreat
        What it is.
    reach, weight : float
        How far it acts [m], and how heavily.
    drawn : tuple of str
        Roles of the vector layers that show it, where the county brings them.
    choices : tuple of Chosen
        Reach and weight, as chosen.
    """

    threat: HabitatThreat
    reach: float
    weight: float
    drawn: tuple[str, ...]
    choices: tuple[Chosen, ...]

    @property
    def seen(self) -> bool:
        """Whether anything shows where it is."""
        return bool(self.threat.codes or self.drawn)


def threats(ground: Ground) -> tuple[Active, ...]:
    """All threats that weigh more than nothing, also those that no layer shows."""
    found = []
    for threat in load_habitat_threats().values():
        reach = ground.choice(f"habitat_{threat.key}_distance")
        weight = ground.choice(f"habitat_{threat.key}_weight")
        drawn = tuple(role for role in threat.layers if ground.layers.vector(role) is not None)
        if weight.number > 0 and reach.number > 0:
            found.append(Active(threat, reach.number, weight.number, drawn, (reach, weight)))
    return tuple(found)


def _halo(ground: Ground) -> int:
    return max((reach_cells(one.reach, ground.grid.cell) for one in threats(ground)), default=0)


def cover_around(ground: Ground, when: str) -> Field | Missing:
    """Codes of the land cover of a year, as far around each window as a threat reaches."""
    found = ground.find(f"landcover@{when}" if when else "landcover")
    if isinstance(found, Missing):
        return found
    raster = ground.layers.raster(found.sources[0].removeprefix("layer:"))
    if raster is None:
        return Missing((found.sources[0].removeprefix("layer:"),))
    halo = _halo(ground)
    return Field(Input(Beyond(raster, halo), halo), "1", "workspace.layers", found.sources, coded=True)


def _around(ground: Ground, role: str, halo: int) -> Field | Missing:
    frame = ground.layers.vector(role)
    if frame is None:
        return Missing((role,))
    drawn = Drawn(frame.geometry.to_numpy(), ground.grid)
    return Field(Input(drawn, halo), "1", "geo.around.Drawn", (f"layer:{role}",), coded=True)


def threat_around(ground: Ground, role: str) -> Field | Missing:
    """Cells that a vector layer touches, as far around each window as a threat reaches."""
    return _around(ground, role, _halo(ground))


def core_areas(ground: Ground, _: str) -> Field | Missing:
    """Cores of protected areas: 1 inside."""
    frame = ground.layers.vector(PROTECTED)
    if frame is None:
        return Missing((PROTECTED,))
    zones = ground.standard.vocabularies["control_zone"]
    core = [in_core(str(name), zones) for name in frame["zone"]] if "zone" in frame.columns else [False] * len(frame)
    shapes = frame.geometry.to_numpy()[np.array(core, dtype=bool)]
    return Field(Input(Drawn(shapes, ground.grid)), "1", "geo.around.Drawn", (f"layer:{PROTECTED}",), coded=True)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a threat is: codes of the land cover, and numbers of the drawn layers; and how it acts."""

    codes: tuple[int, ...]
    drawn: tuple[int, ...]
    reach: float
    decay: Decay
    weight: float
    sensitivity: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Degrade:
    """Degradation of a window from the classes in it, and the land cover and drawn layers around it.

    Parameters
    ----------
    sources : tuple
        One for each threat.
    halo : int
        Cells around the window.
    access : float
        How far threats reach the cores of protected areas; 1 where these are not looked at.
    """

    sources: tuple[Source, ...]
    halo: int
    access: float

    def __call__(
        self, ecosystem: NDArray[np.int32], cover: NDArray[np.int32], *layers: NDArray[np.int32]
    ) -> NDArray[np.float64]:
        """Degradation, 0 to 1; NaN where the class is not known."""
        core, drawn = (layers[0], layers[1:]) if self.access < 1 else (None, layers)
        forces, sensitive = [], []
        for one in self.sources:
            there = np.isin(cover, one.codes)
            for number in one.drawn:
                there |= drawn[number] > 0
            forces.append(pressure(there, self.halo, one.reach, one.decay))
            sensitive.append(np.array(one.sensitivity)[ecosystem])
        access = 1.0 if core is None else np.where(core > 0, self.access, 1.0)
        return degradation(forces, [one.weight for one in self.sources], sensitive, access)


def habitat_degradation(ground: Ground, when: str) -> Field | Missing:
    """Degradation of habitats by all threats that something shows, 0 to 1."""
    cover = ground.find(f"landcover@{when}" if when else "landcover")
    if isinstance(cover, Missing):
        return cover
    role = cover.sources[0].removeprefix("layer:")
    entry = ground.layers.entry(role)
    way = translation(entry.classes, ECOSYSTEM, ground.standard) if entry is not None else None
    active = [one for one in threats(ground) if one.seen]
    if way is None or not active:
        return Missing((role,)) if way is None else Missing(why="threats")
    native = {code: int(target) for code, target in way.numbers().items()}
    roles = tuple(dict.fromkeys(name for one in active for name in one.drawn))
    cell = ground.grid.cell
    sources = tuple(
        Source(
            tuple(code for code, target in native.items() if target in one.threat.codes),
            tuple(roles.index(name) for name in one.drawn),
            one.reach / cell,
            one.threat.decay,
            one.weight,
            _by_code({code: row.sensitivity(one.threat.key) for code, row in load_habitat_suitability().items()}),
        )
        for one in active
    )
    access = ground.choice(ACCESS)
    guarded = access.number < 1 and ground.layers.vector(PROTECTED) is not None
    tail = f"@{when}" if when else ""
    needs: tuple[str, ...] = (f"ecosystem{tail}", f"habitat_cover_around{tail}")
    needs += (("habitat_core_areas",) if guarded else ()) + tuple(f"habitat_threat_around@{name}" for name in roles)
    return Field(
        Step(needs, Degrade(sources, _halo(ground), access.number if guarded else 1.0)),
        "1",
        "indicators.habitat.degradation",
        choices=(*(chosen for one in active for chosen in one.choices), *((access,) if guarded else ())),
        basis=Basis.MODELLED_UNCALIBRATED,
    )


@dataclass(frozen=True, slots=True)
class Rate:
    """Quality from class and degradation."""

    suitability: tuple[float, ...]
    half_saturation: float

    def __call__(self, ecosystem: NDArray[np.int32], degraded: NDArray[np.float64]) -> NDArray[np.float64]:
        """Quality, 0 to 1; NaN where the class is not known."""
        return habitat_quality(np.array(self.suitability)[ecosystem], degraded, self.half_saturation)


def quality(ground: Ground, when: str) -> Field | Missing:
    """Quality of habitats, 0 to 1; by the half of the greatest degradation of all years it needs an earlier pass."""
    rule, fixed = ground.choice(RULE), ground.choice(HALF)
    if rule.word == LARGEST:
        tops = [ground.swept.get(one) for one in degradation_tallies(ground)]
        if not any(tops):
            return Missing(why=LATER)
        half = float(np.nanmax([0.0, *(top[0].maximum[0] for top in tops if top is not None)])) / 2
    else:
        half = fixed.number
    tail = f"@{when}" if when else ""
    rate = Rate(_by_code({code: row.suitability for code, row in load_habitat_suitability().items()}), half)
    return Field(
        Step((f"ecosystem{tail}", f"habitat_degradation{tail}"), rate),
        "1",
        "indicators.habitat.habitat_quality",
        choices=(rule,) if rule.word == LARGEST else (rule, fixed),
        basis=Basis.MODELLED_UNCALIBRATED,
    )


def degradation_tallies(ground: Ground) -> tuple[Values, ...]:
    """Degradation of each year of land cover, which the half of its greatest value is taken from."""
    return tuple(Values(f"habitat_degradation@{year}") for _, year in cover_years(ground.layers, ground.base_year))


def _by_code(values: dict[int, float]) -> tuple[float, ...]:
    """Values by code, NaN where there is none."""
    return tuple(values.get(code, float("nan")) for code in range(_CODES))


RECIPES: dict[str, Recipe] = {
    "habitat_cover_around": cover_around,
    "habitat_threat_around": threat_around,
    "habitat_core_areas": core_areas,
    "habitat_degradation": habitat_degradation,
    "habitat_quality": quality,
}
