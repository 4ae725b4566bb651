from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from kast_eval.dataset.days import read_session_days
from kast_eval.dataset.harmonise import harmony
from kast_eval.dataset.row import code_rows
from kast_eval.dataset.table import Code
from kast_eval.definition.form import FormDefinition
from kast_eval.errors import DefinitionError
from tests.dataset.made import SESSION, TODAY, first_session, sheet
from tests.definition.versions import compared

KEYED = {
    "fill_date": "2026-03-12", "age_years": "44", "goal": "97", "reason": "1",
    "harm_rel": "4", "harm_work": "v", "buy_30d_n": "04", "buy_90d_n": "2-5", "note_txt": "ord",
}  # fmt: skip


def rows(
    old: FormDefinition, new: FormDefinition, *, optional: frozenset[str] = frozenset()
) -> tuple[Mapping[str, Code], Mapping[str, Code]]:
    """Return the row of a sheet of the old version, as answered and harmonised."""
    texts = {name: text for name, text in KEYED.items() if name != "reason" or optional}
    one = replace(sheet(old, optional=optional), texts=texts)
    days = read_session_days([first_session()])
    (row,) = code_rows([old, new], [one], days, TODAY)
    together = harmony([old, new])
    cells = together.cells(one, row, days.first(one).day)
    return row.codes, dict(zip(together.names, cells, strict=True))


def test_a_version_that_changes_nothing_has_the_same_row_twice(tmp_path: Path) -> None:
    step = compared(tmp_path)
    answered, harmonised = rows(step.old, step.new, optional=frozenset({"reason"}))
    assert harmonised == {name: answered[name] for name in harmonised}
    assert (harmonised["form_version"], harmonised["reason_police"]) == (1, 1)
    assert (harmonised["study_day"], harmonised["harm_work"]) == (3, -4)
    # A rule of the manual was needed, and is told of in both.
    assert harmonised["amb_flag"] == 1


def test_a_question_on_request_that_was_not_asked_is_not_asked(tmp_path: Path) -> None:
    step = compared(tmp_path)
    _, harmonised = rows(step.old, step.new)
    assert harmonised["reason_police"] == -9


def test_what_changed_its_name_and_code_stands_in_the_newest_columns(tmp_path: Path) -> None:
    step = compared(
        tmp_path,
        ("buy_90d_n", "buy_3m_n"),
        ("97: {sv: annat, en: other", "3: {sv: annat, en: other"),
        ("name: harm_work", "name: harm_home"),
        ("largest: 99, window: 30", "largest: 3, window: 30"),
        changes="renamed: {buy_3m_n: buy_90d_n}, recoded: {goal: {97: 3}, buy_30d_n: {4-99: 3}}, "
        "dropped: {harm_work: skäl}",
    )
    answered, harmonised = rows(step.old, step.new)
    assert (answered["goal"], harmonised["goal"]) == (97, 3)
    assert (answered["buy_90d_n"], answered["buy_3m_n"]) == (4, -9)
    assert harmonised["buy_3m_n"] == 4
    assert (answered["buy_30d_n"], harmonised["buy_30d_n"]) == (4, 3)
    assert answered["harm_work"] == -4
    assert "harm_work" not in harmonised
    assert harmonised["harm_home"] == -9


def test_new_groups_are_made_from_the_number_itself(tmp_path: Path) -> None:
    step = compared(tmp_path, ("to: 44", "to: 40"), ("from: 45", "from: 41"))
    answered, harmonised = rows(step.old, step.new)
    assert (answered["age_group"], harmonised["age_group"]) == (1, 2)


def test_the_newest_version_is_as_answered(tmp_path: Path) -> None:
    step = compared(tmp_path, ("name: harm_work", "name: x"), changes="renamed: {x: harm_work}")
    one = sheet(step.new, age_years="44", x="2")
    days = read_session_days([])
    (row,) = code_rows([step.old, step.new], [one], days, TODAY)
    together = harmony([step.new, step.old])
    codes = dict(zip(together.names, together.cells(one, row, None), strict=True))
    assert codes == {name: row.codes[name] for name in together.names}
    assert (codes["x"], row.codes["harm_work"]) == (2, -9)


def test_a_change_that_loses_answers_makes_no_dataset(tmp_path: Path) -> None:
    step = compared(tmp_path, ("name: harm_work", "name: x"))
    with pytest.raises(DefinitionError, match="harm_work"):
        harmony([step.old, step.new])


def test_a_single_version_is_in_harmony_with_itself() -> None:
    assert harmony([SESSION]).newest is SESSION
