"""The page of a locked database: a passphrase, or the code on paper, opens it."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from kast_eval.errors import KastEvalError
from kast_eval.store.faults import DamagedKeysError
from kast_eval.store.keys.key_box import open_key_box, slot_kinds
from kast_eval.web.bare import doors
from kast_eval.web.language import language
from kast_eval.web.statuses import UNPROCESSABLE
from kast_eval.web.tries import tries, typed_secret

pages = Blueprint("unlock", __name__)


@pages.get("/")
def ask() -> str:
    """Ask for the secret."""
    return _page()


@pages.post("/unlock")
def unlock() -> ResponseReturnValue:
    """Open the database and go on to its pages, or say what is wrong."""
    on_paper = request.form.get("recovery_code", "")
    try:
        with tries().one():
            secret = typed_secret(request.form)
            key = open_key_box(doors().folder, secret)
    except DamagedKeysError:
        doors().show_damaged()
        return redirect("/", 303)
    except KastEvalError as error:
        name = "recovery_code" if on_paper.strip() else "passphrase"
        return _page(name, error.in_language(language())), UNPROCESSABLE
    doors().open_clinic(key, secret)
    return redirect("/", 303)


def _page(name: str = "", error: str = "") -> str:
    kinds = slot_kinds(doors().folder)
    return render_template(
        "unlock.html", kinds=[kind.value for kind in kinds], errors={name: error}
    )
