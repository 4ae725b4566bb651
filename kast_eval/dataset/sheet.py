"""A sheet as the dataset takes it in."""

from collections.abc import Mapping
from dataclasses import dataclass

from kast_eval.definition.form import FormDefinition, Timing
from kast_eval.study.keying_status import KeyingStatus


@dataclass(frozen=True)
class KeyedSheet:
    """Whose sheet it is, when it belongs, how it was asked, and what was keyed.

    A sheet about the clinic itself has no person. `number` is what stood beside the form. There is
    no client code and no note in it, so neither can come out of it. `definition` is the whole form;
    `optional_items` names the optional items that stood on the paper. `paper` is the form as it
    stood there; None is the whole form without the other optional items.
    """

    person_id: str | None
    site_code: str
    person_type: int | None
    definition: FormDefinition
    optional_items: frozenset[str]
    episode_no: int
    timepoint: str
    number: int | None
    texts: Mapping[str, str]
    keying_status: KeyingStatus = KeyingStatus.ONCE
    paper: FormDefinition | None = None

    @property
    def episode(self) -> tuple[str, int]:
        """Return whose episode of which number the sheet belongs to; "" is the clinic."""
        return self.person_id or "", self.episode_no

    @property
    def session_no(self) -> int | None:
        """Return which session the sheet belongs to, None if to no session."""
        return self.number if self.definition.timing is Timing.SESSION else None

    @property
    def place(self) -> tuple[str, int, str]:
        """Return what rows are sorted by: it tells nothing that the row does not say itself."""
        return *self.episode, self.timepoint
