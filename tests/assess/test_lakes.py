"""Trophic state of lakes from the table of samples."""

from pathlib import Path

import numpy as np
import pytest

import county
from staged import run

HEADER = ("point", "medium", "parameter", "value", "unit", "date")


def test_index_of_a_lake_and_none_of_a_river(small_county: Path) -> None:
    rows = [
        ("平湖", "水", "叶绿素a", "20", "μg/L", "2020-06-01"),
        ("平湖", "水", "总磷", "0.06", "mg/L", "2020-06-01"),
        ("平湖", "水", "总氮", "1.0", "g/L", "2020-06-01"),
        ("小河", "水", "总磷", "0.06", "mg/L", "2020-06-01"),
    ]
    county.table(small_county, "samples", [HEADER, *rows])
    facts = run(small_county, "survey", "assess").facts
    # nitrogen stands in an impossible unit and is left out
    wanted = 10 * (2.5 + 1.086 * np.log(20)) + 0.7056 * 10 * (9.436 + 1.624 * np.log(0.06))
    found = facts.number("samples:平湖.tli@2020")
    assert found is not None
    assert float(found) == pytest.approx(wanted / 1.7056, abs=0.01)
    assert facts.number("samples:平湖.tli.grade@2020") == 3
    assert "samples:小河.tli@2020" not in facts
