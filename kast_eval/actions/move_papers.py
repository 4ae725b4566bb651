"""Say that papers stand somewhere else now."""

from datetime import datetime

from kast_eval.actions.steps.registered import RegisterError, paper_for, typed_words
from kast_eval.store.events import note_event
from kast_eval.store.papers import move_paper
from kast_eval.store.session import Session
from kast_eval.study.roles import Permission, User
from kast_eval.wording import marked


def move_papers(session: Session, user: User, now: datetime, public_id: str, location: str) -> None:
    """Keep the new place; raises RegisterError."""
    paper = paper_for(session, user, Permission.KEEP_PAPERS, public_id)
    if paper.ending is not None:
        raise RegisterError("location", marked("Papperen är redan avslutade i registret."))
    place = typed_words("location", location, marked("Skriv var papperen står."))
    move_paper(session, public_id, place, by=user.name, at=now)
    note_event(session, now, user.name, "moved papers", public_id, site_code=paper.site_code)
