"""An audit for other programs: the JSON of ``--json``, with what became of an earlier version where there is one."""

from __future__ import annotations

import json
from collections.abc import Iterable

from shanshui.audit.auditing import Audited
from shanshui.audit.comparison import Compared
from shanshui.claims.model import Claim
from shanshui.remarks import findings_json
from shanshui.standard import Standard


def audit_json(audited: Audited, standard: Standard, compared: Compared | None = None, lang: str = "zh") -> str:
    """All findings as one JSON document.

    Parameters
    ----------
    audited : Audited
        The document and its findings.
    standard : Standard
        Words.
    compared : Compared, optional
        With it the key ``compared`` is added: findings that were mended in full, new and staying ones by id, and
        facts that have changed.
    lang : {"zh", "en"}
        Language of text and remedy.
    """
    written = findings_json(audited.document.name, audited.findings, standard, None, lang)
    if compared is None:
        return written
    data = json.loads(written)
    mended = json.loads(findings_json(compared.before, compared.mended, standard, None, lang))
    data["compared"] = {
        "before": compared.before,
        "mended": mended["findings"],
        "new": [finding.id for finding in compared.new],
        "staying": [{"before": old.id, "id": new.id} for old, new in compared.staying],
        "facts": [
            {
                "of": change.of,
                "attribute": change.attribute,
                "scope": change.scope,
                "when": change.when,
                "before": _quoted(change.before),
                "after": _quoted(change.after),
            }
            for change in compared.facts
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _quoted(claims: Iterable[Claim]) -> list[dict[str, object]]:
    spans = ((claim.quantity.text, claim.quantity.span) for claim in claims)
    return [{"text": text, "start": span.start, "end": span.end} for text, span in spans]
