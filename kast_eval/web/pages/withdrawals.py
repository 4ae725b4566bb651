"""A consent that is taken back: who has, what follows, the erasure, the letters to recipients."""

from io import BytesIO

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from kast_eval.actions.ask_approval import ApprovalTextError
from kast_eval.actions.ask_erasure import ask_erasure
from kast_eval.actions.erase_answers import (
    CodeKeyShutError,
    ErasureNotConfirmedError,
    erase_answers,
)
from kast_eval.actions.finish_erasure import finish_erasure, remains_of
from kast_eval.actions.keep_in_code_key import code_key_in, opened_code_key
from kast_eval.actions.list_withdrawals import list_withdrawals, withdrawal_of_code
from kast_eval.actions.note_refusal import note_refusal
from kast_eval.actions.open_code_key import open_code_key
from kast_eval.actions.print_letter import print_letter
from kast_eval.actions.read_withdrawal import read_withdrawal
from kast_eval.actions.steps.erasable import ErasedBeforeError, KeyGoneError, NotToBeErasedError
from kast_eval.actions.steps.tries import WaitError
from kast_eval.actions.steps.withdrawal import CodeKeys, withdrawal_at
from kast_eval.code_key.code_key import code_key_of
from kast_eval.errors import KastEvalError
from kast_eval.store.faults import WrongSecretError
from kast_eval.study.approval import NotApprovedError
from kast_eval.study.client_code import ClientCodeError
from kast_eval.study.roles import Permission
from kast_eval.web.client import client_address
from kast_eval.web.days import moment_said
from kast_eval.web.language import language
from kast_eval.web.opening import led_to
from kast_eval.web.parts import parts
from kast_eval.web.person_key import person_key
from kast_eval.web.signed_in import look, work
from kast_eval.web.statuses import UNPROCESSABLE, status_of
from kast_eval.web.telling import tell_next
from kast_eval.wording import Language, marked

pages = Blueprint("withdrawals", __name__)

_MENDABLE = (ErasureNotConfirmedError, CodeKeyShutError, WrongSecretError, ApprovalTextError)
_REFUSED = (ErasedBeforeError, KeyGoneError, NotToBeErasedError, NotApprovedError, WaitError)


@pages.get("/withdrawals")
def withdrawals() -> str:
    """Show who has taken the consent back, and ask for another's code."""
    return _show_all()


@pages.post("/withdrawals")
def begin() -> ResponseReturnValue:
    """Lead to the client's withdrawal, or to its sheet if it is still to be keyed."""
    try:
        with work() as one:
            found = withdrawal_of_code(
                one.session, one.user, one.now, parts().plan,
                code=request.form.get("client_code", ""),
            )  # fmt: skip
    except ClientCodeError as error:
        return _show_all(error), UNPROCESSABLE
    if isinstance(found, str):
        return redirect(url_for("withdrawals.withdrawal", public_id=found), 303)
    return led_to(one.user, found)


@pages.get("/withdrawal/<public_id>")
def withdrawal(public_id: str) -> str:
    """Show how it stands with one, and what is done next."""
    return _show(public_id)


@pages.post("/withdrawal/<public_id>/ask")
def ask(public_id: str) -> ResponseReturnValue:
    """Ask another to approve the erasure."""
    try:
        with work() as one:
            ask_erasure(
                one.session, one.user, one.now, parts().plan, public_id,
                reason=request.form.get("reason", ""), code_keys=_code_keys(),
            )  # fmt: skip
    except (*_MENDABLE, *_REFUSED) as error:
        return _refuse(public_id, error)
    tell_next(marked("Frågan är ställd. Någon annan beslutar under «Beslut av två»."))
    return redirect(url_for("withdrawals.withdrawal", public_id=public_id), 303)


@pages.post("/withdrawal/<public_id>/erase")
def erase(public_id: str) -> ResponseReturnValue:
    """Erase the client's answers for good."""
    try:
        code_keys = _opened_keys(public_id)
        with work() as one:
            erased = erase_answers(
                one.session, one.user, one.now, parts().plan, public_id,
                confirmed=request.form.get("confirmed", ""), code_keys=code_keys,
            )  # fmt: skip
    except (*_MENDABLE, *_REFUSED) as error:
        return _refuse(public_id, error)
    if finish_erasure(parts().database) or parts().database.address is not None:
        tell_next(marked("Uppgifterna är raderade."))
    else:
        tell_next(
            marked(
                "Uppgifterna är raderade. Listan bredvid säkerhetskopiorna skrivs när nästa kopia "
                "tas."
            )
        )
    return redirect(url_for("withdrawals.withdrawal", public_id=erased), 303)


@pages.get("/withdrawal/<public_id>/letter-<release>-<language>.pdf")
def letter(public_id: str, release: str, language: str) -> Response:
    """Send the letter to who has got a release that held the client."""
    chosen = Language.EN if language == Language.EN.value else Language.SV
    with work() as one:
        one.require_step_up()
        pdf = print_letter(
            one.session, one.user, one.now, parts().plan, public_id,
            release=release, person_key=person_key(), language=chosen,
        )  # fmt: skip
    name = f"brev-{release}-{chosen.value}.pdf"
    return send_file(BytesIO(pdf), mimetype="application/pdf", download_name=name)


def _opened_keys(public_id: str) -> CodeKeys:
    """Return the clinic's code key, open where it is in the computer and the words are given.

    The passphrase is tried outside every transaction, by one who has just proved who it is.
    """
    with look() as one:
        told = withdrawal_at(one.session, one.user, Permission.APPROVE, parts().plan, public_id)
        one.require_step_up()
    site_code, passphrase = told.client.site_code, request.form.get("passphrase", "")
    place = code_key_of(parts().database.file.parent, site_code)
    if not place.exists or not passphrase:
        return _code_keys()
    try:
        key = open_code_key(
            parts().database, one.user, one.now, place, site_code=site_code,
            passphrase=passphrase, client=client_address(),
        )  # fmt: skip
    except WrongSecretError:
        with work() as one:
            note_refusal(one.session, one.user, one.now, "code key")
        raise
    opened = opened_code_key(place, key, one.user, one.now)
    return lambda _site_code: opened


def _code_keys() -> CodeKeys:
    return code_key_in(parts().database.file.parent)


def _refuse(public_id: str, error: KastEvalError) -> ResponseReturnValue:
    status = UNPROCESSABLE if isinstance(error, _MENDABLE) else status_of(error)
    return _show(public_id, error), status


def _show_all(error: KastEvalError | None = None) -> str:
    with look() as one:
        listed = list_withdrawals(one.session, one.user, parts().plan)
    return render_template(
        "withdrawals.html",
        listed=listed,
        refusal=error.in_language(language()) if error else "",
        typed=request.form,
    )


def _show(public_id: str, error: KastEvalError | None = None) -> str:
    with work() as one:
        view = read_withdrawal(
            one.session, one.user, one.now, parts().plan, public_id, code_keys=_code_keys()
        )
    erasure = view.told.erasure
    return render_template(
        "withdrawal.html",
        view=view,
        erasure=erasure,
        remains=remains_of(parts().database, erasure.erased_at) if erasure else None,
        said=lambda moment: moment_said(moment, one.now),
        refusal=error.in_language(language()) if error else "",
        typed=request.form,
    )
