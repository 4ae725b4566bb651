"""What a browser tells of itself: the address it comes from, and its sort."""

from flask import request

_SORTS = (
    # Each also calls itself by the names of those after it.
    ("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)  # fmt: skip
_MACHINES = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def client_address() -> str:
    """Return the address that tries to sign in are counted for."""
    return request.remote_addr or ""


def browser_said() -> str:
    """Return which browser it is, in two words that its owner knows it by."""
    told = request.user_agent.string
    sort = next((name for sign, name in _SORTS if sign in told), "")
    machine = next((name for sign, name in _MACHINES if sign in told), "")
    return ", ".join(word for word in (sort, machine) if word)
