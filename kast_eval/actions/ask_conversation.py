"""Ask for the course of the client whose code is typed; who guesses codes has to wait."""

from datetime import datetime

from kast_eval.actions.read_conversation import ConversationView, read_conversation
from kast_eval.actions.steps.tries import asking_guesser, begin_try, end_tries
from kast_eval.store.database import Database
from kast_eval.store.events import note_event
from kast_eval.study.client_code import ClientCodeError, read_client_code
from kast_eval.study.plan import Plan
from kast_eval.study.roles import Permission, User, require_somewhere


def ask_conversation(
    database: Database,
    user: User,
    now: datetime,
    plan: Plan,
    *,
    code: str,
    episode: int | None = None,
    printed: bool = False,
) -> ConversationView:
    """Return the course of a client, or raise ClientCodeError or WaitError.

    It takes the database: a miss is kept although it is refused. What was typed is not.
    """
    require_somewhere(user, Permission.READ)
    # What cannot be anybody's code is a slip and no guess.
    read_client_code(code)
    guesser = asking_guesser(user.name)
    with database.begin() as session:
        begin_try(session, now, guesser)
    try:
        with database.begin() as session:
            view = read_conversation(
                session, user, now, plan, code=code, episode=episode, printed=printed
            )
            end_tries(session, guesser)
    except ClientCodeError:
        with database.begin() as session:
            note_event(session, now, user.name, "missed a code", "conversation")
        raise
    return view
