"""One mutant of each kind: its fault is found at its place, and a harmless change is passed over in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

import mutants
from shanshui import pipeline

SEED = 11
TILES = 2
"""Tiles of four sub-projects in the larger county."""


@pytest.fixture(scope="session")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return mutants.write(tmp_path_factory.mktemp("larger") / "county", TILES)


def test_a_larger_correct_county_has_no_finding(larger: Path) -> None:
    assert [(f.code, f.subject, f.got) for f in pipeline.check(larger).findings] == []


@pytest.mark.parametrize("kind", mutants.KINDS, ids=lambda kind: kind.name)
def test_the_fault_is_found(kind: mutants.Kind, larger: Path) -> None:
    verdict = mutants.judge(kind, larger, SEED)
    said = [(f.code, f.subject, f.place.sheet or f.place.layer, f.got) for f in verdict.new]
    assert verdict.found, f"{kind.why} Said: {said}"
    assert not kind.harmless or not verdict.alarms
    assert len(verdict.alarms) <= 1, [(f.code, f.subject, f.got) for f in verdict.alarms]


def test_kinds_are_many_and_each_has_its_reason() -> None:
    assert len({kind.name for kind in mutants.KINDS}) == len(mutants.KINDS) >= 60
    assert all(kind.why for kind in mutants.KINDS)


def test_the_same_seed_plants_the_same_fault(larger: Path) -> None:
    kind = next(kind for kind in mutants.KINDS if kind.name == "funding_digit")
    first, second = (mutants.judge(kind, larger, SEED).new for _ in range(2))
    assert [(f.code, f.subject, f.got) for f in first] == [(f.code, f.subject, f.got) for f in second]
