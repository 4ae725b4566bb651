"""What other sheets tell of a form that is not there: declined, left, withdrawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import assert_never

from kast_eval.definition.form import Filler, FormDefinition, Timing
from kast_eval.study.episode import KnownEpisode
from kast_eval.study.expected import SheetFacts, State
from kast_eval.study.schedule import Schedule
from kast_eval.study.signs import Sign, SignDay
from kast_eval.study.wanted import Wanted


class Scope(Enum):
    """How far a withdrawal goes."""

    FOLLOW_UP = "follow-up"
    KEEP = "keep"
    ERASE = "erase"
    UNSAID = "unsaid"
    """The sheet does not say; nothing is asked for, released or erased until it does."""


@dataclass(frozen=True)
class Withdrawal:
    """From which day a client withdrew, how far, and the last episode that it covers."""

    episode_no: int
    day: date
    scope: Scope
    sheet: str

    @property
    def only_follow_up(self) -> bool:
        """Tell whether all but the follow-up goes on."""
        return self.scope is Scope.FOLLOW_UP


def withdrawals_of(
    schedule: Schedule, facts: Iterable[SheetFacts]
) -> Mapping[str, tuple[Withdrawal, ...]]:
    """Return the withdrawals that sheets tell of, by client code."""
    found: dict[str, tuple[Withdrawal, ...]] = {}
    for sheet in facts:
        if sheet.code is not None and schedule.signs.said(Sign.WITHDREW, sheet):
            told = Withdrawal(
                sheet.episode_no,
                schedule.signs.day(SignDay.WITHDREW, sheet) or sheet.known_day,
                _scope(schedule, sheet),
                sheet.public_id,
            )
            found[sheet.code] = (*found.get(sheet.code, ()), told)
    return found


def _scope(schedule: Schedule, sheet: SheetFacts) -> Scope:
    """Return how far; one that does not say how far it goes is taken to go all the way."""
    for sign, scope in (
        (Sign.WITHDREW_FOLLOW_UP, Scope.FOLLOW_UP),
        (Sign.WITHDREW_BUT_KEPT, Scope.KEEP),
        (Sign.WITHDREW_AND_ERASE, Scope.ERASE),
    ):
        if schedule.signs.said(sign, sheet):
            return scope
    return Scope.UNSAID


def refuses(
    schedule: Schedule,
    withdrawals: Iterable[Withdrawal],
    definition: FormDefinition,
    *,
    episode_no: int,
    day: date | None,
) -> bool:
    """Tell whether a sheet that was filled in on a day is not to be keyed any more.

    What was filled in before may be keyed as long as the answers may be used; without a day it is
    not known yet. The withdrawal's own form can always be keyed.
    """
    if definition.form == schedule.signs.codes[Sign.WITHDREW].form:
        return False
    return any(
        _refuses(one, definition, day) for one in withdrawals if episode_no <= one.episode_no
    )


def _refuses(withdrawal: Withdrawal, definition: FormDefinition, day: date | None) -> bool:
    match withdrawal.scope:
        case Scope.FOLLOW_UP:
            of_follow_up = definition.timing is Timing.FOLLOW_UP
            return of_follow_up and day is not None and day > withdrawal.day
        case Scope.KEEP:
            return day is not None and day > withdrawal.day
        case Scope.ERASE | Scope.UNSAID:
            return True
        case _:
            assert_never(withdrawal.scope)


def ended_by_withdrawal(withdrawals: Iterable[Withdrawal], episode_no: int) -> date | None:
    """Return the day on which a withdrawal from all new forms ended an episode."""
    days = [
        one.day for one in withdrawals if one.episode_no >= episode_no and not one.only_follow_up
    ]
    return min(days, default=None)


def told_state(
    schedule: Schedule,
    episode: KnownEpisode,
    wanted: Wanted,
    withdrawals: Iterable[Withdrawal],
    *,
    in_study: bool,
) -> State | None:
    """Return the state that other sheets give a form that is not there; None if they say nothing.

    Only what a client fills in can be declined; staff's own forms are to come until the client
    withdraws.
    """
    definition = schedule.forms[wanted.form]
    if any(_covers(one, wanted, definition.timing) for one in withdrawals):
        return State.WITHDRAWN
    if definition.filler is not Filler.CLIENT:
        return None
    if in_study and Sign.RESEARCH_DECLINED in episode.said:
        return State.DECLINED
    match definition.timing:
        case Timing.START:
            never_came = Sign.STAYED_AWAY in episode.said and not episode.held
            return State.LEFT if never_came else None
        case Timing.SESSION:
            return _told_of_session(schedule, episode, wanted)
        case Timing.CLOSING:
            return _told_of_closing(episode)
        case Timing.FOLLOW_UP if Sign.FOLLOW_UP_DECLINED in episode.said:
            return State.DECLINED
        case _:
            return None


def _covers(withdrawal: Withdrawal, wanted: Wanted, timing: Timing) -> bool:
    """Tell whether a form is not to be asked for any more; a later episode is a new consent."""
    if wanted.episode_no > withdrawal.episode_no:
        return False
    if withdrawal.only_follow_up:
        # What was missed before is missing for another reason.
        return timing is Timing.FOLLOW_UP and wanted.last_day >= withdrawal.day
    return True


def _told_of_session(schedule: Schedule, episode: KnownEpisode, wanted: Wanted) -> State | None:
    log_form = schedule.signs.codes[Sign.CHECKIN_UNUSED].form
    log = episode.sheets.get((log_form, wanted.timepoint))
    is_unused = log is not None and schedule.signs.said(Sign.CHECKIN_UNUSED, log)
    return State.UNUSED if is_unused else None


def _told_of_closing(episode: KnownEpisode) -> State | None:
    if Sign.CLOSING_DECLINED in episode.said:
        return State.DECLINED
    if episode.said & {Sign.CLOSING_IMPOSSIBLE, Sign.STAYED_AWAY}:
        return State.LEFT
    return None
