"""What a clinic is asked by its counts, since no single sheet can show it."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime

from kast_eval import clock
from kast_eval.actions.steps.raised import settle
from kast_eval.actions.steps.sheet import DefinitionChangedError, definition_of
from kast_eval.definition.library import Library, UnknownFormError
from kast_eval.kinds.answer import AnswerError
from kast_eval.quality.clinic import STARTS_UNLOGGED, Unlogged, unlogged_quarters
from kast_eval.store.keyed_sheets import sheets_with_texts
from kast_eval.store.queries import NewQuery, queries_of_clinic
from kast_eval.store.session import Session

_STARTS = {"start": "fill_date", "relative_start": "fill_date"}
_LOGGED = {"contact_log": "contact_date"}
COUNTED = {**_STARTS, **_LOGGED}
"""The forms that starts and logged contacts are counted from, and the items of their days."""


def ask_clinic(session: Session, now: datetime, library: Library, site_code: str) -> None:
    """Ask for rows of the contact log where more have started than were logged; close the rest."""
    starts = list(_days(session, library, site_code, _STARTS))
    rows = list(_days(session, library, site_code, _LOGGED))
    found = unlogged_quarters(starts, rows, clock.clinic_day(now))
    kind = STARTS_UNLOGGED.name
    asked = [_new_query(site_code, one) for one in found]
    settle(session, now, asked, queries_of_clinic(session, site_code, kind))


def _new_query(site_code: str, found: Unlogged) -> NewQuery:
    kind, quarter = STARTS_UNLOGGED.name, found.quarter
    said = f"{quarter.year} kv {quarter.number}"
    details = {"quarter": said, "starts": str(found.starts), "rows": str(found.rows)}
    finding = f"{kind}:{quarter}"
    return NewQuery(site_code, None, None, kind, finding, frozenset(), details)


def _days(
    session: Session, library: Library, site_code: str, forms: Mapping[str, str]
) -> Iterator[date]:
    """Give the day of each sheet of the forms in a first episode."""
    for form, name in forms.items():
        kept = sheets_with_texts(session, (site_code,), form=form)
        for sheet, texts, _entered in (one for one in kept if one[0].episode_no == 1):
            with suppress(AnswerError, DefinitionChangedError, UnknownFormError):
                item = definition_of(library, sheet).item(name)
                values = item.read(texts.get(name, "")).values
                yield from (value for value in values if isinstance(value, date))
