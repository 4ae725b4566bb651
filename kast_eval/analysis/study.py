"""The persons that are analysed, out of the coded tables that leave."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kast_eval.dataset.coded_tables import HARMONISED
from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.columns import LATE
from kast_eval.dataset.derived_rows import DERIVED, EPISODES
from kast_eval.dataset.table import DatasetTable
from kast_eval.kinds.answer import Missing

START, CLOSING, HALF_YEAR = "t0", "t1", "f06"
"""The points that changes are told between."""

FOLLOW_UPS: Mapping[str, int] = {"f03": 3, HALF_YEAR: 6, "f12": 12}
"""The follow-ups, by months after the closing."""

_STAFF_FORMS = ("start_staff", "session", "closing_staff")
_OF_ITS_OWN = frozenset({LATE, "cal_quarter"})
"""What a sheet of the staff tells of itself, and not of the client's own sheet."""

_CLIENT_FORMS = ("start", "checkin", "closing", "followup")
_FORM_OF: Mapping[str, str] = {
    START: "start", CLOSING: "closing", **dict.fromkeys(FOLLOW_UPS, "followup"),
}  # fmt: skip
_RESPONSES = {CLOSING: "response_closing", HALF_YEAR: "response_f06"}
"""What tells of an episode whether a form was to be there: 0 if it was and is not."""

_CLINIC_FORM, _CLINIC, _STARTED = "clinic_year", "site_code", "start_year"
_OF_EPISODE = ""
_YEARS_NEW = 2


@dataclass(frozen=True)
class Person:
    """A client in the first episode: each number that is known, by point and variable.

    `forms` has the forms that there are, by point, and `unasked` what did not stand on them;
    `started` is the year that the clinic began.
    """

    numbers: Mapping[tuple[str, str], float] = field(repr=False)
    forms: frozenset[tuple[str, str]] = field(repr=False)
    unasked: frozenset[tuple[str, str]] = field(default=frozenset(), repr=False)
    started: float | None = None

    def number(self, name: str, point: str) -> float | None:
        """Return what was answered; None if there is no answer, for whatever reason."""
        return self.numbers.get((point, name))

    def of_episode(self, name: str) -> float | None:
        """Return a number of the whole episode."""
        return self.number(name, _OF_EPISODE)

    def answered(self, point: str) -> bool:
        """Tell whether the client's own form of a planned point is there."""
        return (point, _FORM_OF[point]) in self.forms

    def is_due(self, point: str) -> bool:
        """Tell whether the form of the point is there, or its window is over without it.

        Of the follow-ups that a clinic chooses, nobody knows whose are missing.
        """
        name = _RESPONSES.get(point)
        return self.answered(point) or (name is not None and self.of_episode(name) == 0)

    def should_say(self, name: str, point: str) -> bool:
        """Tell whether an answer is to be there: the form is due, and asks for it if it came."""
        came_without = self.answered(point) and (point, name) in self.unasked
        return self.is_due(point) and not came_without

    def sessions(self, name: str) -> Iterator[tuple[int, float]]:
        """Give the number of each session and what was answered then, in order."""
        for (point, known), number in sorted(self.numbers.items()):
            if known == name and point.startswith("s"):
                yield int(point[1:]), number

    @property
    def closed(self) -> bool:
        """Tell whether the staff have closed the episode."""
        return (CLOSING, "closing_staff") in self.forms

    @property
    def has_checkin(self) -> bool:
        """Tell whether there is a check-in of any session."""
        return any(form == "checkin" for _point, form in self.forms)

    @property
    def buys(self) -> bool | None:
        """Tell whether the client has ever bought sex, by the start form; None if it is unsaid."""
        said = self.number("buy_ever", START)
        return None if said is None else said == 1

    @property
    def began_late(self) -> bool:
        """Tell whether the start form came after its window: it is no baseline then."""
        return self.number(LATE, START) == 1

    @property
    def of_new_clinic(self) -> bool | None:
        """Tell whether the clinic was at most two years old when the client began."""
        quarter = self.number("cal_quarter", START)
        if quarter is None or self.started is None:
            return None
        return quarter // 10 - self.started <= _YEARS_NEW


@dataclass(frozen=True)
class Study:
    """Every client in the tables, and what is known of each column."""

    persons: tuple[Person, ...]
    columns: Mapping[str, DatasetColumn]

    @property
    def baseline(self) -> tuple[Person, ...]:
        """Return those whose start form came in time: changes are counted from them."""
        return tuple(
            one for one in self.persons if one.answered(START) and not one.began_late
        )  # fmt: skip


def read_study(tables: Sequence[DatasetTable]) -> Study:
    """Return the clients of the tables; what a release holds is all that is known.

    Each is told of in the first episode. Of a form with several versions the table is taken in
    which all its rows mean what the newest version says.
    """
    named = {table.name: table for table in tables}
    chosen = [
        (name, named.get(f"{name}_{HARMONISED}", named[name]))
        for name in (*_STAFF_FORMS, DERIVED, EPISODES, *_CLIENT_FORMS)
        if name in named
    ]
    episodes: dict[str, dict[float, _Episode]] = {}
    for name, table in chosen:
        _take_in(episodes, name, table)
    started = _started(named.get(_CLINIC_FORM))
    persons = tuple(
        found.person(started) for _whose, found in sorted(_firsts(episodes), key=lambda one: one[0])
    )
    columns = {column.name: column for _name, table in chosen for column in table.columns}
    return Study(persons, columns)


@dataclass
class _Episode:
    """What is read of one episode so far."""

    numbers: dict[tuple[str, str], float] = field(default_factory=dict)
    forms: set[tuple[str, str]] = field(default_factory=set)
    unasked: set[tuple[str, str]] = field(default_factory=set)
    clinic: str = ""

    def person(self, started: Mapping[str, float]) -> Person:
        return Person(
            self.numbers,
            frozenset(self.forms),
            frozenset(self.unasked),
            started.get(self.clinic),
        )


def _firsts(episodes: Mapping[str, Mapping[float, _Episode]]) -> Iterable[tuple[str, _Episode]]:
    return ((whose, of_person[min(of_person)]) for whose, of_person in episodes.items())


def _take_in(episodes: dict[str, dict[float, _Episode]], form: str, table: DatasetTable) -> None:
    places = {name: place for place, name in enumerate(table.names)}
    numbers = [
        (place, column.name)
        for place, column in enumerate(table.columns)
        # What may be below zero has its missing reasons elsewhere, and is worked out here anew.
        if not (column.text or column.signed)
        and not (form in _STAFF_FORMS and column.name in _OF_ITS_OWN)
    ]
    for row in table.rows:
        number = row[places["episode_no"]]
        point = str(row[places["timepoint"]]) if "timepoint" in places else _OF_EPISODE
        of_person = episodes.setdefault(str(row[places["person_id"]]), {})
        one = of_person.setdefault(float(number), _Episode())
        one.forms.add((point, form))
        if _CLINIC in places:
            one.clinic = str(row[places[_CLINIC]])
        for place, name in numbers:
            cell = row[place]
            if not isinstance(cell, str) and cell >= 0:
                one.numbers[point, name] = cell
            elif cell == Missing.NOT_ASKED:
                one.unasked.add((point, name))


def _started(table: DatasetTable | None) -> Mapping[str, float]:
    """Return the year that each clinic began, as its newest form says."""
    if table is None or not {_CLINIC, _STARTED} <= set(table.names):
        return {}
    clinic, year = (table.names.index(name) for name in (_CLINIC, _STARTED))
    found: dict[str, float] = {}
    for row in table.rows:
        said = row[year]
        if not isinstance(said, str) and said >= 0:
            found[str(row[clinic])] = said
    return found
