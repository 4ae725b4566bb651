"""The page of a damaged database: nothing is opened, the file is kept, a copy is offered."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from kast_eval import clock
from kast_eval.errors import KastEvalError
from kast_eval.store.backups.copies import Copy, all_copies
from kast_eval.store.backups.give_back import restore
from kast_eval.store.backups.known_place import known_place
from kast_eval.store.filling import fill_folder
from kast_eval.store.keys.database_key import DatabaseKey
from kast_eval.store.keys.key_box import open_key_box
from kast_eval.store.keys.secret import Secret
from kast_eval.web.bare import doors
from kast_eval.web.language import language
from kast_eval.web.statuses import UNPROCESSABLE
from kast_eval.web.tries import tries, typed_secret

pages = Blueprint("damaged", __name__)

SHOWN_COPIES = 5


class NoSuchCopyError(KastEvalError):
    """A copy that is not on the page."""

    def __init__(self) -> None:
        super().__init__("Välj en av kopiorna.")


@dataclass(frozen=True)
class OfferedCopy:
    """A copy as the page shows it: its folder's name, and its day and time in Sweden."""

    name: str
    taken: str


@pages.get("/")
def ask() -> str:
    """Say what has happened, and offer the newest copies."""
    return _page()


@pages.post("/restore")
def give_back() -> ResponseReturnValue:
    """Put a copy in the place of the damaged database, which is kept, and open it."""
    try:
        with tries().one():
            secret = typed_secret(request.form)
            key = _restored(secret)
    except KastEvalError as error:
        return _page(error.in_language(language())), UNPROCESSABLE
    doors().open_clinic(key, secret)
    return redirect("/", 303)


def _restored(secret: Secret) -> DatabaseKey:
    chosen = request.form.get("copy", "")
    copy = next((one for one in _copies() if one.folder.name == chosen), None)
    if copy is None:
        raise NoSuchCopyError
    # A secret that does not open the copy is told before anything is moved.
    key = open_key_box(copy.folder, secret)
    fill_folder(doors().folder, lambda draft: restore(copy.folder, draft, clock.now(), secret))
    return key


def _copies() -> Sequence[Copy]:
    return all_copies(known_place(doors().folder))[:SHOWN_COPIES]


def _page(error: str = "") -> str:
    return render_template(
        "damaged.html",
        error=error,
        copies=[OfferedCopy(one.folder.name, _moment(one)) for one in _copies()],
        place=known_place(doors().folder),
        folder=doors().folder,
        chosen=request.form.get("copy", ""),
    )


def _moment(copy: Copy) -> str:
    return f"{copy.label.taken.astimezone(clock.CLINIC_ZONE):%Y-%m-%d %H:%M}"
