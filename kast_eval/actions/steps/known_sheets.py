"""What is known of a clinic's sheets until a day, and the forms that it should have had by then."""

from collections.abc import Collection
from datetime import date

from kast_eval.store.absences import site_absences
from kast_eval.store.reminders import site_reminders
from kast_eval.store.session import Session
from kast_eval.store.sheet_facts import site_facts
from kast_eval.store.site_points import find_site_points
from kast_eval.study.expected import Expected, SheetFacts
from kast_eval.study.ledger import ledger_of
from kast_eval.study.schedule import Schedule
from kast_eval.study.site import Site


def sheets_until(session: Session, site: Site, day: date) -> tuple[SheetFacts, ...]:
    """Return what is known of the sheets that were saved until a day."""
    return tuple(one for one in site_facts(session, site.code) if one.saved_on <= day)


def expected_by(
    session: Session, schedule: Schedule, site: Site, facts: Collection[SheetFacts], day: date
) -> tuple[Expected, ...]:
    """Return the clinic's ledger of a day, as these sheets alone tell it."""
    return ledger_of(
        schedule,
        facts,
        site_absences(session, site.code),
        site_reminders(session, site.code),
        day,
        chosen_points=find_site_points(session, site.code),
        in_study=site.in_study,
    )
