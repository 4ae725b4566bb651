"""Key a sheet."""

from collections.abc import Sequence

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form

from kast_eval import clock
from kast_eval.actions.enter_form import SheetExistsError, enter_form
from kast_eval.actions.find_draft import find_draft
from kast_eval.actions.list_rows import list_rows
from kast_eval.actions.open_draft import discard_draft
from kast_eval.actions.open_sheet import open_sheet
from kast_eval.actions.save_draft import save_draft
from kast_eval.actions.steps.episode import EpisodeError
from kast_eval.actions.steps.keyed import Outcome, read_keyed
from kast_eval.actions.steps.person_type import PersonTypeError
from kast_eval.answers.finding import Finding
from kast_eval.errors import KastEvalError
from kast_eval.kinds.answer import AnswerError
from kast_eval.kinds.text import clean_text
from kast_eval.store.drafts import DraftRecord
from kast_eval.store.faults import StorageError
from kast_eval.study.client_code import ClientCodeError
from kast_eval.study.roles import User
from kast_eval.web.drafted import DraftShown, kept_answer
from kast_eval.web.entry_form import TEXT
from kast_eval.web.entry_page import (
    PERSON_TYPE,
    EntryPage,
    KeyedRow,
    Sent,
    Told,
    read_sent,
    sent_page,
    show_entry,
)  # fmt: skip
from kast_eval.web.entry_summary import Summary
from kast_eval.web.language import choose_language, language
from kast_eval.web.opened import Opened
from kast_eval.web.opening import piled_before
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import NotSignedInError, SignedOutError, Work, look, work
from kast_eval.web.statuses import UNPROCESSABLE, status_of
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

pages = Blueprint("entry", __name__)

KEEP_TYPED = (StorageError, SheetExistsError, PersonTypeError, ClientCodeError, EpisodeError)
"""After these nothing is saved, and the page comes back with everything that was typed."""

UNKNOWN_PERSON = 1
"""Who the others are read for while it is not said who a new client is."""


@pages.get("/entry/<token>")
def entry(token: str) -> ResponseReturnValue:
    """Show an empty page, or the sheet if the page was saved before."""
    with look() as one:
        opened = parts().opened.find(one.user.name, token)
        rows, found = _found_before(one, opened)
    if opened is None:
        tell_next(marked("Den sidan är inte öppen längre. Skriv klientkoden igen."))
        return redirect(url_for("today.today"), 303)
    if opened.saved is not None:
        tell_next(marked("Sidan är redan sparad. Här är arket; rätta det om något skiljer."))
        return redirect(url_for("sheet.sheet", public_id=opened.saved), 303)
    sheet = opened.sheet
    page = EntryPage(
        sheet.definition, sheet.code, sheet.number, sheet.person_type, token,
        episode_no=sheet.episode_no,
    )  # fmt: skip
    if found is None:
        return _show(page, page.empty_form({}, {}), Told(), rows)
    form = page.empty_form(found.content.texts, found.content.notes)
    return _show(page, form, Told(), rows, DraftShown.of(found, one.now))


def _show(
    page: EntryPage,
    form: Form,
    told: Told,
    rows: Sequence[KeyedRow] = (),
    draft: DraftShown | None = None,
) -> str:
    return show_entry(
        page, form, told, clock.now(), rows,
        draft=draft, drafts_at=url_for("entry.draft", token=page.submission), pile=piled_before(),
    )  # fmt: skip


def _found_before(
    one: Work, opened: Opened | None
) -> tuple[Sequence[KeyedRow], DraftRecord | None]:
    """Return the rows of a table that were keyed today, and the draft of an open page."""
    if opened is None or opened.saved is not None:
        return (), None
    sheet = opened.sheet
    rows: Sequence[KeyedRow] = ()
    if sheet.definition.rows:
        rows = list_rows(
            one.session, one.user, one.now, sheet.definition, site_code=sheet.site.code
        )
    return rows, find_draft(one.session, one.user, sheet)


@pages.post("/entry/<token>")
def save(token: str) -> ResponseReturnValue:
    """Save the sheet, or show the page again with everything that needs a look."""
    page = sent_page(token)
    form = page.sent_form()
    sent = read_sent(page, form)
    match request.form.get("do", "save").partition("-"):
        case ("language", _, chosen):
            choose_language(chosen)
            return _show(page, form, Told())
        case ("discard", _, public_id):
            with work() as one:
                discard_draft(one.session, one.user, one.now, public_id)
            return redirect(url_for("entry.entry", token=token, pile=piled_before()), 303)
        case ("check", _, _):
            return _show(page, form, _checked(page, sent))
    person_type = _person_type(page)
    if sent.errors or isinstance(person_type, Finding):
        told = _checked(page, sent)
        return _show(page, form, told), UNPROCESSABLE
    try:
        outcome = _enter(page, sent, person_type)
    except NotSignedInError:
        return show_again(SignedOutError(), token)
    except KEEP_TYPED as error:
        return show_again(error, token)
    if outcome.sheet_public_id is None:
        told = Told(outcome.reading.errors, outcome.reading.doubts)
        return _show(page, form, told), UNPROCESSABLE
    parts().opened.mark_saved(token, outcome.sheet_public_id)
    if page.definition.rows:
        tell_next(marked("Raden är sparad. Här är nästa."))
        return _next_row(page)
    tell_next(marked("Sparat."))
    done = piled_before()
    if done is not None:
        return redirect(url_for("pile.pile", form=page.definition.form, pile=done + 1), 303)
    return redirect(url_for("sheet.sheet", public_id=outcome.sheet_public_id), 303)


@pages.post("/entry/<token>/draft")
def draft(token: str) -> ResponseReturnValue:
    """Keep what is typed, and say since when; say nothing where there is nothing to keep."""
    page = sent_page(token)
    sent = read_sent(page, page.sent_form())
    person_type = request.form.get(TEXT + PERSON_TYPE, "")
    texts = {**sent.texts, PERSON_TYPE: person_type} if page.asks_person_type else sent.texts
    with work() as one:
        _refuse_moved(one.user, page)
        kept = save_draft(
            one.session, one.user, one.now, page.definition, texts,
            notes=sent.notes, code=page.code, number=page.number, submission=page.submission,
            episode_no=page.episode_no,
        )  # fmt: skip
    return kept_answer(one.now, kept=kept)


def _next_row(page: EntryPage) -> ResponseReturnValue:
    """Open the next row of a table, so that rows are keyed one after the other."""
    definition = page.definition
    with work() as one:
        sheet = open_sheet(
            one.session, one.user, one.now, parts().plan,
            code=page.code, form=definition.form, version=definition.version,
        )  # fmt: skip
    token = parts().opened.add(one.user.name, sheet)
    return redirect(url_for("entry.entry", token=token), 303)


def _refuse_moved(user: User, page: EntryPage) -> None:
    """Answer 400 to a page that was opened for somebody or something else than it now says."""
    opened = parts().opened.find(user.name, page.submission)
    if opened is None:
        return
    sheet = opened.sheet
    was = (sheet.definition, sheet.code, sheet.number, sheet.person_type, sheet.episode_no)
    if (page.definition, page.code, page.number, page.person_type, page.episode_no) != was:
        abort(400)


def show_again(error: KastEvalError, token: str) -> ResponseReturnValue:
    """Show the page with everything that was typed, and why nothing was saved."""
    page = sent_page(token)
    existing = error.public_id if isinstance(error, SheetExistsError) else None
    told = Told(notice=error.in_language(language()), existing=existing)
    return _show(page, page.sent_form(), told), status_of(error)


def _enter(page: EntryPage, sent: Sent, person_type: int | None) -> Outcome:
    with work() as one:
        _refuse_moved(one.user, page)
        return enter_form(
            one.session, one.user, one.now, page.definition, sent.texts,
            plan=parts().plan, notes=sent.notes, code=page.code, number=page.number,
            person_type=person_type, submission=page.submission, confirmed=sent.confirmed,
            reasons=sent.reasons, episode_no=page.episode_no,
        )  # fmt: skip


def _checked(page: EntryPage, sent: Sent) -> Told:
    """Return everything that can be told without saving."""
    person_type = _person_type(page)
    unknown = (person_type,) if isinstance(person_type, Finding) else ()
    known = UNKNOWN_PERSON if isinstance(person_type, Finding) else person_type
    reading = read_keyed(
        page.definition, sent.texts, sent.notes,
        person_type=known, now=clock.now(),
    ).reading  # fmt: skip
    return Told(
        (*unknown, *sent.errors, *reading.errors),
        reading.doubts,
        summary=Summary.of(page.definition, reading.answers),
    )


def _person_type(page: EntryPage) -> int | Finding | None:
    """Return who a new client is, or what to tell; a known client is known to the store."""
    if not page.asks_person_type:
        return page.person_type
    try:
        answer = page.person_type_item.read(clean_text(request.form.get(TEXT + PERSON_TYPE, "")))
    except AnswerError as error:
        return Finding.of_problem(PERSON_TYPE, error)
    value = answer.values[0]
    if answer.missing is not None or not isinstance(value, int):
        return Finding((PERSON_TYPE,), marked("Koden är ny. Skriv vem personen är."))
    return value
