"""Open the page that a form is keyed on."""

from dataclasses import dataclass
from datetime import datetime

from kast_eval import clock
from kast_eval.actions.steps.asked import asked_at
from kast_eval.actions.steps.episode import EpisodeQuestion, episode_meant, question_of
from kast_eval.actions.steps.meant import meant_by
from kast_eval.actions.steps.withdrawn import require_not_withdrawn
from kast_eval.definition.form import FormDefinition, Timing
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.sheets import find_sheet_at, next_number
from kast_eval.study.plan import Plan
from kast_eval.study.roles import Permission, User
from kast_eval.study.site import Site
from kast_eval.study.timepoint import numbers, timepoint


@dataclass(frozen=True)
class OpenSheet:
    """What is about to be keyed: whose, which form, which time point.

    `code` is the client's or, on a form about the clinic, the clinic's own. `existing` is the
    public id of the sheet that the time point already has; `person_type` is None as long as a
    client is new, and for a clinic. With a `question` the episode is to be asked for first.
    """

    definition: FormDefinition
    code: str
    client_code: str | None
    site: Site
    new_client: bool
    person_type: int | None
    timepoint: str
    number: int | None
    existing: str | None
    episode_no: int = 1
    question: EpisodeQuestion | None = None


def open_sheet(
    session: Session,
    user: User,
    now: datetime,
    plan: Plan,
    *,
    code: str,
    form: str,
    version: int | None = None,
    number: int | None = None,
    episode_no: int | None = None,
) -> OpenSheet:
    """Return what the keying page needs; nothing of the client is made before the save.

    A row without a number is the next one. Without an episode it is the present one, and the
    answer asks whether a new one begins when the present one is closed.
    """
    definition = plan.library.newest(form) if version is None else plan.library.get(form, version)
    meant = meant_by(session, user, Permission.ENTER, code, definition.subject)
    if numbers(definition.timing) is None:
        number = None
    elif number is None and definition.timing is Timing.ROW:
        number = next_number(session, meant.site.code, definition.form)
    point = timepoint(definition.timing, number)
    episode = episode_meant(session, meant, episode_no)
    question = None
    if episode_no is None:
        today = clock.clinic_day(now)
        question = question_of(session, plan.schedule, meant, definition, today, number=number)
    if question is None:
        require_not_withdrawn(session, plan.schedule, meant, definition, episode_no=episode)
    existing = None
    if not meant.is_new_client:
        existing = find_sheet_at(
            session, meant.site.code, meant.client, definition.form, point, episode_no=episode
        )
    subject = definition.form if existing is None else existing.public_id
    note_event(session, now, user.name, "opened", subject, site_code=meant.site.code)
    return OpenSheet(
        asked_at(session, meant.site.code, definition),
        meant.code,
        meant.client_code,
        meant.site,
        new_client=meant.is_new_client,
        person_type=meant.person_type,
        timepoint=point,
        number=number,
        existing=None if existing is None else existing.public_id,
        episode_no=episode,
        question=question,
    )
