"""A saved sheet: what was keyed, how it is coded, its history, its print."""

from io import BytesIO

from flask import Blueprint, Response, render_template, send_file

from kast_eval.actions.list_queries import list_queries_about
from kast_eval.actions.print_sheet import print_sheet
from kast_eval.actions.read_answered import read_answered
from kast_eval.actions.read_sheet import read_sheet
from kast_eval.actions.steps.withdrawal import read_withdrawn
from kast_eval.study.roles import Permission
from kast_eval.web.language import language
from kast_eval.web.numbers import number_said, paper_said
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import work
from kast_eval.web.story import coded_lines, doubts_of, history_of

pages = Blueprint("sheet", __name__)


@pages.get("/sheet/<public_id>")
def sheet(public_id: str) -> str:
    """Show the sheet."""
    with work() as one:
        view = read_sheet(one.session, one.user, one.now, parts().library, public_id)
        site = view.sheet.site_code
        answered = read_answered(one.session, one.user, parts().library, public_id)
        waiting = list_queries_about(one.session, one.user, one.now, view.sheet)
        withdrawn = read_withdrawn(one.session, parts().plan, view.sheet)
        may_ask = one.user.may(Permission.DECIDE_QUERIES, site)
    return render_template(
        "sheet.html",
        view=view,
        lines=coded_lines(view, one.now),
        doubts=doubts_of(view, one.now),
        answered=answered,
        waiting=waiting,
        may_ask=may_ask,
        withdrawn=withdrawn,
        history=history_of(view),
        number_said=number_said,
        paper_said=paper_said,
    )


@pages.get("/sheet/<public_id>/print.pdf")
def print_pdf(public_id: str) -> Response:
    """Send the sheet with its answers, to print."""
    with work() as one:
        # What is printed leaves the room without anybody signing in to it.
        one.require_step_up()
        pdf = print_sheet(
            one.session, one.user, one.now, parts().library, public_id, language=language()
        )
    return send_file(BytesIO(pdf), mimetype="application/pdf", download_name=f"{public_id}.pdf")
