"""What the release desk is asked to do, each with transactions of its own."""

import os
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from kast_eval import clock
from kast_eval.actions.plan_release import note_planned
from kast_eval.actions.prepare_mock import NAME as MOCK_NAME
from kast_eval.actions.prepare_mock import prepare_mock
from kast_eval.actions.prepare_release import prepare_release
from kast_eval.actions.read_asked_release import note_asked_release, read_asked_release
from kast_eval.actions.steps.materials import Materials, materials_of
from kast_eval.actions.steps.prepared_release import Workplace
from kast_eval.actions.steps.release import planned_release
from kast_eval.actions.steps.release_reports import plan_reports
from kast_eval.files import read_or_make_key
from kast_eval.paper.release.listening import ListeningTeller
from kast_eval.settings import read_settings
from kast_eval.store.database import Database
from kast_eval.study.plan import Plan
from kast_eval.study.roles import User
from kast_eval.web.release_desk import Aim, PlanFound, ReleaseDesk, Result, Task, Tell
from kast_eval.wording import Language


class Releases:
    """The releases of one running application: where recipes are, and the desk they are made at."""

    def __init__(self, database: Database, plan: Plan) -> None:
        self._database, self._plan = database, plan
        # The database stands in the instance folder, wherever a server keeps its rows.
        self._settings = replace(
            read_settings(None, os.environ), instance=database.file.parent.absolute()
        )
        self.desk = ReleaseDesk()

    @property
    def recipes(self) -> Path:
        """Return the folder of the recipes."""
        return self._settings.recipes

    @property
    def signing_key(self) -> bytes:
        """Return the secret that files and packages are signed with."""
        return read_or_make_key(self._settings.signing_key)

    @cached_property
    def materials(self) -> Materials:
        """Return what every release is made with, read when the first is asked for."""
        return materials_of(self._settings, self._database, self._plan)

    def plan(self, user: User, recipe_file: Path, language: Language) -> Task:
        """Begin to find out what would leave and what stands against it."""
        # The page tells of days as the files do, which is by the year.
        teller = ListeningTeller(self._plan.schedule, language)

        def do(_tell: Tell) -> PlanFound:
            database = self._database.seeing(user.sites)
            with database.read() as session:
                found = planned_release(session, user, clock.now(), self.materials, recipe_file)
                reports = plan_reports(
                    session, user, clock.now(), self.materials, found, teller=teller
                )
            with database.begin() as session:
                note_planned(session, user, clock.now(), found)
            return PlanFound(found, reports)

        return self.desk.begin(user.name, recipe_file.stem, Aim.PLAN, do)

    def plan_asked(self, user: User, recipe: str, public_id: str, language: Language) -> Task:
        """Begin to find out what the user is asked to approve."""
        teller = ListeningTeller(self._plan.schedule, language)

        def do(_tell: Tell) -> PlanFound:
            database = self._database.seeing(user.sites)
            with database.read() as session:
                asked = read_asked_release(
                    session, user, clock.now(), self.materials, self.recipes, public_id=public_id
                )
                reports = plan_reports(
                    session, user, clock.now(), self.materials, asked.planned, teller=teller
                )
            with database.begin() as session:
                note_asked_release(session, user, clock.now(), asked)
            return PlanFound(asked.planned, reports, asked)

        return self.desk.begin(user.name, recipe, Aim.PLAN, do)

    def make(self, user: User, recipe_file: Path) -> Task:
        """Begin to make the file; nothing of it leaves by that."""

        def do(tell: Tell) -> Result:
            with self._database.seeing(user.sites).read() as session:
                return prepare_release(
                    session, user, clock.now(), self.materials, recipe_file, at=self._place(tell)
                )

        return self.desk.begin(user.name, recipe_file.stem, Aim.FILE, do)

    def mock(self, user: User, language: Language) -> Task:
        """Begin to make the mock file."""

        def do(tell: Tell) -> Result:
            with self._database.read() as session:
                return prepare_mock(
                    session, user, clock.now(), self.materials, language, at=self._place(tell)
                )

        return self.desk.begin(user.name, MOCK_NAME, Aim.FILE, do)

    def _place(self, tell: Tell) -> Workplace:
        return Workplace(self.signing_key, self._settings.instance, tell)
