"""A build that is killed, or that finds no room or bad words, leaves a whole dossier behind."""

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


def test_killed_in_every_stage(built_county: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(built_county, tmp_path / "county"))
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


LARGEST = 150_000
"""Bytes of a file that a disk without room takes: less than the report, more than what comes before it."""

BAD = {
    "importance.need": "面积{{ fact('scope.arae') }}\n\n![图](pictures/none.png)\n\n$$ \\fracc{a}{b} $$\n\n后文。",
    "benefits.social": "面积{{ fact('scope.area' }}",
    "monitoring.adaptive": "{% for a in subprojects %}" * 14 + "x" + "{% endfor %}" * 14,
    "targets.overall": "{{ factt('scope.area') }}",
    "units.content": "",
}
FOUND = {
    ("NARRATIVE-FACT", "importance.need", 1),
    ("NARRATIVE-PICTURE", "importance.need", 3),
    ("NARRATIVE-EQUATION", "importance.need", 5),
    ("NARRATIVE-SYNTAX", "benefits.social", 1),
    ("NARRATIVE-LIMIT", "monitoring.adaptive", 1),
    ("NARRATIVE-NAME", "targets.overall", 1),
    ("NARRATIVE-EMPTY", "units.content", None),
    ("NARRATIVE-FILE", "units.modes", None),
}


def _without_room() -> None:
    import resource  # POSIX only

    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))


def test_without_room_on_the_disk_the_last_dossier_stays(built_county: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(built_county, tmp_path / "county"))
    before = _contents(root)
    (root / "chapters").mkdir()
    (root / "chapters" / "importance.need.md").write_text("另有一段。", encoding="utf-8")
    command = [sys.executable, "-m", "shanshui", "build", str(root)]
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=_without_room, timeout=240, check=False)
    assert done.returncode == 2, done.stderr
    assert "stands as it was" in done.stderr
    assert "Traceback" not in done.stderr
    assert manifest.is_whole(root / "build" / "dossier")
    assert _contents(root) == before


def test_bad_words_of_the_planner_are_told_and_the_dossier_is_whole(built_county: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(built_county, tmp_path / "county"))
    (root / "chapters" / "units.modes.md").mkdir(parents=True)
    for name, text in BAD.items():
        (root / "chapters" / f"{name}.md").write_text(text, encoding="utf-8")
    _build(root)
    assert manifest.is_whole(root / "build" / "dossier")
    told = json.loads((root / "build" / "dossier" / "审查" / "findings.json").read_text(encoding="utf-8"))["findings"]
    places = {(f["code"], f["place"].get("file"), f["place"].get("row")) for f in told}
    assert {(code, f"chapters/{name}.md", row) for code, name, row in FOUND} <= places
