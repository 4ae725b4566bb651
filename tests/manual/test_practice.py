from datetime import date
from pathlib import Path

import pytest

from kast_eval.answers.notes import check_notes
from kast_eval.answers.read import read_answers
from kast_eval.kinds.answer import Answer, Missing, Ruling
from kast_eval.manual.errors import ManualError
from kast_eval.manual.practice import PracticeSheet, enough_right, mark_practice, read_practice
from tests.manual.source import LIBRARY, MANUAL

SHEETS = read_practice(MANUAL / "practice", LIBRARY)
TODAY = date(2026, 11, 2)


def test_there_are_five_practice_sheets() -> None:
    assert len(SHEETS) == 5


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda one: one.name)
def test_keying_by_the_manual_s_rules_gives_exactly_the_key(sheet: PracticeSheet) -> None:
    reading = read_answers(sheet.definition, sheet.texts, today=TODAY, known=sheet.known)
    expected = {
        item.name: Answer((Missing.UNANSWERED.value,) * len(item.columns()))
        for item in sheet.definition.items
    }
    expected |= {mark.item: Answer(mark.values, mark.rulings) for mark in sheet.marks}
    assert dict(reading.answers) == expected
    assert reading.errors == ()
    needed = check_notes(sheet.definition, sheet.texts, {})
    assert {name for finding in needed for name in finding.items} <= {
        mark.item for mark in sheet.marks if mark.text == "x"
    }


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda one: one.name)
def test_the_key_itself_is_marked_right(sheet: PracticeSheet) -> None:
    assert mark_practice(sheet.definition, sheet.texts, sheet.texts).wrong == ()


def test_texts_of_one_meaning_are_both_right_and_others_are_wrong() -> None:
    sheet = SHEETS[0]
    keyed = {**sheet.texts, "main_days_30d": "03", "age_years": "14", "mood_2w": ""}
    marked = mark_practice(sheet.definition, sheet.texts, keyed)
    assert [(one.item, one.expected, one.keyed) for one in marked.wrong] == [
        ("age_years", "41", "14"),
        ("mood_2w", "4", ""),
    ]


@pytest.mark.parametrize(
    ("changed", "enough"),
    [({}, True), ({"mood_2w": "5"}, True), ({"mood_2w": "5", "age_years": "14"}, False)],
)
def test_one_wrong_answer_on_all_five_sheets_is_allowed(
    changed: dict[str, str], *, enough: bool
) -> None:
    marked = [mark_practice(one.definition, one.texts, one.texts) for one in SHEETS[1:]]
    first = SHEETS[0]
    marked.append(mark_practice(first.definition, first.texts, {**first.texts, **changed}))
    assert enough_right(marked) is enough


def test_all_practice_sheets_show_the_commonest_rules() -> None:
    rulings = {ruling.value for sheet in SHEETS for mark in sheet.marks for ruling in mark.rulings}
    assert rulings == {ruling.value for ruling in Ruling}
    assert any(mark.struck for sheet in SHEETS for mark in sheet.marks)


GOOD = """\
form: session
version: 1
title: Prov
client_code: XX9001Z
answers:
  - item: session_date
    paper: ett datum
    text: "2026-05-20"
    code: [2026-05-20]
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("form: session", "form: gone", r"x\.yaml:1: Formuläret finns inte"),
        ("version: 1", "version: 9", r"x\.yaml:1: "),
        ("XX9001Z", "XX9001A", r"x\.yaml:4: Koden stämmer inte"),
        ("item: session_date", "item: gone", r"x\.yaml:6: Frågan «gone» finns inte"),
        ("    paper", "    papper", r"x\.yaml:7: «papper» är inte känt"),
        ("code: [2026-05-20]", "code: [x]", r"x\.yaml:9: Här ska stå ett heltal"),
        ("code: [2026-05-20]", "code: [2026-99-20]", r"x\.yaml:9: Skriv dagen"),
        ("code: [2026-05-20]", "code: [1]\n    flags: [odd]", r"x\.yaml:10: «odd» är inte känt"),
    ],
)
def test_a_fault_of_a_practice_sheet_is_told_with_its_place(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    (tmp_path / "x.yaml").write_text(GOOD.replace(old, new), "utf-8")
    with pytest.raises(Exception, match=told) as raised:
        read_practice(tmp_path, LIBRARY)
    assert isinstance(raised.value, ManualError) or any(
        part in told for part in ("inte känt", "heltal", "Skriv dagen")
    )
