"""The ends of the vegetation index, which every vegetation cover is measured between, and ranges of other layers."""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.assess.fields.quality import RANGES, terms
from shanshui.assess.fields.reading import dated_role
from shanshui.assess.fields.vegetation import GREENNESS, ends
from shanshui.assess.ground import Ground, Wants
from shanshui.ledger import Fact
from shanshui.quantity import exact, round_half_up
from shanshui.stage import StageResult

_PLACES = 4


def wants(ground: Ground) -> Wants:
    """The distribution of the index over the scope, unless the project gives both ends; ranges of leaf area, growth."""
    given = all(ground.choice(key).value is not None for key in ("fvc_bare_ndvi", "fvc_full_ndvi"))
    ranges = tuple(tally for tally in RANGES if tally.of in terms(ground))
    return Wants(ranges if given else (GREENNESS, *ranges))


def tells(ground: Ground) -> StageResult:
    """Both ends, where the index is used."""
    used = ground.has("ndvi", "fvc") and not dated_role(ground, "fvc", "")
    return StageResult(tuple(_facts(ground)) if used else ())


def _facts(ground: Ground) -> Iterator[Fact]:
    bare, full, _ = ends(ground)
    told = ground.told("fvc", "HJ 1172-2021 附录B", method="geo.tallies.Distribution.quantile")
    for name, value in (("bare", bare), ("full", full)):
        yield told.fact("scope", f"ndvi.{name}", round_half_up(exact(value), _PLACES))
