from dataclasses import replace

import pytest

from kast_eval.actions.compare_coding import compare_coding
from kast_eval.actions.key_again import key_again
from kast_eval.dataset.agreement import CodingAgreement
from kast_eval.store.database import Database
from kast_eval.store.entries import Correction, add_entry
from kast_eval.store.sheets import find_sheet
from kast_eval.study.roles import NotAllowedError, NotFoundError, User
from tests.actions.at_the_clinic import (
    ANNA,
    BERIT,
    HERE,
    LEAD,
    NOW,
    THERE,
    Sent,
    entered,
    library,
    noted,
    plan,
)

INTERVIEW = Sent(form="interview", code="", person_type=None)


def compared(database: Database, user: User = LEAD, *sites: str) -> tuple[CodingAgreement, ...]:
    with database.begin() as session:
        return compare_coding(session, user, NOW, library(), site_codes=sites)


def coded(database: Database, number: int, *, first: str, second: str | None = None) -> int:
    """Code the reasons of an interview once or twice; return the number of its sheet."""
    page = replace(INTERVIEW, number=number, submission=f"first {number}")
    public_id = entered(database, page, {"tid_why": first})
    with database.begin() as session:
        sheet = find_sheet(session, (HERE,), public_id)
        assert sheet is not None
        if second is not None:
            add_entry(
                session, sheet.id, {"tid_why": second}, {}, entered_by="berit",
                entered_at=NOW, submission=f"second {number}", keying=2,
            )  # fmt: skip
    return sheet.id


def test_both_codings_of_each_interview_are_compared(database: Database) -> None:
    coded(database, 1, first="2", second="2")
    coded(database, 2, first="0", second="1")
    coded(database, 3, first="0")
    (found,) = compared(database)
    assert (found.definition, found.interviews, found.coded_twice) == (
        library().newest("interview"), 3, 2,
    )  # fmt: skip
    assert (found.items["tid_why"].units, found.items["tid_why"].percent) == (2, 50)
    assert found.items["tid_why"].kappa == pytest.approx(1 / 3)
    assert found.items["cf_law"].units == 0
    assert noted(database)[-1] == ("lead", "compared coding", "interviews", HERE)


def test_what_the_coders_agreed_on_afterwards_does_not_count(database: Database) -> None:
    coded(database, 1, first="1", second="1")
    sheet_id = coded(database, 2, first="0", second="2")
    with database.begin() as session:
        add_entry(
            session, sheet_id, {"tid_why": "2"}, {}, entered_by="anna", entered_at=NOW,
            submission="after the talk", correction=Correction(3, "enades efter samtal"),
        )  # fmt: skip
    assert compared(database)[0].items["tid_why"].percent == 50


def test_the_second_coder_comes_through_the_door_of_every_second_keying(
    database: Database,
) -> None:
    public_id = entered(database, INTERVIEW, {"tid_why": "2", "tid_what": "1"})
    with database.begin() as session:
        keyed = key_again(
            session, BERIT, NOW, plan(),
            public_id, texts={"tid_why": "2", "tid_what": "0"}, notes={}, submission="second",
            code=HERE, number=INTERVIEW.number,
        )  # fmt: skip
    assert keyed.differing == 1
    (found,) = compared(database)
    assert (found.coded_twice, found.items["tid_why"].percent) == (1, 100)
    assert found.items["tid_what"].percent == 0


def test_before_the_first_coding_there_is_nothing_to_compare(database: Database) -> None:
    assert compared(database) == ()


def test_other_forms_are_not_compared(database: Database) -> None:
    entered(database)
    assert compared(database, LEAD, HERE) == ()


def test_only_who_exports_compares_and_only_own_clinics(database: Database) -> None:
    with pytest.raises(NotAllowedError):
        compared(database, ANNA)
    with pytest.raises(NotAllowedError):
        compared(database, ANNA, HERE)
    with pytest.raises(NotFoundError):
        compared(database, LEAD, HERE, THERE)
    assert noted(database) == []


def test_who_leads_another_clinic_compares_nothing_here(database: Database) -> None:
    elsewhere = User("both", {HERE: ANNA.roles[HERE], THERE: LEAD.roles[HERE]})
    with pytest.raises(NotAllowedError):
        compared(database, elsewhere, HERE)
