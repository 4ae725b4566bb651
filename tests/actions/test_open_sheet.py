import pytest

from kast_eval.actions.open_sheet import OpenSheet, open_sheet
from kast_eval.definition.library import UnknownFormError
from kast_eval.errors import KastEvalError
from kast_eval.store.database import Database
from kast_eval.study.client_code import ClientCodeError
from kast_eval.study.roles import NotAllowedError, User
from kast_eval.study.site import TRAINING_NEIGHBOUR, TRAINING_SITE
from tests.actions.at_the_clinic import (
    ANNA,
    HERE,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    THERE,
    Sent,
    code,
    entered,
    library,
    noted,
    plan,
    sheet_count,
)


def _open(
    database: Database,
    client_code: str = code(1),
    *,
    form: str = "checkin",
    version: int | None = None,
    number: int | None = 1,
    user: User = ANNA,
) -> OpenSheet:
    with database.begin() as session:
        return open_sheet(
            session,
            user,
            NOW,
            plan(),
            code=client_code,
            form=form,
            version=version,
            number=number,
        )


def test_a_label_not_yet_used_is_a_new_client(database: Database) -> None:
    opened = _open(database)
    assert opened.new_client
    assert opened.person_type is None
    assert opened.site == TRAINING_SITE
    assert (opened.timepoint, opened.number, opened.existing) == ("s01", 1, None)
    assert opened.definition == library().newest("checkin").as_asked()
    assert noted(database) == [("anna", "opened", "checkin", HERE)]


def test_opening_makes_no_client(database: Database) -> None:
    _open(database)
    assert _open(database).new_client
    assert sheet_count(database) == 0


def test_a_code_is_read_as_people_write_it(database: Database) -> None:
    written = f" {code(1)[:2].lower()}-{code(1)[2:].lower()} "
    assert _open(database, written).client_code == code(1)


def test_a_known_client_brings_the_person_type(database: Database) -> None:
    entered(database, Sent(person_type=2))
    opened = _open(database, number=2)
    assert not opened.new_client
    assert opened.person_type == 2
    assert opened.existing is None


def test_a_saved_sheet_is_pointed_at(database: Database) -> None:
    public_id = entered(database)
    assert _open(database).existing == public_id
    assert noted(database)[-1] == ("anna", "opened", public_id, HERE)


def test_a_start_form_has_no_session_number(database: Database) -> None:
    opened = _open(database, form="start", number=3)
    assert (opened.timepoint, opened.number) == ("t0", None)


@pytest.mark.parametrize("number", [None, 0, 100])
def test_a_check_in_needs_a_session_number(database: Database, number: int | None) -> None:
    with pytest.raises(KastEvalError, match="samtalets nummer"):
        _open(database, number=number)


def test_a_version_can_be_chosen(database: Database) -> None:
    assert _open(database, version=1).definition.version == 1
    with pytest.raises(UnknownFormError):
        _open(database, version=99)


def test_an_unknown_form_is_refused(database: Database) -> None:
    with pytest.raises(UnknownFormError):
        _open(database, form="no such form")


def test_a_wrong_check_letter_is_refused_with_help(database: Database) -> None:
    wrong = code(1)[:6] + ("A" if code(1)[6] != "A" else "B")
    with pytest.raises(ClientCodeError, match="Jämför med etiketten"):
        _open(database, wrong)


def test_another_clinics_client_is_answered_like_nobodys(database: Database) -> None:
    entered(database)
    messages = set()
    for user, client_code in (
        (NEIGHBOUR, code(1)),
        (NEIGHBOUR, code(2)),
        (ANNA, code(1, TRAINING_NEIGHBOUR.letters)),
        (ANNA, code(1, "GB")),
    ):
        with pytest.raises(ClientCodeError) as caught:
            _open(database, client_code, user=user)
        messages.add(str(caught.value))
    assert len(messages) == 1
    assert all(site != THERE for _, _, _, site in noted(database))


def test_a_researcher_keys_nothing(database: Database) -> None:
    with pytest.raises(NotAllowedError):
        _open(database, user=RESEARCHER)


def test_a_follow_up_is_known_by_its_month(database: Database) -> None:
    opened = _open(database, form="followup", number=6)
    assert (opened.timepoint, opened.number) == ("f06", 6)
    with pytest.raises(KastEvalError, match="3, 6 eller 12"):
        _open(database, form="followup", number=5)


def test_a_closing_form_has_no_number_whatever_is_typed(database: Database) -> None:
    opened = _open(database, form="closing", number=5)
    assert (opened.timepoint, opened.number) == ("t1", None)
