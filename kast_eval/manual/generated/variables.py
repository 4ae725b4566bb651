"""The list of variables: every column of the dataset by form."""

from collections.abc import Sequence

from kast_eval.definition.form import FormDefinition, Item
from kast_eval.definition.numbered import numbered
from kast_eval.kinds.answer import Column
from kast_eval.manual.generated.forms import form_title
from kast_eval.manual.references import question_anchor
from kast_eval.manual.tree import Block, Heading, Run, Runs, Table


def variable_blocks(forms: Sequence[FormDefinition]) -> tuple[Block, ...]:
    """Return a table of variables for each form; a variable that stands on several is in each."""
    blocks: list[Block] = []
    head = tuple((Run(name),) for name in ("Variabel", "Nr", "Fråga", "Värden"))
    for definition in forms:
        blocks.append(Heading(2, (Run(form_title(definition)),), (f"variabler-{definition.form}",)))
        rows = tuple(
            _row(definition, item, column) for item in definition.items for column in item.columns()
        )
        blocks.append(Table(head, rows, (4, 1, 6, 4)))
    return tuple(blocks)


def _row(definition: FormDefinition, item: Item, column: Column) -> tuple[Runs, ...]:
    number = numbered(definition, item.number) if item.number else "huvud"
    asked = f"{item.wording.sv} – {column.label.sv}" if column.label else item.wording.sv
    link = Run(number, target=question_anchor(definition, item.name))
    return ((Run(column.name),), (link,), (Run(asked),), (Run(values_in_words(column)),))


def values_in_words(column: Column) -> str:
    """Return the valid values of a column."""
    if column.is_day:
        return "dag"
    labels = ", ".join(f"{code} {label.sv}" for code, label in column.labels.items())
    if column.largest is None:
        return labels
    return f"{column.smallest}–{column.largest}" + (f" ({labels})" if labels else "")
