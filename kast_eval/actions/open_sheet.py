"""Open the page that a form is keyed on."""

from dataclasses import dataclass
from datetime import datetime

from kast_eval.actions.steps.client_of_code import client_of_code
from kast_eval.definition.form import FormDefinition, Subject
from kast_eval.definition.library import Library, UnknownFormError
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.sheets import find_sheet_at
from kast_eval.study.roles import Permission, User
from kast_eval.study.site import Site
from kast_eval.study.timepoint import numbers, timepoint
from kast_eval.wording import marked


@dataclass(frozen=True)
class OpenSheet:
    """What is about to be keyed: whose, which form, which time point by which number.

    `existing` is the public id of the sheet that the time point already has; `person_type` is
    None as long as the client is new.
    """

    definition: FormDefinition
    client_code: str
    site: Site
    new_client: bool
    person_type: int | None
    timepoint: str
    session_no: int | None
    existing: str | None


def open_sheet(
    session: Session,
    user: User,
    now: datetime,
    library: Library,
    *,
    client_code: str,
    form: str,
    version: int | None = None,
    session_no: int | None = None,
) -> OpenSheet:
    """Return what the keying page needs; nothing of the client is made before the save."""
    meant = client_of_code(session, user, Permission.ENTER, client_code)
    definition = library.newest(form) if version is None else library.get(form, version)
    if definition.subject is Subject.CLINIC:
        raise UnknownFormError(
            marked("{form} gäller mottagningen och hör inte till någon klientkod."),
            form=definition.title,
        )
    point = timepoint(definition.timing, session_no)
    existing = None
    if meant.client is not None:
        existing = find_sheet_at(session, meant.client, definition.form, point)
    subject = definition.form if existing is None else existing.public_id
    note_event(session, now, user.name, "opened", subject, site_code=meant.site.code)
    return OpenSheet(
        definition.as_asked(),
        meant.code,
        meant.site,
        new_client=meant.client is None,
        person_type=None if meant.client is None else meant.client.person_type,
        timepoint=point,
        session_no=None if numbers(definition.timing) is None else session_no,
        existing=None if existing is None else existing.public_id,
    )
