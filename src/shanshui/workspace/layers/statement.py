"""What facts of one origin have in common, said once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanshui.ledger import Basis, Fact, fact_id
from shanshui.workspace.layers.layers import Layers


@dataclass(frozen=True, slots=True)
class Statement:
    """Source, method and clause that a group of facts shares.

    Parameters
    ----------
    source, method, clause : str
        As in :class:`shanshui.ledger.Fact`.
    inputs : tuple of str
        Ids of facts and sources.
    basis : Basis
        What the facts rest on.
    """

    source: str
    method: str
    clause: str
    inputs: tuple[str, ...]
    basis: Basis = Basis.MEASURED

    def fact(
        self,
        subject: str,
        attribute: str,
        value: Decimal | int | str | None,
        unit: str = "1",
        when: str | int = "",
        reason: str = "",
        interval: tuple[Decimal, Decimal] | None = None,
    ) -> Fact:
        """One fact of the group."""
        number = Decimal(value) if isinstance(value, int) else value
        return Fact(
            fact_id(subject, attribute, when),
            number,
            unit,
            self.basis,
            self.source,
            self.method,
            self.clause,
            self.inputs,
            reason=reason,
            low=interval[0] if interval else None,
            high=interval[1] if interval else None,
        )


def measured_on(
    layers: Layers,
    sources: Sequence[str],
    method: str,
    clause: str,
    facts: Sequence[str] = (),
    basis: Basis = Basis.MEASURED,
) -> Statement:
    """A statement that rests on sources and facts.

    Parameters
    ----------
    layers : Layers
        Their files are named as source.
    sources : sequence of str
        ``layer:<role>`` and ``table:<name>``; each once.
    method, clause : str
        Function and clause.
    facts : sequence of str
        Ids of facts it rests on besides.
    basis : Basis
        What the facts rest on.
    """
    named = []
    for source in sources:
        entry = layers.entry(source.removeprefix("layer:")) if source.startswith("layer:") else None
        named.append(entry.file if entry is not None else source.replace("table:", "tables/"))
    inputs = tuple(dict.fromkeys((*sources, *facts)))
    return Statement("；".join(dict.fromkeys(named)), method, clause, inputs, basis)
