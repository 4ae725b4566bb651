"""How an item leaves: its columns, and the codes that its answer puts there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kast_eval.dataset.column import EVERY_REASON, DatasetColumn
from kast_eval.dataset.days import is_sheet_day, study_day
from kast_eval.dataset.table import Code
from kast_eval.definition.form import Counted, Export, Item, Role
from kast_eval.definition.numbered import with_letter
from kast_eval.kinds.answer import Answer, Column, Measure, Value
from kast_eval.wording import Wording

_DAYS = Wording("dagar", "days")
_COUNTED = {
    Counted.FROM_FIRST_SESSION: Wording(
        "dagar efter första samtalet", "days after the first session"
    ),
    Counted.TO_FIRST_SESSION: Wording(
        "dagar från dagen till första samtalet", "days from the day to the first session"
    ),
}
"""What a day that leaves as a number of days says beside its question."""


def leaves(item: Item) -> bool:
    """Tell whether anything of the item may leave under its own name.

    What identifies a person or is a text never does, nor a day that the form gives no export;
    the day of the sheet leaves among the sheet's own columns.
    """
    if item.role in {Role.IDENTIFIER, Role.TEXT} or is_sheet_day(item):
        return False
    return item.export is not None or not any(column.is_day for column in item.columns())


def item_columns(item: Item, letter: str) -> tuple[DatasetColumn, ...]:
    """Return the columns that an item leaves with, on the form with `letter`."""
    if not leaves(item):
        return ()
    return tuple(_column(item, column, letter) for column in item.columns())


def _column(item: Item, column: Column, letter: str) -> DatasetColumn:
    bands = item.export.bands if item.export else ()
    days = item.export if column.is_day else None
    return DatasetColumn(
        name=item.export.name if item.export else column.name,
        label=_label(item.wording, _COUNTED[days.counted] if days else column.label),
        measure=Measure.ORDINAL if bands else column.measure,
        role=item.role,
        item=item.name,
        number=with_letter(letter, item.number) if item.number else "",
        asked=item.asked,
        codes={band.code: band.label for band in bands} or column.labels,
        missing=EVERY_REASON,
        unit=None if bands else _DAYS if days else column.unit,
        smallest=None if bands else 0 if days else column.smallest,
        largest=None if bands else column.largest,
    )


def _label(question: Wording, addition: Wording | None) -> Wording:
    if addition is None:
        return question
    return Wording(f"{question.sv} – {addition.sv}", f"{question.en} – {addition.en}")


@dataclass(frozen=True)
class ItemCoder:
    """How the answers of one item become codes: the columns, and how a single one leaves."""

    item: str
    names: tuple[str, ...]
    export: Export | None

    def put(self, codes: dict[str, Code], answer: Answer, first_session: date | None) -> None:
        """Put the codes of an answer into a row, by the names of the item's columns."""
        for name, value in zip(self.names, answer.values, strict=True):
            if self.export is None and isinstance(value, int):
                codes[name] = value
            else:
                codes[name] = _code(value, self.export, first_session)


def item_coder(item: Item) -> ItemCoder | None:
    """Return how an item leaves; None where nothing of it does."""
    if not leaves(item):
        return None
    columns = (item.export.name,) if item.export else tuple(one.name for one in item.columns())
    return ItemCoder(item.name, columns, item.export)


def item_codes(item: Item, answer: Answer, first_session: date | None) -> Mapping[str, Code]:
    """Return the codes of an answer by the names of the item's columns."""
    codes: dict[str, Code] = {}
    coder = item_coder(item)
    if coder is not None:
        coder.put(codes, answer, first_session)
    return codes


def _code(value: Value, export: Export | None, first_session: date | None) -> int:
    if isinstance(value, date):
        if export and export.counted is Counted.TO_FIRST_SESSION:
            return study_day(first_session, value)
        return study_day(value, first_session)
    if value < 0 or export is None or not export.bands:
        return value
    return next(band.code for band in export.bands if band.smallest <= value <= band.largest)
