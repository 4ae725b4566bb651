"""One sheet coded into one row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kast_eval.answers.read import Seen, read_saved
from kast_eval.dataset.columns import (
    DATE_IMPUTED,
    FLAG_NAMES,
    KEYING_STATUS,
    LATE,
    column_names,
    form_scores,
)
from kast_eval.dataset.days import STUDY_DAY, SessionDays, quarter, study_day
from kast_eval.dataset.item_columns import ItemCoder, item_coder
from kast_eval.dataset.lateness import SheetPlace, place_of
from kast_eval.dataset.scores import scores_of_row
from kast_eval.dataset.sheet import KeyedSheet
from kast_eval.dataset.status import pages_of, pages_status
from kast_eval.dataset.table import Code
from kast_eval.definition.derived import NOTHING_DERIVED, Derivations
from kast_eval.definition.form import FormDefinition, Item
from kast_eval.definition.score import Score
from kast_eval.errors import KastEvalError
from kast_eval.kinds.answer import Answer, Missing, Ruling
from kast_eval.wording import marked

NOTHING_LATE: Mapping[SheetPlace, int] = {}
_NO_FLAGS = dict.fromkeys(FLAG_NAMES.values(), 0)


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
    blank = dict.fromkeys(column_names(versions, derivations), Missing.NOT_ASKED.value)
    papers: dict[tuple[int, frozenset[str]], _Paper] = {}
    for sheet in sheets:
        printed = (sheet.definition.version, sheet.optional_items)
        if printed not in papers:
            papers[printed] = _paper_of(sheet, derivations)
        paper = papers[printed]
        codes: dict[str, Code] = {**blank}
        answers = paper.read(sheet, today)
        rulings = _fill(codes, sheet, paper, days, answers, late=late)
        if paper.scores:
            codes |= scores_of_row(paper.scores, whole_numbers(codes, paper.scores))
        yield CodedRow(codes, rulings, answers)


@dataclass(frozen=True)
class _Paper:
    """What is the same of every sheet of one version with the same questions on its paper.

    The answers of the `plain` items are the codes of their columns as they stand; those of others
    have coders. `seen` has what texts meant on the sheets before.
    """

    definition: FormDefinition
    plain: tuple[str, ...]
    plain_columns: tuple[str, ...]
    coders: tuple[ItemCoder, ...]
    scores: tuple[Score, ...]
    pages: tuple[tuple[Item, ...], ...]
    seen: Seen = field(default_factory=dict, repr=False)

    def read(self, sheet: KeyedSheet, today: date) -> Mapping[str, Answer]:
        """Return the answers of a sheet, or raise UnreadableSheetError."""
        known = {} if sheet.person_type is None else {"person_type": sheet.person_type}
        reading = read_saved(self.definition, sheet.texts, today=today, known=known, seen=self.seen)
        if reading.errors:
            raise UnreadableSheetError(
                marked(
                    "Ett ark går inte att koda: {form}, mätpunkt {timepoint}, fråga {items}. "
                    "Öppna arket, jämför med papperet och rätta."
                ),
                form=self.definition.title,
                timepoint=sheet.timepoint,
                items=", ".join(reading.errors[0].items),
            )
        return reading.answers


def _paper_of(sheet: KeyedSheet, derivations: Derivations) -> _Paper:
    paper = sheet.paper or sheet.definition.as_asked(sheet.optional_items)
    coders = [coder for coder in map(item_coder, paper.items) if coder]
    plain = [coder for coder in coders if coder.export is None]
    return _Paper(
        paper,
        tuple(coder.item for coder in plain),
        tuple(name for coder in plain for name in coder.names),
        tuple(coder for coder in coders if coder.export),
        form_scores(sheet.definition, derivations),
        pages_of(sheet.definition),
    )


def _fill(
    codes: dict[str, Code],
    sheet: KeyedSheet,
    paper: _Paper,
    days: SessionDays,
    answers: Mapping[str, Answer],
    *,
    late: Mapping[SheetPlace, int],
) -> tuple[tuple[str, Ruling], ...]:
    day, first = days.of_sheet(sheet, answers), days.first(sheet)
    codes |= _identity(sheet)
    codes |= _kept(sheet, pages_status(paper.pages, answers))
    values = (value for item in paper.plain for value in answers[item].values)
    numbers = [value for value in values if isinstance(value, int)]
    codes.update(zip(paper.plain_columns, numbers, strict=True))
    for coder in paper.coders:
        coder.put(codes, answers[coder.item], first.day)
    if sheet.person_id is not None:
        codes[STUDY_DAY] = study_day(day.day, first.day)
        codes[LATE] = late.get(place_of(sheet), Missing.SKIPPED.value)
    codes["cal_quarter"] = quarter(day.day)
    rulings = tuple(
        (name, ruling)
        for name, answer in answers.items()
        if answer.rulings
        for ruling in sorted(answer.rulings)
    )
    codes |= _NO_FLAGS
    for _name, ruling in rulings:
        if ruling in FLAG_NAMES:
            codes[FLAG_NAMES[ruling]] = 1
    codes[KEYING_STATUS] = int(sheet.keying_status)
    codes[DATE_IMPUTED] = int(day.imputed or first.imputed)
    return rulings


def whole_numbers(codes: Mapping[str, Code], scores: Iterable[Score]) -> Mapping[str, int]:
    """Return the whole numbers of a row that scores are made of."""
    of_scores = {name: codes[name] for score in scores for name in score.items if name in codes}
    return {name: code for name, code in of_scores.items() if isinstance(code, int)}


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
