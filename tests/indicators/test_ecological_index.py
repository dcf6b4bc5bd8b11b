import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.indicators import ecological_index as ei
from shanshui.indicators.carbon import fixed, stock
from shanshui.indicators.flood_storage import lake_capacity, marsh_capacity, reservoir_capacity
from shanshui.standard.method.ecological_index import coefficient, coefficients, function_norms, habitat_weights

PARTS = {"habitat": 80.0, "vegetation": 90.0, "water": 40.0, "stress": 20.0, "pollution": 10.0}


def test_coefficients_make_a_whole() -> None:
    for stem in ("weight", "load", "stress"):
        assert sum(coefficients(stem).values()) == pytest.approx(1.0)
    groups = {row.group: row.weight for row in habitat_weights()}
    assert sum(groups.values()) == pytest.approx(1.0)
    assert function_norms("water")["water_retention"] == 526.79259844
    assert not function_norms("none")


def test_index_by_hand() -> None:
    # 0.35·80 + 0.25·90 + 0.15·40 + 0.15·80 + 0.10·90
    assert ei.ecological_index(PARTS, coefficients("weight")) == pytest.approx(77.5)


def test_indices_by_hand() -> None:
    norm = coefficient("norm.habitat")
    assert ei.habitat([(50.0, 0.11 * 0.5), (50.0, 0.04 * 0.3)], 100.0, norm) == pytest.approx(norm * 0.0335)
    assert ei.habitat([(100.0, 0.35 * 0.6)], 100.0, norm) == 100.0  # 107.4, cut
    assert ei.vegetation(0.5, coefficient("norm.vegetation")) == pytest.approx(60.582562)
    norms = coefficients("norm")
    # (84.37·10/1000 + 591.79·1/1000 + 86.387·50/1000) / 3
    wanted = (84.3704083981 * 10 + 591.7908642005 * 1 + 86.3869548281 * 50) / 1000 / 3
    assert ei.water_network(10.0, 1.0, 50e6, 1000.0, norms) == pytest.approx(wanted)
    areas = {"severe": 2.0, "moderate": 5.0, "built": 10.0, "other": 0.0}
    stress = ei.land_stress(areas, 100.0, coefficients("stress"), coefficient("norm.stress"))
    assert stress == pytest.approx(236.0435677948 * (0.8 + 1.0 + 2.0) / 100)
    loads = dict.fromkeys(coefficients("load"), 100.0)
    wanted = (0.2 * 4.3937397289 + 0.2 * 40.1764754986) * 100 / (1300 * 1600)
    wanted += (0.2 * 0.0648660287 + 0.1 * 4.0904459321 + 0.2 * 0.5103049278 + 0.1 * 0.0749894283) * 100 / 1600
    assert ei.pollution_load(loads, 1300.0, 1600.0, coefficients("load"), norms) == pytest.approx(wanted)


def test_water_of_abnormal_years() -> None:
    assert ei.usable_water(140.0, 100.0) == 140.0
    assert ei.usable_water(190.0, 100.0) == pytest.approx(50.0)
    assert ei.usable_water(241.0, 100.0) == 0.0
    assert ei.usable_water(900.0, None) == 900.0


@pytest.mark.parametrize(
    ("index", "level", "wanted"), [(76, 0, 76), (76, 2, 74.9), (55, 2, 54.9), (19, 2, 19), (76, 3, 54.9), (40, 3, 40)]
)
def test_restriction(index: float, level: int, wanted: float) -> None:
    assert ei.restricted(index, level) == wanted


@given(st.fixed_dictionaries({name: st.floats(0, 100) for name in PARTS}))
def test_index_lies_between_0_and_100(parts: dict[str, float]) -> None:
    assert -1e-9 <= ei.ecological_index(parts, coefficients("weight")) <= 100 + 1e-9
    worse = {**parts, "stress": min(parts["stress"] + 5, 100)}
    assert ei.ecological_index(worse, coefficients("weight")) <= ei.ecological_index(parts, coefficients("weight"))


def test_weights_must_make_one() -> None:
    assert ei.weighted({"a": 120.0, "b": 50.0}, {"a": 0.5, "b": 0.5}) == 75.0
    with pytest.raises(ValueError, match=r"make 0\.9"):
        ei.weighted({"a": 1.0}, {"a": 0.9})


def test_carbon() -> None:
    assert stock({"forest": 2.0, "urban": 3.0}, {"forest": 100.0, "urban": 10.0}) == 230.0
    with pytest.raises(KeyError):
        stock({"forest": 2.0}, {})
    assert fixed(1200.0, 1e6, 0.5, 0.25) == pytest.approx(1200 * 0.5 * 0.25 * 44 / 12)


def test_room_for_floods() -> None:
    assert reservoir_capacity(1e6) == 350_000
    assert marsh_capacity(1e6) == 300_000
    # lakes must not be added up before the law
    assert lake_capacity([1.0, 1.0], "tibet") > lake_capacity([2.0], "tibet")
    once, twice = lake_capacity([3.0], "eastern_plain"), lake_capacity([3.0], "eastern_plain", 2.0)
    assert twice == pytest.approx(2 * once)
