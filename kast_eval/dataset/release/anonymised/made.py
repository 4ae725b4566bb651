"""An anonymised file as it was found, and what is told of it."""

from dataclasses import dataclass, field

from kast_eval.dataset.anonymise.candidate import Candidate
from kast_eval.dataset.anonymise.policy import Policy
from kast_eval.dataset.anonymise.releases import Release
from kast_eval.dataset.release.anonymised.disclosure import Disclosure
from kast_eval.dataset.table import Code


@dataclass(frozen=True)
class Made:
    """The candidate that leaves, or that refusals stand against, with what is told of it."""

    candidate: Candidate = field(repr=False)
    policy: Policy
    disclosure: Disclosure

    @property
    def persons(self) -> frozenset[Code]:
        """Return whose rows are in it, by the ids of the coded tables."""
        return frozenset(self.candidate.table.persons)

    @property
    def profile(self) -> Release:
        """Return what later releases are compared with."""
        return self.candidate.as_release
