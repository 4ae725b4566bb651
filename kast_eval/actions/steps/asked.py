"""What stands on a clinic's own print of a form."""

from kast_eval.definition.form import FormDefinition
from kast_eval.paper.extra import on_paper
from kast_eval.store.session import Session
from kast_eval.store.site_items import find_site_items


def asked_at(session: Session, site_code: str, definition: FormDefinition) -> FormDefinition:
    """Return the form with the optional items that the clinic has chosen, else the default print.

    A choice counts for one version: a new version has another paper, and is chosen for anew.
    """
    chosen = find_site_items(session, site_code, definition)
    return on_paper(definition, None if chosen is None else chosen.optional_items)
