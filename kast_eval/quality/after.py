"""How clients fare some time after their contact has ended, as the follow-up form tells."""

from datetime import date, timedelta

from kast_eval.quality.known_items import DAYS, FOLLOWUP
from kast_eval.quality.splits import Part
from kast_eval.quality.told_in_forms import has_fewer, no_purchases
from kast_eval.study.episode import KnownEpisode
from kast_eval.study.person import BUYS_SEX
from kast_eval.study.schedule import Schedule

HALF_A_YEAR = "f06"


def window_over(schedule: Schedule, point: str, day: date) -> date:
    """Return the day before which a contact has to have ended for its follow-up to be due."""
    latest = next(one for one in schedule.points if one.name == point).latest
    return day - timedelta(latest)


def is_buyer(episode: KnownEpisode) -> bool:
    """Tell whether the clinic has registered the client as one who buys or has bought sex.

    A start form that says otherwise raises a question; one that is missing does not matter here.
    """
    return any(one.person_type == BUYS_SEX for one in episode.sheets.values())


def after(episode: KnownEpisode, point: str, due: date) -> Part:
    """Return the category of a client at a follow-up, by the day of `window_over`."""
    if episode.closed is None or episode.closed >= due:
        return Part.OUTSIDE
    came = (FOLLOWUP, point) in episode.sheets
    if is_buyer(episode):
        if not came:
            return Part.AWAY
        return Part.YES if no_purchases(episode, FOLLOWUP, point) else Part.NO
    if not came:
        return Part.OTHER_AWAY
    return Part.OTHER_YES if has_fewer(episode, DAYS, FOLLOWUP, point) else Part.OTHER_NO
