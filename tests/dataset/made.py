"""Sheets for the tests of the dataset: a line each, what is not said is as usual."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from kast_eval.dataset.days import read_session_days
from kast_eval.dataset.row import CodedRow, code_rows
from kast_eval.dataset.sheet import KeyedSheet
from kast_eval.dataset.table import Code
from kast_eval.definition.derived import read_derivations
from kast_eval.definition.form import FormDefinition, Subject
from kast_eval.study.timepoint import timepoint
from tests.definition.example import REAL_FORMS, real_library

TODAY = date(2026, 9, 30)
LIBRARY = real_library()
DERIVATIONS = read_derivations(REAL_FORMS, LIBRARY)
START = LIBRARY.newest("start")
CHECKIN = LIBRARY.newest("checkin")
SESSION = LIBRARY.newest("session")


def sheet(
    definition: FormDefinition,
    number: int | None = None,
    *,
    person: str = "0123456789",
    person_type: int = 1,
    episode_no: int = 1,
    optional: frozenset[str] = frozenset(),
    **texts: str,
) -> KeyedSheet:
    return KeyedSheet(
        person_id=None if definition.subject is Subject.CLINIC else person,
        site_code="0680",
        person_type=None if definition.subject is Subject.CLINIC else person_type,
        definition=definition,
        optional_items=optional,
        episode_no=episode_no,
        timepoint=timepoint(definition.timing, number),
        number=number,
        texts=texts,
    )


def code(one: KeyedSheet, *others: KeyedSheet) -> CodedRow:
    """Return the row of a sheet, in a study where the others were filled in too."""
    days = read_session_days([one, *others])
    (row,) = code_rows([one.definition], [one], days, TODAY, DERIVATIONS)
    return row


def codes(one: KeyedSheet, *others: KeyedSheet) -> Mapping[str, Code]:
    return code(one, *others).codes


def first_session(text: str = "2026-03-09", **more: str) -> KeyedSheet:
    return replace(sheet(SESSION, 1), texts={"session_date": text, **more})


def table(contents: bytes) -> Sequence[Sequence[str]]:
    """Return the cells of a CSV file as another program splits them."""
    return [line.split(",") for line in contents.decode().splitlines()]
