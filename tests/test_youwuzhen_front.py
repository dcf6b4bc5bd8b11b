"""The front of the second example: parcels and measures small enough to follow by hand, and the source's own table."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from shanshui.optimisation.front import front
from shanshui.optimisation.verifier import verify

SCRIPT = Path(__file__).parents[1] / "examples" / "youwuzhen" / "front.py"
SOURCE = Path(__file__).parents[2] / "shared" / "data" / "watershed_youwuzhen"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("youwuzhen_front", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["youwuzhen_front"] = module
    spec.loader.exec_module(module)
    return module


def test_the_front_of_two_parcels(script: ModuleType) -> None:
    """Closing (1 yuan/m²) halves what the slope sends, planting (3) takes a quarter; closing suits no valley."""
    closing = script.Measure("1", "closing", frozenset({8}), frozenset({1, 4}), (0.6, 0.4), 1.0)
    planting = script.Measure("2", "planting", frozenset({8}), frozenset({1, 16}), (0.75, 0.75), 3.0)
    slope = script.Parcel("1.8", 8, 1, 100.0, 10.0)
    valley = script.Parcel("2.8", 8, 16, 50.0, 20.0)
    task = script.task_of((slope, valley), (closing, planting), None)
    assert {o.name: (o.cost, round(o.benefits["sediment"], 9)) for o in task.options} == {
        "1.8/1": (100.0, 5.0), "1.8/2": (300.0, 2.5), "2.8/2": (150.0, 5.0),
    }  # fmt: skip
    points = front(task, (0, 100, 150, 250, 450), gap=0.0)
    assert [(p.cost, pytest.approx(p.value)) for p in points] == [(0, 0), (100, 5), (250, 10)]
    closed = verify(task, script.schedule_of(task, {"1.8": "1", "2.8": "1"}))
    assert (closed.cost, closed.value) == (100.0, pytest.approx(5.0))
    assert closing.kept(2) == pytest.approx(0.6)
    assert script.task_of((slope,), (closing,), 1).options[0].benefits["sediment"] == pytest.approx(4.0)


def test_the_chart_holds_front_and_marks(script: ModuleType, tmp_path: Path) -> None:
    chart = script.chart_of((), {"nothing": (0.0, 0.0), "closed": (20_000.0, 3.0)})
    assert [(series.name, series.x, series.y) for series in chart.series[1:]] == [
        ("nothing", (0.0,), (0.0,)), ("closed", (2.0,), (3.0,)),
    ]  # fmt: skip
    script.draw(chart, tmp_path / "front.png")
    assert (tmp_path / "front.png").stat().st_size > 10_000


@pytest.mark.skipif(not SOURCE.is_dir(), reason="the data of the Youwuzhen watershed are not beside this checkout")
def test_measures_are_those_of_the_source(script: ModuleType) -> None:
    found = {one.code: one for one in script.measures(SOURCE)}
    assert found["1"].factors == (0.78, 0.99, 0.7, 0.6, 0.26)
    assert (found["1"].landuse, found["1"].positions) == ({6, 8}, {1, 4})
    assert found["4"].positions == {16}
    assert found["2"].cost == pytest.approx((87.5 + 5 * 1.5) / 100)
    assert found["1"].kept(None) == pytest.approx(1 - 3.33 / 5)
