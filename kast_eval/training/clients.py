"""Made-up clients from first session to last follow-up; the same seed gives the same clients."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from kast_eval.definition.form import Filler, FormDefinition, Subject, Timing
from kast_eval.study.client_code import draw_codes
from kast_eval.study.person import BUYS_SEX, OTHER_BEHAVIOUR
from kast_eval.training.course import HELD, Course, State, draw_states, moved
from kast_eval.training.known_texts import background, closing, log, present
from kast_eval.training.papers import LONGEST_WAIT, Hand, TrainingSheet

_COURSES = tuple(Course)
_GENDERS = "222122223222"
"""The genders of a dozen clients, as the start form codes them: each is met in practice."""
_LATEST_START_FORM = 35
_SHARE_LATE = 0.15
_SHARE_WITH_CHECK_IN = 0.85
_SHARE_LONG_AGO = 0.4
"""Of the clients who have closed so long ago that a follow-up may have come."""
_SHARE_FOLLOWED_UP = 0.8
_SHARE_DEVIATING = 0.3
_DEVIATIONS = "347"
"""What goes wrong, as the form codes it; a withdrawal would end the client's sheets."""
_REMEMBERED = 100
"""Days back from a form within which its answers hang together with those of the start."""

_FOLLOW_UPS = {3: 91, 6: 182, 12: 365}
"""On which day after the closing each follow-up comes, about."""


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
    asked = [one.as_asked() for one in definitions if one.subject is Subject.CLIENT]
    codes = draw_codes(letters, count, (), chooser)
    return tuple(_client(code, place, asked, chooser, last_day) for place, code in enumerate(codes))


def _client(
    code: str,
    place: int,
    definitions: Sequence[FormDefinition],
    chooser: Random,
    last_day: date,
) -> TrainingClient:
    # Course and gender go round, so that a few clients already show each of them.
    course, gender = _COURSES[place % len(_COURSES)], _GENDERS[place % len(_GENDERS)]
    states = draw_states(course, chooser)
    person_type = chooser.choice((BUYS_SEX, BUYS_SEX, OTHER_BEHAVIOUR))
    latest = last_day - timedelta(days=LONGEST_WAIT)
    days = _days(len(states), chooser, latest)
    papers = Papers(Hand(code, person_type, chooser), course, gender, states, days, latest)
    made = [sheet for definition in definitions for sheet in papers.of(definition)]
    sheets = tuple(sorted(made, key=lambda sheet: (sheet.entered_at, sheet.definition.letter)))
    return TrainingClient(code, person_type, course, sheets)


def _days(count: int, chooser: Random, latest: date) -> tuple[date, ...]:
    """Return the day of each session, one to three weeks apart."""
    long_ago = chooser.random() < _SHARE_LONG_AGO
    day = latest - timedelta(days=chooser.randint(110, 480) if long_ago else chooser.randint(0, 60))
    days = [day]
    while len(days) < count:
        day -= timedelta(days=chooser.choice((7, 7, 14, 14, 21)))
        days.append(day)
    return tuple(reversed(days))


@dataclass(frozen=True)
class Papers:
    """All that the sheets of one client are made from."""

    hand: Hand
    course: Course
    gender: str
    states: tuple[State, ...]
    days: tuple[date, ...]
    latest: date

    @property
    def stayed(self) -> bool:
        """Tell whether the client came to the planned end."""
        return self.course is not Course.DROP_OUT

    def of(self, definition: FormDefinition) -> Iterator[TrainingSheet]:
        """Give the client's sheets of a form."""
        match definition.timing:
            case Timing.START:
                yield self._at_start(definition)
            case Timing.SESSION:
                yield from self._at_sessions(definition)
            case Timing.CLOSING:
                yield from self._at_closing(definition)
            case Timing.FOLLOW_UP:
                yield from self._at_follow_ups(definition)
            case _:
                yield from self._at_deviation(definition)

    def _at_start(self, definition: FormDefinition) -> TrainingSheet:
        """Return the one sheet of a form for the start, late for some."""
        late = self._happens(_SHARE_LATE)
        wait = self.hand.chooser.randint(8, _LATEST_START_FORM) if late else 0
        # Nobody fills in how it is at the start once the contact has ended.
        day = min(self.days[0] + timedelta(days=wait), self.days[-1])
        return self.sheet(definition, None, day, self.states[0])

    def _at_sessions(self, definition: FormDefinition) -> Iterator[TrainingSheet]:
        """Give a sheet for each session: the log always, the client's if one came."""
        for number, (state, day) in enumerate(zip(self.states, self.days, strict=True), start=1):
            comes = state.attended == HELD and self._happens(_SHARE_WITH_CHECK_IN)
            if definition.filler is Filler.STAFF or comes:
                yield self.sheet(definition, number, day, state)

    def _at_closing(self, definition: FormDefinition) -> Iterator[TrainingSheet]:
        """Give the staff's closing form, and the client's own if the client came to the end."""
        if definition.filler is Filler.STAFF or self.stayed:
            yield self.sheet(definition, None, self.days[-1], self.states[-1])

    def _at_follow_ups(self, definition: FormDefinition) -> Iterator[TrainingSheet]:
        """Give those of the follow-ups of a client who stayed that have come about."""
        for place, (months, wait) in enumerate(_FOLLOW_UPS.items()):
            day = self.days[-1] + timedelta(days=wait + self.hand.chooser.randint(-7, 14))
            if self.stayed and day <= self.latest and self._happens(_SHARE_FOLLOWED_UP):
                yield self.sheet(definition, months, day, moved(self.states[-1], place))

    def _at_deviation(self, definition: FormDefinition) -> Iterator[TrainingSheet]:
        """Give the note of something that went wrong, for a few clients."""
        if self._happens(_SHARE_DEVIATING):
            yield self.sheet(definition, 1, self.days[0], self.states[0])

    def _happens(self, share: float) -> bool:
        return self.hand.chooser.random() < share

    def sheet(
        self, definition: FormDefinition, number: int | None, day: date, state: State
    ) -> TrainingSheet:
        """Return one paper of the day, filled in as it was then."""
        chooser, held = self.hand.chooser, sum(one.attended == HELD for one in self.states)
        buys = self.hand.person_type == BUYS_SEX
        earlier = self.states[0].purchases if (day - self.days[0]).days <= _REMEMBERED else 0
        chosen = {
            **log(state, day, chooser, last=day >= self.days[-1]),
            **background(state, chooser, buys=buys, earlier=earlier),
            "relapse_any": str(int(buys and self.course is Course.RELAPSE)),
            "deviation_kind": chooser.choice(_DEVIATIONS),
            "gender": self.gender,
            **present(state),
            **closing(self.days[-1], held, stayed=self.stayed),
        }
        return self.hand.fill_in(definition, number, day, chosen)
