"""What somebody must have been shown who approves a release, and what is kept of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kast_eval.actions.ask_release import ask_release
from kast_eval.actions.decide_approval import decide_approval
from kast_eval.actions.prepare_release import prepare_release
from kast_eval.actions.read_asked_release import (
    AskedRelease,
    note_asked_release,
    read_asked_release,
)
from kast_eval.actions.steps.prepared_release import Prepared, Workplace
from kast_eval.actions.steps.sight import LASTS, UnseenError, other_number_seen
from kast_eval.cli.release_told import tell_other_number
from kast_eval.dataset.release.refusal import Refusal
from kast_eval.store.approvals import all_approvals
from kast_eval.store.database import Database
from kast_eval.store.session import Session
from kast_eval.store.users import add_user
from kast_eval.study.roles import User
from kast_eval.wording import Language
from tests.actions.at_the_clinic import NOW, code, noted
from tests.actions.test_make_release import (
    COLLEAGUE,
    KEYER,
    SCIENTIST,
    SIGNING,
    STUDY,
    consenting,
    decided,
    materials,
    national_database,
)
from tests.dataset.release.made import RECIPE

THIRD = User("third", COLLEAGUE.roles)
SOON = timedelta(minutes=5)


@pytest.fixture(scope="module")
def national(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = national_database(tmp_path_factory.mktemp("national"))
    with database.begin() as session:
        add_user(session, THIRD.name, THIRD.roles, created=NOW)
    yield database
    database.close()


@pytest.fixture(scope="module")
def file(national: Database, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recipes")
    return decided(national, folder, SCIENTIST, RECIPE.replace("[csv, sav]", "[csv]"))


def asked_in(session: Session, file: Path) -> str:
    return ask_release(session, SCIENTIST, NOW, materials(), file, reason="Huvudanalysen")


def shown(session: Session, file: Path, asked: str) -> AskedRelease:
    return read_asked_release(session, COLLEAGUE, NOW, materials(), file.parent, public_id=asked)


def approve(
    session: Session, asked: str, seen: str, *, user: User = COLLEAGUE, later: timedelta = SOON
) -> None:
    decide_approval(session, user, NOW + later, asked, approved=True, reason="", seen=seen)


def test_what_something_stands_against_was_shown_to_nobody(national: Database, file: Path) -> None:
    with national.begin() as session:
        asked = asked_in(session, file)
        found = shown(session, file, asked)
        against = replace(found.planned.plan, refusals=(Refusal("R8", "något"),))
        refused = replace(found, planned=replace(found.planned, plan=against))
        note_asked_release(session, COLLEAGUE, NOW, refused)
        assert refused.seen == ""
        for seen in (refused.seen, found.seen):
            with pytest.raises(UnseenError):
                approve(session, asked, seen)


def test_only_who_was_shown_this_plan_and_lately_approves_it_and_others_by_far_are_told_of(
    national: Database, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with national.begin() as session:
        asked = asked_in(session, file)
        (open_still,) = all_approvals(session)
        found = shown(session, file, asked)
        assert other_number_seen(session, open_still, found.planned) == ""
        # What nothing has noted was shown to nobody.
        with pytest.raises(UnseenError):
            approve(session, asked, found.seen)
        note_asked_release(session, COLLEAGUE, NOW, found)
        for user, seen, later in (
            (THIRD, found.seen, SOON),
            (COLLEAGUE, found.seen, LASTS + SOON),
            (COLLEAGUE, found.seen.replace("1–4", "5"), SOON),
            (COLLEAGUE, "", SOON),
        ):
            with pytest.raises(UnseenError):
                approve(session, asked, seen, user=user, later=later)
        approve(session, asked, found.seen, later=timedelta())
    # For how many it was given stands with it.
    assert found.seen.startswith("1–4 ")
    assert noted(national)[-1] == ("colleague", "approved", f"{asked} {found.seen}", STUDY.code)
    with national.read() as session:
        (given,) = (one for one in all_approvals(session) if one.public_id == asked)
        assert other_number_seen(session, given, found.planned) == ""
    for number in range(2, 10):
        consenting(national, KEYER, code(number, STUDY.letters))
    approved_for, words = told_at_making(national, file, capsys)
    assert approved_for == "1–4"
    assert "när 1–4 personer skulle lämna, och nu är de 9." in words


def told_at_making(
    database: Database, file: Path, capsys: pytest.CaptureFixture[str]
) -> tuple[str, str]:
    with database.read() as session:
        at = Workplace(SIGNING, file.parent)
        ready: Prepared = prepare_release(session, SCIENTIST, NOW, materials(), file, at=at)
    capsys.readouterr()
    tell_other_number(ready, Language.SV)
    return ready.approved_for, capsys.readouterr().out
