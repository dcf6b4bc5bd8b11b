"""The keys of ``project.yaml``: their types, and the reading of the file's content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Literal

from shanshui.finding import NOWHERE, Finding, Place
from shanshui.standard.cells import Fault, read_period
from shanshui.standard.words import closest

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class ProjectKey:
    """One key of ``project.yaml``.

    Parameters
    ----------
    key : str
        Dotted path: ``name.region``; ``parameters.*.value`` for a key of a free name.
    type : str
        Text, integer, number, year, years (first and last), date, texts (list), value (number or text),
        flag (true or false) or mapping.
    required : bool
        Must be there.
    zh, en : str
        For readers.
    default, example : str
        What holds where it is absent; what ``init`` writes.
    vocabulary : str
        Whose codes it takes.
    unit : str
        Unit code of a number.
    min, max : Decimal or None
        Bounds of a number; of a text, of its length.
    within : bool
        Must be there wherever the mapping that holds it is.
    clause, note : str
        Where the code asks for it; how to fill it in.
    """

    key: str
    type: Literal["text", "integer", "number", "year", "years", "date", "texts", "mapping", "value", "flag"]
    zh: str
    en: str
    required: bool = False
    default: str = ""
    example: str = ""
    vocabulary: str = ""
    unit: str = ""
    min: Decimal | None = None
    max: Decimal | None = None
    within: bool = False
    clause: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProjectSchema:
    """The file ``data/inputs/project.yaml``: version of the schema, and its keys."""

    version: int
    keys: tuple[ProjectKey, ...]

    def check(self, content: Mapping[str, object], place: Place = NOWHERE) -> tuple[Finding, ...]:
        """Findings on unknown keys, missing keys and values of another type.

        Parameters
        ----------
        content : mapping
            What the YAML file holds.
        place : Place
            The file.
        """
        known = {k.key: k for k in self.keys}
        findings = []
        there = set()
        for path, value in _leaves(content, known):
            spec = known.get(path) or known.get(_starred(path))
            at, subject = replace(place, column=path), f"project.{path}"
            there.add(path)
            if spec is None:
                words = {"near": closest(path, known), "table": "project.yaml"}
                findings.append(Finding("INPUT-COLUMN", at, path, "", subject, words=words))
            elif value in (None, "", []) and "*" not in spec.key:
                there.discard(path)
            elif not _fits(value, spec.type):
                code = "INPUT-DATE" if spec.type in ("date", "year", "years") else "INPUT-NUMBER"
                code = "INPUT-TYPE" if spec.type in ("text", "texts", "mapping", "value", "flag") else code
                shown = str(value)[:_SHOWN]
                findings.append(Finding(code, at, shown, spec.example, subject, words={"column": spec.zh}))
            elif not _in_range(value, spec):
                want = f"{spec.min or 0}–{spec.max}"
                got = f"{len(str(value))} ({str(value)[:20]}…)" if spec.type == "text" else str(value)
                findings.append(Finding("INPUT-RANGE", at, got, want, subject, words={"column": spec.zh}))
        for path, spec in self._wanted(there):
            at, words = replace(place, column=path), {"column": f"{spec.zh}（{path}）"}
            findings.append(Finding("INPUT-REQUIRED", at, "", spec.example, f"project.{path}", words=words))
        return tuple(findings)

    def _wanted(self, there: Set[str]) -> Iterator[tuple[str, ProjectKey]]:
        """Keys that must be there and are not: always, or because their mapping is."""
        for spec in self.keys:
            group, _, last = spec.key.rpartition(".")
            if spec.required and not any(p == spec.key or p.startswith(f"{spec.key}.") for p in there):
                yield spec.key, spec
            if spec.within:
                owners = {_owner(p, group) for p in there} - {""}
                yield from ((f"{owner}.{last}", spec) for owner in sorted(owners) if f"{owner}.{last}" not in there)


def _owner(path: str, group: str) -> str:
    """The mapping of a kind (``control_total``, ``parameters.*``) that a path lies in; empty where in none."""
    if not group.endswith(".*"):
        return group if path.startswith(f"{group}.") else ""
    parts = path.split(".")
    return ".".join(parts[:2]) if len(parts) > 2 and parts[0] == group.removesuffix(".*") else ""


def _leaves(
    content: Mapping[str, object], known: Mapping[str, ProjectKey], above: str = ""
) -> Iterator[tuple[str, object]]:
    for key, value in content.items():
        path = f"{above}{key}"
        spec = known.get(path) or known.get(_starred(path))
        if isinstance(value, Mapping) and (spec is None or spec.type == "mapping"):
            yield from _leaves(value, known, f"{path}.")
        else:
            yield path, value


def _in_range(value: object, spec: ProjectKey) -> bool:
    if spec.type == "text" and spec.max is not None:
        return len(str(value)) <= spec.max
    if spec.type not in ("number", "integer"):
        return True
    number = Decimal(str(value))
    return (spec.min is None or number >= spec.min) and (spec.max is None or number <= spec.max)


def _starred(path: str) -> str:
    head, _, rest = path.partition(".")
    _, dot, last = rest.partition(".")
    return f"{head}.*{dot}{last}"


def _fits(value: object, kind: str) -> bool:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if kind in ("integer", "year"):
        return whole and (kind == "integer" or 1900 <= int(str(value)) <= 2100)
    if kind == "number":
        return whole or (isinstance(value, float) and isfinite(value))
    if kind == "years":
        ordered = isinstance(value, list) and len(value) == 2 and all(_fits(v, "year") for v in value)
        return ordered and value[0] <= value[1]  # type: ignore[index]
    if kind == "date":
        return isinstance(value, date) or (isinstance(value, str) and not isinstance(read_period(value), Fault))
    if kind == "texts":
        return isinstance(value, list) and all(isinstance(v, str) for v in value)
    if kind == "value":
        return whole or isinstance(value, str) or (isinstance(value, float) and isfinite(value))
    return isinstance(value, {"text": str, "flag": bool, "mapping": Mapping}[kind])
