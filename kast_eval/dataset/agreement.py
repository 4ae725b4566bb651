"""How far two coders of the same interviews agree, item by item."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from nltk.metrics import binary_distance, interval_distance
from nltk.metrics.agreement import AnnotationTask

from kast_eval.definition.form import FormDefinition, Role
from kast_eval.kinds import Choice, Count, Scale
from kast_eval.kinds.answer import AnswerError
from kast_eval.wording import marked

Ratings = Mapping[str, Mapping[str, int]]
"""What each coder gave each unit: coder → unit → code; a unit that a coder left out is absent."""

_FEWEST_CODERS = 2


Codings = Mapping[str, Mapping[str, Mapping[str, str]]]
"""The texts of double coding: interview → coder → item → text."""


class Undefined(Enum):
    """Why a figure says nothing; the value is a marked text of the program."""

    NEVER_TWICE = marked("ingen intervju är kodad av två")
    NEVER_BY_ALL = marked("ingen intervju är kodad av alla kodare")
    ONE_CODE = marked("alla fick samma kod, och då säger måttet inget utöver procenten")


Figure = float | Undefined


@dataclass(frozen=True)
class Agreement:
    """Agreement on one item.

    `units` is how many units every coder coded: `percent` and `kappa` (Cohen's, the mean over
    pairs of coders) are of these, `alpha` (Krippendorff's) of every unit that two coders coded.
    """

    units: int
    percent: Figure
    kappa: Figure
    alpha: Figure


@dataclass(frozen=True)
class CodingAgreement:
    """What double coding by one form came to: interviews, those coded twice, and each item."""

    definition: FormDefinition
    interviews: int
    coded_twice: int
    items: Mapping[str, Agreement]


def agreement(ratings: Ratings, *, ordered: bool = False) -> Agreement:
    """Return how far the coders agree; in `ordered` codes a near miss counts as less of one."""
    alpha = _alpha(ratings, ordered=ordered)
    common = set.intersection(*(set(units) for units in ratings.values())) if ratings else set()
    if len(ratings) < _FEWEST_CODERS or not common:
        missing = alpha if alpha is Undefined.NEVER_TWICE else Undefined.NEVER_BY_ALL
        return Agreement(0, missing, missing, alpha)
    shared = {coder: {unit: units[unit] for unit in common} for coder, units in ratings.items()}
    task = _task(shared, ordered=False)
    return Agreement(
        units=len(common),
        percent=100 * float(task.avg_Ao()),
        kappa=float(task.kappa()) if _varies(shared) else Undefined.ONE_CODE,
        alpha=alpha,
    )


def _alpha(ratings: Ratings, *, ordered: bool) -> Figure:
    coded = Counter(unit for units in ratings.values() for unit in units)
    pairable = {
        coder: {unit: code for unit, code in units.items() if coded[unit] > 1}
        for coder, units in ratings.items()
    }
    if not any(pairable.values()):
        return Undefined.NEVER_TWICE
    if not _varies(pairable):
        return Undefined.ONE_CODE
    return float(_task(pairable, ordered=ordered).alpha())


def _task(ratings: Ratings, *, ordered: bool) -> AnnotationTask:
    triples = [
        (coder, unit, code) for coder, units in ratings.items() for unit, code in units.items()
    ]
    return AnnotationTask(triples, interval_distance if ordered else binary_distance)


def _varies(ratings: Ratings) -> bool:
    """Tell whether there is more than one code: with one, chance explains all agreement."""
    return len({code for units in ratings.values() for code in units.values()}) > 1


def coding_agreement(definition: FormDefinition, codings: Codings) -> CodingAgreement:
    """Return the agreement on everything that is judged on a form that several coders fill in."""
    return CodingAgreement(
        definition,
        interviews=len(codings),
        coded_twice=sum(len(coders) >= _FEWEST_CODERS for coders in codings.values()),
        items=agreement_by_item(definition, codings),
    )


def agreement_by_item(definition: FormDefinition, codings: Codings) -> Mapping[str, Agreement]:
    """Return the agreement on each coded item; what is technical is no judgement."""
    found: dict[str, Agreement] = {}
    for item in definition.items:
        if not isinstance(item.kind, Choice | Scale | Count) or item.role is Role.TECHNICAL:
            continue
        ratings: dict[str, dict[str, int]] = {}
        for interview, coders in codings.items():
            for coder, texts in coders.items():
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
