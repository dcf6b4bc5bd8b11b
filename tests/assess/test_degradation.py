"""Degradation and sensitivity of a small county."""

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from shapely.geometry import box

import county
from staged import Run, run

SIZE = (120, 120)
DATED = 'unit: "1", date: "2020-08-01"'
EVERYWHERE = county.SCOPE.buffer(500)


def vector_entry(root: Path, role: str) -> None:
    path = root / "catalog.yaml"
    line = f"  {role}: {{file: layers/{role}.gpkg, kind: vector, provider: 测试}}\n"
    path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")


def covered(root: Path, fvc: float, code: int = 12) -> None:
    """The same ground everywhere."""
    county.raster(root, "landcover", np.full(SIZE, code, "uint8"))
    county.raster(root, "fvc", np.full(SIZE, fvc, "float32"))
    county.add_layers(root, fvc=DATED)


def assessed(root: Path) -> Run:
    return run(root, "survey", "assess")


def grades(done: Run, name: str, subject: str = "scope") -> dict[int, float]:
    """Share of each grade in the subject's area; grades without any are left out."""
    area = done.facts.number(f"{subject}.area")
    assert area is not None
    found = {n: done.facts.number(f"{subject}.{name}{n}.area@2020") for n in range(1, 6)}
    return {n: round(float(value / area), 3) for n, value in found.items() if value}


def test_surveyed_rocky_desertification(small_county: Path) -> None:
    patches = [box(county.WEST, county.SOUTH, county.WEST + 600, county.SOUTH + 3000)]
    patches.append(box(county.WEST + 2400, county.SOUTH, county.WEST + 3000, county.SOUTH + 3000))
    county.vector(small_county, "rocky_desertification", patches, grade=["重度石漠化", "石漠化"])
    vector_entry(small_county, "rocky_desertification")
    done = assessed(small_county)
    assert grades(done, "rocky_desertification.grade") == {1: 0.6, 2: 0.2, 4: 0.2}
    assert grades(done, "rocky_desertification.grade", "unit:L") == {1: 0.6, 4: 0.4}
    area = done.facts.number("scope.area")
    assert area is not None
    wanted = pytest.approx(area * Decimal("0.4"), rel=Decimal("0.001"))
    assert done.facts.number("scope.rocky_desertification.area@2020") == wanted
    assert "KARST-GRADE" in done.codes("rocky_desertification")
    assert grades(done, "sensitivity_rocky_desertification.level") == {1: 0.2, 3: 0.8}


def test_rocky_desertification_of_three_factors(small_county: Path) -> None:
    covered(small_county, 0.3)
    west = box(county.WEST - 500, county.SOUTH - 500, county.WEST + 1500, county.SOUTH + 3500)
    east = box(county.WEST + 1500, county.SOUTH - 500, county.WEST + 3500, county.SOUTH + 3500)
    county.vector(small_county, "geology", [west, east], unit=["灰岩", "板岩"])
    vector_entry(small_county, "geology")
    done = assessed(small_county)
    # slope 6.85° (grade 2), cover 0.3 (4), limestone (5): the middle is 4; slate has none
    assert grades(done, "rocky_desertification.grade", "unit:L")[4] >= 0.97
    assert grades(done, "rocky_desertification.grade", "unit:R") == {1: 1.0}
    assert "karst_combination=median" in done.facts["unit:L.rocky_desertification.area@2020"].source


def test_worst_factor_where_the_project_says_so(small_county: Path) -> None:
    covered(small_county, 0.3)
    county.vector(small_county, "geology", [EVERYWHERE], unit=["灰岩"])
    vector_entry(small_county, "geology")
    county.set_parameters(small_county, karst_combination="worst")
    assert grades(assessed(small_county), "rocky_desertification.grade") == {5: 1.0}


def test_desertification_only_on_sand(small_county: Path) -> None:
    covered(small_county, 0.05, code=72)
    done = assessed(small_county)
    assert grades(done, "desertification.grade") == {5: 1.0}
    assert grades(done, "sensitivity_desertification.level") == {1: 1.0}


def test_desertification_does_not_apply_without_sand(small_county: Path) -> None:
    covered(small_county, 0.05)
    done = assessed(small_county)
    fact = done.facts["scope.desertification.area@2020"]
    assert fact.value is None
    assert "不适用" in fact.reason
    assert grades(done, "desertification.grade") == {}


def test_salinisation(small_county: Path) -> None:
    county.raster(small_county, "soil_salt", np.full(SIZE, 3.0, "float32"))
    county.add_layers(small_county, soil_salt='unit: "‰"')
    assert grades(assessed(small_county), "salinisation.grade") == {3: 1.0}


def test_salt_of_a_desert_is_told_by_its_own_scale(small_county: Path) -> None:
    county.raster(small_county, "soil_salt", np.full(SIZE, 3.0, "float32"))
    county.add_layers(small_county, soil_salt='unit: "‰"')
    county.set_parameters(small_county, salinisation_scheme="desert_sulphate")
    assert grades(assessed(small_county), "salinisation.grade") == {2: 1.0}


def test_forest_beside_its_climax(small_county: Path) -> None:
    county.raster(small_county, "biomass", np.full(SIZE, 100.0, "float32"))
    county.add_layers(small_county, biomass="unit: t/hm2")
    done = assessed(small_county)
    assert "climax_biomass" in done.facts["scope.forest_degradation.area@2020"].reason
    county.set_parameters(small_county, climax_biomass="160, unit: t/hm2")
    # 100 of 160 is 0.625: moderate; of forest alone, which is 0.8 of the county
    assert grades(assessed(small_county), "forest_degradation.grade") == {3: 0.8}


def test_grass_beside_its_best(small_county: Path) -> None:
    covered(small_county, 0.6, code=33)
    county.set_parameters(small_county, grass_full_cover="0.8")
    # 0.6 of 0.8 is 0.75
    assert grades(assessed(small_county), "grass_degradation.grade") == {3: 1.0}


def test_grass_beside_the_best_of_the_scope(small_county: Path) -> None:
    covered(small_county, 0.6, code=33)
    assert grades(assessed(small_county), "grass_degradation.grade") == {1: 1.0}


def test_wetland_that_is_gone(small_county: Path) -> None:
    before, after = county.covers(), county.covers()
    before[20:40], after[20:38] = 41, 41
    after[38:40] = 51
    county.raster(small_county, "landcover", after)
    county.raster(small_county, "landcover_2010", before)
    path = small_county / "catalog.yaml"
    more = "  landcover_2010: {file: layers/landcover_2010.tif, classes: hj1166}\n"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    done = assessed(small_county)
    assert float(done.facts.number("scope.wetland_degradation.shrinkage@2020") or 0) == pytest.approx(0.1, abs=1e-6)
    assert done.facts.number("scope.wetland_degradation.grade@2020") == 2


def test_importance_of_steep_dense_forest(small_county: Path) -> None:
    covered(small_county, 0.9)
    county.raster(small_county, "dem", (county.relief() * 10).astype("float32"))
    done = assessed(small_county)
    assert grades(done, "importance_soil_conservation.level")[1] >= 0.97
    whole, part = (grades(done, f"{name}.level") for name in ("ecological_importance", "importance_soil_conservation"))
    assert whole[1] >= part[1]


def test_scores_of_the_redline_guide(small_county: Path) -> None:
    covered(small_county, 0.1)
    county.raster(small_county, "rainfall_erosivity", np.full(SIZE, 5000.0, "float32"))
    county.add_layers(small_county, rainfall_erosivity='unit: "1"')
    county.vector(small_county, "soil", [EVERYWHERE], type=["x"], sand=[20.0], silt=[60.0], clay=[20.0])
    vector_entry(small_county, "soil")
    county.vector(small_county, "geology", [EVERYWHERE], unit=["板岩"])
    vector_entry(small_county, "geology")
    county.set_parameters(small_county, sensitivity_scheme="redline_2017")
    done = assessed(small_county)
    # rain 5, silt loam 5, amplitude of 1 km (99 + 66 m across) 3, cover 5: fourth root of 375 is 4.40
    assert grades(done, "sensitivity_soil_erosion.level")[1] >= 0.97
    # no carbonate 1, slope 6.85° 1, cover 5: cube root of 5 is 1.71
    assert grades(done, "sensitivity_rocky_desertification.level") == {3: 1.0}
    assert not done.facts.starting("scope.sensitivity_desertification")
