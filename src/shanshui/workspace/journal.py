"""The run log of a build folder: one JSON line per event, with time taken and peak memory."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter


def peak_memory() -> int:
    """Peak resident memory of this process so far [bytes]; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows has no such module
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


@dataclass(frozen=True, slots=True)
class Journal:
    """A log that is only ever appended to."""

    path: Path

    def write(self, event: str, **details: object) -> None:
        """Append one event."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **details}
        with self.path.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")

    @contextmanager
    def timed(self, event: str, **details: object) -> Iterator[None]:
        """Log an event when its block starts, and when it ends with its duration and how it ended."""
        self.write(event, outcome="started", **details)
        start, outcome = perf_counter(), "failed"
        try:
            yield
            outcome = "done"
        finally:
            seconds = round(perf_counter() - start, 3)
            self.write(event, outcome=outcome, seconds=seconds, peak_bytes=peak_memory(), **details)
