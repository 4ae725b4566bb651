"""Pages without a database: before there is one, while it is locked, when it is damaged."""

import secrets
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    redirect,
    render_template,
    request,
    send_from_directory,
)
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException, SecurityError

from kast_eval import paper
from kast_eval.errors import KastEvalError
from kast_eval.instance_settings import InstanceSettings
from kast_eval.store.keys.database_key import DatabaseKey
from kast_eval.store.keys.secret import Secret
from kast_eval.web.bodies import install_bodies
from kast_eval.web.error_pages import QuietFlask
from kast_eval.web.headers import install_headers
from kast_eval.web.hosted import install_hosting
from kast_eval.web.language import (
    LANGUAGE_NAMES,
    choose_language,
    install_language,
    language,
    translated,
)
from kast_eval.web.tries import TRIES, Tries
from kast_eval.wording import Language, marked

_EXTENSION = "kast_eval_doors"
_OPEN_PAGE = timedelta(hours=2)
_FONTS = Path(paper.__file__).parent / "fonts"


class Doors(Protocol):
    """What these pages can do to the server that they stand in for."""

    folder: Path
    settings: InstanceSettings

    def open_clinic(self, key: DatabaseKey, secret: Secret | None = None) -> None:
        """Show the clinic's pages from now on, or the page of its damaged database.

        What sort of `secret` opened it is noted.
        """
        ...

    def show_damaged(self) -> None:
        """Show the page that offers a copy in the place of what is damaged."""
        ...

    def open_training(self) -> str:
        """Make the training clinic, show its pages, and return the path that signs in there."""
        ...


def bare_app(doors: Doors, pages: Blueprint) -> Flask:
    """Return an application of a few pages that need no database."""
    app = QuietFlask("kast_eval.web")
    app.config.update(
        SECRET_KEY=secrets.token_bytes(32),
        WTF_CSRF_TIME_LIMIT=int(_OPEN_PAGE.total_seconds()),
        # There is no referrer to compare with: the pages send none.
        WTF_CSRF_SSL_STRICT=False,
    )
    app.extensions[_EXTENSION] = doors
    app.extensions[TRIES] = Tries()
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["other_language"] = {
        Language.SV: (Language.EN, LANGUAGE_NAMES[Language.EN]),
        Language.EN: (Language.SV, LANGUAGE_NAMES[Language.SV]),
    }
    install_hosting(app, doors.settings.hosting)
    install_bodies(app)
    CSRFProtect(app)
    install_headers(app)
    install_language(app, doors.settings.language)
    for kind, handler in _HANDLERS:
        app.register_error_handler(kind, handler)
    app.register_blueprint(_shared)
    app.register_blueprint(pages)
    return app


def doors() -> Doors:
    """Return what the application that answers can do."""
    held: Doors = current_app.extensions[_EXTENSION]
    return held


_shared = Blueprint("bare", __name__)


@_shared.get("/fonts/<name>.woff2")
def font(name: str) -> Response:
    """Send the face that the sheets are printed with."""
    return send_from_directory(_FONTS, f"{name}.woff2", mimetype="font/woff2")


@_shared.post("/language")
def change_language() -> ResponseReturnValue:
    """Change the language and begin at the page that the folder calls for."""
    choose_language(request.form.get("language", ""))
    return redirect("/", 303)


def _expired(_error: CSRFError) -> ResponseReturnValue:
    text = marked("Sidan hade blivit för gammal. Ingenting är ändrat. Börja om.")
    return _page(marked("Börja om"), translated(text)), 400


def _told(error: KastEvalError) -> ResponseReturnValue:
    return _page(marked("Det gick inte"), error.in_language(language())), 500


def _refused(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, SecurityError):
        # Without a host that can be trusted no address can be written, so no page of ours either.
        return "400\n", 400, {"Content-Type": "text/plain; charset=utf-8"}
    status = error.code or 500
    if status == 404 and request.method == "GET":  # noqa: PLR2004 - what is not found here.
        # Every other page waits behind the one that the folder calls for.
        return redirect("/", 303)
    text = (
        marked("Felet är noterat. Försök igen, eller säg till den som sköter programmet.")
        if status >= 500  # noqa: PLR2004 - errors of ours start there.
        else marked("Det gick inte att läsa. Ingenting är ändrat. Börja om.")
    )
    return _page(marked("Det gick inte"), translated(text)), status


_HANDLERS = ((CSRFError, _expired), (KastEvalError, _told), (HTTPException, _refused))


def _page(heading: str, text: str) -> str:
    return render_template("bare_error.html", heading=translated(heading), text=text)
