"""Money by source and year (5.4.5.2, H.1.9.2): a bar per year, stacked by payer, and what the year's works cost.

Local money stands by level of government where every year knows its levels.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from matplotlib import rc_context
from matplotlib.axes import Axes

from shanshui.dossier.figures.chart import Part, Type, dark, finish, made_up, number, save, sheet, type_of
from shanshui.dossier.maps.canvas import INK, RC
from shanshui.dossier.maps.styles import StyleBook
from shanshui.ledger import Facts, Quote
from shanshui.quantity import unit
from shanshui.standard import Standard

LEVELS = ("province", "prefecture", "county", "unassigned")
_SIZE = (7.2, 3.3)
_LOW = 0.055
"""Share of the tallest bar below which a piece bears no number."""
_ASIDE, _NEED = 0.1, 0.28
"""How far money stands left of the year's middle, and what the works cost right of it."""


@dataclass(frozen=True, slots=True)
class FundingByYear:
    """The figure as a value.

    Parameters
    ----------
    years : tuple of int
        From left to right.
    parts : tuple of Part
        Sources, from below; those that pay nothing are left out.
    totals, needs : tuple of Quote
        All money of each year, and what its works cost; ``needs`` is empty where that is not known.
    title, need_word, year_word : str
        Words of the axes and of the mark.
    synthetic : bool
        Whether anything in it rests on made-up data.
    """

    years: tuple[int, ...]
    parts: tuple[Part, ...]
    totals: tuple[Quote, ...]
    needs: tuple[Quote, ...]
    title: str
    need_word: str
    year_word: str
    synthetic: bool


def funding_of(years: tuple[int, ...], facts: Facts, standard: Standard) -> FundingByYear | None:
    """The figure; None where no year has money.

    Parameters
    ----------
    years : tuple of int
        Of the works.
    facts : Facts
        ``scope.funding.<source>@<year>``, ``scope.funding.local.<level>@<year>``, ``scope.cost.total@<year>``.
    standard : Standard
        Words.
    """
    totals = _quotes("scope.funding.total", years, facts)
    if not any(number(quote) for quote in totals):
        return None
    sources = standard.vocabularies["funding_source"]
    keys = {source: f"scope.funding.{source}" for source in ("central", "local", "social")}
    names = {source: sources[source].zh for source in keys}
    levels = {level: _quotes(f"scope.funding.local.{level}", years, facts) for level in LEVELS}
    if _adds_up(levels, _quotes(keys["local"], years, facts)):
        del keys["local"]
        keys |= {level: f"scope.funding.local.{level}" for level in LEVELS}
        names |= {level: standard.label(f"figure.funding.{level}") for level in LEVELS}
        keys["social"] = keys.pop("social")
    parts = (Part(key, names[key], _quotes(fact, years, facts)) for key, fact in keys.items())
    needs = _quotes("scope.cost.total", years, facts)
    known = all(quote.value is not None for quote in needs)
    quoted = [quote.fact for quote in totals] + [quote.fact for quote in needs if known]
    return FundingByYear(
        years,
        tuple(part for part in parts if any(number(quote) for quote in part.amounts)),
        totals,
        needs if known else (),
        standard.label("figure.funding.axis").format(unit=unit("wan_yuan").symbol),
        standard.label("figure.funding.need"),
        standard.label("figure.year"),
        made_up(quoted, facts),
    )


def _quotes(stem: str, years: tuple[int, ...], facts: Facts) -> tuple[Quote, ...]:
    return tuple(facts.quote(f"{stem}@{year}", "wan_yuan", 0) for year in years)


def _adds_up(levels: dict[str, tuple[Quote, ...]], local: tuple[Quote, ...]) -> bool:
    """Whether local money is known by level: the levels add up to it in every year, and one is told."""
    told = any(number(quote) for level in LEVELS[:3] for quote in levels[level])
    sums = (sum((_exact(q) for q in year), Decimal(0)) for year in zip(*levels.values(), strict=True))
    return told and all(whole == _exact(quote) for whole, quote in zip(sums, local, strict=True))


def _exact(quote: Quote) -> Decimal:
    return quote.value if isinstance(quote.value, Decimal) else Decimal(0)


def draw_funding(funding: FundingByYear, styles: StyleBook, path: Path) -> None:
    """Draw the figure as PNG.

    Parameters
    ----------
    funding : FundingByYear
        What to draw.
    styles : StyleBook
        Type, and the palette ``sources``.
    path : Path
        File to write.
    """
    type_ = type_of(styles)
    with rc_context(RC):
        figure = sheet(*_SIZE)
        axes = figure.add_axes((0.095, 0.2, 0.885, 0.76))
        _draw(axes, funding, dict(zip(_ORDER, styles.palettes["sources"], strict=True)), type_)
        handles, names = axes.get_legend_handles_labels()
        figure.legend(
            handles, names, loc="lower center", bbox_to_anchor=(0.53, 0.0), ncols=len(names), frameon=False,
            prop=type_.numbers, handlelength=1.3, columnspacing=1.4,
        )  # fmt: skip
        save(figure, path)


_ORDER = ("central", "local", *LEVELS, "social")


def _draw(axes: Axes, funding: FundingByYear, colours: dict[str, str], type_: Type) -> None:
    places = range(len(funding.years))
    tallest = max(*(number(q) for q in funding.totals), *(number(q) for q in funding.needs), 1.0)
    bottoms = [0.0] * len(funding.years)
    for part in funding.parts:
        heights, colour = [number(quote) for quote in part.amounts], colours[part.key]
        axes.bar(
            [place - _ASIDE for place in places],
            heights,
            0.46,
            bottoms,
            color=colour,
            edgecolor="#ffffff",
            linewidth=0.7,
            label=part.name,
        )
        for place, (quote, bottom, height) in enumerate(zip(part.amounts, bottoms, heights, strict=True)):
            if height >= _LOW * tallest:
                ink = "#ffffff" if dark(colour) else INK
                axes.text(place - _ASIDE, bottom + height / 2, quote.text, ha="center", va="center",
                          fontproperties=type_.small, color=ink)  # fmt: skip
        bottoms = [bottom + height for bottom, height in zip(bottoms, heights, strict=True)]
    for place, (quote, top) in enumerate(zip(funding.totals, bottoms, strict=True)):
        axes.text(place - _ASIDE, top + 0.012 * tallest, quote.text, ha="center", va="bottom",
                  fontproperties=type_.numbers, color=INK)  # fmt: skip
    if funding.needs:
        beside = [place + _NEED for place in places]
        axes.bar(beside, [number(quote) for quote in funding.needs], 0.13, color="#ffffff", edgecolor="#5f5f5c",
                 linewidth=0.7, hatch="//////", label=funding.need_word)  # fmt: skip
        for right, quote in zip(beside, funding.needs, strict=True):
            axes.text(right, number(quote) + 0.012 * tallest, quote.text, ha="center", va="bottom",
                      fontproperties=type_.small, color="#4a4a48")  # fmt: skip
    axes.set_xticks(list(places), [funding.year_word.format(year=year) for year in funding.years])
    axes.set_ylim(0, tallest * 1.1)
    axes.set_xlim(-0.6, len(funding.years) - 0.4)
    axes.set_ylabel(funding.title, fontproperties=type_.words, color=INK)
    finish(axes, type_, "y")
