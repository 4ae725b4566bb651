from dataclasses import replace
from pathlib import Path

from kast_eval.dataset.coded_tables import Source, coded_tables
from kast_eval.dataset.release.left_behind import LeftBehind, left_behind
from kast_eval.dataset.release.persons import Persons
from kast_eval.definition.compare import Comparison
from tests.dataset.made import TODAY, sheet
from tests.dataset.release.made import CLINIC
from tests.definition.versions import compared

BOTH = frozenset({"AAAAAAAAAA", "BBBBBBBBBB"})
KEYED = {"age_years": "44", "goal": "97", "harm_work": "2", "buy_30d_n": "04"}


def lost(step: Comparison, *columns: str, leaving: frozenset[str] = BOTH) -> tuple[LeftBehind, ...]:
    form = step.new.form
    sheets = [replace(sheet(step.old, person=one), texts=KEYED) for one in sorted(BOTH)]
    tables = coded_tables(Source(CLINIC, (step.old, step.new), {form: sheets}), TODAY)
    persons = Persons(BOTH, leaving, frozenset())
    return left_behind((step.old, step.new), tables, {form: columns}, persons)


def test_an_answer_without_a_place_in_the_newest_version_is_counted(tmp_path: Path) -> None:
    step = compared(
        tmp_path, ("name: harm_work", "name: harm_home"), changes="dropped: {harm_work: skäl}"
    )
    (one,) = lost(step, "harm_work", "goal")
    assert (one.form, one.version, one.column.name) == ("tiny", 1, "harm_work")
    assert (one.answers, one.lost) == (2, 2)
    assert one.reason is not None
    assert one.reason.sv == "skäl"


def test_only_persons_and_columns_that_leave_are_counted(tmp_path: Path) -> None:
    step = compared(
        tmp_path, ("name: harm_work", "name: harm_home"), changes="dropped: {harm_work: skäl}"
    )
    assert lost(step, "goal") == ()
    (one,) = lost(step, "harm_work", leaving=frozenset({"AAAAAAAAAA"}))
    assert one.answers == 1
    assert lost(step, "harm_work", leaving=frozenset()) == ()


def test_what_only_changed_its_name_or_its_groups_is_not_lost(tmp_path: Path) -> None:
    step = compared(
        tmp_path, ("buy_30d_n", "buy_1m_n"), ("to: 44", "to: 40"), ("from: 45", "from: 41"),
        changes="renamed: {buy_1m_n: buy_30d_n}",
    )  # fmt: skip
    assert lost(step, "buy_30d_n", "age_group", "goal") == ()


def test_a_form_of_one_version_loses_nothing(tmp_path: Path) -> None:
    step = compared(tmp_path)
    tables = coded_tables(Source(CLINIC, (step.old,), {"tiny": []}), TODAY)
    persons = Persons(BOTH, BOTH, frozenset())
    assert left_behind((step.old,), tables, {"tiny": ("goal",)}, persons) == ()
