"""What the server answers with, by the state of the instance folder: it changes as that does."""

import os
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import assert_never
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from kast_eval import clock
from kast_eval.actions.note_unlocking import note_unlocking
from kast_eval.actions.rebuild_facts import rebuild_facts
from kast_eval.actions.reset_training import is_filled, reset_training
from kast_eval.actions.training_link import training_link
from kast_eval.instance_settings import InstanceSettings, read_instance_settings
from kast_eval.store.backups.known_place import remember_place
from kast_eval.store.backups.place import place_of
from kast_eval.store.database import Database, open_database
from kast_eval.store.faults import (
    DamagedDatabaseError,
    DamagedKeysError,
    KeyFileError,
    WrongSecretError,
)
from kast_eval.store.filling import finish_filling
from kast_eval.store.folder import FolderSort, sort_of
from kast_eval.store.keys.database_key import DatabaseKey
from kast_eval.store.keys.key_box import open_key_box
from kast_eval.store.keys.machine_key import find_machine_key
from kast_eval.store.keys.secret import Secret, kind_of
from kast_eval.store.start_checks import open_checked
from kast_eval.study.plan import Plan
from kast_eval.web.app import create_app
from kast_eval.web.bare import bare_app
from kast_eval.web.daily import daily_backups
from kast_eval.web.first_run_state import FirstRun
from kast_eval.web.pages import damaged, first_run, unlock
from kast_eval.web.parts import parts_of
from kast_eval.wording import marked


@dataclass(frozen=True)
class Shown:
    """What a start shows first: the path of the page, and a marked text on what it is."""

    path: str
    text: str = ""
    code: str = ""


class Front:
    """One WSGI application in front of several; which one answers may change between requests."""

    def __init__(self, folder: Path, plan: Plan, settings: InstanceSettings) -> None:
        self.folder = folder
        self.plan = plan
        self.settings = settings
        self._changing = Lock()
        self._database: Database | None = None
        self._kept = ExitStack()
        self._app: WSGIApplication = _nothing_yet

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Let the application answer that is shown now, to the end of this request."""
        return self._app(environ, start)

    def show(self, secret: Secret | None = None) -> Shown:
        """Show what the folder calls for; `secret` opens a clinic that the machine does not.

        Raises WrongSecretError if it opens nothing.
        """
        finish_filling(self.folder)
        sort = sort_of(self.folder)
        match sort:
            case FolderSort.EMPTY:
                return self._show_first_run()
            case FolderSort.TRAINING:
                with self._changing:
                    return Shown(f"/sign-in/{self._show_pages(self._training())}")
            case FolderSort.CLINIC:
                return self._show_clinic(secret)
            case _:
                assert_never(sort)

    def open_training(self) -> str:
        """Make the training clinic, show its pages, and return the path that signs in there."""
        with self._changing:
            database = self._training()
            with database.begin() as session:
                if not is_filled(session):
                    reset_training(session, clock.now(), self.plan)
            return f"/sign-in/{self._show_pages(database)}"

    def open_clinic(self, key: DatabaseKey, secret: Secret | None = None) -> None:
        """Show the clinic's pages, or the page of its damaged database."""
        with self._changing:
            if self._database is not None:
                # Two browsers have opened it at once.
                return
            self.settings = _renewed(self.settings, self.folder)
            try:
                opened = open_checked(self.folder, training=False, key=key)
            except DamagedDatabaseError:
                self.show_damaged()
                return
            self._database = opened.database
            if secret is not None:
                with self._database.begin() as session:
                    note_unlocking(session, clock.now(), kind_of(secret))
            # A database that is damaged one day cannot say itself where its copies are.
            remember_place(self.folder, place_of(self._database)[0])
            self._show_pages(self._database)
            self._kept.enter_context(daily_backups(self._database))

    def show_damaged(self) -> None:
        """Show the page that offers a copy in the place of what is damaged."""
        self._app = bare_app(self, damaged.pages)

    def close(self) -> None:
        """Close the database, if one is open."""
        with self._changing:
            self._kept.close()
            if self._database is not None:
                self._database.close()
                self._database = None

    def _training(self) -> Database:
        self._database = self._database or open_database(self.folder, training=True)
        return self._database

    def _show_first_run(self) -> Shown:
        run = FirstRun()
        app = bare_app(self, first_run.pages)
        app.extensions[first_run.EXTENSION] = run
        self._app = app
        text = marked(
            "Första starten. Öppna adressen här på datorn, eller från en annan med engångskoden "
            "{code}."
        )
        return Shown("/", text, run.console_code)

    def _show_clinic(self, secret: Secret | None) -> Shown:
        try:
            known = secret or find_machine_key(self.folder, os.environ)
            if known is None:
                return self._show_locked()
            self.open_clinic(open_key_box(self.folder, known), known)
        except DamagedKeysError:
            self.show_damaged()
        except (KeyFileError, WrongSecretError):
            if secret is not None:
                raise
            # The machine's key is damaged, or of an earlier time: people still have theirs.
            return self._show_locked()
        if self._database is None:
            return Shown("/", marked("Databasen är skadad. Öppna adressen för att återställa den."))
        return Shown("/")

    def _show_locked(self) -> Shown:
        self._app = bare_app(self, unlock.pages)
        return Shown("/", marked("Databasen är låst. Öppna adressen och lås upp den."))

    def _show_pages(self, database: Database) -> str:
        """Show the pages of an open database; return the token of a link to practice."""
        token = ""
        with database.begin() as session:
            # Sheets of before the ledger, or of an earlier schedule, are read for it once.
            rebuild_facts(session, self.plan)
            if database.training:
                token = training_link(session, clock.now())
        app = create_app(database, self.plan, self.settings)
        self._kept.callback(parts_of(app).releases.desk.close)
        self._app = app
        return token


def _renewed(settings: InstanceSettings, folder: Path) -> InstanceSettings:
    """Return what the folder's file says now; how the pages are reached stays as it was."""
    renewed = read_instance_settings(folder)
    return InstanceSettings(renewed.language, settings.hosting)


def _nothing_yet(_environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    start("503 Service Unavailable", [("Content-Type", "text/plain"), ("Retry-After", "2")])
    return [b"503\n"]
