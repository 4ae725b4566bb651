"""Erase all that a client has said, as the client wants and two people have decided."""

from datetime import datetime

from kast_eval.actions.require_approved import require_approved
from kast_eval.actions.steps.erasable import require_erasable
from kast_eval.actions.steps.withdrawal import CodeKeys, withdrawal_at
from kast_eval.errors import KastEvalError
from kast_eval.kinds.text import plain
from kast_eval.store.erasing import NewErasure, erase_client
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.sites import is_training
from kast_eval.study.approval import ApprovalSubject
from kast_eval.study.client_code import ClientCodeError, read_client_code
from kast_eval.study.plan import Plan
from kast_eval.study.roles import Permission, User


class ErasureNotConfirmedError(KastEvalError):
    """An erasure that was not asked for in full."""

    def __init__(self) -> None:
        super().__init__("Skriv klientens kod för att visa att du menar det.")


class CodeKeyShutError(KastEvalError):
    """An erasure that would leave how the client is reached in the clinic's code key."""

    def __init__(self) -> None:
        super().__init__(
            "Mottagningen har sin kodnyckel i datorn. Skriv kodnyckelns lösenfras, så att klienten "
            "tas bort ur den också."
        )


def erase_answers(
    session: Session,
    user: User,
    now: datetime,
    plan: Plan,
    public_id: str,
    *,
    confirmed: str,
    code_keys: CodeKeys,
) -> str:
    """Erase all of the client and return the public id of what is left: that it was done.

    Where the clinic has its code key in the computer, the client is removed there before the
    erasure is kept, so that none who was erased can be reached still, whatever fails in between.
    """
    told = withdrawal_at(session, user, Permission.APPROVE, plan, public_id)
    require_erasable(session, told, code_keys)
    client = told.client
    if not _is_code(confirmed, client.code):
        raise ErasureNotConfirmedError
    approval = None
    if not is_training(session):
        approval = require_approved(
            session, user, now,
            subject=ApprovalSubject.ERASURE, target=client.code, site_codes=[client.site_code],
        ).public_id  # fmt: skip
    new = NewErasure(now, user.name, approval, told.day)
    key = code_keys(client.site_code)
    if key.there and key.forget is None:
        raise CodeKeyShutError
    erased = erase_client(session, client, new)
    note_event(session, now, user.name, "erased", erased, site_code=client.site_code)
    if key.forget is not None:
        key.forget(client.code)
    return erased


def _is_code(typed: str, code: str) -> bool:
    try:
        return bool(plain(typed)) and read_client_code(typed) == code
    except ClientCodeError:
        return False
