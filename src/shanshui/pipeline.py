"""The order of the stages, and nothing else: what runs, what is kept from the last build, what is published."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from shanshui import review
from shanshui.dossier import manifest
from shanshui.errors import DefectError, UsageError
from shanshui.finding import Finding
from shanshui.geo import tasks
from shanshui.ledger import Facts, Source, Table, store
from shanshui.ledger.facts import with_inherited_synthetic
from shanshui.plan import Plan, plan_from, read_project
from shanshui.stage import Run, StageResult, ruled
from shanshui.standard import Standard, load
from shanshui.workspace import (
    Chapters,
    Journal,
    Layers,
    Memo,
    Reads,
    Tables,
    Workspace,
    absent_attachments,
    alone,
    codec,
    digest,
    next_to,
    publish,
    read_catalog,
    read_tables,
    recover,
    watched,
)
from shanshui.workspace.fields import stamp
from shanshui.workspace.files import remove, sha256

STAGES = ("survey", "assess", "layout", "finance", "review", "dossier")
"""Every stage in the order it runs (clause 5.1, figure 1); each is ``shanshui.<name>.stage``."""

CHECKED = ("survey", "layout", "finance", "review")
"""The stages of ``check``: all rules, nothing that walks over rasters."""

JOURNAL = "journal.jsonl"
"""Name of the run log in the build folder."""

Progress = Callable[[str, str], None]
"""Told the name of a stage and ``started``, ``done`` or ``kept``."""


@dataclass(frozen=True, slots=True)
class County:
    """A project folder, read.

    Parameters
    ----------
    plan : Plan
        What the planner entered.
    layers : Layers
        What the catalog offers.
    sources : mapping of id to Source
        Project file, tables and layers.
    findings : tuple of Finding
        What was wrong with the files.
    """

    root: Path
    plan: Plan
    layers: Layers
    sources: Mapping[str, Source]
    findings: tuple[Finding, ...]
    reads: Reads


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


def check(root: Path, progress: Progress = quiet) -> Outcome:
    """Inspect a project folder: files, layers, tables, rules; writes nothing.

    Parameters
    ----------
    root : Path
        The project folder.
    progress : callable
        Told what happens.
    """
    standard = load()
    county, findings = read_county(root, standard)
    if county is None:
        return Outcome(root.name, findings, review.verdict(findings))
    results: dict[str, StageResult] = {}
    for name in CHECKED:
        progress(name, "started")
        results[name] = _run(name, county, results, standard, Memo(root), tasks.Local(), root, root)
        progress(name, "done")
    findings = _found(county, results)
    return Outcome(county.plan.project.name, findings, review.verdict(findings), county.plan)


def build(
    root: Path, out: Path | None = None, to: str = "dossier", progress: Progress = quiet, scheduler: str = ""
) -> Outcome:
    """Compile a project folder into its dossier.

    Parameters
    ----------
    root : Path
        The project folder; it is only read.
    out : Path, optional
        The build folder; ``root/build`` where absent.
    to : str
        Last stage to run; only ``dossier`` publishes.
    progress : callable
        Told what happens.
    scheduler : str
        Address of a Dask cluster that walks over the rasters, which sees ``root`` and ``out`` under the same paths; the
        cores of this machine where empty.

    Raises
    ------
    UsageError
        Where ``root`` is no project folder, another build is at work in ``out``, or the cluster is not fit for it.
    """
    out = out or root / "build"
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"the build folder {out} cannot be made ({error.strerror}); give another with -o") from None
    with alone(out):
        recover(out)
        if not scheduler:
            return _build(root, out, to, progress, tasks.Local())
        root, out = root.resolve(), out.resolve()
        Journal(out / JOURNAL).write("cluster", address=scheduler)
        with tasks.scheduler(scheduler, (root / "project.yaml", out / JOURNAL)) as cluster:
            return _build(root, out, to, progress, cluster)


def settle(out: Path) -> None:
    """Finish what a killed build left in a build folder; hands off where a build is at work, or nothing can be."""
    with suppress(UsageError), alone(out):
        recover(out)


def _build(root: Path, out: Path, to: str, progress: Progress, scheduler: tasks.Scheduler) -> Outcome:
    standard, memo, journal = load(), Memo(out / "work" / "memo"), Journal(out / JOURNAL)
    with journal.timed("read"):
        county, findings = read_county(root, standard)
    if county is None:
        return Outcome(root.name, findings, review.verdict(findings))
    results: dict[str, StageResult] = {}
    kept: list[str] = []
    staging = next_to(out / "dossier")
    for name in STAGES[: STAGES.index(to) + 1]:
        progress(name, "started")
        digest_of = _digests(county, results, out)
        body = memo.recall(name, digest_of)
        if body is not None and (name != "dossier" or manifest.is_whole(out / "dossier")):
            results[name] = StageResult(*codec.loads(body))
            kept.append(name)
            progress(name, "kept")
            continue
        with journal.timed(name), county.reads.apart() as reads:
            results[name] = _run(name, county, results, standard, memo, scheduler, out / "work", staging)
            if name == "assess":
                reads.note("fields")
            if name == "dossier":
                results[name] = _proofread(county, results, standard, memo, scheduler, out, staging)
                with journal.timed("publish"):
                    _publish(county, results, out, staging)
                reads.note("published")
            taken = {read: digest_of(read) for read in reads.names}
        result = results[name]
        memo.keep(name, taken, codec.dumps((result.facts, result.tables, result.findings)))
        progress(name, "done")
    findings = _found(county, results)
    outcome = Outcome(county.plan.project.name, findings, review.verdict(findings), county.plan, None, tuple(kept))
    if to != "dossier":
        return outcome
    if "dossier" not in kept:
        memo.forget_unused()
    return replace(outcome, dossier=out / "dossier")


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


def _run(
    name: str,
    county: County,
    results: Mapping[str, StageResult],
    standard: Standard,
    memo: Memo,
    scheduler: tasks.Scheduler,
    work: Path,
    staging: Path,
) -> StageResult:
    """Run one stage on what came before it, and complete its facts' lineage."""
    note = county.reads.note
    facts = {fact.id: fact for result in results.values() for fact in result.facts}
    if name == "dossier":
        remove(staging)
        for everything in ("findings", "fact:*", "table:*"):  # the ledger is published with it, whole
            note(everything)
    workspace = Workspace(
        root=county.root,
        work=work,
        dossier=staging,
        layers=county.layers,
        memo=memo,
        sources=county.sources,
        facts=Facts(facts.values(), lambda key: note(f"fact:{key}")),
        tables=Tables(_tables(results), lambda key: note(f"table:{key}")),
        findings=_found(county, results),
        chapters=Chapters(county.root, note),
        scheduler=scheduler,
    )
    plan = watched(county.plan, lambda key: note(f"plan:{key}"))
    result = ruled(_stage(name)(plan, workspace, standard), plan.rulings)
    again = [fact.id for fact in result.facts if fact.id in facts]
    if again:
        raise DefectError(f"stage {name} states facts that an earlier stage has stated: {', '.join(again[:5])}")
    return replace(result, facts=with_inherited_synthetic(result.facts, {**county.sources, **facts}))


def _stage(name: str) -> Run:
    """A stage's function; loaded when it runs, so that a build in which nothing changed starts at once."""
    run: Run = import_module(f"shanshui.{name}.stage").run
    return run


def _proofread(
    county: County,
    results: dict[str, StageResult],
    standard: Standard,
    memo: Memo,
    scheduler: tasks.Scheduler,
    out: Path,
    staging: Path,
) -> StageResult:
    """Read the finished files back; where a number disagrees, draw the stamp anew, once."""
    made, facts = results["dossier"], _facts(results)
    recounted = review.recount(staging, facts, standard, _tables(results))
    before = _found(county, results)
    again = review.waived(recounted, county.plan.rulings)
    if review.verdict(before) and not review.verdict(before + again):
        results["dossier"] = StageResult(findings=recounted)
        made = _run("dossier", county, results, standard, memo, scheduler, out / "work", staging)
    result = replace(made, findings=made.findings + recounted)
    results["dossier"] = result
    findings = _found(county, results)
    name = county.plan.project.name
    review.write(
        staging / review.FOLDER,
        name,
        findings,
        standard,
        facts,
        county.plan,
        tables=_tables(results),
        root=county.root,
        layers=county.layers,
    )
    manifest.seal(staging, county.sources, facts, review.verdict(findings), standard, out / "dossier")
    return result


def _publish(county: County, results: Mapping[str, StageResult], out: Path, staging: Path) -> None:
    """Write the ledger beside, then switch dossier and ledger together."""
    ledger = store.Ledger(
        {name: result.facts for name, result in results.items()},
        tuple(county.sources.values()),
        review.printed_at(staging, _facts(results), load()),
    )
    beside = next_to(out / "ledger.sqlite")
    remove(beside)
    store.write(beside, ledger)
    publish(out, ("dossier", "ledger.sqlite"))


def _facts(results: Mapping[str, StageResult]) -> Facts:
    return Facts(fact for result in results.values() for fact in result.facts)


def _tables(results: Mapping[str, StageResult]) -> Mapping[str, Table]:
    return {table.id: table for result in results.values() for table in result.tables}


def _found(county: County, results: Mapping[str, StageResult]) -> tuple[Finding, ...]:
    """All findings so far, with those that a ruling waives marked; a cell that cannot be read is told once."""
    unread = {finding.place for finding in county.findings if finding.place.row and finding.place.column}
    later = (finding for result in results.values() for finding in result.findings if finding.place not in unread)
    return review.waived((*county.findings, *later), county.plan.rulings)


def _digests(county: County, results: Mapping[str, StageResult], out: Path) -> Callable[[str], str]:
    """Present content hash of anything that a stage can read, by the name under which it is noted."""
    facts = {fact.id: fact for result in results.values() for fact in result.facts}
    tables = _tables(results)
    findings = _found(county, results)

    def digest_of(name: str) -> str:
        kind, _, key = name.partition(":")
        if kind == "layer":
            return county.layers.stamp(key)
        if kind == "plan":
            return digest(repr(_part(county.plan, key)))
        if kind == "fact" and key.endswith("*"):
            return _hash([fact for i, fact in facts.items() if i.startswith(key[:-1])])
        if kind == "fact":
            return _hash(facts.get(key))
        if kind == "table":
            return _hash(tables if key == "*" else tables.get(key))
        if kind == "fields":
            return stamp(out / "work")
        if kind == "published":
            path = out / "dossier" / manifest.NAME
            return sha256(path) if path.is_file() else ""
        if kind == "chapters":
            return _hash(_chapters(county.root))
        if kind == "findings":
            return _hash((findings, sorted(county.sources.items()), _chapters(county.root)))
        raise DefectError(f"a stage has read {name!r}, whose content hash nobody knows")

    return digest_of


def _hash(value: object) -> str:
    """Content hash of what a stage found out, the same whether it is fresh or comes from the memory."""
    return hashlib.sha256(codec.dumps(value)).hexdigest()


def _part(plan: Plan, key: str) -> object:
    """A part of the plan by the name under which it was noted: ``units`` or ``records[inventory]``."""
    name, bracket, inner = key.partition("[")
    value = getattr(plan, name)
    return value.get(inner[:-1]) if bracket else value


def _chapters(root: Path) -> list[tuple[str, str]]:
    return [(path.name, sha256(path)) for path in sorted((root / "chapters").glob("*.md"))]
