"""Derived variables as files of their own: one of time points, one of whole episodes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.columns import IDENTITY
from kast_eval.dataset.score_columns import derived_column
from kast_eval.dataset.scores import Number, derive, derived_code
from kast_eval.dataset.sheet import KeyedSheet
from kast_eval.dataset.table import Code
from kast_eval.definition.derived import EPISODE, Derivations, Derived
from kast_eval.definition.form import Role, Subject
from kast_eval.kinds.answer import Measure, Missing
from kast_eval.wording import Wording

DERIVED, EPISODES = "derived", "episodes"
"""The names of the two files; no form has one of them."""

_EPISODE_NO = DatasetColumn(
    "episode_no", Wording("Insatsperiod", "Episode"), Measure.ORDINAL, Role.TECHNICAL
)
_WHOSE = tuple(column for column in IDENTITY if column.name in {"person_id", "site_code"})
_TIMEPOINT = tuple(column for column in IDENTITY if column.name == "timepoint")

FILES: Mapping[str, tuple[DatasetColumn, ...]] = {
    DERIVED: (*_WHOSE, _EPISODE_NO, *_TIMEPOINT),
    EPISODES: (*_WHOSE, _EPISODE_NO),
}
"""What the rows of each file begin with."""

TITLES: Mapping[str, Wording] = {
    DERIVED: Wording("Uträknade variabler per mätpunkt", "Derived variables by time point"),
    EPISODES: Wording("Uträknade variabler per insatsperiod", "Derived variables by episode"),
}


def variables_of(file: str, derivations: Derivations) -> tuple[Derived, ...]:
    """Return the variables of one of the files."""
    return tuple(
        one for one in derivations.variables if (EPISODE in one.points) is (file == EPISODES)
    )


def derived_columns(file: str, derivations: Derivations) -> tuple[DatasetColumn, ...]:
    """Return the columns of one of the files."""
    variables = variables_of(file, derivations)
    return (*FILES[file], *(derived_column(one) for one in variables))


NOTHING_OVER: Mapping[tuple[str, int], Collection[str]] = {}


@dataclass(frozen=True)
class Episodes:
    """The coded rows of every client's episodes, as they are handed in: by time point and form.

    Of each form only the columns are kept that something is derived from.
    """

    derivations: Derivations
    rows: dict[tuple[str, str, int], dict[str, dict[str, Mapping[str, float]]]] = field(
        default_factory=dict
    )
    _columns: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def take_in(self, sheet: KeyedSheet, codes: Mapping[str, Code]) -> None:
        """Keep the numbers of a client's row, harmonised: one code means one thing in them all."""
        if sheet.person_id is None or sheet.definition.subject is not Subject.CLIENT:
            return
        form = sheet.definition.form
        if form not in self._columns:
            # The rows of a form have the same columns, so this is found once.
            self._columns[form] = tuple(self.derivations.columns & codes.keys())
        of_form = ((name, codes[name]) for name in self._columns[form])
        numbers = {name: code for name, code in of_form if not isinstance(code, str)}
        episode = self.rows.setdefault((sheet.person_id, sheet.site_code, sheet.episode_no), {})
        episode.setdefault(sheet.timepoint, {})[form] = numbers

    def tables(
        self, over: Mapping[tuple[str, int], Collection[str]] = NOTHING_OVER
    ) -> Mapping[str, tuple[tuple[Code, ...], ...]]:
        """Return the rows of each file, of each time point that an episode has a sheet of.

        `over` has the time points of each person's episode whose windows are over.
        """
        rows: dict[str, list[tuple[Code, ...]]] = {file: [] for file in FILES}
        variables = {file: variables_of(file, self.derivations) for file in FILES}
        for whose, points in sorted(self.rows.items()):
            derived = derive(self.derivations, points, over.get((whose[0], whose[2]), ()))
            for point in sorted(points):
                row = _codes(variables[DERIVED], derived.get(point, {}))
                rows[DERIVED] += [(*whose, point, *row)] if row else []
            row = _codes(variables[EPISODES], derived.get(EPISODE, {}))
            rows[EPISODES] += [(*whose, *row)] if row else []
        return {file: tuple(found) for file, found in rows.items()}


def _codes(variables: Sequence[Derived], found: Mapping[str, Number | Missing]) -> tuple[Code, ...]:
    """Return what stands in the columns of the variables; nothing where none was worked out."""
    if not any(variable.name in found for variable in variables):
        return ()
    return tuple(derived_code(one, found.get(one.name, Missing.NOT_ASKED)) for one in variables)
