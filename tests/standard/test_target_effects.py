"""How works move the indicators of targets: every row names things that exist."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shanshui.quantity import convert
from shanshui.standard import load
from shanshui.standard.method.choices import load_choices
from shanshui.standard.method.effect_quantities import load_quantities
from shanshui.standard.method.target_effects import TargetEffect, load_target_effects

STANDARD = load()
ROWS = tuple(load_target_effects().values())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.indicator)
def test_a_relation_names_what_there_is(row: TargetEffect) -> None:
    kind, _, name = row.adds.partition(".")
    assert row.indicator in STANDARD.performance or row.indicator in STANDARD.indicators
    assert name in (load_quantities() if kind == "effect" else STANDARD.performance)
    assert set(row.works) <= STANDARD.performance.keys()
    assert not row.delay or load_choices()[row.delay].unit == "a"
    assert row.sign in (1, -1)
    assert row.source


def test_the_sign_follows_the_better_direction() -> None:
    for row in ROWS:
        measured = STANDARD.indicators.get(row.indicator)
        if measured is not None:
            assert row.sign == (1 if measured.better == "more" else -1), row.indicator


def test_a_tonne_on_a_square_metre_is_a_million_on_a_square_kilometre() -> None:
    assert convert(Decimal(1), "km2", "m2") == Decimal(str(load_target_effects()["051"].scale))
    assert load_target_effects()["071"].factor == -1e6
