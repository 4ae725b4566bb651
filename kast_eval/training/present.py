"""Made-up clients whose contact goes on: whatever day it is, something is to be done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from kast_eval.definition.form import FormDefinition, Subject, Timing
from kast_eval.study.client_code import draw_codes
from kast_eval.study.person import BUYS_SEX
from kast_eval.training.clients import Papers
from kast_eval.training.course import HELD, Course, State
from kast_eval.training.papers import Hand, TrainingSheet

DAYS_SINCE_REMINDER = 6
REMINDED_OF = "followup", "f06"

_MAN = "2"
_HARDEST, _PURCHASES = 8, 2

_PLAIN = {"fu_ok": "1", "form_c_used": "1", "age_years": "38"}
"""What decides whether a form is to come, and what has to be the same in two episodes."""


@dataclass(frozen=True)
class _Episode:
    """How many days ago each session was, whether it was closed then, and what is missing."""

    sessions: tuple[int, ...]
    closed: bool = False
    missing: tuple[tuple[str, int | None], ...] = ()


_CLIENTS = (
    # The check-in of today's session is to be keyed.
    (_Episode((14, 7, 0), missing=(("checkin", 3),)),),
    # The start form never came.
    (_Episode((40, 33), missing=(("start", None),)),),
    # The follow-up of six months is due; this is the client who was reminded.
    (_Episode((220, 210, 200, 190), closed=True),),
    # Somebody who was closed has come back.
    (_Episode((181, 174, 160), closed=True), _Episode((21, 14))),
    # Nobody has heard from this one for so long that the contact is to be closed.
    (_Episode((110, 103)),),
)
_REMINDED = 2


@dataclass(frozen=True)
class Present:
    """The sheets of those clients in the order of the days, and the code of who was reminded."""

    sheets: tuple[TrainingSheet, ...]
    reminded: str


def generate_present(
    seed: int,
    definitions: Sequence[FormDefinition],
    letters: str,
    taken: Sequence[str],
    *,
    last_day: date,
) -> Present:
    """Return made-up clients of the clinic with `letters` as they are on `last_day`."""
    chooser = Random(f"{seed} {letters} present")  # noqa: S311 - made-up data come out the same.
    asked = [one.as_asked() for one in definitions if one.subject is Subject.CLIENT]
    codes = draw_codes(letters, len(_CLIENTS), taken, chooser)
    made = [
        replace(sheet, episode_no=number, texts=_plain(sheet))
        for code, episodes in zip(codes, _CLIENTS, strict=True)
        for number, episode in enumerate(episodes, start=1)
        for sheet in _sheets(Hand(code, BUYS_SEX, chooser), episode, asked, last_day)
    ]
    return Present(tuple(sorted(made, key=lambda one: one.entered_at)), codes[_REMINDED])


def _plain(sheet: TrainingSheet) -> dict[str, str]:
    return {name: _PLAIN.get(name, text) for name, text in sheet.texts.items()}


def _sheets(
    hand: Hand, episode: _Episode, definitions: Sequence[FormDefinition], last_day: date
) -> Iterator[TrainingSheet]:
    """Give every sheet of the episode that is there."""
    days = tuple(last_day - timedelta(ago) for ago in episode.sessions)
    states = tuple(_state(place) for place in range(len(days)))
    papers = Papers(hand, Course.FALLING, _MAN, states, days, last_day)
    for definition in definitions:
        for number, place in _numbered(definition.timing, episode):
            if (definition.form, number) not in episode.missing:
                yield papers.sheet(definition, number, days[place], states[place])


def _numbered(timing: Timing, episode: _Episode) -> Iterator[tuple[int | None, int]]:
    """Give the number of each sheet of a form, and the place of its session."""
    last = len(episode.sessions) - 1
    if timing is Timing.START:
        yield None, 0
    if timing is Timing.SESSION:
        yield from ((place + 1, place) for place in range(last + 1))
    if timing is Timing.CLOSING and episode.closed:
        yield None, last


def _state(place: int) -> State:
    """Return how it is at a session: a little better each time."""
    return State(
        urge=_HARDEST - place,
        mood=place + 2,
        confidence=place + 2,
        purchases=max(_PURCHASES - place, 0),
        attended=HELD,
    )
