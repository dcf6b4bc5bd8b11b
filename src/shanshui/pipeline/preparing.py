"""The stages before a proposal: what was found out, and plan and workspace as whoever comes next sees them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from shanshui.errors import UsageError
from shanshui.geo import tasks
from shanshui.pipeline.build_folder import JOURNAL, held, memo_in, workers
from shanshui.pipeline.chain import through
from shanshui.pipeline.county import County, read_county
from shanshui.pipeline.outcome import Progress, quiet
from shanshui.pipeline.stages import Results, Setting, seen
from shanshui.plan import Plan
from shanshui.standard import Standard, load
from shanshui.workspace import Journal, Workspace, next_to


@dataclass(frozen=True, slots=True)
class Prepared:
    """A county with what the stages found out about it.

    Parameters
    ----------
    county : County
        The project folder, read.
    results : mapping of stage to StageResult
        What they found out.
    plan : Plan
        What was entered.
    workspace : Workspace
        With the facts, tables and findings of all those stages.
    standard : Standard
        Clauses, tables, words.
    """

    county: County
    results: Results
    plan: Plan
    workspace: Workspace
    standard: Standard


def prepared(
    root: Path, out: Path | None = None, to: str = "finance", progress: Progress = quiet, scheduler: str = ""
) -> Prepared:
    """Run the stages up to one and give what stands then; kept results are used again.

    Parameters
    ----------
    root, out, to, progress, scheduler
        As :func:`shanshui.pipeline.build` has them.

    Raises
    ------
    UsageError
        Where ``project.yaml`` cannot be read, or another build is at work in ``out``.
    """
    with held(root, out) as folder, workers(root, folder, scheduler) as (base, place, cluster):
        return prepare(base, place, to, progress, cluster)


def prepare(root: Path, out: Path, to: str, progress: Progress, scheduler: tasks.Scheduler) -> Prepared:
    """The same in a build folder that is held already."""
    standard, journal = load(), Journal(out / JOURNAL)
    with journal.timed("read"):
        county, findings = read_county(root, standard)
    if county is None:
        said = "; ".join(dict.fromkeys(f"{f.code} {f.got}".strip() for f in findings))
        raise UsageError(f"{root / 'project.yaml'} cannot be read ({said}); run `shanshui check {root}` and mend it")
    setting = Setting(county, standard, memo_in(out), out / "work", next_to(out / "dossier"), scheduler)
    results, _ = through(to, setting, out, journal, progress)
    _, workspace = seen(setting, results)
    return Prepared(county, results, county.plan, workspace, standard)
