"""Compare the two codings of interviews that were coded by two people."""

from collections.abc import Collection
from datetime import datetime

from kast_eval.actions.steps.sheet import whole_definition
from kast_eval.dataset.agreement import CodingAgreement, coding_agreement
from kast_eval.definition.form import Filler, FormDefinition
from kast_eval.definition.library import Library
from kast_eval.store.events import note_event
from kast_eval.store.records import EntryRecord, SheetRecord
from kast_eval.store.session import Session
from kast_eval.store.sheets import first_entries
from kast_eval.study.roles import Permission, User, require, require_somewhere


def compare_coding(
    session: Session,
    user: User,
    now: datetime,
    library: Library,
    *,
    site_codes: Collection[str] = (),
) -> tuple[CodingAgreement, ...]:
    """Return how far the codings of interviews agree, at some clinics or at all of the user's.

    There is one result for each version of the form, as another version has another frame. What
    counts is what each coder said at first: what they agree on after a talk proves nothing.
    """
    sites = sorted(site_codes or require_somewhere(user, Permission.EXPORT))
    for site_code in sites:
        require(user, Permission.EXPORT, site_code)
    forms = {one.form for one in library.forms if one.filler is Filler.RESEARCHER}
    sheets = [
        (whole_definition(library, sheet), sheet, entry)
        for form in sorted(forms)
        for sheet, entry in first_entries(session, sites, form=form)
    ]
    for site_code in sites:
        note_event(session, now, user.name, "compared coding", "interviews", site_code=site_code)
    return _by_version(sheets)


def _by_version(
    sheets: Collection[tuple[FormDefinition, SheetRecord, EntryRecord]],
) -> tuple[CodingAgreement, ...]:
    codings: dict[tuple[str, int], dict[str, dict[str, dict[str, str]]]] = {}
    definitions: dict[tuple[str, int], FormDefinition] = {}
    for definition, sheet, entry in sheets:
        version = (definition.form, definition.version)
        definitions[version] = definition
        coders = codings.setdefault(version, {}).setdefault(sheet.public_id, {})
        coders[f"keying {entry.keying}"] = dict(entry.texts)
    return tuple(
        coding_agreement(definitions[version], interviews)
        for version, interviews in sorted(codings.items())
    )
