"""Indices of HJ 192, carbon and room for floods of a small county."""

from pathlib import Path

import numpy as np
import pytest
from shapely.geometry import LineString

import county
from staged import Run, run

SIZE = (120, 120)
LOADS = {
    "discharge_cod": "500, unit: t/a",
    "discharge_ammonia": "40, unit: t/a",
    "emission_so2": "3, unit: t/a",
    "emission_nox": "5, unit: t/a",
    "emission_dust": "2, unit: t/a",
    "solid_waste": "10, unit: t/a",
}


def complete(root: Path, **parameters: str) -> Run:
    """All that the index needs: green forest and fields, a river, rain, soil, loads."""
    county.raster(root, "ndvi", np.linspace(0.4, 0.8, 14400).reshape(SIZE).astype("float32"))
    county.raster(root, "precipitation", np.full(SIZE, 1000, "float32"))
    county.raster(root, "rainfall_erosivity", np.full(SIZE, 5000.0, "float32"))
    county.add_layers(root, ndvi='date: "2020-08-01"', precipitation="unit: mm/a", rainfall_erosivity='unit: "1"')
    river = LineString([(county.WEST + 1500, county.SOUTH - 900), (county.WEST + 1500, county.SOUTH + 4000)])
    county.vector(root, "rivers", [river], name=["小河"])
    county.vector(root, "soil", [county.SCOPE.buffer(500)], type=["红壤"], erodibility=[0.03])
    path = root / "catalog.yaml"
    more = "".join(f"  {r}: {{file: layers/{r}.gpkg, kind: vector, provider: 测试}}\n" for r in ("rivers", "soil"))
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    county.set_parameters(root, water_resources="5000000, unit: m3/a", **LOADS, **parameters)
    return run(root, "survey", "assess")


def number(done: Run, key: str) -> float:
    found = done.facts.number(key)
    assert found is not None, f"{key}: {done.facts[key].reason}"
    return float(found)


def test_every_index_by_hand(small_county: Path) -> None:
    done = complete(small_county)
    # forest 0.8 of 0.35·0.6, fields 0.1984 of 0.11·0.5, village 0.0016 of 0.04·0.35
    habitat = 511.2642131067 * (0.8 * 0.21 + 0.1984 * 0.055 + 0.0016 * 0.014)
    assert number(done, "scope.ei.habitat@2020") == pytest.approx(habitat, abs=1e-3)
    assert number(done, "scope.ei.vegetation@2020") == pytest.approx(0.0121165124 * 6000, abs=0.01)
    area = number(done, "scope.area") / 1e6
    water = (84.3704083981 * 3.0 + 86.3869548281 * 5) / area / 3
    assert number(done, "scope.ei.water@2020") == pytest.approx(water, abs=1e-4)
    eroded = {n: number(done, f"scope.erosion.class{n}.area@2020") / area / 1e6 for n in (3, 4, 5, 6)}
    stress = 236.0435677948 * (0.4 * sum(eroded[n] for n in (4, 5, 6)) + 0.2 * eroded[3] + 0.2 * 0.0016)
    assert number(done, "scope.ei.stress@2020") == pytest.approx(stress, abs=1e-3)
    parts = {
        name: number(done, f"scope.ei.{name}@2020")
        for name in ("habitat", "vegetation", "water", "stress", "pollution")
    }
    whole = 0.35 * parts["habitat"] + 0.25 * parts["vegetation"] + 0.15 * parts["water"]
    whole += 0.15 * (100 - parts["stress"]) + 0.10 * (100 - parts["pollution"])
    assert number(done, "scope.ei@2020") == pytest.approx(whole, abs=1e-3)
    assert done.facts.text("scope.ei.grade@2020") == ("excellent" if whole >= 75 else "good")
    assert "EI-ABSENT" not in done.codes()
    fact = done.facts["scope.ei.habitat@2020"]
    assert fact.low is not None
    assert fact.high is not None
    # the paddy share from 0 to 1 moves the fields by a tenth of 0.11 either way
    assert float(fact.high - fact.low) / 2 == pytest.approx(511.26 * 0.1984 * 0.11 * 0.1, rel=0.01)


def test_change_against_an_earlier_index(small_county: Path) -> None:
    done = complete(small_county, ei_earlier="60")
    change = number(done, "scope.ei@2020") - 60
    assert number(done, "scope.ei.change@2020") == pytest.approx(change, abs=1e-3)
    grade = "marked" if abs(change) >= 8 else "clear" if abs(change) >= 3 else "slight"
    assert done.facts.text("scope.ei.change_grade@2020") == grade


def test_what_is_missing_is_named(small_county: Path) -> None:
    done = run(small_county, "survey", "assess")
    assert done.facts["scope.ei@2020"].value is None
    reason = done.facts["scope.ei@2020"].reason
    for word in ("植被指数", "water_resources", "河流水系", "年降水量", "discharge_*"):
        assert word in reason
    assert number(done, "scope.ei.habitat@2020") > 0
    assert done.codes().count("EI-ABSENT") == 1


def test_function_index_by_weights_of_the_project(small_county: Path) -> None:
    weights = {"ei_weight_structure_forest_grass": "0.6", "ei_weight_structure_protected": "0.4"}
    done = complete(small_county, ecological_function="soil", **weights, ei_value_protected="50")
    # 0.8 · 104.57 = 83.66
    assert number(done, "scope.indicator.022@2020") == pytest.approx(0.6 * 0.8 * 104.5696957022 + 0.4 * 50, abs=1e-3)
    assert done.facts["scope.indicator.021@2020"].value is None
    assert "ei_weight_" in done.facts["scope.indicator.021@2020"].reason


def test_weights_that_make_no_whole(small_county: Path) -> None:
    county.set_parameters(small_county, ei_weight_stress_cropland_built="0.6")
    done = run(small_county, "survey", "assess")
    assert done.facts["scope.indicator.023@2020"].value is None
    assert "EI-WEIGHTS" in done.codes()


def test_weight_without_value(small_county: Path) -> None:
    county.set_parameters(small_county, ei_weight_function_protected="1")
    done = run(small_county, "survey", "assess")
    assert "ei_value_" in done.facts["scope.indicator.021@2020"].reason


def test_carbon_by_densities_of_the_project(small_county: Path) -> None:
    done = run(small_county, "survey", "assess")
    assert done.facts["scope.literature.carbon_stock@2020"].value is None
    densities = {"forest": "150, unit: t/hm2", "cropland": "90, unit: t/hm2", "urban": "30, unit: t/hm2"}
    county.set_parameters(small_county, **{f"carbon_density_{name}": text for name, text in densities.items()})
    done = run(small_county, "survey", "assess")
    area = number(done, "scope.area") / 1e4
    wanted = area * (0.8 * 150 + 0.1984 * 90 + 0.0016 * 30)
    assert number(done, "scope.literature.carbon_stock@2020") == pytest.approx(wanted, rel=1e-6)


def test_carbon_taken_up(small_county: Path) -> None:
    county.raster(small_county, "gpp", np.full(SIZE, 1200, "float32"))
    county.add_layers(small_county, gpp="")
    county.set_parameters(small_county, nep_per_npp="0.25")
    done = run(small_county, "survey", "assess")
    wanted = number(done, "scope.area") * 1e-6 * 1200 * 0.5 * 0.25 * 44 / 12
    assert number(done, "scope.literature.carbon_fixed@2020") == pytest.approx(wanted, rel=1e-6)


def test_room_for_floods(small_county: Path) -> None:
    codes = county.covers()
    codes[20:30, 20:30], codes[40:50, 20:40], codes[70:75, 80:90] = 42, 41, 42
    county.raster(small_county, "landcover", codes)
    county.set_parameters(small_county, reservoir_capacity="1000000, unit: m3", lake_region="tibet")
    done = run(small_county, "survey", "assess")
    lakes = sum(np.exp(6.636) * (cells * 900 / 1e6) ** 0.678 * 1e4 for cells in (100, 50))
    wanted = 0.3 * 200 * 900 + 350_000 + lakes
    assert number(done, "scope.literature.flood_storage@2020") == pytest.approx(wanted, rel=1e-3)
    assert done.facts["scope.literature.flood_storage@2020"].reason == ""
