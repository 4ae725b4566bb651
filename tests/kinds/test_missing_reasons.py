"""What all kinds do with a missing reason; the table of marks is run in tests/answers."""

import pytest

from kast_eval.answers.coding_rules.questions import (
    BOXES,
    DAY,
    EVEN_SCALE,
    TIMES_30_DAYS,
    UNORDERED,
)
from kast_eval.answers.coding_rules.rule import ExampleQuestion
from kast_eval.kinds.answer import Missing


@pytest.mark.parametrize("mark", ["t", "?", "v", "o", "x", ""])
@pytest.mark.parametrize("question", [UNORDERED, EVEN_SCALE, TIMES_30_DAYS, BOXES, DAY])
def test_a_missing_reason_fills_every_column(question: ExampleQuestion, mark: str) -> None:
    answer = question.kind.read(mark)
    assert len(answer.values) == len(question.kind.columns("name"))
    assert answer.missing in set(Missing)
