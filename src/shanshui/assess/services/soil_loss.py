"""Soil loss (051), soil retention (052) and classes of erosion of every place (HJ 1173, SL 190)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from shanshui.assess.cover_years import cover_years
from shanshui.assess.fields.reading import at
from shanshui.assess.fields.soil_loss import MODULUS, cover_of, intensities
from shanshui.assess.ground import Ground, Wants
from shanshui.assess.places import Spot
from shanshui.assess.sums import area_facts, found_in
from shanshui.assess.unknown import unknown
from shanshui.finding import Finding, Place
from shanshui.geo.tallies import Codes, Values
from shanshui.geo.zonal import Statistics
from shanshui.indicators.uncertainty import Factor, product_interval
from shanshui.ledger import Basis, Fact, fact_id
from shanshui.plan.choices import Chosen
from shanshui.quantity import convert, exact, printed, round_half_up
from shanshui.stage import StageResult
from shanshui.workspace.catalog import CATALOG
from shanshui.workspace.layers import Statement

POTENTIAL, ELEVATION = Values("erosion_potential"), Values("elevation")
_LOSS, _KEPT = "TD/T 1068 B.2-051", "TD/T 1068 B.2-052"
_MODULUS_PLACES, _TONNE_PLACES = 4, 2
_SLIGHT = 1


def wants(ground: Ground) -> Wants:
    """Loss, potential loss, retention and classes, of the present and of other years of land cover."""
    tallies = [POTENTIAL, ELEVATION]
    codes = []
    for when in times(ground):
        tallies += [Values(at("erosion", when)), Values(at("soil_retention", when))]
        codes.append(Codes(at("erosion_class", when)))
    return Wants((*tallies, *codes), ("erosion", "erosion_class", "cover_factor"))


def times(ground: Ground) -> tuple[str, ...]:
    """What stands behind ``@`` in the names of the fields that can be told: nothing for the present, else a year."""
    others = [str(year) for _, year in cover_years(ground.layers, ground.base_year) if year != ground.year]
    return tuple(when for when in ("", *others) if ground.has(at("erosion", when)))


def tells(ground: Ground) -> StageResult:
    """Facts of all places; where there is no soil loss to be told, why."""
    if not ground.has("erosion"):
        gaps = ground.missing("erosion")
        return unknown(ground, "051", *gaps) + unknown(ground, "052", *gaps)
    facts: list[Fact] = []
    for when in times(ground):
        facts.extend(_losses(ground, when))
        facts.extend(_retention(ground, when))
        facts.extend(_classes(ground, when))
    return StageResult(tuple(facts), findings=tuple(_said(ground)))


def told(ground: Ground, name: str, clause: str, *facts: str) -> Statement:
    """A statement on a field of soil loss: calibrated where the project has set the factor, whatever lies below."""
    stated = ground.told(name, clause, *facts)
    calibrated = ground.choice("erosion_calibration").own
    return replace(stated, basis=Basis.MODELLED_CALIBRATED) if calibrated else stated


def factors(ground: Ground, cover_power: float = 1.0) -> list[Factor]:
    """What is not known exactly of a soil loss.

    Parameters
    ----------
    ground : Ground
        Its choices tell how far R, K, LS and C may be off. A factor of calibration that has an interval stands for all
        of them, since it was fitted to what comes out.
    cover_power : float
        Exponent with which C enters.
    """
    calibration, practice = ground.choice("erosion_calibration"), ground.choice("support_practice")
    own = [found for chosen in (calibration, practice) if (found := _factor(chosen)) is not None]
    if _factor(calibration) is not None:
        return own
    rain = _factor(ground.choice("rainfall_erosivity")) if "rainfall_erosivity" in _chosen(ground) else None
    powers = {"k": 1.0, "ls": 1.0, "c": cover_power}
    rest = [Factor.within(ground.choice(f"erosion_error_{part}").number, power) for part, power in powers.items()]
    return [*own, *rest, rain or Factor.within(ground.choice("erosion_error_r").number)]


def _factor(chosen: Chosen) -> Factor | None:
    if chosen.low is None or chosen.high is None or chosen.low <= 0:
        return None
    return Factor(float(chosen.low), float(chosen.high))


def _chosen(ground: Ground) -> set[str]:
    return {chosen.key for one in ground.below("erosion_potential") for chosen in one.choices}


def rounded(interval: tuple[float, float], places: int) -> tuple[Decimal, Decimal]:
    """Both ends of an interval as they are stated."""
    low, high = (round_half_up(exact(end), places) for end in interval)
    return low, high


def total(spot: Spot, found: Statistics, n: int) -> float:
    """What a modulus comes to over the known ground of a place [t/a]."""
    area = float(convert(spot.area, "m2", "km2"))
    return float(found.total[n]) * area / int(found.count[n] + found.empty[n])


def left_out(ground: Ground, found: Statistics, n: int) -> str:
    """What to say of a sum that does not cover all of its place."""
    cells = int(found.count[n] + found.empty[n])
    share = printed(round_half_up(exact(int(found.empty[n]) / cells * 100), 2), 2)
    return ground.standard.label("assess.part.unknown").format(share=f"{share}%") if found.empty[n] else ""


def _losses(ground: Ground, when: str) -> Iterator[Fact]:
    name, year = at("erosion", when), when or ground.year
    for spot, found, n in found_in(ground, Values(name)):
        if not found.count[n]:
            continue
        stated = told(ground, name, _LOSS, *spot.rests_on)
        mean = float(found.mean[n])
        interval = rounded(product_interval(mean, factors(ground)), _MODULUS_PLACES)
        value = round_half_up(exact(mean), _MODULUS_PLACES)
        yield stated.fact(spot.subject, "indicator.051", value, MODULUS, year, interval=interval)
        lost = total(spot, found, n)
        yield stated.fact(
            spot.subject,
            "erosion.loss",
            round_half_up(exact(lost), _TONNE_PLACES),
            "t/a",
            year,
            left_out(ground, found, n),
            rounded(product_interval(lost, factors(ground)), _TONNE_PLACES),
        )


def _retention(ground: Ground, when: str) -> Iterator[Fact]:
    name, year = at("soil_retention", when), when or ground.year
    losses = {spot.subject: float(found.mean[n]) for spot, found, n in found_in(ground, Values(at("erosion", when)))}
    for spot, found, n in found_in(ground, Values(name)):
        if not found.count[n]:
            continue
        stated = told(ground, name, _KEPT, *spot.rests_on)
        kept, mean = total(spot, found, n), float(found.mean[n])
        power = -losses[spot.subject] / mean if mean > 0 else 0.0
        interval = rounded(product_interval(max(kept, 0.0), factors(ground, power)), _TONNE_PLACES)
        value, gap = round_half_up(exact(kept), _TONNE_PLACES), left_out(ground, found, n)
        yield stated.fact(spot.subject, "indicator.052", value, "t/a", year, gap, interval)


def _classes(ground: Ground, when: str) -> Iterator[Fact]:
    """Areas of the classes, and of all that are worse than slight together."""
    name, year = at("erosion_class", when), when or ground.year
    numbers = sorted(intensities(ground).numbers)
    worse: dict[str, Decimal] = {}
    for fact in area_facts(ground, name, numbers, "erosion.class{}.area", _LOSS, year):
        yield replace(fact, basis=told(ground, name, _LOSS).basis)
        worse.setdefault(fact.subject, Decimal(0))
        if fact.attribute != f"erosion.class{_SLIGHT}.area" and isinstance(fact.value, Decimal):
            worse[fact.subject] += fact.value
    for subject, area in worse.items():
        parts = [fact_id(subject, f"erosion.class{n}.area", year) for n in numbers if n != _SLIGHT]
        yield told(ground, name, _LOSS, *parts).fact(subject, "erosion.area", area, "m2", year)


def _said(ground: Ground) -> Iterator[Finding]:
    if not cover_of(ground, ""):
        assumed = ground.choice("cover_assumed").number
        percent = f"{printed(round_half_up(exact(assumed * 100), 0), 0)}%"
        place = Place(file=CATALOG, layer="fvc")
        yield Finding("EROSION-COVER", place, percent, subject="scope.indicator.051", words={"share": percent})
    for _, found, n in found_in(ground, ELEVATION):
        if found.empty[n]:
            share = f"{printed(round_half_up(exact(100 * found.empty[n] / (found.count[n] + found.empty[n])), 2), 2)}%"
            yield Finding(
                "EROSION-VOIDS", Place(file=CATALOG, layer="dem"), share, subject="scope.voids", words={"share": share}
            )
        break
