"""Wind erosion: every formula by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from shanshui.indicators.wind_erosion import (
    air_density,
    crust_factor,
    erodible_fraction,
    potential_evaporation,
    roughness_factor,
    vegetation_factor,
    weather_factor,
    wetness_factor,
    wind_loss,
)


def one(value: float) -> np.ndarray:
    return np.array([value])


def test_weather_by_hand() -> None:
    assert air_density(one(0), one(0))[0] == pytest.approx(1.293)
    assert air_density(one(20), one(1000))[0] == pytest.approx(1.293 * 273 / 293 * (1 - 0.0255 * 6357 / 6358) ** 5.256)
    # 7 · (7 − 5)² · 30 days · 1.293 / 9.8 · 0.5 · 0.9
    found = weather_factor(one(7), one(0), one(0), one(0.5), 0.1, 30)
    assert found[0] == pytest.approx(7 * 4 * 30 * 1.293 / 9.8 * 0.5 * 0.9)
    assert weather_factor(one(4.9), one(0), one(0), one(1), 0.0, 30)[0] == 0


def test_wetness_by_hand() -> None:
    assert wetness_factor(one(30), 0.2, one(60))[0] == pytest.approx(0.9)
    assert wetness_factor(one(400), 0.5, one(60))[0] == 0
    assert wetness_factor(one(0), 0.5, one(0))[0] == 0
    assert potential_evaporation(one(400), one(20), 30)[0] == pytest.approx(0.0162 * 400 / 58.5 * 37.8 * 30)
    assert potential_evaporation(one(400), one(-30), 30)[0] == 0


def test_soil_and_cover_by_hand() -> None:
    wanted = (29.09 + 0.31 * 60 + 0.17 * 30 + 0.33 * 6 - 2.59 * 1.5 - 0.95 * 2) / 100
    assert erodible_fraction(one(60), one(30), one(10), one(1.5), 2.0)[0] == pytest.approx(wanted)
    assert erodible_fraction(one(0), one(0), one(100), one(60), 0.0)[0] == 0
    assert np.isnan(erodible_fraction(one(60), one(40), one(0), one(1), 0.0)[0])
    assert crust_factor(one(10), one(1.5))[0] == pytest.approx(1 / (1 + 0.66 + 0.04725))
    assert vegetation_factor(one(0.2), 0.1151)[0] == pytest.approx(math.exp(-2.302))
    assert roughness_factor(0.0) == 1
    assert roughness_factor(1.0) == pytest.approx(math.exp(1.86 - 2.41))


def test_loss_by_hand() -> None:
    drive = 3.0
    s, q = 150.71 * drive**-0.3711, 109.8 * drive
    wanted = 2 * 50 / s**2 * q * math.exp(-((50 / s) ** 2)) * 1000
    found = wind_loss(np.array([drive, 0.0, np.nan]))
    assert found[:2] == pytest.approx([wanted, 0])
    assert np.isnan(found[2])
    assert (np.diff(wind_loss(np.linspace(0, 20, 50))) > 0).all(), "more drive, more loss"
