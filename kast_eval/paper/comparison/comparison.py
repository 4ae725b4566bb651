"""Several clinics beside each other: everything that their pages and papers are made from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kast_eval.quality.inflow import ShownInflow, ShownLogged
from kast_eval.quality.share import Share
from kast_eval.quality.splits import Counts, Split
from kast_eval.quality.structure import Milestone, Reached, Structure
from kast_eval.quality.together import Together
from kast_eval.study.site import Site


@dataclass(frozen=True)
class Comparison:
    """Clinics as they were on a day: what they are, and who came to them.

    Clients are told of `together` as far as they may be. Of all clinics only are `relatives`, to
    how many contacts a form was `offered`, and the `inflow`: None where they are too few.
    `logged` has how many clinics had contacts in each of its quarters. `operations` counts those
    with the police by year, and `start_ups` tells what a new clinic had reached after how many
    months. Of all clinics only are `unnoted`, how often something was not noted, and
    `later`, how clients fared at the follow-ups that clinics may choose.
    """

    day: date
    sites: tuple[Site, ...]
    together: Together
    relatives: int | None
    offered: Share | None
    inflow: ShownInflow | None
    logged: ShownLogged
    operations: Mapping[int, int]
    structures: Mapping[str, Structure]
    start_ups: Mapping[str, Mapping[Milestone, Mapping[int, Reached]]]
    unnoted: Mapping[Split, Share]
    later: Mapping[str, Counts]

    def looked_at(self, codes: Collection[str]) -> "Comparison":
        """Return the same with the rows of some clinics only; every number stays what it was."""
        return replace(self, sites=tuple(one for one in self.sites if one.code in codes))
