"""Stages one after the other, each run only where something it read has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from shanshui.pipeline.digests import digests, least
from shanshui.pipeline.outcome import Progress
from shanshui.pipeline.stages import STAGES, Results, Setting, run_stage
from shanshui.stage import StageResult
from shanshui.workspace import Journal, codec

Special = Callable[[Results], StageResult]
"""Runs a stage in a way of its own."""


def through(
    to: str,
    setting: Setting,
    out: Path,
    journal: Journal,
    progress: Progress,
    dossier: Special | None = None,
    whole: Callable[[], bool] = lambda: True,
) -> tuple[dict[str, StageResult], tuple[str, ...]]:
    """Run the stages up to one, or take over what they found out the last time.

    Parameters
    ----------
    to : str
        Last stage to run.
    setting : Setting
        What they share.
    out : Path
        The build folder.
    journal : Journal
        Notes how long each took.
    progress : callable
        Told what happens.
    dossier : callable, optional
        Runs the dossier: made, proofread and published.
    whole : callable, optional
        Whether the published dossier is still as it was sealed.

    Returns
    -------
    results : dict of StageResult
        By stage.
    kept : tuple of str
        Stages whose earlier result was used again.
    """
    results: dict[str, StageResult] = {}
    kept: list[str] = []
    for name in STAGES[: STAGES.index(to) + 1]:
        progress(name, "started")
        digest_of = digests(setting.county, results, out)
        body = setting.memo.recall(name, digest_of)
        if body is not None and (name != "dossier" or whole()):
            results[name] = StageResult(*codec.loads(body))
            kept.append(name)
            progress(name, "kept")
            continue
        with journal.timed(name), setting.county.reads.apart() as reads:
            special = dossier if name == "dossier" else None
            results[name] = special(results) if special else run_stage(name, setting, results)
            if name == "assess":
                reads.note("fields")
            if name == "layout":
                reads.note("certificates")
            if name == "dossier":
                reads.note("published")
            taken = {read: digest_of(read) for read in least(reads.names)}
        result = results[name]
        setting.memo.keep(name, taken, codec.dumps((result.facts, result.tables, result.findings)))
        progress(name, "done")
    return results, tuple(kept)
