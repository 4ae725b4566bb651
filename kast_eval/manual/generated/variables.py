"""The list of variables: every column of every file of the dataset."""

from collections.abc import Iterator, Mapping, Sequence

from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.columns import form_columns
from kast_eval.dataset.derived_rows import DERIVED, EPISODES, FILES, derived_columns
from kast_eval.definition.derived import Derivations
from kast_eval.definition.form import FormDefinition
from kast_eval.manual.generated.forms import form_title
from kast_eval.manual.references import question_anchor
from kast_eval.manual.tree import Block, Heading, Paragraph, Run, Runs, Table

_HEAD = tuple((Run(name),) for name in ("Variabel", "Nr", "Vad", "Värden"))
_SHARES = (4, 1, 6, 4)
_DERIVED_HEAD = tuple((Run(name),) for name in ("Variabel", "Vad", "Så räknas det"))
_DERIVED_SHARES = (4, 4, 7)
_ON_EVERY_ROW = "Kolumner som raderna har utöver frågorna"
_DERIVED_FILES: Mapping[str, str] = {
    DERIVED: "Uträknat för varje mätpunkt: derived.csv",
    EPISODES: "Uträknat för varje insatsperiod: episodes.csv",
}
_READ_SO = (
    "Reglerna är de som programmet räknar med. t0.namn är värdet vid starten, ett namn utan punkt "
    "värdet vid samma mätpunkt. == betyder lika med, != skilt från, and och, or eller."
)


def variable_blocks(forms: Sequence[FormDefinition], derivations: Derivations) -> tuple[Block, ...]:
    """Return a table of columns for each file; a variable that stands on several is in each."""
    columns = [(form, form_columns(form, derivations)) for form in forms]
    shared = {
        column.name: column
        for form, of_form in columns
        for column in of_form
        if not _is_own(form, column)
    }
    names = tuple(shared)
    blocks: list[Block] = [
        Heading(2, (Run(_ON_EVERY_ROW),), ("variabler-alla",), variables=names),
        Table(_HEAD, tuple(_row(column, None) for column in shared.values()), _SHARES),
    ]
    for form, of_form in columns:
        own = tuple(column for column in of_form if _is_own(form, column))
        blocks += _table(form, own)
    for file, title in _DERIVED_FILES.items():
        own = derived_columns(file, derivations)[len(FILES[file]) :]
        blocks += _derived_table(title, f"variabler-{file}", own)
    return tuple(blocks)


def _is_own(form: FormDefinition, column: DatasetColumn) -> bool:
    """Tell whether a column is of the form's own questions, its head or its scores."""
    kept = {item.name for item in form.kept}
    return bool(column.worked_out) or (bool(column.item) and column.item not in kept)


def _table(form: FormDefinition, columns: Sequence[DatasetColumn]) -> Iterator[Block]:
    # The variables of a question are found at the question; a score has no place but this.
    scores = tuple(column.name for column in columns if column.worked_out)
    anchor = f"variabler-{form.form}"
    yield Heading(2, (Run(form_title(form)),), (anchor,), variables=scores)
    yield Table(_HEAD, tuple(_row(column, form) for column in columns), _SHARES)


def _derived_table(title: str, anchor: str, columns: Sequence[DatasetColumn]) -> Iterator[Block]:
    names = tuple(column.name for column in columns)
    yield Heading(2, (Run(title),), (anchor,), variables=names)
    yield Paragraph((Run(_READ_SO),))
    rows = tuple(
        tuple((Run(text),) for text in (column.name, column.label.sv, values_in_words(column)))
        for column in columns
    )
    yield Table(_DERIVED_HEAD, rows, _DERIVED_SHARES)


def _row(column: DatasetColumn, form: FormDefinition | None) -> tuple[Runs, ...]:
    target = question_anchor(form, column.item) if form and column.item else ""
    number = Run(column.number or ("huvud" if target else "–"), target=target)
    return (
        (Run(column.name),),
        (number,),
        (Run(column.label.sv),),
        (Run(values_in_words(column)),),
    )


def values_in_words(column: DatasetColumn) -> str:
    """Return the values of a column, and how they come about if they are worked out."""
    parts = [", ".join(f"{code} {label.sv}" for code, label in column.codes.items())]
    if column.smallest is not None and column.largest is not None:
        labels = f" ({parts[0]})" if parts[0] else ""
        parts = [f"{column.smallest}–{column.largest}{labels}"]
    elif column.unit:
        parts = [column.unit.sv]
    if column.text:
        parts = ["text"]
    if column.worked_out:
        parts.append(column.worked_out.sv)
    return ". ".join(part for part in parts if part) or "heltal"
