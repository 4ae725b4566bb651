"""What the forms of one client's episode tell, for those who are told apart by it."""

from kast_eval.quality.known_items import CLOSING, PURCHASES, START
from kast_eval.study.episode import KnownEpisode


def code_of(episode: KnownEpisode, form: str, item: str, point: str | None = None) -> int | None:
    """Return the code of an item on the episode's sheet of a form; None without an answer.

    A form that is filled in more than once needs its time point.
    """
    for (name, timepoint), sheet in episode.sheets.items():
        if name == form and point in {None, timepoint}:
            code = sheet.codes.get(item)
            return None if code is None or code < 0 else code
    return None


def has_form(episode: KnownEpisode, form: str) -> bool:
    """Tell whether some sheet of a form is there."""
    return any(name == form for name, _point in episode.sheets)


def has_both_forms(episode: KnownEpisode) -> bool:
    """Tell whether the client's start form and closing form are there."""
    return has_form(episode, START) and has_form(episode, CLOSING)


def has_bought(episode: KnownEpisode) -> bool:
    """Tell whether the start form says that the client has ever bought sex."""
    return code_of(episode, START, "buy_ever") == 1


def no_purchases(episode: KnownEpisode, form: str, point: str | None = None) -> bool:
    """Tell whether a form says that nothing was bought in the 30 days before it."""
    return all(code_of(episode, form, name, point) == 0 for name in PURCHASES)


def has_fewer(episode: KnownEpisode, item: str, form: str, point: str | None = None) -> bool:
    """Tell whether a number is told to be lower in a form than in the start form."""
    before, then = code_of(episode, START, item), code_of(episode, form, item, point)
    return before is not None and then is not None and then < before
