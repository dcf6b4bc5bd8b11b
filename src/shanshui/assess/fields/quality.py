"""Quality of ecosystems by HJ 1172: leaf area, production, the index and its grades."""

from __future__ import annotations

from functools import partial

from shanshui.assess.fields.reading import at, dated_role, layer, recode
from shanshui.assess.ground import Field, Ground, Missing, Recipe
from shanshui.geo.sweep import Step
from shanshui.geo.tallies import Distribution, Spread, Values
from shanshui.indicators.grading import graded
from shanshui.indicators.quality import Best, Quality
from shanshui.ledger import Basis
from shanshui.plan.choices import Chosen
from shanshui.standard.method.cover_groups import cover_group
from shanshui.standard.method.grades import scale

TYPES = {1: "forest", 2: "shrubland", 3: "grassland", 5: "cropland"}
"""Names of the types in choices, by class of HJ 1166."""

RANGES = (Values("lai"), Values("gpp"))
"""Their ranges set the borders of the distributions."""

_BINS = 4000


def lai(ground: Ground, when: str) -> Field | Missing:
    """Leaf area index [m2/m2]."""
    role = dated_role(ground, "lai", when)
    return layer(ground, role) if role else Missing(("lai" if not when else f"lai_{when}",))


def gpp(ground: Ground, when: str) -> Field | Missing:
    """Gross primary production, in the unit of its layer."""
    role = dated_role(ground, "gpp", when)
    return layer(ground, role) if role else Missing(("gpp" if not when else f"gpp_{when}",))


def quality_type(_: Ground, when: str) -> Field:
    """Types that are judged, as first-level classes of HJ 1166; 0 for all others."""
    turn = recode({code: code for code in cover_group("quality")})
    return Field(Step((at("ecosystem_class", when),), turn), method="assess.fields.quality.quality_type", coded=True)


def terms(ground: Ground) -> tuple[str, ...]:
    """Quantities that make up the index."""
    return tuple(ground.choice("quality_terms").word.split("_"))


def spreads(ground: Ground) -> dict[str, Spread]:
    """Wishes for the distribution of each quantity by type over the scope; of the present, for every year."""
    found = {"fvc": Spread("fvc", 0.0, 1.0, 1000, "quality_type", first=True)}
    for tally in RANGES:
        seen = ground.swept.get(tally)
        if seen is not None and seen[0].maximum[0] > 0:
            low, high = min(0.0, float(seen[0].minimum[0])), float(seen[0].maximum[0])
            found[tally.of] = Spread(tally.of, low, high, _BINS, "quality_type", first=True)
    return {term: found[term] for term in terms(ground) if term in found}


def own_best(ground: Ground, term: str, type_code: int) -> Chosen:
    """The maximum of the region as the project knows it."""
    return ground.choice(f"quality_max_{term}_{TYPES[type_code]}")


def eqi(ground: Ground, when: str) -> Field | Missing:
    """Index of ecosystem quality, 0 to 100."""
    used = terms(ground)
    needs = (at("quality_type", when), *(at(term, when) for term in used))
    wishes = spreads(ground)
    have = {term: ground.swept[wish][0] for term, wish in wishes.items() if wish in ground.swept}
    lacking = any(ground.missing(need) for need in needs)
    if not lacking and len(have) < len(used):
        return Missing(why="quality_reference")
    best = tuple(_best(ground, term, have[term]) for term in used) if not lacking else ()
    keys = ("quality_terms", "quality_reference", "quality_normalised")
    own = (own_best(ground, term, code) for term in used for code in TYPES)
    return Field(
        Step(needs, Quality(best)),
        "1",
        "indicators.quality.ecosystem_quality",
        choices=(*(ground.choice(key) for key in keys), *(one for one in own if one.value is not None)),
        basis=Basis.MODELLED_UNCALIBRATED,
    )


def _best(ground: Ground, term: str, found: Distribution) -> Best:
    share = 0.99 if ground.choice("quality_reference").word == "percentile_99" else 1.0
    stretched = ground.choice("quality_normalised").word == "min_max"
    least, most = [], []
    for code in range(1, max(TYPES) + 1):
        own = own_best(ground, term, code) if code in TYPES else None
        most.append(own.number if own is not None and own.value is not None else found.quantile(0, code, share))
        least.append(found.quantile(0, code, 1 - share) if stretched else 0.0)
    return Best(tuple(least), tuple(most))


def quality_grade(_: Ground, when: str) -> Field:
    """Grades of quality, 1 (best) to 5."""
    found = scale("quality")
    split = partial(graded, limits=found.limits, numbers=found.numbers, closed=found.closed)
    return Field(Step((at("eqi", when),), split), method="indicators.grading.graded", coded=True)


RECIPES: dict[str, Recipe] = {
    "lai": lai,
    "gpp": gpp,
    "quality_type": quality_type,
    "eqi": eqi,
    "quality_grade": quality_grade,
}
