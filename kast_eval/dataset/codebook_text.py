"""The codebook as a list to read or print, in one language."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from kast_eval.dataset.codebook import FLAGS_TABLE, column_codes
from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.columns import form_columns
from kast_eval.dataset.derived_rows import DERIVED, EPISODES, derived_columns
from kast_eval.definition.derived import NOTHING_DERIVED, Derivations
from kast_eval.definition.form import Asked, FormDefinition
from kast_eval.kinds.answer import MISSING_LABELS, RULING_LABELS, Missing
from kast_eval.wording import Language, marked, program_text

WIDTH = 88
"""In characters, so that a page of A4 holds a line."""

_CODE_WIDTH = 7

_DERIVED_FILES: Mapping[str, str] = {
    DERIVED: marked("Uträknat för varje mätpunkt: derived.csv"),
    EPISODES: marked("Uträknat för varje insatsperiod: episodes.csv"),
}


RULES_READ_SO = (
    marked(
        "Ett namn utan punkt är värdet vid samma mätpunkt, t0.namn är värdet vid starten. "
        "has_start är 1 där det finns ett startformulär, annars 0. f06.window_over är 1 när "
        "mätpunktens fönster är slut den dag då filen görs, annars 0."
    ),
    marked(
        "Det som är okänt räknas bara om det avgör: «a == 0 and b == 0» är falskt så snart den "
        "ena är känd och inte 0. Saknas något som avgör får variabeln skälet för det första "
        "namnet i regeln som saknar värde."
    ),
    marked("Raderna är harmoniserade till formulärens nyaste versioner innan något räknas."),
)
"""What a reader of the rules of derived variables must know."""


def codebook_text(
    definitions: Sequence[FormDefinition],
    language: Language,
    derivations: Derivations = NOTHING_DERIVED,
) -> bytes:
    """Return the codebook as plain text (UTF-8)."""
    lines = [
        *_headed(program_text(marked("Kodbok"), language), "="),
        "",
        *_reasons(language),
        *(line for one in definitions for line in _form(one, derivations, language)),
        *_derived(derivations, language),
        *_flags(language),
    ]
    return ("\n".join(lines) + "\n").encode()


def _headed(text: str, sign: str) -> Iterator[str]:
    yield text
    yield sign * len(text)


def _reasons(language: Language) -> Iterator[str]:
    yield from _headed(program_text(marked("Saknade värden"), language), "-")
    yield from _wrapped(
        program_text(
            marked("Varje fråga kan ha dessa koder. Räkna aldrig med negativa tal."), language
        )
    )
    for reason in Missing:
        yield from _coded(reason.value, MISSING_LABELS[reason].in_language(language))
    yield ""


def _form(
    definition: FormDefinition, derivations: Derivations, language: Language
) -> Iterator[str]:
    title = program_text(
        marked("{letter} {title}, version {version}: {form}.csv"),
        language,
        letter=definition.letter,
        title=definition.title,
        version=definition.version,
        form=definition.form,
    )
    yield from _headed(title, "-")
    yield from _columns(form_columns(definition, derivations), language)


def _derived(derivations: Derivations, language: Language) -> Iterator[str]:
    for file, text in _DERIVED_FILES.items():
        yield from _headed(program_text(text, language), "-")
        for line in RULES_READ_SO:
            yield from _wrapped(program_text(line, language))
        yield from _columns(derived_columns(file, derivations), language)


def _columns(columns: Sequence[DatasetColumn], language: Language) -> Iterator[str]:
    for column in columns:
        yield ""
        yield from _column(column, language)
    yield ""


def _column(column: DatasetColumn, language: Language) -> Iterator[str]:
    yield f"{column.name}  ({column.number})" if column.number else column.name
    yield from _wrapped(column.label.in_language(language))
    for fact in _facts(column, language):
        yield from _wrapped(fact)
    every_reason = len(column.missing) == len(Missing)
    for one in column_codes(column):
        # The reasons that every question can have stand once, at the top.
        if not (one.missing and every_reason):
            yield from _coded(one.code, one.label.in_language(language))


def _facts(column: DatasetColumn, language: Language) -> Iterator[str]:
    if column.smallest is not None and column.largest is not None:
        yield program_text(
            marked("Från {smallest} till {largest} {unit}"),
            language,
            smallest=column.smallest,
            largest=column.largest,
            unit=column.unit or "",
        ).rstrip()
    if column.worked_out:
        yield program_text(marked("Räknas så: {way}."), language, way=column.worked_out)
    if column.signed:
        yield program_text(
            marked("Kan vara under noll, så skälen till saknade värden är −1001 till −1010."),
            language,
        )
    if column.asked is Asked.ON_REQUEST:
        yield program_text(marked("Frågas bara på de mottagningar som har valt det."), language)
    if column.asked is Asked.BY_DEFAULT:
        yield program_text(marked("Frågas om mottagningen inte har valt bort det."), language)


def _flags(language: Language) -> Iterator[str]:
    yield from _headed(
        program_text(marked("Svar som en kodningsregel behövdes för: flags.csv"), language), "-"
    )
    for name, label in FLAGS_TABLE.items():
        yield ""
        yield name
        yield from _wrapped(label.in_language(language))
    for ruling, label in RULING_LABELS.items():
        yield f"    {ruling.value}: {label.in_language(language)}"


def _wrapped(text: str) -> Iterator[str]:
    yield from textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="  ")


def _coded(code: int, label: str) -> Iterator[str]:
    yield from textwrap.wrap(
        label,
        WIDTH,
        initial_indent=f"{code:>{_CODE_WIDTH}}  ",
        subsequent_indent=" " * (_CODE_WIDTH + 2),
    )
