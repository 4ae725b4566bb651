"""The legal border: nothing of a clinic outside the study leaves for the study.

Every action stands in one of the sets. LEAVING names those whose result leaves the clinic for
somebody else; each has its line in `what_leaves`, and is tried at a clinic outside the study, at
one in it, and at one that has left. RELEASING names those that make releases. All others stand in
STAYING. A new action fails the first test
until it is declared.
"""

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from kast_eval import actions
from kast_eval.actions.compare_coding import compare_coding
from kast_eval.actions.compare_sites import compare_sites
from kast_eval.actions.enter_form import enter_form
from kast_eval.actions.export_site import export_site
from kast_eval.actions.plan_release import plan_release
from kast_eval.dataset.release.refusal import ReleaseRefusedError
from kast_eval.store.database import Database
from kast_eval.store.session import Session
from kast_eval.study.border import OutsideStudyError, compared_sites, last_study_day, sites_beside
from kast_eval.study.roles import NotAllowedError, Role, User
from kast_eval.study.site import TRAINING_NEIGHBOUR, TRAINING_SITE
from tests.actions.at_the_clinic import (
    ANNA,
    HERE,
    NOW,
    TEXTS,
    THERE,
    code,
    derivations,
    library,
    plan,
)
from tests.actions.made_release import make_release
from tests.actions.test_make_release import (
    OUTSIDE,
    SCIENTIST,
    STUDY,
    decided,
    materials,
    national_database,
)

LEAVING = frozenset({"compare_coding", "compare_sites", "export_site"})
RELEASING = frozenset(
    {
        "keep_release",
        "make_package",
        "plan_release",
        "prepare_mock",
        "prepare_release",
        "read_asked_release",
    }
)
"""These let leave what a recipe names, of all clinics at once, and are tried together."""

STAYING = frozenset({
    "make_package_key",
    "accept_invitation",
    "add_clinic",
    "add_first_user",
    "add_papers",
    "add_passkey",
    "answer_query",
    "ask_approval",
    "ask_conversation",
    "ask_package",
    "ask_erasure",
    "ask_release",
    "change_password",
    "change_roles",
    "check_chain",
    "choose_backup_folder",
    "choose_items",
    "choose_points",
    "confirm_clock",
    "correct_entry",
    "count_waiting",
    "decide_approval",
    "decide_certificate",
    "destroy_code_key",
    "distrust_sender",
    "end_access",
    "end_papers",
    "enter_form",
    "erase_answers",
    "explain_absence",
    "find_draft",
    "finish_erasure",
    "hold_page",
    "invite_again",
    "invite_user",
    "issue_codes",
    "keep_in_code_key",
    "keep_passkeys",
    "keep_recipe",
    "key_again",
    "keying_quality",
    "list_approvals",
    "list_columns",
    "list_own_packages",
    "list_packages",
    "list_queries",
    "list_recipes",
    "list_releases",
    "list_rows",
    "list_second_keying",
    "list_sheets",
    "list_users",
    "list_withdrawals",
    "lock_screen",
    "look_in_code_key",
    "make_code_key",
    "move_papers",
    "move_sheet",
    "new_recovery_codes",
    "note_changed_secret",
    "note_disposal_decision",
    "note_refusal",
    "note_reminder",
    "note_unlocking",
    "open_clinic",
    "open_code_key",
    "open_draft",
    "open_package",
    "open_second_keying",
    "open_sheet",
    "print_board_paper",
    "print_disposal",
    "print_due_list",
    "print_letter",
    "print_queries",
    "print_sample",
    "print_sheet",
    "propose_form",
    "prove_by_passkey",
    "raise_query",
    "read_account",
    "read_analysis",
    "read_answered",
    "read_backups",
    "read_choices",
    "read_conversation",
    "read_differences",
    "read_events",
    "read_keyers",
    "read_ledger",
    "read_papers",
    "read_picture",
    "read_place",
    "read_query",
    "read_response",
    "read_sample",
    "read_sheet",
    "read_withdrawal",
    "rebuild_facts",
    "record_practice",
    "register_codes",
    "require_approved",
    "rescue_user",
    "reset_training",
    "resolve_differences",
    "save_draft",
    "set_up_passkey",
    "set_up_totp",
    "sheet_story",
    "sign_in",
    "sign_in_by_password",
    "sign_in_by_provider",
    "sign_out_everywhere",
    "sign_sample",
    "step_up",
    "take_backup",
    "take_due_backup",
    "train_second_keying",
    "take_package",
    "training_link",
    "trust_sender",
    "try_backup",
})  # fmt: skip

RESEARCHER = User("researcher", {one: frozenset({Role.RESEARCHER}) for one in (HERE, THERE)})
LEFT = NOW.date()
EARLIER = NOW - timedelta(days=7)
LATER = NOW + timedelta(days=150)


def test_every_action_is_declared() -> None:
    found = {one.name for one in pkgutil.iter_modules(actions.__path__) if not one.ispkg}
    assert found == LEAVING | RELEASING | STAYING
    assert not (LEAVING | RELEASING) & STAYING


def keyed(database: Database, *, outside: bool = False, left: date | None = None) -> None:
    """Key a check-in and an interview before the day of leaving and since, at the clinic.

    The clinic next door is in the study all the time.
    """
    with database.begin() as session:
        for number, now in ((1, EARLIER), (2, NOW)):
            for form, whose in (("checkin", code(1)), ("interview", "")):
                enter_form(
                    session, ANNA, now, library().newest(form).as_asked(),
                    TEXTS if form == "checkin" else {"tid_why": "2"},
                    plan=plan(), notes={}, code=whose, number=number,
                    person_type=1 if whose else None, submission=f"{form} {number}",
                )  # fmt: skip
        session.connection.execute(
            text("UPDATE site SET in_study = :inside, left_study = :left WHERE code = :code"),
            {"inside": not outside, "left": left and left.isoformat(), "code": HERE},
        )
        session.connection.execute(
            text("UPDATE site SET in_study = 1 WHERE code = :code"), {"code": THERE}
        )


def exported(session: Session) -> int:
    return export_site(
        session, RESEARCHER, NOW, library(),
        site_code=HERE, derivations=derivations(), person_key=bytes(32),
    ).sheets  # fmt: skip


def coded(session: Session) -> int:
    found = compare_coding(session, RESEARCHER, NOW, library(), site_codes=(HERE,))
    return sum(one.interviews for one in found)


COUNTRY = User("country", {one: frozenset({Role.COORDINATOR}) for one in (HERE, THERE)})


def compared(session: Session) -> int:
    return len(compare_sites(session, COUNTRY, LATER, plan()).sites)


what_leaves: Mapping[str, Callable[[Session], int]] = {
    "compare_coding": coded,
    "compare_sites": compared,
    "export_site": exported,
}
INSIDE = {"compare_coding": 2, "compare_sites": 2, "export_site": 4}
SINCE_LEFT = {"compare_coding": 1, "compare_sites": 2, "export_site": 2}


def test_every_action_that_lets_something_leave_is_tried() -> None:
    assert what_leaves.keys() == INSIDE.keys() == SINCE_LEFT.keys() == LEAVING


@pytest.mark.parametrize("action", sorted(LEAVING))
def test_nothing_of_a_clinic_outside_the_study_leaves(database: Database, action: str) -> None:
    keyed(database, outside=True)
    with pytest.raises((OutsideStudyError, NotAllowedError)), database.begin() as session:
        what_leaves[action](session)


@pytest.mark.parametrize("action", sorted(LEAVING))
def test_what_a_clinic_in_the_study_keyed_leaves(database: Database, action: str) -> None:
    keyed(database)
    with database.begin() as session:
        assert what_leaves[action](session) == INSIDE[action]


@pytest.mark.parametrize("action", sorted(LEAVING))
def test_nothing_that_was_keyed_since_the_clinic_left_leaves(
    database: Database, action: str
) -> None:
    keyed(database, left=LEFT)
    with database.begin() as session:
        assert what_leaves[action](session) == SINCE_LEFT[action]


def test_a_clinic_that_left_is_counted_until_the_day_before(database: Database) -> None:
    """The clients of a clinic that left at once are in nobody's table, however many came since."""
    keyed(database, left=EARLIER.date())
    with database.begin() as session:
        found = compare_sites(session, COUNTRY, LATER, plan())
    assert sum(found.together.persons.values()) == 0


def test_a_release_holds_nothing_of_a_clinic_outside_the_study_or_since_it_left(
    tmp_path: Path,
) -> None:
    database = national_database(tmp_path / "national")
    file = decided(database, tmp_path, SCIENTIST)
    with database.begin() as session:
        planned = plan_release(session, SCIENTIST, NOW, materials(), file)
    assert set(planned.leaving) == {(STUDY.code, code(1, STUDY.letters))}
    assert OUTSIDE in planned.left_out
    with database.begin() as session:
        session.connection.execute(
            text("UPDATE site SET left_study = :left WHERE code = :code"),
            {"left": LEFT.isoformat(), "code": STUDY.code},
        )
    with database.begin() as session:
        assert not plan_release(session, SCIENTIST, NOW, materials(), file).leaving
    with database.begin() as session, pytest.raises(ReleaseRefusedError):
        make_release(
            session, SCIENTIST, NOW, materials(), file, signing_key=bytes(32), workshop=tmp_path
        )
    database.close()


def test_a_clinic_is_in_the_study_until_it_leaves() -> None:
    site = replace(TRAINING_SITE, in_study=True)
    assert site.is_in_study(LEFT)
    left = replace(site, left_study=LEFT)
    assert not left.is_in_study(LEFT)
    assert left.is_in_study(LEFT - timedelta(1))
    assert not replace(left, in_study=False).is_in_study(LEFT - timedelta(1))
    assert last_study_day(left, LATER.date()) == LEFT - timedelta(1)
    assert last_study_day(left, date(2026, 1, 1)) == date(2026, 1, 1)


def test_clinics_of_the_study_stand_beside_each_other_and_in_practice_all_do() -> None:
    sites = (replace(TRAINING_SITE, in_study=True), TRAINING_NEIGHBOUR)
    assert sites_beside(sites) == sites[:1]
    assert sites_beside(sites[1:]) == sites[1:]
    assert sites_beside([replace(TRAINING_NEIGHBOUR, training=False)]) == ()
    coordinator = User("c", {one: frozenset({Role.COORDINATOR}) for one in (HERE, THERE)})
    assert compared_sites(coordinator, sites) == sites[:1]
    assert compared_sites(coordinator, sites[1:]) == sites[1:]
    assert compared_sites(RESEARCHER, sites) == ()
    assert compared_sites(User("nobody", {}), sites) == ()
