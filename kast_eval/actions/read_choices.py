"""Read which optional questions and time points the clinics of a lead have chosen."""

from dataclasses import dataclass

from kast_eval.actions.steps.asked import asked_at
from kast_eval.definition.form import FormDefinition
from kast_eval.definition.library import Library
from kast_eval.store.session import Session
from kast_eval.store.site_points import find_site_points
from kast_eval.store.sites import find_site
from kast_eval.study.roles import NotFoundError, Permission, User, require_somewhere
from kast_eval.study.site import Site


@dataclass(frozen=True)
class Choices:
    """A clinic, and each form that has optional questions: whole, and as it is asked there.

    `points` are the optional time points that the clinic follows.
    """

    site: Site
    forms: tuple[tuple[FormDefinition, FormDefinition], ...]
    points: frozenset[str]


def read_choices(session: Session, user: User, library: Library) -> tuple[Choices, ...]:
    """Return what every clinic asks where the user may choose."""
    return tuple(
        _of_clinic(session, code, library)
        for code in sorted(require_somewhere(user, Permission.CHOOSE_ITEMS))
    )


def _of_clinic(session: Session, code: str, library: Library) -> Choices:
    site = find_site(session, code)
    if site is None:
        raise NotFoundError
    forms = tuple(
        (definition, asked_at(session, code, definition))
        for definition in library.newest_forms
        if definition.optional_items
    )
    return Choices(site, forms, find_site_points(session, code))
