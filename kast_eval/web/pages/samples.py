"""The month's sample of reads: which months wait, the reads that were drawn, the signature."""

from io import BytesIO

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from kast_eval.actions.print_sample import print_sample
from kast_eval.actions.read_sample import list_samples, read_sample
from kast_eval.actions.sign_sample import RemarkError, SignedBeforeError, sign_sample
from kast_eval.errors import KastEvalError
from kast_eval.study.event_kinds import words_of
from kast_eval.study.roles import NotFoundError
from kast_eval.study.sample import Month, read_month
from kast_eval.web.days import moment_said
from kast_eval.web.language import language, translated
from kast_eval.web.numbers import number_said
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import look, work
from kast_eval.web.statuses import UNPROCESSABLE, status_of
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

pages = Blueprint("samples", __name__)


@pages.get("/samples")
def samples() -> str:
    """Show which months are signed and which are not."""
    with look() as one:
        clinics = list_samples(one.session, one.user, one.now)
    return render_template("samples.html", clinics=clinics, now=one.now, said=moment_said)


@pages.get("/samples/<site_code>/<month>")
def sample(site_code: str, month: str) -> str:
    """Show the reads that were drawn."""
    return _show(site_code, month)


@pages.get("/samples/<site_code>/<month>.pdf")
def paper(site_code: str, month: str) -> Response:
    """Send the same to print and sign by hand."""
    with work() as one:
        pdf = print_sample(
            one.session, one.user, one.now, parts().library,
            site_code=site_code, month=_month(month), language=language(),
        )  # fmt: skip
    name = f"stickprov-{month}.pdf"
    return send_file(BytesIO(pdf), mimetype="application/pdf", download_name=name)


@pages.post("/samples/<site_code>/<month>")
def sign(site_code: str, month: str) -> ResponseReturnValue:
    """Keep the signature."""
    try:
        with work() as one:
            sign_sample(
                one.session, one.user, one.now,
                site_code=site_code, month=_month(month), remark=request.form.get("remark", ""),
            )  # fmt: skip
    except RemarkError as error:
        return _show(site_code, month, error), UNPROCESSABLE
    except SignedBeforeError as error:
        return _show(site_code, month, error), status_of(error)
    tell_next(marked("Stickprovet är underskrivet."))
    return redirect(url_for("samples.samples"), 303)


def _show(site_code: str, month: str, error: KastEvalError | None = None) -> str:
    with work() as one:
        found = read_sample(
            one.session, one.user, one.now, site_code=site_code, month=_month(month)
        )
    return render_template(
        "sample.html",
        sample=found,
        said=lambda moment: moment_said(moment, one.now),
        words_of=lambda action: translated(words_of(action)),
        definition_of=lambda sheet: parts().library.get(sheet.form, sheet.version),
        number_said=number_said,
        refusal=error.in_language(language()) if error else "",
        typed=request.form,
    )


def _month(text: str) -> Month:
    month = read_month(text)
    if month is None:
        raise NotFoundError
    return month
