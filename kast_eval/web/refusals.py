"""What is noted when somebody who is signed in asks for what is not theirs."""

from contextlib import suppress

from flask import request

from kast_eval import clock
from kast_eval.actions.note_refusal import note_refusal
from kast_eval.store.faults import StorageError
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import signed_in


def note_refused() -> None:
    """Note who was refused which kind of page: never its address, which could hold what is typed.

    The transaction that was refused is gone by now, so this is one of its own.
    """
    who = signed_in()
    if who is None:
        return
    with suppress(StorageError), parts().database.begin() as session:
        note_refusal(session, who.user, clock.now(), request.endpoint or "unknown")
