from datetime import datetime, timedelta
from threading import Thread

import pytest

from kast_eval.actions.accept_invitation import InvitationError, accept_invitation
from kast_eval.actions.change_roles import change_roles
from kast_eval.actions.end_access import end_access
from kast_eval.actions.invite_again import invite_again
from kast_eval.actions.invite_user import invite_user
from kast_eval.actions.list_users import Colleague, list_users
from kast_eval.actions.set_up_totp import (
    AppCodeError,
    HasFactorError,
    propose_first_app,
    set_up_first_app,
)
from kast_eval.actions.sign_in import begin_sign_in, current_user
from kast_eval.actions.sign_in_by_password import PendingError, SignInError, sign_in_by_password
from kast_eval.actions.step_up import WrongProofError, step_up
from kast_eval.actions.steps.invited import NameTakenError
from kast_eval.actions.steps.managed import INVITATION_LASTS, OwnRolesError, RolesError
from kast_eval.actions.steps.tries import FREE, WaitError
from kast_eval.store.database import Database
from kast_eval.store.users import add_user, find_user
from kast_eval.study.passphrase import PassphraseError
from kast_eval.study.person_name import PersonNameError
from kast_eval.study.roles import NotAllowedError, NotFoundError, Role, User
from tests.actions.accounts import CLIENT, KARIN, PASSPHRASE, shown
from tests.actions.at_the_clinic import HERE, NOW, THERE, noted

COUNSELLOR = frozenset({Role.COUNSELLOR})
HER_OWN = "sju trappsteg och en igelkott"


def karin(clinic: Database) -> User:
    with clinic.read() as session:
        found = find_user(session, KARIN)
    assert found is not None
    return found


def invite(
    clinic: Database,
    name: str = "Disa",
    *,
    by: User | None = None,
    site_code: str = HERE,
    roles: frozenset[Role] = COUNSELLOR,
) -> str:
    user = by or karin(clinic)
    with clinic.begin() as session:
        return invite_user(session, user, NOW, name=name, site_code=site_code, roles=roles)


def accept(clinic: Database, code: str, at: datetime = NOW, password: str = HER_OWN) -> str:
    done = accept_invitation(clinic, at, code=code, password=password, client=CLIENT)
    assert done.set_up
    return done.pending_token


def set_up(clinic: Database, pending_token: str, at: datetime = NOW) -> tuple[str, tuple[str, ...]]:
    """Set up the app and return its secret and the codes for the paper."""
    with clinic.begin() as session:
        secret = propose_first_app(session, pending_token, at).typed.replace(" ", "")
    signed_in, codes = set_up_first_app(
        clinic, at, pending_token=pending_token, code=shown(at, secret), client=CLIENT
    )
    with clinic.read() as session:
        assert current_user(session, signed_in.cookie_token, at) == signed_in.user
    return secret, codes


def sign_in(clinic: Database, name: str, password: str, code: str, at: datetime = NOW) -> object:
    return sign_in_by_password(clinic, at, name=name, password=password, code=code, client=CLIENT)


def test_an_invited_person_chooses_the_passphrase_and_the_app(clinic: Database) -> None:
    code = invite(clinic, "  Disa   Test")
    assert (KARIN, "invited", "Disa Test: counsellor", HERE) in noted(clinic)
    secret, _ = set_up(clinic, accept(clinic, code.lower().replace("-", " ")))
    later = NOW + timedelta(minutes=1)
    sign_in(clinic, "Disa Test", HER_OWN, shown(later, secret), later)
    with clinic.read() as session:
        disa = find_user(session, "Disa Test")
    assert disa == User("Disa Test", {HERE: COUNSELLOR})


@pytest.mark.parametrize("name", ["", "   ", "4711", "<b>", "a" * 61, "Disa\nAlm;"])
def test_a_name_is_a_name(clinic: Database, name: str) -> None:
    with pytest.raises(PersonNameError):
        invite(clinic, name)


def test_an_invitation_is_accepted_once(clinic: Database) -> None:
    code = invite(clinic)
    accept(clinic, code)
    with pytest.raises(InvitationError):
        accept(clinic, code)


@pytest.mark.parametrize("code", ["", "0000-0000-0000-0000", "åäö", "0" * 500])
def test_a_guessed_code_invites_nobody(clinic: Database, code: str) -> None:
    invite(clinic)
    with pytest.raises(InvitationError):
        accept(clinic, code)


def test_an_invitation_holds_for_a_week(clinic: Database) -> None:
    code = invite(clinic)
    with pytest.raises(InvitationError):
        accept(clinic, code, NOW + INVITATION_LASTS)
    accept(clinic, code, NOW + INVITATION_LASTS - timedelta(seconds=1))


def test_a_poor_passphrase_does_not_use_up_the_invitation(clinic: Database) -> None:
    code = invite(clinic)
    for password in ("kort", "Disa Övningsmottagningen", "lösenord lösenord"):
        with pytest.raises(PassphraseError):
            accept(clinic, code, password=password)
    accept(clinic, code)


def test_guesses_at_invitations_wait(clinic: Database) -> None:
    code = invite(clinic)
    for _ in range(FREE["address"]):
        with pytest.raises(InvitationError):
            accept(clinic, "gissad")
    with pytest.raises(WaitError):
        accept(clinic, code)


def test_who_has_no_app_yet_sets_it_up_at_the_next_sign_in(clinic: Database) -> None:
    accept(clinic, invite(clinic))
    asked = sign_in(clinic, "Disa", HER_OWN, "")
    assert getattr(asked, "set_up", None) is True


def test_an_app_counts_when_it_has_shown_a_code(clinic: Database) -> None:
    token = accept(clinic, invite(clinic))
    with clinic.begin() as session:
        first = propose_first_app(session, token, NOW)
        assert propose_first_app(session, token, NOW) == first
    assert first.address.startswith("otpauth://totp/KAST:Disa?secret=")
    for code in ("", "000000", "åäö"):
        with pytest.raises(AppCodeError):
            set_up_first_app(clinic, NOW, pending_token=token, code=code, client=CLIENT)
    set_up(clinic, token)


def test_a_passphrase_alone_replaces_no_app(clinic: Database) -> None:
    asked = sign_in(clinic, KARIN, PASSPHRASE, "")
    token = getattr(asked, "pending_token", "")
    with pytest.raises(HasFactorError), clinic.begin() as session:
        propose_first_app(session, token, NOW)
    with pytest.raises(PendingError):
        set_up_first_app(clinic, NOW, pending_token=token, code="000000", client=CLIENT)


def test_who_has_no_app_proves_nothing_by_its_code(clinic: Database) -> None:
    accept(clinic, invite(clinic))
    with clinic.begin() as session:
        disa = find_user(session, "Disa")
        assert disa is not None
        cookie = begin_sign_in(session, disa, NOW, method="test").cookie_token
    with pytest.raises(WrongProofError):
        step_up(clinic, cookie, NOW, proof="123456", client=CLIENT)


def test_of_two_who_accept_at_once_one_is_told(clinic: Database) -> None:
    code = invite(clinic)
    outcomes = []

    def accepting() -> None:
        try:
            outcomes.append(accept(clinic, code))
        except InvitationError:
            outcomes.append("")

    threads = [Thread(target=accepting) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(bool, outcomes)) == [False, False, False, True]


def test_each_code_of_the_paper_signs_in_once(clinic: Database) -> None:
    _, codes = set_up(clinic, accept(clinic, invite(clinic)))
    assert len(set(codes)) == 10
    sign_in(clinic, "Disa", HER_OWN, codes[3].lower())
    with pytest.raises(SignInError):
        sign_in(clinic, "Disa", HER_OWN, codes[3])
    sign_in(clinic, "Disa", HER_OWN, codes[0].replace("-", ""))


def test_a_name_is_somebodys(clinic: Database) -> None:
    with clinic.begin() as session:
        add_user(session, "Granne", {THERE: COUNSELLOR}, created=NOW)
    for name in (KARIN, "Granne"):
        with pytest.raises(NameTakenError):
            invite(clinic, name)


def test_one_who_left_another_clinic_is_not_taken_for_a_namesake(clinic: Database) -> None:
    with clinic.begin() as session:
        add_user(session, "Granne", {}, created=NOW)
    with pytest.raises(NameTakenError):
        invite(clinic, "Granne")


def test_who_comes_back_is_the_same_person(clinic: Database) -> None:
    set_up(clinic, accept(clinic, invite(clinic)))
    with clinic.begin() as session:
        end_access(session, karin(clinic), NOW, name="Disa", site_code=HERE)
        (site,) = list_users(session, karin(clinic), NOW)
        assert site.former == ("Disa",)
    with pytest.raises(SignInError):
        sign_in(clinic, "Disa", HER_OWN, "")
    set_up(clinic, accept(clinic, invite(clinic)))
    with clinic.read() as session:
        (site,) = list_users(session, karin(clinic), NOW)
    assert site.former == ()


def test_ending_access_ends_what_is_open(clinic: Database) -> None:
    token = accept(clinic, invite(clinic))
    with clinic.begin() as session:
        end_access(session, karin(clinic), NOW, name="Disa", site_code=HERE)
    assert noted(clinic)[-1] == (KARIN, "ended access", "Disa", HERE)
    with pytest.raises(PendingError):
        set_up(clinic, token)


def test_who_works_at_another_clinic_too_stays_signed_in(clinic: Database) -> None:
    both = {HERE: COUNSELLOR, THERE: COUNSELLOR}
    with clinic.begin() as session:
        add_user(session, "Bo", both, created=NOW)
        end_access(session, karin(clinic), NOW, name="Bo", site_code=HERE)
        assert find_user(session, "Bo") == User("Bo", {THERE: COUNSELLOR})
        assert list_users(session, karin(clinic), NOW)[0].former == ()


def test_a_new_invitation_kills_what_was_lost(clinic: Database) -> None:
    secret, codes = set_up(clinic, accept(clinic, invite(clinic)))
    with clinic.begin() as session:
        code = invite_again(session, karin(clinic), NOW, name="Disa", site_code=HERE)
    later = NOW + timedelta(minutes=1)
    for given in (shown(later, secret), codes[0]):
        with pytest.raises(SignInError):
            sign_in(clinic, "Disa", HER_OWN, given, later)
    assert set_up(clinic, accept(clinic, code), later)[0] != secret


def test_only_the_newest_invitation_holds(clinic: Database) -> None:
    first = invite(clinic)
    with clinic.begin() as session:
        invite_again(session, karin(clinic), NOW, name="Disa", site_code=HERE)
    with pytest.raises(InvitationError):
        accept(clinic, first)


def test_who_works_at_another_clinic_too_is_not_invited_again_from_one(clinic: Database) -> None:
    """The code would open the other clinic's sheets to whoever reads it first."""
    with clinic.begin() as session:
        add_user(session, "Disa", {HERE: COUNSELLOR, THERE: COUNSELLOR}, created=NOW)
        with pytest.raises(NotAllowedError):
            invite_again(session, karin(clinic), NOW, name="Disa", site_code=HERE)


def test_nobody_says_anything_about_oneself(clinic: Database) -> None:
    user = karin(clinic)
    with clinic.begin() as session:
        for action in (end_access, invite_again):
            with pytest.raises(OwnRolesError):
                action(session, user, NOW, name=KARIN, site_code=HERE)
        with pytest.raises(OwnRolesError):
            change_roles(session, user, NOW, name=KARIN, site_code=HERE, roles=COUNSELLOR)


@pytest.mark.parametrize("name", ["Ingen", "Granne"])
def test_another_clinics_people_do_not_exist(clinic: Database, name: str) -> None:
    with clinic.begin() as session:
        add_user(session, "Granne", {THERE: COUNSELLOR}, created=NOW)
        with pytest.raises(NotFoundError):
            end_access(session, karin(clinic), NOW, name=name, site_code=HERE)
        with pytest.raises(NotFoundError):
            end_access(session, karin(clinic), NOW, name=name, site_code=THERE)


def test_who_manages_nobody_sees_nobody(clinic: Database) -> None:
    with clinic.begin() as session:
        bo = add_user(session, "Bo", {HERE: COUNSELLOR}, created=NOW)
        with pytest.raises(NotAllowedError):
            list_users(session, bo, NOW)
    with pytest.raises(NotAllowedError):
        invite(clinic, by=bo)


@pytest.mark.parametrize(
    ("own", "given", "allowed"),
    [
        (Role.LEAD, Role.COUNSELLOR, True),
        (Role.LEAD, Role.LEAD, True),
        (Role.LEAD, Role.RESEARCHER, True),
        (Role.LEAD, Role.AUDITOR, True),
        (Role.LEAD, Role.COORDINATOR, False),
        (Role.LEAD, Role.ADMINISTRATOR, False),
        (Role.ADMINISTRATOR, Role.ADMINISTRATOR, True),
        (Role.ADMINISTRATOR, Role.COORDINATOR, True),
        (Role.ADMINISTRATOR, Role.AUDITOR, True),
        # Whoever sees answers is no administrator's to invite, or invite anew.
        (Role.ADMINISTRATOR, Role.COUNSELLOR, False),
        (Role.ADMINISTRATOR, Role.LEAD, False),
        (Role.ADMINISTRATOR, Role.RESEARCHER, False),
    ],
)
def test_a_role_is_given_by_those_who_may(
    clinic: Database, own: Role, given: Role, *, allowed: bool
) -> None:
    with clinic.begin() as session:
        giver = add_user(session, "Giver", {HERE: frozenset({own})}, created=NOW)
        add_user(session, "Has", {HERE: frozenset({given})}, created=NOW)
        (site,) = list_users(session, giver, NOW)
    assert (given in site.giveable) is allowed
    colleague = next(one for one in site.present if one.name == "Has")
    assert colleague.managed is allowed
    if allowed:
        assert invite(clinic, by=giver, roles=frozenset({given}))
        return
    with pytest.raises(NotAllowedError):
        invite(clinic, by=giver, roles=frozenset({given}))
    with pytest.raises(NotAllowedError), clinic.begin() as session:
        end_access(session, giver, NOW, name="Has", site_code=HERE)


def test_somebody_is_something(clinic: Database) -> None:
    with pytest.raises(RolesError, match="minst en"):
        invite(clinic, roles=frozenset())


def test_roles_are_changed_and_the_change_is_told(clinic: Database) -> None:
    invite(clinic)
    both = frozenset({Role.COUNSELLOR, Role.LEAD})
    for _ in range(2):
        with clinic.begin() as session:
            change_roles(session, karin(clinic), NOW, name="Disa", site_code=HERE, roles=both)
    told = [one for one in noted(clinic) if one[1] == "changed roles"]
    assert told == [(KARIN, "changed roles", "Disa: counsellor → counsellor, lead", HERE)]


def test_a_list_tells_how_far_everybody_has_come(clinic: Database) -> None:
    invite(clinic)
    with clinic.read() as session:
        (site,) = list_users(session, karin(clinic), NOW)
    assert site.present == (
        Colleague(
            "Disa",
            COUNSELLOR,
            seen=None,
            invited_until=NOW + INVITATION_LASTS,
            signs_in=False,
            managed=True,
        ),
        Colleague(
            KARIN,
            frozenset({Role.COUNSELLOR, Role.LEAD}),
            seen=None,
            invited_until=None,
            signs_in=True,
            managed=False,
        ),
    )
