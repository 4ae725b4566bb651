"""Practice sheets, for everybody: key them on the page of a real sheet and get them marked.

How the sheets went so far is sent from page to page; of who is signed in and keys, how each sheet
went is kept, for that is what keying alone takes.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO

from flask import Blueprint, Response, render_template, request, send_file
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from wtforms import Form

from kast_eval import clock
from kast_eval.actions.record_practice import record_practice
from kast_eval.actions.steps.keyed import read_keyed
from kast_eval.manual.edition import Edition
from kast_eval.manual.generated.rules import codes_in_words, flags_in_words
from kast_eval.manual.practice import ENOUGH, PracticeSheet, is_enough, mark_practice
from kast_eval.paper.practice import print_practice
from kast_eval.quality.certification import PracticeResult
from kast_eval.store.faults import StorageError
from kast_eval.web.entry_page import EntryPage, Sent, Told, read_sent, show_entry
from kast_eval.web.entry_summary import Summary
from kast_eval.web.language import choose_language
from kast_eval.web.manual_shelf import manual_source
from kast_eval.web.signed_in import signed_in, work

pages = Blueprint("practice", __name__)

A_CLIENT = 1
"""Who the person of a practice sheet is when the sheet does not tell."""

_DONE = re.compile(r"([0-9]{1,3})-([0-9]{1,3})")


@pages.get("/practice")
def sheets() -> str:
    """Show the practice sheets, and how those that were keyed went."""
    return render_template("practice.html", **_progress(_done()))


@pages.get("/practice/<sheet>")
def sheet(sheet: str) -> str:
    """Show the page to key a practice sheet on."""
    practised = _find(sheet)
    page = _page(practised)
    return _show(practised, page, page.empty_form({}, {}), Told())


@pages.post("/practice/<sheet>")
def mark(sheet: str) -> ResponseReturnValue:
    """Mark what was keyed, answer by answer."""
    practised = _find(sheet)
    page = _page(practised)
    form = page.sent_form()
    sent = read_sent(page, form)
    match request.form.get("do", "save").partition("-"):
        case ("language", _, chosen):
            choose_language(chosen)
            return _show(practised, page, form, Told())
        case ("check", _, _):
            return _show(practised, page, form, _checked(page, sent))
    marked = mark_practice(practised.definition, practised.texts, sent.texts)
    place = manual_source().practice.index(practised)
    result = PracticeResult(practised.name, len(marked.answers), marked.right)
    return render_template(
        "practice_marked.html",
        sheet=practised,
        marked=marked,
        marks={one.item: one for one in practised.marks},
        codes=codes_in_words,
        flags=flags_in_words,
        kept=_keep(result),
        **_progress({**_done(), place: len(marked.wrong)}),
    )


def _keep(result: PracticeResult) -> bool:
    """Keep the result of who is signed in; whoever is not practises all the same."""
    if signed_in() is None:
        return False
    with suppress(StorageError), work() as one:
        return record_practice(one.session, one.user, one.now, result)
    return False


@pages.get("/practice/<sheet>/print.pdf")
def print_pdf(sheet: str) -> Response:
    """Send a practice sheet to print."""
    practised = _find(sheet)
    pdf = print_practice(practised)
    name = f"{practised.name}.pdf"
    return send_file(BytesIO(pdf), mimetype="application/pdf", download_name=name)


def _find(name: str) -> PracticeSheet:
    for one in manual_source().practice:
        if one.name == name:
            return one
    raise NotFound


def _page(sheet: PracticeSheet) -> EntryPage:
    return EntryPage(
        sheet.definition, sheet.client_code, sheet.number,
        sheet.known.get("person_type", A_CLIENT), "",
    )  # fmt: skip


def _show(sheet: PracticeSheet, page: EntryPage, form: Form, told: Told) -> str:
    return show_entry(
        page, form, told, clock.now(),
        template="practice_entry.html", sheet=sheet, done=_sent_on(_done()),
    )  # fmt: skip


def _checked(page: EntryPage, sent: Sent) -> Told:
    """Return everything that the page of a real sheet would tell."""
    reading = read_keyed(
        page.definition, sent.texts, sent.notes,
        person_type=page.person_type or A_CLIENT, now=clock.now(),
    ).reading  # fmt: skip
    summary = Summary.of(page.definition, reading.answers)
    return Told((*sent.errors, *reading.errors), reading.doubts, summary=summary)


def _done() -> Mapping[int, int]:
    """Return how many answers were wrong on each sheet that was keyed, by its place."""
    known = manual_source().practice
    done: dict[int, int] = {}
    for text in request.values.getlist("done"):
        match = _DONE.fullmatch(text)
        if match is not None and int(match[1]) < len(known):
            place = int(match[1])
            done[place] = min(int(match[2]), len(known[place].definition.items))
    return done


def _sent_on(done: Mapping[int, int]) -> list[str]:
    return [f"{place}-{wrong}" for place, wrong in sorted(done.items())]


def _progress(done: Mapping[int, int]) -> dict[str, object]:
    """Return what the pages show of how it went so far."""
    known = manual_source().practice
    answers = sum(len(known[place].definition.items) for place in done)
    right = answers - sum(done.values())
    return {
        "sheets": [(one, done.get(place)) for place, one in enumerate(known)],
        "done": _sent_on(done),
        "right": right,
        "answers": answers,
        "left": len(known) - len(done),
        "enough": is_enough(right, answers),
        "needed": ENOUGH,
        "edition": Edition.STUDY,
    }
