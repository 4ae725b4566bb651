from datetime import timedelta

import pytest

from kast_eval.actions.print_sample import print_sample
from kast_eval.actions.read_sample import list_samples, read_sample
from kast_eval.actions.read_sheet import read_sheet
from kast_eval.actions.sign_sample import RemarkError, SignedBeforeError, sign_sample
from kast_eval.actions.steps.sampled import Sample
from kast_eval.store.database import Database
from kast_eval.store.events import note_event
from kast_eval.study.roles import NotAllowedError, NotFoundError, User
from kast_eval.study.sample import SAMPLE_SIZE, Month
from kast_eval.wording import Language
from tests.actions.at_the_clinic import (
    ANNA,
    HERE,
    LEAD,
    NEIGHBOUR,
    NOW,
    THERE,
    code,
    entered,
    library,
    noted,
)
from tests.paper.pictures import page_texts

MARCH, APRIL = Month(2026, 3), Month(2026, 4)
LATER = NOW + timedelta(days=60)


def reads(database: Database, count: int) -> str:
    """Let Anna read one sheet many times in March, and others do other things."""
    public_id = entered(database)
    with database.begin() as session:
        for minute in range(count):
            at = NOW + timedelta(minutes=minute)
            read_sheet(session, ANNA, at, library(), public_id)
            note_event(session, at, "anna", "practised", "3-avstamning", site_code=HERE)
            note_event(session, at, "neighbour", "read", "f" * 24, site_code=THERE)
    return public_id


def sample(database: Database, month: Month = MARCH, user: User = LEAD) -> Sample:
    with database.begin() as session:
        return read_sample(session, user, LATER, site_code=HERE, month=month)


def sign(database: Database, remark: str = "", user: User = LEAD) -> None:
    with database.begin() as session:
        sign_sample(session, user, LATER, site_code=HERE, month=MARCH, remark=remark)


def test_a_sample_is_of_reads_at_the_clinic_and_the_same_again(database: Database) -> None:
    public_id = reads(database, 60)
    found = sample(database)
    assert (len(found.reads), found.of) == (SAMPLE_SIZE, 60)
    assert {one.event.action for one in found.reads} == {"read"}
    for one in found.reads:
        assert one.sheet is not None
        assert (one.sheet.public_id, one.sheet.client_code) == (public_id, code(1))
    assert noted(database)[-1] == ("lead", "read sample", "2026-03", HERE)
    assert sample(database) == found


def test_a_read_of_no_one_sheet_has_none(database: Database) -> None:
    with database.begin() as session:
        note_event(session, NOW, "anna", "read response", "response", site_code=HERE)
    ((read,), of) = sample(database).reads, sample(database).of
    assert (read.sheet, of) == (None, 1)


def test_a_month_without_reads_is_signed_too(database: Database) -> None:
    assert sample(database).reads == ()
    sign(database)
    signature = sample(database).signature
    assert signature is not None
    assert (signature.signed_by, signature.signed_at, signature.link) == ("lead", LATER, "0" * 64)


def test_a_signature_is_kept_once_with_its_remark(database: Database) -> None:
    reads(database, 3)
    with pytest.raises(RemarkError):
        sign(database, "a" * 500)
    sign(database, "  Allt väl  ")
    found = sample(database)
    assert found.signature is not None
    assert (found.signature.remark, found.signature.link) == ("Allt väl", found.link)
    assert ("lead", "signed sample", "2026-03", HERE) in noted(database)
    with pytest.raises(SignedBeforeError):
        sign(database)


def test_only_a_lead_of_the_clinic_sees_and_signs_a_month_that_has_ended(
    database: Database,
) -> None:
    for user, refusal in ((ANNA, NotAllowedError), (NEIGHBOUR, NotFoundError)):
        with pytest.raises(refusal):
            sample(database, user=user)
        with pytest.raises(refusal):
            sign(database, user=user)
    with pytest.raises(NotFoundError):
        sample(database, Month(2026, 5))
    gone = User("gone", {"9999": LEAD.roles[HERE]})
    with database.begin() as session, pytest.raises(NotFoundError):
        read_sample(session, gone, LATER, site_code="9999", month=MARCH)


def test_months_are_listed_from_the_clinics_first_event(database: Database) -> None:
    with database.read() as session:
        (clinic,) = list_samples(session, LEAD, LATER)
    assert clinic.months == ()
    reads(database, 1)
    sign(database)
    with database.read() as session:
        (clinic,) = list_samples(session, LEAD, LATER)
    assert [(month, bool(signed)) for month, signed in clinic.months] == [
        (APRIL, False), (MARCH, True),
    ]  # fmt: skip


def printed(database: Database, language: Language) -> str:
    with database.begin() as session:
        pdf = print_sample(
            session, LEAD, LATER, library(), site_code=HERE, month=MARCH, language=language
        )
    return " ".join(" ".join(page_texts(pdf)).split())


def test_the_sample_is_printed_with_room_for_a_name(database: Database) -> None:
    reads(database, 5)
    text = printed(database, Language.SV)
    assert text.count("läste") >= 5
    assert f"{code(1)} C" in text
    assert "underskrift: ____" in text
    assert "ÖVNING" in text
    assert noted(database)[-1] == ("lead", "printed", "2026-03", HERE)


def test_a_month_without_reads_is_printed_too(database: Database) -> None:
    assert "Nobody read or printed anything that month." in printed(database, Language.EN)
