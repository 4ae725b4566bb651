"""Which episode of a client a sheet belongs to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from kast_eval.actions.steps.meant import Meant
from kast_eval.definition.form import FormDefinition, Timing
from kast_eval.errors import KastEvalError
from kast_eval.store.absences import site_absences
from kast_eval.store.session import Session
from kast_eval.store.sheet_facts import client_facts
from kast_eval.store.sheets import present_episode
from kast_eval.store.site_points import find_site_points
from kast_eval.study.episode import KnownEpisode, episodes_of
from kast_eval.study.expected import SheetFacts
from kast_eval.study.ledger import ledger_of_people, new_episode_is_likely
from kast_eval.study.schedule import Schedule
from kast_eval.study.timepoint import timepoint
from kast_eval.study.told import ended_by_withdrawal, withdrawals_of

_BEGINNING = frozenset({Timing.START, Timing.SESSION})
"""The forms that a new episode can begin with."""


class EpisodeError(KastEvalError):
    """An episode that the client neither has nor begins next."""


@dataclass(frozen=True)
class EpisodeQuestion:
    """What is to be asked: which episode a sheet belongs to.

    `ended` has the episodes that it can be a late sheet of, with the day on which each ended, None
    for one that goes on. `new` is the one that it would begin, None where it can begin none.
    """

    ended: Mapping[int, date | None]
    new: int | None
    likely: int


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
    """Return the question if the form could begin a new episode, or an earlier one misses it.

    None if it is plain.
    """
    if meant.client is None:
        return None
    facts = client_facts(session, meant.client)
    episodes = episodes_of(schedule, facts)
    if not episodes:
        return None
    *earlier, newest = episodes
    place = definition.form, timepoint(definition.timing, number)
    missing = _missing(session, schedule, meant, facts, today) if earlier else set()
    late = [one for one in earlier if (one.number, *place) in missing]
    told = withdrawals_of(schedule, facts).get(newest.code, ())
    withdrawn = ended_by_withdrawal(told, newest.number)
    ended = newest.closed or withdrawn
    begins = ended is not None and definition.timing in _BEGINNING
    if not begins and not late:
        return None
    likely = newest.number if not late or _fits(newest, definition, number) else late[-1].number
    if begins and ended is not None:
        is_new = new_episode_is_likely(schedule, ended, today)
        if withdrawn is not None or (is_new and not _is_missing(newest, definition, number)):
            likely = newest.number + 1
    return EpisodeQuestion(
        {**{one.number: one.closed for one in late}, newest.number: ended},
        newest.number + 1 if begins else None,
        likely,
    )


def _missing(
    session: Session,
    schedule: Schedule,
    meant: Meant,
    facts: Collection[SheetFacts],
    today: date,
) -> set[tuple[int, str, str]]:
    """Return the episode, the form and the time point of each sheet that may still come."""
    site = meant.site
    said = [one for one in site_absences(session, site.code) if one.place[0] == meant.client_code]
    ledger = ledger_of_people(
        schedule, facts, said, (), today,
        chosen_points=find_site_points(session, site.code), in_study=site.in_study,
    )  # fmt: skip
    return {(one.episode_no, one.form, one.timepoint) for one in ledger if one.is_open}


def _fits(episode: KnownEpisode, definition: FormDefinition, number: int | None) -> bool:
    """Tell whether the present episode is where such a sheet would go next."""
    if (definition.form, timepoint(definition.timing, number)) in episode.sheets:
        return False
    if definition.timing is Timing.SESSION:
        return (number or 0) <= max(episode.sessions, default=0) + 1
    return definition.timing is not Timing.FOLLOW_UP or episode.closed is not None


def _is_missing(episode: KnownEpisode, definition: FormDefinition, number: int | None) -> bool:
    """Tell whether a closed episode misses this very sheet of a later session of its own.

    A new episode begins with its first session, so a first one tells nothing.
    """
    place = definition.form, timepoint(definition.timing, number)
    later = number is not None and number > 1 and number in episode.sessions
    return later and place not in episode.sheets
