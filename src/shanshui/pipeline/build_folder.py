"""The build folder: held by one run at a time, and whole again before it begins."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from shanshui.errors import UsageError
from shanshui.geo import tasks
from shanshui.workspace import Journal, Memo, alone, recover

JOURNAL = "journal.jsonl"
"""Name of the run log in the build folder."""


def memo_in(out: Path) -> Memo:
    """Results of earlier runs in a build folder."""
    return Memo(out / "work" / "memo")


@contextmanager
def held(root: Path, out: Path | None) -> Iterator[Path]:
    """Hold the build folder of a project, made where it is not there yet.

    Parameters
    ----------
    root : Path
        The project folder.
    out : Path or None
        The build folder; ``root/build`` where None.

    Raises
    ------
    UsageError
        Where it cannot be made, or another run is at work in it.
    """
    out = out or root / "build"
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"the build folder {out} cannot be made ({error.strerror}); give another with -o") from None
    with alone(out):
        recover(out)
        yield out


@contextmanager
def workers(root: Path, out: Path, address: str) -> Iterator[tuple[Path, Path, tasks.Scheduler]]:
    """Who walks over the rasters, with the paths under which everybody sees project and build folder.

    Parameters
    ----------
    root, out : Path
        Project and build folder.
    address : str
        Of a Dask cluster; the cores of this machine where empty.
    """
    if not address:
        yield root, out, tasks.Local()
        return
    root, out = root.resolve(), out.resolve()
    Journal(out / JOURNAL).write("cluster", address=address)
    with tasks.scheduler(address, (root / "project.yaml", out / JOURNAL)) as cluster:
        yield root, out, cluster


def settle(out: Path) -> None:
    """Finish what a killed build left in a build folder; hands off where a build is at work, or nothing can be."""
    with suppress(UsageError), alone(out):
        recover(out)
