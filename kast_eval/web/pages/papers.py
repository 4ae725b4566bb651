"""The register of papers: what a clinic keeps, what is due, and how papers ended."""

from io import BytesIO

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from kast_eval.actions.add_papers import add_papers
from kast_eval.actions.end_papers import end_papers
from kast_eval.actions.move_papers import move_papers
from kast_eval.actions.note_disposal_decision import note_disposal_decision
from kast_eval.actions.print_disposal import print_disposal
from kast_eval.actions.read_papers import read_paper, read_papers
from kast_eval.actions.steps.registered import RegisterError
from kast_eval.study.papers import (
    KIND_WORDS,
    OUTCOME_WORDS,
    RULE_WORDS,
    STANDING_WORDS,
    PaperKind,
    Standing,
)
from kast_eval.study.roles import Permission, require_somewhere
from kast_eval.web.days import moment_said
from kast_eval.web.language import language
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import look, work
from kast_eval.web.statuses import UNPROCESSABLE
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

pages = Blueprint("papers", __name__)


@pages.get("/papers")
def papers() -> str:
    """Show the registers of the user's clinics."""
    return _show_all()


@pages.post("/papers/<site_code>")
def add(site_code: str) -> ResponseReturnValue:
    """Add papers to a register."""
    try:
        with work() as one:
            public_id = add_papers(
                one.session, one.user, one.now, request.form, site_code=site_code
            )
    except RegisterError as error:
        return _show_all(site_code, "add", error), UNPROCESSABLE
    tell_next(marked("Papperen står i registret."))
    return redirect(url_for("papers.paper", public_id=public_id), 303)


@pages.post("/papers/<site_code>/decision")
def decide(site_code: str) -> ResponseReturnValue:
    """Note a decision on disposal."""
    try:
        with work() as one:
            note_disposal_decision(
                one.session, one.user, one.now,
                site_code=site_code,
                kind=request.form.get("decision_kind", ""),
                reference=request.form.get("reference", ""),
                decided_on=request.form.get("decided_on", ""),
            )  # fmt: skip
    except RegisterError as error:
        return _show_all(site_code, "decision", error), UNPROCESSABLE
    tell_next(marked("Beslutet är noterat. Ingenting gallras av sig självt."))
    return redirect(url_for("papers.papers"), 303)


@pages.get("/paper/<public_id>")
def paper(public_id: str) -> str:
    """Show one entry of a register."""
    return _show(public_id)


@pages.post("/paper/<public_id>/move")
def move(public_id: str) -> ResponseReturnValue:
    """Say where the papers stand now."""
    try:
        with work() as one:
            move_papers(one.session, one.user, one.now, public_id, request.form.get("location", ""))
    except RegisterError as error:
        return _show(public_id, error), UNPROCESSABLE
    tell_next(marked("Den nya platsen är noterad."))
    return redirect(url_for("papers.paper", public_id=public_id), 303)


@pages.post("/paper/<public_id>/end")
def end(public_id: str) -> ResponseReturnValue:
    """Note how the papers ended."""
    try:
        with work() as one:
            end_papers(
                one.session, one.user, one.now, parts().plan, request.form,
                public_id=public_id, prove=one.require_step_up,
            )  # fmt: skip
    except RegisterError as error:
        return _show(public_id, error), UNPROCESSABLE
    tell_next(marked("Det är noterat. Skriv ut protokollet och skriv under, båda två."))
    return redirect(url_for("papers.paper", public_id=public_id), 303)


@pages.get("/paper/<public_id>/record.pdf")
def record(public_id: str) -> Response:
    """Send the record to print and sign."""
    with work() as one:
        pdf = print_disposal(one.session, one.user, one.now, public_id, language=language())
    return send_file(BytesIO(pdf), mimetype="application/pdf", download_name="protokoll.pdf")


def _show_all(refused: str = "", part: str = "", error: RegisterError | None = None) -> str:
    """Return the page; with what is wrong beside the field that it is about."""
    with look() as one:
        registers = [
            read_papers(one.session, one.user, one.now, parts().plan, site)
            for site in sorted(require_somewhere(one.user, Permission.KEEP_PAPERS))
        ]
    return render_template(
        "papers.html",
        registers=registers,
        kinds=KIND_WORDS,
        rules=RULE_WORDS,
        standings=STANDING_WORDS,
        to_do=(Standing.DUE, Standing.UNDECIDED),
        forms=PaperKind.FORMS,
        refused=(refused, part),
        **_wrong(error),
    )


def _show(public_id: str, error: RegisterError | None = None) -> str:
    with look() as one:
        found = read_paper(one.session, one.user, one.now, parts().plan, public_id)
    return render_template(
        "paper.html",
        found=found,
        paper=found.paper,
        kinds=KIND_WORDS,
        rules=RULE_WORDS,
        standings=STANDING_WORDS,
        outcomes=OUTCOME_WORDS,
        said=lambda moment: moment_said(moment, one.now),
        **_wrong(error),
    )


def _wrong(error: RegisterError | None) -> dict[str, object]:
    """Return which field is wrong and why, and what was typed."""
    return {
        "field": "" if error is None else error.field,
        "why": "" if error is None else error.in_language(language()),
        "typed": {} if error is None else request.form,
    }
