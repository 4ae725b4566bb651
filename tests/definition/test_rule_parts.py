from pathlib import Path

import pytest

from kast_eval.definition.read import read_definition
from kast_eval.definition.rule import read_rule
from kast_eval.definition.rule_parts import wanted_answers
from tests.definition.example import write_example


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("goal > 1", [("goal", (97,))]),
        ("not goal > 1 and harm_rel == 3", [("goal", (1,)), ("harm_rel", (3,))]),
        ("goal == 1 or goal == 97", [("goal", (1, 97))]),
        # Answers that are weighed against each other have no words of their own.
        ("buy_30d_n > buy_90d_n", None),
        ("goal == 1 or harm_rel == 3", None),
        # Neither has what is ticked in several boxes, or is no item at all.
        ("reason_police == 1", None),
        ("fill_date == 1", None),
    ],
)
def test_a_rule_is_told_by_the_answers_that_it_needs(
    tmp_path: Path, source: str, wanted: list[tuple[str, tuple[int, ...]]] | None
) -> None:
    form = read_definition(write_example(tmp_path))
    found = wanted_answers(read_rule(source), {item.name: item for item in form.items})
    told = None if found is None else [(item.name, codes) for item, codes in found]
    assert told == wanted
