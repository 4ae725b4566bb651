"""Questions that sheets have raised: the list, the answer, the list for the shelf."""

from io import BytesIO

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from kast_eval.actions.answer_query import (
    AnsweredBeforeError,
    AnswerRefusedError,
    answer_query,
    outcomes_of,
    permission_for,
)
from kast_eval.actions.list_queries import list_answered_queries, list_queries
from kast_eval.actions.print_queries import print_queries
from kast_eval.actions.raise_query import QueryTextError, raise_query
from kast_eval.actions.read_query import read_query
from kast_eval.actions.read_sheet import read_sheet
from kast_eval.definition.form import FormDefinition
from kast_eval.errors import KastEvalError
from kast_eval.quality.outcome import OUTCOMES
from kast_eval.store.records import SheetRecord
from kast_eval.study.roles import Permission, require, require_somewhere
from kast_eval.web.language import language
from kast_eval.web.numbers import number_said
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import look, work
from kast_eval.web.statuses import UNPROCESSABLE, status_of
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

pages = Blueprint("queries", __name__)

SHOWN_ANSWERED = 50


@pages.get("/queries")
def queries() -> str:
    """Show what waits for an answer, and what was answered last."""
    with look() as one:
        sites = sorted(require_somewhere(one.user, Permission.READ))
        asked = [(site, list_queries(one.session, one.user, one.now, site)) for site in sites]
        answered = [
            query
            for site in sites
            for query in list_answered_queries(
                one.session, one.user, one.now, site, limit=SHOWN_ANSWERED
            )
        ]
    return render_template("queries.html", asked=asked, answered=answered, **_shown())


@pages.get("/queries/<site_code>.pdf")
def print_list(site_code: str) -> Response:
    """Send the list of a clinic, to print."""
    with work() as one:
        pdf = print_queries(
            one.session, one.user, one.now, parts().library, site_code, language=language()
        )
    return send_file(BytesIO(pdf), mimetype="application/pdf", download_name="att-besvara.pdf")


@pages.get("/query/<public_id>")
def query(public_id: str) -> str:
    """Show a question with what was keyed at its places."""
    return _show(public_id)


@pages.post("/query/<public_id>")
def answer(public_id: str) -> ResponseReturnValue:
    """Keep the answer, or say why it cannot be."""
    outcome, reason = request.form.get("outcome", ""), request.form.get("reason", "")
    try:
        with work() as one:
            answer_query(
                one.session, one.user, one.now, parts().plan, public_id,
                outcome=outcome, reason=reason,
            )  # fmt: skip
    except AnswerRefusedError as error:
        return _show(public_id, error), UNPROCESSABLE
    except AnsweredBeforeError as error:
        return _show(public_id, error), status_of(error)
    tell_next(marked("Svaret är sparat."))
    return redirect(url_for("queries.queries"), 303)


def _show(public_id: str, error: KastEvalError | None = None) -> str:
    with work() as one:
        read = read_query(one.session, one.user, one.now, parts().library, public_id)
        view = read.view
        may_answer = one.user.may(permission_for(view), view.query.site_code)
    return render_template(
        "query.html",
        read=read,
        view=view,
        choices=[(choice, OUTCOMES[choice]) for choice in outcomes_of(view)],
        may_answer=may_answer,
        refusal=error.in_language(language()) if error else "",
        typed=request.form,
        **_shown(),
    )


def answer_again(error: KastEvalError, public_id: str) -> ResponseReturnValue:
    """Show the question with what was typed, and why the answer was not kept."""
    return _show(public_id, error), status_of(error)


@pages.get("/sheet/<public_id>/ask")
def ask_page(public_id: str) -> str:
    """Show the page that a question about a sheet is asked on."""
    return _show_ask(public_id)


@pages.post("/sheet/<public_id>/ask")
def ask(public_id: str) -> ResponseReturnValue:
    """Keep the question, or say why it cannot be."""
    try:
        with work() as one:
            raise_query(
                one.session, one.user, one.now, parts().library, public_id,
                text=request.form.get("text", ""),
            )  # fmt: skip
    except QueryTextError as error:
        return _show_ask(public_id, error), UNPROCESSABLE
    tell_next(marked("Frågan är ställd."))
    return redirect(url_for("sheet.sheet", public_id=public_id), 303)


def ask_again(error: KastEvalError, public_id: str) -> ResponseReturnValue:
    """Show the page with what was typed, and why the question was not kept."""
    return _show_ask(public_id, error), status_of(error)


def _show_ask(public_id: str, error: KastEvalError | None = None) -> str:
    with work() as one:
        view = read_sheet(one.session, one.user, one.now, parts().library, public_id)
        require(one.user, Permission.DECIDE_QUERIES, view.sheet.site_code)
    return render_template(
        "ask.html",
        view=view,
        refusal=error.in_language(language()) if error else "",
        typed=request.form,
        number_said=number_said,
    )


def _shown() -> dict[str, object]:
    """Return what the templates tell questions by."""
    return {"number_said": number_said, "definition_of": _definition, "outcomes": OUTCOMES}


def _definition(sheet: SheetRecord) -> FormDefinition:
    return parts().library.get(sheet.form, sheet.version)
