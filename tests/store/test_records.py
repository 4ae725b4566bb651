from dataclasses import fields

from kast_eval.store.entries import ENTRY_COLUMNS
from kast_eval.store.records import EntryRecord, SheetRecord
from kast_eval.store.sheets import SHEET_COLUMNS


def test_columns_stand_in_the_order_of_the_records_fields() -> None:
    assert [column.key for column in SHEET_COLUMNS] == [one.name for one in fields(SheetRecord)]
    assert [column.key for column in ENTRY_COLUMNS] == [one.name for one in fields(EntryRecord)]
