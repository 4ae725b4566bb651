"""The code key of a clinic that keeps it in the computer: begin, keep, look up, destroy."""

from collections.abc import Callable
from io import BytesIO

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from kast_eval.actions.destroy_code_key import NotConfirmedError, end_code_key
from kast_eval.actions.keep_in_code_key import ContactError, keep_in_code_key
from kast_eval.actions.look_in_code_key import NoFollowUpError, follow_ups_due, look_in_code_key
from kast_eval.actions.make_code_key import begin_code_key
from kast_eval.actions.note_refusal import note_refusal
from kast_eval.actions.open_code_key import open_code_key
from kast_eval.actions.steps.tries import WaitError
from kast_eval.code_key.code_key import (
    CodeKey,
    Contact,
    NoCodeKeyError,
    code_key_of,
)
from kast_eval.errors import KastEvalError
from kast_eval.store.faults import KeyFileError, WrongSecretError
from kast_eval.store.keys.database_key import DatabaseKey
from kast_eval.store.sites import find_site
from kast_eval.study.client_code import ClientCodeError
from kast_eval.study.passphrase import PassphraseError
from kast_eval.study.roles import Permission, require, require_somewhere
from kast_eval.web.client import client_address
from kast_eval.web.language import language
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import look, work
from kast_eval.web.statuses import UNPROCESSABLE, status_of
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

pages = Blueprint("code_key", __name__)


class DifferentError(KastEvalError):
    """A passphrase that was typed in two ways."""

    def __init__(self) -> None:
        super().__init__("De två lösenfraserna är olika. Skriv dem en gång till.")


_MENDABLE = (
    ClientCodeError,
    ContactError,
    DifferentError,
    KeyFileError,
    NoCodeKeyError,
    NoFollowUpError,
    NotConfirmedError,
    PassphraseError,
    WrongSecretError,
)


@pages.get("/code-key")
def code_keys() -> str:
    """Show where each clinic has its code key."""
    return _show()


@pages.post("/code-key/<site_code>/make")
def make(site_code: str) -> ResponseReturnValue:
    """Begin with an empty code key."""
    passphrase = request.form.get("passphrase", "")

    def begin() -> ResponseReturnValue:
        with work() as one:
            require(one.user, Permission.KEEP_CODE_KEY, site_code)
            one.require_step_up()
            if passphrase != request.form.get("again", ""):
                raise DifferentError
            begin_code_key(
                one.session, one.user, one.now, _place(site_code),
                site_code=site_code, passphrase=passphrase,
            )  # fmt: skip
        return _told(marked("Kodnyckeln finns nu i datorn, och är tom."))

    return _tried(site_code, begin)


@pages.post("/code-key/<site_code>/keep")
def keep(site_code: str) -> ResponseReturnValue:
    """Keep how a client wants to be reached."""

    def kept() -> ResponseReturnValue:
        place, key = _unlocked(site_code)
        with work() as one:
            keep_in_code_key(
                one.session, one.user, one.now, place, key,
                site_code=site_code, code=request.form.get("code", ""),
                way=request.form.get("way", ""),
            )  # fmt: skip
        return _told(marked("Noterat i kodnyckeln."))

    return _tried(site_code, kept)


@pages.post("/code-key/<site_code>/look")
def look_up(site_code: str) -> ResponseReturnValue:
    """Show how to reach one client whose follow-up is due."""

    def found() -> ResponseReturnValue:
        place, key = _unlocked(site_code)
        with work() as one:
            contact = look_in_code_key(
                one.session, one.user, one.now, parts().plan, place,
                key=key, site_code=site_code, code=request.form.get("code", ""),
            )  # fmt: skip
        return _show(looked=site_code, contact=contact)

    return _tried(site_code, found)


@pages.post("/code-key/<site_code>/destroy")
def destroy(site_code: str) -> ResponseReturnValue:
    """Destroy the code key and send the certificate."""

    def destroyed() -> ResponseReturnValue:
        with work() as one:
            require(one.user, Permission.KEEP_CODE_KEY, site_code)
            one.require_step_up()
            pdf = end_code_key(
                one.session, one.user, one.now, _place(site_code),
                site_code=site_code, confirmed=request.form.get("confirmed", ""),
                language=language(),
            )  # fmt: skip
        name = f"kodnyckel-forstord-{site_code}.pdf"
        return send_file(BytesIO(pdf), mimetype="application/pdf", download_name=name)

    return _tried(site_code, destroyed)


def _unlocked(site_code: str) -> tuple[CodeKey, DatabaseKey]:
    """Return the code key and what opens it; the passphrase is tried outside every transaction."""
    with look() as one:
        require(one.user, Permission.OPEN_CODE_KEY, site_code)
        one.require_step_up()
    place = _place(site_code)
    try:
        return place, open_code_key(
            parts().database, one.user, one.now, place, site_code=site_code,
            passphrase=request.form.get("passphrase", ""), client=client_address(),
        )  # fmt: skip
    except WrongSecretError:
        with work() as one:
            note_refusal(one.session, one.user, one.now, "code key")
        raise


def _tried(site_code: str, do: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    """Return what came of it, or the page with what there is to mend."""
    try:
        return do()
    except WaitError as error:
        return _refused(site_code, error), status_of(error)
    except _MENDABLE as error:
        return _refused(site_code, error), UNPROCESSABLE


def _refused(site_code: str, error: KastEvalError) -> str:
    return _show(refused=site_code, refusal=error.in_language(language()))


def _told(text: str) -> ResponseReturnValue:
    tell_next(text)
    return redirect(url_for("code_key.code_keys"), 303)


def _show(
    *, refused: str = "", refusal: str = "", looked: str = "", contact: Contact | None = None
) -> str:
    with look() as one:
        codes = sorted(require_somewhere(one.user, Permission.OPEN_CODE_KEY))
        clinics = [
            {
                "site": find_site(one.session, code),
                "exists": _place(code).exists,
                "keeps": one.user.may(Permission.KEEP_CODE_KEY, code),
                "due": sorted(follow_ups_due(one.session, one.user, one.now, parts().plan, code)),
            }
            for code in codes
        ]
    return render_template(
        "code_key.html",
        clinics=clinics,
        refused=refused,
        refusal=refusal,
        looked=looked,
        contact=contact,
        typed=request.form,
    )


def _place(site_code: str) -> CodeKey:
    return code_key_of(parts().database.file.parent, site_code)
