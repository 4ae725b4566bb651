from pathlib import Path

import pytest

from kast_eval.definition.change_notes import (
    NO_CHANGES,
    DroppedCodeNote,
    DroppedNote,
    RecodedNote,
    RenamedNote,
    SplitNote,
)
from kast_eval.definition.read import read_definition
from kast_eval.errors import DefinitionError
from kast_eval.wording import Wording
from tests.definition.example import FORM, write_example

CHANGES = """\
changes:
  renamed: {new_n: old_n}
  recoded: {goal: {1: 2, 3-5: same}}
  split: {goal: {97: [reason, police]}}
  dropped: {gone: Frågas inte mer}
  dropped_codes:
    goal:
      7: {sv: Ingen svarade så, en: Nobody answered so}
"""
LINE = FORM.count("\n") + 1


def test_each_thing_that_is_said_has_its_line(tmp_path: Path) -> None:
    changes = read_definition(write_example(tmp_path, FORM + CHANGES)).changes
    assert changes.line == LINE + 1
    assert changes.renamed == (RenamedNote("new_n", "old_n", LINE + 1),)
    assert changes.recoded == (
        RecodedNote("goal", "1", "2", LINE + 2),
        RecodedNote("goal", "3-5", "same", LINE + 2),
    )
    assert changes.split == (SplitNote("goal", "97", "reason", "police", LINE + 3),)
    reason = Wording("Frågas inte mer", "Frågas inte mer")
    assert changes.dropped == (DroppedNote("gone", reason, LINE + 4),)
    reason = Wording("Ingen svarade så", "Nobody answered so")
    assert changes.dropped_codes == (DroppedCodeNote("goal", "7", reason, LINE + 7),)
    assert len(changes.of_codes("goal")) == 4
    assert changes.of_codes("gone") == ()


def test_a_form_need_not_say_anything(tmp_path: Path) -> None:
    assert read_definition(write_example(tmp_path)).changes == NO_CHANGES


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ("changes: {renamde: {a: b}}", "Menade du «renamed»"),
        ("changes: [renamed]", "namn och värden"),
        ("changes: {renamed: [a]}", "namn och värden"),
        ("changes: {renamed: {a: {b: c}}}", "Här ska stå en text"),
        ("changes: {recoded: {goal: 1}}", "namn och värden"),
        ("changes: {recoded: {goal: {1: 2, 1: 3}}}", "står två gånger"),
        ("changes: {split: {goal: {1: reason}}}", "en lista"),
        ("changes: {split: {goal: {1: [reason]}}}", "nya frågans namn och kod"),
        ("changes: {dropped: {goal: {sv: Borta}}}", "saknas på språket «en»"),
        ("changes: {dropped: {goal: }}", "Här ska stå en text"),
        ("changes: {dropped_codes: {goal: borta}}", "namn och värden"),
    ],
)
def test_what_is_written_wrongly_is_told_at_its_line(
    tmp_path: Path, changes: str, says: str
) -> None:
    with pytest.raises(DefinitionError, match=says) as refused:
        read_definition(write_example(tmp_path, FORM + changes))
    assert refused.value.line == LINE
