"""What is published about a county and what steers the generator: the typed reader of published.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

Point = tuple[float, float]


class Record(BaseModel):
    """A frozen record that knows all its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Figure(Record):
    """A published number and how near to it the made county must come."""

    value: float
    unit: str
    tolerance: float = Field(ge=0)
    where: str
    note: str = ""
    ruling: str = ""


class County(Record):
    """Code, name and working coordinate system of the county."""

    code: str
    name: str
    epsg: int


class Unit(Record):
    """A restoration unit: townships of its extremes, its peak [km], its shares of arable land and orchards."""

    code: str
    name: str
    lowest_in: str
    highest_in: str
    peak: Point
    farmland: tuple[float, float]


class Township(Record):
    """A township: centre [degrees], number of villages, names of those that are printed."""

    code: str
    name: str
    unit: str
    lon: float
    lat: float
    villages: int = Field(ge=1)
    named: tuple[str, ...] = ()


class River(Record):
    """A river that is drawn (`course`, mouth to head [km]) or found (`near` [km])."""

    name: str
    main: bool = False
    into: str = ""
    head: float = 0.0
    unit_low: str = ""
    course: tuple[Point, ...] = ()
    near: Point | None = None


class Reservoir(Record):
    """A reservoir on the main river: place of its dam [km], its part of the county's water."""

    name: str
    dam: Point
    share: float = Field(gt=0, lt=1)


class Reserve(Record):
    """A reserve grown around places [km] with shares of its area; a strict one lies in the redline."""

    code: str
    name: str
    kind: str
    level: str
    strict: bool
    core: float = Field(ge=0, le=1)
    parts: tuple[tuple[float, float, float], ...]


class Site(Record):
    """The ground of a sub-project."""

    code: str
    name: str
    unit: str
    kind: Literal["catchment", "mine", "farmland", "village", "corridor", "point"]
    townships: tuple[str, ...] = ()
    villages: tuple[str, ...] = ()
    river: str = ""
    parts: int = 1
    width: float = 0.0
    lon: float | None = None
    lat: float | None = None


class Soil(Record):
    """A soil class: grain [%], organic carbon [%], erodibility K [t·hm²·h/(hm²·MJ·mm)]."""

    code: int
    group: str
    name: str
    clay: float
    silt: float
    sand: float
    carbon: float
    k: float


class Words(Record):
    """Chinese words that the layers print."""

    present: str
    potential: str
    core: str
    general: str
    rest_basin: str
    legacy_mine: str
    road_ranks: tuple[str, str, str]
    township_fields: tuple[str, str, str]


class Published(Record):
    """Everything in published.yaml."""

    version: Literal[1] = Field(alias="schema")
    county: County
    figures: dict[str, Figure]
    rulings: dict[str, str]
    outline: tuple[Point, ...]
    units: tuple[Unit, ...]
    townships: tuple[Township, ...]
    rivers: tuple[River, ...]
    reservoir: Reservoir
    reserves: tuple[Reserve, ...]
    sites: tuple[Site, ...]
    landuse_names: dict[str, str]
    soils: tuple[Soil, ...]
    rocks: tuple[str, ...]
    words: Words

    @model_validator(mode="after")
    def _names_resolve(self) -> Published:
        units = {unit.code for unit in self.units}
        towns = {town.name for town in self.townships}
        for town in self.townships:
            if town.unit not in units:
                raise ValueError(f"township {town.name}: unit {town.unit} is none of {sorted(units)}")
        for unit in self.units:
            if not {unit.lowest_in, unit.highest_in} <= towns:
                raise ValueError(f"unit {unit.code}: unknown township of its lowest or highest place")
        for site in self.sites:
            if site.unit not in units or not set(site.townships) <= towns:
                raise ValueError(f"site {site.code}: unknown unit or township")
        for key, figure in self.figures.items():
            if figure.ruling and figure.ruling not in self.rulings:
                raise ValueError(f"figure {key}: ruling {figure.ruling} is not written down")
        return self

    def value(self, key: str) -> float:
        """Value of a figure in its own unit."""
        return self.figures[key].value


def read_published(path: Path) -> Published:
    """Read published.yaml.

    Raises
    ------
    ValueError
        Where the file has an unknown key, a missing one or a name that resolves to nothing.
    """
    try:
        return Published.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (ValidationError, yaml.YAMLError) as error:
        raise ValueError(f"{path}: {error}") from error
