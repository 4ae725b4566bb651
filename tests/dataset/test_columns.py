from dataclasses import replace
from pathlib import Path

import pytest

from kast_eval.dataset.column import EVERY_REASON
from kast_eval.dataset.columns import (
    FLAG_NAMES,
    column_names,
    file_columns,
    form_columns,
    form_scores,
)
from kast_eval.definition.form import FormDefinition, Role, Subject
from kast_eval.definition.names import is_name
from kast_eval.kinds.answer import Measure, Missing, Ruling
from kast_eval.wording import Wording
from tests.dataset.made import CHECKIN, DERIVATIONS, LIBRARY, SESSION, START
from tests.definition.versions import compared

FORMS = pytest.mark.parametrize("form", LIBRARY.forms, ids=lambda form: form.form)


def names(form: FormDefinition) -> list[str]:
    return [column.name for column in form_columns(form)]


@FORMS
def test_every_row_begins_with_whose_and_which_and_ends_with_flags(form: FormDefinition) -> None:
    begins = ["site_code", "form_version", "timepoint"]
    if form.subject is not Subject.CLINIC:
        begins = ["person_id", *begins]
        begins += [
            "person_type", "episode_no", "session_no", "form_status", "not_offered_reason",
        ]  # fmt: skip
    assert names(form)[: len(begins)] == begins
    assert names(form)[-6:] == [
        "amb_flag", "route_flag", "max_flag", "incons_flag", "date_imputed",
        "keying_status",
    ]  # fmt: skip


@FORMS
def test_every_name_is_one_that_every_statistics_program_takes(form: FormDefinition) -> None:
    assert len(set(names(form))) == len(names(form))
    assert [name for name in names(form) if not is_name(name)] == []


@FORMS
def test_no_column_holds_a_text_a_date_or_an_identifier(form: FormDefinition) -> None:
    for item in form.items:
        if item.role is Role.TEXT:
            assert item.name not in names(form)
    assert {"fill_date", "session_date"}.isdisjoint(names(form))
    assert {column.role for column in form_columns(form)}.isdisjoint({Role.TEXT, Role.IDENTIFIER})
    texts = {column.name for column in form_columns(form) if column.text}
    assert texts - {"person_id"} == {"site_code", "timepoint"}


@FORMS
def test_only_a_person_has_an_id_and_days_since_a_first_session(form: FormDefinition) -> None:
    of_person = form.subject is not Subject.CLINIC
    assert ({"person_id", "study_day"} <= set(names(form))) is of_person
    assert {"person_id", "study_day"}.isdisjoint(names(form)) is not of_person


def test_a_version_with_an_item_on_another_scale_has_not_the_score() -> None:
    scored = {score.name for score in form_scores(START, DERIVATIONS)}
    (score,) = [one for one in DERIVATIONS.scores if one.name == "harm_sum"]
    other = replace(DERIVATIONS, scores=(replace(score, item_largest=10),))
    assert scored == {"harm_sum"}
    assert form_scores(START, other) == ()


def test_age_leaves_in_bands_only() -> None:
    assert "age_years" not in names(START)
    (column,) = [one for one in form_columns(START) if one.name == "age_group"]
    assert list(column.codes) == [1, 2, 3, 4, 5, 6]
    assert column.measure is Measure.ORDINAL
    assert (column.item, column.number) == ("age_years", "A1")
    assert (column.unit, column.smallest, column.largest) == (None, None, None)


@pytest.mark.parametrize(
    ("form", "name", "number"),
    [
        (START, "buy_phys_30d_n", "A12"),
        (START, "buy_rem_90d_n", "A14b"),
        (START, "harm_rel", "A23a"),
        (START, "trig_online", "A22"),
        (CHECKIN, "sess_useful", "C8c"),
        (SESSION, "m_refer", "D6"),
        # The head has no numbers.
        (START, "fill_mode", ""),
    ],
)
def test_a_column_has_the_number_that_is_printed(
    form: FormDefinition, name: str, number: str
) -> None:
    (column,) = [one for one in form_columns(form) if one.name == name]
    assert column.number == number


def test_a_box_of_several_tells_the_question_and_the_box() -> None:
    (column,) = [one for one in form_columns(START) if one.name == "trig_lonely"]
    assert column.label.sv == "När är det svårast? – ensam"
    assert column.label.en == "When is it hardest? – lonely"


def test_items_on_request_have_their_columns_too() -> None:
    assert "readiness" in names(START)
    assert "readiness" not in [item.name for item in START.as_asked().items]


@FORMS
def test_every_asked_column_can_hold_every_reason(form: FormDefinition) -> None:
    for column in form_columns(form):
        if column.item:
            assert column.missing == EVERY_REASON == tuple(Missing)


def test_every_ruling_but_the_imputed_day_has_a_flag_of_its_own() -> None:
    assert set(FLAG_NAMES) == set(Ruling) - {Ruling.DAY_IMPUTED}


def test_a_file_has_the_columns_of_all_versions_the_newest_first() -> None:
    older = replace(START, version=1)
    newer = replace(START, version=2, sections=START.sections[1:])
    joined = column_names([older, newer])
    assert joined[: len(names(newer))] == tuple(names(newer))
    assert set(joined) == {*names(older), *names(newer)}
    assert joined[len(names(newer)) :][0] == "age_group"


def test_a_code_that_meant_something_else_says_so(tmp_path: Path) -> None:
    step = compared(tmp_path, ("sv: sluta, en: stop", "sv: sluta helt, en: stop wholly"))
    (goal,) = [one for one in file_columns((step.old, step.new)) if one.name == "goal"]
    assert goal.codes[1] == Wording(
        "sluta helt (version 1: sluta)", "stop wholly (version 1: stop)"
    )
    assert goal.codes[97] == Wording("annat", "other")
