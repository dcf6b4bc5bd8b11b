"""The keys of ``project.yaml``: their types, and the reading of the file's content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shanshui.finding import NOWHERE, Finding, Place
from shanshui.standard.words import closest


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
            there.add(path)
            if spec is None:
                words = {"near": closest(path, known), "table": "project.yaml"}
                findings.append(Finding("INPUT-COLUMN", place, path, "", f"project.{path}", words=words))
            elif value is not None and not _fits(value, spec.type):
                words = {"column": spec.zh}
                code = "INPUT-DATE" if spec.type in ("date", "year", "years") else "INPUT-NUMBER"
                code = "INPUT-TYPE" if spec.type in ("text", "texts", "mapping", "value", "flag") else code
                findings.append(Finding(code, place, str(value), spec.example, f"project.{path}", words=words))
            elif value in (None, "", []):
                there.discard(path)
        for spec in self.keys:
            if spec.required and not any(p == spec.key or p.startswith(f"{spec.key}.") for p in there):
                words = {"column": f"{spec.zh}（{spec.key}）"}
                findings.append(Finding("INPUT-REQUIRED", place, "", spec.example, f"project.{spec.key}", words=words))
        return tuple(findings)


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


def _starred(path: str) -> str:
    head, _, rest = path.partition(".")
    _, dot, last = rest.partition(".")
    return f"{head}.*{dot}{last}"


def _fits(value: object, kind: str) -> bool:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if kind in ("integer", "year"):
        return whole and (kind == "integer" or 1900 <= int(str(value)) <= 2100)
    if kind == "number":
        return whole or isinstance(value, float)
    if kind == "years":
        ordered = isinstance(value, list) and len(value) == 2 and all(_fits(v, "year") for v in value)
        return ordered and value[0] <= value[1]  # type: ignore[index]
    if kind == "date":
        return isinstance(value, date)
    if kind == "texts":
        return isinstance(value, list) and all(isinstance(v, str) for v in value)
    if kind == "value":
        return whole or isinstance(value, float | str)
    return isinstance(value, {"text": str, "flag": bool, "mapping": Mapping}[kind])
