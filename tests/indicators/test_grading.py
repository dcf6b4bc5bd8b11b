import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.indicators.grading import graded, merged
from shanshui.standard.method.grades import load_scales, scale


@pytest.mark.parametrize(
    ("name", "value", "grade"),
    [
        ("vegetation_cover", 0.2999, 1), ("vegetation_cover", 0.3, 2), ("vegetation_cover", 0.45, 3),
        ("vegetation_cover", 0.6, 4), ("vegetation_cover", 0.75, 5), ("vegetation_cover", 1.0, 5),
        ("quality", 100, 1), ("quality", 75, 1), ("quality", 74.999, 2), ("quality", 55, 2), ("quality", 35, 3),
        ("quality", 20, 4), ("quality", 19.999, 5), ("quality", 0, 5),
        ("slope", 2.0, 1), ("slope", 2.001, 2), ("slope", 25.0, 4), ("slope", 25.001, 5),
        ("desertification", 0.05, 5), ("desertification", 0.1, 4), ("desertification", 0.3, 3),
        ("desertification", 0.5, 2),
        ("karst_cover", 0.8, 1), ("karst_cover", 0.2, 4), ("karst_cover", 0.1999, 5), ("karst_slope", 5, 2),
        ("forest_degradation", 0.9, 1), ("forest_degradation", 0.6, 3), ("forest_degradation", 0.2999, 5),
        ("grass_degradation", 0.7, 3), ("grass_degradation", 0.4999, 5), ("wetland_shrinkage", 0.05, 2),
        ("wetland_shrinkage", 0.5, 5), ("tli", 50, 3), ("tli", 70, 5), ("ei", 55, 2), ("ei_change", 3, 3),
        ("redline_rain", 100, 3), ("redline_rain", 600, 5), ("redline_relief", 50, 1), ("redline_index", 2.0, 3),
        ("redline_index", 4.0, 2), ("redline_index", 4.01, 1), ("redline_cover", 0.2, 3), ("redline_cover", 0.6, 1),
        ("salinisation_moist_chloride", 6, 5), ("salinisation_moist_sulphate", 6, 4),
    ],
)  # fmt: skip
def test_borders_of_every_scale(name: str, value: float, grade: int) -> None:
    found = scale(name)
    assert found.of(value).grade == grade
    assert graded(np.array([value]), found.limits, found.numbers, found.closed).tolist() == [grade]


@pytest.mark.parametrize("name", sorted(load_scales()))
@given(values=st.lists(st.floats(0, 200), min_size=2, max_size=20))
def test_grades_are_monotone_and_known(name: str, values: list[float]) -> None:
    found = scale(name)
    grades = graded(np.sort(np.array(values)), found.limits, found.numbers, found.closed)
    assert set(grades.tolist()) <= set(found.numbers)
    steps = np.diff(grades)
    assert (steps >= 0).all() or (steps <= 0).all()


def test_no_data_and_wrong_limits() -> None:
    assert graded(np.array([np.nan]), (1.0,), (1, 2)).tolist() == [0]
    with pytest.raises(ValueError, match="ascend"):
        graded(np.zeros(1), (2.0, 1.0), (1, 2, 3))
    with pytest.raises(ValueError, match="one more"):
        graded(np.zeros(1), (1.0,), (1, 2, 3))


def test_merged_passes_over_what_is_not_known() -> None:
    one, other = np.array([1, 0, 3, 0], np.int32), np.array([2, 2, 0, 0], np.int32)
    assert merged(one, other).tolist() == [2, 2, 3, 0]
    assert merged(one, other, worst=False).tolist() == [1, 2, 3, 0]
