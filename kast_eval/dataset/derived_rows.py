"""Scores and derived variables as columns and rows of the dataset."""

from collections.abc import Iterable, Iterator, Mapping

from kast_eval.dataset.column import EVERY_REASON, DatasetColumn
from kast_eval.dataset.scores import (
    SIGNED_MISSING,
    Codes,
    derive,
    derived_code,
    scores_of_row,
)
from kast_eval.definition.derived import Derivations, Derived
from kast_eval.definition.form import Role
from kast_eval.definition.score import Score
from kast_eval.kinds.answer import MISSING_LABELS, Measure
from kast_eval.wording import Wording

Whose = tuple[str, int]
"""A person's id and the number of an episode."""

NO_YES: Mapping[int, Wording] = {0: Wording("nej", "no"), 1: Wording("ja", "yes")}


def score_columns(scores: Iterable[Score]) -> tuple[DatasetColumn, ...]:
    """Return a column for each score, and one for its bands."""
    return tuple(column for score in scores for column in _of_score(score))


def _of_score(score: Score) -> Iterator[DatasetColumn]:
    yield DatasetColumn(
        score.name,
        score.label,
        Measure.SCALE,
        Role.SENSITIVE,
        missing=EVERY_REASON,
        smallest=score.smallest,
        largest=score.largest,
    )
    if score.bands:
        yield DatasetColumn(
            score.band_name,
            score.label,
            Measure.ORDINAL,
            Role.SENSITIVE,
            codes={band.code: band.label for band in score.bands},
            missing=EVERY_REASON,
        )


def derived_columns(derivations: Derivations) -> tuple[DatasetColumn, ...]:
    """Return a column for each variable; the reasons of a signed one are out of a change's way."""
    return tuple(
        DatasetColumn(
            variable.name,
            variable.label,
            Measure.NOMINAL if variable.yes_no else Measure.SCALE,
            Role.SENSITIVE,
            codes=_codes(variable),
            missing=() if variable.signed else EVERY_REASON,
        )
        for variable in derivations.variables
    )


def _codes(variable: Derived) -> Mapping[int, Wording]:
    if variable.signed:
        return {SIGNED_MISSING + reason: MISSING_LABELS[reason] for reason in EVERY_REASON}
    return NO_YES if variable.yes_no else {}


def derived_rows(
    derivations: Derivations, rows: Iterable[tuple[str, Mapping[str, int | str]]]
) -> Iterator[tuple[Whose, str, Codes]]:
    """Give the derived variables of every episode, point by point.

    `rows` are coded rows with the form that each is of. A variable that a point does not have is
    absent from that point's values.
    """
    episodes: dict[Whose, dict[str, dict[str, Codes]]] = {}
    for form, codes in rows:
        numbers = {name: code for name, code in codes.items() if not isinstance(code, str)}
        scored = {**numbers, **scores_of_row(derivations.scores, numbers)}
        whose = (str(codes["person_id"]), numbers["episode_no"])
        points = episodes.setdefault(whose, {})
        points.setdefault(str(codes["timepoint"]), {})[form] = scored
    by_name: Mapping[str, Derived] = {one.name: one for one in derivations.variables}
    for whose, points in sorted(episodes.items()):
        for point, values in derive(derivations, points).items():
            yield (
                whose,
                point,
                {name: derived_code(by_name[name], value) for name, value in values.items()},
            )
