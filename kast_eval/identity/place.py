"""Where the pages are that ask for a passkey: a passkey belongs to a host's name."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from kast_eval.errors import KastEvalError
from kast_eval.wording import marked

LOCALHOST = "localhost"


class NoPasskeysHereError(KastEvalError):
    """An address that browsers give no passkeys to."""


@dataclass(frozen=True)
class Place:
    """The host that a passkey belongs to, and the origin that the browser vouches for."""

    host: str
    origin: str


def place_of(address: str) -> Place:
    """Return the place of a page by its address, or raise NoPasskeysHereError."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if _is_number(host):
        raise _refused_number(address, host)
    if parts.scheme != "https" and host != LOCALHOST:
        raise NoPasskeysHereError(
            marked(
                "Här går det inte att använda passnycklar: adressen {address} är inte krypterad. "
                "Den som sköter servern måste ordna TLS (https)."
            ),
            address=address,
        )
    return Place(host, f"{parts.scheme}://{parts.netloc}")


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _refused_number(address: str, host: str) -> NoPasskeysHereError:
    if not ipaddress.ip_address(host).is_loopback:
        return NoPasskeysHereError(
            marked(
                "Här går det inte att använda passnycklar: de hör till ett namn, och {host} är "
                "ett nummer. Be den som sköter servern om en adress med ett namn."
            ),
            host=host,
        )
    parts = urlsplit(address)
    port = f":{parts.port}" if parts.port else ""
    return NoPasskeysHereError(
        marked(
            "Här går det inte att använda passnycklar: de hör till ett namn, och {host} är ett "
            "nummer. Öppna samma sida på {better} i stället."
        ),
        host=host,
        better=f"{parts.scheme}://{LOCALHOST}{port}/",
    )
