"""A table that is to leave as level B, with what the gates must know of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kast_eval.dataset.anonymise.hierarchy import Hierarchy
from kast_eval.dataset.anonymise.microdata import Microdata, Value
from kast_eval.dataset.anonymise.releases import Release, release_of
from kast_eval.dataset.anonymise.trajectory import TimePoints, presence_patterns

PRESENCE = "(time points present)"
"""The name of the quasi-identifier that no column holds: at which time points somebody answered."""


@dataclass(frozen=True)
class Candidate:
    """A table as it would leave: generalised, suppressed, shuffled.

    `levels` has the quasi-identifiers and the level of each one's hierarchy; `persons_before` how
    many persons there were before any was removed; `points` the released outcome columns by time
    point; `clinic` the column that tells the clinic, if one does; `earlier` all earlier releases.
    """

    table: Microdata
    levels: Mapping[str, int]
    sensitive: tuple[str, ...]
    persons_before: int
    points: TimePoints = field(default_factory=dict)
    clinic: str | None = None
    hierarchies: tuple[Hierarchy, ...] = ()
    earlier: tuple[Release, ...] = ()

    @property
    def quasi(self) -> tuple[str, ...]:
        """Return the columns that somebody may know of a person, the clinic among them."""
        known = tuple(self.levels)
        return known if self.clinic is None or self.clinic in known else (*known, self.clinic)

    @property
    def known(self) -> tuple[str, ...]:
        """Return the columns that make the classes: also at which time points somebody answered."""
        return (*self.quasi, PRESENCE)

    @property
    def as_release(self) -> Release:
        """Return what is to be remembered of it once it has left, for later ones to be compared."""
        levels = {name: self.levels.get(name, 0) for name in self.known}
        return release_of(self.with_presence, levels)

    @property
    def with_presence(self) -> Microdata:
        """Return the table with the pattern of time points as a column."""
        return with_presence(self.table, self.points)


def with_presence(table: Microdata, points: TimePoints) -> Microdata:
    """Return the table with the pattern of time points as the column `PRESENCE`."""
    patterns: tuple[Value, ...] = presence_patterns(table, points)
    return table.replaced({PRESENCE: patterns})
