"""Short passages of invented plans with one contradiction, each beside a lawful twin, by somebody who had not seen us.

A pair is found where an error or a warning quotes one of its ``quotes``. The lawful twin has no error. Pairs with
``certain: false`` need judgement; what is certain and not found is listed in ``pairs/gaps.csv``.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import yaml

from shanshui.audit.auditing import Audited, audit
from shanshui.standard.rules import load_rules

PAIRS = Path(__file__).parent / "pairs"
TOPICS = tuple(sorted(path.stem for path in PAIRS.glob("*.yaml")))
GENERAL = ("AUDIT-OUTLINE", "AUDIT-NATURE")


def _pairs(topic: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((PAIRS / f"{topic}.yaml").read_text(encoding="utf-8")))


def _gaps(topic: str) -> set[str]:
    with (PAIRS / "gaps.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"] for row in csv.DictReader(file) if row["topic"] == topic}


def _read(text: str, folder: Path) -> Audited:
    path = folder / "text.txt"
    path.write_text(text, encoding="utf-8")
    return audit(path)


def _is_found(done: Audited, quotes: list[str]) -> bool:
    rules, text = load_rules(), done.document.text
    marks = [
        (at, at + len(quote)) for quote in map(str, quotes) for at in range(len(text)) if text.startswith(quote, at)
    ]
    told = [f for f in done.findings if rules[f.code].severity != "note" and not f.code.startswith(GENERAL)]
    return any(q.start < end and start < q.end for f in told for q in f.quotes for start, end in marks)


def _errors(done: Audited) -> list[str]:
    rules = load_rules()
    return [f.code for f in done.findings if rules[f.code].severity == "error" and not f.code.startswith(GENERAL)]


@pytest.mark.parametrize("topic", TOPICS)
def test_what_is_found_and_what_is_not(topic: str, tmp_path: Path) -> None:
    missed = {
        pair["id"]
        for pair in _pairs(topic)
        if pair["certain"] and not _is_found(_read(pair["broken"], tmp_path), pair["quotes"])
    }
    assert missed == _gaps(topic)


@pytest.mark.parametrize("topic", TOPICS)
def test_lawful_twins_have_no_error(topic: str, tmp_path: Path) -> None:
    told = {pair["id"]: _errors(_read(pair["lawful"], tmp_path)) for pair in _pairs(topic)}
    assert {name: codes for name, codes in told.items() if codes} == {}
