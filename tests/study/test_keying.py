from pathlib import Path

import pytest

from kast_eval.errors import DefinitionError
from kast_eval.manual.practice import ENOUGH
from kast_eval.study.keying import Twice, read_keying
from tests.definition.example import REAL_FORMS, real_library

FORMS = real_library().newest_forms
KEYING = read_keying(REAL_FORMS, FORMS)
SOURCE = (REAL_FORMS / "keying.yaml").read_text("utf-8")
PURCHASES = {
    "buy_ever", "buy_last_cat", "buy_phys_30d_n", "buy_phys_90d_n", "buy_rem_30d_n",
    "buy_rem_90d_n", "buy_12m_cat", "since_buy", "since_buy_n",
}  # fmt: skip


def test_the_forms_with_the_results_are_keyed_twice_and_a_log_once() -> None:
    letters = {
        twice: {form.letter for form in FORMS if KEYING.twice(form.form) is twice}
        for twice in Twice
    }
    assert letters == {
        Twice.ALL: {"A", "E", "G", "H1", "H2", "K"},
        Twice.SAMPLED: {"B", "C", "D", "F", "X"},
        Twice.NONE: {"L", "M", "V"},
    }


def test_a_form_that_nothing_is_laid_down_for_is_keyed_twice() -> None:
    assert KEYING.twice("new form") is Twice.ALL


def test_purchases_and_consent_stop_a_batch() -> None:
    stopping = {item.name for form in FORMS for item in form.items if KEYING.stops(item.name)}
    assert stopping == {*PURCHASES, "consent_research"}


def test_the_figures_are_those_of_the_manual() -> None:
    assert (KEYING.target, KEYING.certainty, KEYING.floor) == (0.005, 0.95, 0.10)
    assert (KEYING.practice.sheets, KEYING.practice.right_percent) == (5, ENOUGH)


@pytest.mark.parametrize(
    ("fault", "spoiled", "line", "says"),
    [
        ("[start_staff, checkin", "[start_staff", 3, "checkin"),
        ("[start_staff, checkin", "[start, start_staff, checkin", 7, "två gånger"),
        ("interview]", "interviews]", 5, "Menade du «interview»"),
        ("target_per_1000: 5", "target_per_1000: 0", 12, "mellan 1 och 1000"),
        ("floor_percent: 10", "floor_percent: 101", 15, "mellan 1 och 100"),
        ("floor_percent: 10", "flor_percent: 10", 15, "floor_percent"),
        ("since_buy*", "bought*", 20, "Ingen fråga heter «bought\\*»"),
        ("sheets: 5", "sheets: 0", 22, "mellan 1 och 100"),
        ("keying: 1", "keying: one", 3, "heltal"),
    ],
)
def test_a_fault_is_told_at_its_place(
    tmp_path: Path, fault: str, spoiled: str, line: int, says: str
) -> None:
    (tmp_path / "keying.yaml").write_text(SOURCE.replace(fault, spoiled, 1), "utf-8")
    with pytest.raises(DefinitionError, match=says) as refused:
        read_keying(tmp_path, FORMS)
    assert (refused.value.file, refused.value.line) == ("keying.yaml", line)
