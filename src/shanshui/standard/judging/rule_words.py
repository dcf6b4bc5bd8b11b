"""Words that rules look for in what planners write: each with its source, and when it means something else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, read_csv

_CLAUSES = re.compile(r"[，。；;,\n]")


@dataclass(frozen=True, slots=True)
class RuleWord:
    """One word of a list.

    Parameters
    ----------
    list : str
        ``showy``: works that central money must not pay for, as the rules of the money name them; ``showy_alike``:
        what is like them; ``local_matter``: categories of sub-projects (vocabulary ``subproject_category``) that
        serve one place; ``repayment``: says where invested money comes back from; ``ecological_zone``: key ecological
        zones; ``no_comment``: an opinion that wants no answer; ``frequency``: says how often; ``measurable``: says when
        a risk has come about; ``lead``: a body that leads; ``population``: indicators of the socio-economic table that
        count all people; ``review_number``: ends of a map review number; ``output``, ``income``, ``urban_population``,
        ``rural_population``, ``urban_rate``, ``personal_income``, ``land_total``: further indicators of that table;
        ``upper_spatial``, ``upper_restoration``: plans that a project follows; ``upper_new``: says that a sub-project
        is not in the upper plan; ``upper_money``: money that works cost; ``placeholder``: left to be filled in;
        ``made_up``: marks made-up data; ``change``: a percentage that may lie beyond 0 to 100; ``paddy``, ``orchard``:
        land of GB 15618; ``construction_1``, ``construction_2``, ``construction`` (of either kind): land of GB 36600;
        ``lake``: standing water of GB 3838; ``final_payment``: money that is paid after the works.
    word : str
        As written in a plan; the code of a category in ``local_matter``.
    unless : tuple of str
        Words that take its meaning away where they stand in the same clause of a sentence.
    source, certainty : str
        Where it comes from; A read in a report of the rules, C our own choice.
    """

    list: str
    word: str
    source: str
    unless: tuple[str, ...] = ()
    certainty: Certainty = "C"


@cache
def load_rule_words() -> Mapping[str, tuple[RuleWord, ...]]:
    """Words by list, in the order of the file."""
    found: dict[str, list[RuleWord]] = {}
    for row in read_csv(RuleWord, data_folder() / "judging" / "rule_words.csv"):
        found.setdefault(row.list, []).append(row)
    return MappingProxyType({name: tuple(rows) for name, rows in found.items()})


@cache
def rule_words(name: str) -> tuple[str, ...]:
    """The bare words of a list, in the order of the file."""
    return tuple(row.word for row in load_rule_words()[name])


def hits(name: str, texts: Iterable[str]) -> Iterator[tuple[RuleWord, str]]:
    """Words of a list that texts hold, with the text; not where a word beside them takes their meaning away."""
    for text in texts:
        for part in _CLAUSES.split(text):
            for word in load_rule_words()[name]:
                if word.word in part and not any(other in part for other in word.unless):
                    yield word, text
