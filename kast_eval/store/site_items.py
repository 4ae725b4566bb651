"""Queries about which optional items a clinic asks; each takes the clinic."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, insert, select

from kast_eval.definition.form import FormDefinition
from kast_eval.store.records import SiteItemsRecord
from kast_eval.store.session import Session
from kast_eval.store.tables import SiteItemsRow, UserRow
from kast_eval.store.users import user_id

_ADD = insert(SiteItemsRow)
_NEWEST = (
    select(
        SiteItemsRow.site_code,
        SiteItemsRow.form,
        SiteItemsRow.version,
        SiteItemsRow.optional_items,
        UserRow.name,
        SiteItemsRow.chosen_at,
    )
    .join(UserRow, UserRow.id == SiteItemsRow.chosen_by)
    .where(
        SiteItemsRow.site_code == bindparam("site_code"),
        SiteItemsRow.form == bindparam("form"),
        SiteItemsRow.version == bindparam("version"),
    )
    .order_by(SiteItemsRow.id.desc())
    .limit(1)
)


def add_site_items(
    session: Session,
    site_code: str,
    definition: FormDefinition,
    names: Collection[str],
    *,
    chosen_by: str,
    chosen_at: datetime,
) -> None:
    """Keep which optional items the clinic asks from now on; earlier choices stay as history."""
    values = {
        "site_code": site_code,
        "form": definition.form,
        "version": definition.version,
        "optional_items": frozenset(names),
        "chosen_by": user_id(session, chosen_by),
        "chosen_at": chosen_at,
    }
    session.connection.execute(_ADD, values)


def find_site_items(
    session: Session, site_code: str, definition: FormDefinition
) -> SiteItemsRecord | None:
    """Return the clinic's newest choice for this version of the form, None for the default."""
    wanted = {"site_code": site_code, "form": definition.form, "version": definition.version}
    row = session.connection.execute(_NEWEST, wanted).one_or_none()
    return None if row is None else SiteItemsRecord(*row)
