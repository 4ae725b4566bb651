from datetime import datetime, timedelta

import pytest

from kast_eval.actions.sign_in import LONGEST_PENDING, SignIn, current_user
from kast_eval.actions.sign_in_by_password import (
    NOBODY,
    PASSWORD,
    PendingError,
    SecondFactorNeeded,
    SignInError,
    check_password,
    give_second_factor,
    sign_in_by_password,
)
from kast_eval.actions.steps.tries import FREE, LONGEST_WAIT, WaitError
from kast_eval.store.database import Database
from kast_eval.store.users import add_user, end_roles, find_user
from tests.actions.accounts import CLIENT, KARIN, PASSPHRASE, shown
from tests.actions.at_the_clinic import NOW, noted


def sign_in(
    clinic: Database,
    at: datetime = NOW,
    *,
    name: str = KARIN,
    password: str = PASSPHRASE,
    code: str | None = None,
    client: str = CLIENT,
) -> SignIn | SecondFactorNeeded:
    given = shown(at) if code is None else code
    return sign_in_by_password(
        clinic, at, name=name, password=password, code=given, client=client, browser="Firefox"
    )


def test_name_passphrase_and_code_sign_in(clinic: Database) -> None:
    done = sign_in(clinic, name=f"  {KARIN} ")
    assert isinstance(done, SignIn)
    with clinic.read() as session:
        assert current_user(session, done.cookie_token, NOW) == done.user
    assert noted(clinic)[-1] == (KARIN, "signed in", PASSWORD, None)


@pytest.mark.parametrize(
    ("name", "password", "code", "known"),
    [
        (KARIN, PASSPHRASE + "x", None, KARIN),
        (KARIN, PASSPHRASE.upper(), None, KARIN),
        (KARIN, PASSPHRASE, "000000", KARIN),
        (KARIN, PASSPHRASE, "ABCD-EFGH-JKMN", KARIN),
        ("Ingen Alls", PASSPHRASE, None, NOBODY),
        ("Ingen Alls", PASSPHRASE, "ABCD-EFGH-JKMN", NOBODY),
        ("", "", "", NOBODY),
    ],
)
def test_what_is_wrong_is_not_told(
    clinic: Database, name: str, password: str, code: str | None, known: str
) -> None:
    with pytest.raises(SignInError) as refused:
        sign_in(clinic, name=name, password=password, code=code)
    assert str(refused.value) == str(SignInError())
    assert noted(clinic)[-1][:2] == (known, "sign-in failed")


def test_a_code_is_taken_once(clinic: Database) -> None:
    sign_in(clinic)
    with pytest.raises(SignInError):
        sign_in(clinic)
    later = NOW + timedelta(seconds=30)
    assert isinstance(sign_in(clinic, later), SignIn)


@pytest.mark.parametrize(("seconds", "taken"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_the_clock_of_a_phone_may_differ_by_half_a_minute(
    clinic: Database, seconds: int, *, taken: bool
) -> None:
    code = shown(NOW + timedelta(seconds=seconds))
    if taken:
        assert isinstance(sign_in(clinic, code=code), SignIn)
        return
    with pytest.raises(SignInError):
        sign_in(clinic, code=code)


def test_a_passphrase_alone_asks_for_the_code(clinic: Database) -> None:
    done = sign_in(clinic, code="")
    assert isinstance(done, SecondFactorNeeded)
    assert not done.set_up
    assert done.pending_token not in repr(done)
    with clinic.read() as session:
        assert current_user(session, done.pending_token, NOW) is None
    with pytest.raises(SignInError):
        give_second_factor(
            clinic, NOW, pending_token=done.pending_token, code="000000", client=CLIENT
        )
    signed_in = give_second_factor(
        clinic, NOW, pending_token=done.pending_token, code=shown(), client=CLIENT
    )
    assert signed_in.user.name == KARIN
    with pytest.raises(PendingError):
        give_second_factor(
            clinic, NOW, pending_token=done.pending_token, code=shown(), client=CLIENT
        )


def test_a_code_that_comes_too_late_is_refused(clinic: Database) -> None:
    done = sign_in(clinic, code="")
    assert isinstance(done, SecondFactorNeeded)
    late = NOW + LONGEST_PENDING
    with pytest.raises(PendingError):
        give_second_factor(
            clinic, late, pending_token=done.pending_token, code=shown(late), client=CLIENT
        )


def test_one_without_a_role_is_nobody(clinic: Database) -> None:
    with clinic.begin() as session:
        karin = find_user(session, KARIN)
        assert karin is not None
        for site_code in karin.sites:
            end_roles(session, KARIN, site_code, ended_by=KARIN, ended_at=NOW)
    with pytest.raises(SignInError):
        sign_in(clinic)


def test_one_who_was_only_invited_is_nobody(clinic: Database) -> None:
    with clinic.begin() as session:
        add_user(session, "Ny", {}, created=NOW)
    with pytest.raises(SignInError):
        sign_in(clinic, name="Ny", password="")


@pytest.mark.parametrize("name", [KARIN, "Ingen Alls"])
def test_guesses_at_a_name_wait_longer_and_longer(clinic: Database, name: str) -> None:
    waits, now = [], NOW
    for _ in range(FREE["name"] + 14):
        try:
            sign_in(clinic, now, name=name, password="fel")
        except WaitError as told:
            waits.append(told.wait)
            now += told.wait
            with pytest.raises(SignInError):
                sign_in(clinic, now, name=name, password="fel")
        except SignInError:
            pass
    assert waits[:3] == [timedelta(seconds=seconds) for seconds in (5, 10, 20)]
    assert waits[-1] == LONGEST_WAIT


def test_no_guess_is_looked_at_before_its_time(clinic: Database) -> None:
    for _ in range(FREE["name"]):
        with pytest.raises(SignInError):
            sign_in(clinic, password="fel")
    with pytest.raises(WaitError, match="Vänta"):
        sign_in(clinic)
    later = NOW + timedelta(minutes=1)
    assert isinstance(sign_in(clinic, later), SignIn)
    with pytest.raises(SignInError):
        sign_in(clinic, later, password="fel")


def test_an_address_that_tries_many_names_waits_too(clinic: Database) -> None:
    for number in range(FREE["address"]):
        with pytest.raises(SignInError):
            sign_in(clinic, name=f"Namn {number}", password="fel")
    with pytest.raises(WaitError):
        sign_in(clinic, name="Ett till")
    assert isinstance(sign_in(clinic, client="192.0.2.8"), SignIn)


def test_signing_in_oneself_gives_an_address_no_new_guesses(clinic: Database) -> None:
    for number in range(FREE["address"] - 1):
        with pytest.raises(SignInError):
            sign_in(clinic, name=f"Namn {number}", password="fel")
    sign_in(clinic)
    with pytest.raises(SignInError):
        sign_in(clinic, name="Ett till", password="fel")
    with pytest.raises(WaitError):
        sign_in(clinic, name="Ännu ett", password="fel")


def test_who_has_the_passphrase_gets_no_new_guesses_at_the_code(clinic: Database) -> None:
    for _ in range(FREE["name"]):
        sign_in(clinic, code="")
        with pytest.raises(SignInError):
            sign_in(clinic, code="000000")
    with pytest.raises(WaitError):
        sign_in(clinic, code="")


def test_failures_are_forgotten_after_a_day(clinic: Database) -> None:
    for _ in range(FREE["name"]):
        with pytest.raises(SignInError):
            sign_in(clinic, password="fel")
    tomorrow = NOW + timedelta(days=1, seconds=1)
    for _ in range(FREE["name"]):
        with pytest.raises(SignInError):
            sign_in(clinic, tomorrow, password="fel")


def test_a_clock_that_was_set_back_makes_no_wait_longer(clinic: Database) -> None:
    for _ in range(FREE["name"] + 1):
        with pytest.raises(SignInError):
            sign_in(clinic, NOW + timedelta(hours=_), password="fel")
    with pytest.raises(WaitError) as told:
        sign_in(clinic, NOW)
    assert told.value.wait <= LONGEST_WAIT


def test_a_command_asks_for_everything_at_once(clinic: Database) -> None:
    def check(code: str, password: str = PASSPHRASE) -> str:
        return check_password(
            clinic, NOW, name=KARIN, password=password, code=code, client="console"
        ).name

    for code, password in (("", PASSPHRASE), ("000000", PASSPHRASE), (shown(), "fel")):
        with pytest.raises(SignInError):
            check(code, password)
    assert check(shown()) == KARIN
    assert noted(clinic)[-1] == (KARIN, "signed in", "command", None)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.4, "en sekund"), (1.5, "2 sekunder"), (89, "89 sekunder"), (90, "2 minuter"), (900, "15")],
)
def test_a_wait_is_said_in_words(seconds: float, said: str) -> None:
    assert f"Vänta {said}" in str(WaitError(timedelta(seconds=seconds)))
