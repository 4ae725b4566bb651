"""Definitions that are not those that the sheets of some clinics were keyed by."""

from collections.abc import Collection, Iterator

from kast_eval.dataset.release.refusal import Refusal
from kast_eval.definition.library import Library
from kast_eval.store.session import Session
from kast_eval.store.sheets import keyed_definitions
from kast_eval.study.site import Site
from kast_eval.wording import marked


def changed_definitions(
    session: Session, library: Library, sites: Collection[Site]
) -> Iterator[Refusal]:
    """Give R12 for each definition that is another than the one that sheets were keyed by."""
    known = {(one.form, one.version): one.checksum for one in library.forms}
    differing = {
        (form, version)
        for form, version, checksum in keyed_definitions(session, [one.code for one in sites])
        if known.get((form, version)) != checksum
    }
    for form, version in sorted(differing):
        yield Refusal(
            "R12",
            marked(
                "{form}-{version}.yaml är inte den fil som arken skrevs in efter. Lägg tillbaka "
                "den fil som gällde då; en ändring av ett formulär är en ny version."
            ),
            {"form": form, "version": version},
        )
