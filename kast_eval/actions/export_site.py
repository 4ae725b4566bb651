"""Export the coded working file of one clinic: the clinic's own, or what the study gets of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from kast_eval import clock
from kast_eval.actions.steps.coded_sheets import coded_sheets
from kast_eval.dataset.coded_tables import Source
from kast_eval.dataset.export import export_files
from kast_eval.definition.derived import Derivations
from kast_eval.definition.library import Library
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.sites import find_site, is_training
from kast_eval.study.border import require_in_study
from kast_eval.study.roles import NotFoundError, Permission, User, require
from kast_eval.study.schedule import Schedule


@dataclass(frozen=True)
class Export:
    """The files of an export by name, and how many sheets they hold."""

    files: Mapping[str, bytes] = field(repr=False)
    sheets: int


def export_site(
    session: Session,
    user: User,
    now: datetime,
    library: Library,
    *,
    site_code: str,
    derivations: Derivations,
    person_key: bytes,
    schedule: Schedule | None = None,
    tell: Callable[[int, int], None] = lambda _done, _all: None,
) -> Export:
    """Return the clinic's coded files; `tell` hears how many sheets of how many are coded.

    Who may export for the study alone gets nothing of a clinic outside it, and nothing that was
    keyed since the clinic left it.
    The export is noted before anything is written to a disk, so that no file is unaccounted for.
    """
    for_study = not user.may(Permission.EXPORT, site_code)
    if for_study:
        require(user, Permission.EXPORT_STUDY, site_code)
    site = find_site(session, site_code)
    if site is None:
        raise NotFoundError
    if for_study:
        require_in_study(site)
    sheets = coded_sheets(session, library, site, person_key, for_study=for_study)
    total = sum(len(of_form) for of_form in sheets.values())
    done = iter(range(1, total + 1))
    files = export_files(
        # Nothing leaves a training database without its mark, whatever a clinic says of itself.
        Source(
            replace(site, training=is_training(session)),
            library.forms,
            sheets,
            derivations,
            schedule,
        ),
        clock.clinic_day(now),
        tell=lambda: tell(next(done), total),
    )
    note_event(session, now, user.name, "exported", f"{total} sheets", site_code=site_code)
    return Export(files, total)
