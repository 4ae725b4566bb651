"""What a recipe of level B says of one variable: its bands, its highest value, how it coarsens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from kast_eval.definition.form import Hierarchy
from kast_eval.definition.nodes import Node
from kast_eval.wording import marked

DEFINED = "defined"
"""What a recipe says of a variable that leaves as its definition has it."""

_KEYS = ("cuts", "top", "rare")


class Use(StrEnum):
    """What a variable is in a release: what somebody may know, what must not come out, the rest."""

    QUASI = "quasi"
    SENSITIVE = "sensitive"
    OUTCOMES = "outcomes"
    OTHER = "other"


@dataclass(frozen=True)
class Variable:
    """One variable of a recipe, with the line that it stands on.

    Values below the first of `cuts` are one band, then each cut begins a band. Values over `top`
    become `top`, which then means «or more». Categories of fewer than k persons merge into the
    code `rare`. `levels` says how the codes of a quasi-identifier merge; () is as defined.
    """

    name: str
    use: Use
    line: int
    cuts: tuple[int, ...] = ()
    top: int | None = None
    rare: int | None = None
    levels: Hierarchy = ()

    @property
    def said(self) -> object:
        """Return it as the origin of a release tells it."""
        found = {
            "cuts": list(self.cuts),
            "top": self.top,
            "rare": self.rare,
            "levels": [[list(group) for group in level] for level in self.levels],
        }
        return {name: value for name, value in found.items() if value not in (None, [])} or DEFINED


def read_variables(use: Use, node: Node) -> tuple[Variable, ...]:
    """Return the variables of one part of a recipe."""
    return tuple(_variable(name, use, one) for name, one in node.mapping().items())


def _variable(name: str, use: Use, node: Node) -> Variable:
    if not node.is_mapping:
        node.one_of([DEFINED])
        return Variable(name, use, node.line)
    keys = node.mapping((), (*_KEYS, *(["levels"] if use is Use.QUASI else [])))
    if "cuts" in keys and "top" in keys:
        raise keys["top"].error(
            marked("Skriv «cuts» eller «top»: sista gränsen i «cuts» är redan «eller fler».")
        )
    return Variable(
        name,
        use,
        node.line,
        cuts=_cuts(keys["cuts"]) if "cuts" in keys else (),
        top=_whole(keys, "top"),
        rare=_whole(keys, "rare"),
        levels=_levels(keys["levels"]) if "levels" in keys else (),
    )


def _whole(keys: Mapping[str, Node], name: str) -> int | None:
    return keys[name].integer() if name in keys else None


def _cuts(node: Node) -> tuple[int, ...]:
    cuts = tuple(one.integer() for one in node.filled_sequence())
    if any(first >= second for first, second in pairwise(cuts)):
        raise node.error(marked("Gränserna i «cuts» ska stå i ordning, var och en högre."))
    return cuts


def _levels(node: Node) -> Hierarchy:
    levels = node.filled_sequence()
    read = tuple(
        tuple(
            tuple(code.integer() for code in group.filled_sequence())
            for group in level.filled_sequence()
        )
        for level in levels
    )
    for place, level in enumerate(levels):
        codes = [code for group in read[place] for code in group]
        if len(set(codes)) != len(codes):
            raise level.error(marked("En nivå har samma kod två gånger."))
        if place:
            _require_wider(level, read[place - 1], read[place])
    return read


def _require_wider(
    node: Node, finer: Sequence[Sequence[int]], wider: Sequence[Sequence[int]]
) -> None:
    """Refuse a level that loses a code of the one before, or parts what that had merged."""
    for group in finer:
        homes = {place for place, home in enumerate(wider) if set(group) & set(home)}
        lost = set(group) - {code for home in wider for code in home}
        if lost:
            raise node.error(
                marked("Koden {code} har ingen grupp på den här nivån. Varje kod ska ha en."),
                code=min(lost),
            )
        if len(homes) > 1:
            raise node.error(
                marked("Nivån delar {group}, som nivån före har slagit ihop. Det går inte."),
                group=", ".join(map(str, group)),
            )
