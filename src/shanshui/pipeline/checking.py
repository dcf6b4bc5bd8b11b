"""``check``: all rules on a project folder, nothing written."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from shanshui.geo import tasks
from shanshui.pipeline.build_folder import memo_in
from shanshui.pipeline.county import read_county
from shanshui.pipeline.digests import digests, unchanged
from shanshui.pipeline.outcome import Outcome, Progress, quiet
from shanshui.pipeline.stages import CHECKED, Setting, found, run_stage
from shanshui.remarks import verdict
from shanshui.stage import StageResult
from shanshui.standard import load
from shanshui.workspace import codec


def check(root: Path, progress: Progress = quiet, out: Path | None = None) -> Outcome:
    """Inspect a project folder: files, layers, tables, rules; writes nothing.

    Parameters
    ----------
    root : Path
        The project folder.
    progress : callable
        Told what happens.
    out : Path, optional
        A build folder; what its build kept is used where nothing that it was made from has changed, so that layers
        are not inspected twice. ``root/build`` where absent.
    """
    standard = load()
    county, findings = read_county(root, standard)
    if county is None:
        return Outcome(root.name, findings, verdict(findings))
    build = out or root / "build"
    setting = Setting(county, standard, memo_in(build), root, root, tasks.Local())
    results: dict[str, StageResult] = {}
    for name in CHECKED:
        progress(name, "started")
        kept = setting.memo.recall(name, partial(unchanged, digests(county, results, "", build)))
        results[name] = StageResult(*codec.loads(kept)) if kept is not None else run_stage(name, setting, results)
        progress(name, "done" if kept is None else "kept")
    findings = found(county, results)
    return Outcome(county.plan.project.name, findings, verdict(findings), county.plan)
