"""Work that is done by a process of its own: one request as JSON, one answer, a time limit."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from typing import Any


class WorkerError(Exception):
    """The worker is not there, failed, died, or took too long; the message says which."""


def plain_environment() -> dict[str, str]:
    """Our environment without what would lead another interpreter astray."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}


def ask(command: Sequence[str], request: Mapping[str, Any], timeout: float) -> Mapping[str, Any]:
    """Start a worker, hand it one request on standard input, and take its answer.

    Parameters
    ----------
    command : sequence of str
        Interpreter and script; the script answers one line of JSON with ``ok``, and ``error`` where it is false.
    request : mapping
        Plain values.
    timeout : float
        Longest time [s].

    Returns
    -------
    mapping
        The answer.

    Raises
    ------
    WorkerError
        Where there is no such interpreter, or no good answer in time.
    """
    if not command[0]:
        raise WorkerError("no interpreter for it on this machine")
    text = json.dumps(request, ensure_ascii=False).encode()
    try:
        done = subprocess.run(
            list(command), input=text, capture_output=True, timeout=timeout, check=False, env=plain_environment()
        )
    except subprocess.TimeoutExpired:
        raise WorkerError(f"it took longer than {timeout:.0f} s") from None
    except OSError as error:
        raise WorkerError(f"{command[0]}: {error.strerror}") from error
    lines = done.stdout.decode("utf-8", "replace").strip().splitlines()
    try:
        answer = json.loads(lines[-1])
    except (IndexError, ValueError):
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise WorkerError(f"it ended with code {done.returncode}: {said[-1] if said else 'no answer'}") from None
    if not answer.get("ok"):
        raise WorkerError(str(answer.get("error", "no reason given")))
    return dict(answer)
