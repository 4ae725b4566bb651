"""Where this request's page is, for a browser that is asked for a passkey."""

from flask import request

from kast_eval.identity.place import NoPasskeysHereError, Place, place_of
from kast_eval.web.language import language


def here() -> Place:
    """Return the place of the page, or raise NoPasskeysHereError."""
    return place_of(request.host_url)


def no_passkeys_here() -> str:
    """Return why the page can ask for no passkey, or nothing."""
    try:
        here()
    except NoPasskeysHereError as error:
        return error.in_language(language())
    return ""
