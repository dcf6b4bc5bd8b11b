"""Habitat quality on the sample of InVEST, held to what natcap.invest 3.19.0 makes of the same tables.

Its distances are those of single precision, hence the tolerance. Threats 1, 3, 5 and 7 fade exponentially, the others
linearly; no access layer; k = 0.05.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
import rasterio

from shanshui.indicators.habitat import degradation, habitat_quality, pressure, reach_cells

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "invest_willamette" / "habitat_quality"
CELL = 30.0
SPOTS = ((100, 200), (500, 500), (800, 300), (900, 900))
DEGRADATION = (0.10035882890224457, 0.11301060020923615, 0.12875445187091827, 0.12121106684207916)
QUALITY = (0.14908158779144287, 0.11520463228225708, 0.0859035849571228, 0.09852021932601929)


def _read(name: str) -> np.ndarray:
    with rasterio.open(FOLDER / name) as file:
        return np.asarray(file.read(1))


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((FOLDER / name).read_text(encoding="utf-8").splitlines()))


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared data folder is not beside this checkout")
def test_the_willamette_sample_equals_natcap_invest() -> None:
    cover = _read("landcover_current.tif")
    rows = _rows("sensitivity_samp.csv")
    forces, weights, sensitive = [], [], []

    def by_class(column: str) -> np.ndarray:
        table = np.full(256, np.nan)
        for row in rows:
            table[int(row["LULC"])] = float(row[column])
        return table[cover]

    for number, row in enumerate(_rows("threats_samp.csv")):
        reach = float(row["MAX_DIST"]) * 1000
        halo = reach_cells(reach, CELL)
        there = np.pad(_read(f"threats/{row['THREAT']}_c.tif") == 1, halo)
        forces.append(pressure(there, halo, reach / CELL, "linear" if number % 2 else "exponential"))
        weights.append(float(row["WEIGHT"]))
        sensitive.append(by_class(f"L_{row['THREAT']}"))
    degraded = degradation(forces, weights, sensitive)
    quality = habitat_quality(by_class("HABITAT"), degraded, 0.05)
    assert [degraded[spot] for spot in SPOTS] == pytest.approx(DEGRADATION, abs=1e-6)
    assert [quality[spot] for spot in SPOTS] == pytest.approx(QUALITY, abs=1e-6)
    assert degraded.mean() == pytest.approx(0.14805524555143554, abs=1e-6)
    assert degraded.std() == pytest.approx(0.07459316923880772, abs=1e-6)
    assert quality.mean() == pytest.approx(0.0922715996350792, abs=1e-6)
    assert quality.std() == pytest.approx(0.08551844030803717, abs=1e-6)
    assert np.quantile(quality, [0.25, 0.5, 0.75, 0.95]) == pytest.approx(
        [0.03302503, 0.07860869, 0.13193247, 0.19969613], abs=1e-6
    )
