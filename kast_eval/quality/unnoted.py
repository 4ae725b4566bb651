"""How often what counts as the rest was not noted, at all clinics together."""

from collections.abc import Collection, Mapping

from kast_eval.quality.added_up import enough_together, shared_by_all
from kast_eval.quality.share import Share
from kast_eval.quality.splits import Clients, Part, Split

Unnoted = Mapping[Split, Share]
"""Of a clinic's clients; who is among them is also in the last category of the split."""


def unnoted_of_all(clinics: Collection[tuple[Clients, Unnoted]]) -> Unnoted:
    """Return how often each was not noted, where that may be shown.

    The last category is shown, too. What is left of it, those of whom it was noted, is a count of
    its own to whoever takes the one from the other.
    """
    found: dict[Split, Share] = {}
    for split in sorted({split for _clients, unnoted in clinics for split in unnoted}):
        share = shared_by_all([unnoted[split] for _clients, unnoted in clinics])
        rests = [one.splits[split][Part.NO] - unnoted[split].part for one, unnoted in clinics]
        if share is not None and enough_together(rests):
            found[split] = share
    return found
