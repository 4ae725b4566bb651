"""What somebody is shown who is to approve a release."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from kast_eval.actions.ask_release import ask_release
from kast_eval.actions.read_asked_release import OtherRecipeError, read_asked_release
from kast_eval.actions.steps.recipe_folder import lay_before
from kast_eval.store.database import Database
from kast_eval.store.session import Session
from kast_eval.store.users import add_user
from kast_eval.study.roles import NotFoundError, Role, User
from tests.actions.at_the_clinic import NOW
from tests.actions.test_make_release import (
    COLLEAGUE,
    SCIENTIST,
    STUDY,
    decided,
    materials,
    national_database,
)

LEADER = User("ledare", {STUDY.code: frozenset({Role.LEAD})})


@pytest.fixture
def national(tmp_path: Path) -> Iterator[Database]:
    database = national_database(tmp_path / "national")
    yield database
    database.close()


def test_a_lead_is_shown_the_very_recipe_and_whose_rows_would_leave(
    national: Database, tmp_path: Path
) -> None:
    recipes = tmp_path / "recipes"
    file = decided(national, tmp_path, SCIENTIST)
    with national.begin() as session:
        add_user(session, LEADER.name, LEADER.roles, created=NOW)
        asked = ask_release(session, SCIENTIST, NOW, materials(), file, reason="Huvudanalysen")

    def shown(session: Session, user: User, question: str = asked) -> str:
        return read_asked_release(session, user, NOW, materials(), recipes, public_id=question).text

    with national.read() as session:
        with pytest.raises(OtherRecipeError):
            shown(session, LEADER)
        lay_before(recipes, file)
        assert shown(session, LEADER) == shown(session, COLLEAGUE) == file.read_text("utf-8")
        # Who asked does not decide, and another question is none.
        for user, question in ((SCIENTIST, asked), (LEADER, "okänd")):
            with pytest.raises(NotFoundError):
                shown(session, user, question)


def test_what_would_leave_of_other_clinics_than_were_asked_about_is_not_shown(
    national: Database, tmp_path: Path
) -> None:
    recipes = tmp_path / "recipes"
    file = decided(national, tmp_path, SCIENTIST)
    with national.begin() as session:
        asked = ask_release(session, SCIENTIST, NOW, materials(), file, reason="Huvudanalysen")
    lay_before(recipes, file)
    with national.begin() as session:
        session.connection.execute(text("UPDATE site SET approval_number = 'annat'"))
        with pytest.raises(OtherRecipeError):
            read_asked_release(session, COLLEAGUE, NOW, materials(), recipes, public_id=asked)
