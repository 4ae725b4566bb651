"""Days as they leave: counted from the episode's first session, and as a quarter of a year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kast_eval.dataset.sheet import KeyedSheet
from kast_eval.definition.form import FormDefinition, Item, Subject, Timing
from kast_eval.kinds import Day
from kast_eval.kinds.answer import Answer, AnswerError, Missing, Ruling

SESSION_LOG = "session"
"""The form that says which day a session was."""

FIRST_SESSION = 1
"""The session that days are counted from."""

STUDY_DAY = "study_day"
"""The name that the day of a sheet leaves under."""


@dataclass(frozen=True)
class WrittenDay:
    """A day as the paper has it; None if it has none."""

    day: date | None = None
    imputed: bool = False


NO_DAY = WrittenDay()


@dataclass(frozen=True)
class SessionDays:
    """The day of each logged session, by person, episode and number."""

    days: Mapping[tuple[str, int, int], WrittenDay]
    # By the definition itself: it is the same one for all sheets of a form.
    _items: dict[int, Item | None] = field(default_factory=dict, repr=False, compare=False)

    def first(self, sheet: KeyedSheet) -> WrittenDay:
        """Return the day of the first session in the sheet's episode."""
        return self.days.get((*sheet.episode, FIRST_SESSION), NO_DAY)

    def of_sheet(self, sheet: KeyedSheet, answers: Mapping[str, Answer]) -> WrittenDay:
        """Return the day of a sheet; that of the session log goes before its own (3.5)."""
        if sheet.session_no is not None:
            logged = self.days.get((*sheet.episode, sheet.session_no), NO_DAY)
            if logged.day is not None:
                return logged
        definition = sheet.definition
        if id(definition) not in self._items:
            self._items[id(definition)] = day_item(definition)
        item = self._items[id(definition)]
        return NO_DAY if item is None else written_day(answers[item.name])


def read_session_days(sheets: Iterable[KeyedSheet]) -> SessionDays:
    """Return the days that the session logs among `sheets` tell, and the starts of relatives."""
    days: dict[tuple[str, int, int], WrittenDay] = {}
    # By the definition itself, as above; many sessions are held on the same day.
    items: dict[int, Item | None] = {}
    seen: dict[tuple[int, str], WrittenDay] = {}
    for sheet in sheets:
        form, number = id(sheet.definition), _session_told_by(sheet)
        if form not in items:
            items[form] = day_item(sheet.definition)
        item = items[form]
        if item is not None and number is not None:
            text = sheet.texts.get(item.name, "")
            if (form, text) not in seen:
                seen[form, text] = _read_day(item, text)
            days[*sheet.episode, number] = seen[form, text]
    return SessionDays(days)


def tells_a_session(definition: FormDefinition) -> bool:
    """Tell whether the form says which day a session was.

    No log is kept of a relative's sessions: the start form is filled in at the first of them.
    """
    starts_relative = definition.subject is Subject.RELATIVE and definition.timing is Timing.START
    return definition.form == SESSION_LOG or starts_relative


def _session_told_by(sheet: KeyedSheet) -> int | None:
    if not tells_a_session(sheet.definition):
        return None
    return sheet.session_no if sheet.definition.timing is Timing.SESSION else FIRST_SESSION


def _read_day(item: Item, text: str) -> WrittenDay:
    try:
        return written_day(item.read(text))
    except AnswerError:
        # The sheet itself is refused when its own row is coded, and says which it is.
        return NO_DAY


def day_item(definition: FormDefinition) -> Item | None:
    """Return the item that holds the day of the sheet."""
    return next((item for item in definition.items if is_sheet_day(item)), None)


def is_sheet_day(item: Item) -> bool:
    """Tell whether the item is the day of its sheet."""
    return isinstance(item.kind, Day) and item.export is not None and item.export.name == STUDY_DAY


def written_day(answer: Answer) -> WrittenDay:
    """Return the day that an answer holds."""
    value = answer.values[0]
    if not isinstance(value, date):
        return NO_DAY
    return WrittenDay(value, Ruling.DAY_IMPUTED in answer.rulings)


def study_day(day: date | None, first: date | None) -> int:
    """Return the days since the first session, or why there is no such number.

    A day before the first session is no negative number: those are missing reasons.
    """
    if day is None or first is None:
        return Missing.UNANSWERED.value
    days = (day - first).days
    return days if days >= 0 else Missing.UNREADABLE.value


def quarter(day: date | None) -> int:
    """Return the quarter of a year as one number, 20263 for July to September of 2026."""
    if day is None:
        return Missing.UNANSWERED.value
    return day.year * 10 + (day.month + 2) // 3
