"""Species of every place from records (B.2-061 to B.2-064): how many, how many native, important and harmful ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from shanshui.assess.ground import Ground, Missing, Wants
from shanshui.assess.places import Spot
from shanshui.assess.unknown import unknown
from shanshui.indicators.species import Inventory, Sighting, change, inventory, native_species, richness
from shanshui.ledger import Fact
from shanshui.ledger.fact import LIST_SEPARATOR
from shanshui.stage import StageResult
from shanshui.standard.method.species import load_species_statuses, native, statuses
from shanshui.workspace.layers import Statement, measured_on

ROLE = "species"
WINDOW = "species_record_years"
GROUPS = {"063": "important", "064": "harmful"}
_NAMED = 10
"""Names that a text lists of those gained or lost."""


@dataclass(frozen=True, slots=True)
class _Records:
    """Records of the layer with where they lie, which of them are not dated, and whether any tells a standing."""

    sightings: tuple[Sighting, ...]
    where: tuple[BaseGeometry, ...]
    undated: tuple[bool, ...]
    standing: bool


def wants(_: Ground) -> Wants:
    """Nothing of the grid."""
    return Wants()


def tells(ground: Ground) -> StageResult:
    """Counts and texts of each place; nothing is known where no layer brings records."""
    records = _records(ground)
    if records is None:
        result = StageResult()
        for code in ("061", "062", *GROUPS):
            result += unknown(ground, code, Missing((ROLE,)))
        return result
    return StageResult(tuple(fact for spot in ground.places.spots for fact in _facts(ground, spot, records)))


def _records(ground: Ground) -> _Records | None:
    frame = ground.layers.vector(ROLE)
    if frame is None or "name" not in frame.columns:
        return None
    columns = {key: [_text(v) for v in frame[key]] if key in frame.columns else [""] * len(frame) for key in _COLUMNS}
    years = [_year(text) for text in columns["date"]]
    rows = zip(columns["name"], years, columns["status"], columns["native"], strict=True)
    sightings = tuple(
        Sighting(name, year or ground.base_year, statuses(status), native(origin))
        for name, year, status, origin in rows
    )
    return _Records(sightings, tuple(frame.geometry), tuple(year is None for year in years), any(columns["status"]))


_COLUMNS = ("name", "status", "native", "date")


def _text(value: object) -> str:
    return "" if value is None or value != value else str(value).strip()


def _year(text: str) -> int | None:
    return int(text[:4]) if text[:4].isdecimal() and len(text) >= 4 else None


def _facts(ground: Ground, spot: Spot, records: _Records) -> Iterator[Fact]:
    year, span = ground.base_year, round(ground.choice(WINDOW).number)
    inside = [n for n, place in enumerate(records.where) if spot.geometry.covers(place)]
    sightings = [records.sightings[n] for n in inside]
    now = inventory(sightings, year - span + 1, year)
    before = inventory(sightings, year - 2 * span + 1, year - span)
    told = _told(ground, spot, "061", "indicators.species.richness")
    if not now.species:
        if spot.kind == "scope":
            why = _say(ground, "no_records")
            for code in ("061", "062", *GROUPS):
                yield told.fact(
                    spot.subject, f"indicator.{code}", None, ground.standard.indicators[code].unit, year, why
                )
        return
    undated = sum(records.undated[n] for n in inside)
    note = _say(ground, "undated", count=undated) if undated else ""
    yield told.fact(spot.subject, "indicator.061", richness(now), "count", year, note)
    silent = sum(one.native is None for one in now.species.values())
    note = _say(ground, "native_unknown", count=silent) if silent else ""
    told = _told(ground, spot, "062", "indicators.species.native_species")
    known = native_species(now) if silent < richness(now) else None
    yield told.fact(spot.subject, "indicator.062", known, "count", year, note)
    for code, group in GROUPS.items():
        keys = [key for key, row in load_species_statuses().items() if row.group == group]
        told = _told(ground, spot, code, "indicators.species.change")
        if not records.standing:
            yield told.fact(spot.subject, f"indicator.{code}", None, "1", year, _say(ground, "no_standing"))
            continue
        text = _summary(ground, now.of(keys), keys)
        if before.species:
            text += _changed(ground, before.of(keys), now.of(keys), f"{year - 2 * span + 1}–{year - span}")
        yield told.fact(spot.subject, f"indicator.{code}", text, "1", year)
        yield told.fact(spot.subject, f"species.{group}", richness(now.of(keys)), "count", year)
        for key in keys:
            yield told.fact(spot.subject, f"species.{key}", richness(now.of([key])), "count", year)


def _told(ground: Ground, spot: Spot, code: str, method: str) -> Statement:
    clause = ground.standard.indicators[code].clause
    stated = measured_on(ground.layers, [f"layer:{ROLE}"], method, clause, spot.rests_on)
    window = ground.choice(WINDOW)
    source = f"{stated.source}；{WINDOW}={window.word}（{window.source}）"
    return Statement(
        source, stated.method, clause, (*stated.inputs, *(("project",) if window.own else ())), stated.basis
    )


def _summary(ground: Ground, now: Inventory, keys: Sequence[str]) -> str:
    """How many there are by standing; a species may have several."""
    if not now.species:
        return _say(ground, "none")
    table = load_species_statuses()
    counts = [(table[key].name, richness(now.of([key]))) for key in keys]
    groups = LIST_SEPARATOR.join(_say(ground, "group", name=name, count=count) for name, count in counts if count)
    return _say(ground, "counted", count=richness(now), groups=groups)


def _changed(ground: Ground, before: Inventory, now: Inventory, years: str) -> str:
    found = change(before, now)
    names = [_say(ground, "names", names=_some(names)) if names else "" for names in (found.gained, found.lost)]
    text = _say(
        ground,
        "change",
        years=years,
        gained=len(found.gained),
        gained_names=names[0],
        lost=len(found.lost),
        lost_names=names[1],
    )
    return f"；{text}"


def _some(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return LIST_SEPARATOR.join(names[:_NAMED]) + (f"… (+{more})" if more > 0 else "")


def _say(ground: Ground, key: str, **words: object) -> str:
    return ground.standard.label(f"assess.biodiversity.species.{key}").format(**words)
