"""How often what counts as the rest was not noted."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import partial

from kast_eval.quality.added_up import enough_together, shared_by_all
from kast_eval.quality.after import HALF_A_YEAR, after, window_over
from kast_eval.quality.flow import first_episodes
from kast_eval.quality.known_items import (
    CLOSE_REASON,
    CLOSING,
    CLOSING_STAFF,
    DAYS,
    FOLLOWUP,
    PURCHASES,
    SOURCE,
    START,
    START_STAFF,
    URGE,
)
from kast_eval.quality.seen import wait_of
from kast_eval.quality.share import Share, share_of
from kast_eval.quality.splits import Clients, Part, Split
from kast_eval.quality.told_in_forms import code_of, has_both_forms, has_bought
from kast_eval.study.episode import KnownEpisode, episodes_of
from kast_eval.study.expected import SheetFacts
from kast_eval.study.schedule import Schedule

Unnoted = Mapping[Split, Share]
"""Of a clinic's clients; who is among them is also in the last category of the split."""


def unnoted_of(schedule: Schedule, facts: Iterable[SheetFacts], day: date) -> Unnoted:
    """Return how often what counts as the rest was not noted, of those whom it is asked about."""
    episodes = [one for one in first_episodes(episodes_of(schedule, facts)) if one.closed]
    due = window_over(schedule, HALF_A_YEAR, day)
    noted: Mapping[Split, _Noted] = {**_NOTED, Split.AFTER: partial(_has_followed, due)}
    found = {split: [how(one) for one in episodes] for split, how in noted.items()}
    return {split: share_of(told.count(False), told.count(True)) for split, told in found.items()}


def unnoted_of_all(clinics: Collection[tuple[Clients, Unnoted]]) -> Unnoted:
    """Return how often each was not noted, where that may be shown.

    The last category is shown, too. What is left of it, those of whom it was noted, is a count of
    its own to whoever takes the one from the other.
    """
    found: dict[Split, Share] = {}
    for split in sorted({split for _clients, unnoted in clinics for split in unnoted}):
        share = shared_by_all([unnoted[split] for _clients, unnoted in clinics])
        rests = [one.splits[split][Part.NO] - unnoted[split].part for one, unnoted in clinics]
        if share is not None and enough_together(rests):
            found[split] = share
    return found


def _has_code(form: str, item: str) -> "_Noted":
    return lambda episode: code_of(episode, form, item) is not None


def _in_both(episode: KnownEpisode, item: str) -> bool:
    return all(code_of(episode, form, item) is not None for form in (START, CLOSING))


def _has_urges(episode: KnownEpisode) -> bool | None:
    return _in_both(episode, URGE) if has_both_forms(episode) else None


def _has_purchases(episode: KnownEpisode) -> bool | None:
    if not has_both_forms(episode) or not has_bought(episode):
        return None
    return all(code_of(episode, CLOSING, name) is not None for name in PURCHASES)


def _has_days(episode: KnownEpisode) -> bool | None:
    if not has_both_forms(episode) or has_bought(episode):
        return None
    return _in_both(episode, DAYS)


def _has_followed(due: date, episode: KnownEpisode) -> bool | None:
    """Tell it of buyers alone: of others it would be in another category of the split."""
    if after(episode, HALF_A_YEAR, due) not in {Part.YES, Part.NO}:
        return None
    told = (code_of(episode, FOLLOWUP, name, HALF_A_YEAR) for name in PURCHASES)
    return all(one is not None for one in told)


_Noted = Callable[[KnownEpisode], bool | None]
_NOTED: Mapping[Split, _Noted] = {
    Split.SOURCE: _has_code(START_STAFF, SOURCE),
    Split.RESIDENCE: _has_code(START_STAFF, "residence_cat"),
    Split.WAIT: lambda episode: wait_of(episode) is not None,
    Split.ENDING: _has_code(CLOSING_STAFF, CLOSE_REASON),
    Split.PURCHASES: _has_purchases,
    Split.DAYS: _has_days,
    Split.URGE: _has_urges,
}
"""Whether it was noted; None where the question is not about this client."""
