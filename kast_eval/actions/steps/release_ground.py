"""What a release is planned with beside the tables, out of the store."""

import secrets
from collections.abc import Mapping
from datetime import date

from kast_eval import clock
from kast_eval.dataset.anonymise.releases import Contents, Release
from kast_eval.dataset.release.ground import Ground
from kast_eval.dataset.release.tables.published import PublishedRelease, published_table
from kast_eval.definition.derived import Derivations
from kast_eval.definition.library import Library
from kast_eval.store.published import all_published
from kast_eval.store.release_profiles import all_profiles
from kast_eval.store.session import Session
from kast_eval.study.signs import Signs

SEED_BYTES = 32


def release_ground(
    session: Session,
    library: Library,
    signs: Signs,
    whose: Mapping[str, tuple[str, str]],
    *,
    today: date,
    seed: bytes | None,
    training: bool,
    derivations: Derivations,
) -> Ground:
    """Return it; `whose` has by the ids of today at which clinic each person is, and as whom.

    Without a `seed` the system draws one that nobody ever learns.
    """
    return Ground(
        signs=signs,
        today=today,
        definitions=library.forms,
        clinics={person: site for person, (site, _) in whose.items()},
        earlier=_earlier(session, whose),
        seed=secrets.token_bytes(SEED_BYTES) if seed is None else seed,
        training=training,
        published=_published(session),
        derivations=derivations,
    )


def _earlier(session: Session, whose: Mapping[str, tuple[str, str]]) -> tuple[Release, ...]:
    """Return what anonymised releases told before, with the persons under the ids of today."""
    ids = {one: person for person, one in whose.items()}
    return tuple(
        Release(
            told.levels,
            told.classes,
            frozenset(ids[one] for one in told.persons if one in ids),
            Contents(told.columns, told.rows),
            told.checksum,
        )
        for told in all_profiles(session)
    )


def _published(session: Session) -> tuple[PublishedRelease, ...]:
    return tuple(
        PublishedRelease(
            one.recipe_name,
            clock.clinic_day(one.made_at).isoformat(),
            tuple(published_table(table) for table in one.tables),
        )
        for one in all_published(session)
    )
