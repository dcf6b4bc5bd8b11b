"""A project folder, read: plan, layers, sources, and what was wrong with the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from shanshui.files import sha256
from shanshui.finding import Finding
from shanshui.ledger import Source
from shanshui.plan import Plan, plan_from, read_project
from shanshui.standard import Standard
from shanshui.workspace import Layers, Reads, absent_attachments, read_catalog, read_tables


@dataclass(frozen=True, slots=True)
class County:
    """A project folder, read.

    Parameters
    ----------
    root : Path
        The folder.
    plan : Plan
        What the planner entered.
    layers : Layers
        What the catalog offers.
    sources : mapping of id to Source
        Project file, tables and layers.
    findings : tuple of Finding
        What was wrong with the files.
    reads : Reads
        Notes what is taken from all of these.
    """

    root: Path
    plan: Plan
    layers: Layers
    sources: Mapping[str, Source]
    findings: tuple[Finding, ...]
    reads: Reads


def read_county(root: Path, standard: Standard) -> tuple[County | None, tuple[Finding, ...]]:
    """Read a project folder.

    Parameters
    ----------
    root : Path
        The project folder.
    standard : Standard
        Schemas of its files.

    Returns
    -------
    county : County or None
        None where ``project.yaml`` is too broken to go on.
    findings : tuple of Finding
        What is wrong with the files.
    """
    project, project_findings = read_project(root, standard)
    if project is None:
        return None, project_findings
    tables = read_tables(root, standard)
    entries, catalog_findings = read_catalog(root, standard)
    reads = Reads()
    layers = Layers(root, entries, standard, project, lambda role: reads.note(f"layer:{role}"))
    own = Source("project", "project.yaml", sha256(root / "project.yaml"))
    of_layers = (
        Source(f"layer:{role}", e.file, layers.digest(role), e.provider, e.date, e.synthetic)
        for role, e in entries.items()
    )
    sources = {s.id: s for s in (own, *tables.sources, *of_layers)}
    absent = tuple(absent_attachments(root, tables.records, standard))
    findings = project_findings + tables.findings + catalog_findings + absent
    plan = plan_from(project, tables.records, tables.left_out)
    return County(root, plan, layers, MappingProxyType(sources), findings, reads), findings
