"""The code of a sheet: form, version, page and geometry, never the client."""

import hashlib
import json
from collections.abc import Iterable
from functools import cache

import segno

from kast_eval.paper.page import Box, Marker

QR_SIZE = 20.0
"""The side of the code without its white; 29 modules of 0.69 mm."""
QR_X, QR_Y = 162.6, 8.0
"""Its upper left corner."""
QR_QUIET = 4 * QR_SIZE / 29
"""The white around the code: four modules."""

_QR_VERSION = 3


def geometry_code(boxes: Iterable[Box], markers: Iterable[Marker]) -> str:
    """Return six hex digits that change when any box or marker of a page moves."""
    geometry = [
        [[one.item, one.part, one.x, one.y, one.w, one.h, *one.also] for one in boxes],
        [[one.number, one.x, one.y] for one in markers],
    ]
    written = json.dumps(geometry, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()[:6].upper()


def qr_text(form: str, version: int, page: int, geom: str) -> str:
    """Return what the QR code of a page says."""
    return f"F1/{form}/{version}/{page}/{geom}"


def readable_code(form: str, version: int, page: int, pages: int, geom: str) -> str:
    """Return the same for people, as it stands at the foot."""
    return f"{form} v{version} p{page}/{pages} {geom}"


@cache
def qr_rows(text: str, version: int | None = _QR_VERSION) -> tuple[tuple[bool, ...], ...]:
    """Return the modules of a QR code at level Q, row by row, without the white around them."""
    code = segno.make_qr(text, error="q", version=version, boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)
