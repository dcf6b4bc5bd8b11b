"""One mutant before the real ``check``: found or not, and what was said besides."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from mutants.folder import Folder
from mutants.kind import Kind
from shanshui import pipeline
from shanshui.finding import Finding


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a mutant was judged.

    Parameters
    ----------
    found : bool
        Whether a new finding of an accepted code points at the fault; of a harmless change, whether
        nothing was said but what is in order.
    alarms : tuple of Finding
        New findings that neither name the fault nor follow from it.
    new : tuple of Finding
        All that the unbroken county does not have.
    """

    found: bool
    alarms: tuple[Finding, ...]
    new: tuple[Finding, ...]


def judge(kind: Kind, template: Path, seed: int, known: Iterable[Finding] = ()) -> Verdict:
    """Plant one fault in a copy of a correct county and have it checked.

    Parameters
    ----------
    kind : Kind
        What to plant.
    template : Path
        The correct county; it is only read.
    seed : int
        Of the dice: the same seed plants the same fault.
    known : iterable of Finding
        What the correct county leaves to say.
    """
    with tempfile.TemporaryDirectory() as scratch:
        folder = Folder(Path(shutil.copytree(template, Path(scratch) / "county")))
        spots = kind.plant(folder, Random(seed))
        findings = pipeline.check(folder.root).findings
    left = Counter(_told(finding) for finding in known)
    new = []
    for finding in findings:
        if left[_told(finding)]:
            left[_told(finding)] -= 1
        else:
            new.append(finding)
    named = [f for f in new if f.code in kind.accepts and (not spots or any(spot.marks(f) for spot in spots))]
    alarms = tuple(f for f in new if f not in named and f.code not in kind.follows)
    return Verdict(not alarms if kind.harmless else bool(named), alarms, tuple(new))


def _told(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.subject, finding.got
