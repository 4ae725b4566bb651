"""The codebook of a release as PDF: every column of its tables, told once, where it stands first.

It is made of columns alone, so it is the same whoever is in the data.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kast_eval.dataset.codebook import column_codes
from kast_eval.dataset.codebook_text import RULES_READ_SO
from kast_eval.dataset.column import EVERY_REASON, DatasetColumn
from kast_eval.dataset.derived_rows import FILES
from kast_eval.dataset.table import DatasetTable
from kast_eval.definition.form import Asked, FormDefinition, Item
from kast_eval.definition.library import Library
from kast_eval.definition.numbered import with_letter
from kast_eval.kinds import Choice
from kast_eval.kinds.answer import MISSING_LABELS, RULING_LABELS, Measure
from kast_eval.manual.tree import Block, Facts, Heading, Paragraph, Run, Runs, Table
from kast_eval.paper.report.section import Teller
from kast_eval.wording import marked

_MEASURES: Mapping[Measure, str] = {
    Measure.NOMINAL: marked("kategorier utan ordning"),
    Measure.ORDINAL: marked("ordnade kategorier"),
    Measure.SCALE: marked("tal"),
}
_ASKED: Mapping[Asked, str] = {
    Asked.BY_DEFAULT: marked("på alla mottagningar som inte har valt bort frågan"),
    Asked.ON_REQUEST: marked("på de mottagningar som har valt frågan"),
}


@dataclass(frozen=True)
class Told:
    """The columns that have been told of so far, by name, and in which table each stands."""

    columns: dict[str, tuple[str, DatasetColumn]] = field(default_factory=dict)

    def same(self, column: DatasetColumn) -> str | None:
        """Return the table and column that say all of this one; None if it is new.

        A column of a wide row is that of its form, with the time point after its name.
        """
        for name in (column.name, column.name.rpartition("_")[0]):
            table, known = self.columns.get(name, ("", column))
            if table and replace(column, name=known.name, label=known.label) == known:
                return f"{table}: {name}"
        return None


def codebook_blocks(
    tables: Sequence[DatasetTable], library: Library, teller: Teller
) -> Iterator[Block]:
    """Give the codebook: the missing reasons, and each table with its columns."""
    yield _heading(teller.say(marked("Saknade värden")), "missing")
    yield _paragraph(
        teller.say(marked("Negativa tal är skäl till att ett värde saknas. Räkna aldrig med dem."))
    )
    yield Facts(
        tuple(
            (f"−{-reason.value}", (Run(teller.words(MISSING_LABELS[reason])),))
            for reason in EVERY_REASON
        )
    )
    told = Told()
    for table in tables:
        yield _heading(f"{table.name}: {teller.words(table.title)}", f"table-{table.name}")
        if table.name in FILES:
            yield from (_paragraph(teller.say(line)) for line in RULES_READ_SO)
        yield from _table_blocks(table, told, library, teller)


def _table_blocks(
    table: DatasetTable, told: Told, library: Library, teller: Teller
) -> Iterator[Block]:
    known: list[tuple[Runs, Runs]] = []
    for column in table.columns:
        same = told.same(column)
        if same is None:
            told.columns[column.name] = table.name, column
            yield from _column_blocks(column, library, teller)
        else:
            known.append(((Run(column.name),), (Run(same),)))
    if known:
        yield _paragraph(teller.say(marked("Kolumner som står i en tidigare tabell:")))
        head = (teller.say(marked("Kolumn")), teller.say(marked("Som i")))
        yield Table(tuple((Run(one),) for one in head), tuple(known))


def _column_blocks(column: DatasetColumn, library: Library, teller: Teller) -> Iterator[Block]:
    named = f"{column.number} {column.name}" if column.number else column.name
    yield Heading(4, (Run(named),), ())
    yield Facts(tuple(_facts(column, library, teller)))


def _facts(column: DatasetColumn, library: Library, teller: Teller) -> Iterator[tuple[str, Runs]]:
    yield teller.say(marked("Innehåll")), (Run(teller.words(column.label)),)
    yield teller.say(marked("Mått")), (Run(_measure(column, teller)),)
    codes = [one for one in column_codes(column) if not one.missing]
    if codes:
        said = " · ".join(f"{one.code} {teller.words(one.label)}" for one in codes)
        yield teller.say(marked("Koder")), (Run(said),)
    if column.name == "ruling":
        said = " · ".join(
            f"{one.value}: {teller.words(RULING_LABELS[one])}" for one in RULING_LABELS
        )
        yield teller.say(marked("Koder")), (Run(said),)
    yield teller.say(marked("Saknas")), (Run(_missing(column, teller)),)
    if column.asked in _ASKED:
        yield teller.say(marked("Frågas")), (Run(teller.say(_ASKED[column.asked])),)
    for said in _whom(column, library, teller):
        yield teller.say(marked("Ställs till")), (Run(said),)
    if column.worked_out:
        yield teller.say(marked("Räknas så")), (Run(teller.words(column.worked_out)),)


def _measure(column: DatasetColumn, teller: Teller) -> str:
    if column.text:
        return teller.say(marked("text ur en sluten mängd"))
    unit = f", {teller.words(column.unit)}" if column.unit else ""
    ends = ""
    if column.smallest is not None and column.largest is not None:
        ends = f", {column.smallest}–{column.largest}"
    return f"{teller.say(_MEASURES[column.measure])}{ends}{unit}"


def _missing(column: DatasetColumn, teller: Teller) -> str:
    if not column.missing:
        return teller.say(marked("aldrig"))
    if column.signed:
        return teller.say(marked("skälen ovan minus 1 000, för värdet kan vara under noll"))
    if column.missing == EVERY_REASON:
        return teller.say(marked("alla skäl ovan"))
    return ", ".join(f"−{-reason.value}" for reason in column.missing)


def _whom(column: DatasetColumn, library: Library, teller: Teller) -> Iterator[str]:
    """Give who is asked, where the answers before decide it."""
    asking = _asking(column, library)
    if asking is None:
        return
    definition, item = asking
    if item.condition is not None:
        known = {one.name: one for one in (*definition.kept, *definition.items)}
        before = known[item.condition.item]
        labels = before.kind.choices if isinstance(before.kind, Choice) else {}
        wanted = ", ".join(
            f"{code} {teller.words(labels[code])}" if code in labels else str(code)
            for code in sorted(item.condition.values)
        )
        yield teller.say(
            marked("den som svarat {answers} på {question}"), answers=wanted, question=before.name
        )
    if item.skip_rule is not None:
        yield teller.say(marked("alla utom där {rule}"), rule=item.skip_rule.source)


def _asking(column: DatasetColumn, library: Library) -> tuple[FormDefinition, Item] | None:
    return next(
        (
            (definition, item)
            for definition in library.newest_forms
            for item in definition.items
            if item.name == column.item
            and column.number == with_letter(definition.letter, item.number)
        ),
        None,
    )


def _heading(text: str, anchor: str) -> Heading:
    return Heading(2, (Run(text),), (anchor,))


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))
