"""Questions that sheets raise together: asked once, and closed when their cause is corrected."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from kast_eval.actions.steps.clinic_questions import COUNTED, ask_clinic
from kast_eval.actions.steps.raised import settle, written_places
from kast_eval.actions.steps.sheet import DefinitionChangedError, definition_of
from kast_eval.answers.read import Seen
from kast_eval.definition.form import FormDefinition
from kast_eval.definition.library import Library, UnknownFormError
from kast_eval.quality.checks import findings
from kast_eval.quality.sheet import CheckedSheet, ClientSheets, Found, checked_sheet
from kast_eval.store.clients import find_client
from kast_eval.store.newest_entries import newest_of_client
from kast_eval.store.queries import NewQuery, queries_of_client
from kast_eval.store.records import ClientRecord, EntryRecord, SheetRecord
from kast_eval.store.session import Session
from kast_eval.study.plan import Plan

_Papers = dict[tuple[str, int, str, frozenset[str]], tuple[FormDefinition | None, Seen]]
"""What stood on sheets alike, and what their texts meant on those before."""


def ask_about(session: Session, now: datetime, plan: Plan, sheet: SheetRecord) -> None:
    """Raise what the sheet's client, or the clinic, is to be asked; close what is mended."""
    client = find_client(session, (sheet.site_code,), sheet.client_code or "")
    if client is not None:
        ask_about_client(session, now, plan, client)
    if sheet.form in COUNTED:
        ask_clinic(session, now, plan.library, sheet.site_code)


def ask_about_client(session: Session, now: datetime, plan: Plan, client: ClientRecord) -> None:
    """Raise what the client's sheets together are asked about; close what is mended."""
    kept = newest_of_client(session, client)
    checked = tuple(_checked(plan.library, kept))
    found = findings(ClientSheets(client.person_type, checked))
    asked = [_new_query(client, one) for one in found]
    settle(session, now, asked, queries_of_client(session, client.site_code, client.id))


def _checked(
    library: Library, kept: Iterable[tuple[SheetRecord, EntryRecord]]
) -> Iterator[CheckedSheet]:
    papers: _Papers = {}
    for sheet, entry in kept:
        printed = sheet.form, sheet.version, sheet.definition_checksum, sheet.optional_items
        if printed not in papers:
            papers[printed] = _definition(library, sheet), {}
        definition, seen = papers[printed]
        if definition is not None:
            yield checked_sheet(
                sheet.public_id, definition, entry.texts,
                episode_no=sheet.episode_no, timepoint=sheet.timepoint, number=sheet.number,
                person_type=sheet.person_type, seen=seen,
            )  # fmt: skip


def _definition(library: Library, sheet: SheetRecord) -> FormDefinition | None:
    """Return the definition, or nothing: a file that was changed must not stop another sheet."""
    try:
        return definition_of(library, sheet)
    except (DefinitionChangedError, UnknownFormError):
        return None


def _new_query(client: ClientRecord, found: Found) -> NewQuery:
    places = [(place.sheet.public_id, place.items) for place in found.places]
    return NewQuery(
        client.site_code,
        client.id,
        None,
        found.check,
        found.key,
        frozenset(name for _, items in places for name in items),
        {"places": written_places(places)},
    )
