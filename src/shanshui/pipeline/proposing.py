"""``propose``: the stages up to finance, then every part of the proposal on the plan as entered."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shanshui import __version__, review
from shanshui.errors import DefectError
from shanshui.finding import Finding, Place
from shanshui.ledger import Fact, Source
from shanshui.ledger.facts import with_inherited_synthetic
from shanshui.pipeline.build_folder import JOURNAL, held, memo_in, workers
from shanshui.pipeline.outcome import Progress, quiet
from shanshui.pipeline.preparing import Prepared, prepare
from shanshui.pipeline.stages import Setting, facts_of, seen
from shanshui.plan import Plan
from shanshui.remarks import findings_json, verdict
from shanshui.standard import InputTable, Standard
from shanshui.workspace import Journal, LayerEntry, Workspace, next_to, read_catalog
from shanshui.workspace.book.grid import Grid
from shanshui.workspace.layers.subjects import subprojects, units
from shanshui.workspace.proposals import (
    Change,
    Clash,
    LayerFile,
    PartReport,
    Report,
    applied,
    combined,
    compared,
    entered_tables,
    write_proposal,
)
from shanshui.workspace.proposals.entered import unread_rows, worded
from shanshui.workspace.proposals.folder import FOLDER, LAYERS
from shanshui.workspace.proposals.report import PARTS, Effort, as_json
from shanshui.workspace.tables import raw_tables

if TYPE_CHECKING:  # parts and page are loaded when they are wanted, so that other verbs start at once
    from shanshui.layout.proposals.proposal import Proposal, Run

BEFORE = "finance"
"""Last stage before a proposal."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """How a proposal ended.

    Parameters
    ----------
    report : Report
        What was proposed.
    plan : Plan
        Whose rulings and replies go with the findings.
    folder : Path
        Where it lies.
    kept : Path or None
        A copy of the proposal that lay there before, where it had been edited.
    """

    report: Report
    plan: Plan
    folder: Path
    kept: Path | None

    @property
    def final(self) -> bool:
        """No error stands unwaived in it."""
        return verdict(self.report.findings)


def propose(
    root: Path,
    out: Path | None = None,
    parts: Sequence[str] = PARTS,
    effort: Effort | None = None,
    progress: Progress = quiet,
    scheduler: str = "",
    lang: str = "zh",
) -> Proposed:
    """Compute what is open in a plan, as proposed tables and layers; nothing that was entered is changed.

    Parameters
    ----------
    root : Path
        The project folder; it is only read.
    out : Path, optional
        The build folder; ``root/build`` where absent. What is proposed lies in its ``proposal``.
    parts : sequence of str
        Which ones, of ``PARTS``; they run in that order, and none sees what another proposes.
    effort : Effort, optional
        How much a search for the best may cost.
    progress : callable
        Told what happens; parts are called ``propose.<part>``.
    scheduler : str
        As for a build.
    lang : {"zh", "en"}
        Of the page.

    Raises
    ------
    UsageError
        Where ``project.yaml`` or a table cannot be read, or another run is at work in ``out``.
    DefectError
        Where a part states a fact twice, or proposes what is no table, column or layer.
    """
    effort = effort or Effort()
    with held(root, out) as folder, workers(root, folder, scheduler) as (base, place, cluster):
        ready = prepare(base, place, BEFORE, progress, cluster)
        setting = Setting(
            ready.county, ready.standard, memo_in(place), place / "work", next_to(place / "dossier"), cluster
        )
        entered = entered_tables(raw_tables(base, ready.standard), ready.standard)
        journal = Journal(place / JOURNAL)
        found: list[Proposal] = []
        seconds: dict[str, float] = {}
        for name in (part for part in PARTS if part in parts):
            progress(f"propose.{name}", "started")
            begun = time.monotonic()
            with journal.timed(f"propose.{name}"):
                found.append(_run(name, setting, ready, effort, found))
            seconds[name] = round(time.monotonic() - begun, 2)
            progress(f"propose.{name}", "done")
        done, tables, layers = _put_together(found, ready, entered, effort)
        said = json.loads(findings_json(done.subject, done.findings, ready.standard, ready.plan, lang))
        record = {
            **as_json(done, ready.standard),
            "findings": said["findings"],
            "meta": {"version": __version__, "seconds": seconds},
        }
        roles = read_catalog(base, ready.standard)[0]
        page = import_module("shanshui.dossier.proposals").proposal_page(
            done, ready.standard, layers, _entered_shapes(ready, roles), roles, lang
        )
        changed = {key: entered[key] for key in tables}
        with journal.timed("propose.publish"):
            kept = write_proposal(place, record, page, tables, changed, layers)
    return Proposed(done, ready.county.plan, place / FOLDER, kept)


def _run(name: str, setting: Setting, ready: Prepared, effort: Effort, earlier: Iterable[Proposal]) -> Proposal:
    """Run one part on plan and facts as the stages left them, and complete its facts' lineage."""
    run: Run = import_module(f"shanshui.layout.proposals.{name}").propose
    _, workspace = seen(setting, ready.results)
    proposal = run(setting.county.plan, workspace, setting.standard, effort)
    known = facts_of(ready.results)
    told = {fact.id for other in earlier for fact in other.facts}
    again = [fact.id for fact in proposal.facts if fact.id in known or fact.id in told]
    if again:
        raise DefectError(f"proposal {name} states facts that have been stated: {', '.join(again[:5])}")
    _must_fit(name, proposal, workspace, setting.standard)
    sources: dict[str, Fact | Source] = {**setting.county.sources, **{key: known[key] for key in known}}
    return replace(
        proposal,
        facts=with_inherited_synthetic(proposal.facts, sources),
        findings=review.waived(proposal.findings, setting.county.plan.rulings),
    )


def _must_fit(name: str, proposal: Proposal, workspace: Workspace, standard: Standard) -> None:
    """Stop at tables, columns and layers that nobody could enter."""
    for table, rows in proposal.tables.items():
        schema = standard.inputs.get(table)
        unknown = {key for row in rows for key in row} - (schema.columns.keys() if schema else set())
        if schema is None or unknown:
            raise DefectError(f"proposal {name}: table {table} has no columns {', '.join(sorted(unknown))}")
    for role, frame in proposal.layers.items():
        if standard.role(role) is None or frame.crs is None:
            raise DefectError(f"proposal {name}: {role} is no layer of a project, or has no CRS")


def _put_together(
    found: Sequence[Proposal], ready: Prepared, entered: Mapping[str, Grid], effort: Effort
) -> tuple[Report, Mapping[str, Grid], Mapping[str, Any]]:
    """The parts as one report, the tables with all their changes, and the layers by file."""
    standard = ready.standard
    of_parts = [
        change
        for proposal in found
        for table, rows in proposal.tables.items()
        for change in _compared(entered[table], rows, standard.inputs[table], proposal.part)
    ]
    changes, clashes = combined(of_parts)
    tables = {}
    for key in standard.inputs:
        if any(change.table == key for change in changes):
            tables[key], _ = applied(changes, entered[key], standard.inputs[key])
    layers: dict[str, Any] = {}
    parts = []
    for proposal in found:
        files = []
        for role, frame in proposal.layers.items():
            name = role if f"{LAYERS}/{role}.gpkg" not in layers else f"{role}_{proposal.part}"
            files.append(LayerFile(role, f"{LAYERS}/{name}.gpkg", len(frame), _made_up(proposal, ready)))
            layers[files[-1].file] = frame
        parts.append(_part_report(proposal, tuple(files)))
    findings = (*(f for proposal in found for f in proposal.findings), *_clashed(clashes, changes, standard))
    stamp = {key: source.sha256 for key, source in sorted(ready.county.sources.items())}
    subject = ready.county.plan.project.name
    return Report(subject, effort, stamp, tuple(parts), changes, findings), tables, layers


def _compared(before: Grid, rows: Sequence[Mapping[str, str]], schema: InputTable, part: str) -> Iterable[Change]:
    words = [worded(row, schema) for row in rows]
    return compared(before, words, schema, part, unread_rows(before, schema))


def _part_report(proposal: Proposal, layers: tuple[LayerFile, ...]) -> PartReport:
    return PartReport(
        proposal.part,
        proposal.said,
        proposal.charts,
        proposal.facts,
        proposal.findings,
        tuple(proposal.tables),
        layers,
    )


def _made_up(proposal: Proposal, ready: Prepared) -> bool:
    """Whether a part's layers rest on made-up data: some of its facts do, or, where it states none, some layer does."""
    if proposal.facts:
        return any(fact.synthetic for fact in proposal.facts)
    return any(source.synthetic for source in ready.county.sources.values())


def _entered_shapes(ready: Prepared, roles: Mapping[str, LayerEntry]) -> Mapping[str, Sequence[Any]]:
    """Geometries that stand now where a part may propose others; none of a secret layer."""
    layers = ready.workspace.layers
    shown = {role for role, entry in roles.items() if entry.secrecy != "secret"}
    drawn = {"units": units(ready.plan, layers), "subprojects": subprojects(ready.plan, layers)}
    found: dict[str, Sequence[Any]] = {}
    for role, shapes in drawn.items():
        if all(f"layer:{source}" not in ready.county.sources or source in shown for source in (role, "townships")):
            found[role] = tuple(shape.geometry for shape in shapes.values() if shape.has_area)
    return found | ({"scope": (layers.scope,)} if layers.scope is not None and layers.scope_role in shown else {})


def _clashed(clashes: Iterable[Clash], changes: Iterable[Change], standard: Standard) -> Iterable[Finding]:
    for clash in clashes:
        schema = standard.inputs[clash.table]
        columns = schema.columns
        words = {
            "table": schema.name_zh,
            "table_en": schema.name_en,
            "row": " ".join(filter(None, clash.key)),
            "column": columns[clash.column].header_zh if clash.column else standard.label("proposal.whole_row"),
            "column_en": columns[clash.column].header_en
            if clash.column
            else standard.label("proposal.whole_row", "en"),
            "earlier": standard.label(f"proposal.{clash.earlier}.title"),
            "earlier_en": standard.label(f"proposal.{clash.earlier}.title", "en"),
            "later": standard.label(f"proposal.{clash.later}.title"),
            "later_en": standard.label(f"proposal.{clash.later}.title", "en"),
        }
        place = Place(file=f"{FOLDER}/tables/{clash.table}.csv", sheet=clash.table, column=clash.column)
        subject = f"{clash.table}:{'/'.join(clash.key)}.{clash.column}"
        yield Finding("PROPOSAL-CLASH", place, "", "", subject, words=words)
