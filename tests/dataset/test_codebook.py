import csv
from collections import defaultdict
from io import StringIO

import pytest

from kast_eval.dataset.codebook import HEADER, codebook_table
from kast_eval.dataset.codebook_text import codebook_text
from kast_eval.dataset.columns import form_columns
from kast_eval.definition.derived_words import derived_words
from kast_eval.definition.form import FormDefinition, Item, Role
from kast_eval.definition.numbered import with_letter
from kast_eval.definition.score_words import score_words
from kast_eval.kinds import Choice, Several
from kast_eval.kinds.answer import MISSING_LABELS, RULING_LABELS
from kast_eval.wording import Language
from tests.dataset.made import DERIVATIONS, LIBRARY

Row = dict[str, str]

FORMS = pytest.mark.parametrize("form", LIBRARY.forms, ids=lambda form: form.form)
LANGUAGES = pytest.mark.parametrize("language", Language)


def table_rows() -> list[Row]:
    return list(csv.DictReader(StringIO(codebook_table(LIBRARY.forms).decode(), newline="")))


ROWS = table_rows()


def rows_of(form: FormDefinition, item: Item) -> dict[str, list[Row]]:
    """Return the rows of an item by its columns."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in ROWS:
        if (row["form"], row["item"]) == (form.form, item.name):
            found[row["variable"]].append(row)
    return found


def test_the_table_has_one_header_and_one_reading() -> None:
    assert tuple(ROWS[0]) == HEADER
    assert codebook_table(LIBRARY.forms) == codebook_table(LIBRARY.forms)


@FORMS
def test_every_column_stands_there_in_the_order_of_the_file(form: FormDefinition) -> None:
    places = {row["variable"]: int(row["place"]) for row in ROWS if row["form"] == form.form}
    in_order = sorted(places, key=lambda name: places[name])
    assert in_order == [column.name for column in form_columns(form)]


@FORMS
def test_question_order_and_codes_of_every_item_are_those_of_the_form(
    form: FormDefinition,
) -> None:
    last_place = 0
    questions = tuple(item for question in form.questions for item in question.items)
    for item in questions:
        if item.role is Role.TEXT or (item.export and not item.export.bands):
            continue
        for rows in rows_of(form, item).values():
            assert int(rows[0]["place"]) > last_place
            last_place = int(rows[0]["place"])
            assert {row["question_number"] for row in rows} == {
                with_letter(form.letter, item.number)
            }
            assert all(row["label_sv"].startswith(item.wording.sv) for row in rows)
            assert all(row["label_en"].startswith(item.wording.en) for row in rows)


@FORMS
def test_codes_and_labels_of_every_choice_are_those_of_the_form(form: FormDefinition) -> None:
    for item in form.items:
        if isinstance(item.kind, Choice) and item.role is not Role.IDENTIFIER:
            (rows,) = rows_of(form, item).values()
            codes = [
                (int(row["code"]), row["code_label_sv"], row["code_label_en"])
                for row in rows
                if row["code_is_missing"] == "0"
            ]
            choices = item.kind.choices.items()
            assert codes == [(code, label.sv, label.en) for code, label in choices]


@FORMS
def test_every_box_of_several_is_a_column_in_the_order_of_the_paper(form: FormDefinition) -> None:
    for item in form.items:
        if isinstance(item.kind, Several):
            found = rows_of(form, item)
            assert list(found) == [f"{item.name}_{option}" for option in item.kind.options]
            labels = [rows[0]["label_sv"] for rows in found.values()]
            assert labels == [f"{item.wording.sv} – {one.sv}" for one in item.kind.options.values()]


def test_every_reason_stands_at_every_asked_column_with_its_label() -> None:
    for form in LIBRARY.forms:
        for column in form_columns(form):
            reasons = {
                int(row["code"]): (row["code_label_sv"], row["code_label_en"])
                for row in ROWS
                if (row["form"], row["variable"]) == (form.form, column.name)
                and row["code_is_missing"] == "1"
            }
            assert set(reasons) == {reason.value for reason in column.missing}
            for reason, labels in reasons.items():
                assert labels == (MISSING_LABELS[reason].sv, MISSING_LABELS[reason].en)


def test_limits_units_role_and_whether_it_is_always_asked_stand_there() -> None:
    (rows,) = (rows_of(LIBRARY.newest("start"), LIBRARY.newest("start").item("urge_days_7d"))
               .values())  # fmt: skip
    assert (rows[0]["smallest"], rows[0]["largest"]) == ("0", "7")
    assert (rows[0]["unit_sv"], rows[0]["unit_en"]) == ("dagar", "days")
    assert (rows[0]["role"], rows[0]["asked"]) == ("sensitive", "on request")
    assert (rows[0]["type"], rows[0]["measure"]) == ("integer", "scale")


def flat(text: str) -> str:
    return " ".join(text.split())


@LANGUAGES
@FORMS
def test_the_list_tells_every_question_and_code_in_its_language(
    form: FormDefinition, language: Language
) -> None:
    text = flat(codebook_text([form], language).decode())
    for column in form_columns(form):
        shown = f"{column.name} ({column.number})" if column.number else column.name
        assert flat(f"{shown} {column.label.in_language(language)}") in text
        for code, label in column.codes.items():
            assert flat(f"{code} {label.in_language(language)}") in text
    for reason, label in MISSING_LABELS.items():
        assert f"{reason} {label.in_language(language)}" in text
    for ruling, label in RULING_LABELS.items():
        assert f"{ruling.value}: {label.in_language(language)}" in text


@LANGUAGES
def test_no_line_of_the_list_is_wider_than_a_page(language: Language) -> None:
    lines = codebook_text(LIBRARY.forms, language).decode().splitlines()
    assert max(len(line) for line in lines) <= 100


def test_the_list_says_what_is_not_always_asked() -> None:
    text = codebook_text(LIBRARY.forms, Language.EN).decode()
    assert "Asked only at the clinics that have chosen to." in text
    assert "Asked unless the clinic has chosen not to." in text
    assert "From 0 to 99 times" in text
    # A scale has no unit.
    assert "From 0 to 10\n" in text


@LANGUAGES
def test_what_is_worked_out_says_how(language: Language) -> None:
    text = " ".join(codebook_text(LIBRARY.forms, language, DERIVATIONS).decode().split())
    rows = csv.DictReader(StringIO(codebook_table(LIBRARY.forms, DERIVATIONS).decode(), newline=""))
    told = {row["variable"]: row[f"worked_out_{language}"] for row in rows}
    for score in DERIVATIONS.scores:
        assert told[score.name] == score_words(score).in_language(language)
        assert told[score.name] in text
    for variable in DERIVATIONS.variables:
        rule = variable.value or variable.count
        assert rule is not None
        assert rule.source in told[variable.name]
        assert " ".join(told[variable.name].split()) in text
    assert told["age_group"] == ""


def test_the_condition_of_a_derived_variable_is_told() -> None:
    dropout = next(one for one in DERIVATIONS.variables if one.name == "dropout")
    words = derived_words(dropout)
    assert words.sv.startswith(
        "för dem där t0.planned_sessions_cat != 5 (annars −1); värdet är t1.close_reason == 3"
    )
    assert words.en.startswith("among those where t0.planned_sessions_cat != 5 (else −1); ")


def test_a_form_whose_letter_has_a_digit_has_a_sign_before_the_number() -> None:
    numbers = {row["question_number"] for row in ROWS if row["form"] == "relative_start"}
    assert "H1:1" in numbers
