"""Key attributes (5.3.1.4): their state at the reference sites, and how far each place falls short of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from shanshui.assess.diagnosis.reference import CLAUSE
from shanshui.assess.diagnosis.reference_sites import NAMES, NATURAL, Sites, sites
from shanshui.assess.ground import Ground, Wants, least_sure
from shanshui.assess.places import Spot, diagnosed
from shanshui.geo.tallies import ByCode, Distribution, Spread, Tally, ValuesByCode
from shanshui.indicators.similarity import gap_in_spreads, recovery_score, relative_state, spread_of
from shanshui.ledger import Basis, Fact
from shanshui.quantity import convert, exact, printed, round_half_up, unit
from shanshui.stage import StageResult
from shanshui.standard.method.reference import GROUPS, Attribute, load_attributes
from shanshui.workspace.layers import Statement

BINS = 2000
"""Steps in which the distribution of an attribute is taken."""

_PLACES = 4
_GAP_CLAUSE = "5.3.1.4"
_SCORE = "indicators.similarity.recovery_score"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a place stands in one attribute, over its natural ground.

    Parameters
    ----------
    state, goal : float
        Its mean, and that of its reference, weighted by class alike [unit of the attribute].
    share : float
        State as a share of the goal, 0 to 1.
    gap : float
        How far it falls short, in spreads of the reference; NaN where the reference has no spread.
    """

    state: float
    goal: float
    share: float
    gap: float


def attributes(ground: Ground) -> tuple[Attribute, ...]:
    """The attributes that the pass has told."""
    return tuple(one for one in load_attributes().values() if _spread(one) in ground.swept)


def _spread(one: Attribute) -> Spread:
    return Spread(one.field, one.low, one.high, BINS, by="reference_class", first=True)


def _of_site(one: Attribute) -> ValuesByCode:
    return ValuesByCode(one.field, "reference_site", first=True)


def _of_class(one: Attribute) -> ValuesByCode:
    return ValuesByCode(one.field, "reference_class", first=True)


def wants(ground: Ground) -> Wants:
    """Every attribute by reference site, its spread by class, and over the natural ground of each place."""
    if not ground.has("reference_site"):
        return Wants()
    tallies: list[Tally] = []
    for one in (one for one in load_attributes().values() if ground.has(one.field)):
        tallies += [_of_site(one), _of_class(one), ValuesByCode(one.field, "natural_class"), _spread(one)]
    return Wants(tuple(tallies), ("reference_site",))


def tells(ground: Ground) -> StageResult:
    """State and spread of each attribute by class, gaps and scores of each place, reference values of table B.2."""
    return StageResult((*_reference(ground), *_gaps(ground)))


def _reference(ground: Ground) -> Iterator[Fact]:
    for one in attributes(ground):
        values: ByCode = ground.swept[_of_class(one)][0]
        spread: Distribution = ground.swept[_spread(one)][0]
        told = _told(ground, one, CLAUSE, "assess.diagnosis.reference_state.standing")
        for kind in NATURAL:
            if kind in values.codes and values.count[0, values.codes.index(kind)]:
                name = f"reference.{one.key}.{NAMES[kind]}"
                mean = float(values.mean[0, values.codes.index(kind)])
                yield told.fact("scope", f"{name}.mean", _rounded(mean), one.unit)
                for end, share in (("low", 0.1), ("high", 0.9)):
                    yield told.fact("scope", f"{name}.{end}", _rounded(spread.quantile(0, kind, share)), one.unit)


def _told(ground: Ground, one: Attribute, clause: str, method: str, *inputs: str) -> Statement:
    """A statement about an attribute, which rests on the reference sites too."""
    below = (source for field in ground.below("reference_site") for source in field.sources)
    count = "scope.reference.sites.count"
    return ground.told(one.field, clause, *dict.fromkeys(below), count, *inputs, method=method)


def _gaps(ground: Ground) -> Iterator[Fact]:
    entered, chosen = _entered(ground), sites(ground)
    for spot in (ground.places.scope, *diagnosed(ground.places)):
        parts: dict[str, list[tuple[float, str, Basis]]] = {group: [] for group in GROUPS}
        goals: list[tuple[str, str, Basis]] = []
        for one in attributes(ground):
            found = standing(ground, spot, one, entered, chosen)
            if found is None:
                continue
            inputs, own = tuple(spot.rests_on), _own(entered, spot, one)
            if own is not None:
                inputs += ("table:observations",)
            told = _told(ground, one, _GAP_CLAUSE, "assess.diagnosis.reference_state.standing", *inputs)
            key = f"gap.{one.key}"
            yield told.fact(spot.subject, f"{key}.state", _rounded(found.state), one.unit)
            yield told.fact(spot.subject, f"{key}.goal", _rounded(found.goal), one.unit)
            yield told.fact(spot.subject, f"{key}.share", _rounded(1 - found.share))
            if not np.isnan(found.gap):
                yield told.fact(spot.subject, key, _rounded(found.gap))
            sure = own is not None or told.basis is not Basis.MODELLED_UNCALIBRATED
            if one.told == "always" or (one.told == "calibrated" and sure):
                goals.append((_worded(ground, one, found.goal), f"{spot.subject}.{key}.goal", told.basis))
            parts[one.group].append((found.share, f"{spot.subject}.{key}.share", told.basis))
            if spot is ground.places.scope and one.indicator:
                yield from _of_indicator(ground, one, told)
        yield from _scores(spot, parts)
        if goals:
            ids = tuple(key for _, key, _ in goals)
            basis = least_sure(basis for *_, basis in goals)
            told = Statement("", "assess.diagnosis.reference_state.standing", "表B.3 注c", ids, basis)
            yield told.fact(spot.subject, "reference.goals", "；".join(text for text, *_ in goals))


def _worded(ground: Ground, one: Attribute, goal: float) -> str:
    """A goal in words; shares in per cent."""
    share = one.unit == "1" and one.high <= 1
    value = printed(round_half_up(exact(goal * 100 if share else goal), one.places), one.places)
    words = ground.standard.label(f"assess.goal.{one.better}")
    return words.format(name=one.name, value=value, unit="%" if share else f" {unit(one.unit).symbol}".rstrip())


def _of_indicator(ground: Ground, one: Attribute, told: Statement) -> Iterator[Fact]:
    """The reference value of an indicator of table B.2."""
    values: ByCode = ground.swept[_of_class(one)][0]
    kinds = [kind for kind in values.codes if one.within in (0, kind)]
    cells = sum(int(values.count[0, values.codes.index(kind)]) for kind in kinds)
    if cells:
        total = sum(float(values.total[0, values.codes.index(kind)]) for kind in kinds)
        yield told.fact("scope", f"reference.indicator.{one.indicator}", _rounded(total / cells), one.unit)


def _scores(spot: Spot, parts: Mapping[str, list[tuple[float, str, Basis]]]) -> Iterator[Fact]:
    """Scores of the recovery wheel by group, and the mean of what is known of them."""
    scores: list[tuple[float, tuple[str, ...], Basis]] = []
    for group in GROUPS:
        if parts[group]:
            score = recovery_score([share for share, *_ in parts[group]])
            ids = tuple(key for _, key, _ in parts[group])
            basis = least_sure(basis for *_, basis in parts[group])
            told = Statement("", _SCORE, _GAP_CLAUSE, ids, basis)
            yield told.fact(spot.subject, f"recovery.{group}", _rounded(score))
            scores.append((score, (f"{spot.subject}.recovery.{group}",), basis))
    if scores:
        ids = tuple(key for _, keys, _ in scores for key in keys)
        told = Statement("", _SCORE, _GAP_CLAUSE, ids, least_sure(basis for *_, basis in scores))
        yield told.fact(spot.subject, "gap.state", _rounded(float(np.mean([score for score, *_ in scores])) / 5))


def standing(
    ground: Ground, spot: Spot, one: Attribute, entered: Mapping[tuple[str, str], Decimal], chosen: Sites
) -> Standing | None:
    """How a place stands in an attribute; None where nothing can be compared.

    Parameters
    ----------
    ground : Ground
        After a pass with what :func:`wants` asked for.
    spot : Spot
        The scope, or a diagnosed place.
    one : Attribute
        Which one.
    entered : mapping of (subject, indicator) to Decimal
        The planner's own reference values, which come first.
    chosen : Sites
        The reference sites.

    Notes
    -----
    The goal of a class is the mean over the cells of the sites that the place takes for it; of the scope, over
    those of all sites.
    """
    part, n = _where(ground, spot)
    here: ByCode = ground.swept[ValuesByCode(one.field, "natural_class")][part]
    spread: Distribution = ground.swept[_spread(one)][0]
    own = _own(entered, spot, one)
    least = ground.choice("reference_least_spread").number
    weight, rows = [], []
    for kind in NATURAL:
        cells = int(here.count[n, here.codes.index(kind)]) if kind in here.codes else 0
        goal = _goal(ground, spot, one, kind, chosen)
        if own is not None and one.within in (0, kind):
            goal = float(own)
        if cells and not np.isnan(goal):
            mean = float(here.mean[n, here.codes.index(kind)])
            width = float(spread_of(spread.quantile(0, kind, 0.1), spread.quantile(0, kind, 0.9)))
            width = max(width, least * abs(goal))
            more = one.better == "more"
            reached, short = relative_state(mean, goal, more), gap_in_spreads(mean, goal, width, more)
            if not np.isnan(reached):
                weight.append(cells)
                rows.append((mean, goal, float(reached), float(short)))
    if not rows:
        return None
    table, cells_of = np.array(rows), np.array(weight, dtype=np.float64)
    state, sought, share = (float(x) for x in np.average(table[:, :3], axis=0, weights=cells_of))
    known = ~np.isnan(table[:, 3])
    gap = float(np.average(table[known, 3], weights=cells_of[known])) if known.any() else float("nan")
    return Standing(state, sought, share, gap)


def _goal(ground: Ground, spot: Spot, one: Attribute, kind: int, chosen: Sites) -> float:
    if spot is ground.places.scope:
        values: ByCode = ground.swept[_of_class(one)][0]
        return float(values.mean[0, values.codes.index(kind)]) if kind in values.codes else float("nan")
    taken = [number for number, _ in chosen.of.get((spot.subject, kind), ())]
    values = ground.swept[_of_site(one)][0]
    where = [values.codes.index(number) for number in taken if number in values.codes]
    cells = sum(int(values.count[0, i]) for i in where)
    return sum(float(values.total[0, i]) for i in where) / cells if cells else float("nan")


def _where(ground: Ground, spot: Spot) -> tuple[int, int]:
    number = ground.places.spots.index(spot)
    part = next(p for p, members in enumerate(ground.places.sets) if number in members)
    return part, ground.places.sets[part].index(number)


def _entered(ground: Ground) -> dict[tuple[str, str], Decimal]:
    """Reference values that the planner entered, by subject and indicator, in the unit of the attribute."""
    by_indicator = {one.indicator: one for one in load_attributes().values() if one.indicator}
    found: dict[tuple[str, str], Decimal] = {}
    for row in ground.plan.records.get("observations", ()):
        one = by_indicator.get(row.text("indicator"))
        value = row.number("value")
        if row.text("kind") == "reference" and one is not None and value is not None:
            try:
                found[row.text("subject"), one.indicator] = convert(value, row.text("unit") or one.unit, one.unit)
            except (KeyError, ValueError):
                continue
    return found


def _own(entered: Mapping[tuple[str, str], Decimal], spot: Spot, one: Attribute) -> Decimal | None:
    return entered.get((spot.subject, one.indicator), entered.get(("scope", one.indicator)))


def _rounded(value: float) -> Decimal:
    return round_half_up(exact(value), _PLACES)
