from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.first_run.answers import (
    ClinicAnswers,
    LettersAnswers,
    StudyAnswers,
    proposed_letters,
    read_clinic,
    read_letters_of,
    read_opening,
    read_start,
    read_study,
    read_typed_back,
    read_user,
)
from kast_eval.first_run.fields import FieldsError
from kast_eval.store.keys.recovery_code import RecoveryCode
from kast_eval.store.keys.secret import Passphrase
from kast_eval.wording import Language
from tests.store.keys.boxes import PAPER

WORDS = "fyra gröna elefanter sjunger"
STUDY = {"in_study": "yes", "approval_number": "2026-01234-01", "information_version": "2"}


def test_a_clinic_has_a_name_and_a_municipality() -> None:
    typed = {"site": " KAST Småstad ", "municipality": "\uff11480"}
    assert read_clinic(typed) == ClinicAnswers("KAST Småstad", "1480")


@pytest.mark.parametrize(
    "code",
    ["", "148", "14800", "0000", "0001", "2585", "9999", "14a0", "\u0410480", "-148", "1e48"],
)
def test_what_is_no_municipality_is_refused(code: str) -> None:
    with pytest.raises(FieldsError) as refused:
        read_clinic({"site": "KAST", "municipality": code})
    assert list(refused.value.faults) == ["municipality"]


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(FieldsError) as refused:
        read_clinic({})
    assert list(refused.value.faults) == ["site", "municipality"]
    assert "Skriv mottagningens namn." in refused.value.in_language(Language.SV)


def test_letters_are_proposed_and_free() -> None:
    assert proposed_letters("KAST Småstad") == LettersAnswers("SM", "RM")
    assert read_letters_of({}, "KAST Småstad") == LettersAnswers("SM", "RM")
    typed = {"letters": "kb", "relative_letters": "rz"}
    assert read_letters_of(typed, "KAST Småstad") == LettersAnswers("KB", "RZ")
    assert read_letters_of({"letters": "KB"}, "x") == LettersAnswers("KB", "RB")


@pytest.mark.parametrize(
    ("letters", "relatives", "fault"),
    [
        ("RA", "RA", "letters"),  # Relatives' codes begin so.
        ("XA", "RA", "letters"),  # Practice begins so.
        ("AO", "RA", "letters"),  # O looks like a zero.
        ("AB", "AB", "relative_letters"),
        ("AB", "RO", "relative_letters"),
    ],
)
def test_letters_of_others_are_refused(letters: str, relatives: str, fault: str) -> None:
    with pytest.raises(FieldsError) as refused:
        read_letters_of({"letters": letters, "relative_letters": relatives}, "KAST")
    assert list(refused.value.faults) == [fault]


def test_in_the_study_a_clinic_has_an_approval_and_an_information() -> None:
    assert read_study(STUDY) == StudyAnswers(
        in_study=True, approval_number="2026-01234-01", information_version="2"
    )
    # What is typed there means nothing outside the study.
    outside = StudyAnswers(in_study=False, approval_number=None, information_version=None)
    assert read_study({**STUDY, "in_study": "no"}) == outside


@pytest.mark.parametrize(
    ("typed", "faults"),
    [
        ({}, ["in_study"]),
        ({"in_study": "yes"}, ["approval_number", "information_version"]),
        ({**STUDY, "approval_number": "sökt"}, ["approval_number"]),
        ({**STUDY, "information_version": "2" * 61}, ["information_version"]),
    ],
)
def test_a_study_without_its_approval_is_refused(typed: dict[str, str], faults: list[str]) -> None:
    with pytest.raises(FieldsError) as refused:
        read_study(typed)
    assert list(refused.value.faults) == faults


def test_the_first_user_types_the_passphrase_twice() -> None:
    user = read_user({"name": " Karin  Test", "password": WORDS, "password_again": WORDS})
    assert (user.name, user.password) == ("Karin Test", WORDS)
    assert WORDS not in repr(user)
    with pytest.raises(FieldsError) as refused:
        read_user({"name": "Karin Test", "password": WORDS, "password_again": WORDS.upper()})
    assert list(refused.value.faults) == ["password_again"]
    with pytest.raises(FieldsError) as refused:
        read_user({})
    assert list(refused.value.faults) == ["name", "password"]


def test_a_start_is_opened_by_a_passphrase_or_by_the_machine() -> None:
    typed = {"opens": "passphrase", "passphrase": WORDS, "passphrase_again": WORDS}
    assert read_opening(typed, "KAST") == Passphrase(WORDS)
    assert read_opening({**typed, "opens": "machine"}, "KAST") is None
    with pytest.raises(FieldsError) as refused:
        read_opening({"opens": "nobody"}, "KAST")
    assert list(refused.value.faults) == ["opens"]
    with pytest.raises(FieldsError) as refused:
        read_opening({**typed, "passphrase_again": ""}, "KAST")
    assert list(refused.value.faults) == ["passphrase_again"]


def test_the_paper_is_typed_back_as_it_stands() -> None:
    read_typed_back({"recovery_code": PAPER.printed.replace(" ", "-").lower()}, PAPER)
    other = RecoveryCode(b"another paper, later").printed
    for wrong in ("", "0" * 42, other):
        with pytest.raises(FieldsError):
            read_typed_back({"recovery_code": wrong}, PAPER)


def test_a_start_knows_two_languages_and_two_sorts() -> None:
    read_start({"language": "en", "sort": "clinic"})
    with pytest.raises(FieldsError) as refused:
        read_start({"language": "de", "sort": ""})
    assert list(refused.value.faults) == ["language", "sort"]


@given(text=st.text())
def test_whatever_is_typed_is_read_or_told(text: str) -> None:
    names = (
        "language", "sort", "site", "municipality", "letters", "relative_letters", "in_study",
        "approval_number", "information_version", "name", "password", "opens", "recovery_code",
    )  # fmt: skip
    typed = {**dict.fromkeys(names, text), "in_study": "yes", "password_again": text}
    for read in (read_start, read_clinic, read_study, read_user):
        with suppress(FieldsError):
            read(typed)
    with suppress(FieldsError):
        read_letters_of(typed, "KAST")
    with pytest.raises(FieldsError):
        read_typed_back(typed, PAPER)
