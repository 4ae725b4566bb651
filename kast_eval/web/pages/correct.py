"""Correct a saved sheet."""

import secrets
from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form

from kast_eval import clock
from kast_eval.actions.correct_entry import StaleCorrectionError, correct_entry
from kast_eval.actions.find_draft import find_correction_draft
from kast_eval.actions.open_draft import discard_draft
from kast_eval.actions.read_answered import read_answered
from kast_eval.actions.read_sheet import SheetView, read_sheet
from kast_eval.actions.save_draft import save_correction_draft
from kast_eval.actions.steps.answered import unanswered
from kast_eval.actions.steps.keyed import Outcome, read_keyed
from kast_eval.answers.compare import differing_items
from kast_eval.errors import KastEvalError
from kast_eval.store.drafts import DraftContent
from kast_eval.store.faults import StorageError
from kast_eval.web.drafted import DraftShown, kept_answer
from kast_eval.web.entry_form import NOTE, TEXT, keyed_items
from kast_eval.web.entry_page import EntryPage, Sent, Told, read_sent, sent_page, show_entry
from kast_eval.web.entry_summary import Summary
from kast_eval.web.language import choose_language, language
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import NotSignedInError, SignedOutError, look, work
from kast_eval.web.statuses import UNPROCESSABLE, status_of
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

pages = Blueprint("correct", __name__)


@pages.get("/sheet/<public_id>/correct")
def correct(public_id: str) -> str:
    """Show the page with what was saved."""
    with work() as one:
        view = read_sheet(one.session, one.user, one.now, parts().library, public_id)
        found = find_correction_draft(one.session, one.user, view.sheet)
    if found is None:
        page = _page(view)
        form = page.empty_form(view.newest.texts, view.newest.notes)
        return _show(public_id, page, form, Told())
    # A draft of an entry that somebody has corrected since meets the page of two versions.
    page = replace(_page(view), replaces=found.content.replaces)
    form = page.empty_form(found.content.texts, found.content.notes)
    return _show(public_id, page, form, Told(), DraftShown.of(found, one.now))


def _page(view: SheetView) -> EntryPage:
    sheet = view.sheet
    return EntryPage(
        view.definition, sheet.client_code or sheet.site_code, sheet.number,
        sheet.person_type, secrets.token_urlsafe(16), view.newest.id,
    )  # fmt: skip


def _show(
    public_id: str, page: EntryPage, form: Form, told: Told, draft: DraftShown | None = None
) -> str:
    drafts_at = url_for("correct.draft", public_id=public_id)
    return show_entry(page, form, told, clock.now(), draft=draft, drafts_at=drafts_at)


@pages.post("/sheet/<public_id>/correct")
def save(public_id: str) -> ResponseReturnValue:
    """Save the correction, or show the page again with everything that needs a look."""
    page = sent_page(request.form.get("submission", ""))
    form = page.sent_form()
    sent = read_sent(page, form)
    match request.form.get("do", "save").partition("-"):
        case ("language", _, chosen):
            choose_language(chosen)
            return _show(public_id, page, form, Told())
        case ("discard", _, draft_id):
            with work() as one:
                discard_draft(one.session, one.user, one.now, draft_id)
            return redirect(url_for("correct.correct", public_id=public_id), 303)
        case ("check", _, _):
            return _show(public_id, page, form, _checked(public_id, page, sent))
    if sent.errors:
        return _show(public_id, page, form, _checked(public_id, page, sent)), UNPROCESSABLE
    try:
        outcome = _correct(public_id, page, sent)
    except StaleCorrectionError as error:
        return _show_conflict(public_id, error)
    except NotSignedInError:
        return show_again(SignedOutError(), public_id)
    except StorageError as error:
        return show_again(error, public_id)
    if outcome.sheet_public_id is None:
        told = Told(outcome.reading.errors, outcome.reading.doubts)
        return _show(public_id, page, form, told), UNPROCESSABLE
    tell_next(marked("Rättelsen är sparad."))
    return redirect(url_for("sheet.sheet", public_id=public_id), 303)


@pages.post("/sheet/<public_id>/correct/draft")
def draft(public_id: str) -> ResponseReturnValue:
    """Keep what is typed, and say since when; say nothing where there is nothing to keep."""
    page = sent_page(request.form.get("submission", ""))
    sent = read_sent(page, page.sent_form())
    content = DraftContent(sent.texts, sent.notes, request.form.get("reason", ""), page.replaces)
    with work() as one:
        kept = save_correction_draft(
            one.session, one.user, one.now, parts().library, public_id,
            content=content, submission=page.submission,
        )  # fmt: skip
    return kept_answer(one.now, kept=kept)


def show_again(error: KastEvalError, public_id: str) -> ResponseReturnValue:
    """Show the page with everything that was typed, and why nothing was saved."""
    page = sent_page(request.form.get("submission", ""))
    told = Told(notice=error.in_language(language()))
    return _show(public_id, page, page.sent_form(), told), status_of(error)


def _correct(public_id: str, page: EntryPage, sent: Sent) -> Outcome:
    with work() as one:
        return correct_entry(
            one.session, one.user, one.now, parts().plan, public_id,
            texts=sent.texts, notes=sent.notes, replaces=page.replaces or 0,
            reason=request.form.get("reason", ""), submission=page.submission,
            confirmed=sent.confirmed, reasons=sent.reasons,
        )  # fmt: skip


def _checked(public_id: str, page: EntryPage, sent: Sent) -> Told:
    with look() as one:
        answered = read_answered(one.session, one.user, parts().library, public_id)
    reading = read_keyed(
        page.definition, sent.texts, sent.notes, person_type=page.person_type, now=clock.now()
    ).reading
    summary = Summary.of(page.definition, reading.answers)
    doubts = unanswered(reading, answered).doubts
    return Told((*sent.errors, *reading.errors), doubts, summary=summary)


def _show_conflict(public_id: str, error: StaleCorrectionError) -> ResponseReturnValue:
    """Show both versions side by side; what was typed can be taken on."""
    with work() as one:
        view = read_sheet(one.session, one.user, one.now, parts().library, public_id)
    replaced = request.form.get("replaces", "")
    base = next((entry for entry in view.history if str(entry.id) == replaced), error.newest)
    conflict = render_template(
        "conflict.html",
        view=view,
        items=keyed_items(view.definition),
        yours=error.yours,
        theirs=error.newest,
        theirs_at=error.newest.entered_at.astimezone(clock.CLINIC_ZONE),
        differing=differing_items(view.definition, error.yours.texts, error.newest.texts),
        page=_page(view),
        reason=request.form.get("reason", ""),
        names=(TEXT, NOTE),
        base=base,
        taken_on=(
            _merged(base.texts, error.yours.texts, error.newest.texts),
            _merged(base.notes, error.yours.notes, error.newest.notes),
        ),
    )
    return conflict, status_of(error)


def _merged(
    base: Mapping[str, str], yours: Mapping[str, str], newest: Mapping[str, str]
) -> dict[str, str]:
    """Return what counts now with what you changed: nobody takes back what another corrected."""
    changed = {name: text for name, text in yours.items() if text != base.get(name, "")}
    emptied = dict.fromkeys(base.keys() - yours.keys(), "")
    return {**newest, **emptied, **changed}
