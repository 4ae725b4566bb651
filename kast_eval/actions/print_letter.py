"""Print the letter to who has got a release that held a client who wants the answers erased."""

from datetime import datetime

from kast_eval import clock
from kast_eval.actions.steps.withdrawal import withdrawal_at
from kast_eval.dataset.person_id import person_id, project_key, release_key
from kast_eval.dataset.release.recipe import Level
from kast_eval.paper.recall_letter import RecallLetter, print_recall_letter
from kast_eval.store.events import chain_anchor, note_event
from kast_eval.store.releases import releases_of
from kast_eval.store.session import Session
from kast_eval.store.sites import is_training
from kast_eval.study.plan import Plan
from kast_eval.study.roles import NotFoundError, Permission, User
from kast_eval.study.told import Scope
from kast_eval.wording import Language


def print_letter(
    session: Session,
    user: User,
    now: datetime,
    plan: Plan,
    public_id: str,
    *,
    release: str,
    person_key: bytes,
    language: Language,
) -> bytes:
    """Return the letter about one release as PDF; NotFoundError if it did not hold the client.

    What the person is called in the recipient's project is worked out anew: it is kept nowhere.
    """
    told = withdrawal_at(session, user, Permission.APPROVE, plan, public_id)
    if told.scope is not Scope.ERASE:
        raise NotFoundError
    client = told.client
    found = [
        one
        for one in releases_of(session, client.site_code, client.code)
        if one.public_id == release
    ]
    if not found:
        raise NotFoundError
    (one,) = found
    of_project = (
        release_key(person_key, one.recipient, one.purpose, one.approval)
        if one.has_project_ids
        else project_key(person_key, one.recipient)
    )
    coded = one.level == Level.CODED.value
    letter = RecallLetter(
        one.recipient,
        clock.clinic_day(now),
        one.level,
        one.recipe_name,
        clock.clinic_day(one.made_at),
        one.purpose,
        one.approval,
        one.bundle_checksum,
        person_id(of_project, client.site_code, client.code) if coded else None,
    )
    note_event(session, now, user.name, "printed", release, site_code=client.site_code)
    return print_recall_letter(
        letter, language, training=is_training(session), anchor=chain_anchor(session)
    )
