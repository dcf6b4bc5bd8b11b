"""A whole proposal as a value: what each part proposes, what would change, and what it was computed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shanshui.finding import Finding
from shanshui.ledger import Fact
from shanshui.ledger.account import Chart, Said
from shanshui.standard import Standard
from shanshui.workspace.proposals.changes import Change

SCHEMA = 1


PARTS = ("scope", "units", "measures", "portfolio", "alternatives", "monitoring")
"""Every part of a proposal in the order of the code's clauses."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much a proposal may cost.

    Parameters
    ----------
    seconds : float
        Time for each search for an optimum.
    gap : float
        Share of the objective at which a search may end.
    seed : int
        Of whatever is drawn by lot.
    """

    seconds: float = 120.0
    gap: float = 0.01
    seed: int = 0


@dataclass(frozen=True, slots=True)
class LayerFile:
    """A layer that a part proposes.

    Parameters
    ----------
    role : str
        Of the layer.
    file : str
        In the folder of the proposal.
    features : int
        How many.
    synthetic : bool
        Whether it rests on made-up data.
    """

    role: str
    file: str
    features: int
    synthetic: bool


@dataclass(frozen=True, slots=True)
class PartReport:
    """What one part says.

    Parameters
    ----------
    part : str
        Its name.
    said, charts, facts, findings
        Sentences, charts, facts with their lineage complete, findings with their waivers.
    tables : tuple of str
        Input tables that it proposes, whether or not anything in them would change.
    layers : tuple of LayerFile
        Layers that it proposes.
    """

    part: str
    said: tuple[Said, ...] = ()
    charts: tuple[Chart, ...] = ()
    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()
    tables: tuple[str, ...] = ()
    layers: tuple[LayerFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A whole proposal.

    Parameters
    ----------
    subject : str
        Name of the project.
    effort : Effort
        Of the search.
    stamp : mapping of source to content hash
        What it was computed from.
    parts : tuple of PartReport
        In the order in which they ran.
    changes : tuple of Change
        What the tables would change in, as entered and as proposed.
    findings : tuple of Finding
        Those of all parts, and what was met when they were put together.
    """

    subject: str
    effort: Effort
    stamp: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[PartReport, ...] = ()
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()


def as_json(report: Report, standard: Standard) -> dict[str, Any]:
    """The proposal as plain values for other programs, without its findings."""
    return {
        "schema": SCHEMA,
        "subject": report.subject,
        "effort": {"seconds": report.effort.seconds, "gap": report.effort.gap, "seed": report.effort.seed},
        "stamp": dict(report.stamp),
        "parts": [_part(part, standard) for part in report.parts],
        "changes": [change_json(change) for change in report.changes],
    }


def _part(part: PartReport, standard: Standard) -> dict[str, Any]:
    return {
        "part": part.part,
        "said": [
            {"label": s.label, "words": dict(s.words), **{lang: sentence(s, standard, lang) for lang in ("zh", "en")}}
            for s in part.said
        ],
        "facts": [_fact(fact) for fact in part.facts],
        "findings": [finding.id for finding in part.findings],
        "tables": list(part.tables),
        "layers": [
            {"role": x.role, "file": x.file, "features": x.features, "synthetic": x.synthetic} for x in part.layers
        ],
        "charts": [_chart(chart, standard) for chart in part.charts],
    }


def sentence(said: Said, standard: Standard, lang: str) -> str:
    """A sentence in words; a word with a twin that ends in ``_en`` gives way to it in English."""
    words = dict(said.words)
    if lang == "en":
        words |= {key.removesuffix("_en"): word for key, word in said.words.items() if key.endswith("_en")}
    return standard.label(said.label, lang).format(**words)


def _fact(fact: Fact) -> dict[str, Any]:
    def text(value: object) -> str | None:
        return None if value is None else str(value)

    return {
        "id": fact.id, "value": text(fact.value), "unit": fact.unit, "low": text(fact.low), "high": text(fact.high),
        "basis": fact.basis.value, "synthetic": fact.synthetic, "method": fact.method, "source": fact.source,
        "clause": fact.clause, "reason": fact.reason, "inputs": list(fact.inputs),
    }  # fmt: skip


def _chart(chart: Chart, standard: Standard) -> dict[str, Any]:
    return {
        "title": standard.label(chart.title),
        "x": standard.label(chart.x_title),
        "y": standard.label(chart.y_title),
        "series": [
            {"name": s.name, "kind": s.kind, "x": list(s.x), "y": list(s.y), "width": list(s.width),
             "labels": list(s.labels)}
            for s in chart.series
        ],
        "y_labels": list(chart.y_labels),
    }  # fmt: skip


def change_json(change: Change) -> dict[str, Any]:
    """A change as plain values."""
    return {
        "table": change.table,
        "part": change.part,
        "kind": change.kind,
        "key": list(change.key),
        "again": change.again,
        "cells": {column: list(cell) for column, cell in change.cells.items()},
    }


def change_of(raw: Mapping[str, Any]) -> Change:
    """Read back what :func:`change_json` wrote."""
    cells = {column: (old, new) for column, (old, new) in raw["cells"].items()}
    return Change(raw["table"], raw["kind"], tuple(raw["key"]), cells, raw["part"], raw["again"])
