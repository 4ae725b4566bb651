"""The paper for a board, section by section: in words, over time, and what the quarter was made of.

Everything on it stands in the figures that are kept of each quarter, and nothing else is asked.
"""

from collections.abc import Sequence

from kast_eval.paper.board.made_of import made_of_section
from kast_eval.paper.board.over_time import over_time_section
from kast_eval.paper.picture.words import Words
from kast_eval.paper.report.section import Section
from kast_eval.quality.board_paper import BEGAN, CLOSED, CONTACTS, FORMS, HELD, BoardFigures
from kast_eval.wording import marked

_HALF_WITHIN = marked("Minst hälften hade sitt första samtal inom {days} dagar.")


def board_sections(quarters: Sequence[BoardFigures], words: Words) -> tuple[Section, ...]:
    """Return the sections of the last of some quarters, the oldest first."""
    return (
        _in_words(quarters[-1], words),
        over_time_section(quarters, words),
        made_of_section(quarters[-1], words),
    )


def count_said(count: int | None, words: Words) -> str:
    """Return a count, or that it is hidden."""
    return words.say(marked("dolt")) if count is None else str(count)


def _in_words(now: BoardFigures, words: Words) -> Section:
    counts = {name: count_said(now.count(name), words) for name in (CONTACTS, BEGAN, CLOSED, HELD)}
    told = [
        words.say(
            marked(
                "Kontakter med mottagningen, också från anhöriga och yrkesverksamma: {contacts}. "
                "Nya klienter: {began}."
            ),
            **counts,
        ),
        *_waits(now.half_within, words),
        words.say(
            marked("Samtal som hölls: {held}. Klienter som avslutade kontakten: {closed}."),
            **counts,
        ),
        *_forms(now.count(FORMS), words),
    ]
    title = words.say(marked("Kvartalet i korthet"))
    return Section("summary", title, (" ".join(told),))


def _waits(days: int | None, words: Words) -> list[str]:
    return [] if days is None else [words.say(_HALF_WITHIN, days=days)]


def _forms(percent: int | None, words: Words) -> list[str]:
    if percent is None:
        return []
    text = marked("Av klienternas formulär som skulle ha kommit kom ungefär {percent} %.")
    return [words.say(text, percent=percent)]
