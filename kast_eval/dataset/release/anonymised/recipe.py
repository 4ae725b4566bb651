"""What the recipe of an anonymised file says: points, variables, thresholds, who decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kast_eval.dataset.anonymise.policy import (
    FEWEST_DISTINCT,
    HIGHEST_COMMONEST,
    MOST_SUPPRESSED_CELLS,
    MOST_SUPPRESSED_PERSONS,
    Policy,
    PolicyError,
)
from kast_eval.dataset.release.anonymised.variable import Use, Variable, read_variables
from kast_eval.dataset.wide import PLANNED_POINTS
from kast_eval.definition.nodes import Node
from kast_eval.wording import marked

ANONYMISED_KEYS = (
    ("points", "quasi"),
    ("sensitive", "outcomes", "other", "clinic", "open", "suppress", "thresholds"),
)
"""What such a recipe must say and may say beside what every recipe says."""

MOST_POINTS = 2
"""So many points in time a release holds at most (dataset.md, four products)."""

K, K_WHEN_OPEN = 5, 11
"""The smallest class unless the recipe says more; for everybody to read it is never less."""

_SHARES = ("commonest", "suppressed_persons", "suppressed_cells")


class Suppress(StrEnum):
    """What is removed of those whom no generalisation hides."""

    PERSONS = "persons"
    CELLS = "cells"


@dataclass(frozen=True)
class Anonymised:
    """The points in time, the variables, and what a release must fulfil.

    `clinic` says that the file tells the clinic, `open` that everybody may have it.
    """

    points: tuple[str, ...]
    variables: tuple[Variable, ...]
    policy: Policy
    clinic: bool = False
    open: bool = False
    suppress: Suppress = Suppress.PERSONS

    def used_as(self, use: Use) -> tuple[Variable, ...]:
        """Return the variables of one use."""
        return tuple(one for one in self.variables if one.use is use)

    @property
    def said(self) -> Mapping[str, object]:
        """Return it as the origin of a release tells it."""
        policy = self.policy
        return {
            "points": list(self.points),
            **{use.value: {one.name: one.said for one in self.used_as(use)} for use in Use},
            "clinic": self.clinic,
            "open": self.open,
            "suppress": self.suppress.value,
            "thresholds": {
                "k": policy.k,
                "distinct": policy.distinct,
                **{name: float(100 * getattr(policy, name)) for name in _SHARES},
            },
        }


def read_anonymised(keys: Mapping[str, Node]) -> Anonymised:
    """Return what the keys of a recipe say."""
    is_open = _true(keys, "open")
    return Anonymised(
        _points(keys["points"]),
        _variables(keys),
        _policy(keys.get("thresholds"), is_open=is_open),
        clinic=_true(keys, "clinic"),
        open=is_open,
        suppress=Suppress(keys["suppress"].one_of(list(Suppress)))
        if "suppress" in keys
        else Suppress.PERSONS,
    )


def _true(keys: Mapping[str, Node], name: str) -> bool:
    return name in keys and keys[name].boolean()


def _points(node: Node) -> tuple[str, ...]:
    points = tuple(one.one_of(PLANNED_POINTS) for one in node.filled_sequence())
    if len(points) > MOST_POINTS or len(set(points)) != len(points):
        raise node.error(
            marked("En anonymiserad fil har högst {most} olika mätpunkter."), most=MOST_POINTS
        )
    return tuple(point for point in PLANNED_POINTS if point in points)


def _variables(keys: Mapping[str, Node]) -> tuple[Variable, ...]:
    found: dict[str, Variable] = {}
    for use in Use:
        for one in read_variables(use, keys[use]) if use in keys else ():
            if one.name in found:
                raise keys[use].mapping()[one.name].error(
                    marked("«{name}» står redan under «{use}». Välj ett av dem."),
                    name=one.name, use=found[one.name].use,
                )  # fmt: skip
            found[one.name] = one
    if not any(one.use is Use.QUASI for one in found.values()):
        raise keys["quasi"].error(
            marked("Skriv minst en variabel som någon kan veta om en person.")
        )
    return tuple(found.values())


def _policy(node: Node | None, *, is_open: bool) -> Policy:
    least = K_WHEN_OPEN if is_open else K
    keys = node.mapping((), ("k", "distinct", *_SHARES)) if node else {}
    k = keys["k"].integer() if "k" in keys else least
    if is_open and k < K_WHEN_OPEN:
        raise keys["k"].error(
            marked("Det som vem som helst får läsa har klasser om minst {least} personer."),
            least=K_WHEN_OPEN,
        )
    try:
        return Policy(
            k,
            keys["distinct"].integer() if "distinct" in keys else FEWEST_DISTINCT,
            _share(keys, "commonest", HIGHEST_COMMONEST),
            _share(keys, "suppressed_persons", MOST_SUPPRESSED_PERSONS),
            _share(keys, "suppressed_cells", MOST_SUPPRESSED_CELLS),
        )
    except PolicyError as error:
        raise keys[error.threshold].error(
            marked("Tröskeln skyddar mindre än vad som är tillåtet. Gränsen är {limit}."),
            limit=_in_per_cent(error.limit),
        ) from error


def _share(keys: Mapping[str, Node], name: str, default: Fraction) -> Fraction:
    return Fraction(keys[name].integer_between(0, 100), 100) if name in keys else default


def _in_per_cent(limit: int | Fraction) -> str:
    return f"{limit}" if isinstance(limit, int) else f"{100 * limit}"
