"""How the pages are reached: by which names, and over TLS wherever a network lies between."""

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue

from kast_eval.instance_settings import Hosting

OWN_NAMES = ("127.0.0.1", "localhost")
"""The names that the machine itself has for the server; any other must be told."""

_A_YEAR = 365 * 24 * 60 * 60
_ONLY_TLS = (
    "400\nSidan nås bara krypterad: adressen ska börja med https.\n"
    "This page is reached over an encrypted connection only: its address begins with https.\n"
)


def install_hosting(app: Flask, hosting: Hosting) -> None:
    """Answer to the names that are told; behind a proxy, only to what came to it over TLS."""
    behind_proxy = hosting.proxy is not None
    app.config.update(
        TRUSTED_HOSTS=[*OWN_NAMES, *hosting.names],
        SESSION_COOKIE_NAME="__Host-kast_page" if behind_proxy else "kast_page",
        SESSION_COOKIE_SECURE=behind_proxy,
        SESSION_COOKIE_SAMESITE="Strict",
    )
    if behind_proxy:
        app.before_request(_refuse_readable)
        app.after_request(_keep_to_tls)


def _refuse_readable() -> ResponseReturnValue | None:
    """Refuse a page that came readable over a network, or past the proxy."""
    if request.is_secure:
        return None
    return _ONLY_TLS, 400, {"Content-Type": "text/plain; charset=utf-8"}


def _keep_to_tls(response: Response) -> Response:
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={_A_YEAR}"
    return response
