"""How a sheet is opened: from a typed code, from a line of the home page, from a pile."""

from collections.abc import Mapping

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kast_eval.actions.open_sheet import OpenSheet, open_sheet
from kast_eval.definition.form import FormDefinition, Timing
from kast_eval.definition.library import UnknownFormError
from kast_eval.errors import KastEvalError
from kast_eval.study.client_code import ClientCodeError
from kast_eval.study.roles import User
from kast_eval.study.timepoint import read_number
from kast_eval.web.language import language
from kast_eval.web.numbers import number_said
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import work
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

TYPED = ("client_code", "form", "number", "episode")


class NumberError(KastEvalError):
    """A number beside the form that is missing or cannot be read."""


FIELDS: Mapping[type[KastEvalError], str] = {
    ClientCodeError: "client_code",
    UnknownFormError: "form",
    NumberError: "number",
}
"""Beside which field an error is told."""


def asked_form() -> FormDefinition:
    """Return the form that was typed, by its letter or name."""
    library = parts().library
    try:
        return library.find(request.form.get("form", ""))
    except UnknownFormError as error:
        if "version" in error.details:
            raise
        letters = ", ".join(form.letter for form in library.newest_forms)
        text = marked("Skriv formulärets bokstav, en av {letters}.")
        raise UnknownFormError(text, letters=letters) from error


def open_typed(definition: FormDefinition) -> tuple[User, OpenSheet]:
    """Return who asks, and the sheet of the form that the code and the number mean."""
    if any(len(set(request.form.getlist(name))) > 1 for name in TYPED):
        abort(400)
    number = _number(definition)
    with work() as one:
        sheet = open_sheet(
            one.session, one.user, one.now, parts().plan,
            code=request.form.get("client_code", ""), form=definition.form, number=number,
            episode_no=asked_episode(),
        )  # fmt: skip
    return one.user, sheet


def _number(definition: FormDefinition) -> int | None:
    typed = request.form.get("number", "")
    if definition.timing is Timing.ROW and not typed.strip():
        return None
    try:
        return read_number(definition.timing, typed)
    except KastEvalError as error:
        raise NumberError(error.text, **error.details) from error


def asked_episode() -> int | None:
    """Return the episode if the page has asked for it."""
    text = request.form.get("episode", "")
    if not text:
        return None
    # A larger one is no episode of anybody's.
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len("9999") else 0


def led_to(user: User, sheet: OpenSheet, *, pile: int | None = None) -> ResponseReturnValue:
    """Lead to the page that the sheet is keyed on, or to the sheet if it is saved already.

    Of a client who was closed it is asked first whether a new episode begins. `pile` is how many
    sheets of a pile were keyed before this one.
    """
    if sheet.question is not None:
        return _ask_for_episode(sheet)
    if sheet.existing is not None:
        tell_next(marked("Arket är redan inskrivet. Här är det; rätta det om något skiljer."))
        return redirect(url_for("sheet.sheet", public_id=sheet.existing), 303)
    token = parts().opened.add(user.name, sheet)
    return redirect(url_for("entry.entry", token=token, pile=pile), 303)


def piled_before() -> int | None:
    """Return how many sheets of a pile were keyed before this one; None outside a pile."""
    text = request.args.get("pile", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len("9999") else None


def _ask_for_episode(sheet: OpenSheet) -> str:
    return render_template(
        "episode.html", sheet=sheet, question=sheet.question, number_said=number_said,
        typed=request.form,
    )  # fmt: skip


def told_at(error: KastEvalError) -> dict[str, str]:
    """Return the error beside the field that it is about."""
    field = next(name for kind, name in FIELDS.items() if isinstance(error, kind))
    return {field: error.in_language(language())}
