"""Which sheets came outside their window, by the very rules that the ledger of forms goes by."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from kast_eval.dataset.days import day_item
from kast_eval.dataset.sheet import KeyedSheet
from kast_eval.definition.form import Item, Timing
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
    facts = [_facts(schedule, sheet, sheet.person_id, today) for sheet in sheets if sheet.person_id]
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


def _facts(schedule: Schedule, sheet: KeyedSheet, person_id: str, today: date) -> SheetFacts:
    definition = sheet.definition
    own = day_item(definition)
    day = None if own is None else _read(own, sheet)
    read = {name: _read(item, sheet) for name, item in _signs(schedule, sheet)}
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


def _signs(schedule: Schedule, sheet: KeyedSheet) -> Iterator[tuple[str, Item]]:
    """Give the items that the schedule reads, as far as the sheet's version has them."""
    wanted = schedule.signs.items_of(sheet.definition.form)
    for item in sheet.definition.items:
        if item.name in wanted:
            yield item.name, item


def _read(item: Item, sheet: KeyedSheet) -> Value:
    try:
        return item.read(sheet.texts.get(item.name, "")).values[0]
    except AnswerError:
        # The sheet itself is refused when its own row is coded, and says which it is.
        return Missing.UNREADABLE.value
