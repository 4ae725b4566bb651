"""Key sheets a second time: the list of those that wait, and the page of each."""

import secrets
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form

from kast_eval import clock
from kast_eval.actions.find_draft import find_second_draft
from kast_eval.actions.key_again import KeyedAgain, key_again
from kast_eval.actions.list_second_keying import AWAITS, DIFFERS, list_second_keying
from kast_eval.actions.open_draft import discard_draft
from kast_eval.actions.open_second_keying import (
    AwaitedSheet,
    NotAwaitedError,
    SeveralAwaitedError,
    find_awaited,
    open_second_keying,
)
from kast_eval.actions.save_draft import save_second_draft
from kast_eval.actions.steps.keyed import read_keyed
from kast_eval.actions.steps.keyers import SamePersonError
from kast_eval.errors import KastEvalError
from kast_eval.store.drafts import DraftContent
from kast_eval.store.faults import StorageError
from kast_eval.study.client_code import ClientCodeError
from kast_eval.study.roles import Permission, require_somewhere
from kast_eval.study.timepoint import read_number
from kast_eval.web.drafted import DraftShown, kept_answer
from kast_eval.web.entry_page import EntryPage, Sent, Told, read_sent, sent_page, show_entry
from kast_eval.web.entry_summary import Summary
from kast_eval.web.language import choose_language, language
from kast_eval.web.numbers import number_said
from kast_eval.web.opening import asked_episode, asked_form
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import NotSignedInError, SignedOutError, look, work
from kast_eval.web.statuses import UNPROCESSABLE, status_of
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

pages = Blueprint("second_keying", __name__)

NO_PERIODS: Mapping[int, date] = MappingProxyType({})
"""There is nothing to choose of, as nearly always."""


@pages.get("/second-keying")
def waiting() -> str:
    """List the sheets that wait, and ask for the identity of the paper at hand."""
    return _list()


@pages.post("/second-keying")
def find() -> ResponseReturnValue:
    """Lead to the page of the sheet that the paper's code, form and number mean."""
    library = parts().library
    try:
        definition = asked_form()
        number = read_number(definition.timing, request.form.get("number", ""))
    except KastEvalError as error:
        return _list(error), UNPROCESSABLE
    try:
        with look() as one:
            public_id = find_awaited(
                one.session, one.user, library,
                code=request.form.get("client_code", ""), form=definition.form, number=number,
                episode_no=asked_episode(),
            )  # fmt: skip
    except SeveralAwaitedError as error:
        return _list(error, error.saved_on), UNPROCESSABLE
    except (ClientCodeError, NotAwaitedError) as error:
        return _list(error), UNPROCESSABLE
    return redirect(url_for("second_keying.again", public_id=public_id), 303)


def _list(error: KastEvalError | None = None, periods: Mapping[int, date] = NO_PERIODS) -> str:
    """Return the page with every clinic's sheets, what was typed, and the periods to choose of."""
    with look() as one:
        sites = sorted(require_somewhere(one.user, Permission.ENTER))
        due = [sheet for site in sites for sheet in list_second_keying(one.session, one.user, site)]
    library = parts().library
    return render_template(
        "second_keying.html",
        due=[
            (sheet, library.get(sheet.form, sheet.version), clock.clinic_day(sheet.since))
            for sheet in due
        ],
        error="" if error is None else error.in_language(language()),
        typed=request.form,
        periods=periods,
        number_said=number_said,
        states=(DIFFERS, AWAITS),
    )


@pages.get("/second-keying/<public_id>")
def again(public_id: str) -> ResponseReturnValue:
    """Show the empty page of the sheet; nothing of the first keying is on it."""
    try:
        with work() as one:
            awaited = open_second_keying(
                one.session, one.user, one.now, parts().plan, public_id=public_id
            )
    except (NotAwaitedError, SamePersonError) as error:
        tell_next(error.text)
        return redirect(url_for("second_keying.waiting"), 303)
    with look() as one:
        found = find_second_draft(one.session, one.user, awaited.sheet)
    page = _page(awaited)
    if found is None:
        return _show(public_id, page, page.empty_form({}, {}), Told())
    form = page.empty_form(found.content.texts, found.content.notes)
    return _show(public_id, page, form, Told(), DraftShown.of(found, one.now))


def _page(awaited: AwaitedSheet) -> EntryPage:
    sheet = awaited.sheet
    return EntryPage(
        awaited.definition, awaited.code, sheet.number, sheet.person_type,
        secrets.token_urlsafe(16),
    )  # fmt: skip


def _show(
    public_id: str, page: EntryPage, form: Form, told: Told, draft: DraftShown | None = None
) -> str:
    return show_entry(
        page, form, told, clock.now(), template="second_entry.html",
        draft=draft, drafts_at=url_for("second_keying.draft", public_id=public_id),
    )  # fmt: skip


@pages.post("/second-keying/<public_id>/draft")
def draft(public_id: str) -> ResponseReturnValue:
    """Keep what is typed, and say since when; say nothing where there is nothing to keep."""
    page = sent_page(request.form.get("submission", ""))
    sent = read_sent(page, page.sent_form())
    with work() as one:
        kept = save_second_draft(
            one.session, one.user, one.now, parts().library, public_id,
            content=DraftContent(sent.texts, sent.notes), submission=page.submission,
        )  # fmt: skip
    return kept_answer(one.now, kept=kept)


@pages.post("/second-keying/<public_id>")
def save(public_id: str) -> ResponseReturnValue:
    """Save the second keying, or show the page again with everything that needs a look."""
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
            return redirect(url_for("second_keying.again", public_id=public_id), 303)
        case ("check", _, _):
            return _show(public_id, page, form, _checked(page, sent))
    if sent.errors:
        return _show(public_id, page, form, _checked(page, sent)), UNPROCESSABLE
    try:
        outcome = _key_again(public_id, page, sent)
    except NotSignedInError:
        return show_again(SignedOutError(), public_id)
    except (StorageError, NotAwaitedError, SamePersonError) as error:
        return show_again(error, public_id)
    if outcome.differing is None:
        told = Told(outcome.reading.errors, outcome.reading.doubts)
        return _show(public_id, page, form, told), UNPROCESSABLE
    tell_next(AGREES_TEXT if outcome.differing == 0 else DIFFERS_TEXT)
    return redirect(url_for("second_keying.waiting"), 303)


AGREES_TEXT = marked("Sparat. De två inskrivningarna säger samma sak, och arket är klart.")
DIFFERS_TEXT = marked(
    "Sparat. De två inskrivningarna skiljer sig. Arket står nu överst i listan, för den som ska "
    "avgöra."
)


def show_again(error: KastEvalError, public_id: str) -> ResponseReturnValue:
    """Show the page with everything that was typed, and why nothing was saved."""
    page = sent_page(request.form.get("submission", ""))
    return _show(
        public_id, page, page.sent_form(), Told(notice=error.in_language(language()))
    ), status_of(error)


def _key_again(public_id: str, page: EntryPage, sent: Sent) -> KeyedAgain:
    with work() as one:
        return key_again(
            one.session, one.user, one.now, parts().plan, public_id,
            texts=sent.texts, notes=sent.notes, submission=page.submission,
            code=page.code, number=page.number, confirmed=sent.confirmed,
        )  # fmt: skip


def _checked(page: EntryPage, sent: Sent) -> Told:
    reading = read_keyed(
        page.definition, sent.texts, sent.notes, person_type=page.person_type, now=clock.now()
    ).reading
    summary = Summary.of(page.definition, reading.answers)
    return Told((*sent.errors, *reading.errors), reading.doubts, summary=summary)
