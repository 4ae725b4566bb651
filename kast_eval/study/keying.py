"""Which sheets are keyed twice: the lists and figures of keying.yaml."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path

from kast_eval.definition.form import FormDefinition
from kast_eval.definition.nodes import Node, read_file
from kast_eval.wording import marked

FILE = "keying.yaml"

_PERCENT = range(1, 101)
_FIGURES = {
    "target_per_1000": range(1, 1001),
    "certainty_percent": range(50, 100),
    "latest_fields": range(100, 100_001),
    "floor_percent": _PERCENT,
    "new_clinic_sheets": range(10_001),
    "active_days": range(1, 1001),
}
"""The figures of the file, and between what each of them lies."""


class Twice(StrEnum):
    """Which sheets of a form are keyed twice."""

    ALL = "twice"
    SAMPLED = "sampled"
    NONE = "once"


@dataclass(frozen=True)
class PracticeRule:
    """What it takes to key alone: different practice sheets, and right answers of a hundred."""

    sheets: int
    right_percent: int


@dataclass(frozen=True)
class Keying:
    """What double entry goes by; see the file for what each figure means."""

    forms: Mapping[str, Twice]
    stopping_items: tuple[str, ...]
    practice: PracticeRule
    target_per_1000: int
    certainty_percent: int
    latest_fields: int
    floor_percent: int
    new_clinic_sheets: int
    active_days: int

    @property
    def target(self) -> float:
        """Return the error rate that more is too much."""
        return self.target_per_1000 / 1000

    @property
    def certainty(self) -> float:
        """Return how sure the upper limit of an error rate is."""
        return self.certainty_percent / 100

    @property
    def floor(self) -> float:
        """Return the least share of second keyings."""
        return self.floor_percent / 100

    def twice(self, form: str) -> Twice:
        """Return which sheets of the form are keyed twice: all, when nothing is laid down."""
        return self.forms.get(form, Twice.ALL)

    def stops(self, item: str) -> bool:
        """Tell whether one wrong field of the item puts a batch back."""
        return any(fnmatchcase(item, pattern) for pattern in self.stopping_items)


def read_keying(folder: Path, definitions: Collection[FormDefinition]) -> Keying:
    """Return what keying.yaml in `folder` says of the forms, or raise DefinitionError."""
    root = read_file(folder / FILE)
    keys = root.mapping(("keying", *Twice, *_FIGURES, "stopping_items", "practice"))
    keys["keying"].integer()
    practice = keys["practice"].mapping(("sheets", "right_percent"))
    return Keying(
        forms=_forms(root, keys, [definition.form for definition in definitions]),
        stopping_items=_patterns(keys["stopping_items"], definitions),
        practice=PracticeRule(
            _figure(practice["sheets"], range(1, 101)),
            _figure(practice["right_percent"], _PERCENT),
        ),
        **{name: _figure(keys[name], bounds) for name, bounds in _FIGURES.items()},
    )


def _forms(root: Node, keys: Mapping[str, Node], known: Collection[str]) -> Mapping[str, Twice]:
    """Return the list that each form stands in; every form stands in exactly one."""
    found: dict[str, Twice] = {}
    for twice in Twice:
        for node in keys[twice].sequence():
            form = node.one_of(known)
            if form in found:
                raise node.error(marked("«{name}» står två gånger. Ta bort den ena."), name=form)
            found[form] = twice
    for form in known:
        if form not in found:
            raise root.error(
                marked("Formuläret «{name}» saknas. Skriv det i listan twice, sampled eller once."),
                name=form,
            )
    return found


def _patterns(node: Node, definitions: Collection[FormDefinition]) -> tuple[str, ...]:
    """Return the patterns of items that stop a batch; each means at least one item."""
    names = {item.name for definition in definitions for item in definition.items}
    for one in node.sequence():
        pattern = one.text()
        if not any(fnmatchcase(name, pattern) for name in names):
            raise one.error(marked("Ingen fråga heter «{name}»."), name=pattern)
    return tuple(one.text() for one in node.sequence())


def _figure(node: Node, bounds: range) -> int:
    figure = node.integer()
    if figure not in bounds:
        raise node.error(
            marked("Talet ska ligga mellan {smallest} och {largest}."),
            smallest=bounds[0],
            largest=bounds[-1],
        )
    return figure
