"""A sample of ``make fuzz``."""

from __future__ import annotations

import pytest

from documents.judging import judge


@pytest.mark.parametrize("first", range(0, 400, 50))
def test_spoilt_documents_are_read_or_refused(first: int) -> None:
    verdicts = [judge(number) for number in range(first, first + 50)]
    assert [verdict for verdict in verdicts if verdict.fault] == []
    assert any(verdict.refused for verdict in verdicts)
    assert any(not verdict.refused for verdict in verdicts)
