"""Dask clusters with workers in processes of their own, for tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import distributed

TESTS = Path(__file__).resolve().parent


@contextmanager
def two_workers(threads: int = 1) -> Iterator[str]:
    """Address of a cluster of two processes, which come back when they die."""
    with lone_scheduler() as (address, _):
        with _running("dask_worker", address, "--nworkers", "2", "--nthreads", str(threads)):
            with distributed.Client(address, timeout=60, set_as_default=False) as client:
                client.wait_for_workers(2, timeout=60)
            yield address


@contextmanager
def lone_scheduler() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Address and process of a scheduler without workers."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "scheduler.json"
        with _running("dask_scheduler", "--port", "0", "--scheduler-file", str(told)) as process:
            for _ in range(300):
                if told.exists() and told.read_text():
                    break
                time.sleep(0.1)
            yield str(json.loads(told.read_text())["address"]), process


@contextmanager
def lone_worker(address: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker of a scheduler that nobody starts again."""
    with _running("dask_worker", address, "--no-nanny", "--nthreads", "1") as process:
        yield process


@contextmanager
def _running(program: str, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", f"distributed.cli.{program}", "--host", "127.0.0.1", "--no-dashboard", *options]
    settings = {
        "PYTHONPATH": os.pathsep.join([str(TESTS), os.environ.get("PYTHONPATH", "")]),
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "2",
    }
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env={**os.environ, **settings}, stdout=quiet, stderr=quiet)
    try:
        yield process
    finally:
        process.terminate()  # so that it ends its own workers
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
