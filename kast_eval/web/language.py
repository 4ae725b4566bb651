"""Which language a page speaks: chosen by the reader, kept in a cookie, else the clinic's."""

from collections.abc import Mapping

from flask import Flask, Response, current_app, g, request

from kast_eval.wording import Language, Wording, program_text

COOKIE = "kast_language"
_USUAL = "KAST_LANGUAGE"
_A_YEAR = 365 * 24 * 60 * 60


def language() -> Language:
    """Return the language of the page that is being made."""
    # Looked up once: a page asks for it with every word.
    known: Language | None = g.get("language")
    if known is None:
        kept = request.cookies.get(COOKIE, "")
        usual: Language = current_app.config[_USUAL]
        known = g.language = Language(kept) if kept in set(Language) else usual
    return known


def choose_language(chosen: str) -> None:
    """Let this page and those after it speak the language; an unknown one changes nothing."""
    if speak(chosen):
        g.chosen_language = g.language


def speak(chosen: str) -> bool:
    """Let this page alone speak the language; tell whether it is known."""
    is_known = chosen in set(Language)
    if is_known:
        g.language = Language(chosen)
    return is_known


def keep_language(response: Response) -> Response:
    """Keep a language that was chosen in this request."""
    if "chosen_language" in g:
        response.set_cookie(
            COOKIE, g.chosen_language, max_age=_A_YEAR, httponly=True, samesite="Lax",
            secure=request.is_secure,
        )  # fmt: skip
    return response


def install_language(app: Flask, usual: Language) -> None:
    """Let templates translate: `_` the program's texts, `words` the study's."""
    app.config[_USUAL] = usual
    app.jinja_env.globals["_"] = translated
    app.jinja_env.globals["language"] = language
    app.jinja_env.filters["words"] = worded
    app.after_request(keep_language)


def translated(text: str, **details: object) -> str:
    """Return a text of the program in the language of the page."""
    return program_text(text, language(), **details)


def worded(wording: Wording) -> str:
    """Return a text of the study in the language of the page."""
    return wording.in_language(language())


LANGUAGE_NAMES: Mapping[Language, str] = {Language.SV: "Svenska", Language.EN: "English"}
"""Each language by its own name, so that who needs it can read it."""
