"""A sheet as the dataset takes it in."""

from collections.abc import Mapping
from dataclasses import dataclass

from kast_eval.definition.form import FormDefinition


@dataclass(frozen=True)
class KeyedSheet:
    """Whose sheet it is, when it belongs, how it was asked, and what was keyed.

    There is no client code and no note in it, so neither can come out of it. `definition` is the
    whole form; `optional_items` names the on-request items that stood on the paper.
    """

    person_id: str
    site_code: str
    person_type: int
    definition: FormDefinition
    optional_items: frozenset[str]
    episode_no: int
    timepoint: str
    session_no: int | None
    texts: Mapping[str, str]

    @property
    def episode(self) -> tuple[str, int]:
        """Return whose episode of which number the sheet belongs to."""
        return self.person_id, self.episode_no

    @property
    def place(self) -> tuple[str, int, str]:
        """Return what rows are sorted by: it tells nothing that the row does not say itself."""
        return self.person_id, self.episode_no, self.timepoint
