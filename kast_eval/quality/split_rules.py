"""How the sheets of a client tell which category of each split the client is in."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from kast_eval.quality.flow import first_episodes
from kast_eval.quality.known_items import (
    AGREED,
    ATTENDED,
    CHECKIN,
    CLOSE_REASON,
    CLOSING,
    CLOSING_STAFF,
    FOLLOWUP,
    HELD,
    OWN_WAYS,
    PLANNED,
    POLICE,
    SESSION,
    SOURCE,
    START,
    START_STAFF,
)
from kast_eval.quality.seen import wait_of
from kast_eval.quality.share import Share, share_of
from kast_eval.quality.splits import METHODS, PARTS, Clients, Counts, Part, Split
from kast_eval.study.episode import KnownEpisode, episodes_of
from kast_eval.study.expected import SheetFacts
from kast_eval.study.schedule import Schedule

SOON, LATER = 14, 30
"""A wait of at most so many days is short, or not yet long."""
FEW, SEVERAL = 3, 10
"""At most so many sessions are few or several: the first steps of form B's planned sessions."""
HIGH_URGE = 8
_HOST = 1
_HALF_A_YEAR = "f06"
_BUYS = ("buy_phys_30d_n", "buy_rem_30d_n")


def clients_of(schedule: Schedule, facts: Iterable[SheetFacts], day: date) -> Clients:
    """Return the clients whom the sheets tell of, each by the first episode, if it has ended."""
    episodes = [one for one in first_episodes(episodes_of(schedule, facts)) if one.closed]
    latest = next(one for one in schedule.points if one.name == _HALF_A_YEAR).latest
    due_before = day - timedelta(latest)
    splits = {
        split: _counted(split, [how(one, due_before) for one in episodes])
        for split, how in _HOW.items()
    }
    return Clients(splits, len(episodes))


def unnoted_of(schedule: Schedule, facts: Iterable[SheetFacts]) -> Mapping[Split, Share]:
    """Return how often what counts as the rest was not noted, of those whom it is asked about."""
    episodes = [one for one in first_episodes(episodes_of(schedule, facts)) if one.closed]
    found = {split: [noted(one) for one in episodes] for split, noted in _NOTED.items()}
    return {split: share_of(told.count(False), told.count(True)) for split, told in found.items()}


def _counted(split: Split, parts: list[Part]) -> Counts:
    return {part: parts.count(part) for part in PARTS[split]}


def _code(episode: KnownEpisode, form: str, item: str) -> int | None:
    """Return the code of an item on the episode's sheet of a form; None without an answer."""
    sheet = next((one for one in episode.sheets.values() if one.form == form), None)
    code = None if sheet is None else sheet.codes.get(item)
    return None if code is None or code < 0 else code


def _yes(true: object) -> Part:
    return Part.YES if true else Part.NO


def _step(number: int, first: int, second: int) -> Part:
    """Return yes up to a first limit, next up to a second."""
    if number <= first:
        return Part.YES
    return Part.NEXT if number <= second else Part.NO


def _source(episode: KnownEpisode, _due: date) -> Part:
    source = _code(episode, START_STAFF, SOURCE)
    if source == POLICE:
        return Part.YES
    return Part.NEXT if source in OWN_WAYS else Part.NO


def _residence(episode: KnownEpisode, _due: date) -> Part:
    return _yes((_code(episode, START_STAFF, "residence_cat") or _HOST) > _HOST)


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


def _has(episode: KnownEpisode, form: str) -> bool:
    return any(one.form == form for one in episode.sheets.values())


def _checkin(episode: KnownEpisode, _due: date) -> Part:
    return _yes(_has(episode, CHECKIN))


def _ending(episode: KnownEpisode, _due: date) -> Part:
    return _yes(_code(episode, CLOSING_STAFF, CLOSE_REASON) in {PLANNED, AGREED})


def _follow_up(episode: KnownEpisode, due: date) -> Part:
    if episode.closed is None or episode.closed >= due:
        return Part.OUTSIDE
    return _yes((FOLLOWUP, _HALF_A_YEAR) in episode.sheets)


def _forms(episode: KnownEpisode, _due: date) -> Part:
    return _yes(_has_both(episode))


def _has_both(episode: KnownEpisode) -> bool:
    return _has(episode, START) and _has(episode, CLOSING)


def _of_both(how: "_How") -> "_How":
    """Return the rule for those with both forms; others are outside."""
    return lambda episode, due: (
        how(episode, due) if _forms(episode, due) is Part.YES else Part.OUTSIDE
    )


def _baseline(episode: KnownEpisode, _due: date) -> Part:
    return _yes((_code(episode, START, "urge_max_7d") or 0) >= HIGH_URGE)


def _no_purchases(form: str) -> "_How":
    """Tell whether a buyer says to have bought nothing in the 30 days before the form."""
    return lambda episode, _due: (
        _yes(all(_code(episode, form, name) == 0 for name in _BUYS))
        if _code(episode, START, "buy_ever") == 1
        else Part.OTHER
    )


def _urge(episode: KnownEpisode, _due: date) -> Part:
    """Tell whether the urge is told to be lower in the closing form than in the start form."""
    before, after = (_code(episode, form, "urge_max_7d") for form in (START, CLOSING))
    return _yes(before is not None and after is not None and after < before)


def _has_code(form: str, item: str) -> "_Noted":
    return lambda episode: _code(episode, form, item) is not None


def _has_urges(episode: KnownEpisode) -> bool | None:
    if not _has_both(episode):
        return None
    return all(_code(episode, form, "urge_max_7d") is not None for form in (START, CLOSING))


def _has_purchases(episode: KnownEpisode) -> bool | None:
    if not _has_both(episode) or _code(episode, START, "buy_ever") != 1:
        return None
    return all(_code(episode, CLOSING, name) is not None for name in _BUYS)


_Noted = Callable[[KnownEpisode], bool | None]
_NOTED: Mapping[Split, _Noted] = {
    Split.SOURCE: _has_code(START_STAFF, SOURCE),
    Split.RESIDENCE: _has_code(START_STAFF, "residence_cat"),
    Split.WAIT: lambda episode: wait_of(episode) is not None,
    Split.ENDING: _has_code(CLOSING_STAFF, CLOSE_REASON),
    Split.PURCHASES: _has_purchases,
    Split.URGE: _has_urges,
}
"""Whether it was noted; None where the question is not about this client."""

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
    Split.BASELINE: _of_both(_baseline),
    Split.BOUGHT: _of_both(_no_purchases(START)),
    Split.PURCHASES: _of_both(_no_purchases(CLOSING)),
    Split.URGE: _of_both(_urge),
}
