"""Plans by people who had not seen the auditor: what is found stays found, and no lawful twin gets a new error."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from audit.unseen_texts import SETS, UNSEEN, measured, planted


def _gaps(name: str) -> set[str]:
    with (UNSEEN / "gaps.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"] for row in csv.DictReader(file) if row["set"] == name}


@pytest.mark.parametrize("name", SETS)
def test_what_is_found_and_what_is_not(name: str) -> None:
    result = measured(name)
    false = {f"{text} {fault.code} {fault.got}" for text, fault in result.false}
    assert {label.id for label in result.missed} | false == _gaps(name)


@pytest.mark.parametrize("name", SETS)
def test_labels_point_into_their_texts(name: str) -> None:
    labels = planted(name)
    assert len({label.id for label in labels}) == len(labels) >= 60
    for label in labels:
        text = Path(UNSEEN / name / f"{label.file}.txt").read_text(encoding="utf-8")
        assert text[label.start : label.end].strip(), label.id
