"""All facts of the financial analysis (clause 5.4.5.3 a)."""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.finance.analysis.analysis import Analysis
from shanshui.finance.analysis.flow_facts import Words, flow_facts, private_facts, term_facts
from shanshui.finance.analysis.return_facts import return_facts, sensitivity_facts, simulation_facts
from shanshui.ledger import Fact, Facts


def analysis_facts(found: Analysis, facts: Facts, words: Words) -> Iterator[Fact]:
    """State an analysis.

    Parameters
    ----------
    found : Analysis
        Of :func:`shanshui.finance.analysis.analysis.analyse`.
    facts : Facts
        What it was made from.
    words : callable
        Words of the program, for reasons.
    """
    yield from term_facts(found, words)
    yield from flow_facts(facts, found, words)
    yield from private_facts(found, words)
    yield from return_facts(facts, found, words)
    yield from sensitivity_facts(found, words)
    yield from simulation_facts(found)
