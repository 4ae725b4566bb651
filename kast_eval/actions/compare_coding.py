"""Compare the two codings of interviews that were coded by two people."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from kast_eval import clock
from kast_eval.actions.steps.sheet import whole_definition
from kast_eval.dataset.agreement import CodingAgreement, coding_agreement
from kast_eval.definition.form import Filler, FormDefinition
from kast_eval.definition.library import Library
from kast_eval.store.events import note_event
from kast_eval.store.keyed_sheets import first_entries
from kast_eval.store.records import EntryRecord, SheetRecord
from kast_eval.store.session import Session
from kast_eval.store.sites import find_site
from kast_eval.study.border import last_study_day, require_in_study
from kast_eval.study.roles import NotAllowedError, NotFoundError, Permission, User


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
    A researcher is told nothing of a clinic outside the study, nor of what one coded after it left.
    """
    sites = _sites(session, user, site_codes)
    forms = {one.form for one in library.forms if one.filler is Filler.RESEARCHER}
    sheets = [
        (whole_definition(library, sheet), sheet, entry)
        for form in sorted(forms)
        for sheet, entry in first_entries(session, list(sites), form=form)
        if clock.clinic_day(entry.entered_at) <= sites[sheet.site_code]
    ]
    for site_code in sites:
        note_event(session, now, user.name, "compared coding", "interviews", site_code=site_code)
    return _by_version(sheets)


def _sites(session: Session, user: User, site_codes: Collection[str]) -> Mapping[str, date]:
    """Return the clinics that were asked for, or all of the user's, each with its last day."""
    own = user.sites_with(Permission.COMPARE_CODING)
    every = own | user.sites_with(Permission.COMPARE_STUDY_CODING)
    if not every:
        raise NotAllowedError
    found: dict[str, date] = {}
    for site_code in sorted(site_codes or every):
        site = find_site(session, site_code)
        if site_code not in user.sites or site is None:
            raise NotFoundError
        if site_code not in every:
            raise NotAllowedError
        if site_code not in own:
            require_in_study(site)
        found[site_code] = date.max if site_code in own else last_study_day(site, date.max)
    return found


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
