"""The layer catalog of a project folder: which file plays which role, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from shanshui.finding import Finding, Place
from shanshui.standard import Standard, closest
from shanshui.standard.cells import Fault, read_period
from shanshui.standard.sources import read_yaml_source
from shanshui.workspace.publication import next_to

CATALOG = "catalog.yaml"
SCHEMA = 1
_SECRECY = {"公开": "public", "内部": "internal", "涉密": "secret", "秘密": "secret", "机密": "secret"}
_SHOWN = 60


class Shift(BaseModel):
    """A declared shift of an old datum onto CGCS2000.

    Parameters
    ----------
    east, north : float
        Added to the coordinates after projection [m].
    source : str
        Who determined it.
    uncertainty : float
        One standard deviation [m].
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
    east: float = Field(ge=-1e6, le=1e6)
    north: float = Field(ge=-1e6, le=1e6)
    source: str = Field(min_length=1)
    uncertainty: float = Field(ge=0)


class LayerEntry(BaseModel):
    """One layer as ``catalog.yaml`` declares it.

    Parameters
    ----------
    file : str
        Path relative to the project folder.
    layer : str
        Layer inside a GeoPackage or file geodatabase; the first where empty.
    fields : mapping
        Logical field name to the name in the file.
    classes : str
        Class table of the standard that the codes belong to.
    crs : str
        Declared where the file says none, or ``GCJ-02``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
    file: str = Field(min_length=1)
    kind: Literal["raster", "vector"] | None = None
    layer: str = ""
    band: int = Field(default=1, ge=1)
    fields: dict[str, str] = Field(default_factory=dict)
    classes: str = ""
    unit: str = ""
    scale: float = 1.0
    offset: float = 0.0
    date: str = ""
    provider: str = ""
    licence: str = ""
    secrecy: Literal["public", "internal", "secret"] = "public"
    synthetic: bool = False
    encoding: str = ""
    crs: str = ""
    shift: Shift | None = None
    sha256: str = ""
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def _as_meant(cls, given: Any) -> Any:
        """What YAML reads as a date or number and was meant as text, and keys left empty."""
        if not isinstance(given, dict):
            return given
        texts = {key for key, info in cls.model_fields.items() if info.annotation is str}
        kept = {key: value for key, value in given.items() if value is not None}
        for key in texts & kept.keys():
            if isinstance(kept[key], int | float | date) and not isinstance(kept[key], bool):
                kept[key] = str(kept[key])
        secrecy = str(kept.get("secrecy", ""))
        return {**kept, "secrecy": _SECRECY.get(secrecy, secrecy)} if secrecy else kept

    @field_validator("scale")
    @classmethod
    def _not_zero(cls, scale: float) -> float:
        if scale == 0:
            raise ValueError("0")
        return scale


def read_catalog(root: Path, standard: Standard) -> tuple[Mapping[str, LayerEntry], tuple[Finding, ...]]:
    """Read ``catalog.yaml``.

    Parameters
    ----------
    root : Path
        The project folder.
    standard : Standard
        Knows the roles.

    Returns
    -------
    entries : mapping of role to LayerEntry
        The entries that can be used.
    findings : tuple of Finding
        What is wrong with the file or with single entries.
    """
    path = catalog_of(root)
    if not path.is_file():
        return MappingProxyType({}), (Finding("CATALOG-MISSING", Place(file=CATALOG), subject="catalog"),)
    read = read_yaml_source(path)
    if read.problem:
        place = Place(file=CATALOG, row=read.row)
        return MappingProxyType({}), (
            *read.findings,
            Finding("CATALOG-UNREADABLE", place, got=read.problem, subject="catalog"),
        )
    data = read.content
    layers = data.get("layers") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(layers, dict):
        got = "layers: " + type(layers).__name__ if isinstance(data, dict) else type(data).__name__
        place = Place(file=CATALOG, row=1)
        return MappingProxyType({}), (
            *read.findings,
            Finding("CATALOG-ENTRY", place, got, "schema: 1; layers: dem: file: layers/dem.tif", "catalog"),
        )
    findings = [
        Finding("CATALOG-ENTRY", Place(file=CATALOG, column=str(key)), got=str(key), want="schema, layers")
        for key in data
        if key not in ("schema", "layers")
    ]
    if data.get("schema") != SCHEMA:
        findings.append(
            Finding(
                "CATALOG-ENTRY", Place(file=CATALOG, column="schema"), got=str(data.get("schema")), want=str(SCHEMA)
            )
        )
    entries: dict[str, LayerEntry] = {}
    for role, entry in layers.items():
        if standard.role(str(role)) is None:
            near = closest(str(role), standard.layers)
            findings.append(Finding("CATALOG-ROLE", Place(file=CATALOG, layer=str(role)), got=str(role), want=near))
            continue
        try:
            entries[str(role)] = LayerEntry.model_validate(entry)
        except ValidationError as error:
            findings.extend(_entry_findings(str(role), error, standard))
            continue
        findings.extend(_undated(str(role), entries[str(role)]))
    placed = (replace(f, place=replace(f.place, row=_row(f.place, read.rows))) for f in findings)
    return MappingProxyType(entries), (*read.findings, *placed)


def catalog_of(root: Path) -> Path:
    """Where the catalog stands: its successor counts from the moment when that of the tables is complete."""
    coming = next_to(root / CATALOG)
    tables = (next_to(root / name) for name in ("tables", "plan.xlsx"))
    return coming if coming.is_file() and any(path.exists() for path in tables) else root / CATALOG


def _row(place: Place, rows: Mapping[str, int]) -> int | None:
    """Row of the file in which the key stands that a finding is about, or the entry that should have it."""
    path = f"layers.{place.layer}" if place.layer else place.column
    return rows.get(f"{path}.{place.column}", rows.get(path))


def _undated(role: str, entry: LayerEntry) -> Iterator[Finding]:
    """A date that cannot be read; the layer is used as one without date."""
    if entry.date and isinstance(read_period(entry.date), Fault):
        place = Place(file=CATALOG, layer=role, column="date")
        yield Finding("INPUT-DATE", place, entry.date[:_SHOWN], "2020-12-31", words={"column": "date"})


def _entry_findings(role: str, error: ValidationError, standard: Standard) -> list[Finding]:
    found = []
    for item in error.errors(include_url=False):
        key = ".".join(str(part) for part in item["loc"])
        kind, words = item["type"], {}
        if kind == "extra_forbidden":
            want = closest(key, LayerEntry.model_fields) or ", ".join(LayerEntry.model_fields)
        elif kind == "literal_error":
            want = str(item["ctx"]["expected"]).replace(" or ", ", ")
        else:
            bound = next((f" {sign} {item['ctx'][k]:g}" for k, sign in _BOUNDS.items() if k in item.get("ctx", {})), "")
            label = f"catalog.want.{_KINDS.get(kind, 'filled')}"
            want = standard.label(label) + bound
            words = {"want_en": standard.label(label, "en") + bound}
        given = "" if kind == "missing" else str(item.get("input", ""))[:_SHOWN]
        got = f"{key}: {given}" if key else given
        place = Place(file=CATALOG, layer=role, column=key)
        found.append(Finding("CATALOG-ENTRY", place, got=got, want=want, words=words))
    return found


_BOUNDS = {"ge": "≥", "le": "≤"}
_KINDS = {
    "string_type": "text", "int_parsing": "whole", "int_type": "whole", "int_from_float": "whole",
    "float_parsing": "number", "float_type": "number", "finite_number": "number", "greater_than_equal": "number",
    "less_than_equal": "number", "bool_parsing": "flag", "bool_type": "flag", "dict_type": "mapping",
    "model_type": "mapping", "model_attributes_type": "mapping", "value_error": "nonzero",
}  # fmt: skip
