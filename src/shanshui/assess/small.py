"""Places smaller than a cell: what cells tell of the scope is not known of them, and says why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shanshui.assess.ground import Ground
from shanshui.geo.centres import holds_centre
from shanshui.ledger import Fact, fact_id

_BY_CELLS = ("indicator.", "elevation.", "slope.")
"""What facts told by cells begin with, where no other place shows which they are."""


def too_small(ground: Ground, told: Iterable[Fact]) -> Iterator[Fact]:
    """Facts without value of each place that holds the centre of no cell; the survey tells that it is so small.

    Parameters
    ----------
    ground : Ground
        The places.
    told : iterable of Fact
        What the topics told of all places.
    """
    small = [spot for spot in ground.places.spots[1:] if not holds_centre(spot.geometry, ground.grid)]
    if not small:
        return
    facts = tuple(told)
    known = {fact.id for fact in facts}
    subjects = {spot.subject for spot in ground.places.spots[1:]} - {spot.subject for spot in small}
    of_places = {fact.id.partition(".")[2] for fact in facts if fact.subject in subjects}
    reason = ground.standard.label("assess.smaller_than_cell").format(cell=f"{ground.grid.cell:g}")
    for fact in (fact for fact in facts if fact.subject == "scope"):
        if fact.id.partition(".")[2] in of_places or (not subjects and fact.attribute.startswith(_BY_CELLS)):
            for spot in small:
                own = fact_id(spot.subject, fact.attribute, fact.when)
                if own not in known:
                    inputs = (*fact.inputs, *spot.rests_on)
                    yield Fact(
                        own,
                        None,
                        fact.unit,
                        fact.basis,
                        fact.source,
                        fact.method,
                        fact.clause,
                        tuple(dict.fromkeys(inputs)),
                        reason=reason,
                    )
