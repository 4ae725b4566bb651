"""The training clinics, made for a command that shows how far it has come."""

from contextlib import closing

from kast_eval import clock
from kast_eval.cli.speech import progress
from kast_eval.definition.library import read_library
from kast_eval.settings import Settings
from kast_eval.study.plan import read_plan
from kast_eval.wording import Language, marked


def make_training(settings: Settings, language: Language, *, if_empty: bool = False) -> int:
    """Make the training clinics anew, or only if they are empty; return how many sheets."""
    from kast_eval.actions.reset_training import is_filled, reset_training
    from kast_eval.store.database import open_database

    with closing(
        open_database(settings.instance, training=True, address=settings.database)
    ) as database:
        with database.read() as session:
            if if_empty and is_filled(session):
                return 0
        plan = read_plan(settings.forms, read_library(settings.forms))
        label = marked("Gör övningsmottagningen")
        with progress(label, language) as tell, database.begin() as session:
            return reset_training(session, clock.now(), plan, tell=tell)
