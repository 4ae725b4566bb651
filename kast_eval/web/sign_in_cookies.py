"""What a browser keeps of a sign-in: a random token in a cookie; all else is on the server."""

from flask import request
from werkzeug.wrappers import Response

from kast_eval.actions.sign_in import LONGEST_PENDING

_SIGN_IN, _PENDING = "kast_sign_in", "kast_second_factor"


def cookie_token() -> str:
    """Return the token that the browser has kept, or nothing."""
    return request.cookies.get(_cookie_name(), "")


def keep_token(response: Response, token: str) -> None:
    """Let the browser keep the token until it is closed."""
    response.set_cookie(
        _cookie_name(), token, path="/", httponly=True, samesite="Strict", secure=request.is_secure
    )


def pending_token() -> str:
    """Return the token of one whose passphrase was right and whose second factor is awaited."""
    return request.cookies.get(_cookie_name(_PENDING), "")


def keep_pending(response: Response, token: str) -> None:
    """Let the browser keep the token of a sign-in whose second factor is awaited."""
    response.set_cookie(
        _cookie_name(_PENDING), token, path="/", httponly=True, samesite="Strict",
        secure=request.is_secure, max_age=int(LONGEST_PENDING.total_seconds()),
    )  # fmt: skip


def forget_token(response: Response) -> None:
    """Let the browser forget the token and everything else of this site."""
    response.delete_cookie(
        _cookie_name(), path="/", httponly=True, samesite="Strict", secure=request.is_secure
    )
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'


def _cookie_name(name: str = _SIGN_IN) -> str:
    # Browsers take the prefix only over TLS, and then no other host can set the cookie.
    return f"__Host-{name}" if request.is_secure else name
