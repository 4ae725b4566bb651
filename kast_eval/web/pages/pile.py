"""A pile of sheets of one form: code, sheet, save, and the next code."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kast_eval.actions.list_sheets import list_sheets
from kast_eval.definition.form import FormDefinition, Subject
from kast_eval.definition.library import UnknownFormError
from kast_eval.study.client_code import ClientCodeError
from kast_eval.study.roles import Permission, require_somewhere
from kast_eval.web.home import SHOWN_SHEETS, example_code, sites_of
from kast_eval.web.language import translated
from kast_eval.web.numbers import number_asked, number_said
from kast_eval.web.opening import (
    NumberError,
    asked_form,
    led_to,
    open_typed,
    piled_before,
    told_at,
)
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import look
from kast_eval.web.statuses import UNPROCESSABLE
from kast_eval.wording import marked

pages = Blueprint("pile", __name__)


@pages.get("/pile")
def choose() -> str:
    """Ask which form the pile is of."""
    _require_keyer()
    return _choose({})


@pages.post("/pile")
def begin() -> ResponseReturnValue:
    """Begin a pile of the form that was typed."""
    _require_keyer()
    try:
        definition = asked_form()
    except UnknownFormError as error:
        return _choose(told_at(error)), UNPROCESSABLE
    return redirect(url_for("pile.pile", form=definition.form), 303)


def _choose(errors: Mapping[str, str]) -> str:
    forms = parts().library.newest_forms
    return render_template("pile_choose.html", forms=forms, errors=errors, typed=request.form)


def _require_keyer() -> None:
    with look() as one:
        require_somewhere(one.user, Permission.ENTER)


@pages.get("/pile/<form>")
def pile(form: str) -> str:
    """Ask for the code of the next sheet."""
    return _show(parts().library.newest(form), {})


@pages.post("/pile/<form>")
def open_next(form: str) -> ResponseReturnValue:
    """Open the next sheet of the pile."""
    definition = parts().library.newest(form)
    try:
        user, sheet = open_typed(definition)
    except (ClientCodeError, NumberError) as error:
        return _show(definition, told_at(error)), UNPROCESSABLE
    if sheet.existing is not None and sheet.question is None:
        told = translated(marked("Arket är redan inskrivet. Lägg det åt sidan, eller jämför."))
        return _show(definition, {"client_code": told}, sheet.existing), UNPROCESSABLE
    return led_to(user, sheet, pile=piled_before() or 0)


def _show(
    definition: FormDefinition, errors: Mapping[str, str], existing: str | None = None
) -> str:
    with look() as one:
        newest = list_sheets(one.session, one.user, limit=SHOWN_SHEETS)
        sites = tuple(sites_of(one))
    done = piled_before() or 0
    mine = [sheet for sheet in newest if sheet.form == definition.form]
    return render_template(
        "pile.html",
        definition=definition,
        about_clinic=definition.subject is Subject.CLINIC,
        done=done,
        sheets=mine[: min(done, 5)],
        numbers={code: number for site in sites for code, number in site.numbers(definition)},
        number_asked=number_asked(definition),
        number_said=number_said,
        example=example_code(sites[0].site),
        errors=errors,
        existing=existing,
        typed=request.form,
    )
