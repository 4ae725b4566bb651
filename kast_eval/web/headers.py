"""What every answer tells the browser: nothing from elsewhere, nothing kept, nothing framed."""

from collections.abc import Mapping

from flask import Flask, Response, request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

KEPT_ENDPOINTS = frozenset({"static", "start.font", "bare.font", "start.blank", "manual.picture"})
"""What is the same for everybody; the browser may keep it, and asks whether it has changed."""


def install_headers(app: Flask) -> None:
    """Put the headers on every answer, errors included."""
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    kept = request.endpoint in KEPT_ENDPOINTS and response.status_code < 400  # noqa: PLR2004 - errors start there.
    response.headers["Cache-Control"] = "no-cache" if kept else "no-store"
    return response
