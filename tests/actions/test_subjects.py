"""Forms about clients, about relatives and about the clinic itself."""

from dataclasses import replace

import pytest

from kast_eval.actions.enter_form import SheetExistsError
from kast_eval.actions.open_sheet import OpenSheet, open_sheet
from kast_eval.actions.print_sheet import print_sheet
from kast_eval.actions.read_sheet import read_sheet
from kast_eval.actions.steps.person_type import PersonTypeError
from kast_eval.definition.form import Subject
from kast_eval.errors import KastEvalError
from kast_eval.store.clients import find_client
from kast_eval.store.database import Database
from kast_eval.store.records import SheetRecord
from kast_eval.store.sheets import newest_sheets
from kast_eval.study.client_code import ClientCodeError
from kast_eval.study.roles import NotFoundError, Role, User
from kast_eval.wording import Language
from tests.actions.at_the_clinic import (
    ANNA,
    BOTH,
    HERE,
    NEIGHBOUR,
    NOW,
    THERE,
    Sent,
    code,
    enter,
    entered,
    library,
    plan,
)

RELATIVE = Sent(form="relative_start", code=code(1, "RX"), number=None, person_type=None)
ROW = Sent(form="contact_log", code="", number=1, person_type=None)


def _open(database: Database, page: Sent, user: User = ANNA) -> OpenSheet:
    with database.begin() as session:
        return open_sheet(
            session,
            user,
            NOW,
            plan(),
            code=page.code,
            form=page.form,
            number=page.number,
        )


def _newest(database: Database, site: str = HERE) -> SheetRecord:
    with database.read() as session:
        return newest_sheets(session, (site,), limit=1)[0]


def test_every_form_can_be_opened_and_saved(database: Database) -> None:
    codes = {Subject.CLIENT: code(1), Subject.RELATIVE: code(1, "RX"), Subject.CLINIC: ""}
    numbers = {"year": 2026, "follow-up": 6, "session": 1, "occasion": 1, "row": 1}
    for definition in library().newest_forms:
        page = Sent(
            form=definition.form,
            code=codes[definition.subject],
            number=numbers.get(definition.timing),
            person_type=None,
            submission=definition.form,
        )
        opened = _open(database, page)
        stated = 1 if opened.new_client and opened.person_type is None else None
        public_id = entered(database, replace(page, code=opened.code, person_type=stated), {})
        assert _open(database, page).existing == public_id
        with database.begin() as session:
            view = read_sheet(session, ANNA, NOW, library(), public_id)
            pdf = print_sheet(session, ANNA, NOW, library(), public_id, language=Language.SV)
        assert (view.sheet.timepoint, view.sheet.number) == (opened.timepoint, opened.number)
        assert pdf.startswith(b"%PDF")


def test_a_relative_is_known_as_one_without_being_asked(database: Database) -> None:
    opened = _open(database, RELATIVE)
    assert (opened.new_client, opened.person_type) == (True, 3)
    entered(database, RELATIVE, {"strain": "7"})
    with database.read() as session:
        client = find_client(session, (HERE,), code(1, "RX"))
    assert client is not None
    assert client.person_type == 3
    assert not _open(database, RELATIVE).new_client


def test_a_relative_is_never_said_to_be_a_client(database: Database) -> None:
    with pytest.raises(PersonTypeError):
        enter(database, replace(RELATIVE, person_type=1), {})


@pytest.mark.parametrize("person_type", [None, 3, 4])
def test_a_new_client_is_no_relative(database: Database, person_type: int | None) -> None:
    with pytest.raises(PersonTypeError):
        enter(database, Sent(person_type=person_type))


def test_a_relatives_code_on_a_clients_form_is_refused_with_help(database: Database) -> None:
    with pytest.raises(ClientCodeError, match=r"anhörigs.*börjar på R"):
        _open(database, Sent(code=code(1, "RX")))


def test_a_clients_code_on_a_relatives_form_is_refused_with_help(database: Database) -> None:
    with pytest.raises(ClientCodeError, match=r"klients.*aldrig"):
        _open(database, replace(RELATIVE, code=code(1)))


@pytest.mark.parametrize("form", ["checkin", "relative_start"])
def test_another_clinics_relatives_are_answered_like_nobodys(database: Database, form: str) -> None:
    entered(database, RELATIVE, {})
    told = set()
    for letters in ("RX", "RZ"):
        with pytest.raises(ClientCodeError) as refused:
            _open(database, Sent(form=form, code=code(1, letters)), NEIGHBOUR)
        told.add(str(refused.value))
    assert len(told) == 1


def test_a_form_about_the_clinic_has_no_client(database: Database) -> None:
    opened = _open(database, ROW)
    assert (opened.client_code, opened.code, opened.new_client) == (None, HERE, False)
    entered(database, ROW, {"contact_by": "1"})
    sheet = _newest(database)
    assert (sheet.client_code, sheet.person_type, sheet.timepoint) == (None, None, "r0001")


def test_a_client_code_on_a_form_about_the_clinic_is_refused_with_help(database: Database) -> None:
    with pytest.raises(ClientCodeError, match=r"handlar om mottagningen.*tom"):
        _open(database, replace(ROW, code=code(1)))


def test_who_works_at_several_clinics_says_which(database: Database) -> None:
    with pytest.raises(ClientCodeError, match=f"{HERE}, {THERE}"):
        _open(database, ROW, BOTH)
    opened = _open(database, replace(ROW, code=THERE), BOTH)
    assert opened.site.code == THERE


def test_nobody_keys_for_another_clinic(database: Database) -> None:
    with pytest.raises(ClientCodeError):
        _open(database, replace(ROW, code=THERE))
    entered(database, ROW, {})
    with pytest.raises(NotFoundError), database.begin() as session:
        read_sheet(session, NEIGHBOUR, NOW, library(), _newest(database).public_id)


def test_a_clinic_that_is_gone_is_not_found(database: Database) -> None:
    user = User("gone", {"1480": frozenset({Role.COUNSELLOR})})
    with pytest.raises(NotFoundError):
        _open(database, ROW, user)


def test_two_clinics_have_the_same_row_each(database: Database) -> None:
    entered(database, ROW, {"contact_by": "1"})
    enter(database, ROW, {"contact_by": "2"}, user=NEIGHBOUR)
    with pytest.raises(SheetExistsError):
        enter(database, replace(ROW, submission="page 2"), {"contact_by": "3"})


def test_a_row_without_a_number_is_the_next(database: Database) -> None:
    anew = replace(ROW, number=None)
    assert _open(database, anew).number == 1
    entered(database, replace(ROW, number=4), {})
    assert (_open(database, anew).number, _open(database, anew).timepoint) == (5, "r0005")


@pytest.mark.parametrize(
    ("form", "number", "timepoint"),
    [("followup", 3, "f03"), ("followup", 12, "f12"), ("clinic_year", 2026, "y2026"),
     ("deviation", 2, "o02")],
)  # fmt: skip
def test_the_number_beside_the_form_gives_the_time_point(
    database: Database, form: str, number: int, timepoint: str
) -> None:
    about_clinic = library().newest(form).subject is Subject.CLINIC
    page = Sent(form=form, code="" if about_clinic else code(1), number=number)
    assert _open(database, page).timepoint == timepoint


@pytest.mark.parametrize(("form", "number"), [("followup", 4), ("followup", None), ("checkin", 0)])
def test_a_number_that_the_form_cannot_have_is_refused(
    database: Database, form: str, number: int | None
) -> None:
    with pytest.raises(KastEvalError, match="Skriv"):
        _open(database, Sent(form=form, number=number))
