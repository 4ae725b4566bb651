"""A column of the dataset as the codebook tells of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kast_eval.definition.form import Asked, Role
from kast_eval.kinds.answer import Measure, Missing
from kast_eval.wording import Wording

EVERY_REASON = tuple(Missing)
"""Every missing reason, in the order of the manual."""


@dataclass(frozen=True)
class DatasetColumn:
    """One column: where it comes from, what it says, and which codes it can hold.

    `item` is the item that fills it, "" for what the program adds; `number` is the printed
    question ("A12"). A `text` column holds a closed set of texts, never a person's words. The
    values of a `signed` one may be below zero, so its reasons are a thousand lower. `worked_out`
    says how a score or a derived variable comes about.
    """

    name: str
    label: Wording
    measure: Measure
    role: Role
    item: str = ""
    number: str = ""
    text: bool = False
    asked: Asked = Asked.ALWAYS
    codes: Mapping[int, Wording] = field(default_factory=dict)
    missing: tuple[Missing, ...] = ()
    unit: Wording | None = None
    smallest: int | None = None
    largest: int | None = None
    decimals: int = 0
    signed: bool = False
    worked_out: Wording | None = None
