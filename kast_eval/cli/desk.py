"""What commands that let data leave work with: who acts, the forms, the secret of the ids."""

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kast_eval.cli.opened import Opened, opened
from kast_eval.definition.library import read_library
from kast_eval.settings import Settings
from kast_eval.study.plan import read_plan
from kast_eval.wording import Language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kast_eval.actions.steps.materials import Materials
    from kast_eval.store.session import Session
    from kast_eval.study.roles import User


@contextmanager
def at_work(settings: Settings, language: Language) -> "Iterator[tuple[Session, User, Materials]]":
    """Give a transaction, who acts, and what releases are made with."""
    with (
        at_desk(settings, language) as (work, materials),
        work.database.begin() as session,
    ):
        yield session, work.user, materials


@contextmanager
def at_desk(settings: Settings, language: Language) -> "Iterator[tuple[Opened, Materials]]":
    """Give the open database with who acts, and what releases are made with."""
    from kast_eval.actions.steps.materials import materials_of

    plan = read_plan(settings.forms, read_library(settings.forms))
    with opened(settings, language) as work:
        yield work, materials_of(settings, work.database, plan)
