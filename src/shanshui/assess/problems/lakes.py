"""Trophic state of lakes: the index of every point and year whose samples tell chlorophyll."""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.assess.ground import Ground, Wants
from shanshui.assess.problems.sampled import TABLE, Sampled, rows_of
from shanshui.indicators.degradation import Nutrient, trophic_index
from shanshui.ledger import Fact
from shanshui.quantity import exact, round_half_up
from shanshui.stage import StageResult
from shanshui.standard import Record, plain
from shanshui.standard.method.grades import scale
from shanshui.standard.method.problems import NutrientRow, load_nutrients
from shanshui.workspace.layers import measured_on

CLAUSE = "HJ 1174-2021 附录A"
NEEDED = "chla"
"""Without chlorophyll a sample is taken for one of a river, which has no trophic state."""

_PLACES = 2


def wants(_: Ground) -> Wants:
    """Nothing of the grid."""
    return Wants()


def tells(ground: Ground) -> StageResult:
    """Index and grade of each point and year."""
    return StageResult(tuple(_facts(ground)))


def _facts(ground: Ground) -> Iterator[Fact]:
    nutrients = {row.key: Nutrient(row.intercept, row.slope, row.weight) for row in load_nutrients()}
    told = measured_on(ground.layers, (f"table:{TABLE}",), "indicators.degradation.trophic_index", CLAUSE)
    for (point, year), values in sorted(_measured(ground).items()):
        if NEEDED in values:
            means = {key: sum(several) / len(several) for key, several in values.items()}
            index = trophic_index(means, nutrients)
            subject = Sampled(point, year).subject
            yield told.fact(subject, "tli", round_half_up(exact(index), _PLACES), "1", year)
            yield told.fact(subject, "tli.grade", scale("tli").of(index).grade, "1", year)


def _measured(ground: Ground) -> dict[tuple[str, int], dict[str, list[float]]]:
    """Values above 0 of each point and year, by the key of their nutrient."""
    found: dict[tuple[str, int], dict[str, list[float]]] = {}
    for row in rows_of(ground, "water"):
        nutrient, value = _nutrient(row), row.number("value")
        if nutrient is not None and value is not None and value > 0:
            day = row.day("date")
            place = (row.text("point"), day.year if day else ground.base_year)
            found.setdefault(place, {}).setdefault(nutrient.key, []).append(float(value))
    return found


def _nutrient(row: Record) -> NutrientRow | None:
    """What a row measures; None where it is no nutrient, or stands in another unit."""
    name, stated = plain(row.text("parameter")), row.text("unit").replace(" ", "")
    for nutrient in load_nutrients():
        if name in (plain(alias) for alias in nutrient.aliases):
            return nutrient if stated in nutrient.units else None
    return None
