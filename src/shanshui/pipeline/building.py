"""``build``: all stages, the dossier proofread, and its publication together with the ledger."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from shanshui import review
from shanshui.dossier import archive, manifest
from shanshui.dossier.file_names import file_name
from shanshui.files import remove
from shanshui.geo import tasks
from shanshui.ledger import store
from shanshui.pipeline.build_folder import JOURNAL, held, memo_in, workers
from shanshui.pipeline.chain import through
from shanshui.pipeline.county import County, read_county
from shanshui.pipeline.outcome import Outcome, Progress, quiet
from shanshui.pipeline.stages import Results, Setting, facts_of, found, run_stage, tables_of
from shanshui.remarks import verdict
from shanshui.stage import StageResult
from shanshui.standard import load
from shanshui.workspace import Journal, next_to, publish


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
    with held(root, out) as folder, workers(root, folder, scheduler) as (base, place, cluster):
        return _build(base, place, to, progress, cluster)


def _build(root: Path, out: Path, to: str, progress: Progress, scheduler: tasks.Scheduler) -> Outcome:
    standard, journal = load(), Journal(out / JOURNAL)
    with journal.timed("read"):
        county, findings = read_county(root, standard)
    if county is None:
        return Outcome(root.name, findings, verdict(findings))
    setting = Setting(county, standard, memo_in(out), out / "work", next_to(out / "dossier"), scheduler)
    made = partial(_dossier, setting, out, journal)
    results, kept = through(to, setting, out, journal, progress, made, whole=lambda: _whole(out))
    findings = found(county, results)
    outcome = Outcome(county.plan.project.name, findings, verdict(findings), county.plan, None, kept)
    if to != "dossier":
        return outcome
    if "dossier" not in kept:
        setting.memo.forget_unused()
    return replace(outcome, dossier=out / "dossier")


def _whole(out: Path) -> bool:
    """Whether dossier and archive are still as they were published."""
    return manifest.is_whole(out / "dossier") and archive.holds(out / archive.ARCHIVE, out / "dossier")


def _dossier(setting: Setting, out: Path, journal: Journal, results: Results) -> StageResult:
    """Make the dossier, read it back, and put it in place."""
    made = run_stage("dossier", setting, results)
    proofread, read = _proofread(setting, out, {**results, "dossier": made})
    with journal.timed("publish"):
        _publish(setting.county, {**results, "dossier": proofread}, out, setting.staging, read)
    return proofread


def _proofread(setting: Setting, out: Path, results: Results) -> tuple[StageResult, review.ReadBack]:
    """Read the finished files back; where a number disagrees, draw the stamp anew, once."""
    county, standard, staging = setting.county, setting.standard, setting.staging
    made, facts = results["dossier"], facts_of(results)
    read = review.prints(staging, facts)
    check = partial(review.remembered, setting.memo, setting.work)
    recounted = review.recount(staging, facts, standard, tables_of(results), county.plan, county.layers, read, check)
    before = found(county, results)
    again = review.waived(recounted, county.plan.rulings)
    if verdict(before) and not verdict(before + again):
        made = run_stage("dossier", setting, {**results, "dossier": StageResult(findings=recounted)})
        read = review.prints(staging, facts)
    result = replace(made, findings=made.findings + recounted)
    results = {**results, "dossier": result}
    findings = found(county, results)
    review.write(
        staging / review.FOLDER,
        county.plan.project.name,
        findings,
        standard,
        facts,
        county.plan,
        tables=tables_of(results),
        root=county.root,
        layers=county.layers,
    )
    manifest.seal(staging, county.sources, facts, verdict(findings), standard, out / "dossier")
    return result, read


def _publish(county: County, results: Results, out: Path, staging: Path, read: review.ReadBack) -> None:
    """Write ledger and archive beside, then switch them together with the dossier."""
    ledger = store.Ledger(
        {name: result.facts for name, result in results.items()},
        tuple(county.sources.values()),
        review.printed_at(read, load()),
    )
    beside = next_to(out / "ledger.sqlite")
    remove(beside)
    store.write(beside, ledger)
    packed = next_to(out / archive.ARCHIVE)
    remove(packed)
    archive.write_archive(staging, packed, file_name(county.plan.project.name))
    publish(out, ("dossier", archive.ARCHIVE, "ledger.sqlite"))
