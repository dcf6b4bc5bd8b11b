"""``check``: all rules on a project folder, nothing written."""

from __future__ import annotations

from pathlib import Path

from shanshui import review
from shanshui.geo import tasks
from shanshui.pipeline.county import read_county
from shanshui.pipeline.outcome import Outcome, Progress, quiet
from shanshui.pipeline.stages import CHECKED, Setting, found, run_stage
from shanshui.stage import StageResult
from shanshui.standard import load
from shanshui.workspace import Memo


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
    setting = Setting(county, standard, Memo(root), root, root, tasks.Local())
    results: dict[str, StageResult] = {}
    for name in CHECKED:
        progress(name, "started")
        results[name] = run_stage(name, setting, results)
        progress(name, "done")
    findings = found(county, results)
    return Outcome(county.plan.project.name, findings, review.verdict(findings), county.plan)
