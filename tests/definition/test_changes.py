from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from kast_eval.definition.compare import compare
from kast_eval.definition.describe import describe
from kast_eval.definition.form import FormDefinition, Item, Licence, Question, Section
from kast_eval.definition.read import read_definition
from kast_eval.kinds import Choice, Count, Scale, Several, Words
from kast_eval.wording import Language
from tests.definition.example import write_example
from tests.definition.versions import compared

SAME = {
    "På papperet är allt som förut.",
    "Alla svar betyder detsamma som förut.",
    "Kolumner och koder är de samma.",
}
SCORE = (
    "scores:\n  - {name: harm, label: {sv: Skada, en: Harm}, items: [harm_rel, harm_work], "
    "as: sum, range: [0, 8]}\n"
)
REVERSED = SCORE.replace("as: sum", "as: sum, reversed: [harm_work], may_miss: 1")
LAST = "message: {sv: Inte 66, en: Not 66}\n"


def told(folder: Path, *edits: tuple[str, str], changes: str = "") -> list[str]:
    lines = describe(compared(folder, *edits, changes=changes), Language.SV)
    return [line.removeprefix("- ") for line in lines if line.startswith("- ")]


@pytest.mark.parametrize(
    ("edit", "facts"),
    [
        # A rule that leads past a question is printed, read and told like a condition.
        (("name: goal\n", "name: goal\n        skip_if: age_years > 64\n"),
         ["2 goal: när den hoppas över har ändrats, – → age_years > 64.",
          "2 goal: när den hoppas över är age_years > 64 på nya blad och – på gamla."]),
        # How a day is counted, and what a group is called.
        (("role: text\n        answer: {kind: words, lines: 2}",
          "role: text\n        answer: {kind: words, lines: 3}"),
         ["7 words_txt: antalet rader att skriva på har ändrats, 2 → 3."]),
        (("sv: äldre, en: older", "sv: äldst, en: oldest"),
         [("1 age_years: hur den lämnas ut har ändrats, "
          "age_group (18–44 yngre, 45–99 äldre) → age_group (18–44 yngre, 45–99 äldst). "
          "Harmoniserade rader följer den nya.")]),
        (("ordered: true", "ordered: false"),
         ["2 goal: koden vid två kryss bredvid varandra är none på nya blad och lower på gamla.",
          ("2 goal: om svaren har en ordning har ändrats, true → false. "
          "Harmoniserade rader följer den nya.")]),
        # A score.
        ((LAST, LAST + SCORE),
         [("harm är en ny poäng: summan av harm_rel, harm_work; inget svar får saknas. "
          "Den räknas på harmoniserade rader.")]),
    ],
)  # fmt: skip
def test_what_changed_is_told_where_it_matters(
    tmp_path: Path, edit: tuple[str, str], facts: list[str]
) -> None:
    lines = told(tmp_path, edit)
    assert [line for line in lines if line not in SAME] == facts


def test_a_score_that_is_worked_out_otherwise_or_is_gone_is_told(tmp_path: Path) -> None:
    plain, other = (scored(tmp_path, text) for text in (SCORE, REVERSED))
    none = read_definition(write_example(tmp_path))
    same = describe(compare(plain, replace(plain, version=2)), Language.SV)
    assert not any("harm:" in line or "poäng" in line for line in same)
    assert (
        "- harm räknas på ett nytt sätt: summan av harm_rel, harm_work; från andra hållet "
        "(4 minus svaret): harm_work; högst 1 svar får saknas och räknas då som medel av de "
        "andra. Som besvarat räknas den som förut, harmoniserat på det nya sättet."
    ) in describe(compare(plain, replace(other, version=2)), Language.SV)
    assert "- harm finns bara som besvarat." in describe(
        compare(plain, replace(none, version=2)), Language.SV
    )


def scored(folder: Path, score: str) -> FormDefinition:
    path = write_example(folder)
    path.write_text(path.read_text("utf-8") + score, encoding="utf-8")
    return read_definition(path)


def test_rows_and_whom_a_form_is_about_are_told(tmp_path: Path) -> None:
    same = compared(tmp_path)
    other = replace(same.new, rows=12, subject=type(same.new.subject)("clinic"), kept=())
    lines = describe(compare(replace(same.old, kept=()), other), Language.SV)
    assert "- Bladet: antalet rader på en sida har ändrats, «–» → «12»." in lines
    assert "- Bladet: vem bladet handlar om har ändrats, «client» → «clinic»." in lines


def test_what_the_store_keeps_of_a_sheet_is_no_question_on_the_paper(tmp_path: Path) -> None:
    same = compared(tmp_path)
    for old, new in (((), same.new.kept), (same.old.kept, ())):
        changed = compare(replace(same.old, kept=old), replace(same.new, kept=new))
        lines = describe(changed, Language.SV)
        assert "- På papperet är allt som förut." in lines
        assert any("person_type" in line for line in lines)


NO_DIFFERENCE: Mapping[type, frozenset[str]] = {
    # What names the version, what is said of the change itself, and what is told another way.
    FormDefinition: frozenset(
        {"form", "version", "page_codes", "checksum", "changes", "lines", "licence"}
    ),
    # No definition says it: it comes of what a clinic has added.
    Section: frozenset({"extra"}),
    # Its words stand in its items, its rows and columns in theirs.
    Question: frozenset({"number", "wording", "rows", "columns"}),
    Item: frozenset({"short", "write_in_for"}),
}
"""The fields whose change alone changes nothing on paper, in answers or in the dataset."""


def test_no_field_of_a_form_is_forgotten_in_a_comparison() -> None:
    compared_fields = {
        FormDefinition: {
            "letter", "title", "instruction", "legend", "filler", "timing", "pages", "head",
            "kept", "sections", "checks", "closing", "subject", "rows", "scores",
        },
        Section: {"title", "questions", "intro", "starts_page"},
        Question: {"items", "hint"},
        Item: {
            "name", "number", "wording", "kind", "role", "asked", "condition", "export",
            "hierarchy", "skip_rule",
        },
        Choice: {"choices", "ties", "ordered", "write_ins"},
        Count: {"smallest", "largest", "window", "unit", "dash_is_zero"},
        Scale: {"smallest", "largest", "anchors", "ties"},
        Several: {"options", "none", "at_most", "write_ins"},
        Words: {"lines", "largest"},
    }  # fmt: skip
    for one, names in compared_fields.items():
        known = names | NO_DIFFERENCE.get(one, frozenset())
        assert {field.name for field in fields(one)} == known, one


def test_a_licence_alone_changes_nothing_that_is_told(tmp_path: Path) -> None:
    same = compared(tmp_path)
    licence = Licence("a", "b", "c", date(2026, 3, 9), "d")
    lines = describe(compare(same.old, replace(same.new, licence=licence)), Language.SV)
    assert [line.removeprefix("- ") in SAME for line in lines if line.startswith("- ")] == [
        True
    ] * 3
