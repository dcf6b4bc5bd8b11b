import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.indicators import diagnosis
from shanshui.standard.method.grades import load_scales

SHARES = st.floats(0, 1, allow_nan=False)
FDI = (0.3, 0.6, 0.75, 0.9)


def test_grades_at_the_borders_of_forest_degradation() -> None:
    values = [1.0, 0.9, 0.8999, 0.75, 0.7499, 0.6, 0.5999, 0.3, 0.2999, 0.0]
    assert diagnosis.grade_of(values, FDI, (5, 4, 3, 2, 1)).tolist() == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_no_data_has_no_grade() -> None:
    assert diagnosis.grade_of(float("nan"), FDI, (5, 4, 3, 2, 1)) == 0
    assert diagnosis.half_up(float("nan")) == 0
    assert np.isnan(diagnosis.mean_grade([0.0, 0.0], [1, 2]))


def test_limits_may_differ_from_run_to_run() -> None:
    assert diagnosis.grade_of([0.5, 0.5], [[0.4, 0.6], [0.2, 0.3]], (1, 2, 3)).tolist() == [2, 3]


def test_grades_must_fit_limits() -> None:
    with pytest.raises(ValueError, match="one more than limits"):
        diagnosis.grade_of([0.5], [0.4], (1,))


def test_combined_by_hand() -> None:
    # (2*4 + 1*1) / 3 = 3 ; (2*2 + 1*3) / 3 = 2.33 ; (1 + 2) / 2 = 1.5 is rounded up
    assert diagnosis.combined([4, 1], [2, 1]) == 3
    assert diagnosis.combined([2, 3], [2, 1]) == 2
    assert diagnosis.combined([1, 2], [1, 1]) == 2
    assert diagnosis.combined([0, 3], [5, 1]) == 3
    with pytest.raises(ValueError, match="negative"):
        diagnosis.combined([1], [-1])


@given(st.lists(st.integers(0, 5), min_size=1, max_size=6), st.data())
def test_combined_rises_with_each_part(grades: list[int], data: st.DataObject) -> None:
    weights = data.draw(st.lists(st.floats(0, 5), min_size=len(grades), max_size=len(grades)))
    which = data.draw(st.integers(0, len(grades) - 1))
    if grades[which] in (0, 5):
        return
    worse = [*grades]
    worse[which] += 1
    assert diagnosis.combined(worse, weights) >= diagnosis.combined(grades, weights)


@given(SHARES, SHARES, st.sampled_from(sorted(load_scales())))
def test_every_scale_is_monotone(one: float, other: float, name: str) -> None:
    scale = load_scales()[name]
    low, high = sorted((one, other))
    span = (scale.limits[0] - 1, scale.limits[-1] + 1)
    values = [span[0] + (span[1] - span[0]) * share for share in (low, high)]
    first, second = diagnosis.grade_of(values, scale.limits, scale.numbers)
    rising = scale.numbers[-1] > scale.numbers[0]
    assert (first <= second) if rising else (first >= second)


@given(st.floats(0, 100), st.integers(0, 50))
def test_shaking_is_seeded_and_never_below_nothing(value: float, seed: int) -> None:
    one, other = (diagnosis.shaken(value, None, 0.5, 50, np.random.default_rng(seed)) for _ in range(2))
    assert (one == other).all()
    assert (one >= 0).all()


def test_an_interval_is_shaken_by_its_own_width() -> None:
    runs = diagnosis.shaken(10.0, (8.04, 11.96), 0.9, 100_000, np.random.default_rng(1))
    assert runs.std() == pytest.approx(1.0, rel=0.02)  # a tenth of the statistical error of 1e5 runs, generously
    assert runs.mean() == pytest.approx(10.0, abs=0.02)


def test_shaken_limits_stay_in_order() -> None:
    limits = diagnosis.shaken_limits((1.0, 2.0, 4.0), 0.3, 500, np.random.default_rng(2))
    assert limits.shape == (500, 3)
    assert (np.diff(limits, axis=1) >= 0).all()


def test_without_spread_every_run_keeps_the_grade() -> None:
    chance = np.random.default_rng(3)
    values, limits = diagnosis.shaken(0.8, None, 0, 20, chance), diagnosis.shaken_limits(FDI, 0, 20, chance)
    assert diagnosis.steadiness(diagnosis.grade_of(values, limits, (5, 4, 3, 2, 1)), 2) == 1.0


def test_near_a_border_a_grade_is_unsteady() -> None:
    chance = np.random.default_rng(4)
    far, near = (
        diagnosis.steadiness(
            diagnosis.grade_of(diagnosis.shaken(value, None, 0.05, 2000, chance), FDI, (5, 4, 3, 2, 1)), grade
        )
        for value, grade in ((0.45, 4), (0.76, 2))
    )
    assert far > 0.99
    assert 0.4 < near < 0.75
