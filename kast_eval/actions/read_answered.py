"""Read which doubts about a sheet were answered, and why they were kept."""

from collections.abc import Mapping

from kast_eval.actions.steps.answered import answered_doubts
from kast_eval.actions.steps.sheet import own_sheet
from kast_eval.answers.reasons import Reason
from kast_eval.definition.library import Library
from kast_eval.store.session import Session
from kast_eval.study.roles import Permission, User


def read_answered(
    session: Session, user: User, library: Library, public_id: str
) -> Mapping[str, Reason]:
    """Return the keys of the answered doubts with their reasons."""
    sheet, _ = own_sheet(session, user, Permission.READ, library, public_id)
    return answered_doubts(session, sheet)
