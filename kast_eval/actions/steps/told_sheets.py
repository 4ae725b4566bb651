"""What the sheets of a clinic told at a moment: the items that pictures of clinics are made of."""

from datetime import date, datetime

from kast_eval import clock
from kast_eval.actions.steps.sheet import printed_as
from kast_eval.dataset.days import day_item, is_sheet_day
from kast_eval.definition.form import FormDefinition, Item
from kast_eval.definition.library import Library
from kast_eval.kinds.answer import AnswerError, Value
from kast_eval.quality.known_items import KNOWN_ITEMS
from kast_eval.store.session import Session
from kast_eval.store.sheets_then import SheetThen, sheets_then
from kast_eval.study.expected import FILLED_IN, SheetFacts
from kast_eval.study.schedule import Schedule

Values = tuple[tuple[str, Value], ...]

_DAY = ""
"""Stands for the day of a sheet among its values, whatever its item is called."""


def told_sheets(
    session: Session,
    reader: "TextReader",
    site_code: str,
    before: datetime,
    *,
    only_whole: bool = False,
) -> tuple[SheetFacts, ...]:
    """Return the clinic's sheets as they were before a moment.

    `only_whole` leaves out what was corrected since: of a clinic that has left the study such a
    sheet stays at home (manual, decisions/study-border.md).
    """
    return tuple(
        reader.facts(one)
        for one in sheets_then(session, site_code, before)
        if not (only_whole and one.corrected)
    )


class TextReader:
    """Reads texts of items, each text of each item once: answers come again and again."""

    def __init__(self, library: Library, schedule: Schedule) -> None:
        """Begin without having read anything."""
        self._library = library
        self._schedule = schedule
        self._papers: dict[tuple[str, int, str, frozenset[str]], tuple[Item, ...]] = {}
        self._read: dict[tuple[int, str], Values] = {}

    def facts(self, sheet: SheetThen) -> SheetFacts:
        """Return what is known of a sheet: the codes and the days of the items that are known."""
        values = dict(
            value
            for item in self._items(sheet)
            for value in self._values(item, sheet.texts.get(item.name, ""))
        )
        codes = {name: one for name, one in values.items() if isinstance(one, int)}
        days = {name: one for name, one in values.items() if isinstance(one, date)}
        return SheetFacts(
            sheet.public_id,
            sheet.code,
            sheet.person_type,
            sheet.episode_no,
            sheet.form,
            sheet.timepoint,
            sheet.number,
            sheet.version,
            clock.clinic_day(sheet.created),
            days.pop(_DAY, None),
            FILLED_IN,
            codes,
            days,
        )

    def _items(self, sheet: SheetThen) -> tuple[Item, ...]:
        key = sheet.form, sheet.version, sheet.definition_checksum, sheet.optional_items
        if key not in self._papers:
            self._papers[key] = self._wanted(printed_as(self._library, *key))
        return self._papers[key]

    def _wanted(self, paper: FormDefinition) -> tuple[Item, ...]:
        names = {*KNOWN_ITEMS.get(paper.form, ()), *self._schedule.signs.items_of(paper.form)}
        day = day_item(paper)
        return tuple(one for one in paper.items if one.name in names or one is day)

    def _values(self, item: Item, text: str) -> Values:
        key = id(item), text
        if key not in self._read:
            self._read[key] = _values_of(item, text)
        return self._read[key]


def _values_of(item: Item, text: str) -> Values:
    try:
        answer = item.read(text)
    except AnswerError:
        # What no rule of today can read is no answer; the sheet's own page says so.
        return ()
    names = (column.name for column in item.columns())
    found = tuple(zip(names, answer.values, strict=True))
    return (*found, (_DAY, found[0][1])) if is_sheet_day(item) else found
