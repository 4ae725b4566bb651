from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.answers.read import Reading, Seen, read_answers, read_saved
from kast_eval.definition.form import FormDefinition
from kast_eval.definition.read import read_definition
from kast_eval.kinds.answer import Answer, Missing, Ruling
from kast_eval.wording import Language
from tests.definition.example import real_library, write_example

TODAY = date(2026, 3, 9)
LIBRARY = real_library()
START = LIBRARY.newest("start").as_asked()
CLOSING = LIBRARY.newest("closing").as_asked()
CHECKIN = LIBRARY.newest("checkin").as_asked()


def read_start(**texts: str) -> Reading:
    return read_answers(START, texts, today=TODAY)


def told(reading: Reading) -> list[str]:
    return [finding.in_language(Language.SV) for finding in reading.doubts]


def test_a_blank_sheet_is_all_unanswered_and_no_error() -> None:
    reading = read_start()
    assert reading.errors == ()
    assert {answer.missing for answer in reading.answers.values() if answer.values} == {
        Missing.UNANSWERED
    }


def test_all_errors_come_at_once() -> None:
    reading = read_start(age_years="hundra", gender="7", urge_max_7d="8")
    assert [error.items for error in reading.errors] == [("age_years",), ("gender",)]
    assert "antal" in reading.errors[0].in_language(Language.SV)
    assert reading.errors[1].in_language(Language.SV).startswith("7 finns inte bland rutorna")
    assert reading.answers["urge_max_7d"] == Answer((8,))
    assert "age_years" not in reading.answers


def test_a_question_that_the_paper_leads_past_is_skipped() -> None:
    reading = read_start(buy_ever="0", main_behaviour="0")
    for name in ("buy_phys_30d_n", "buy_rem_90d_n", "buy_12m_cat", "main_days_30d"):
        assert reading.answers[name] == Answer((Missing.SKIPPED.value,))


CHANGES = ("chg_situation", "chg_relations", "chg_urge")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ("333", Missing.SKIPPED),
        ("335", Missing.UNANSWERED),
        # What is not known leads past nothing.
        ("33v", Missing.UNANSWERED),
        ("33 ", Missing.UNANSWERED),
    ],
)
def test_a_rule_over_earlier_answers_leads_past_a_question(changes: str, reason: Missing) -> None:
    texts = {name: text.strip() for name, text in zip(CHANGES, changes, strict=True)}
    reading = read_answers(CLOSING, texts, today=TODAY)
    assert reading.answers["chg_due_kast"].missing is reason


def test_an_answer_that_a_rule_leads_past_is_kept_and_told() -> None:
    texts = {**dict.fromkeys(CHANGES, "3"), "chg_due_kast": "2"}
    reading = read_answers(CLOSING, texts, today=TODAY)
    assert reading.answers["chg_due_kast"] == Answer((2,), frozenset({Ruling.SKIP_ANSWERED}))


@pytest.mark.parametrize("earlier", ["", "v", "0|1"])
def test_a_missing_earlier_answer_leads_past_nothing(earlier: str) -> None:
    reading = read_start(buy_ever=earlier)
    assert reading.answers["buy_12m_cat"].missing is Missing.UNANSWERED


def test_an_unreadable_earlier_answer_leads_past_nothing() -> None:
    reading = read_start(buy_ever="9")
    assert reading.answers["buy_12m_cat"].missing is Missing.UNANSWERED


def test_a_question_that_should_be_skipped_keeps_its_answer_and_is_doubted() -> None:
    reading = read_start(buy_ever="0", buy_12m_cat="2")
    assert reading.answers["buy_12m_cat"] == Answer((2,), frozenset({Ruling.SKIP_ANSWERED}))
    assert any("hoppas över" in doubt for doubt in told(reading))


def test_a_refusal_at_a_skipped_question_stays_a_refusal() -> None:
    reading = read_start(buy_ever="0", buy_12m_cat="v")
    assert reading.answers["buy_12m_cat"] == Answer((Missing.REFUSED.value,))


def test_what_contradicts_is_doubted_marked_and_kept() -> None:
    reading = read_start(buy_ever="1", buy_phys_30d_n="5", buy_phys_90d_n="04")
    assert told(reading) == ["Fler köp vid möte på 30 dagar än på 3 månader."]
    assert reading.answers["buy_phys_30d_n"] == Answer((5,), frozenset({Ruling.CONTRADICTION}))
    assert reading.errors == ()


@pytest.mark.parametrize(
    ("category", "times", "agrees"),
    [("0", "0", True), ("0", "1", False), ("2", "3", True), ("2", "4", False), ("6", "99", True)],
)
def test_the_year_holds_at_least_the_three_months(
    category: str,
    times: str,
    agrees: bool,  # noqa: FBT001 - a column of the table.
) -> None:
    reading = read_start(
        buy_ever="1", buy_phys_90d_n=times, buy_rem_90d_n="0", buy_12m_cat=category
    )
    assert ("Fler köp på 3 månader än på 12 månader." not in told(reading)) is agrees


def test_no_purchase_ever_but_purchases_is_doubted() -> None:
    doubts = told(read_start(buy_ever="0", buy_phys_90d_n="1", buy_rem_90d_n="0"))
    assert "Fråga 10 säger nej, men antalet köp är inte 0." in doubts


def test_a_day_to_come_is_an_error() -> None:
    (error,) = read_start(fill_date="2026-03-10").errors
    assert error.in_language(Language.SV).startswith("Datumet har inte varit än")
    assert read_start(fill_date="2026-03-09").errors == ()


def test_a_day_without_its_date_is_doubted() -> None:
    assert told(read_start(fill_date="2026-02", gender="1")) == [
        "Dagen saknas. Den 15:e i månaden används."
    ]


def test_a_client_who_does_not_buy_skips_what_is_asked_of_buyers() -> None:
    other = read_answers(CHECKIN, {}, today=TODAY, known={"person_type": 2})
    assert other.answers["since_buy"].missing is Missing.SKIPPED
    assert other.answers["since_buy_n"].missing is Missing.SKIPPED
    buyer = read_answers(CHECKIN, {}, today=TODAY, known={"person_type": 1})
    assert buyer.answers["since_buy"].missing is Missing.UNANSWERED


def test_ticks_beside_none_and_too_many_ticks_are_doubted(tmp_path: Path) -> None:
    definition = read_definition(write_example(tmp_path))
    reading = read_answers(definition, {"goal": "1", "reason": "1 2 0"}, today=TODAY)
    assert told(reading) == [
        "Fler kryss än frågan tillåter. Alla behålls.",
        "Kryss finns både i en ruta och i «inget av detta».",
    ]
    assert reading.answers["reason"].values == (1, 1)


def test_a_hard_rule_is_an_error_in_the_words_of_the_form(tmp_path: Path) -> None:
    definition = read_definition(write_example(tmp_path))
    reading = read_answers(definition, {"buy_90d_n": "66"}, today=TODAY)
    assert [error.in_language(Language.EN) for error in reading.errors] == ["Not 66"]
    assert reading.errors[0].items == ("buy_90d_n",)


def test_a_name_that_the_form_does_not_have_is_the_callers_mistake() -> None:
    with pytest.raises(KeyError):
        read_answers(START, {"children_home": "1"}, today=TODAY)


TEXTS = st.one_of(
    st.text(max_size=12), st.sampled_from(["0", "1", "2", "04", "2-3", "v", "x", "ab", "1|2"])
)


@given(st.data(), st.sampled_from([form.as_asked() for form in LIBRARY.forms]))
def test_any_texts_give_a_value_for_every_column_or_an_error(
    data: st.DataObject, form: FormDefinition
) -> None:
    names = [item.name for item in form.items]
    texts = data.draw(st.dictionaries(st.sampled_from(names), TEXTS, max_size=12))
    reading = read_answers(form, texts, today=TODAY)
    refused = {name for error in reading.errors for name in error.items}
    for item in form.items:
        if item.name in reading.answers:
            assert len(reading.answers[item.name].values) == len(item.columns())
        else:
            assert item.name in refused


@given(st.data(), st.sampled_from([form.as_asked() for form in LIBRARY.forms]))
def test_a_sheet_is_read_the_same_after_others_whose_texts_are_remembered(
    data: st.DataObject, form: FormDefinition
) -> None:
    names = [item.name for item in form.items]
    some = st.dictionaries(st.sampled_from(names), TEXTS | st.just("2026-03-10"), max_size=12)
    seen: Seen = {}
    for texts in data.draw(st.lists(some, max_size=4)):
        saved = read_saved(form, texts, today=TODAY, known={}, seen=seen)
        fresh = read_answers(form, texts, today=TODAY, known={})
        assert (saved.answers, saved.errors) == (fresh.answers, fresh.errors)
