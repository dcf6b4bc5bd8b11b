"""How a run of the pipeline ended, and whom it tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from shanshui.finding import Finding
from shanshui.plan import Plan

Progress = Callable[[str, str], None]
"""Told the name of a stage and ``started``, ``done`` or ``kept``."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a check or a build ended.

    Parameters
    ----------
    subject : str
        Name of the project, or of the folder where even that could not be read.
    findings : tuple of Finding
        All of them, in the order met.
    final : bool
        No error stands unwaived.
    plan : Plan or None
        Whose rulings and replies go with the findings.
    dossier : Path or None
        The published dossier.
    kept : tuple of str
        Stages whose earlier result was used again.
    """

    subject: str
    findings: tuple[Finding, ...]
    final: bool
    plan: Plan | None = None
    dossier: Path | None = None
    kept: tuple[str, ...] = ()


def quiet(_stage: str, _state: str) -> None:
    """Progress for callers who want none."""
