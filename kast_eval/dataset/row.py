"""One sheet coded into one row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kast_eval.answers.read import read_answers
from kast_eval.dataset.columns import (
    DATE_IMPUTED,
    FLAG_NAMES,
    KEYING_STATUS,
    LATE,
    column_names,
    form_scores,
)
from kast_eval.dataset.days import STUDY_DAY, SessionDays, quarter, study_day
from kast_eval.dataset.item_columns import item_codes
from kast_eval.dataset.lateness import SheetPlace, place_of
from kast_eval.dataset.scores import scores_of_row
from kast_eval.dataset.sheet import KeyedSheet
from kast_eval.dataset.status import form_status
from kast_eval.dataset.table import Code
from kast_eval.definition.derived import NOTHING_DERIVED, Derivations
from kast_eval.definition.form import FormDefinition
from kast_eval.errors import KastEvalError
from kast_eval.kinds.answer import Answer, Missing, Ruling
from kast_eval.wording import marked

NOTHING_LATE: Mapping[SheetPlace, int] = {}


class UnreadableSheetError(KastEvalError):
    """A kept text that the rules of today cannot read; says where, never what it is."""


@dataclass(frozen=True)
class CodedRow:
    """A row by column name, and the rulings and answers of the sheet by item name."""

    codes: Mapping[str, Code]
    rulings: tuple[tuple[str, Ruling], ...]
    answers: Mapping[str, Answer]


def code_rows(
    versions: Sequence[FormDefinition],
    sheets: Iterable[KeyedSheet],
    days: SessionDays,
    today: date,
    derivations: Derivations = NOTHING_DERIVED,
    *,
    late: Mapping[SheetPlace, int] = NOTHING_LATE,
) -> Iterator[CodedRow]:
    """Give the row of each sheet of one form; every row has the columns of all `versions`."""
    names = column_names(versions, derivations)
    papers: dict[tuple[int, frozenset[str]], FormDefinition] = {}
    for sheet in sheets:
        printed = (sheet.definition.version, sheet.optional_items)
        if printed not in papers:
            papers[printed] = sheet.paper or sheet.definition.as_asked(sheet.optional_items)
        codes: dict[str, Code] = dict.fromkeys(names, Missing.NOT_ASKED.value)
        answers = _read(sheet, papers[printed], today)
        rulings = _fill(codes, sheet, papers[printed], days, answers, late=late)
        codes |= scores_of_row(form_scores(sheet.definition, derivations), whole_numbers(codes))
        yield CodedRow(codes, rulings, answers)


def _fill(
    codes: dict[str, Code],
    sheet: KeyedSheet,
    paper: FormDefinition,
    days: SessionDays,
    answers: Mapping[str, Answer],
    *,
    late: Mapping[SheetPlace, int],
) -> tuple[tuple[str, Ruling], ...]:
    day, first = days.of_sheet(sheet, answers), days.first(sheet)
    codes |= _identity(sheet)
    codes |= _kept(sheet, form_status(sheet.definition, answers))
    for item in paper.items:
        codes |= item_codes(item, answers[item.name], first.day)
    if sheet.person_id is not None:
        codes[STUDY_DAY] = study_day(day.day, first.day)
        codes[LATE] = late.get(place_of(sheet), Missing.SKIPPED.value)
    codes["cal_quarter"] = quarter(day.day)
    rulings = tuple(
        (item.name, ruling) for item in paper.items for ruling in sorted(answers[item.name].rulings)
    )
    found = {ruling for _, ruling in rulings}
    codes |= {name: int(ruling in found) for ruling, name in FLAG_NAMES.items()}
    codes[KEYING_STATUS] = int(sheet.keying_status)
    codes[DATE_IMPUTED] = int(day.imputed or first.imputed)
    return rulings


def _read(sheet: KeyedSheet, paper: FormDefinition, today: date) -> Mapping[str, Answer]:
    known = {} if sheet.person_type is None else {"person_type": sheet.person_type}
    reading = read_answers(paper, sheet.texts, today=today, known=known)
    if reading.errors:
        raise UnreadableSheetError(
            marked(
                "Ett ark går inte att koda: {form}, mätpunkt {timepoint}, fråga {items}. "
                "Öppna arket, jämför med papperet och rätta."
            ),
            form=paper.title,
            timepoint=sheet.timepoint,
            items=", ".join(reading.errors[0].items),
        )
    return reading.answers


def whole_numbers(codes: Mapping[str, Code]) -> Mapping[str, int]:
    """Return the whole numbers of a row."""
    return {name: code for name, code in codes.items() if isinstance(code, int)}


def _identity(sheet: KeyedSheet) -> Mapping[str, Code]:
    whose = {} if sheet.person_id is None else {"person_id": sheet.person_id}
    return {
        **whose,
        "site_code": sheet.site_code,
        "form_version": sheet.definition.version,
        "timepoint": sheet.timepoint,
    }


def _kept(sheet: KeyedSheet, status: int) -> Mapping[str, Code]:
    """Return what the store knows of a person's sheet that was handed out and came back."""
    if sheet.person_type is None:
        return {}
    skipped = Missing.SKIPPED.value
    return {
        "person_type": sheet.person_type,
        "episode_no": sheet.episode_no,
        # A sheet that belongs to no session has no number to give.
        "session_no": skipped if sheet.session_no is None else sheet.session_no,
        "form_status": status,
        "not_offered_reason": skipped,
    }
