"""Answers of an older version in the columns of the newest: the harmonised dataset.

The dataset as answered is not touched by this: there each row keeps its own version's codes.
"""

from collections.abc import Mapping

from kast_eval.definition.form import FormDefinition
from kast_eval.definition.version_map import NOT_ASKED, VersionMap
from kast_eval.kinds.answer import Answer, Value


def answered_values(definition: FormDefinition, answers: Mapping[str, Answer]) -> dict[str, Value]:
    """Return the values of a sheet's answers by column, before any export.

    `definition` is as asked: an item that did not stand on the paper has no value.
    """
    return {
        column.name: value
        for item in definition.items
        for column, value in zip(item.columns(), answers[item.name].values, strict=True)
    }


def harmonised_answers(
    newest: FormDefinition, to_newest: VersionMap, values: Mapping[str, Value]
) -> dict[str, Answer]:
    """Return the answers to the newest version's items that an older sheet's values amount to.

    What the sheet did not ask is -9.
    """
    carried = to_newest.carried(values)
    return {
        item.name: Answer(tuple(carried.get(column.name, NOT_ASKED) for column in item.columns()))
        for item in (*newest.kept, *newest.items)
    }
