"""The codes of a starter kit: drawn once, on its labels, its code key and in one file."""

import random
from dataclasses import dataclass

from kast_eval.kit.order import KitOrder
from kast_eval.study.client_code import draw_codes

CODES_FILE = "codes.csv"


@dataclass(frozen=True)
class KitCodes:
    """The codes of the clients and of the relatives, in the order of the labels."""

    clients: tuple[str, ...]
    relatives: tuple[str, ...]


def draw_kit_codes(order: KitOrder, chooser: random.Random) -> KitCodes:
    """Return codes for everybody that the kit has paper for.

    `chooser` is a `random.SystemRandom` for a clinic, a seeded one where the same kit is wanted
    again.
    """
    return KitCodes(
        draw_codes(order.letters, order.clients, (), chooser),
        draw_codes(order.relative_letters, order.relatives, (), chooser),
    )


def codes_table(codes: KitCodes) -> bytes:
    """Return the codes as CSV, for the program to take them as issued; nothing about anybody."""
    rows = ["code,series"]
    rows += [f"{code},client" for code in codes.clients]
    rows += [f"{code},relative" for code in codes.relatives]
    return "".join(f"{row}\r\n" for row in rows).encode("ascii")
