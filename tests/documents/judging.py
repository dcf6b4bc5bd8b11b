"""Whether a spoilt document is borne: read in time to what keeps its word and audited, or refused; nothing else."""

from __future__ import annotations

import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from documents.mutation import CANARY, mutant
from shanshui.audit.auditing import understand
from shanshui.audit.checks import run_checks
from shanshui.documents import Document, read
from shanshui.errors import DataError
from shanshui.standard.rules import load_rules

SECONDS = 10
_watched: dict[str, Any] = {"path": None, "opened": []}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one document fared.

    Parameters
    ----------
    number : int
        Of the document.
    ending : str
        Of its file.
    fault : str
        What went wrong; empty where nothing did.
    refused : bool
        Whether it was refused.
    seconds : float
        Time taken.
    """

    number: int
    ending: str
    fault: str
    refused: bool
    seconds: float


def judge(number: int) -> Verdict:
    """Read and audit one spoilt document."""
    with tempfile.TemporaryDirectory(prefix="fuzz") as folder:
        outside = Path(folder) / "outside.txt"
        outside.write_text(CANARY, encoding="utf-8")
        ending, data = mutant(number, str(outside))
        path = Path(folder) / f"plan{ending}"
        path.write_bytes(data)
        start = time.process_time()
        fault, refused = _fault(path)
        return Verdict(number, ending, fault, refused, time.process_time() - start)


def broken_word(document: Document) -> str:
    """What of its promises a document does not keep; empty where it keeps them all."""
    before = 0
    for block in document.blocks:
        words = document.words(block)
        if not before <= block.start < block.end <= len(document.text) or words != words.strip():
            return f"block {block} after {before}"
        before = block.end
    for table in document.tables:
        taken: set[tuple[int, int]] = set()
        for cell in table.cells:
            if not (cell.row + cell.down <= table.rows and 0 <= cell.start <= cell.end <= len(document.text)):
                return f"cell {cell} of table {table.number}"
            if cell.text and (cell.row, cell.column) in taken:
                return f"two cells at {cell.row}, {cell.column} of table {table.number}"
            taken.add((cell.row, cell.column))
        if not 0 <= table.heads <= max(table.rows - 1, 0):
            return f"{table.heads} heads of {table.rows} rows"
    return "the file outside" if CANARY in document.text else ""


def _fault(path: Path) -> tuple[str, bool]:
    try:
        with _alarm(), _watch(path) as opened:
            document = read(path)
    except DataError as error:
        known = error.problem in load_rules() and bool(error.detail)
        return ("" if known else f"refused without a rule: {error}"), True
    except TimeoutError:
        return f"more than {SECONDS} s", False
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:200], False
    return broken_word(document) or (f"opened {opened[0]}" if opened else "") or _audited(document), False


def _audited(document: Document) -> str:
    """What goes wrong when the document is understood and checked; empty where nothing does."""
    try:
        with _alarm():
            findings = run_checks(understand(document))
    except TimeoutError:
        return f"the audit takes more than {SECONDS} s"
    except Exception as error:
        return f"the audit stops: {type(error).__name__}: {error}"[:200]
    quotes = (quote for finding in findings for quote in finding.quotes)
    wrong = next((quote for quote in quotes if document.text[quote.start : quote.end] != quote.text), None)
    return f"quotation {wrong}" if wrong else ""


@contextmanager
def _alarm() -> Iterator[None]:
    def ring(_: int, __: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)  # of the processor, since other work may share it
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextmanager
def _watch(path: Path) -> Iterator[list[str]]:
    """Names of files opened, and of hosts called, but for the document itself and Python's own modules."""
    if not _watched.get("hooked"):
        sys.addaudithook(_heard)
        _watched["hooked"] = True
    _watched.update(path=str(path), opened=[])
    try:
        yield _watched["opened"]
    finally:
        _watched["path"] = None


def _heard(event: str, details: tuple[Any, ...]) -> None:
    if _watched["path"] is None:
        return
    if event == "open" and str(details[0]) != _watched["path"] and not str(details[0]).endswith((".py", ".pyc", ".so")):
        _watched["opened"].append(str(details[0]))
    elif event in ("socket.connect", "subprocess.Popen", "os.system"):
        _watched["opened"].append(event)
