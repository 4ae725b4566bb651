"""Pages for everybody: what this is, blank forms, sign in and out, language, help."""

from io import BytesIO
from pathlib import Path

from flask import (
    Blueprint,
    Response,
    redirect,
    render_template,
    request,
    send_file,
    send_from_directory,
    url_for,
)  # fmt: skip
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from kast_eval import clock, paper
from kast_eval.actions import sign_in as signing
from kast_eval.actions.sign_in_by_provider import PROVIDER
from kast_eval.actions.steps.asked import asked_at
from kast_eval.definition.form import FormDefinition
from kast_eval.paper.blank import print_blank
from kast_eval.web.language import LANGUAGE_NAMES, choose_language
from kast_eval.web.own_pages import own_page
from kast_eval.web.parts import parts
from kast_eval.web.sign_in_cookies import cookie_token, forget_token, keep_token
from kast_eval.web.signed_in import signed_in
from kast_eval.wording import Language

pages = Blueprint("start", __name__)
FONTS = Path(paper.__file__).parent / "fonts"


@pages.get("/")
def start() -> str:
    """Say what this is, and offer the forms to print."""
    return render_template(
        "start.html", forms=parts().library.newest_forms, languages=LANGUAGE_NAMES
    )


@pages.get("/keys")
def keys() -> str:
    """Explain the keys."""
    return render_template("keys.html")


@pages.get("/fonts/<name>.woff2")
def font(name: str) -> Response:
    """Send the face that the sheets are printed with."""
    return send_from_directory(FONTS, f"{name}.woff2", mimetype="font/woff2")


@pages.get("/forms/<form>-<language>.pdf")
def blank(form: str, language: str) -> Response:
    """Send a blank form to print."""
    if language not in set(Language):
        raise NotFound
    definition = _asked(parts().library.newest(form))
    sheet = print_blank(definition, Language(language), training=parts().database.training)
    name = f"{definition.form}-{definition.version}-{language}.pdf"
    return send_file(BytesIO(sheet), mimetype="application/pdf", download_name=name)


def _asked(definition: FormDefinition) -> FormDefinition:
    """Return the form as the clinic asks it that the visitor works at; else the default print."""
    who = signed_in()
    if who is None or len(who.sites) != 1:
        return definition.as_asked()
    with parts().database.read() as session:
        return asked_at(session, who.sites[0].code, definition)


@pages.get("/sign-in/<link_token>")
def sign_in(link_token: str) -> AnyResponse:
    """Sign in with the link that was printed at the start."""
    with parts().database.begin() as session:
        signed_in = signing.sign_in(session, link_token, clock.now())
    response = redirect(url_for("today.today"), 303)
    keep_token(response, signed_in.cookie_token)
    return response


@pages.post("/sign-out")
def sign_out() -> AnyResponse:
    """Sign out, here and wherever the cookie was copied to."""
    with parts().database.begin() as session:
        browser = signing.browser_of(session, cookie_token(), clock.now())
        signing.sign_out(session, cookie_token(), clock.now())
    by_provider = browser is not None and browser.method == PROVIDER and parts().provider
    response = redirect(url_for("provider.signed_out" if by_provider else "start.start"), 303)
    forget_token(response)
    return response


@pages.post("/language")
def language() -> AnyResponse:
    """Change the language and go back to the page."""
    choose_language(request.form.get("language", ""))
    return redirect(own_page(request.form.get("page", "")), 303)
