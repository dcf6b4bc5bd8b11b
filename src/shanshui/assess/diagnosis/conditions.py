"""Ground that table B.3 rests on: degraded vegetation, farmed slopes, cut-off nature, mines, lost wetland, location."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from shanshui.assess.cover_years import cover_years
from shanshui.assess.diagnosis.reference_sites import NAMES
from shanshui.assess.fields.diagnosis import STATE_SCALES
from shanshui.assess.ground import Ground, Wants
from shanshui.assess.places import Spot, diagnosed
from shanshui.geo.areas import ellipsoidal, measured, scale_to
from shanshui.geo.overlay import Cover
from shanshui.geo.tallies import Codes
from shanshui.ledger import Fact, fact_id
from shanshui.ledger.fact import listed
from shanshui.quantity import close, round_half_up
from shanshui.stage import StageResult
from shanshui.standard.method.diagnosis import load_locations
from shanshui.workspace.layers import measured_on

STATE, SLOPES, CUT, LOCATION = (
    Codes("cover_state"), Codes("sloping_cropland"), Codes("isolation"), Codes("location_class")
)  # fmt: skip
GRADES = range(1, 6)
_SHARES = 10


def wants(_: Ground) -> Wants:
    """Cells of each; grades of degradation and classes of location are drawn."""
    return Wants((STATE, SLOPES, CUT, LOCATION), ("degradation_grade", "location_class"))


def tells(ground: Ground) -> StageResult:
    """Their areas in the scope and in each diagnosed place."""
    spots = (ground.places.scope, *diagnosed(ground.places))
    facts: list[Fact] = []
    for tally, made in ((STATE, _degraded), (SLOPES, _farmed), (CUT, _cut_off), (LOCATION, _located)):
        for spot, areas in _areas(ground, tally, spots):
            facts += made(ground, spot, areas)
    return StageResult((*facts, *_mined(ground, spots), *_lost_wetland(ground, spots)))


def _areas(ground: Ground, tally: Codes, spots: Sequence[Spot]) -> Iterator[tuple[Spot, Mapping[int, Decimal]]]:
    """Area of each code in each place, together with ground of no code under 0."""
    if tally not in ground.swept:
        return
    for spot, counts, n in ground.places.each(ground.swept[tally]):
        if spot in spots:
            cells = counts.of(n)
            if cells:
                codes = sorted(cells)
                areas = scale_to([int(counts.empty[n]), *(cells[code] for code in codes)], spot.area)
                yield spot, dict(zip((0, *codes), areas, strict=True))


def _degraded(ground: Ground, spot: Spot, areas: Mapping[int, Decimal]) -> Iterator[Fact]:
    told = ground.told("cover_state", "表B.3 注d", *spot.rests_on)
    for kind in STATE_SCALES:
        own = {grade: areas.get(10 * kind + grade, Decimal(0)) for grade in GRADES}
        if any(own.values()):
            for grade, area in own.items():
                yield told.fact(spot.subject, f"degradation.{NAMES[kind]}.grade{grade}.area", area, "m2")
    for grade in GRADES:
        total = sum((areas.get(10 * kind + grade, Decimal(0)) for kind in STATE_SCALES), Decimal(0))
        yield told.fact(spot.subject, f"degradation.grade{grade}.area", total, "m2")


def _farmed(ground: Ground, spot: Spot, areas: Mapping[int, Decimal]) -> Iterator[Fact]:
    told = ground.told("sloping_cropland", "表B.3 注e", *spot.rests_on)
    for number in GRADES:
        yield told.fact(spot.subject, f"sloping_cropland.class{number}.area", areas.get(number, Decimal(0)), "m2")
    steep = sum((areas.get(number, Decimal(0)) for number in (4, 5)), Decimal(0))
    parts = [fact_id(spot.subject, f"sloping_cropland.class{number}.area") for number in (4, 5)]
    share = ground.told("sloping_cropland", "表B.3 注e", *parts, *spot.rests_on)
    yield share.fact(spot.subject, "sloping_cropland.share", round_half_up(steep / spot.area, _SHARES))


def _cut_off(ground: Ground, spot: Spot, areas: Mapping[int, Decimal]) -> Iterator[Fact]:
    told = ground.told("isolation", "表B.3 注e", *spot.rests_on)
    for grade in GRADES:
        yield told.fact(spot.subject, f"isolation.grade{grade}.area", areas.get(grade, Decimal(0)), "m2")


def _located(ground: Ground, spot: Spot, areas: Mapping[int, Decimal]) -> Iterator[Fact]:
    told = ground.told("location_class", "表B.3 注b", *spot.rests_on)
    classes = load_locations()
    own = {name: areas.get(one.code, Decimal(0)) for name, one in classes.items()}
    known = sum(own.values(), Decimal(0))
    if not known:
        return
    shares = close([area / known for area in own.values()], _SHARES, Decimal(1))
    for (name, area), share in zip(own.items(), shares, strict=True):
        if area:
            yield told.fact(spot.subject, f"location.{name}.area", area, "m2")
            yield told.fact(spot.subject, f"location.{name}.share", share)
    by_share = sorted(zip(own, shares, strict=True), key=lambda pair: -pair[1])
    least = ground.choice("location_share")
    listing = [name for name, share in by_share if share >= Decimal(least.word)] or [by_share[0][0]]
    ids = [fact_id(spot.subject, f"location.{name}.share") for name in dict.fromkeys((*listing, by_share[0][0]))]
    chosen = ground.told(
        "location_class", "表B.3 注b", *ids, *spot.rests_on, method="assess.diagnosis.conditions.tells"
    )
    yield chosen.fact(spot.subject, "location", listed(listing))
    yield chosen.fact(spot.subject, "location.zone", classes[by_share[0][0]].zone)


def _mined(ground: Ground, spots: Sequence[Spot]) -> Iterator[Fact]:
    frame = ground.layers.vector("mines")
    if frame is None:
        return
    cover = Cover(frame.geometry.to_numpy())
    for spot in spots:
        shared = cover.shared(spot.geometry)
        told = measured_on(ground.layers, ("layer:mines",), "geo.overlay.Cover.shared", "表B.3 注e", spot.rests_on)
        area = measured(float(ellipsoidal([shared], ground.grid.epsg)[0])) if shared.area > 0 else Decimal(0)
        yield told.fact(spot.subject, "mines.area", area, "m2")


def _lost_wetland(ground: Ground, spots: Sequence[Spot]) -> Iterator[Fact]:
    """Wetland that the first land cover has and the present one has not, in sum."""
    years = [year for _, year in cover_years(ground.layers, ground.base_year)]
    if len(years) < 2 or ground.year == years[0]:
        return
    for spot in spots:
        ids = [fact_id(spot.subject, "indicator.013.wetland.area", year) for year in (years[0], ground.year)]
        before, now = (ground.facts.number(key) for key in ids)
        if before and now is not None:
            told = measured_on(ground.layers, (), "assess.diagnosis.conditions.tells", "表B.3 注e", ids)
            yield told.fact(spot.subject, "wetland_degradation.area", max(before - now, Decimal(0)), "m2")
