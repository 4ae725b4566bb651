"""The page that a working day starts from: key a sheet, and the sheets that were keyed."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kast_eval.actions.find_draft import list_drafts
from kast_eval.actions.list_sheets import list_sheets
from kast_eval.actions.open_sheet import OpenSheet, open_sheet
from kast_eval.actions.steps.drafts import NEXT_ROW
from kast_eval.definition.form import FormDefinition, Timing
from kast_eval.definition.library import Library, UnknownFormError
from kast_eval.errors import KastEvalError
from kast_eval.store.drafts import DraftRecord
from kast_eval.store.records import SheetRecord
from kast_eval.study.client_code import ClientCodeError
from kast_eval.study.roles import User
from kast_eval.study.timepoint import number_at, read_number
from kast_eval.web.drafted import since_when
from kast_eval.web.language import language
from kast_eval.web.numbers import number_asked, number_said
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import look, work
from kast_eval.web.statuses import status_of
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

pages = Blueprint("today", __name__)
SHOWN_SHEETS = 25


@pages.get("/today")
def today() -> ResponseReturnValue:
    """Ask for client and form; list what was keyed last."""
    return show_today({})


@pages.post("/today")
def open_page() -> ResponseReturnValue:
    """Open the entry page of a client's form, or the saved sheet if there is one."""
    library = parts().library
    if any(len(set(request.form.getlist(name))) > 1 for name in ("client_code", "form", "number")):
        abort(400)
    try:
        definition = _definition(library)
        number = _number(definition)
        with work() as one:
            sheet = open_sheet(
                one.session, one.user, one.now, library, plan=parts().plan,
                code=request.form.get("client_code", ""), form=definition.form, number=number,
            )  # fmt: skip
    except ClientCodeError as error:
        return show_today({"client_code": error}), 422
    except UnknownFormError as error:
        return show_today({"form": error}), 422
    except NumberError as error:
        return show_today({"number": error}), 422
    return led_to(one.user, sheet)


def led_to(user: User, sheet: OpenSheet) -> ResponseReturnValue:
    """Lead to the page that the sheet is keyed on, or to the sheet if it is saved already."""
    if sheet.existing is not None:
        tell_next(marked("Arket är redan inskrivet. Här är det; rätta det om något skiljer."))
        return redirect(url_for("sheet.sheet", public_id=sheet.existing), 303)
    token = parts().opened.add(user.name, sheet)
    return redirect(url_for("entry.entry", token=token), 303)


def show_again(error: KastEvalError) -> ResponseReturnValue:
    """Show the page with what was typed, and why it was not opened."""
    return show_today({}, error.in_language(language())), status_of(error)


def _definition(library: Library) -> FormDefinition:
    try:
        return library.find(request.form.get("form", ""))
    except UnknownFormError as error:
        if "version" in error.details:
            raise
        letters = ", ".join(form.letter for form in library.newest_forms)
        text = marked("Skriv formulärets bokstav, en av {letters}.")
        raise UnknownFormError(text, letters=letters) from error


class NumberError(KastEvalError):
    """A number beside the form that is missing or cannot be read."""


def _number(definition: FormDefinition) -> int | None:
    typed = request.form.get("number", "")
    if definition.timing is Timing.ROW and not typed.strip():
        return None
    try:
        return read_number(definition.timing, typed)
    except KastEvalError as error:
        raise NumberError(error.text, **error.details) from error


def show_today(errors: dict[str, KastEvalError], notice: str = "") -> str:
    """Return the page with what was typed."""
    with look() as one:
        sheets = list_sheets(one.session, one.user, limit=SHOWN_SHEETS)
        drafts = list_drafts(one.session, one.user)
    library = parts().library
    return render_template(
        "today.html",
        sheets=[(sheet, title_of(library, sheet)) for sheet in sheets],
        drafts=[_drafted(library, draft) for draft in drafts],
        forms=library.newest_forms,
        errors={name: error.in_language(language()) for name, error in errors.items()},
        typed=request.form,
        number_asked=number_asked,
        numbers_asked=_numbers_asked(library),
        number_said=number_said,
        notice=notice,
    )


@dataclass(frozen=True)
class Drafted:
    """One of the reader's unfinished sheets: of which form, which number, since when."""

    draft: DraftRecord
    definition: FormDefinition
    number: int | None
    since: str


def _drafted(library: Library, draft: DraftRecord) -> Drafted:
    place = draft.place
    definition = library.get(place.form, place.version)
    number = None if place.timepoint == NEXT_ROW else number_at(definition.timing, place.timepoint)
    return Drafted(draft, definition, number, since_when(draft))


def _numbers_asked(library: Library) -> dict[str, list[str]]:
    """Return what the number is for which forms, in the order of the forms."""
    letters: dict[str, list[str]] = {}
    for form in library.newest_forms:
        if asked := number_asked(form):
            letters.setdefault(asked, []).append(form.letter)
    return letters


def title_of(library: Library, sheet: SheetRecord) -> FormDefinition:
    """Return the definition that a sheet was keyed by."""
    return library.get(sheet.form, sheet.version)
