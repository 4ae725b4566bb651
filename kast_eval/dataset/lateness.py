"""Which sheets came outside their window, by the very rules that the ledger of forms goes by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kast_eval.dataset.days import day_item
from kast_eval.dataset.sheet import KeyedSheet
from kast_eval.definition.form import FormDefinition, Item, Timing
from kast_eval.kinds.answer import AnswerError, Missing, Value
from kast_eval.study.episode import KnownEpisode, episodes_of
from kast_eval.study.expected import FILLED_IN, SheetFacts
from kast_eval.study.schedule import Schedule, anchor_day
from kast_eval.study.wanted import Wanted, wanted_of_episode

SheetPlace = tuple[str, int, str, str]
"""Whose sheet, of which episode, of which form, at which time point."""


@dataclass(frozen=True)
class Windows:
    """What the windows say: the code of each sheet that has one, and the points that are over.

    `over` is by person and number of the episode.
    """

    late: Mapping[SheetPlace, int] = field(default_factory=dict)
    over: Mapping[tuple[str, int], frozenset[str]] = field(default_factory=dict)


def read_windows(schedule: Schedule, sheets: Iterable[KeyedSheet], today: date) -> Windows:
    """Return what the windows of the schedule say of the sheets of persons."""
    read = _Read(schedule)
    facts = [read.facts(sheet, sheet.person_id, today) for sheet in sheets if sheet.person_id]
    episodes = episodes_of(schedule, facts)
    over = {(one.code, one.number): _over(schedule, one, today) for one in episodes}
    return Windows(_late(schedule, episodes), over)


def _over(schedule: Schedule, episode: KnownEpisode, today: date) -> frozenset[str]:
    anchors = {point: anchor_day(point, episode.anchors()) for point in schedule.points}
    return frozenset(
        point.name for point, day in anchors.items() if day and (today - day).days > point.latest
    )


def _late(schedule: Schedule, episodes: Iterable[KnownEpisode]) -> Mapping[SheetPlace, int]:
    return {
        (episode.code, episode.number, wanted.form, wanted.timepoint): _code(
            schedule, episode, wanted, wanted.sheet
        )
        for episode in episodes
        # A sheet of a point that the clinic does not follow has a window all the same.
        for wanted in wanted_of_episode(schedule, episode, schedule.optional_points)
        if wanted.sheet is not None
    }


def place_of(sheet: KeyedSheet) -> SheetPlace:
    """Return the place of a sheet."""
    return *sheet.episode, sheet.definition.form, sheet.timepoint


def _code(schedule: Schedule, episode: KnownEpisode, wanted: Wanted, sheet: SheetFacts) -> int:
    timing = schedule.forms[wanted.form].timing
    if timing is Timing.SESSION:
        # It is of the day of its session, whatever day stands on it (manual, 12).
        return Missing.SKIPPED.value
    if sheet.day is None:
        return Missing.UNANSWERED.value
    if timing is not Timing.START and episode.closed is None:
        return Missing.FORM_MISSING.value
    return int(wanted.late)


@dataclass(frozen=True)
class _Signs:
    """The items of one version of a form that the schedule reads, and the day of the sheet.

    `seen` has what their texts meant on the sheets before.
    """

    day: Item | None
    items: tuple[Item, ...]
    seen: dict[tuple[str, str], Value] = field(default_factory=dict, repr=False)

    def read(self, item: Item, sheet: KeyedSheet) -> Value:
        """Return what an item of a sheet says."""
        text = sheet.texts.get(item.name, "")
        value = self.seen.get((item.name, text))
        if value is None:
            value = self.seen[item.name, text] = _value(item, text)
        return value


def _value(item: Item, text: str) -> Value:
    try:
        return item.read(text).values[0]
    except AnswerError:
        # The sheet itself is refused when its own row is coded, and says which it is.
        return Missing.UNREADABLE.value


@dataclass(frozen=True)
class _Read:
    """What is found once of each definition, by the very one: all sheets of a form have it."""

    schedule: Schedule
    signs: dict[int, _Signs] = field(default_factory=dict)

    def facts(self, sheet: KeyedSheet, person_id: str, today: date) -> SheetFacts:
        """Return what the schedule goes by of a person's sheet."""
        definition = sheet.definition
        signs = self._signs(definition)
        day = None if signs.day is None else signs.read(signs.day, sheet)
        read = {item.name: signs.read(item, sheet) for item in signs.items}
        return SheetFacts(
            public_id="",
            code=person_id,
            person_type=sheet.person_type,
            episode_no=sheet.episode_no,
            form=definition.form,
            timepoint=sheet.timepoint,
            number=sheet.number,
            version=definition.version,
            saved_on=today,
            day=day if isinstance(day, date) else None,
            status=FILLED_IN,
            codes={
                name: value for name, value in read.items() if isinstance(value, int) and value >= 0
            },
            days={name: value for name, value in read.items() if isinstance(value, date)},
        )

    def _signs(self, definition: FormDefinition) -> _Signs:
        if id(definition) not in self.signs:
            wanted = self.schedule.signs.items_of(definition.form)
            items = tuple(item for item in definition.items if item.name in wanted)
            self.signs[id(definition)] = _Signs(day_item(definition), items)
        return self.signs[id(definition)]
