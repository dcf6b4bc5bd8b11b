"""Which alternative is best, and how surely: criteria, weights, ranks and their stability (5.4.4.2 a, H.1.6.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from shanshui.finding import Finding
from shanshui.indicators.criteria import dominating, entropy_weights, flows, oriented, ranks, topsis
from shanshui.indicators.stability import drawn_weights, first_shares, least_moved, tipping_point
from shanshui.layout.alternatives.comparison import Figures
from shanshui.layout.alternatives.judgements import JUDGED, Weighting, weighting_of
from shanshui.ledger import Basis, Fact, fact_id, listed
from shanshui.plan import Plan
from shanshui.plan.choices import choice
from shanshui.quantity import exact, round_half_up
from shanshui.standard.method.criteria import CRITERIA, Yardstick, load_yardsticks

CLAUSE = "5.4.4.2 a"
_METHOD = "layout.alternatives.criteria.ranked"
_SEED = 20220211
"""Of the weights drawn by lot: the same facts give the same shares."""
_PLACES, _TOLD = 6, 3
"""Decimals of weights and merits; of scores, shares of draws and ratios of consistency."""
_DEMANDED = ("target_reach", "investment", "acceptance")
"""Yardsticks that are missed also where they are known of no alternative."""

Label = Callable[[str], str]

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Alternatives as a table of numbers.

    Parameters
    ----------
    figures : tuple of Figures
        Alternatives, in rows.
    yardsticks : tuple of Yardstick
        What is known of all of them, in columns.
    matrix : array of float, shape (alternatives, yardsticks)
        In the units of the yardsticks.
    left_out : mapping of yardstick to codes
        What is known of some alternatives and not of these.
    """

    figures: tuple[Figures, ...]
    yardsticks: tuple[Yardstick, ...]
    matrix: Numbers
    left_out: Mapping[str, tuple[str, ...]]

    @property
    def more(self) -> Flags:
        """Whether more is better, by yardstick."""
        return np.array([one.better == "more" for one in self.yardsticks], dtype=bool)

    @property
    def criteria(self) -> tuple[str, ...]:
        """Criteria that have a yardstick, in the order of the clause."""
        held = {one.criterion for one in self.yardsticks}
        return tuple(key for key in CRITERIA if key in held)

    @property
    def flows(self) -> Numbers:
        """Net flow of PROMETHEE by alternative and yardstick."""
        largest = np.abs(self.matrix).max(axis=0, initial=0.0)
        scale = np.where([one.of == "largest" for one in self.yardsticks], largest, 1.0)
        low = np.array([one.indifferent for one in self.yardsticks]) * scale
        high = np.array([one.preferred for one in self.yardsticks]) * scale
        return flows(self.matrix, self.more, [one.shape for one in self.yardsticks], low, high)


def compared(figures: Sequence[Figures]) -> Comparison:
    """The table of what is known of all alternatives.

    Parameters
    ----------
    figures : sequence of Figures
        At least one.
    """
    used, left_out = [], {}
    for one in load_yardsticks().values():
        unknown = tuple(f.alternative.code for f in figures if f.number(one.key) is None)
        if not unknown:
            used.append(one)
        elif len(unknown) < len(figures) or one.key in _DEMANDED:
            left_out[one.key] = unknown
    matrix = np.array([[float(f.number(one.key) or 0) for one in used] for f in figures]).reshape(len(figures), -1)
    return Comparison(tuple(figures), tuple(used), matrix, left_out)


def unknown_criteria(found: Comparison) -> Iterator[Finding]:
    """Yardsticks that had to be left out because a value of an alternative is not known: one finding for each cause.

    What the chosen alternative lacks in prices is lacking in the plan, and told there.
    """
    figures = {one.alternative.code: one for one in found.figures}
    causes: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for key, codes in found.left_out.items():
        fact = figures[codes[0]].facts.get(key)
        causes.setdefault((codes, fact.reason if fact is not None else ""), []).append(key)
    for (codes, reason), keys in causes.items():
        if "investment" in keys and all(figures[code].alternative.chosen for code in codes):
            continue
        yardsticks = [load_yardsticks()[key] for key in keys]
        words = {
            "name": "、".join(one.name_zh for one in yardsticks),
            "name_en": ", ".join(one.name_en for one in yardsticks),
            "which": "、".join(figures[code].alternative.name for code in codes),
        }
        facts = tuple(fact_id(figures[c].subject, key) for key in keys for c in codes if key in figures[c].facts)
        place = figures[codes[0]].alternative.place
        yield Finding("CRITERION-UNKNOWN", place, reason, "", f"criterion:{keys[0]}", facts, words)


def ranked(found: Comparison, plan: Plan, label: Label) -> Iterator[Fact]:
    """Weights, scores, ranks and their stability, of two or more alternatives that share a yardstick.

    Parameters
    ----------
    found : Comparison
        The table.
    plan : Plan
        Judgements and choices.
    label : callable
        Words of the program by key.
    """
    if len(found.figures) < 2 or not found.yardsticks:
        return
    spread, weighting = _spread(found), weighting_of(plan, found.criteria, _by_entropy(found))
    by_key = dict(zip(found.criteria, weighting.weights, strict=True))
    yield from _weight_facts(weighting, by_key, label)
    methods: Mapping[str, Callable[[Numbers], Numbers]] = {
        "topsis": lambda weights: topsis(found.matrix, weights @ spread, found.more),
        "promethee": lambda weights: (weights @ spread) @ found.flows.T,
    }
    leading = choice(plan.project, "alternative_ranking").word
    scores = {name: method(weighting.weights[None, :])[0] for name, method in methods.items()}
    tell = _Teller(tuple(fact_id("scope", f"criterion.{key}.weight") for key in found.criteria))
    yield from _rank_facts(found, spread, scores, leading, tell)
    yield from _stability_facts(found, plan, weighting.weights, methods[leading], tell)
    moved = least_moved(found.flows @ spread.T, weighting.weights)
    if moved is not None:
        yield tell.fact("scope", "alternatives.moved", exact(moved[0]))
        yield tell.fact("scope", "alternatives.moved.winner", found.figures[moved[1]].alternative.code)


def _spread(found: Comparison) -> Numbers:
    """How the weight of each criterion falls on its yardsticks: evenly; shape (criteria, yardsticks)."""
    own = np.array([[one.criterion == key for one in found.yardsticks] for key in found.criteria], dtype=np.float64)
    shares: Numbers = own / own.sum(axis=1, keepdims=True)
    return shares


def _by_entropy(found: Comparison) -> Numbers:
    """Weights of criteria by entropy: those of their yardsticks, added up."""
    own = np.array([[one.criterion == key for one in found.yardsticks] for key in found.criteria], dtype=np.float64)
    sums: Numbers = own @ entropy_weights(np.abs(found.matrix))
    return sums


@dataclass(frozen=True, slots=True)
class _Teller:
    """States facts that rest on the weights and on what is known of the alternatives."""

    weights: tuple[str, ...]

    def fact(self, subject: str, attribute: str, value: Decimal | str, inputs: Sequence[str] = ()) -> Fact:
        number = round_half_up(value, _PLACES) if isinstance(value, Decimal) else value
        return Fact(
            fact_id(subject, attribute), number, "1", Basis.MODELLED_UNCALIBRATED, "", _METHOD, CLAUSE,
            (*inputs, *self.weights),
        )  # fmt: skip


def _weight_facts(found: Weighting, by_key: Mapping[str, float], label: Label) -> Iterator[Fact]:
    """Weight of each criterion, where it comes from, and how consistent the judgements are."""
    inputs = ("table:judgements",) if found.by == JUDGED else ("project",)
    source = "、".join(judge.name for judge in found.judges if judge.name)
    made_up = any(judge.synthetic for judge in found.judges)

    def fact(attribute: str, value: Decimal | str | None, reason: str = "") -> Fact:
        return Fact(
            fact_id("scope", attribute), value, "1", Basis.ENTERED, source,
            "layout.alternatives.judgements.weighting_of", CLAUSE, inputs, made_up, reason,
        )  # fmt: skip

    for key in CRITERIA:
        weight = by_key.get(key)
        number = None if weight is None else round_half_up(exact(weight), _PLACES)
        yield fact(f"criterion.{key}.weight", number, "" if weight is not None else label("alternatives.reason.unused"))
    yield fact("criterion.weighting", found.by)
    if found.comparison is not None:
        yield fact("criterion.consistency", _told(found.comparison.ratio))
    for place, (judge, one) in enumerate(zip(found.judges, found.each, strict=True), start=1):
        yield fact(f"judgement.j{place}.name", judge.name)
        yield fact(f"judgement.j{place}.consistency", _told(one.ratio))


def _rank_facts(
    found: Comparison, spread: Numbers, scores: Mapping[str, Numbers], leading: str, tell: _Teller
) -> Iterator[Fact]:
    """Share of the best on each criterion, scores and ranks, and who is dominated by whom."""
    merits = oriented(found.matrix, found.more) @ spread.T
    better = dominating(found.matrix, found.more)
    inputs = {key: _rests_on(found, key) for key in found.criteria}
    every = [one for key in found.criteria for one in inputs[key]]
    for row, one in enumerate(found.figures):
        for column, key in enumerate(found.criteria):
            yield tell.fact(one.subject, f"criterion.{key}", exact(merits[row, column]), inputs[key])
        for name, values in scores.items():
            yield tell.fact(one.subject, f"score.{name}", _told(values[row]), every)
            yield tell.fact(one.subject, f"rank.{name}", Decimal(ranks(values)[row]), every)
        yield tell.fact(one.subject, "rank", Decimal(ranks(scores[leading])[row]), every)
        above = [f.alternative.code for f, wins in zip(found.figures, better[:, row], strict=True) if wins]
        if above:
            yield tell.fact(one.subject, "dominated_by", listed(above), every)
    first = [f.alternative.code for f, rank in zip(found.figures, ranks(scores[leading]), strict=True) if rank == 1]
    yield tell.fact("scope", "alternatives.first", listed(first), every)
    yield tell.fact("scope", "alternatives.ranking", leading)


def _told(value: float) -> Decimal:
    """A score as it is told: its further digits mean nothing."""
    return round_half_up(exact(float(value)), _TOLD)


def _rests_on(found: Comparison, criterion: str) -> tuple[str, ...]:
    """Facts of all alternatives on one criterion."""
    keys = [one.key for one in found.yardsticks if one.criterion == criterion]
    return tuple(fact_id(one.subject, key) for one in found.figures for key in keys)


def _stability_facts(
    found: Comparison, plan: Plan, weights: Numbers, scores: Callable[[Numbers], Numbers], tell: _Teller
) -> Iterator[Fact]:
    """How often each alternative is first when weights vary, and which single weight tips the rank."""
    draws = int(choice(plan.project, "criterion_draws").number)
    drawn = drawn_weights(weights, choice(plan.project, "criterion_concentration").number, max(1, draws), _SEED)
    yield replace(tell.fact("scope", "alternatives.draws", Decimal(len(drawn))), unit="count")
    for one, share in zip(found.figures, first_shares(scores, drawn), strict=True):
        yield tell.fact(one.subject, "first_share", _told(share), (fact_id(one.subject, "rank"),))
    tipping = tipping_point(scores, weights)
    if tipping is not None:
        yield tell.fact("scope", "alternatives.tipping.criterion", found.criteria[tipping.criterion])
        yield tell.fact("scope", "alternatives.tipping.weight", exact(tipping.weight))
        yield tell.fact("scope", "alternatives.tipping.winner", found.figures[tipping.winner].alternative.code)
