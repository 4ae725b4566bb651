"""What other sheets tell of a form that is not there: declined, left, withdrawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kast_eval.definition.form import Filler, Timing
from kast_eval.study.episode import KnownEpisode
from kast_eval.study.expected import SheetFacts, State
from kast_eval.study.schedule import Schedule
from kast_eval.study.signs import Sign, SignDay
from kast_eval.study.wanted import Wanted


@dataclass(frozen=True)
class Withdrawal:
    """From which day a client withdrew, and the last episode that it covers."""

    episode_no: int
    day: date
    only_follow_up: bool


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
                # A withdrawal that does not say how far it goes is taken to go all the way.
                only_follow_up=schedule.signs.said(Sign.WITHDREW_FOLLOW_UP, sheet),
            )
            found[sheet.code] = (*found.get(sheet.code, ()), told)
    return found


def told_state(
    schedule: Schedule,
    episode: KnownEpisode,
    wanted: Wanted,
    withdrawals: Iterable[Withdrawal],
    *,
    in_study: bool,
) -> State | None:
    """Return the state that other sheets give a form that is not there; None if they say nothing.

    Only what a client fills in can be declined; staff's own forms are always to come.
    """
    definition = schedule.forms[wanted.form]
    if definition.filler is not Filler.CLIENT:
        return None
    if any(_covers(one, wanted, definition.timing) for one in withdrawals):
        return State.WITHDRAWN
    if in_study and Sign.RESEARCH_DECLINED in episode.said:
        return State.DECLINED
    match definition.timing:
        case Timing.START:
            never_came = Sign.STAYED_AWAY in episode.said and not episode.held
            return State.LEFT if never_came else None
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


def _told_of_closing(episode: KnownEpisode) -> State | None:
    if Sign.CLOSING_DECLINED in episode.said:
        return State.DECLINED
    if episode.said & {Sign.CLOSING_IMPOSSIBLE, Sign.STAYED_AWAY}:
        return State.LEFT
    return None
