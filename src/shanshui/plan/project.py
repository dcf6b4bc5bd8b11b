"""``project.yaml``: the project as a whole, checked against its schema and typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

from shanshui.errors import UsageError
from shanshui.finding import Finding, Place
from shanshui.plan.model import Parameter, Project
from shanshui.quantity import convert, exact, unit
from shanshui.standard import Standard
from shanshui.standard.sources import read_yaml_source

PROJECT = "project.yaml"
_BEARABLE = frozenset({"INPUT-COLUMN", "INPUT-ENCODING", "INPUT-DUPLICATE"})
"""Findings with which the file still says what the project is."""


def read_project(root: Path, standard: Standard) -> tuple[Project | None, tuple[Finding, ...]]:
    """Read ``project.yaml``.

    Parameters
    ----------
    root : Path
        The project folder.
    standard : Standard
        Knows the keys.

    Returns
    -------
    project : Project or None
        None where the file is too broken to go on.
    findings : tuple of Finding
        What is wrong, key by key.

    Raises
    ------
    UsageError
        Where the folder has no ``project.yaml``: then it is no project folder.
    """
    path = root / PROJECT
    if not path.is_file():
        raise UsageError(f"{root} is no project folder: it has no {PROJECT}; `shanshui init {root}` writes one")
    read = read_yaml_source(path)
    if read.problem or not isinstance(read.content, dict):
        got = read.problem or type(read.content).__name__
        place = Place(file=PROJECT, row=read.row or (None if read.problem else 1))
        return None, (*read.findings, Finding("PROJECT-UNREADABLE", place, got=got, subject="project"))
    content = read.content
    place = Place(file=PROJECT)
    findings = tuple(
        replace(f, place=replace(f.place, row=f.place.row or read.rows.get(f.place.column)))
        for f in (
            *read.findings,
            *standard.project.check(content, place),
            *_version(content, standard),
            *_amounts(content),
        )
    )
    broken = any(f.code not in _BEARABLE for f in findings)
    return (None if broken else _project(content)), findings


def _version(content: Mapping[str, Any], standard: Standard) -> tuple[Finding, ...]:
    got, want = content.get("schema"), standard.project.version
    if got in (None, want):
        return ()
    return (Finding("PROJECT-SCHEMA", Place(file=PROJECT, column="schema"), str(got), str(want), "project.schema"),)


def _amounts(content: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Amounts whose unit is unknown or measures something else."""
    found = []
    for key, inner in (("control_total", "yuan"), ("declared_area", "m2")):
        amount = content.get(key)
        if not isinstance(amount, Mapping):
            continue
        stated = str(amount.get("unit", ""))
        try:
            convert(Decimal(1), unit(stated).code, inner)
        except (KeyError, ValueError):
            place = Place(file=PROJECT, column=f"{key}.unit")
            words = {"column": f"{key}.unit"}
            found.append(Finding("INPUT-UNIT", place, stated, unit(inner).symbol, f"project.{key}.unit", words=words))
    return tuple(found)


def _project(content: Mapping[str, Any]) -> Project:
    name = content["name"]
    first, last = content["build_years"]
    control, declared = content.get("control_total"), content.get("declared_area")
    texts = {
        key: str(content[key])
        for key in (
            "county_code", "county_name", "applicant", "compiler", "authority", "implementer", "submitted", "crs",
            "height_datum", "map_review_number", "ecological_function", "status_summary", "problem_summary",
            "overall_target", "notice",
        )
        if content.get(key) is not None
    }  # fmt: skip
    return Project(
        region=name["region"],
        ecological_zone=name["ecological_zone"],
        natural_unit=name["natural_unit"],
        project_type=name["project_type"],
        base_year=content["base_year"],
        build_years=(first, last),
        care_years=content.get("care_years") or 0,
        price_year=content.get("price_year"),
        map_dpi=content.get("map_dpi") or 300,
        cell=exact(content["cell"]) if content.get("cell") is not None else None,
        control_total=_amount(control, "yuan"),
        control_total_source=str(control.get("source", "")) if control else "",
        declared_area=_amount(declared, "m2"),
        declared_area_source=str(declared.get("source", "")) if declared else "",
        parameters=MappingProxyType({n: _parameter(n, p) for n, p in (content.get("parameters") or {}).items()}),
        **texts,
    )


def _amount(amount: Mapping[str, Any] | None, inner: str) -> Decimal | None:
    return convert(exact(amount["value"]), unit(str(amount["unit"])).code, inner) if amount else None


def _parameter(name: str, raw: Mapping[str, Any]) -> Parameter:
    value = raw["value"]
    low, high = (_number(raw.get(end)) for end in ("low", "high"))
    unit_of, source = str(raw.get("unit", "1")), str(raw.get("source", ""))
    number = _number(value)
    return Parameter(
        name, str(value) if number is None else number, unit_of, source, bool(raw.get("synthetic", False)), low, high
    )


def _number(value: object) -> Decimal | None:
    return exact(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
