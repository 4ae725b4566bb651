"""A withdrawal: what is not collected any more, what two must decide, what is gone afterwards."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from kast_eval.actions.ask_approval import ApprovalTextError, ask_approval
from kast_eval.actions.ask_erasure import ask_erasure
from kast_eval.actions.decide_approval import decide_approval
from kast_eval.actions.destroy_code_key import end_code_key
from kast_eval.actions.erase_answers import (
    CodeKeyShutError,
    ErasureNotConfirmedError,
    erase_answers,
)
from kast_eval.actions.hold_page import hold_page
from kast_eval.actions.keep_in_code_key import (
    code_key_in,
    keep_in_code_key,
    opened_code_key,
)
from kast_eval.actions.list_approvals import list_approvals
from kast_eval.actions.list_withdrawals import (
    list_withdrawals,
    withdrawal_of_approval,
    withdrawal_of_code,
)
from kast_eval.actions.make_code_key import begin_code_key
from kast_eval.actions.open_sheet import OpenSheet, open_sheet
from kast_eval.actions.read_ledger import read_ledger
from kast_eval.actions.read_withdrawal import Standing, WithdrawalView, read_withdrawal
from kast_eval.actions.save_draft import save_draft
from kast_eval.actions.sign_in import begin_sign_in
from kast_eval.actions.steps.erasable import ErasedBeforeError, KeyGoneError, NotToBeErasedError
from kast_eval.actions.steps.meant import ErasedClientError
from kast_eval.actions.steps.withdrawal import KeyInComputer, read_withdrawn
from kast_eval.actions.steps.withdrawn import WithdrawnError
from kast_eval.code_key.code_key import CodeKey, code_key_of, find_contact, unlock_code_key
from kast_eval.store.database import Database, open_database
from kast_eval.store.erasures import erasures
from kast_eval.store.keys.secret import Passphrase
from kast_eval.store.sheets import find_sheet
from kast_eval.store.sites import add_site
from kast_eval.store.users import add_user
from kast_eval.study.approval import ApprovalSubject, NotApprovedError
from kast_eval.study.client_code import ClientCodeError
from kast_eval.study.expected import State
from kast_eval.study.roles import NotAllowedError, NotFoundError, Role, User
from kast_eval.study.site import TRAINING_NEIGHBOUR, TRAINING_SITE
from kast_eval.study.told import Scope
from kast_eval.wording import Language
from tests.actions.at_the_clinic import (
    ANNA,
    EVERYBODY,
    HERE,
    LEAD,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    TEXTS,
    Correcting,
    Sent,
    code,
    correct,
    enter,
    entered,
    library,
    noted,
    plan,
)
from tests.code_key.test_code_key import CHEAP
from tests.store.told import everything

CHEF = User("chef", {HERE: frozenset({Role.LEAD})})
DAY = "2026-03-02"
MARK = "kanariefagel"
WORDS = "lavendel trapets vinterdäck gurkmeja"
NOTED = {"mood_7d": f"{MARK} i marginalen"}


def sheet_of(code_no: int = 1) -> Sent:
    return Sent("deviation", code(code_no), 1, 1, f"withdrawal {code_no}")


def withdrew(scope: str | None, *, day: str = DAY) -> dict[str, str]:
    told = {"fill_date": day, "deviation_date": day, "deviation_kind": "1",
            "withdraw_key_left": "1"}  # fmt: skip
    return told if scope is None else {**told, "withdraw_scope": scope}


@pytest.fixture
def real(tmp_path: Path) -> Database:
    """Return a database that is no training, with two leads."""
    opened = open_database(tmp_path / "real", training=False)
    with opened.begin() as session:
        add_site(session, TRAINING_SITE)
        add_site(session, TRAINING_NEIGHBOUR)
        for user in (*EVERYBODY, CHEF):
            add_user(session, user.name, user.roles, created=NOW)
    return opened


def keys_of(database: Database, site_code: str = HERE) -> CodeKey:
    return code_key_of(database.file.parent, site_code)


def read(database: Database, public_id: str, user: User = LEAD) -> WithdrawalView:
    with database.begin() as session:
        return read_withdrawal(
            session, user, NOW, plan(), public_id,
            code_keys=code_key_in(database.file.parent),
        )  # fmt: skip


def ask(database: Database, public_id: str, user: User = ANNA, reason: str = "begärt") -> str:
    with database.begin() as session:
        return ask_erasure(
            session, user, NOW, plan(), public_id, reason=reason,
            code_keys=code_key_in(database.file.parent),
        )  # fmt: skip


def approve(database: Database, asked: str, user: User = LEAD) -> None:
    with database.begin() as session:
        decide_approval(session, user, NOW, asked, approved=True, reason="")


def erase(
    database: Database,
    public_id: str,
    user: User = LEAD,
    *,
    confirmed: str = code(1),
    opened: KeyInComputer | None = None,
) -> str:
    code_keys = code_key_in(database.file.parent) if opened is None else lambda _: opened
    with database.begin() as session:
        return erase_answers(
            session, user, NOW, plan(), public_id, confirmed=confirmed, code_keys=code_keys
        )


def test_after_a_withdrawal_nothing_is_expected_and_no_later_sheet_keyed(
    database: Database,
) -> None:
    entered(database, Sent(submission="first"))
    entered(database, sheet_of(), withdrew("2"))
    with database.read() as session:
        ledger = read_ledger(session, ANNA, NOW, plan(), HERE)
    assert {one.state for one in ledger.of(code(1))} == {State.WITHDRAWN, State.RETURNED}
    with pytest.raises(WithdrawnError):
        enter(database, Sent(number=2, submission="later"))
    # A sheet that was filled in before may be keyed: the answers may be used.
    before = {**TEXTS, "fill_date": "2026-03-01"}
    assert entered(database, Sent(number=2, submission="before"), before)
    # What goes against the manual is still told.
    lost = Sent("deviation", number=2, submission="more")
    assert entered(database, lost, {"deviation_kind": "4"})


@pytest.mark.parametrize("scope", ["3", None])
def test_who_wants_the_answers_erased_has_no_sheet_keyed_at_all(
    database: Database, scope: str | None
) -> None:
    entered(database, sheet_of(), withdrew(scope))
    with pytest.raises(WithdrawnError):
        enter(database, Sent(submission="before"), {**TEXTS, "fill_date": "2026-03-01"})
    with database.begin() as session, pytest.raises(WithdrawnError):
        open_sheet(
            session, ANNA, NOW, plan(), code=code(1), form="closing",
        )  # fmt: skip


def test_a_follow_up_that_is_not_wanted_is_not_keyed_but_the_rest_is(database: Database) -> None:
    entered(database, sheet_of(), withdrew("1"))
    assert entered(database, Sent(submission="a check-in"))
    with pytest.raises(WithdrawnError):
        enter(database, Sent("followup", number=6, submission="f"), {"fill_date": "2026-03-08"})


def test_who_consents_anew_begins_a_new_episode(database: Database) -> None:
    entered(database, sheet_of(), withdrew("2"))
    with database.begin() as session:
        opened = open_sheet(
            session, ANNA, NOW, plan(), code=code(1), form="start",
        )  # fmt: skip
    assert opened.question is not None
    assert (opened.question.new, opened.question.likely) == (2, 2)
    assert entered(database, Sent("checkin", submission="new", episode_no=2))


def test_what_is_kept_is_never_erased(real: Database) -> None:
    sheet = entered(real, sheet_of(), withdrew("2"))
    assert read(real, sheet).standing is Standing.STOPPED
    with pytest.raises(NotToBeErasedError):
        ask(real, sheet)
    correct(real, sheet, withdrew(None), Correcting(confirmed=_doubts(real, sheet)))
    assert read(real, sheet).standing is Standing.UNSAID
    real.close()


def _doubts(database: Database, sheet: str) -> list[str]:
    reading = correct(database, sheet, withdrew(None)).reading
    return [one.key for one in reading.doubts]


def test_two_people_erase_and_the_approval_is_used_once(real: Database) -> None:
    entered(real, Sent(submission="first"), {**TEXTS, "mood_7d": "x"}, notes=NOTED)
    sheet = entered(real, sheet_of(), withdrew("3"))
    other = entered(real, sheet_of(2), withdrew("3"))
    assert read(real, sheet).standing is Standing.TO_ASK
    with pytest.raises(NotApprovedError):
        erase(real, sheet)
    with pytest.raises(ApprovalTextError):
        ask(real, sheet, reason=" ")
    asked = ask(real, sheet)
    assert read(real, sheet).standing is Standing.ASKED
    with pytest.raises(NotApprovedError):
        erase(real, sheet)
    approve(real, asked)
    view = read(real, sheet)
    assert (view.standing, view.may_erase, read(real, sheet, ANNA).may_erase) == (
        Standing.AGREED, True, False,
    )  # fmt: skip
    for user, error in ((ANNA, NotAllowedError), (NEIGHBOUR, NotFoundError),
                        (RESEARCHER, NotAllowedError), (CHEF, NotApprovedError)):  # fmt: skip
        with pytest.raises(error):
            erase(real, sheet, user)
    for typed in ("", code(2), "nonsense"):
        with pytest.raises(ErasureNotConfirmedError):
            erase(real, sheet, confirmed=typed)
    with pytest.raises(NotApprovedError):
        erase(real, other, confirmed=code(2))
    erased = erase(real, sheet, confirmed=f" {code(1).lower()} ")
    # The other tab, and the same again.
    with pytest.raises(ErasedBeforeError):
        erase(real, sheet)
    held = everything(real)
    assert [name for name, rows in held.items() if MARK in rows] == []
    done = read(real, sheet)
    assert (done.standing, done.told.scope, done.told.day) == (
        Standing.ERASED, Scope.ERASE, NOW.date().fromisoformat(DAY),
    )  # fmt: skip
    assert done.told.erasure is not None
    assert (done.told.erasure.approval, done.told.erasure.sheets) == (asked, 2)
    assert read(real, erased).told.erasure == done.told.erasure
    assert [one[:3] for one in noted(real) if one[1] == "erased"] == [("lead", "erased", erased)]
    real.close()


def test_nothing_more_is_kept_under_an_erased_code(database: Database) -> None:
    sheet = entered(database, sheet_of(), withdrew("3"))
    first = entered(database, Sent(code=code(2), submission="another's"))
    erased = erase(database, sheet)
    for form in ("checkin", "deviation", "start"):
        with pytest.raises(ErasedClientError):
            enter(database, Sent(form, submission="late"))
    with database.begin() as session, pytest.raises(ErasedClientError):
        save_draft(
            session, ANNA, NOW, library().newest("checkin").as_asked(), TEXTS,
            notes={}, code=code(1), number=2, submission="open page",
        )  # fmt: skip
    with database.begin() as session:
        token = begin_sign_in(session, ANNA, NOW, method="link").cookie_token
        fields = [("code", code(1)), ("text_mood_7d", MARK)]
        assert hold_page(session, token, NOW, "/entry/token", fields) is None
        assert hold_page(session, token, NOW, f"/sheet/{first}/correct", [("a", "b")])
        found = withdrawal_of_code(session, ANNA, NOW, plan(), code=code(1))
    assert found == erased


def test_a_withdrawal_is_listed_found_and_begun(database: Database) -> None:
    kept = entered(database, sheet_of(1), withdrew("1"))
    gone = entered(database, sheet_of(2), withdrew("3"))
    later = Sent("deviation", code(2), 2, 1, "again")
    again = entered(database, later, withdrew("2", day="2026-03-05"))
    assert read(database, again).told.scope is Scope.KEEP
    row = entered(database, Sent("contact_log", "", 1, None, "a row"), {})
    with database.begin() as session:
        listed = list_withdrawals(session, ANNA, plan())
        assert [(one.public_id, one.code, one.scope) for one in listed] == [
            (gone, code(2), Scope.ERASE), (kept, code(1), Scope.FOLLOW_UP),
        ]  # fmt: skip
        own = find_sheet(session, (HERE,), row)
        assert own is not None
        assert read_withdrawn(session, plan(), own) is None
        assert list_withdrawals(session, NEIGHBOUR, plan()) == ()
        with pytest.raises(NotAllowedError):
            list_withdrawals(session, RESEARCHER, plan())
        found = withdrawal_of_code(session, ANNA, NOW, plan(), code=code(2))
        assert found == gone
        other_sheet = find_sheet(session, (HERE,), again)
        assert other_sheet is not None
        told = read_withdrawn(session, plan(), other_sheet)
        assert told is not None
        assert told.sheet == gone
        new = withdrawal_of_code(session, ANNA, NOW, plan(), code=code(3))
        assert isinstance(new, OpenSheet)
        assert (new.definition.form, new.number, new.new_client) == ("deviation", 1, True)
        with pytest.raises(ClientCodeError):
            withdrawal_of_code(session, NEIGHBOUR, NOW, plan(), code=code(2))
    lost = Sent("deviation", code(4), 1, 1, "lost")
    entered(database, lost, {"deviation_kind": "4"})
    with database.begin() as session:
        second = withdrawal_of_code(session, ANNA, NOW, plan(), code=code(4))
        assert isinstance(second, OpenSheet)
        assert second.number == 2
    erased = erase(database, gone, confirmed=code(2))
    with database.begin() as session:
        last = list_withdrawals(session, ANNA, plan())[-1]
    assert (last.public_id, last.erased) == (erased, True)


def test_another_clinics_withdrawal_and_another_sheet_are_not_found(database: Database) -> None:
    sheet = entered(database, sheet_of(), withdrew("3"))
    plain_sheet = entered(database, Sent(code=code(2), submission="plain"))
    row = entered(database, Sent("contact_log", "", 1, None, "row"), {})
    for public_id, user in ((sheet, NEIGHBOUR), (plain_sheet, LEAD), (row, LEAD), ("f" * 24, LEAD)):
        with pytest.raises(NotFoundError):
            read(database, public_id, user)
    erased = erase(database, sheet)
    for public_id in (sheet, erased):
        with pytest.raises(NotFoundError):
            read(database, public_id, NEIGHBOUR)


def test_an_approval_leads_to_its_withdrawal(real: Database) -> None:
    sheet = entered(real, sheet_of(), withdrew("3"))
    asked = ask(real, sheet)
    with real.begin() as session:
        ask_approval(
            session, LEAD, NOW, subject=ApprovalSubject.KEY_EXPORT, target="nyckeln",
            site_codes=[HERE], reason="flytt",
        )  # fmt: skip
        ask_approval(
            session, LEAD, NOW, subject=ApprovalSubject.ERASURE, target=code(7),
            site_codes=[HERE], reason="ingen",
        )  # fmt: skip

    def leads_to() -> dict[str, str | None]:
        with real.read() as session:
            return {
                one.approval.target: withdrawal_of_approval(session, plan(), one.approval)
                for one in list_approvals(session, LEAD, NOW)
            }

    assert leads_to() == {"nyckeln": None, code(7): None, code(1): sheet}
    approve(real, asked)
    erased = erase(real, sheet)
    assert leads_to()[code(1)] == erased
    real.close()


def test_who_is_erased_is_removed_from_the_code_key_first(database: Database) -> None:
    place = keys_of(database)
    with database.begin() as session:
        begin_code_key(session, LEAD, NOW, place, site_code=HERE, passphrase=WORDS, cost=CHEAP)
    sheet = entered(database, sheet_of(), withdrew("3"))
    key = unlock_code_key(place, Passphrase(WORDS))
    with database.begin() as session:
        keep_in_code_key(
            session, ANNA, NOW, place, key, site_code=HERE, code=code(1), way="070-1234567"
        )
    assert read(database, sheet).key_in_computer
    with pytest.raises(CodeKeyShutError):
        erase(database, sheet)
    with database.read() as session:
        assert erasures(session, (HERE,)) == ()
    erase(database, sheet, opened=opened_code_key(place, key, LEAD, NOW))
    assert find_contact(place, key, code(1)) is None


def test_after_the_code_key_is_destroyed_nothing_can_be_erased(database: Database) -> None:
    place = keys_of(database)
    with database.begin() as session:
        begin_code_key(session, LEAD, NOW, place, site_code=HERE, passphrase=WORDS, cost=CHEAP)
    sheet = entered(database, sheet_of(), withdrew("3"))
    with database.begin() as session:
        end_code_key(
            session, LEAD, NOW, place, site_code=HERE, confirmed=HERE, language=Language.SV
        )
    assert read(database, sheet).standing is Standing.NO_KEY
    for do in (ask, erase):
        with pytest.raises(KeyGoneError):
            do(database, sheet)


@pytest.mark.parametrize(
    ("outcome", "standing"), [("disposed", Standing.NO_KEY), ("archived", Standing.AGREED)]
)
def test_a_code_key_on_paper_that_was_disposed_of_is_gone(
    database: Database, outcome: str, standing: Standing
) -> None:
    sheet = entered(database, sheet_of(), withdrew("3"))
    _paper_key(database)
    assert read(database, sheet).standing is Standing.AGREED
    with database.begin() as session:
        session.connection.execute(
            text(
                "INSERT INTO disposal_decision (id, public_id, site_code, kind, reference, "
                "decided_on, noted_by, noted_at) VALUES (1, 'd', :site, 'code key', 'dnr 1', "
                "'2026-01-01', 1, '2026-01-01 00:00:00')"
            ),
            {"site": HERE},
        )
        session.connection.execute(
            text(
                "INSERT INTO paper_end (paper_id, outcome, decision_id, ended_on, amount, note, "
                "witness, noted_by, noted_at) VALUES (1, :outcome, 1, '2026-02-01', NULL, '', "
                "'', 1, '2026-02-01 00:00:00')"
            ),
            {"outcome": outcome},
        )
    assert read(database, sheet).standing is standing


def _paper_key(database: Database) -> None:
    kept = (
        "INSERT INTO paper (id, public_id, site_code, kind, what, period_from, period_to, "
        "amount, keep_until, added_by, added_at) VALUES (1, 'p', :site, 'code key', 'Pärmen', "
        "'2026-01-01', '2026-02-01', NULL, '2027-01-01', 1, '2026-01-01 00:00:00')"
    )
    stands = (
        "INSERT INTO paper_location (paper_id, location, moved_by, moved_at) "
        "VALUES (1, 'Skåpet', 1, '2026-01-01 00:00:00')"
    )
    with database.begin() as session:
        session.connection.execute(text(kept), {"site": HERE})
        session.connection.execute(text(stands))


def test_the_withdrawal_of_a_client_with_an_old_approval_is_asked_about_again(
    real: Database,
) -> None:
    sheet = entered(real, sheet_of(), withdrew("3"))
    approve(real, ask(real, sheet))
    with real.begin() as session:
        later = read_withdrawal(
            session, LEAD, NOW + timedelta(days=15), plan(), sheet,
            code_keys=code_key_in(real.file.parent),
        )  # fmt: skip
    assert later.standing is Standing.TO_ASK
    real.close()
