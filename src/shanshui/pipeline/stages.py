"""The order of the stages, and how one of them is run on what came before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from shanshui import review
from shanshui.errors import DefectError
from shanshui.files import remove
from shanshui.finding import Finding
from shanshui.geo import tasks
from shanshui.ledger import Fact, Facts, Source, Table
from shanshui.ledger.facts import with_inherited_synthetic
from shanshui.pipeline.county import County
from shanshui.plan import Plan
from shanshui.stage import Run, StageResult, ruled
from shanshui.standard import Standard
from shanshui.workspace import Chapters, Memo, Tables, Workspace, watched

STAGES = ("survey", "assess", "layout", "finance", "review", "dossier")
"""Every stage in the order it runs (clause 5.1, figure 1); each is ``shanshui.<name>.stage``."""

CHECKED = ("survey", "layout", "finance", "review")
"""The stages of ``check``: all rules, nothing that walks over rasters."""

Results = Mapping[str, StageResult]
"""What the stages found out, by their names in the order they ran."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What all stages of one run share.

    Parameters
    ----------
    county : County
        The project folder, read.
    standard : Standard
        Clauses, tables, words.
    memo : Memo
        Products of earlier runs.
    work : Path
        Intermediate files.
    staging : Path
        Where the dossier is made.
    scheduler : Scheduler
        Who walks over the rasters.
    """

    county: County
    standard: Standard
    memo: Memo
    work: Path
    staging: Path
    scheduler: tasks.Scheduler


def run_stage(name: str, setting: Setting, results: Results) -> StageResult:
    """Run one stage on what came before it, and complete its facts' lineage."""
    note = setting.county.reads.note
    if name == "dossier":
        remove(setting.staging)
        for everything in ("findings", "fact:*", "table:*"):  # the ledger is published with it, whole
            note(everything)
    plan, workspace = seen(setting, results)
    result = ruled(_stage(name)(plan, workspace, setting.standard), plan.rulings)
    facts = {fact.id: fact for fact in _stated(results)}
    again = [fact.id for fact in result.facts if fact.id in facts]
    if again:
        raise DefectError(f"stage {name} states facts that an earlier stage has stated: {', '.join(again[:5])}")
    sources: dict[str, Fact | Source] = {**setting.county.sources, **facts}
    return replace(result, facts=with_inherited_synthetic(result.facts, sources))


def seen(setting: Setting, results: Results) -> tuple[Plan, Workspace]:
    """Plan and workspace as the next stage sees them; whatever it takes from them is noted."""
    county, note = setting.county, setting.county.reads.note
    workspace = Workspace(
        root=county.root,
        work=setting.work,
        dossier=setting.staging,
        layers=county.layers,
        memo=setting.memo,
        sources=county.sources,
        facts=Facts(_stated(results), lambda key: note(f"fact:{key}")),
        tables=Tables(tables_of(results), lambda key: note(f"table:{key}")),
        findings=found(county, results),
        chapters=Chapters(county.root, note),
        scheduler=setting.scheduler,
    )
    return watched(county.plan, lambda key: note(f"plan:{key}")), workspace


def _stage(name: str) -> Run:
    """A stage's function; loaded when it runs, so that a build in which nothing changed starts at once."""
    run: Run = import_module(f"shanshui.{name}.stage").run
    return run


def facts_of(results: Results) -> Facts:
    """All facts so far."""
    return Facts(_stated(results))


def _stated(results: Results) -> Iterator[Fact]:
    return (fact for result in results.values() for fact in result.facts)


def tables_of(results: Results) -> Mapping[str, Table]:
    """All computed tables so far, by their ids."""
    return {table.id: table for result in results.values() for table in result.tables}


def found(county: County, results: Results) -> tuple[Finding, ...]:
    """All findings so far, with those that a ruling waives marked; a cell that cannot be read is told once."""
    unread = {finding.place for finding in county.findings if finding.place.row and finding.place.column}
    later = (finding for result in results.values() for finding in result.findings if finding.place not in unread)
    return review.waived((*county.findings, *later), county.plan.rulings)
