"""Say why an expected form does not come, or take that back."""

from datetime import datetime

from kast_eval.actions.read_ledger import read_ledger
from kast_eval.actions.steps.expected import expected_at
from kast_eval.definition.form import FormDefinition
from kast_eval.errors import KastEvalError
from kast_eval.store.absences import add_absence
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.study.expected import SAYABLE, TAKEN_BACK, Absence, Expected, Place, State
from kast_eval.study.plan import Plan
from kast_eval.study.roles import Permission, User, require
from kast_eval.wording import marked

NOT_OFFERED_REASON = "not_offered_reason"
"""The item of the head that has the reasons why a form was not offered."""


class AbsenceError(KastEvalError):
    """Something that cannot be said of the form."""


def explain_absence(
    session: Session,
    user: User,
    now: datetime,
    plan: Plan,
    *,
    site_code: str,
    place: Place,
    state: str,
    reason: int | None = None,
) -> None:
    """Keep why the form does not come; TAKEN_BACK lets it be expected again.

    A sheet that comes later counts all the same. Only a lead can excuse, or take an excuse back.
    """
    require(user, Permission.EXPLAIN_ABSENCE, site_code)
    expected = expected_at(read_ledger(session, user, now, plan, site_code), place)
    if State.EXCUSED in {state, expected.state}:
        require(user, Permission.EXCUSE, site_code)
    _check(plan.schedule.forms[expected.form], expected, state, reason)
    absence = Absence(place, state, reason)
    add_absence(session, site_code, absence, said_by=user.name, said_at=now)
    # Whose form it is stands in the row; an event names no client.
    subject = f"{expected.form} {expected.timepoint}"
    note_event(session, now, user.name, "explained absence", subject, site_code=site_code)


def reasons_not_offered(definition: FormDefinition) -> tuple[int, ...]:
    """Return the codes of the reasons why the form was not offered."""
    columns = [one.columns()[0] for one in definition.kept if one.name == NOT_OFFERED_REASON]
    return tuple(code for column in columns for code in column.labels)


def _check(definition: FormDefinition, expected: Expected, state: str, reason: int | None) -> None:
    """Refuse what contradicts the sheets, and a reason where none belongs."""
    if expected.sheet is not None:
        raise AbsenceError(marked("Arket finns redan. Rätta arket i stället."))
    if not expected.is_open and not expected.said:
        raise AbsenceError(
            marked("Ett annat ark säger redan varför formuläret saknas. Rätta det arket i stället.")
        )
    if state == TAKEN_BACK and not expected.said:
        raise AbsenceError(marked("Det finns inget att ta tillbaka."))
    if state not in {*SAYABLE, TAKEN_BACK}:
        raise AbsenceError(marked("Det här kan inte sägas om ett formulär som saknas."))
    if (state == State.NOT_OFFERED) is not (reason in reasons_not_offered(definition)):
        raise AbsenceError(
            marked("Ange varför formuläret inte erbjöds. Annars ska inget sådant skäl anges.")
        )
