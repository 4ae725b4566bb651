"""Move a sheet to the client, or the number, that it belongs to."""

import re

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kast_eval.actions.move_sheet import (
    MovedBeforeError,
    MoveRefusedError,
    PlaceTakenError,
    move_sheet,
)
from kast_eval.actions.read_place import read_place
from kast_eval.actions.steps.person_type import PersonTypeError
from kast_eval.definition.form import FormDefinition
from kast_eval.errors import KastEvalError
from kast_eval.study.client_code import ClientCodeError
from kast_eval.study.timepoint import read_number
from kast_eval.web.entry_page import EntryPage
from kast_eval.web.language import language
from kast_eval.web.numbers import number_asked, number_said
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import work
from kast_eval.web.statuses import UNPROCESSABLE, status_of
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

pages = Blueprint("move", __name__)

_NUMBER = re.compile(r"[0-9]{1,4}")


@pages.get("/sheet/<public_id>/move")
def move_page(public_id: str) -> str:
    """Ask where the sheet belongs; what was keyed is not shown, for a second keyer may ask."""
    return _show(public_id)


@pages.post("/sheet/<public_id>/move")
def move(public_id: str) -> ResponseReturnValue:
    """Move the sheet, or say why it cannot be."""
    try:
        left_empty = _move(public_id)
    except PlaceTakenError as error:
        return _show(public_id, error, taken=error.public_id), status_of(error)
    except MovedBeforeError as error:
        return _show(public_id, error), status_of(error)
    except (ClientCodeError, PersonTypeError, MoveRefusedError, NumberError) as error:
        return _show(public_id, error), UNPROCESSABLE
    if left_empty:
        tell_next(marked("Arket är flyttat. Klienten som det låg hos har inga ark kvar."))
    else:
        tell_next(marked("Arket är flyttat."))
    if request.form.get("unseen"):
        return redirect(url_for("second_keying.waiting"), 303)
    return redirect(url_for("sheet.sheet", public_id=public_id), 303)


def show_again(error: KastEvalError, public_id: str) -> ResponseReturnValue:
    """Show the page with what was typed, and why the sheet was not moved."""
    return _show(public_id, error), status_of(error)


class NumberError(KastEvalError):
    """A number beside the form that is missing or cannot be read."""


def _move(public_id: str) -> bool:
    with work() as one:
        place = read_place(one.session, one.user, parts().library, public_id)
        done = move_sheet(
            one.session, one.user, one.now, parts().plan, public_id=public_id,
            code=request.form.get("code", ""),
            number=_number(place.definition),
            reason=request.form.get("reason", ""),
            person_type=_digits("person_type"),
            seen=_digits("seen"),
            episode_no=_digits("episode_no"),
        )  # fmt: skip
    return done.left_empty is not None


def _digits(name: str) -> int | None:
    """Return a number that the page holds; what no page of ours sends is none."""
    sent = request.form.get(name, "")
    return int(sent) if _NUMBER.fullmatch(sent) else None


def _number(definition: FormDefinition) -> int | None:
    try:
        return read_number(definition.timing, request.form.get("number", ""))
    except KastEvalError as error:
        raise NumberError(error.text, **error.details) from error


def _show(public_id: str, error: KastEvalError | None = None, *, taken: str = "") -> str:
    with work() as one:
        place = read_place(one.session, one.user, parts().library, public_id)
    sheet, definition = place.sheet, place.definition
    page = EntryPage(definition, sheet.client_code or sheet.site_code, sheet.number, None, "")
    return render_template(
        "move.html",
        place=place,
        sheet=sheet,
        definition=definition,
        person_type_item=page.person_type_item if page.asks_person_type else None,
        asks_person_type=isinstance(error, PersonTypeError) or "person_type" in request.form,
        refusal=error.in_language(language()) if error else "",
        taken=taken,
        unseen=request.values.get("unseen", ""),
        typed=request.form,
        number_asked=number_asked,
        number_said=number_said,
    )
