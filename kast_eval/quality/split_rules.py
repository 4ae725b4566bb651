"""How the sheets of a client tell which category of each split the client is in."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from kast_eval.quality.after import HALF_A_YEAR, after, window_over
from kast_eval.quality.flow import first_episodes
from kast_eval.quality.known_items import (
    AGREED,
    ATTENDED,
    CHECKIN,
    CLOSE_REASON,
    CLOSING,
    CLOSING_STAFF,
    DAYS,
    FOLLOWUP,
    HELD,
    OWN_WAYS,
    PLANNED,
    POLICE,
    SESSION,
    SOURCE,
    START,
    START_STAFF,
    URGE,
)
from kast_eval.quality.seen import wait_of
from kast_eval.quality.splits import METHODS, PARTS, Clients, Counts, Part, Split
from kast_eval.quality.told_in_forms import (
    code_of,
    has_both_forms,
    has_bought,
    has_fewer,
    has_form,
    no_purchases,
)
from kast_eval.study.episode import KnownEpisode, episodes_of
from kast_eval.study.expected import SheetFacts
from kast_eval.study.schedule import Schedule

SOON, LATER = 14, 30
"""A wait of at most so many days is short, or not yet long."""
FEW, SEVERAL = 3, 10
"""At most so many sessions are few or several: the first steps of form B's planned sessions."""
HIGH_URGE = 8
_HOST = 1


def clients_of(schedule: Schedule, facts: Iterable[SheetFacts], day: date) -> Clients:
    """Return the clients whom the sheets tell of, each by the first episode, if it has ended."""
    episodes = [one for one in first_episodes(episodes_of(schedule, facts)) if one.closed]
    due_before = window_over(schedule, HALF_A_YEAR, day)
    splits = {
        split: _counted(split, [how(one, due_before) for one in episodes])
        for split, how in _HOW.items()
    }
    return Clients(splits, len(episodes))


def _counted(split: Split, parts: list[Part]) -> Counts:
    return {part: parts.count(part) for part in PARTS[split]}


def _yes(true: object) -> Part:
    return Part.YES if true else Part.NO


def _step(number: int, first: int, second: int) -> Part:
    """Return yes up to a first limit, next up to a second."""
    if number <= first:
        return Part.YES
    return Part.NEXT if number <= second else Part.NO


def _source(episode: KnownEpisode, _due: date) -> Part:
    source = code_of(episode, START_STAFF, SOURCE)
    if source == POLICE:
        return Part.YES
    return Part.NEXT if source in OWN_WAYS else Part.NO


def _residence(episode: KnownEpisode, _due: date) -> Part:
    return _yes((code_of(episode, START_STAFF, "residence_cat") or _HOST) > _HOST)


def _wait(episode: KnownEpisode, _due: date) -> Part:
    days = wait_of(episode)
    return Part.NO if days is None else _step(days, SOON, LATER)


def _sessions(episode: KnownEpisode, _due: date) -> Part:
    return _step(len(episode.held), FEW, SEVERAL)


def _method(box: Split) -> "_How":
    """Tell whether some session that was held held this."""
    return lambda episode, _due: _yes(
        any(
            one.form == SESSION and one.codes.get(ATTENDED) == HELD and one.codes.get(box) == 1
            for one in episode.sheets.values()
        )
    )


def _checkin(episode: KnownEpisode, _due: date) -> Part:
    return _yes(has_form(episode, CHECKIN))


def _ending(episode: KnownEpisode, _due: date) -> Part:
    return _yes(code_of(episode, CLOSING_STAFF, CLOSE_REASON) in {PLANNED, AGREED})


def _follow_up(episode: KnownEpisode, due: date) -> Part:
    if episode.closed is None or episode.closed >= due:
        return Part.OUTSIDE
    return _yes((FOLLOWUP, HALF_A_YEAR) in episode.sheets)


def _forms(episode: KnownEpisode, _due: date) -> Part:
    return _yes(has_both_forms(episode))


def _of_both(how: "_How") -> "_How":
    """Return the rule for those with both forms; others are outside."""
    return lambda episode, due: (
        how(episode, due) if _forms(episode, due) is Part.YES else Part.OUTSIDE
    )


def _baseline(episode: KnownEpisode, _due: date) -> Part:
    return _yes((code_of(episode, START, URGE) or 0) >= HIGH_URGE)


def _of_buyers(form: str) -> "_How":
    """Tell whether a buyer says to have bought nothing in the 30 days before the form."""
    return lambda episode, _due: (
        _yes(no_purchases(episode, form)) if has_bought(episode) else Part.OTHER
    )


def _days(episode: KnownEpisode, _due: date) -> Part:
    """Tell whether one who is no buyer did what was to change on fewer days than at the start."""
    return Part.OTHER if has_bought(episode) else _yes(has_fewer(episode, DAYS, CLOSING))


def _urge(episode: KnownEpisode, _due: date) -> Part:
    return _yes(has_fewer(episode, URGE, CLOSING))


_How = Callable[[KnownEpisode, date], Part]
_HOW: Mapping[Split, _How] = {
    Split.SOURCE: _source,
    Split.RESIDENCE: _residence,
    Split.WAIT: _wait,
    Split.SESSIONS: _sessions,
    **{box: _method(box) for box in METHODS},
    Split.CHECKIN: _checkin,
    Split.ENDING: _ending,
    Split.FORMS: _forms,
    Split.FOLLOW_UP: _follow_up,
    Split.AFTER: lambda episode, due: after(episode, HALF_A_YEAR, due),
    Split.BASELINE: _of_both(_baseline),
    Split.BOUGHT: _of_both(_of_buyers(START)),
    Split.PURCHASES: _of_both(_of_buyers(CLOSING)),
    Split.DAYS: _of_both(_days),
    Split.URGE: _of_both(_urge),
}
