"""Refuse what is not collected any more of a client who has taken the consent back."""

from datetime import date

from kast_eval.actions.steps.meant import Meant
from kast_eval.definition.form import FormDefinition
from kast_eval.store.session import Session
from kast_eval.store.sheet_facts import client_facts
from kast_eval.study.client_code import ClientCodeError
from kast_eval.study.schedule import Schedule
from kast_eval.study.told import Withdrawal, refuses, withdrawals_of


class WithdrawnError(ClientCodeError):
    """A sheet of a client who wanted no more to be collected when it was filled in."""

    def __init__(self) -> None:
        super().__init__(
            "Klienten har tagit tillbaka sitt samtycke, och arket skrivs inte in. Kommer klienten "
            "tillbaka och samtycker på nytt börjar en ny insatsperiod."
        )


def withdrawals_by(session: Session, schedule: Schedule, meant: Meant) -> tuple[Withdrawal, ...]:
    """Return what the client's sheets tell of consents that were taken back."""
    if meant.client is None:
        return ()
    facts = client_facts(session, meant.client)
    return withdrawals_of(schedule, facts).get(meant.client.code, ())


def require_not_withdrawn(
    session: Session,
    schedule: Schedule,
    meant: Meant,
    definition: FormDefinition,
    *,
    episode_no: int,
    day: date | None = None,
) -> None:
    """Refuse a sheet, or one filled in on a day, that the client does not want collected."""
    told = withdrawals_by(session, schedule, meant)
    if refuses(schedule, told, definition, episode_no=episode_no, day=day):
        raise WithdrawnError
