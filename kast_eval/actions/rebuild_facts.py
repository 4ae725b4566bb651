"""Read anew what the ledger needs of sheets that were saved before it needed it."""

from collections.abc import Callable

from kast_eval.actions.steps.facts import read_by, reread_facts
from kast_eval.store.session import Session
from kast_eval.store.sheet_facts import sheets_without_facts
from kast_eval.store.visible_sites import see_every_site
from kast_eval.study.plan import Plan


def rebuild_facts(
    session: Session,
    plan: Plan,
    *,
    tell: Callable[[int, int], None] = lambda _done, _all: None,
) -> int:
    """Return how many sheets were read; none when the database is up to date.

    It is the program that asks for it, when it starts, and no answer is shown to anybody.
    """
    see_every_site(session)
    current = {read_by(plan.schedule, form.form) for form in plan.library.newest_forms}
    missing = sheets_without_facts(session, current)
    for done, sheet in enumerate(missing, start=1):
        reread_facts(session, plan.library, plan.schedule, sheet)
        tell(done, len(missing))
    return len(missing)
