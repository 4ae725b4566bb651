"""Addresses that pages are asked to lead back to: only those of our own."""

from urllib.parse import urlsplit

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException


def own_page(path: str, otherwise: str = "start.start") -> str:
    """Return the address if a page of ours is shown there, else that of another page."""
    try:
        parted = urlsplit(path)
        current_app.url_map.bind(request.host).match(parted.path, method="GET")
    except (HTTPException, ValueError):
        return url_for(otherwise)
    if parted.scheme or parted.netloc or not path.startswith("/") or path.startswith("//"):
        return url_for(otherwise)
    return path


def asked_page() -> str:
    """Return the address of the page that is asked for, to lead back to."""
    return request.full_path if request.query_string else request.path
