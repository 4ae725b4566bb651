"""The facts of the disclosure report for a program: numbers and names of the study."""

from collections.abc import Mapping
from fractions import Fraction

from kast_eval.dataset.release.anonymised.disclosure import Disclosure

_DIGITS = 3


def disclosure_facts(disclosure: Disclosure) -> Mapping[str, object]:
    """Return all that is told; a count of persons too small to be told says only that."""
    cell = disclosure.smallest_cell
    policy = disclosure.policy
    return {
        "persons": disclosure.persons,
        "smallest_cell": cell,
        "thresholds": {
            "k": policy.k,
            "distinct": policy.distinct,
            "commonest": _share(policy.commonest),
            "suppressed_persons": _share(policy.suppressed_persons),
            "suppressed_cells": _share(policy.suppressed_cells),
        },
        "points": list(disclosure.points),
        "clinic": disclosure.clinic,
        "quasi_identifiers": [
            {
                "name": one.name,
                "level": one.level,
                "highest_level": one.height,
                "suppressed_cells": _count(one.suppressed, cell),
            }
            for one in disclosure.quasi
        ],
        "classes": {
            "k": disclosure.k,
            "sizes": [
                {
                    "from": one.smallest,
                    "to": one.largest,
                    "classes": one.classes,
                    "persons": one.persons,
                }
                for one in disclosure.sizes
            ],
            "highest_risk": _share(disclosure.highest_risk),
            "mean_risk": _share(disclosure.mean_risk),
        },
        "minimal_sample_uniques_before": [
            {"columns": list(one.columns), "persons": _count(one.persons, cell)}
            for one in disclosure.uniques
        ],
        "sensitive": [
            {
                "name": one.name,
                "distinct": one.distinct,
                "commonest": None if one.commonest is None else _share(one.commonest),
                "distance": one.distance,
                "t": _share(one.t),
            }
            for one in disclosure.sensitive
        ],
        "suppressed": {
            "persons": _count(disclosure.removed, cell),
            "couples_left_out": _count(disclosure.couples, cell),
            "merged": list(disclosure.merged),
            "dropped": list(disclosure.dropped),
        },
        "trajectories": {"pairs": disclosure.pairs, "smallest_class": disclosure.smallest_pair},
        "cross_release": {
            "earlier_releases": disclosure.cross.earlier,
            "fewest_new_persons": (
                _count(disclosure.cross.fewest_new, cell) if disclosure.cross.earlier else None
            ),
        },
        "information_loss": {
            "precision": _share(disclosure.loss),
            "discernibility": _share(disclosure.discernibility),
            "ways_tried": disclosure.tried,
        },
        "decision": disclosure.decision and disclosure.decision.said,
    }


def _count(count: int | None, cell: int) -> int | Mapping[str, int]:
    return {"fewer_than": cell} if count is None else count


def _share(share: Fraction) -> float:
    return round(float(share), _DIGITS)
