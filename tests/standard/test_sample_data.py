"""Parameters and limits of water and soil, lists of words, and what bears out a problem: sound and of one piece."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from shanshui.standard import load
from shanshui.standard.judging.attestation import attest_where
from shanshui.standard.judging.problems import problem_evidence
from shanshui.standard.judging.quality import (
    WATER_CLASSES,
    Land,
    plain,
    sample_parameters,
    soil_limit,
    water_class,
    water_limits,
)
from shanshui.standard.judging.rule_words import load_rule_words
from shanshui.standard.judging.unit_slips import unit_slips

STANDARD = load()


def test_every_limit_is_of_a_parameter_that_is_known() -> None:
    assert {parameter for parameter, _ in water_limits()} <= {p.name for p in sample_parameters("water").values()}
    assert all(plain(name) in sample_parameters("soil") for name in ("镉", "汞", "砷", "铅", "铬", "铜", "镍", "锌"))


@pytest.mark.parametrize("parameter", sorted({parameter for parameter, _ in water_limits()}))
def test_a_better_class_of_water_has_no_looser_limit(parameter: str) -> None:
    limits = [water_limits()[parameter, known] for known in WATER_CLASSES]
    assert all(
        better.value <= worse.value if better.better == "less" else better.value >= worse.value
        for better, worse in pairwise(limits)
    )


@pytest.mark.parametrize(("land", "ph", "value"), [("paddy", "5.5", "0.3"), ("paddy", "5.6", "0.4"),
                                                   ("other", "7.5", "0.3"), ("other", "7.6", "0.6"),
                                                   ("orchard", "7.6", "0.6")])  # fmt: skip
def test_screening_values_of_cadmium(land: Land, ph: str, value: str) -> None:
    found = soil_limit("镉", land, Decimal(ph))
    assert found is not None
    assert found.value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "known"), [("Ⅱ", "II"), ("II类", "II"), ("2类", "II"), ("劣Ⅴ类", ""), ("Ⅱ-Ⅲ", ""), ("", ""), ("达标", "")]
)
def test_classes_of_water_as_people_write_them(text: str, known: str) -> None:
    assert water_class(text) == known


def test_what_the_lists_cite_exists() -> None:
    for slip in unit_slips():
        assert STANDARD.clause_exists(slip.clause), slip.word
    problems = STANDARD.vocabularies["ecosystem_problem"]
    for key, proof in problem_evidence().items():
        assert key in problems
        assert STANDARD.clause_exists(proof.clause)
        assert {*proof.layers} <= set(STANDARD.layers)
        assert {*proof.indicators} <= set(STANDARD.indicators)
        assert proof.medium in ("", *STANDARD.vocabularies["sample_medium"])
    for number, where in attest_where().items():
        assert STANDARD.clauses[number].act == "attest"
        assert {*where.categories} <= set(STANDARD.vocabularies["subproject_category"])
        assert {*where.problems} <= set(problems)


def test_no_word_stands_twice_in_a_list() -> None:
    for name, words in load_rule_words().items():
        assert len({row.word for row in words}) == len(words), name
