"""The columns of scores and of derived variables."""

from collections.abc import Mapping, Sequence

from kast_eval.dataset.column import EVERY_REASON, DatasetColumn
from kast_eval.dataset.scores import DECIMALS
from kast_eval.definition.derived import Derived
from kast_eval.definition.derived_words import derived_words
from kast_eval.definition.form import Role
from kast_eval.definition.score import Score
from kast_eval.definition.score_words import score_words
from kast_eval.kinds.answer import Measure
from kast_eval.wording import Wording

NO_YES: Mapping[int, Wording] = {0: Wording("nej", "no"), 1: Wording("ja", "yes")}


def score_columns(scores: Sequence[Score]) -> tuple[DatasetColumn, ...]:
    """Return the column of each score, and after it that of its bands, if it has any."""
    return tuple(column for score in scores for column in _of_score(score))


def _of_score(score: Score) -> tuple[DatasetColumn, ...]:
    value = DatasetColumn(
        score.name,
        score.label,
        Measure.SCALE,
        Role.SENSITIVE,
        missing=EVERY_REASON,
        smallest=score.smallest,
        largest=score.largest,
        decimals=score.decimals,
        worked_out=score_words(score),
    )
    band = DatasetColumn(
        score.band_name,
        score.label,
        Measure.ORDINAL,
        Role.SENSITIVE,
        codes={band.code: band.label for band in score.bands},
        missing=EVERY_REASON,
        worked_out=score_words(score),
    )
    return (value, band) if score.bands else (value,)


def derived_column(variable: Derived) -> DatasetColumn:
    """Return the column of a derived variable."""
    return DatasetColumn(
        variable.name,
        variable.label,
        Measure.NOMINAL if variable.yes_no else Measure.SCALE,
        Role.SENSITIVE,
        codes=NO_YES if variable.yes_no else {},
        missing=EVERY_REASON,
        decimals=0 if variable.yes_no or variable.count else DECIMALS,
        signed=variable.signed,
        worked_out=derived_words(variable),
    )
