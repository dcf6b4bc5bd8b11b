"""Water retention (B.2-041): how much every place keeps, how sure that is, and where it matters most."""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.assess.fields.water import SHARES, coefficients, runoff_choices
from shanshui.assess.ground import Ground, Wants
from shanshui.assess.sums import PLACES, area_facts, found_in
from shanshui.assess.unknown import unknown
from shanshui.geo.tallies import Codes, Values, ValuesByCode
from shanshui.indicators.uncertainty import Interval, first_order
from shanshui.indicators.water_retention import volume
from shanshui.ledger import Fact
from shanshui.plan.choices import Chosen
from shanshui.quantity import exact, round_half_up
from shanshui.stage import StageResult

CLAUSE = "TD/T 1068 B.2-041"
RETENTION, EVAPORATION = Values("water_retention"), Values("evaporation_kept")
RAIN = ValuesByCode("rain_kept", "ecosystem")
IMPORTANCE = Codes("importance_water_retention")


def wants(_: Ground) -> Wants:
    """Retention of every place, what its spread rests on, and its classes of importance; both are drawn."""
    return Wants((RETENTION, EVAPORATION, RAIN, IMPORTANCE), ("water_retention", "importance_water_retention"))


def tells(ground: Ground) -> StageResult:
    """Volume and mean depth of every place, and the area of each class of importance."""
    if not ground.has("water_retention"):
        return unknown(ground, "041", *ground.missing("water_retention"))
    return StageResult(tuple(_facts(ground)))


def _facts(ground: Ground) -> Iterator[Fact]:
    evaporated = {spot.subject: (found, n) for spot, found, n in found_in(ground, EVAPORATION)}
    rain = {spot.subject: (found, n) for spot, found, n in found_in(ground, RAIN)}
    for spot, found, n in found_in(ground, RETENTION):
        if not found.count[n]:
            continue
        depth = float(found.mean[n])
        part = float(found.count[n]) / float(found.count[n] + found.empty[n])
        area = float(spot.area) * part
        by_class, m = rain[spot.subject]
        lost, k = evaporated[spot.subject]
        ends = _interval(
            ground,
            depth,
            {
                code: float(total) / float(found.count[n])
                for code, total in zip(by_class.codes, by_class.total[m], strict=True)
            },
            float(lost.total[k]) / float(found.count[n]),
        )
        told = ground.told("water_retention", CLAUSE, *spot.rests_on)
        reason = left_out(ground, 1 - part)
        value = round_half_up(exact(volume(depth, area)), 2)
        interval = None if ends is None else tuple(round_half_up(exact(volume(end, area)), 2) for end in ends)
        yield told.fact(spot.subject, "indicator.041", value, "m3/a", ground.year, reason, interval)  # type: ignore[arg-type]
        yield told.fact(spot.subject, "water_retention.depth", round_half_up(exact(depth), PLACES), "mm", ground.year)
    numbers = range(1, len(SHARES) + 2)
    yield from area_facts(
        ground, IMPORTANCE.of, numbers, "importance_water_retention.grade{}.area", "5.3.1.3", ground.year
    )


def left_out(ground: Ground, share: float) -> str:
    """What is to be said of a sum that leaves ground without data out; nothing where it leaves out none."""
    if share <= 0:
        return ""
    return ground.standard.label("assess.left_out").format(share=f"{share * 100:.2f}")


def _interval(ground: Ground, depth: float, rain: dict[int, float], evaporation: float) -> Interval | None:
    """Interval of the mean depth [mm] to the first order; None where no input says how sure it is.

    Parameters
    ----------
    ground : Ground
        With the choices.
    depth : float
        Mean depth kept [mm].
    rain : mapping of int to float
        Rain [mm] of the cells of each class that keep water, per cell of the place.
    evaporation : float
        Evapotranspiration [mm] of those cells, per cell of the place.
    """
    factor = ground.choice("water_retention_calibration")
    ways = coefficients(ground)
    chosen = runoff_choices(ground)
    errors = [ground.choice("precipitation_error"), ground.choice("evapotranspiration_error")]
    fallen = {one.key: sum(mm for code, mm in rain.items() if ways.get(code, (0, ""))[1] == one.key) for one in chosen}
    running = sum(mm * (1 - ways[code][0]) for code, mm in rain.items() if code in ways)

    def mean(scale: float, wetter: float, drier: float, *shares: float) -> float:
        more = sum(fallen[one.key] * (share - one.number) for one, share in zip(chosen, shares, strict=True))
        return depth / factor.number * scale + factor.number * (running * wetter - evaporation * drier - more)

    widths = [_ends(factor), *(_around(one) for one in errors), *(_ends(one) for one in chosen)]
    if not any(widths):
        return None
    return first_order(mean, [factor.number, 0.0, 0.0, *(one.number for one in chosen)], widths)


def _ends(chosen: Chosen) -> Interval | None:
    return None if chosen.low is None or chosen.high is None else (float(chosen.low), float(chosen.high))


def _around(chosen: Chosen) -> Interval | None:
    """Interval of a relative error around 0."""
    return None if chosen.value is None else (-chosen.number, chosen.number)
