"""Choose which optional items a clinic asks on its own prints."""

from collections.abc import Collection
from datetime import datetime

from kast_eval.definition.form import FormDefinition
from kast_eval.definition.library import Library
from kast_eval.paper.extra import on_paper
from kast_eval.paper.layout import lay_out
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.site_items import add_site_items
from kast_eval.study.roles import Permission, User, require
from kast_eval.wording import Language


def choose_items(
    session: Session,
    user: User,
    now: datetime,
    library: Library,
    form: str,
    *,
    site_code: str,
    names: Collection[str],
) -> FormDefinition:
    """Keep the clinic's choice for the newest version, and return the form as it is asked now.

    What the pages have no room for stands on an extra page. A choice that does not fit there either
    is refused (NoRoomError), and says by how much.
    """
    require(user, Permission.CHOOSE_ITEMS, site_code)
    definition = library.newest(form)
    asked = on_paper(definition, frozenset(names))
    # Both languages have their boxes in the same places, so what fits in one fits in the other.
    lay_out(asked, Language.SV)
    add_site_items(
        session, site_code, definition, asked.optional_items, chosen_by=user.name, chosen_at=now
    )
    note_event(
        session,
        now,
        user.name,
        "chose items",
        f"{definition.form} {definition.version}: {' '.join(sorted(asked.optional_items))}",
        site_code=site_code,
    )
    return asked
