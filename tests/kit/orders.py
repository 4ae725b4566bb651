"""Orders and kits for tests, each made once."""

import io
import random
import zipfile
from functools import cache

from kast_eval.kit.order import KitOrder, read_order
from kast_eval.kit.starter_kit import make_starter_kit
from kast_eval.manual.assemble import ManualSource
from tests.manual.source import real_manual

TEXTS = {
    "site": "KAST Småstad",
    "edition": "new",
    "clients": "20",
    "sessions": "10",
    "letters": "",
    "language": "sv",
}


def order(**changes: str) -> KitOrder:
    return read_order({**TEXTS, **changes})


@cache
def manual() -> ManualSource:
    return real_manual()


@cache
def made(edition: str = "new", clients: str = "3", language: str = "sv") -> bytes:
    asked = order(edition=edition, clients=clients, language=language)
    return make_starter_kit(asked, manual(), random.Random(1))


def files(kit: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(kit)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
