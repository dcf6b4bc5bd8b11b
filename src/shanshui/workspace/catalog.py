"""The layer catalog of a project folder: which file plays which role, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from shanshui.finding import Finding, Place
from shanshui.standard import Standard, closest

CATALOG = "catalog.yaml"
SCHEMA = 1


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

    model_config = ConfigDict(frozen=True, extra="forbid")
    east: float
    north: float
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

    model_config = ConfigDict(frozen=True, extra="forbid")
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
    path = root / CATALOG
    if not path.is_file():
        return MappingProxyType({}), (Finding("CATALOG-MISSING", Place(file=CATALOG), subject="catalog"),)
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return MappingProxyType({}), (_unreadable(error),)
    if not isinstance(data, dict) or not isinstance(data.get("layers"), dict):
        return MappingProxyType({}), (
            Finding("CATALOG-ENTRY", Place(file=CATALOG), got=type(data).__name__, want="schema, layers: {...}"),
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
    for role, entry in data["layers"].items():
        if standard.role(str(role)) is None:
            near = closest(str(role), standard.layers)
            findings.append(Finding("CATALOG-ROLE", Place(file=CATALOG, layer=str(role)), got=str(role), want=near))
            continue
        try:
            entries[str(role)] = LayerEntry.model_validate(entry)
        except ValidationError as error:
            findings.extend(_entry_findings(str(role), error))
    return MappingProxyType(entries), tuple(findings)


def _unreadable(error: Exception) -> Finding:
    mark = getattr(error, "problem_mark", None)
    row = mark.line + 1 if mark is not None else None
    return Finding(
        "CATALOG-UNREADABLE", Place(file=CATALOG, row=row), got=str(error).splitlines()[0], subject="catalog"
    )


def _entry_findings(role: str, error: ValidationError) -> list[Finding]:
    found = []
    for item in error.errors(include_url=False):
        key = ".".join(str(part) for part in item["loc"])
        want: Any = item["msg"]
        if item["type"] == "extra_forbidden":
            want = closest(key, LayerEntry.model_fields) or ", ".join(LayerEntry.model_fields)
        found.append(
            Finding(
                "CATALOG-ENTRY",
                Place(file=CATALOG, layer=role, column=key),
                got=str(item.get("input", ""))[:60],
                want=str(want),
            )
        )
    return found
