import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.indicators.degradation import Nutrient, karst_grade, shrinkage, trophic_index, within
from shanshui.standard.method.problems import karst_word, levels, load_nutrients

GRADES = st.integers(1, 5)


def codes(*values: int) -> np.ndarray:
    return np.array(values, np.int32)


def test_karst_by_hand() -> None:
    slope, cover, rock = codes(1, 5, 3, 0, 5), codes(4, 5, 1, 2, 5), codes(5, 1, 3, 5, 6)
    assert karst_grade(slope, cover, rock).tolist() == [4, 5, 3, 0, 1]
    assert karst_grade(slope, cover, rock, "worst").tolist() == [5, 5, 3, 0, 1]
    # (8 + 1 + 5) / 4 = 3.5 up to 4; (10 + 5 + 1) / 4 = 4; (2 + 3 + 3) / 4 = 2
    assert karst_grade(slope, cover, rock, "cover_led").tolist() == [4, 4, 2, 0, 1]


@given(GRADES, GRADES, GRADES)
def test_karst_lies_between_its_factors(slope: int, cover: int, rock: int) -> None:
    for combination in ("median", "cover_led", "worst"):
        found = karst_grade(codes(slope), codes(cover), codes(rock), combination)[0]
        assert min(slope, cover, rock) <= found <= max(slope, cover, rock)


def test_only_the_classes_asked_for_are_judged() -> None:
    ground, cover = codes(72, 71, 12, 0, 72), np.array([0.6, 0.05, 0.9, 0.1, np.nan])
    assert within(ground, cover, {71, 72}, (0.1, 0.3, 0.5), (5, 4, 3, 2), others=1).tolist() == [2, 5, 1, 0, 0]
    assert within(ground, cover, {71, 72}, (0.1, 0.3, 0.5), (5, 4, 3, 2)).tolist() == [2, 5, 0, 0, 0]


def test_shrinkage() -> None:
    assert shrinkage(200.0, 150.0) == 0.25
    assert shrinkage(200.0, 300.0) == 0.0
    assert np.isnan(shrinkage(0.0, 10.0))


def test_trophic_index_by_hand() -> None:
    rows = {row.key: Nutrient(row.intercept, row.slope, row.weight) for row in load_nutrients()}
    chla = 10 * (2.5 + 1.086 * np.log(20.0))
    total = 10 * (9.436 + 1.624 * np.log(0.08))
    wanted = (chla + 0.7056 * total) / 1.7056
    assert trophic_index({"chla": 20.0, "tp": 0.08, "ph": 7.0}, rows) == pytest.approx(wanted)
    # clearer water is poorer in nutrients
    assert trophic_index({"sd": 4.0}, rows) < trophic_index({"sd": 0.5}, rows)
    assert np.isnan(trophic_index({}, rows))
    with pytest.raises(ValueError, match="above 0"):
        trophic_index({"chla": 0.0}, rows)


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("灰岩", 5), ("凝灰质板岩夹变余砂岩", None), ("凝灰岩", 6), ("泥灰岩", 3), ("白云岩夹砂岩", 4),
        ("灰岩与白云岩", 5), ("凝灰岩夹灰岩", 5), ("次不纯碳酸盐岩", 2), ("不纯碳酸盐岩", 3),
        ("Limestone", 5), ("板岩", None), ("", None),
    ],
)  # fmt: skip
def test_words_of_rocks(text: str, grade: int | None) -> None:
    assert karst_word("rock", text) == grade


@pytest.mark.parametrize(
    ("text", "grade"),
    [("潜在石漠化", 1), ("轻度石漠化", 2), ("极重度", 5), ("重度", 4), ("石漠化", None), ("无石漠化", 1)],
)
def test_words_of_grades(text: str, grade: int | None) -> None:
    assert karst_word("grade", text) == grade


def test_levels_fall_with_the_grade() -> None:
    for process in ("soil_erosion", "rocky_desertification", "desertification"):
        found = levels(process)
        assert [found[grade] for grade in sorted(found)] == sorted(found.values(), reverse=True)
