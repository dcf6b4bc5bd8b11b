"""One build at a time in a build folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from shanshui.errors import UsageError


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Hold the build folder for this process alone.

    Raises
    ------
    UsageError
        Where another build holds it, or nothing can be written there.
    """
    lock = FileLock(out / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise UsageError(f"another build is at work in {out}; wait for it, or give this one another -o") from None
    except OSError as error:
        raise UsageError(f"nothing can be written in {out} ({error.strerror}); give another folder with -o") from None
    try:
        yield
    finally:
        lock.release()
