"""The columns of a form's file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.days import STUDY_DAY
from kast_eval.dataset.item_columns import item_columns
from kast_eval.dataset.score_columns import NO_YES, score_columns
from kast_eval.definition.derived import NOTHING_DERIVED, Derivations
from kast_eval.definition.form import FormDefinition, Item, Role, Subject
from kast_eval.definition.read_score import item_ends
from kast_eval.definition.score import Score
from kast_eval.kinds.answer import Measure, Missing, Ruling
from kast_eval.study.keying_status import STATUS_LABELS
from kast_eval.wording import Wording

LATE = "late_flag"
"""The name of what says whether a sheet came outside its window."""

IDENTITY = (
    DatasetColumn(
        "person_id",
        Wording("Personens löpnummer i datafilen", "The person's id in the dataset"),
        Measure.NOMINAL, Role.TECHNICAL, text=True,
    ),
    DatasetColumn(
        "site_code",
        Wording("Mottagningens kommunkod", "Municipality code of the clinic"),
        Measure.NOMINAL, Role.QUASI, text=True,
    ),
    DatasetColumn(
        "form_version",
        Wording("Formulärets version", "Version of the form"),
        Measure.ORDINAL, Role.TECHNICAL,
    ),
    DatasetColumn(
        "timepoint",
        Wording(
            "Mätpunkt: t0 är starten, s01–s99 är samtal 1–99, t1 är avslutet, f03, f06 och f12 är "
            "uppföljningar; y2026 är ett år, o01–o99 löpnummer och r0001–r9999 rader",
            "Time point: t0 is the start, s01–s99 are sessions 1–99, t1 is the closing, f03, f06 "
            "and f12 are follow-ups; y2026 is a year, o01–o99 running numbers, r0001–r9999 rows",
        ),
        Measure.NOMINAL, Role.OTHER, text=True,
    ),
)  # fmt: skip
"""What every row begins with."""

DAYS = (
    DatasetColumn(
        STUDY_DAY,
        Wording("Dagar sedan första samtalet", "Days since the first session"),
        Measure.SCALE, Role.QUASI, missing=(Missing.UNREADABLE, Missing.UNANSWERED),
        unit=Wording("dagar", "days"), smallest=0,
    ),
    DatasetColumn(
        "cal_quarter",
        Wording("År och kvartal, till exempel 20263", "Year and quarter, for example 20263"),
        Measure.ORDINAL, Role.QUASI, missing=(Missing.UNANSWERED,),
    ),
    DatasetColumn(
        LATE,
        Wording("Bladet kom utanför sitt fönster", "The sheet came outside its window"),
        Measure.NOMINAL, Role.TECHNICAL, codes=NO_YES,
        missing=(Missing.SKIPPED, Missing.UNANSWERED, Missing.FORM_MISSING),
    ),
)  # fmt: skip
"""All that leaves of the day of a sheet."""

CLINIC_IDENTITY = tuple(column for column in IDENTITY if column.name != "person_id")
"""What a row about the clinic itself begins with."""

CLINIC_DAYS = tuple(column for column in DAYS if column.name not in {STUDY_DAY, LATE})
"""A clinic has no first session to count days from, and no windows of an episode."""

FLAG_NAMES: Mapping[Ruling, str] = {
    Ruling.AMBIGUOUS: "amb_flag",
    Ruling.SKIP_ANSWERED: "route_flag",
    Ruling.TOO_MANY: "max_flag",
    Ruling.CONTRADICTION: "incons_flag",
}
"""The flag of a sheet in which a rule of the manual was needed; flags.csv names the items."""

DATE_IMPUTED = "date_imputed"

_FLAG_LABELS: Mapping[str, Wording] = {
    "amb_flag": Wording(
        "Något svar var oklart och kodades enligt manualen",
        "Some answer was ambiguous and coded by the manual",
    ),
    "route_flag": Wording(
        "Någon fråga besvarades fast den skulle hoppas över",
        "Some question was answered although it was to be skipped",
    ),
    "max_flag": Wording(
        "Någon fråga har fler kryss än den tillåter", "Some question has more ticks than it allows"
    ),
    "incons_flag": Wording("Några svar motsäger varandra", "Some answers contradict each other"),
    DATE_IMPUTED: Wording(
        "Bladets eller första samtalets dag i månaden saknades, den 15:e används",
        "The sheet's or the first session's day of the month was missing, the 15th is used",
    ),
}

KEYING_STATUS = "keying_status"

FLAGS = (
    *(
        DatasetColumn(name, label, Measure.NOMINAL, Role.TECHNICAL, codes=NO_YES)
        for name, label in _FLAG_LABELS.items()
    ),
    DatasetColumn(
        KEYING_STATUS,
        Wording(
            "Inskrivningen: 2 och 3 är inte slutliga", "The keying: 2 and 3 are not final"
        ),
        Measure.NOMINAL, Role.TECHNICAL, codes=STATUS_LABELS,
    ),
)  # fmt: skip
"""What every row ends with."""


def form_columns(
    definition: FormDefinition, derivations: Derivations = NOTHING_DERIVED
) -> tuple[DatasetColumn, ...]:
    """Return the columns of one version of a form, the items on request among them.

    Its scores follow on its questions: its own, and those of `derivations` whose items it has.
    """
    questions = tuple(item for question in definition.questions for item in question.items)
    of_clinic = definition.subject is Subject.CLINIC
    asked = _of_items(questions, definition.letter)
    return (
        *(CLINIC_IDENTITY if of_clinic else IDENTITY),
        *_of_items(definition.kept, definition.letter),
        *_of_items(definition.head, definition.letter),
        *(CLINIC_DAYS if of_clinic else DAYS),
        *asked,
        *score_columns(form_scores(definition, derivations)),
        *FLAGS,
    )


def form_scores(definition: FormDefinition, derivations: Derivations) -> tuple[Score, ...]:
    """Return the scores of a form: its own, and those of all forms whose items it has.

    A version that has an item on another scale has not the score.
    """
    ends = {item.name: item_ends(item) for item in definition.items}
    shared = (
        score
        for score in derivations.scores
        if all(ends.get(name) == (score.item_smallest, score.item_largest) for name in score.items)
    )
    return (*definition.scores, *shared)


def _of_items(items: Sequence[Item], letter: str) -> tuple[DatasetColumn, ...]:
    return tuple(column for item in items for column in item_columns(item, letter))


def file_columns(
    versions: Sequence[FormDefinition], derivations: Derivations = NOTHING_DERIVED
) -> tuple[DatasetColumn, ...]:
    """Return the columns of a form's file over all its versions.

    Those of the newest stand first; what only an older version asked comes after them. A column
    has the codes of every version; where one means different things, its label says so.
    """
    newest_first = sorted(versions, key=lambda definition: -definition.version)
    columns: dict[str, DatasetColumn] = {}
    for one in newest_first:
        for column in form_columns(one, derivations):
            newer = columns.get(column.name)
            columns[column.name] = column if newer is None else _both(newer, column, one.version)
    return tuple(columns.values())


def _both(newer: DatasetColumn, older: DatasetColumn, version: int) -> DatasetColumn:
    """Return the newer column with what its codes meant in an older version."""
    codes = dict(newer.codes)
    for code, label in older.codes.items():
        known = codes.setdefault(code, label)
        if known != label:
            codes[code] = Wording(
                f"{known.sv} (version {version}: {label.sv})",
                f"{known.en} (version {version}: {label.en})",
            )
    missing = tuple(reason for reason in Missing if reason in {*newer.missing, *older.missing})
    return replace(newer, codes=codes, missing=missing)


def column_names(
    versions: Sequence[FormDefinition], derivations: Derivations = NOTHING_DERIVED
) -> tuple[str, ...]:
    """Return the names of the columns of a form's file over all its versions."""
    return tuple(column.name for column in file_columns(versions, derivations))
