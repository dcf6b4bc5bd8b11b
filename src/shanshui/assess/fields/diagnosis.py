"""What a diagnosis maps: reference sites, degradation against them, location, farming on slopes, broken ground."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from shanshui.assess.diagnosis.reference_sites import sites
from shanshui.assess.fields.reading import Recode, recode
from shanshui.assess.ground import Field, Ground, Missing, Recipe
from shanshui.geo.around import Drawn
from shanshui.geo.grid import Window
from shanshui.geo.sweep import Input, Step
from shanshui.geo.tallies import ValuesByCode
from shanshui.geo.zonal import Zones
from shanshui.indicators.grading import graded
from shanshui.indicators.similarity import relative_state
from shanshui.ledger import Basis
from shanshui.standard.judging.control_lines import in_core, load_control_lines
from shanshui.standard.method.diagnosis import load_locations
from shanshui.standard.method.grades import Scale, scale

LATER = "later_pass"
FOREST, CROPLAND, URBAN = 1, 5, 6
COVER, SITE_COVER = "fvc", ValuesByCode("fvc", "reference_class", first=True)
"""What vegetation is graded by, and its mean over the reference sites of each class."""

STATE_SCALES = {1: "forest_degradation", 2: "grass_degradation", 3: "grass_degradation"}
"""Scale of degradation by class; shrubland by that of grassland, since both rest on cover."""


def reference_site(ground: Ground, _: str) -> Field | Missing:
    """Number of the reference site of each cell."""
    found = sites(ground).all
    if not found:
        return ground_of(ground)
    turn = recode({site.code: site.number for site in found})
    return Field(Step(("reference_patch",), turn), method="assess.diagnosis.reference_sites.sites", coded=True)


def reference_class(ground: Ground, _: str) -> Field | Missing:
    """Class of each cell of a reference site."""
    found = sites(ground).all
    if not found:
        return ground_of(ground)
    turn = recode({site.code: site.kind for site in found})
    return Field(Step(("reference_patch",), turn), method="assess.diagnosis.reference_sites.sites", coded=True)


def ground_of(ground: Ground) -> Missing:
    """What is missing for reference sites: layers, else that none was found."""
    gaps = ground.missing("reference_patch")
    return gaps[0] if gaps else Missing(why="reference_sites")


@dataclass(frozen=True, slots=True)
class StateOf:
    """Degradation of vegetation by its cover as a share of that of the reference of its class.

    Parameters
    ----------
    goals : tuple of (class, cover, scale)
        Cover of the reference, and how shares of it are graded.
    """

    goals: tuple[tuple[int, float, Scale], ...]

    def __call__(self, cover: NDArray[np.float64], kinds: NDArray[np.int32]) -> NDArray[np.int32]:
        """Ten times the class plus the grade, 1 not degraded to 5 extreme; 0 = no data."""
        found = np.zeros(kinds.shape, np.int32)
        for kind, goal, of in self.goals:
            here = kinds == kind
            grades = graded(relative_state(cover[here], goal, more=True), of.limits, of.numbers, of.closed)
            found[here] = np.where(grades > 0, 10 * kind + grades, 0)
        return found


def cover_state(ground: Ground, _: str) -> Field | Missing:
    """Class and grade of degradation of vegetation, as one code."""
    if ground.missing(COVER):
        return ground.missing(COVER)[0]
    swept = ground.swept.get(SITE_COVER)
    if swept is None:
        gaps = ground.missing("reference_class")
        return gaps[0] if gaps else Missing(why=LATER)
    means = dict(zip(swept[0].codes, swept[0].mean[0], strict=True))
    goals = tuple(
        (kind, float(means[kind]), scale(name)) for kind, name in STATE_SCALES.items() if means.get(kind, 0.0) > 0
    )
    if not goals:
        return Missing(why="reference_sites")
    # the reference's own fields count as what it rests on
    return Field(
        Step((COVER, "natural_class"), StateOf(goals)),
        method="assess.fields.diagnosis.StateOf",
        sources=tuple(source for field in ground.below("reference_class") for source in field.sources),
        choices=tuple(chosen for field in ground.below("reference_class") for chosen in field.choices),
        basis=Basis.MODELLED_UNCALIBRATED,
        coded=True,
    )


def degradation_grade(_: Ground, __: str) -> Field:
    """Grade of degradation of vegetation, 1 to 5, for maps."""
    return Field(
        Step(("cover_state",), last_digit),
        method="assess.fields.diagnosis.StateOf",
        basis=Basis.MODELLED_UNCALIBRATED,
        coded=True,
    )


def last_digit(codes: NDArray[np.int32]) -> NDArray[np.int32]:
    """The grade of a code of class and grade."""
    return (codes % 10).astype(np.int32)


def sloping_cropland(_: Ground, __: str) -> Field:
    """Class of slope of cropland; 0 elsewhere."""
    return Field(
        Step(("ecosystem_class", "slope_class"), partial(where_class, wanted=CROPLAND)),
        method="assess.fields.diagnosis.where_class",
        coded=True,
    )


def where_class(classes: NDArray[np.int32], codes: NDArray[np.int32], wanted: int) -> NDArray[np.int32]:
    """Codes on ground of one class; 0 elsewhere."""
    return np.where(classes == wanted, codes, 0).astype(np.int32)


def isolation(_: Ground, __: str) -> Field:
    """How far natural ground is cut off: 1 connected to 5."""
    of = scale("isolation")
    made = partial(cut_off, limits=of.limits, numbers=of.numbers)
    return Field(Step(("connection", "natural_class"), made), method="assess.fields.diagnosis.cut_off", coded=True)


def cut_off(
    connection: NDArray[np.float64], kinds: NDArray[np.int32], limits: tuple[float, ...], numbers: tuple[int, ...]
) -> NDArray[np.int32]:
    """Grade of connection on natural ground."""
    return np.where(kinds > 0, graded(connection, limits, numbers), 0).astype(np.int32)


def mined(ground: Ground, _: str) -> Field | Missing:
    """1 on abandoned mines."""
    frame = ground.layers.vector("mines")
    if frame is None:
        return Missing(("mines",))
    drawn = Drawn(frame.geometry.to_numpy(), ground.grid)
    return Field(Input(drawn), "1", "geo.around.Drawn", ("layer:mines",), coded=True)


def control_line(ground: Ground, _: str) -> Field | Missing:
    """Class of location by the control lines: the strictest that a cell lies in; 0 in none."""
    words = ground.standard.vocabularies["control_zone"]
    shapes: list[BaseGeometry] = []
    codes: list[int] = []
    roles: dict[str, None] = {}
    for location in reversed([one for one in load_locations().values() if one.line]):
        spec = load_control_lines()[location.line]
        frame = ground.layers.vector(spec.layer)
        if frame is None:
            continue
        roles.setdefault(spec.layer)
        own = frame.geometry.to_numpy()
        if spec.part:
            names = frame["zone"] if "zone" in frame.columns else [""] * len(frame)
            core = np.array([in_core(str(name), words) for name in names], dtype=bool)
            own = own[core if spec.part == "core" else ~core]
        shapes.extend(own)
        codes.extend([location.code] * len(own))
    if not roles:
        return Missing(tuple(dict.fromkeys(spec.layer for spec in load_control_lines().values())))
    drawn = Marked(Zones(shapes, ground.grid), Recode(tuple(range(1, len(shapes) + 1)), tuple(codes)))
    sources = tuple(f"layer:{role}" for role in roles)
    return Field(Input(drawn), "1", "assess.fields.diagnosis.Marked", sources, coded=True)


@dataclass(frozen=True, slots=True)
class Marked:
    """Zones that are read as codes.

    Parameters
    ----------
    zones : Zones
        Polygons, of which the later hides the earlier.
    turn : Recode
        From their numbers to codes.
    """

    zones: Zones
    turn: Recode

    @contextmanager
    def opened(self) -> Iterator[Callable[[Window], NDArray[Any]]]:
        """A function that draws any window."""
        with self.zones.opened() as draw:
            yield lambda window: self.turn(draw(window))


def location_class(_: Ground, __: str) -> Field:
    """Class of location of table B.3: within a line, else cropland, built-up or ecological ground."""
    return Field(
        Step(("control_line", "ecosystem_class"), located),
        method="assess.fields.diagnosis.located",
        coded=True,
    )


def located(lines: NDArray[np.int32], classes: NDArray[np.int32]) -> NDArray[np.int32]:
    """Code of location by line and first-level class of land cover; 0 where neither is known."""
    codes = {name: one.code for name, one in load_locations().items()}
    rest = np.where(
        classes == CROPLAND,
        codes["farmland_other"],
        np.where(classes == URBAN, codes["urban_outside"], codes["ecological_general"]),
    )
    return np.where(lines > 0, lines, np.where(classes > 0, rest, 0)).astype(np.int32)


RECIPES: dict[str, Recipe] = {
    "reference_site": reference_site,
    "reference_class": reference_class,
    "cover_state": cover_state,
    "degradation_grade": degradation_grade,
    "sloping_cropland": sloping_cropland,
    "isolation": isolation,
    "mined": mined,
    "control_line": control_line,
    "location_class": location_class,
}
