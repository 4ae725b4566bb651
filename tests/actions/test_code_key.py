from datetime import timedelta
from pathlib import Path

import pytest

from kast_eval.actions.destroy_code_key import NotConfirmedError, end_code_key
from kast_eval.actions.keep_in_code_key import ContactError, keep_in_code_key
from kast_eval.actions.look_in_code_key import NoFollowUpError, look_in_code_key
from kast_eval.actions.make_code_key import begin_code_key
from kast_eval.code_key.code_key import (
    CodeKey,
    Contact,
    NoCodeKeyError,
    code_key_of,
    find_contact,
    unlock_code_key,
)
from kast_eval.store.database import Database
from kast_eval.store.keys.secret import Passphrase
from kast_eval.study.client_code import ClientCodeError
from kast_eval.study.passphrase import PassphraseError
from kast_eval.study.roles import NotAllowedError, NotFoundError, Role, User
from kast_eval.wording import Language
from tests.actions.at_the_clinic import (
    ANNA,
    HERE,
    LEAD,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    Sent,
    code,
    entered,
    noted,
    plan,
)
from tests.code_key.test_code_key import CHEAP
from tests.paper.pictures import page_texts

WORDS = "lavendel trapets vinterdäck gurkmeja"
CLOSING = Sent("closing_staff", number=None, submission="closed")
CLOSED = {"close_date": "2025-09-08", "close_reason": "1"}


@pytest.fixture
def place(database: Database, tmp_path: Path) -> CodeKey:
    made = code_key_of(tmp_path, HERE)
    with database.begin() as session:
        begin_code_key(session, LEAD, NOW, made, site_code=HERE, passphrase=WORDS, cost=CHEAP)
    return made


@pytest.fixture
def closed(database: Database) -> str:
    """Close the first client half a year ago, so that the follow-up is due."""
    return entered(database, CLOSING, CLOSED)


def keep(database: Database, place: CodeKey, way: str = "070", user: User = ANNA) -> None:
    key = unlock_code_key(place, Passphrase(WORDS))
    with database.begin() as session:
        keep_in_code_key(
            session, user, NOW, place, key, site_code=HERE, code=code(1).lower(), way=way
        )


def look(
    database: Database, place: CodeKey, whose: str = code(1), user: User = ANNA
) -> Contact | None:
    key = unlock_code_key(place, Passphrase(WORDS))
    with database.begin() as session:
        return look_in_code_key(
            session, user, NOW, plan(), place, key=key, site_code=HERE, code=whose
        )


def end(database: Database, place: CodeKey, confirmed: str = HERE, user: User = LEAD) -> bytes:
    with database.begin() as session:
        return end_code_key(
            session, user, NOW, place,
            site_code=HERE, confirmed=confirmed, language=Language.SV,
        )  # fmt: skip


def test_a_client_whose_follow_up_is_due_is_found_and_the_look_is_noted(
    database: Database, place: CodeKey, closed: str
) -> None:
    keep(database, place)
    found = look(database, place)
    assert found is not None
    assert (found.code, found.way, found.kept_by) == (code(1), "070", "anna")
    assert noted(database)[-2:] == [
        ("anna", "kept in code key", closed, HERE), ("anna", "looked in code key", closed, HERE),
    ]  # fmt: skip
    assert code(1) not in str(noted(database))


def test_a_client_without_a_follow_up_to_make_is_not_shown(
    database: Database, place: CodeKey
) -> None:
    entered(database)
    keep(database, place)
    with pytest.raises(NoFollowUpError):
        look(database, place)
    assert noted(database)[-1][1] == "kept in code key"


@pytest.mark.usefixtures("closed")
def test_a_code_that_is_no_clients_here_is_refused(database: Database, place: CodeKey) -> None:
    for whose in (code(2), code(1, "XY"), "nonsense"):
        with pytest.raises(ClientCodeError):
            look(database, place, whose)


@pytest.mark.usefixtures("closed")
def test_only_those_at_the_clinic_open_it(database: Database, place: CodeKey) -> None:
    coordinator = User("anna", {HERE: frozenset({Role.COORDINATOR})})
    for user, refusal in (
        (RESEARCHER, NotAllowedError), (coordinator, NotAllowedError), (NEIGHBOUR, NotFoundError),
    ):  # fmt: skip
        with pytest.raises(refusal):
            look(database, place, user=user)
        with pytest.raises(refusal):
            keep(database, place, user=user)
        with pytest.raises(refusal):
            end(database, place, user=user)


@pytest.mark.usefixtures("closed")
def test_a_way_of_contact_is_short_and_an_empty_one_removes_it(
    database: Database, place: CodeKey
) -> None:
    with pytest.raises(ContactError):
        keep(database, place, "a" * 201)
    keep(database, place)
    keep(database, place, " ")
    assert look(database, place) is None


def test_only_a_lead_begins_and_with_a_passphrase_that_is_not_guessed(
    database: Database, tmp_path: Path
) -> None:
    other = code_key_of(tmp_path, HERE)
    with database.begin() as session, pytest.raises(PassphraseError):
        begin_code_key(session, LEAD, NOW, other, site_code=HERE, passphrase="kort", cost=CHEAP)
    with database.begin() as session, pytest.raises(NotAllowedError):
        begin_code_key(session, ANNA, NOW, other, site_code=HERE, passphrase=WORDS, cost=CHEAP)
    assert not other.exists
    assert noted(database) == []


def test_it_is_destroyed_by_one_action_with_a_certificate(
    database: Database, place: CodeKey, closed: str
) -> None:
    keep(database, place)
    key = unlock_code_key(place, Passphrase(WORDS))
    with pytest.raises(NotConfirmedError):
        end(database, place, "0001")
    with pytest.raises(NotAllowedError):
        end(database, place, user=ANNA)
    assert find_contact(place, key, code(1)) is not None
    text = " ".join(" ".join(page_texts(end(database, place))).split())
    assert "kodnyckeln är förstörd" in text
    assert "lead förstörde den 2026-03-09 13:30" in text
    assert "Händelsekedjan" in text
    assert not place.exists
    assert noted(database)[-1] == ("lead", "destroyed code key", "code key", HERE)
    with pytest.raises(NoCodeKeyError):
        end(database, place)
    assert closed


def test_a_clinic_that_is_not_there_has_none_to_destroy(database: Database, place: CodeKey) -> None:
    gone = User("gone", {"9999": frozenset({Role.LEAD})})
    with database.begin() as session, pytest.raises(NotFoundError):
        end_code_key(
            session, gone, NOW + timedelta(1), place,
            site_code="9999", confirmed="9999", language=Language.EN,
        )  # fmt: skip
