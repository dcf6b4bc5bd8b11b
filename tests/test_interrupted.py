"""A build that is killed leaves the last dossier whole; the next one completes and equals an undisturbed one."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import county
from shanshui.dossier import manifest
from shanshui.pipeline import STAGES
from shanshui.workspace import recover

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")


def _start(root: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "shanshui", "build", str(root)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def _build(root: Path) -> None:
    assert _start(root).wait(timeout=240) in (0, 1)


def _contents(root: Path) -> dict[str, str]:
    manifest = json.loads((root / "build" / "dossier" / "manifest.json").read_text(encoding="utf-8"))
    return {file["path"]: file["content"] for file in manifest["files"]}


def _killed_in(root: Path, stage: str) -> None:
    """Start a build and kill it, with its children, as soon as the stage has begun."""
    journal = root / "build" / "journal.jsonl"
    before = journal.stat().st_size if journal.exists() else 0
    process = _start(root)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        lines = journal.read_bytes()[before:].decode(errors="ignore") if journal.exists() else ""
        if f'"event": "{stage}", "outcome": "started"' in lines:
            break
        time.sleep(0.002)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = county.write(tmp_path_factory.mktemp("interrupted") / "county")
    _build(root)
    return root


def test_killed_in_every_stage(built: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(built, tmp_path / "county"))
    undisturbed = _contents(root)
    memo = root / "build" / "work" / "memo"
    for kept in memo.glob("*.memo"):  # drawn maps may be kept, stages run anew
        kept.unlink()
    for stage in ("read", *STAGES, "publish"):  # each goes on from what the one killed before it has finished
        _killed_in(root, stage)
        recover(root / "build")
        assert manifest.is_whole(root / "build" / "dossier"), stage
    _build(root)
    assert manifest.is_whole(root / "build" / "dossier")
    assert _contents(root) == undisturbed
