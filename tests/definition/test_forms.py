import pytest

from kast_eval.definition.form import Filler, FormDefinition, Role, Subject, Timing
from kast_eval.kinds import Day
from tests.definition.example import real_library
from tests.definition.lix import lix, printed_sentences

LIBRARY = real_library()
FORMS = pytest.mark.parametrize("form", LIBRARY.newest_forms, ids=lambda form: form.form)
PAGES = {
    "start": 2, "start_staff": 1, "checkin": 1, "session": 1, "closing": 2, "closing_staff": 1,
    "followup": 1, "relative_start": 1, "relative_closing": 1, "interview": 3, "contact_log": 1,
    "manager_survey": 2, "clinic_year": 3, "deviation": 1,
}  # fmt: skip
OWN = {Filler.CLIENT, Filler.RELATIVE}


def test_every_form_of_the_instrument_is_there_with_its_letter() -> None:
    assert {form.letter: form.form for form in LIBRARY.newest_forms} == {
        "A": "start", "B": "start_staff", "C": "checkin", "D": "session", "E": "closing",
        "F": "closing_staff", "G": "followup", "H1": "relative_start", "H2": "relative_closing",
        "K": "interview", "L": "contact_log", "M": "manager_survey", "V": "clinic_year",
        "X": "deviation",
    }  # fmt: skip


@FORMS
def test_a_form_keeps_to_its_pages(form: FormDefinition) -> None:
    assert form.pages == PAGES[form.form]


@FORMS
def test_what_a_client_or_a_relative_reads_is_easy(form: FormDefinition) -> None:
    # Staff's forms hold words of the work, which are long, and are still no hard text.
    assert lix(printed_sentences(form)) <= (35 if form.filler in OWN else 45)


def test_the_readability_index_is_as_worked_out_by_hand() -> None:
    # 9 words in 2 sentences, 1 word over six letters.
    assert lix(["Hur ofta har du köpt sex?", "Kryssa samtalets längd"]) == pytest.approx(
        4.5 + 100 / 9
    )


@FORMS
def test_whom_a_form_is_about_follows_from_who_fills_it_in(form: FormDefinition) -> None:
    clinics = {"interview", "contact_log", "manager_survey", "clinic_year"}
    assert (form.subject is Subject.CLINIC) is (form.form in clinics)
    assert (form.subject is Subject.RELATIVE) is (form.filler is Filler.RELATIVE)


@FORMS
def test_nothing_is_asked_that_may_not_be(form: FormDefinition) -> None:
    words = ("personnummer", "telefonnummer", "adress", "vilket land", "vad heter", "arbetsplats")
    own = form.items if form.filler in OWN else ()
    wordings = [item.wording.sv.lower() for item in own]
    assert [text for text in wordings for word in words if word in text] == []


@FORMS
def test_a_day_that_leaves_is_a_number_of_days(form: FormDefinition) -> None:
    days = [item for item in form.items if isinstance(item.kind, Day)]
    assert all(item.role is Role.QUASI for item in days)
    names = {item.export.name for item in days if item.export}
    assert all(name.endswith(("_day", "_days")) for name in names)


def test_the_wish_to_be_contacted_leaves_nowhere() -> None:
    assert LIBRARY.newest("followup").item("contact_wish").role is Role.IDENTIFIER


def test_the_contact_log_is_a_table_in_which_nobody_has_a_code() -> None:
    log = LIBRARY.newest("contact_log")
    assert (log.timing, log.subject, log.rows) == (Timing.ROW, Subject.CLINIC, 19)
    assert {item.role for item in log.items}.isdisjoint({Role.IDENTIFIER, Role.TEXT})


def test_what_is_asked_again_is_asked_in_the_same_words_and_codes() -> None:
    start, closing = LIBRARY.newest("start"), LIBRARY.newest("closing")
    followup = LIBRARY.newest("followup")
    again = {item.name for item in closing.items} & {item.name for item in start.items}
    assert again >= {
        "buy_phys_30d_n", "buy_phys_90d_n", "buy_rem_30d_n", "buy_rem_90d_n", "buy_12m_cat",
        "main_days_30d", "urge_max_7d", "importance", "confidence", "harm_rel", "mood_2w",
    }  # fmt: skip
    for form in (closing, followup):
        for item in form.items:
            # Only the start asks which behaviour it is; later the question says «det beteende».
            if item.name in again and item.name != "main_days_30d":
                assert item.wording == start.item(item.name).wording
