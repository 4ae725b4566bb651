"""Made-up clients from first session to last; the same seed gives the same clients."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from kast_eval.definition.form import Filler, FormDefinition, Subject, Timing
from kast_eval.study.client_code import draw_codes
from kast_eval.training.course import HELD, Course, State, draw_states
from kast_eval.training.known_texts import (
    BUYS_SEX,
    OTHER_BEHAVIOUR,
    background,
    closing,
    log,
    present,
)
from kast_eval.training.random_texts import random_texts
from kast_eval.training.untidy import untidy

LONGEST_WAIT = 3
"""Days from the paper to the keying of it."""

_SPARED = frozenset({"session_date", "attended", "buy_ever", "close_date"})
_LATEST_START_FORM = 35
_SHARE_LATE = 0.15
_SHARE_WITH_CHECK_IN = 0.85


@dataclass(frozen=True)
class TrainingSheet:
    """One made-up paper, and what somebody keyed from it; `definition` is as asked."""

    client_code: str
    person_type: int
    definition: FormDefinition
    session_no: int | None
    entered_at: datetime
    texts: Mapping[str, str]
    notes: Mapping[str, str]


@dataclass(frozen=True)
class TrainingClient:
    """A made-up person and every sheet of theirs, in the order of the days."""

    code: str
    person_type: int
    course: Course
    sheets: tuple[TrainingSheet, ...]


def generate_clients(
    seed: int, definitions: Sequence[FormDefinition], letters: str, count: int, *, last_day: date
) -> tuple[TrainingClient, ...]:
    """Return made-up clients of the clinic with `letters`; nothing happens after `last_day`."""
    chooser = Random(f"{seed} {letters}")  # noqa: S311 - made-up data are to come out the same.
    asked = [definition.as_asked() for definition in definitions if _is_made(definition)]
    codes = draw_codes(letters, count, (), chooser)
    courses = list(Course)
    return tuple(
        _client(code, courses[place % len(courses)], asked, chooser, last_day)
        for place, code in enumerate(codes)
    )


def _is_made(definition: FormDefinition) -> bool:
    """Tell whether made-up clients have the form: it is theirs, and of the time they are seen."""
    timings = {Timing.START, Timing.SESSION, Timing.CLOSING}
    return definition.subject is Subject.CLIENT and definition.timing in timings


def _client(
    code: str,
    course: Course,
    definitions: Sequence[FormDefinition],
    chooser: Random,
    last_day: date,
) -> TrainingClient:
    states = draw_states(course, chooser)
    person_type = chooser.choice((BUYS_SEX, BUYS_SEX, OTHER_BEHAVIOUR))
    latest = last_day - timedelta(days=LONGEST_WAIT)
    papers = _Papers(code, person_type, states, _days(len(states), chooser, latest), chooser)
    made: list[TrainingSheet] = []
    for definition in definitions:
        if definition.timing is Timing.START:
            made += papers.at_start(definition, latest)
        elif definition.timing is Timing.SESSION:
            made += papers.at_sessions(definition)
        else:
            made += papers.at_closing(definition, course)
    sheets = tuple(sorted(made, key=lambda sheet: (sheet.entered_at, sheet.definition.letter)))
    return TrainingClient(code, person_type, course, sheets)


def _days(count: int, chooser: Random, latest: date) -> tuple[date, ...]:
    """Return the day of each session, one to three weeks apart."""
    day = latest - timedelta(days=chooser.randint(0, 60))
    days = [day]
    while len(days) < count:
        day -= timedelta(days=chooser.choice((7, 7, 14, 14, 21)))
        days.append(day)
    return tuple(reversed(days))


@dataclass(frozen=True)
class _Papers:
    """All that the sheets of one client are made from."""

    code: str
    person_type: int
    states: tuple[State, ...]
    days: tuple[date, ...]
    chooser: Random

    def at_start(self, definition: FormDefinition, latest: date) -> Iterator[TrainingSheet]:
        """Give the one sheet of a form for the start, late for some."""
        late = self.chooser.random() < _SHARE_LATE
        wait = timedelta(days=self.chooser.randint(8, _LATEST_START_FORM) if late else 0)
        day = min(self.days[0] + wait, latest)
        state = self.states[0]
        chosen = {
            **log(state, day, self.chooser, last=False),
            **present(state),
            **background(self.person_type, state, self.chooser),
        }
        yield self._sheet(definition, None, day, chosen)

    def at_sessions(self, definition: FormDefinition) -> Iterator[TrainingSheet]:
        """Give a sheet for each session: the log always, the client's if one came."""
        for number, (state, day) in enumerate(zip(self.states, self.days, strict=True), start=1):
            comes = state.attended == HELD and self.chooser.random() < _SHARE_WITH_CHECK_IN
            if definition.filler is Filler.STAFF or comes:
                last = number == len(self.days)
                chosen = {**log(state, day, self.chooser, last=last), **present(state)}
                yield self._sheet(definition, number, day, chosen)

    def at_closing(self, definition: FormDefinition, course: Course) -> Iterator[TrainingSheet]:
        """Give the staff's closing form, and the client's own if the client came to the end."""
        stayed = course is not Course.DROP_OUT
        if definition.filler is Filler.STAFF or stayed:
            state, day = self.states[-1], self.days[-1]
            held = sum(one.attended == HELD for one in self.states)
            chosen = {
                **log(state, day, self.chooser, last=True),
                **background(self.person_type, state, self.chooser),
                **present(state),
                **closing(day, held, stayed=stayed),
            }
            yield self._sheet(definition, None, day, chosen)

    def _sheet(
        self,
        definition: FormDefinition,
        session_no: int | None,
        day: date,
        chosen: Mapping[str, str],
    ) -> TrainingSheet:
        known = {"person_type": self.person_type}
        texts = random_texts(definition, self.chooser, last_day=day, chosen=chosen, known=known)
        texts, notes = untidy(definition, texts, self.chooser, last_day=day, spared=_SPARED)
        keyed = day + timedelta(days=self.chooser.randint(0, LONGEST_WAIT))
        moment = time(8 + self.chooser.randrange(8), self.chooser.randrange(60), tzinfo=UTC)
        return TrainingSheet(
            self.code,
            self.person_type,
            definition,
            session_no,
            datetime.combine(keyed, moment),
            texts,
            notes,
        )
