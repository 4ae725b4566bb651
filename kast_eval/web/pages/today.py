"""The page that a working day starts from: what is to be done, and what was keyed last."""

from collections.abc import Mapping
from io import BytesIO

from flask import Blueprint, Response, abort, redirect, render_template, request, send_file
from flask.typing import ResponseReturnValue

from kast_eval import clock
from kast_eval.actions.open_sheet import open_sheet
from kast_eval.actions.print_due_list import print_due_list
from kast_eval.actions.propose_form import propose_form
from kast_eval.definition.library import UnknownFormError
from kast_eval.errors import KastEvalError
from kast_eval.study.client_code import ClientCodeError
from kast_eval.study.timepoint import number_at
from kast_eval.web.days import day_said
from kast_eval.web.due import read_place
from kast_eval.web.first_page import first_page
from kast_eval.web.home import example_code, home_of, numbers_asked
from kast_eval.web.language import language, translated
from kast_eval.web.numbers import number_asked, number_said
from kast_eval.web.opening import NumberError, asked_form, led_to, open_typed, told_at
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import look, signed_in, work
from kast_eval.web.statuses import UNPROCESSABLE, status_of
from kast_eval.wording import marked

pages = Blueprint("today", __name__)


@pages.get("/today")
def today() -> ResponseReturnValue:
    """Show what is to be done, and ask for client and form; lead on who works with no sheets."""
    who = signed_in()
    elsewhere = None if who is None else first_page(who)
    return redirect(elsewhere, 303) if elsewhere else show_today()


@pages.post("/today")
def open_page() -> ResponseReturnValue:
    """Open the entry page of a client's form, or the saved sheet if there is one."""
    proposed = _proposed()
    if proposed is not None:
        notice = translated(marked("Det här är närmast för klienten. Tryck Enter för att öppna."))
        return show_today(typed={**request.form, **proposed}, notice=notice)
    try:
        user, sheet = open_typed(asked_form())
    except (ClientCodeError, UnknownFormError, NumberError) as error:
        return show_today(told_at(error)), UNPROCESSABLE
    return led_to(user, sheet)


def _proposed() -> dict[str, str] | None:
    """Return form and number for a code that stands alone; None where there is nothing to propose.

    A wrong code is told where the sheet is opened.
    """
    code = request.form.get("client_code", "")
    if not code.strip() or request.form.get("form", "").strip():
        return None
    with look() as one:
        found = propose_form(one.session, one.user, one.now, parts().plan, code)
    if found is None:
        return None
    letter = parts().library.newest(found.form).letter
    return {"form": letter, "number": str(found.number or "")}


@pages.post("/today/due")
def open_due() -> ResponseReturnValue:
    """Open the entry page of a form that is listed."""
    place = read_place(request.form.get("place", ""))
    if place is None:
        abort(400)
    definition = parts().library.newest(place.form)
    with work() as one:
        sheet = open_sheet(
            one.session, one.user, one.now, parts().plan,
            code=place.code or place.site_code, form=place.form,
            number=number_at(definition.timing, place.timepoint), episode_no=place.episode_no,
        )  # fmt: skip
    return led_to(one.user, sheet)


@pages.get("/today/list-<site_code>.pdf")
def due_list(site_code: str) -> Response:
    """Send the week's list for the wall."""
    with work() as one:
        pdf = print_due_list(
            one.session, one.user, one.now, parts().plan,
            site_code=site_code, language=language(),
        )  # fmt: skip
    name = f"lista-{clock.clinic_day(one.now).isoformat()}.pdf"
    return send_file(BytesIO(pdf), mimetype="application/pdf", download_name=name)


def show_again(error: KastEvalError) -> ResponseReturnValue:
    """Show the page with what was typed, and why it was not opened."""
    return show_today(notice=error.in_language(language())), status_of(error)


def show_today(
    errors: Mapping[str, str] | None = None,
    *,
    typed: Mapping[str, str] | None = None,
    notice: str = "",
) -> str:
    """Return the page with what was typed."""
    with look() as one:
        home = home_of(one)
    library = parts().library
    return render_template(
        "today.html",
        home=home,
        today=clock.clinic_day(home.now),
        day_said=day_said,
        example=example_code(home.sites[0].site),
        forms=library.newest_forms,
        errors=errors or {},
        typed=request.form if typed is None else typed,
        number_asked=number_asked,
        numbers_asked=numbers_asked(library),
        number_said=number_said,
        notice=notice,
    )
