from decimal import Decimal

import pytest

from shanshui.indicators.soil_quality import Risk, point_risk, soil_risk
from shanshui.standard.judging.quality import construction_limits, soil_controls, soil_screenings

D = Decimal


def _cadmium(value: str, ph: str | None) -> Risk:
    known = None if ph is None else D(ph)
    return soil_risk(D(value), soil_screenings("镉", "paddy", known), soil_controls("镉", known))


@pytest.mark.parametrize(
    ("value", "ph", "risk"),
    [
        ("0.3", "5.5", Risk.LOW),
        ("0.31", "5.5", Risk.POSSIBLE),
        ("0.31", "5.51", Risk.LOW),
        ("1.5", "5.5", Risk.POSSIBLE),
        ("1.51", "5.5", Risk.HIGH),
        ("4.01", "8", Risk.HIGH),
    ],
)
def test_cadmium_of_paddies(value: str, ph: str, risk: Risk) -> None:
    assert _cadmium(value, ph) is risk


def test_without_ph_only_what_is_sure_is_told() -> None:
    assert _cadmium("0.3", None) is Risk.LOW  # within the strictest
    assert _cadmium("0.5", None) is Risk.UNKNOWN
    assert _cadmium("0.9", None) is Risk.POSSIBLE  # beyond the loosest
    assert _cadmium("4.1", None) is Risk.HIGH


def test_zinc_has_no_control_value() -> None:
    assert soil_controls("锌", D(5)) == ()
    assert soil_risk(D(100_000), soil_screenings("锌", "other", D(5)), ()) is Risk.POSSIBLE


def test_construction_land() -> None:
    arsenic = construction_limits()["砷"]
    assert (arsenic.screening(1), arsenic.screening(2), arsenic.control(1), arsenic.control(2)) == (20, 60, 120, 140)
    assert arsenic.background
    assert len(construction_limits()) == 85
    assert all(limit.screening(n) <= limit.control(n) for limit in construction_limits().values() for n in (1, 2))


def test_the_worst_pollutant_decides() -> None:
    assert point_risk([Risk.LOW, Risk.HIGH, Risk.POSSIBLE]) is Risk.HIGH
    assert point_risk([Risk.LOW, Risk.UNKNOWN]) is Risk.UNKNOWN
    assert point_risk([Risk.UNKNOWN, Risk.POSSIBLE]) is Risk.POSSIBLE
    assert point_risk([]) is None
    assert soil_risk(None, [D(1)], []) is Risk.LOW
    with pytest.raises(ValueError, match="no screening value"):
        soil_risk(D(1), [], [])
