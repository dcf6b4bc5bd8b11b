"""Stages one after the other, each run only where something it read has changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path

from shanshui.pipeline.digests import RESULTS, digests, least, unchanged
from shanshui.pipeline.outcome import Progress
from shanshui.pipeline.stages import STAGES, Results, Setting, run_stage
from shanshui.stage import StageResult
from shanshui.workspace import Journal, codec, digest

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
    before = ""
    for name in STAGES[: STAGES.index(to) + 1]:
        progress(name, "started")
        digest_of = digests(setting.county, results, before, out)
        body = setting.memo.recall(name, partial(unchanged, digest_of))
        if body is not None and (name != "dossier" or whole()):
            results[name] = StageResult(*codec.loads(body))
            before = digest(before + sha256(body).hexdigest())
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
            taken = {read: digest_of(read) for read in (RESULTS, *least(reads.names))}
        result = results[name]
        body = codec.dumps((result.facts, result.tables, result.findings))
        setting.memo.keep(name, taken, body)
        before = digest(before + sha256(body).hexdigest())
        progress(name, "done")
    return results, tuple(kept)
