"""How far two coders of the same interviews agree, item by item."""

from collections.abc import Mapping
from dataclasses import dataclass

from nltk.metrics import binary_distance, interval_distance
from nltk.metrics.agreement import AnnotationTask

from kast_eval.definition.form import FormDefinition
from kast_eval.kinds import Choice, Count, Scale
from kast_eval.kinds.answer import AnswerError

Ratings = Mapping[str, Mapping[str, int]]
"""What each coder gave each unit: coder → unit → code; a unit that a coder left out is absent."""

_FEWEST_CODERS = 2


@dataclass(frozen=True)
class Agreement:
    """Agreement on one item.

    `units` is how many units every coder coded: `percent` and `kappa` (Cohen's, the mean over
    pairs of coders) are of these, `alpha` (Krippendorff's) of every unit that two coders coded.
    None means that the figure says nothing: there is no unit, or all codes are the same.
    """

    units: int
    percent: float | None
    kappa: float | None
    alpha: float | None


def agreement(ratings: Ratings, *, ordered: bool = False) -> Agreement:
    """Return how far the coders agree; in `ordered` codes a near miss counts as less of one."""
    if len(ratings) < _FEWEST_CODERS:
        return Agreement(0, None, None, None)
    common = set.intersection(*(set(units) for units in ratings.values()))
    shared = {coder: {unit: units[unit] for unit in common} for coder, units in ratings.items()}
    task = _task(shared, ordered=False)
    return Agreement(
        units=len(common),
        percent=100 * float(task.avg_Ao()) if common else None,
        kappa=float(task.kappa()) if _varies(shared) else None,
        alpha=_alpha(ratings, ordered=ordered),
    )


def _alpha(ratings: Ratings, *, ordered: bool) -> float | None:
    coded = [unit for units in ratings.values() for unit in units]
    pairable = {
        coder: {unit: code for unit, code in units.items() if coded.count(unit) > 1}
        for coder, units in ratings.items()
    }
    return float(_task(pairable, ordered=ordered).alpha()) if _varies(pairable) else None


def _task(ratings: Ratings, *, ordered: bool) -> AnnotationTask:
    triples = [
        (coder, unit, code) for coder, units in ratings.items() for unit, code in units.items()
    ]
    return AnnotationTask(triples, interval_distance if ordered else binary_distance)


def _varies(ratings: Ratings) -> bool:
    """Tell whether there is more than one code: with one, chance explains all agreement."""
    return len({code for units in ratings.values() for code in units.values()}) > 1


def agreement_by_item(
    definition: FormDefinition, interviews: Mapping[str, Mapping[str, Mapping[str, str]]]
) -> Mapping[str, Agreement]:
    """Return the agreement on each coded item of a form that several coders filled in.

    `interviews` holds the keyed texts by interview, coder and item name.
    """
    found: dict[str, Agreement] = {}
    for item in definition.items:
        if not isinstance(item.kind, Choice | Scale | Count):
            continue
        ratings: dict[str, dict[str, int]] = {}
        for interview, sheets in interviews.items():
            for coder, texts in sheets.items():
                code = _code(item.kind, texts.get(item.name, ""))
                if code is not None:
                    ratings.setdefault(coder, {})[interview] = code
        ordered = not isinstance(item.kind, Choice) or item.kind.ordered
        found[item.name] = agreement(ratings, ordered=ordered)
    return found


def _code(kind: Choice | Scale | Count, text: str) -> int | None:
    """Return the code that a text means, None where it means no code."""
    try:
        code = kind.read(text).values[0]
    except AnswerError:
        return None
    return code if isinstance(code, int) and code >= 0 else None
