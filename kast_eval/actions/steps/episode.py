"""Which episode of a client a sheet belongs to."""

from dataclasses import dataclass
from datetime import date

from kast_eval.actions.steps.meant import Meant
from kast_eval.definition.form import FormDefinition, Timing
from kast_eval.errors import KastEvalError
from kast_eval.store.session import Session
from kast_eval.store.sheet_facts import client_facts
from kast_eval.store.sheets import present_episode
from kast_eval.study.episode import KnownEpisode, episodes_of
from kast_eval.study.ledger import new_episode_is_likely
from kast_eval.study.schedule import Schedule
from kast_eval.study.timepoint import timepoint
from kast_eval.study.told import ended_by_withdrawal, withdrawals_of

_BEGINNING = frozenset({Timing.START, Timing.SESSION})
"""The forms that a new episode can begin with."""


class EpisodeError(KastEvalError):
    """An episode that the client neither has nor begins next."""


@dataclass(frozen=True)
class EpisodeQuestion:
    """What is to be asked: whether a sheet is a late one of the closed episode, or a new one's."""

    closed: date
    old: int
    new: int
    likely_new: bool


def episode_meant(session: Session, meant: Meant, wanted: int | None) -> int:
    """Return the episode that is wanted or, if none is named, the present one."""
    present = present_episode(session, meant.client)
    if wanted is None:
        return present
    newest = present if meant.client is None else present + 1
    if not 1 <= wanted <= newest:
        raise EpisodeError(
            "Klienten har ingen sådan insatsperiod. Öppna formuläret igen och välj period."
        )
    return wanted


def question_of(
    session: Session,
    schedule: Schedule,
    meant: Meant,
    definition: FormDefinition,
    today: date,
    *,
    number: int | None,
) -> EpisodeQuestion | None:
    """Return the question if the form could begin a new episode; None if it is plain."""
    if meant.client is None or definition.timing not in _BEGINNING:
        return None
    facts = client_facts(session, meant.client)
    *_, newest = episodes_of(schedule, facts) or (None,)
    if newest is None:
        return None
    told = withdrawals_of(schedule, facts).get(newest.code, ())
    withdrawn = ended_by_withdrawal(told, newest.number)
    ended = newest.closed or withdrawn
    if ended is None:
        return None
    likely = new_episode_is_likely(schedule, ended, today)
    return EpisodeQuestion(
        ended,
        newest.number,
        newest.number + 1,
        withdrawn is not None or (likely and not _is_missing(newest, definition, number)),
    )


def _is_missing(episode: KnownEpisode, definition: FormDefinition, number: int | None) -> bool:
    """Tell whether a closed episode misses this very sheet of a later session of its own.

    A new episode begins with its first session, so a first one tells nothing.
    """
    place = definition.form, timepoint(definition.timing, number)
    later = number is not None and number > 1 and number in episode.sessions
    return later and place not in episode.sheets
