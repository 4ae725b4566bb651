"""The harmonised dataset: rows of every version in the columns and codes of the newest.

The dataset as answered is not touched by this: there each row keeps its own version's codes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kast_eval.dataset.columns import DAYS, FLAGS, IDENTITY, form_columns, form_scores
from kast_eval.dataset.item_columns import item_codes
from kast_eval.dataset.row import CodedRow, whole_numbers
from kast_eval.dataset.scores import scores_of_row
from kast_eval.dataset.sheet import KeyedSheet
from kast_eval.dataset.table import Code
from kast_eval.definition.compare import maps_to_newest
from kast_eval.definition.derived import NOTHING_DERIVED, Derivations
from kast_eval.definition.form import FormDefinition
from kast_eval.definition.score import Score
from kast_eval.definition.version_map import NOT_ASKED, VersionMap
from kast_eval.kinds.answer import Answer, Value


@dataclass(frozen=True)
class Harmony:
    """The newest version of a form with the names of its columns, and the way to it."""

    newest: FormDefinition
    names: tuple[str, ...]
    scores: tuple[Score, ...]
    to_newest: Mapping[int, VersionMap]

    def cells(
        self, sheet: KeyedSheet, row: CodedRow, first_session: date | None
    ) -> tuple[Code, ...]:
        """Return a sheet's harmonised row in the order of `names`, from its row as answered."""
        codes = self.codes(sheet, row, first_session)
        return tuple(codes[name] for name in self.names)

    def codes(
        self, sheet: KeyedSheet, row: CodedRow, first_session: date | None
    ) -> Mapping[str, Code]:
        """Return a sheet's harmonised codes by column name."""
        codes: dict[str, Code] = {
            column.name: row.codes[column.name]
            for column in (*IDENTITY, *DAYS, *FLAGS)
            if column.name in self.names
        }
        values = _values(sheet.definition, row)
        answers = harmonised_answers(self.newest, self.to_newest[sheet.definition.version], values)
        for item in (*self.newest.kept, *self.newest.items):
            codes |= item_codes(item, answers[item.name], first_session)
        codes |= scores_of_row(self.scores, whole_numbers(codes, self.scores))
        return codes


def harmony(
    versions: Sequence[FormDefinition], derivations: Derivations = NOTHING_DERIVED
) -> Harmony:
    """Return how the versions of one form go together, or raise the first refusal."""
    newest = max(versions, key=lambda one: one.version)
    names = tuple(column.name for column in form_columns(newest, derivations))
    scores = form_scores(newest, derivations)
    return Harmony(newest, names, scores, maps_to_newest(versions))


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


def _values(definition: FormDefinition, row: CodedRow) -> dict[str, Value]:
    """Return the values of a sheet by column, before any export; what was not asked has none."""
    kept = {item.name: row.codes[item.name] for item in definition.kept}
    values: dict[str, Value] = {name: code for name, code in kept.items() if isinstance(code, int)}
    for item in definition.items:
        if item.name in row.answers:
            columns = (column.name for column in item.columns())
            values |= zip(columns, row.answers[item.name].values, strict=True)
    return values
